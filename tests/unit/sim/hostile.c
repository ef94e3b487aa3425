/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * hostile.c - a domain that does anything at all.
 */
#include "hostile.h"

#include <stdio.h>
#include <vesper/trace.h>
#include "sim.h"

#define NTOKENS 64u

struct random hostile_random;
bool hostile_tell;

/* Tokens that somebody was given, to be tried again by anyone. */
static uint64_t tokens[NTOKENS];

uint64_t
hostile_below(uint64_t n)
{
	return random_below(&hostile_random, n);
}

bool
hostile_percent(unsigned n)
{
	return random_percent(&hostile_random, n);
}

static uint64_t
word(void)
{
	return random_word(&hostile_random);
}

#define below	hostile_below
#define percent	hostile_percent

/* ---- arguments ---- */

static uint64_t
some_slot(const struct domain *d)
{
	uint64_t slot = 0;

	if (d->nslots == 0)
		return below(64);
	for (unsigned i = 0; i < 8; i++) {
		slot = below(percent(10) ? d->nslots : 48);
		if (!slot_empty(&d->slots[slot]))
			break;
	}
	return slot;
}

/* A slot with a capability of this type, if a few tries find one. */
static uint64_t
slot_of(const struct domain *d, enum vsp_type type)
{
	uint64_t slot = some_slot(d);

	for (unsigned i = 0; i < 30; i++) {
		if (slot < d->nslots && slot_type(&d->slots[slot]) == type)
			break;
		slot = some_slot(d);
	}
	return slot;
}

static uint64_t
some_time(void)
{
	switch (below(12)) {
	case 0:
		return 0;
	case 1:
		return VSP_FOREVER - below(2);
	case 2:
		return 1ull << below(64);
	case 3:
		return sim.now - below(20);
	default:
		return sim.now + below(40);
	}
}

static uint64_t
some_word(const struct domain *d)
{
	switch (below(10)) {
	case 0:
		return 0;
	case 1:
		return word();
	case 2:
		return ~0ull >> below(64);
	case 3:
		return 1ull << below(64);
	case 4:
		return d->regs.x[below(31)];
	case 5:
		return (HOSTILE_LINE + below(9)) | below(4) << 32;
	case 6:
	case 7:
		return some_slot(d);
	default:
		return below(16);
	}
}

static void
fill_registers(struct domain *d)
{
	for (unsigned i = 0; i < 9; i++)
		d->regs.x[i] = some_word(d);
	d->regs.x[8] = percent(90) ? some_slot(d) : some_word(d);
}

static void
fill_cnode(struct domain *d, uint64_t op)
{
	uint64_t *x = d->regs.x;

	x[0] = below(50);
	if (op == VSP_OP_CNODE_DELETE || op == VSP_OP_CNODE_REVOKE)
		return;
	x[1] = percent(80) ? 0 : slot_of(d, VSP_TYPE_CNODE);
	x[2] = percent(20) ? slot_of(d, VSP_TYPE_UNTYPED) : some_slot(d);
	x[3] = percent(50) ? VSP_R_ALL : below(16);
}

static void
fill_space(struct domain *d, uint64_t op)
{
	static const uint64_t sizes[] = { 0, 1, 1, 2, 3, 4, 20, 512 };
	uint64_t *x = d->regs.x;

	switch (op) {
	case VSP_OP_UNTYPED_RETYPE:
		x[0] = 1 + below(7);
		x[1] = sizes[below(8)];
		x[2] = 1 + below(3);
		x[3] = percent(80) ? 0 : slot_of(d, VSP_TYPE_CNODE);
		x[4] = below(48);
		x[5] = percent(80) ? VSP_RETYPE_NEXT : below(80);
		break;
	case VSP_OP_STRETCH_MAP:
		x[0] = slot_of(d, VSP_TYPE_FRAME);
		x[1] = below(percent(50) ? 16 : 520);
		x[2] = 1 | below(8);
		break;
	case VSP_OP_STRETCH_UNMAP:
		x[0] = below(percent(50) ? 16 : 520);
		x[1] = below(percent(50) ? 16 : 520);
		break;
	case VSP_OP_STRETCH_ATTACH:
		x[0] = slot_of(d, VSP_TYPE_PD);
		x[1] = 1 | below(8);
		break;
	case VSP_OP_TRACE_START:
		x[0] = slot_of(d, VSP_TYPE_FRAME);
		x[1] = word() & (VSP_TRACE_ALL | VSP_TRACE_ONCE);
		break;
	default:
		break;
	}
}

static void
fill_domain(struct domain *d, uint64_t op)
{
	uint64_t *x = d->regs.x;

	switch (op) {
	case VSP_OP_DOMAIN_SET_SPACES:
		x[0] = percent(30) ? 0 : slot_of(d, VSP_TYPE_CNODE);
		x[1] = percent(30) ? 0 : slot_of(d, VSP_TYPE_PD);
		break;
	case VSP_OP_DOMAIN_SET_PARENT:
		x[0] = percent(20) ? 0 : slot_of(d, VSP_TYPE_DOMAIN);
		x[1] = below(4);
		break;
	case VSP_OP_DOMAIN_MAP_DCB:
		x[0] = slot_of(d, VSP_TYPE_STRETCH);
		break;
	case VSP_OP_DOMAIN_DEBUG:
		x[0] = below(4);
		x[1] = percent(30) ? 0 : slot_of(d, VSP_TYPE_DOMAIN);
		break;
	case VSP_OP_IRQ_BIND:
		x[0] = HOSTILE_LINE + below(9);
		x[1] = slot_of(d, VSP_TYPE_DOMAIN);
		break;
	case VSP_OP_IRQ_ACK:
	case VSP_OP_IRQ_UNBIND:
		x[0] = HOSTILE_LINE + below(9);
		break;
	default:
		break;
	}
}

