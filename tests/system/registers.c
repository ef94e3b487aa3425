/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * registers.c - claims of what is in the registers when a domain is entered:
 * the message, constants, and what is its own; and of what RESUME lets in.
 */
#include <string.h>

#include <vesper/clock.h>
#include <vesper/vesper.h>

#include "../tap.h"
#include "registers.h"

#define OWNER		1u
#define BADGE		77u
#define SLOT		5u
#define FLAGS		0xf0000000ull
#define KERNEL_BASE	0xffffff8000000000ull
#define SOON		100u	/* ticks */
#define CLASS(syndrome)	((syndrome) >> 26 & 0x3f)
#define CLASS_UNKNOWN	0x00u
#define CLASS_FETCH	0x20u
#define CLASS_PC	0x22u

extern const char registers_udf[];	/* an undefined instruction */
extern const char registers_spin[];	/* a loop, and before it a signal */
extern const char registers_signal[];

/* ---- a call, and what it leaves ---- */

static unsigned
call_server(struct raw_fp *fp)
{
	struct raw_regs regs;
	unsigned entry;

	secret_regs(&regs, OWNER);
	secret_fp(fp, OWNER);
	regs.x[7] = 3;
	regs.x[8] = vsp_portal("server");
	vsp_disable();
	raw_look_at_fp = 1;
	entry = raw_leave(VSP_SYS_CALL, &regs, fp);
	raw_look_at_fp = 0;
	vsp_enable(true);
	return entry;
}

static bool
a_server_sees_the_message_and_nothing_else(void)
{
	struct raw_fp fp;
	struct raw_regs sent;
	uint64_t sum = 0;

	secret_regs(&sent, OWNER);
	for (unsigned i = 0; i < VSP_NWORDS; i++)
		sum += sent.x[i];
	return SAME(call_server(&fp), VSP_UPCALL_REPLY)
	       && SAME(raw_entry.x[0], 0) && SAME(raw_entry.x[2], sum)
	       && SAME(raw_entry.x[3], BADGE);
}

static bool
a_client_sees_the_answer_and_nothing_else(void)
{
	struct raw_fp fp;

	return SAME(call_server(&fp), VSP_UPCALL_REPLY)
	       && SAME(raw_entry.x[7], 3)
	       && SAME(count_dirty(&raw_entry, 8), 0);
}

static bool
fp_registers_are_each_domains_own(void)
{
	struct raw_fp fp;

	return SAME(call_server(&fp), VSP_UPCALL_REPLY)
	       && SAME(raw_entry.x[1], 0)
	       && SAME(count_wrong_fp(&raw_entry, OWNER), 0);
}

static bool
activate_shows_events_and_answers_only(void)
{
	vsp_slot channel = vsp_slot_alloc();
	struct raw_regs regs;
	unsigned signalled, entry;

	vsp_derive(VSP_SLOT_CNODE, channel, VSP_SLOT_DOMAIN, VSP_R_SIGNAL,
		   0x120);
	secret_regs(&regs, OWNER);
	regs.x[8] = channel;
	vsp_disable();
	signalled = raw_leave(VSP_SYS_SIGNAL, &regs, NULL);
	entry = raw_leave(VSP_SYS_WAIT, &regs, NULL);
	vsp_enable(true);
	vsp_delete(channel);
	vsp_slot_free(channel);
	return SAME(signalled, RAW_RETURNED) && SAME(entry, VSP_UPCALL_ACTIVATE)
	       && SAME(raw_entry.x[0], 0x120) && SAME(raw_entry.x[1], 0)
	       && SAME(count_dirty(&raw_entry, 2), 0);
}

/* A value that only the kernel can have put there. */
static bool
is_kernels(uint64_t value)
{
	return value >= KERNEL_BASE;
}

static bool
a_system_call_keeps_x18_to_x30_and_shows_no_kernel_address(void)
{
	struct raw_regs regs;
	unsigned kept = 0, shown = 0;

	secret_regs(&regs, OWNER);
	regs.x[7] = VSP_OP_PD_INFO;
	regs.x[8] = VSP_SLOT_PD;
	vsp_disable();
	raw_leave(VSP_SYS_INVOKE, &regs, NULL);
	vsp_enable(true);
	for (unsigned i = 0; i < 31; i++) {
		kept += i >= 18 && raw_entry.x[i] == regs.x[i];
		shown += is_kernels(raw_entry.x[i]);
	}
	return SAME(raw_entry.x[0], VSP_OK) && SAME(kept, 13)
	       && SAME(shown, 0);
}

/* ---- contexts ---- */

