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
IS(struct domain, fp, DOMAIN_FP);
IS(struct call, server, CALL_SERVER);
IS(struct call, identity, CALL_TOKEN);
IS(struct call, generation, CALL_TOKEN + 4);
IS(struct vsp_dcb, enabled, DCB_ENABLED - VSP_PAGE_SIZE);
IS(struct vsp_dcb, pending, DCB_PENDING - VSP_PAGE_SIZE);
IS(struct vsp_dcb, slot, DCB_SLOT - VSP_PAGE_SIZE);
IS(struct vsp_dcb, saved, DCB_SAVED - VSP_PAGE_SIZE);
IS(struct vsp_dcb, context, DCB_CONTEXT - VSP_PAGE_SIZE);
IS(struct slot, object, SLOT_OBJECT);
IS(struct slot, data, SLOT_DATA);
IS(struct kernel, cores[0].cur, KERNEL_CUR);
IS(struct kernel, cores[0].loaded, KERNEL_CUR + 8);
IS(struct kernel, cores[0].fp_owner, KERNEL_FP_OWNER);
_Static_assert(VSP_OPS_PER_TYPE == 1 << OPS_PER_TYPE_SHIFT, "operations");
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
	       && VSP_SYS_SIGNAL == SYS_SIGNAL && VSP_SYS_INVOKE == SYS_INVOKE
	       && VSP_SYS_COUNT == SYS_INVOKE + 1, "system calls");
_Static_assert(VSP_E_OP == ERROR_OP, "errors");
_Static_assert(FP_TRAPS == CPACR_FP_TRAPS && FP_OPEN == CPACR_FP_OPEN,
	       "CPACR_EL1");
_Static_assert(VSP_UPCALL_FAULT * VSP_UPCALL_SIZE == 0x180, "fastpath.S");

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
