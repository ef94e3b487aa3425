/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * owner.c - claims of what an owner sees and changes of a domain that is
 * stopped: its registers, its faults, its single steps.
 *
 * The domain runs a small piece of code that the test has written.
 */
#include "abi.h"
#include "conform.h"

#define SHORT_TICKS	5000u
#define SLOT		15u	/* of the root's DCB */
#define PAGE		100u	/* of the actor's stretch */
#define NZCV		0xf0000000ull
#define STEPPED		0x32u	/* exception class, lower 6 bits of 31..26 */

#define NOP		0xd503201fu
#define HERE		0x14000000u	/* b . */
#define MOV_X0_7	0xd28000e0u
#define RET		0xd65f03c0u

static struct actor *a;
static uint64_t code;		/* its address, for a */

/* a will call this code: disabled, or enabled. */
static void
make_code(uint32_t w0, uint32_t w1, uint32_t w2, uint32_t w3, bool enabled)
{
	vsp_slot frame, lent, stretch;
	uint32_t *word;

	a = actor_make(0);
	run(0);
	frame = make(VSP_TYPE_FRAME, 1);
	lent = derive(frame, VSP_R_READ | VSP_R_EXEC, 0);
	stretch = make(VSP_TYPE_STRETCH, 1);
	MUST(vsp_map(a->stretch, frame, PAGE, VSP_R_READ | VSP_R_WRITE));
	MUST(vsp_map(stretch, lent, 0, VSP_R_READ | VSP_R_EXEC));
	MUST(vsp_attach(stretch, a->pd, VSP_R_READ | VSP_R_EXEC, &code));
	word = (uint32_t *)((uintptr_t)a->dcb + PAGE * VSP_PAGE_SIZE);
	word[0] = w0;
	word[1] = w1;
	word[2] = w2;
	word[3] = w3;
	__builtin___clear_cache((char *)word, (char *)(word + 4));
	SCRIPT(a, DO_ENABLE, DO(DEED_BRANCH, code), DO_NOTE(1), DO_WAIT_EVER,
	       DO_RESUME(0), DO_NOTE(1));
	if (!enabled)
		a->memory->next = 1;
}

#define AT_RESUME 4		/* step of the script */

/* Stop it where it is, and read its registers. */
static bool
stopped_at(uint64_t pc)
{
	MUST(vsp_domain_stop(a->domain));
	return SAME(invoke(a->domain, VSP_OP_DOMAIN_READ_REGS, SLOT, 0, 0, 0,
			   0, 0).error, VSP_OK)
	       && SAME(root_dcb->context[SLOT].pc, pc);
}

/* Let it go on with what is in the slot. */
static bool
goes_on(void)
{
	a->memory->next = a->dcb->saved != 0 ? AT_RESUME : 2;
	return SAME(invoke(a->domain, VSP_OP_DOMAIN_WRITE_REGS, SLOT, 0, 0, 0,
			   0, 0).error, VSP_OK)
	       && SAME(vsp_domain_start(a->domain), VSP_OK)
	       && SAME(run(0), VSP_CHILD_WAIT);
}

static bool
registers_of_who_was_frozen_can_be_read(void)
{
	const struct vsp_context *context = &root_dcb->context[SLOT];

	make_code(HERE, MOV_X0_7, RET, 0, false);
	dispatch(0, SHORT_TICKS);
	return stopped_at(code)
	       && SAME(context->x[29], (uint64_t)(uintptr_t)a->memory)
	       && SAME(context->sp, (uint64_t)(uintptr_t)a->memory
				    + ACTOR_STACK)
	       && SAME(context->tpidr, (uint64_t)(uintptr_t)a->dcb);
}

static bool
registers_of_who_was_preempted_can_be_read(void)
{
	make_code(HERE, MOV_X0_7, RET, 0, true);
	dispatch(0, SHORT_TICKS);
	return stopped_at(code)
	       && SAME(a->dcb->context[0].pc, code)
	       && SAME(root_dcb->context[SLOT].x[29],
		       (uint64_t)(uintptr_t)a->memory);
}

/* Out of the loop that it is in. */
static bool
written_registers_are_gone_on_with(void)
{
	make_code(HERE, MOV_X0_7, RET, 0, false);
	dispatch(0, SHORT_TICKS);
	if (!stopped_at(code))
		return false;
	root_dcb->context[SLOT].pc = code + 4;
	return goes_on() && TOLD(a, "Add") && SAME(record(a, 1)->x[0], 7);
}