/* A context that is this domain's own and faults at its first instruction. */
static struct vsp_context *
context_prepare(void)
{
	struct vsp_context *context = &vsp_dcb->context[SLOT];
	struct raw_regs regs;

	secret_regs(&regs, OWNER);
	memset(context, 0, sizeof(*context));
	memcpy(context->x, regs.x, sizeof(regs.x));
	context->sp = 0x123456780;
	context->pc = (uint64_t)(uintptr_t)registers_udf;
	context->tpidr = 0xabcdef;
	return context;
}

/* Resume it; the domain is disabled again when it has faulted, or the time
 * has come. */
static unsigned
resume_until(uint64_t slot, uint64_t flags)
{
	struct raw_regs regs = { .x = { [0] = slot, [7] = flags } };
	uint32_t own;
	unsigned entry;

	vsp_disable();
	own = vsp_dcb->slot;
	vsp_dcb->slot = SLOT + 16 * 3;
	entry = raw_leave(VSP_SYS_RESUME, &regs, NULL);
	vsp_dcb->slot = own;
	vsp_enable(true);
	return entry;
}

static unsigned
resume(uint64_t slot)
{
	return resume_until(slot, 0);
}

/* All are as they were, or 0. */
static bool
shows_nothing_but_its_own(const struct vsp_context *context)
{
	unsigned wrong = 0;

	for (unsigned i = 2; i < 31; i++)
		wrong += raw_entry.x[i] != 0
			 && raw_entry.x[i] != context->x[i];
	return SAME(wrong, 0) && SAME(raw_entry.sp, own_upcall_stack())
	       && SAME(raw_entry.tpidr, (uint64_t)(uintptr_t)vsp_dcb)
	       && SAME(raw_entry.flags, 0);
}

/* A loop until its time comes, when there may be other news, too. */
static bool
a_timer_shows_events_and_keeps_what_it_interrupts(void)
{
	struct vsp_context *context = context_prepare(), want;
	uint64_t events = 0;

	context->pc = (uint64_t)(uintptr_t)registers_spin;
	context->pstate = 0xa0000000;
	want = *context;
	while ((events & VSP_EVENT_TIMER) == 0) {
		vsp_dcb->until = vsp_now() + SOON;
		if (!SAME(resume_until(SLOT, VSP_LEAVE_UNTIL),
			  VSP_UPCALL_ACTIVATE)
		    || !SAME(raw_entry.x[1], 0))
			return false;
		events |= raw_entry.x[0];
	}
	return SAME(events & VSP_EVENT_USER, 0)
	       && shows_nothing_but_its_own(&want)
	       && SAME(memcmp(context, &want, 35 * sizeof(uint64_t)), 0);
}

static bool
who_signals_to_itself_goes_on_behind_the_signal(void)
{
	struct vsp_context *context = context_prepare(), want;
	vsp_slot channel = vsp_slot_alloc();
	bool right = vsp_derive(VSP_SLOT_CNODE, channel, VSP_SLOT_DOMAIN,
				VSP_R_SIGNAL, 0x120) == VSP_OK;

	context->pc = (uint64_t)(uintptr_t)registers_signal;
	context->x[8] = channel;
	want = *context;
	want.pc = (uint64_t)(uintptr_t)registers_spin;
	want.x[0] = VSP_OK;
	right = right && SAME(resume(SLOT), VSP_UPCALL_ACTIVATE)
		&& SAME(raw_entry.x[0], 0x120) && SAME(raw_entry.x[1], 0)
		&& shows_nothing_but_its_own(&want);
	for (unsigned i = 9; i < 18; i++)
		right &= !is_kernels(context->x[i]);
	memset(&want.x[9], 0, 9 * sizeof(uint64_t));
	memset(&context->x[9], 0, 9 * sizeof(uint64_t));
	vsp_delete(channel);
	vsp_slot_free(channel);
	return right && SAME(memcmp(context, &want, 35 * sizeof(uint64_t)), 0);
}

static bool
a_fault_shows_syndrome_address_slot_and_what_was_there(void)
{
	const struct vsp_context *context = context_prepare();
	unsigned changed = 0;

	if (!SAME(resume(SLOT), VSP_UPCALL_FAULT))
		return false;
	for (unsigned i = 3; i < 31; i++)
		changed += i != 16 && i != 17
			   && raw_entry.x[i] != context->x[i];
	return SAME(CLASS(raw_entry.x[0]), CLASS_UNKNOWN)
	       && SAME(raw_entry.x[2], SLOT) && SAME(changed, 0)
	       && SAME(raw_entry.x[16] | raw_entry.x[17], 0);
}

static bool
a_resumed_context_is_saved_as_it_was(void)
{
	struct vsp_context *context = context_prepare(), want;

	context->pstate = 0xa0000000;
	want = *context;
	return SAME(resume(SLOT), VSP_UPCALL_FAULT)
	       && SAME(memcmp(context, &want, 35 * sizeof(uint64_t)), 0);
}