/* Arguments that are not all garbage: with that alone, little would
 * succeed. */
static void
fill_arguments(struct domain *d, uint64_t op)
{
	switch (op / VSP_OPS_PER_TYPE) {
	case VSP_TYPE_CNODE:
		fill_cnode(d, op);
		break;
	case VSP_TYPE_DOMAIN:
	case VSP_TYPE_IRQ:
		fill_domain(d, op);
		break;
	default:
		fill_space(d, op);
		break;
	}
}

static void
fill_invoke(struct domain *d)
{
	static const uint64_t ops[] = {
#define VSP_OP(type, name, number, right, in, out, errors, text) \
		VSP_OP_##type##_##name,
#include <vesper/op.def>
#undef VSP_OP
	};
	uint64_t op = ops[below(sizeof ops / sizeof *ops)];

	/* What deletes most is to come more seldom, what makes more often. */
	if ((op == VSP_OP_CNODE_DELETE || op == VSP_OP_CNODE_REVOKE)
	    && percent(60))
		op = VSP_OP_UNTYPED_RETYPE;
	d->regs.x[7] = percent(97) ? op : some_word(d);
	if (percent(95))
		d->regs.x[8] = slot_of(d, (enum vsp_type)
				       (op / VSP_OPS_PER_TYPE));
	if (percent(80))
		fill_arguments(d, op);
	if (percent(2)) {
		d->regs.x[7] = VSP_OP_FINISH;
		d->regs.x[0] = kernel.deletion.serial - below(2);
	}
}

/* ---- what it does ---- */

static void
fill_dcb(struct domain *d)
{
	struct vsp_dcb *dcb = domain_dcb(d);
	uint64_t *words = (uint64_t *)(void *)dcb;

	switch (below(7)) {
	case 0:
		for (unsigned i = 0; i < sizeof *dcb / 8; i++)
			words[i] = word();
		break;
	case 1:
		words[below(sizeof *dcb / 8)] = word();
		break;
	case 2:
		dcb->preempt = word() | 15;
		dcb->direct = word() & dcb->preempt;
		break;
	case 3:
		dcb->send_slot = some_slot(d);
		dcb->send_rights = percent(40) ? ~0ull : below(16);
		dcb->recv_slot = below(d->nslots + 2);
		dcb->answer_slot[below(4)] = below(d->nslots + 2);
		break;
	case 4:
		dcb->until = some_time();
		break;
	default:
		dcb->enabled = percent(70);
		dcb->slot = (uint32_t)below(32);
		break;
	}
}

static void
fill_leaving(struct domain *d, uint32_t number)
{
	uint64_t *x = d->regs.x;

	switch (number) {
	case VSP_SYS_CALL:
		x[7] = below(percent(50) ? 4 : 128);
		x[8] = slot_of(d, VSP_TYPE_DOMAIN);
		break;
	case VSP_SYS_REPLY:
		x[7] = below(128);
		x[8] = percent(60) ? tokens[below(NTOKENS)] : 0;
		break;
	case VSP_SYS_WAIT:
		x[0] = some_time();
		x[7] = below(128);
		break;
	case VSP_SYS_RESUME:
		x[7] = below(128);
		break;
	case VSP_SYS_DISPATCH:
		x[1] = some_time();
		break;
	default:
		break;
	}
}

static void
system_call(struct domain *d)
{
	uint32_t number = (uint32_t)below(VSP_SYS_COUNT);
	uint64_t op;

	if (percent(2))
		number = (uint32_t)below(65536);
	else if (percent(60))
		number = VSP_SYS_INVOKE;
	fill_registers(d);
	if (number == VSP_SYS_INVOKE)
		fill_invoke(d);
	else if (percent(85))
		fill_leaving(d, number);
	op = d->regs.x[7];
	if (hostile_tell)
		fprintf(stderr, "  svc %u op %lx on %lx\n", number,
			(unsigned long)op, (unsigned long)d->regs.x[8]);
	sim_svc(number);
	if (hostile_tell && core->cur == d)
		fprintf(stderr, "    -> %lu (op %lx)\n",
			(unsigned long)d->regs.x[0], (unsigned long)op);
	if (core->cur != NULL && sim_entry() == VSP_UPCALL_CALL)
		tokens[below(NTOKENS)] = sim_x()[8];
}

static void
touch_fp(const struct domain *d)
{
	struct fp_regs *fp = sim_fp();

	if (fp != NULL)
		fp->v[below(64)] = address_page(d);
}

void
hostile_step(struct domain *d)
{
	uint64_t address = d->dcb_address + below(0x4000);

	if (percent(20))
		fill_dcb(d);
	/* A fault while it is disabled stops it. */
	if (percent(domain_enabled(d) ? 8 : 1))
		sim_access(percent(50) ? address : word(), 1u << below(3));
	else if (percent(domain_enabled(d) ? 4 : 1))
		sim_fault(word(), word());
	else if (percent(5))
		touch_fp(d);
	else
		system_call(d);
}
