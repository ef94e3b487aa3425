/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * offsets.c - what assembler knows of the kernel's structures and numbers.
 *
 * This is compiled to assembler, not linked: the build makes offsets.h of the
 * strings "NAME number" in it (local.mk).  Words that are loaded or stored in
 * pairs are asserted to be next to each other.
 */
#include <vesper/trace.h>
#include "exception.h"
#include "pick.h"
#include "state.h"

#define SAY(name, value) \
	__asm__ volatile(".ascii \"-> " name " %0\"" :: "i"(value))
#define DEFINE(name, value) SAY(#name, value)
#define OFFSET(name, type, member) SAY(#name, offsetof(type, member))
#define PAIR(name, type, member, next) \
	_Static_assert(offsetof(type, next) == offsetof(type, member) + 8, \
		       #name " and the word behind it"); \
	SAY(#name, offsetof(type, member))
#define SHIFT(name, size) \
	_Static_assert(((size) & ((size) - 1)) == 0, "a power of two"); \
	SAY(#name, __builtin_ctzll(size))

/* The DCB is on the page after the domain. */
#define DCB(name, member) \
	SAY(#name, VSP_PAGE_SIZE + offsetof(struct vsp_dcb, member))

void offsets(void);

static void
offsets_of_domain(void)
{
	_Static_assert(offsetof(struct domain, regs) == 0, "SP has both");
	OFFSET(REGS_X5, struct regs, x[5]);
	OFFSET(REGS_X7, struct regs, x[7]);
	OFFSET(REGS_X16, struct regs, x[16]);
	PAIR(REGS_X30, struct regs, x[30], sp);
	PAIR(REGS_PC, struct regs, pc, pstate);
	OFFSET(REGS_TPIDR, struct regs, tpidr);
	PAIR(FP_CONTROL, struct fp_regs, fpcr, fpsr);

	PAIR(DOMAIN_NSLOTS, struct domain, nslots, slots);
	PAIR(DOMAIN_SLOTS, struct domain, slots, limit);
	OFFSET(DOMAIN_LIMIT, struct domain, limit);
	PAIR(DOMAIN_STATE, struct domain, callee, clients);
	PAIR(DOMAIN_CLIENTS, struct domain, clients, hops_left);
	PAIR(DOMAIN_HOPS_LEFT, struct domain, hops_left, calls);
	PAIR(DOMAIN_CALL_ENTRY, struct domain, call_entry, ttbr0);
	PAIR(DOMAIN_TTBR0, struct domain, ttbr0, reply_entry);
	PAIR(DOMAIN_VECTOR, struct domain, vector, stack);
	PAIR(DOMAIN_STACK, struct domain, stack, dcb_address);
	PAIR(DOMAIN_DCB_ADDRESS, struct domain, dcb_address, cpacr);
	PAIR(DOMAIN_CPACR, struct domain, cpacr, no_fp);
	OFFSET(DOMAIN_NO_FP, struct domain, no_fp);
	OFFSET(DOMAIN_EVENTS, struct domain, events);
	OFFSET(DOMAIN_ZERO, struct domain, zero);
	PAIR(DOMAIN_UNTIL, struct domain, until, told_until);
	OFFSET(DOMAIN_TOLD_UNTIL, struct domain, told_until);
	OFFSET(DOMAIN_INDEX, struct domain, index);
	OFFSET(DOMAIN_REPORTS, struct domain, reports);
	OFFSET(DOMAIN_REPORTED, struct domain, reported);
	OFFSET(DOMAIN_TICKS, struct domain, ticks);
	OFFSET(DOMAIN_CHILD, struct domain, child);
	OFFSET(DOMAIN_FP, struct domain, fp);

	/* Bits of its state, which a unit test looks up. */
	DEFINE(STATE_READY_BIT, 32);
	DEFINE(STATE_UNTIL_BIT, 33);
	DEFINE(STATE_MORE_BIT, 34);
	DEFINE(STATE_EVENTS_BIT, 41);
	DEFINE(STATE_READY_PRE, 0x21ull << 32);
	DEFINE(STATE_ONLY_NEWS, 0x221ull << 32);	/* and has_events */
}

static void
offsets_of_call(void)
{
	_Static_assert(offsetof(struct domain, call)
		       % sizeof(((struct domain *)0)->call) == 0,
		       "a number can be inserted into the address");
	SHIFT(CALL_SHIFT, sizeof(struct call));
	PAIR(CALL_SERVER, struct call, server, identity);
	OFFSET(CALL_TOKEN, struct call, identity);
	DEFINE(MAX_CALL_HOPS, MAX_HOPS);

	SHIFT(SLOT_SHIFT, sizeof(struct slot));
	PAIR(SLOT_OBJECT, struct slot, object, data);
	OFFSET(SLOT_DATA, struct slot, data);
	DEFINE(SLOT_TYPE, 0xf);				/* slot_type() */
	SHIFT(SLOT_CALLED_BIT, SLOT_CALLED);
	SHIFT(SLOT_SIGNALLED_BIT, SLOT_SIGNALLED);
	SHIFT(OPS_PER_TYPE_SHIFT, VSP_OPS_PER_TYPE);
}

static void
offsets_of_dcb(void)
{
	_Static_assert(offsetof(struct vsp_dcb, pending)
		       == offsetof(struct vsp_dcb, enabled) + 4,
		       "stored together");
	DCB(DCB_ENABLED, enabled);
	DCB(DCB_PENDING, pending);
	DCB(DCB_SLOT, slot);
	DCB(DCB_SAVED, saved);
	DCB(DCB_UNTIL, until);
	DCB(DCB_USED, used);
	DCB(DCB_READY, ready);
	DCB(DCB_DIRECT, direct);
	DCB(DCB_CHILD_UNTIL, child[0].until);
	DCB(DCB_CHILD_TICKS, child[0].ticks);
	DCB(DCB_CHILD_REASON, child[0].reason);
	DCB(DCB_CONTEXT, context);
	SHIFT(CHILD_SHIFT, sizeof(struct vsp_child));
	DEFINE(CHILD_WAIT, VSP_CHILD_WAIT);
	DEFINE(CHILD_PREEMPTED, VSP_CHILD_PREEMPTED);
	SHIFT(EVENT_CHILD_BIT, VSP_EVENT_CHILD);
	SHIFT(EVENT_TIMER_BIT, VSP_EVENT_TIMER);
	SHIFT(CONTEXT_SHIFT, sizeof(struct vsp_context));
	OFFSET(CONTEXT_SPARE, struct vsp_context, spare);
}

static void
offsets_of_kernel(void)
{
	PAIR(KERNEL_CUR, struct kernel, cores[0].cur, cores[0].loaded);
	OFFSET(KERNEL_FP_OWNER, struct kernel, cores[0].fp_owner);
	OFFSET(KERNEL_TOP, struct kernel, cores[0].top);
	OFFSET(KERNEL_ALARM_STALE, struct kernel, cores[0].alarm_stale);
	OFFSET(KERNEL_ALARM, struct kernel, cores[0].alarm);
	OFFSET(KERNEL_CHAIN, struct kernel, cores[0].chain);
	OFFSET(KERNEL_IRQ, struct kernel, irq);

	_Static_assert(offsetof(struct kernel, cores[0].chain)
		       == sizeof(struct grant), "fastgrant.S");
	SHIFT(GRANT_SHIFT, sizeof(struct grant));
	DEFINE(GRANT_BYTES, sizeof(struct grant));
	PAIR(GRANT_START, struct grant, start, domain);
	PAIR(GRANT_DOMAIN, struct grant, domain, end);
	PAIR(GRANT_END, struct grant, end, until);
}

static void
numbers(void)
{
	DEFINE(CLASS_SHIFT, EC_SHIFT);
	DEFINE(CLASS_FP, EC_FP);
	DEFINE(CLASS_SVC, EC_SVC64);
	DEFINE(CLASS_DATA_ABORT, EC_DATA_ABORT);
	DEFINE(CPACR_FP_TRAPS, FP_TRAPS);
	DEFINE(CPACR_FP_OPEN, FP_OPEN);

	/* In the upcall vector: CHILD is as far from REPLY as that is from
	 * ACTIVATE. */
	_Static_assert(VSP_UPCALL_CHILD == 2 * VSP_UPCALL_REPLY, "entries");
	DEFINE(ACTIVATE_ENTRY, VSP_UPCALL_ACTIVATE * VSP_UPCALL_SIZE);
	DEFINE(FAULT_ENTRY, VSP_UPCALL_FAULT * VSP_UPCALL_SIZE);
	DEFINE(CHILD_ENTRY, VSP_UPCALL_CHILD * VSP_UPCALL_SIZE);

	/* fastpath.S tells system calls by bits of their numbers. */
	_Static_assert(VSP_SYS_CALL == 0 && VSP_SYS_REPLY == 1
		       && VSP_SYS_WAIT == 2 && VSP_SYS_RESUME == 3
		       && VSP_SYS_DISPATCH == 4 && VSP_SYS_ACTIVATE == 5
		       && VSP_SYS_SIGNAL == 6 && VSP_SYS_INVOKE == 7
		       && VSP_SYS_COUNT == 8, "system calls");
	DEFINE(SYS_REPLY, VSP_SYS_REPLY);
	DEFINE(SYS_INVOKE, VSP_SYS_INVOKE);
	SHIFT(LEAVE_UNTIL_BIT, VSP_LEAVE_UNTIL);
	SHIFT(LEAVE_NO_FP_BIT, VSP_LEAVE_NO_FP);
	DEFINE(ERROR_OP, VSP_E_OP);
}

void
offsets(void)
{
	offsets_of_domain();
	offsets_of_call();
	offsets_of_dcb();
	offsets_of_kernel();
	numbers();
}