static bool
slot_numbers_are_masked(void)
{
	bool masked = true;

	for (unsigned bit = 4; bit < 64; bit++) {
		const struct vsp_context *context = context_prepare();
		uint64_t pc = context->pc;

		masked &= SAME(resume(SLOT | 1ull << bit), VSP_UPCALL_FAULT)
			  && SAME(CLASS(raw_entry.x[0]), CLASS_UNKNOWN)
			  && SAME(raw_entry.x[2], SLOT)
			  && SAME(context->pc, pc);
	}
	return masked;
}

/* What a domain writes into pstate, and what was in force. */
static bool
pstate_gives(uint64_t pstate)
{
	struct vsp_context *context = context_prepare();

	context->pstate = pstate;
	return SAME(resume(SLOT), VSP_UPCALL_FAULT)
	       && SAME(CLASS(raw_entry.x[0]), CLASS_UNKNOWN)
	       && SAME(context->pstate, pstate & FLAGS);
}

static bool
resume_gives_nothing_but_flags(void)
{
	bool flags = pstate_gives(~0ull);

	for (unsigned bit = 0; bit < 64; bit++)
		flags &= pstate_gives(1ull << bit);
	return flags;
}

static bool
resume_cannot_raise_the_exception_level(void)
{
	bool stayed = true;

	for (uint64_t mode = 0; mode < 0x20; mode++)
		stayed &= pstate_gives(mode) && pstate_gives(mode | 0x3c0);
	return stayed;
}

static bool
faults_at(uint64_t pc)
{
	struct vsp_context *context = context_prepare();
	uint64_t class;

	context->pc = pc;
	if (!SAME(resume(SLOT), VSP_UPCALL_FAULT))
		return false;
	class = CLASS(raw_entry.x[0]);
	return SAME(class == CLASS_FETCH || class == CLASS_PC, true)
	       && SAME(context->pstate, 0);
}

static bool
resume_at_a_kernel_address_faults(void)
{
	return faults_at(KERNEL_BASE) && faults_at(KERNEL_BASE + 0x80000)
	       && faults_at(KERNEL_BASE + 0x80800)
	       && faults_at(KERNEL_BASE + 0x200000) && faults_at(~0ull - 3);
}

static bool
resume_at_no_address_at_all_faults(void)
{
	return faults_at(0) && faults_at(0x80000)
	       && faults_at((uint64_t)(uintptr_t)registers_udf + 2)
	       && faults_at(1ull << 39) && faults_at(1ull << 48)
	       && faults_at(1ull << 55) && faults_at(0x00ffffffffffffffull);
}

static bool
any_stack_pointer_is_the_domains_own_affair(void)
{
	static const uint64_t sp[] = { 0, 1, KERNEL_BASE, ~0ull, 1ull << 55 };
	bool same = true;

	for (unsigned i = 0; i < sizeof(sp) / sizeof(*sp); i++) {
		struct vsp_context *context = context_prepare();

		context->sp = sp[i];
		same &= SAME(resume(SLOT), VSP_UPCALL_FAULT)
			&& SAME(context->sp, sp[i]);
	}
	return same;
}

__asm__(".text\n\t.global registers_udf\n"
	"registers_udf:\n\tudf #0\n"
	".global registers_signal, registers_spin\n"
	"registers_signal:\n\tsvc #6\n"
	"registers_spin:\n\tb registers_spin\n");

static const struct tap_claim claims[] = {
	CLAIM(a_server_sees_the_message_and_nothing_else),
	CLAIM(a_client_sees_the_answer_and_nothing_else),
	CLAIM(fp_registers_are_each_domains_own),
	CLAIM(activate_shows_events_and_answers_only),
	CLAIM(a_system_call_keeps_x18_to_x30_and_shows_no_kernel_address),
	CLAIM(a_timer_shows_events_and_keeps_what_it_interrupts),
	CLAIM(who_signals_to_itself_goes_on_behind_the_signal),
	CLAIM(a_fault_shows_syndrome_address_slot_and_what_was_there),
	CLAIM(a_resumed_context_is_saved_as_it_was),
	CLAIM(slot_numbers_are_masked),
	CLAIM(resume_gives_nothing_but_flags),
	CLAIM(resume_cannot_raise_the_exception_level),
	CLAIM(resume_at_a_kernel_address_faults),
	CLAIM(resume_at_no_address_at_all_faults),
	CLAIM(any_stack_pointer_is_the_domains_own_affair),
};

int
main(void)
{
	struct raw_fp fp;

	call_server(&fp);	/* from now on the server has FP registers */
	return tap_run(claims, TAP_COUNT(claims));
}
