/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * machine.c - what offsets.h says of structures, and the end of boot.
 */
#include "machine.h"

#include "boot.h"
#include "offsets.h"
#include "panic.h"
#include "pick.h"
#include "pte.h"

/* What offsets.h says is so. */
#define IS(type, member, offset) \
	_Static_assert(offsetof(type, member) == (offset), #member)

IS(struct domain, regs, 0);
IS(struct regs, x[5], REGS_X5);
IS(struct regs, x[7], REGS_X7);
IS(struct regs, x[16], REGS_X16);
IS(struct regs, x[30], REGS_X30);
IS(struct regs, pc, REGS_PC);
IS(struct regs, tpidr, REGS_TPIDR);
IS(struct fp_regs, fpcr, 512);
IS(struct domain, nslots, DOMAIN_NSLOTS);
IS(struct domain, slots, DOMAIN_SLOTS);
IS(struct domain, limit, DOMAIN_SLOTS + 8);
IS(struct domain, limit, DOMAIN_LIMIT);
IS(struct domain, callee, DOMAIN_STATE);
IS(struct domain, replies, DOMAIN_STATE + 6);
IS(struct domain, clients, DOMAIN_CLIENTS);
IS(struct domain, clients, DOMAIN_STATE + 8);
IS(struct domain, hops_left, DOMAIN_HOPS_LEFT);
IS(struct domain, hops_left, DOMAIN_CLIENTS + 8);
IS(struct domain, calls, DOMAIN_HOPS_LEFT + 8);
IS(struct domain, call_entry, DOMAIN_CALL_ENTRY);
IS(struct domain, ttbr0, DOMAIN_CALL_ENTRY + 8);
IS(struct domain, ttbr0, DOMAIN_TTBR0);
IS(struct domain, reply_entry, DOMAIN_TTBR0 + 8);
IS(struct domain, vector, DOMAIN_VECTOR);
IS(struct domain, stack, DOMAIN_VECTOR + 8);
IS(struct domain, stack, DOMAIN_STACK);
IS(struct domain, dcb_address, DOMAIN_STACK + 8);
IS(struct domain, dcb_address, DOMAIN_DCB_ADDRESS);
IS(struct domain, cpacr, DOMAIN_CPACR);
IS(struct domain, events, DOMAIN_EVENTS);
IS(struct domain, zero, DOMAIN_ZERO);
IS(struct domain, word, DOMAIN_WORD);
IS(struct domain, until, DOMAIN_UNTIL);
IS(struct domain, told_until, DOMAIN_TOLD_UNTIL);
IS(struct domain, parent, DOMAIN_PARENT);
IS(struct domain, index, DOMAIN_INDEX);
IS(struct domain, reports, DOMAIN_REPORTS);
IS(struct domain, reported, DOMAIN_REPORTED);
IS(struct domain, ticks, DOMAIN_TICKS);
IS(struct domain, child, DOMAIN_CHILD);
IS(struct domain, fp, DOMAIN_FP);
IS(struct call, server, CALL_SERVER);
IS(struct call, identity, CALL_TOKEN);
IS(struct call, generation, CALL_TOKEN + 4);
IS(struct vsp_dcb, enabled, DCB_ENABLED - VSP_PAGE_SIZE);
IS(struct vsp_dcb, pending, DCB_PENDING - VSP_PAGE_SIZE);
IS(struct vsp_dcb, slot, DCB_SLOT - VSP_PAGE_SIZE);
IS(struct vsp_dcb, saved, DCB_SAVED - VSP_PAGE_SIZE);
IS(struct vsp_dcb, ready, DCB_READY - VSP_PAGE_SIZE);
IS(struct vsp_dcb, direct, DCB_DIRECT - VSP_PAGE_SIZE);
IS(struct vsp_dcb, child[0].until, DCB_CHILD_UNTIL - VSP_PAGE_SIZE);
IS(struct vsp_dcb, child[0].ticks, DCB_CHILD_TICKS - VSP_PAGE_SIZE);
IS(struct vsp_dcb, child[0].reason, DCB_CHILD_REASON - VSP_PAGE_SIZE);
IS(struct vsp_dcb, context, DCB_CONTEXT - VSP_PAGE_SIZE);
IS(struct slot, object, SLOT_OBJECT);
IS(struct slot, data, SLOT_DATA);
IS(struct kernel, cores[0].cur, KERNEL_CUR);
IS(struct kernel, cores[0].loaded, KERNEL_CUR + 8);
IS(struct kernel, cores[0].fp_owner, KERNEL_FP_OWNER);
_Static_assert(VSP_OPS_PER_TYPE == 1 << OPS_PER_TYPE_SHIFT, "operations");
IS(struct kernel, cores[0].top, KERNEL_TOP);
IS(struct kernel, cores[0].alarm, KERNEL_ALARM);
IS(struct kernel, cores[0].chain, KERNEL_CHAIN);
IS(struct kernel, irq, KERNEL_IRQ);
IS(struct irq_binding, target.domain, IRQ_TARGET);
IS(struct irq_binding, target.word, IRQ_TARGET + 8);
IS(struct irq_binding, mask, IRQ_MASK);
IS(struct vsp_context, spare, CONTEXT_SPARE);
_Static_assert(sizeof(struct irq_binding) == 1 << IRQ_SHIFT, "bindings");
IS(struct grant, domain, GRANT_DOMAIN);
IS(struct grant, until, GRANT_UNTIL);
IS(struct grant, start, GRANT_START);
IS(struct grant, child_ticks, GRANT_CHILD_TICKS);
IS(struct grant, end, GRANT_END);
IS(struct kernel, cores[0].alarm_stale, KERNEL_ALARM_STALE);
IS(struct vsp_dcb, until, DCB_UNTIL - VSP_PAGE_SIZE);
_Static_assert(VSP_LEAVE_UNTIL == 1 << LEAVE_UNTIL_BIT, "flags");
_Static_assert(sizeof(struct grant) == GRANT_BYTES
	       && GRANT_BYTES == 1 << GRANT_SHIFT
	       && KERNEL_CHAIN == GRANT_BYTES, "fastgrant.S");
_Static_assert(sizeof(struct vsp_child) == 1 << CHILD_SHIFT
	       && VSP_CHILD_WAIT == CHILD_WAIT
	       && VSP_CHILD_PREEMPTED == CHILD_PREEMPTED
	       && VSP_EVENT_CHILD == 1ull << EVENT_CHILD_BIT
	       && VSP_EVENT_TIMER == 1ull << EVENT_TIMER_BIT, "reports");
_Static_assert(MAX_CALL_HOPS == MAX_HOPS, "length of the call part");
_Static_assert(DCB_PENDING == DCB_ENABLED + 4, "stored together");
_Static_assert(sizeof(struct vsp_context) == 1 << CONTEXT_SHIFT, "context");
_Static_assert(sizeof(struct call) == 1 << CALL_SHIFT, "struct call");
_Static_assert(offsetof(struct domain, call) % sizeof(((struct domain *)0)
						      ->call) == 0,
	       "a number can be inserted into the address");
_Static_assert(sizeof(struct slot) == 1 << SLOT_SHIFT, "struct slot");
_Static_assert(SLOT_CALLED == 1 << SLOT_CALLED_BIT
	       && SLOT_SIGNALLED == 1 << SLOT_SIGNALLED_BIT,
	       "bits of a slot");
_Static_assert(VSP_SYS_CALL == 0 && VSP_SYS_REPLY == SYS_REPLY
	       && VSP_SYS_RESUME == SYS_RESUME
	       && VSP_SYS_WAIT == SYS_RESUME - 1
	       && VSP_SYS_DISPATCH == SYS_DISPATCH
	       && VSP_SYS_ACTIVATE == SYS_DISPATCH + 1
	       && VSP_SYS_SIGNAL == SYS_SIGNAL && VSP_SYS_INVOKE == SYS_INVOKE
	       && VSP_SYS_COUNT == SYS_INVOKE + 1, "system calls");
_Static_assert(VSP_E_OP == ERROR_OP, "errors");
_Static_assert(FP_TRAPS == CPACR_FP_TRAPS && FP_OPEN == CPACR_FP_OPEN,
	       "CPACR_EL1");
_Static_assert(VSP_UPCALL_FAULT * VSP_UPCALL_SIZE == FAULT_ENTRY
	       && VSP_UPCALL_REPLY * VSP_UPCALL_SIZE == REPLY_ENTRY
	       && VSP_UPCALL_CHILD * VSP_UPCALL_SIZE == 2 * REPLY_ENTRY,
	       "upcalls");

extern const char __init_start[], __init_end[];
extern uint64_t machine_image_table[];	/* machine_boot.c */

struct regs panic_regs __attribute__((aligned(4096)));

void
machine_end_boot(void)
{
	uint32_t page = address_page(__init_start);

	for (; page < address_page(__init_end); page++)
		machine_image_table[page] ^= PTE_READ_ONLY | PTE_PXN;
	__asm__ volatile("dsb ishst\n\ttlbi vmalle1is\n\tdsb ish\n\tisb"
			 ::: "memory");
}

void
machine_stop(void)
{
	for (;;)
		__asm__ volatile("wfi");
}
