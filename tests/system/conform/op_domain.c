/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * op_domain.c - rows of the operations on Domains and on interrupt lines.
 */
#include "zoo.h"

#define ROOT	VSP_BOOT_DOMAIN
#define LINE	2		/* of Z_IRQ's */

/* x0 cnode, x1 pd */
#define SET_SPACES(error, what, ...) \
	{ FAILS(error, what, DOMAIN, SET_SPACES, Z_DOMAIN, __VA_ARGS__) }
/* x0 stretch, x1 page */
#define MAP_DCB(error, what, ...) \
	{ FAILS(error, what, DOMAIN, MAP_DCB, Z_DOMAIN, __VA_ARGS__) }
/* x0 parent, x1 index */
#define SET_PARENT(error, what, ...) \
	{ FAILS(error, what, DOMAIN, SET_PARENT, Z_DOMAIN, __VA_ARGS__) }
/* x0 line, x1 channel */
#define BIND(error, what, ...) \
	{ FAILS(error, what, IRQ, BIND, Z_IRQ, __VA_ARGS__) }
#define BOUND_BEFORE \
	.before = { CALLS(IRQ, BIND, Z_IRQ, LINE, Z_CHANNEL) }

static bool
it_starts(struct vsp_result result)
{
	(void)result;
	return SAME(vsp_domain_set_entry(Z_DOMAIN_2, 16, 16), VSP_OK)
	       && SAME(vsp_domain_start(Z_DOMAIN_2), VSP_OK);
}

static bool
at_the_page_named(struct vsp_result result)
{
	uint64_t address = 0;

	vsp_stretch_info(Z_STRETCH, &address, NULL);
	return SAME(result.x1, address + 509 * VSP_PAGE_SIZE);
}

static bool
index_63_is_taken(struct vsp_result result)
{
	(void)result;
	return SAME(vsp_domain_set_parent(Z_DOMAIN_2, ROOT, 63),
		    VSP_E_OCCUPIED);
}

static bool
index_63_is_free(struct vsp_result result)
{
	(void)result;
	return SAME(vsp_domain_set_parent(Z_DOMAIN_2, ROOT, 63), VSP_OK);
}

static bool
it_is_stopped(struct vsp_result result)
{
	uint64_t state = 0;

	(void)result;
	vsp_domain_info(Z_DOMAIN, &state, NULL, NULL);
	return SAME(state & 1, 1);
}

static bool
stopped_and_has_run_for_no_time(struct vsp_result result)
{
	return SAME(result.x1, 1) && SAME(result.x3, 0);
}

static bool
the_slot_is_written(struct vsp_result result)
{
	(void)result;
	return SAME(root_dcb->context[15].pc != 0, true);
}

static bool
fp_is_zero(struct vsp_result result)
{
	uint64_t bits = 0;

	for (unsigned i = 0; i < 64; i++)
		bits |= ((const uint64_t *)&root_dcb->context[15])[i];
	return SAME(bits, 0) && SAME(result.x1, 0) && SAME(result.x2, 0);
}

static bool
the_line_is_free(struct vsp_result result)
{
	(void)result;
	return SAME(vsp_irq_bind(Z_IRQ, LINE, Z_CHANNEL), VSP_OK);
}