static bool
written_registers_of_who_was_preempted_are_gone_on_with(void)
{
	make_code(HERE, MOV_X0_7, RET, 0, true);
	dispatch(0, SHORT_TICKS);
	if (!stopped_at(code))
		return false;
	root_dcb->context[SLOT].pc = code + 4;
	return goes_on() && TOLD(a, "AAdd") && SAME(record(a, 2)->x[0], 7);
}

/* Whatever is written, it runs at user level, and can be interrupted. */
static bool
no_privilege_can_be_written(void)
{
	make_code(HERE, HERE, HERE, HERE, false);
	dispatch(0, SHORT_TICKS);
	if (!stopped_at(code))
		return false;
	root_dcb->context[SLOT].pstate = ~0ull;
	MUST(invoke(a->domain, VSP_OP_DOMAIN_WRITE_REGS, SLOT, 0, 0, 0, 0,
		    0).error);
	MUST(vsp_domain_start(a->domain));
	root_take_news();
	return SAME(dispatch(0, SHORT_TICKS).reason, VSP_CHILD_EXPIRED)
	       && stopped_at(code)
	       && SAME(root_dcb->context[SLOT].pstate & 0xffffffff, NZCV);
}

/* ---- faults and steps ---- */

static bool
debugged(uint64_t flags, vsp_slot channel)
{
	return SAME(invoke(a->domain, VSP_OP_DOMAIN_DEBUG, flags, channel, 0,
			   0, 0, 0).error, VSP_OK);
}

static unsigned
fault_class(void)
{
	struct vsp_result info = invoke(a->domain, VSP_OP_DOMAIN_INFO, 0, 0,
					0, 0, 0, 0);

	return (unsigned)(info.x4 >> 26 & 0x3f);
}

static bool
a_debugged_domain_stops_at_its_faults(void)
{
	make_code(0, MOV_X0_7, RET, 0, true);
	if (!debugged(VSP_DEBUG_FAULTS, 0)
	    || !SAME(run(0), VSP_CHILD_FAULT) || !TOLD(a, "A")
	    || !SAME(fault_class(), 0) || !stopped_at(code))
		return false;
	root_dcb->context[SLOT].pc = code + 4;
	return goes_on() && TOLD(a, "AAdd");
}

static bool
an_undebugged_domain_deals_with_its_faults(void)
{
	make_code(0, MOV_X0_7, RET, 0, true);
	return debugged(VSP_DEBUG_FAULTS, 0) && debugged(0, 0)
	       && SAME(run(0), VSP_CHILD_WAIT) && TOLD(a, "AFd");
}

static bool
a_debugger_is_told(void)
{
	vsp_slot channel = derive(VSP_BOOT_DOMAIN, VSP_R_SIGNAL, 0x40);

	make_code(0, MOV_X0_7, RET, 0, true);
	root_take_news();
	root_events = 0;
	return debugged(VSP_DEBUG_FAULTS, channel)
	       && SAME(dispatch(0, SHORT_TICKS).reason, VSP_CHILD_FAULT)
	       && SAME(root_events & VSP_EVENT_USER, 0x40);
}

/* Each RESUME is of one instruction. */
static bool
enabled_code_is_stepped(void)
{
	make_code(NOP, NOP, NOP, RET, true);
	SCRIPT(a, DO_RESUME(0), DO_RESUME(0), DO_RESUME(0));
	a->dcb->context[0].pc = code;
	if (!debugged(VSP_DEBUG_STEP, 0))
		return false;
	for (uint64_t pc = code + 4; pc <= code + 12; pc += 4) {
		if (!SAME(run(0), VSP_CHILD_FAULT)
		    || !SAME(fault_class(), STEPPED) || !stopped_at(pc))
			return false;
		MUST(vsp_domain_start(a->domain));
	}
	return TOLD(a, "AAA");
}

static bool
upcall_handlers_are_not_stepped(void)
{
	make_code(NOP, NOP, MOV_X0_7, RET, false);
	return debugged(VSP_DEBUG_STEP, 0) && SAME(run(0), VSP_CHILD_WAIT)
	       && TOLD(a, "Add");
}

static const struct tap_claim claims[] = {
	CLAIM(registers_of_who_was_frozen_can_be_read),
	CLAIM(registers_of_who_was_preempted_can_be_read),
	CLAIM(written_registers_are_gone_on_with),
	CLAIM(written_registers_of_who_was_preempted_are_gone_on_with),
	CLAIM(no_privilege_can_be_written),
	CLAIM(a_debugged_domain_stops_at_its_faults),
	CLAIM(an_undebugged_domain_deals_with_its_faults),
	CLAIM(a_debugger_is_told),
	CLAIM(enabled_code_is_stepped),
	CLAIM(upcall_handlers_are_not_stepped),
};

void
play_owner(void)
{
	PLAY(claims);
}