static const struct row domain[] = {
	{ WORKS("both", DOMAIN, SET_SPACES, Z_DOMAIN_2, Z_CNODE, Z_PD),
	  .then = it_starts },
	{ WORKS("one after the other", DOMAIN, SET_SPACES, Z_DOMAIN_2, 0,
		Z_PD_USE),
	  .before = { CALLS(DOMAIN, SET_SPACES, Z_DOMAIN_2, Z_CNODE_0, 0) },
	  .then = it_starts },
	SET_SPACES(NOCAP, "a CNode that is an empty slot", Z_EMPTY, 0),
	SET_SPACES(NOCAP, "a PD that is an empty slot", 0, Z_EMPTY),
	SET_SPACES(TYPE, "a CNode that is a PD", Z_PD, 0),
	SET_SPACES(TYPE, "a PD that is a CNode", 0, Z_CNODE),
	SET_SPACES(RIGHT, "a PD that is not for using", Z_CNODE, Z_PD_0),
	{ FAILS(DEPTH, "a CNode at the maximum depth", DOMAIN, SET_SPACES,
		Z_DOMAIN, Z_DEEP, 0), .prepare = deep_cnode },
	{ FAILS(DEPTH, "a PD at the maximum depth", DOMAIN, SET_SPACES,
		Z_DOMAIN, Z_CNODE, Z_DEEP), .prepare = deep_pd },

	{ WORKS("multiples of 16", DOMAIN, SET_ENTRY, Z_DOMAIN, 0x10, 0x20) },
	{ FAILS(ARG, "a vector that is none", DOMAIN, SET_ENTRY, Z_DOMAIN,
		0x18, 0x20) },
	{ FAILS(ARG, "a stack that is none", DOMAIN, SET_ENTRY, Z_DOMAIN, 0x10,
		0x28) },

	{ WORKS("at the end of a stretch", DOMAIN, MAP_DCB, Z_DOMAIN,
		Z_STRETCH, 509), .then = at_the_page_named },
	{ WORKS("after its stretch was deleted", DOMAIN, MAP_DCB, Z_DOMAIN,
		Z_STRETCH, 509),
	  .before = { CALLS(DOMAIN, MAP_DCB, Z_DOMAIN, Z_STRETCH_2, 0),
		      CALLS(CNODE, DELETE, VSP_BOOT_CNODE, Z_STRETCH_2) },
	  .then = at_the_page_named },
	MAP_DCB(ARG, "beyond the end", Z_STRETCH, 510),
	MAP_DCB(ARG, "a page beyond 32 bits", Z_STRETCH, FAR),
	MAP_DCB(NOCAP, "an empty slot", Z_EMPTY, 0),
	MAP_DCB(NOCAP, "no slot", NSLOTS, 0),
	MAP_DCB(TYPE, "a frame", Z_FRAME, 0),
	MAP_DCB(RIGHT, "a stretch without META", Z_STRETCH_RW, 0),
	{ FAILS(OCCUPIED, "a page that is", DOMAIN, MAP_DCB, Z_DOMAIN,
		Z_STRETCH, 0),
	  .before = { CALLS(STRETCH, MAP, Z_STRETCH, Z_FRAME, 2, 1) } },
	{ FAILS(STATE, "twice", DOMAIN, MAP_DCB, Z_DOMAIN, Z_STRETCH, 8),
	  .before = { CALLS(DOMAIN, MAP_DCB, Z_DOMAIN, Z_STRETCH, 0) } },

	{ WORKS("the last child", DOMAIN, SET_PARENT, Z_DOMAIN, ROOT, 63),
	  .then = index_63_is_taken },
	{ WORKS("nobody's", DOMAIN, SET_PARENT, Z_DOMAIN, 0, 99),
	  .before = { CALLS(DOMAIN, SET_PARENT, Z_DOMAIN, ROOT, 63) },
	  .then = index_63_is_free },
	{ WORKS("a scheduler to its own level", DOMAIN, SET_PARENT, Z_DOMAIN,
		ROOT, 1),
	  .before = { CALLS(DOMAIN, SET_PARENT, Z_DOMAIN, ROOT, 0),
		      CALLS(DOMAIN, SET_PARENT, Z_DOMAIN_2, Z_DOMAIN, 0) } },
	{ WORKS("a scheduler to another level when its child is dead", DOMAIN,
		SET_PARENT, Z_DOMAIN, Z_DEEP, 0),
	  .before = { CALLS(DOMAIN, SET_PARENT, Z_DOMAIN, ROOT, 1),
		      CALLS(DOMAIN, SET_PARENT, Z_DOMAIN_2, Z_DOMAIN, 0),
		      CALLS(CNODE, DELETE, VSP_BOOT_CNODE, Z_DOMAIN_2) },
	  .prepare = third_domain },
	SET_PARENT(ARG, "index 64", ROOT, 64),
	SET_PARENT(ARG, "an index beyond 32 bits", ROOT, FAR),
	SET_PARENT(NOCAP, "an empty slot", Z_EMPTY, 0),
	SET_PARENT(NOCAP, "no slot", NSLOTS, 0),
	SET_PARENT(TYPE, "a PD", Z_PD, 0),
	{ FAILS(RIGHT, "one that is not for scheduling", DOMAIN, SET_PARENT,
		Z_DOMAIN_2, Z_DOMAIN_CONTROL, 0) },
	{ FAILS(OCCUPIED, "an index that is", DOMAIN, SET_PARENT, Z_DOMAIN,
		ROOT, 5),
	  .before = { CALLS(DOMAIN, SET_PARENT, Z_DOMAIN_2, ROOT, 5) } },
	SET_PARENT(STATE, "itself", Z_DOMAIN, 0),
	{ FAILS(STATE, "the root", DOMAIN, SET_PARENT, ROOT, 0, 0) },
	{ FAILS(STATE, "a scheduler to another level", DOMAIN, SET_PARENT,
		Z_DOMAIN, Z_DEEP, 0),
	  .before = { CALLS(DOMAIN, SET_PARENT, Z_DOMAIN, ROOT, 1),
		      CALLS(DOMAIN, SET_PARENT, Z_DOMAIN_2, Z_DOMAIN, 0) },
	  .prepare = third_domain },
	{ FAILS(DEPTH, "a ninth level", DOMAIN, SET_PARENT, Z_DOMAIN, Z_DEEP,
		0), .prepare = deep_domain },

	{ WORKS("with spaces and an entry", DOMAIN, START, Z_DOMAIN, 0) },
	{ WORKS("again after a stop", DOMAIN, START, Z_DOMAIN, 0),
	  .before = { CALLS(DOMAIN, START, Z_DOMAIN, 0),
		      CALLS(DOMAIN, STOP, Z_DOMAIN, 0) } },
	{ FAILS(STATE, "without spaces", DOMAIN, START, Z_DOMAIN_2, 0),
	  .before = { CALLS(DOMAIN, SET_ENTRY, Z_DOMAIN_2, 16, 16) } },
	{ FAILS(STATE, "without a CNode", DOMAIN, START, Z_DOMAIN_2, 0),
	  .before = { CALLS(DOMAIN, SET_SPACES, Z_DOMAIN_2, 0, Z_PD),
		      CALLS(DOMAIN, SET_ENTRY, Z_DOMAIN_2, 16, 16) } },
	{ FAILS(STATE, "without a PD", DOMAIN, START, Z_DOMAIN_2, 0),
	  .before = { CALLS(DOMAIN, SET_SPACES, Z_DOMAIN_2, Z_CNODE, 0),
		      CALLS(DOMAIN, SET_ENTRY, Z_DOMAIN_2, 16, 16) } },
	{ FAILS(STATE, "without an entry", DOMAIN, START, Z_DOMAIN_2, 0),
	  .before = { CALLS(DOMAIN, SET_SPACES, Z_DOMAIN_2, Z_CNODE,
			    Z_PD) } },
	{ FAILS(STATE, "twice", DOMAIN, START, Z_DOMAIN, 0),
	  .before = { CALLS(DOMAIN, START, Z_DOMAIN, 0) } },
	{ FAILS(STATE, "the root", DOMAIN, START, ROOT, 0) },

	{ WORKS("what was started", DOMAIN, STOP, Z_DOMAIN, 0),
	  .before = { CALLS(DOMAIN, START, Z_DOMAIN, 0) },
	  .then = it_is_stopped },
	{ WORKS("what is stopped", DOMAIN, STOP, Z_DOMAIN, 0),
	  .then = it_is_stopped },
	{ FAILS(STATE, "the root", DOMAIN, STOP, ROOT, 0) },

	{ WORKS("what was started", DOMAIN, RESET, Z_DOMAIN, 0),
	  .before = { CALLS(DOMAIN, START, Z_DOMAIN, 0) },
	  .then = it_is_stopped },
	{ FAILS(STATE, "the root", DOMAIN, RESET, ROOT, 0) },

	{ WORKS("an unanswered call", DOMAIN, CANCEL, Z_DEEP, 3),
	  .prepare = caller },
	{ FAILS(EMPTY, "a call twice", DOMAIN, CANCEL, Z_DEEP, 3),
	  .before = { CALLS(DOMAIN, CANCEL, Z_DEEP, 3) },
	  .prepare = caller },
	{ FAILS(ARG, "number 16", DOMAIN, CANCEL, Z_DOMAIN, 16) },
	{ FAILS(ARG, "a number beyond 32 bits", DOMAIN, CANCEL, Z_DOMAIN,
		FAR) },
	{ FAILS(EMPTY, "a call that is none", DOMAIN, CANCEL, Z_DOMAIN, 15) },

	{ WORKS("of one that was preempted", DOMAIN, READ_REGS, Z_DEEP, 15),
	  .prepare = frozen, .then = the_slot_is_written },
	{ FAILS(ARG, "slot 16", DOMAIN, READ_REGS, Z_DEEP, 16),
	  .prepare = frozen },
	{ FAILS(ARG, "a slot beyond 32 bits", DOMAIN, READ_REGS, Z_DEEP, FAR),
	  .prepare = frozen },
	{ FAILS(STATE, "of one that is started", DOMAIN, READ_REGS, Z_DOMAIN,
		15), .before = { CALLS(DOMAIN, START, Z_DOMAIN, 0) } },
	{ FAILS(EMPTY, "of a new one", DOMAIN, READ_REGS, Z_DOMAIN, 15) },
	{ WORKS("of one that was preempted", DOMAIN, WRITE_REGS, Z_DEEP, 15),
	  .prepare = frozen },
	{ FAILS(ARG, "slot 16", DOMAIN, WRITE_REGS, Z_DEEP, 16),
	  .prepare = frozen },
	{ FAILS(STATE, "of one that is started", DOMAIN, WRITE_REGS, Z_DOMAIN,
		15), .before = { CALLS(DOMAIN, START, Z_DOMAIN, 0) } },
	{ FAILS(EMPTY, "of a new one", DOMAIN, WRITE_REGS, Z_DOMAIN, 15) },
	{ WORKS("of a new one", DOMAIN, READ_FP, Z_DOMAIN, 15),
	  .then = fp_is_zero },
	{ FAILS(ARG, "slot 16", DOMAIN, READ_FP, Z_DOMAIN, 16) },
	{ FAILS(STATE, "of one that is started", DOMAIN, READ_FP, Z_DOMAIN,
		15), .before = { CALLS(DOMAIN, START, Z_DOMAIN, 0) } },
	{ WORKS("of a new one", DOMAIN, WRITE_FP, Z_DOMAIN, 15) },
	{ FAILS(ARG, "slot 16", DOMAIN, WRITE_FP, Z_DOMAIN, 16) },
	{ FAILS(STATE, "of one that is started", DOMAIN, WRITE_FP, Z_DOMAIN,
		15), .before = { CALLS(DOMAIN, START, Z_DOMAIN, 0) } },

	{ WORKS("and a channel", DOMAIN, DEBUG, Z_DOMAIN, VSP_DEBUG_ALL,
		Z_CHANNEL) },
	{ WORKS("no more", DOMAIN, DEBUG, Z_DOMAIN, 0, 0) },
	{ FAILS(ARG, "flag 4", DOMAIN, DEBUG, Z_DOMAIN, 4, 0) },
	{ FAILS(ARG, "flags beyond 32 bits", DOMAIN, DEBUG, Z_DOMAIN, FAR,
		0) },
	{ FAILS(NOCAP, "a channel that is an empty slot", DOMAIN, DEBUG,
		Z_DOMAIN, 1, Z_EMPTY) },
	{ FAILS(TYPE, "a channel that is a CNode", DOMAIN, DEBUG, Z_DOMAIN, 1,
		Z_CNODE) },
	{ FAILS(RIGHT, "a channel that is a portal", DOMAIN, DEBUG, Z_DOMAIN,
		1, Z_PORTAL) },
	{ FAILS(RIGHT, "a channel that has other rights", DOMAIN, DEBUG,
		Z_DOMAIN, 1, Z_DOMAIN_SIGNAL) },
	{ FAILS(DEPTH, "a channel at the maximum depth", DOMAIN, DEBUG,
		Z_DOMAIN, 1, Z_DEEP), .prepare = deep_channel },
	{ FAILS(STATE, "the root", DOMAIN, DEBUG, ROOT, 1, 0) },

	{ WORKS("a new domain", DOMAIN, INFO, Z_DOMAIN, 0),
	  .then = stopped_and_has_run_for_no_time },
};

static const struct row irq[] = {
	{ WORKS("a line", IRQ, BIND, Z_IRQ, LINE, Z_CHANNEL) },
	BIND(ARG, "a line behind its last", 4, Z_CHANNEL),
	BIND(ARG, "a line beyond 32 bits", FAR | LINE, Z_CHANNEL),
	{ FAILS(ARG, "the kernel's timer", IRQ, BIND, VSP_BOOT_IRQ,
		VSP_IRQ_LOCAL + 1, Z_CHANNEL) },
	{ FAILS(ARG, "the local controller's line of the other", IRQ, BIND,
		VSP_BOOT_IRQ, VSP_IRQ_LOCAL + 8, Z_CHANNEL) },
	{ FAILS(ARG, "a line that is not there", IRQ, BIND, VSP_BOOT_IRQ, 72,
		Z_CHANNEL) },
	{ FAILS(ARG, "line 127", IRQ, BIND, VSP_BOOT_IRQ, 127, Z_CHANNEL) },
	{ FAILS(ARG, "line 128", IRQ, BIND, VSP_BOOT_IRQ, 128, Z_CHANNEL) },
	BIND(NOCAP, "an empty slot", LINE, Z_EMPTY),
	BIND(NOCAP, "no slot", LINE, NSLOTS),
	BIND(TYPE, "a CNode", LINE, Z_CNODE),
	BIND(RIGHT, "a portal", LINE, Z_PORTAL),
	BIND(RIGHT, "a domain that is no channel", LINE, Z_DOMAIN_SIGNAL),
	{ FAILS(DEPTH, "a channel at the maximum depth", IRQ, BIND, Z_IRQ,
		LINE, Z_DEEP), .prepare = deep_channel },
	{ FAILS(OCCUPIED, "a line that is bound", IRQ, BIND, Z_IRQ, LINE,
		Z_CHANNEL), BOUND_BEFORE },

	{ WORKS("a line that is bound", IRQ, UNBIND, Z_IRQ, LINE),
	  BOUND_BEFORE, .then = the_line_is_free },
	{ FAILS(ARG, "a line behind its last", IRQ, UNBIND, Z_IRQ, 4) },
	{ FAILS(EMPTY, "a line that is not bound", IRQ, UNBIND, Z_IRQ, LINE) },

	{ WORKS("a line that is bound", IRQ, ACK, Z_IRQ, LINE),
	  BOUND_BEFORE },
	{ FAILS(ARG, "a line behind its last", IRQ, ACK, Z_IRQ, 4) },
	{ FAILS(EMPTY, "a line that is not bound", IRQ, ACK, Z_IRQ, LINE) },
	{ FAILS(EMPTY, "a line bound to who is gone", IRQ, ACK, Z_IRQ, LINE),
	  .before = { CALLS(IRQ, BIND, Z_IRQ, LINE, Z_CHANNEL),
		      CALLS(CNODE, DELETE, VSP_BOOT_CNODE, Z_DOMAIN) } },
	{ FAILS(EMPTY, "a line bound to a channel that is gone", IRQ, ACK,
		Z_IRQ, LINE),
	  .before = { CALLS(IRQ, BIND, Z_IRQ, LINE, Z_CHANNEL),
		      CALLS(CNODE, DELETE, VSP_BOOT_CNODE, Z_CHANNEL) } },
};

const struct rows rows_domain = ROWS(domain);
const struct rows rows_irq = ROWS(irq);
