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
IS(struct domain, slots, DOMAIN_SLOTS);
IS(struct domain, nslots, DOMAIN_SLOTS + 8);
IS(struct domain, events, DOMAIN_EVENTS);
IS(struct domain, replies, DOMAIN_EVENTS + 8);
IS(struct domain, faulted, DOMAIN_EVENTS + 15);
IS(struct domain, client, DOMAIN_CLIENT);
IS(struct domain, clients, DOMAIN_CLIENTS);
IS(struct domain, callee, DOMAIN_CALLEE);
IS(struct domain, callee_number, DOMAIN_CALLEE_NUMBER);
IS(struct domain, hops, DOMAIN_HOPS);
IS(struct domain, donor, DOMAIN_DONOR);
IS(struct domain, word, DOMAIN_WORD);
IS(struct domain, until, DOMAIN_UNTIL);
IS(struct domain, ttbr0, DOMAIN_TTBR0);
IS(struct domain, vector, DOMAIN_VECTOR);
IS(struct domain, stack, DOMAIN_VECTOR + 8);
IS(struct domain, dcb_address, DOMAIN_DCB_ADDRESS);
IS(struct domain, call, DOMAIN_CALL);
IS(struct domain, ready, DOMAIN_READY);
IS(struct call, server, CALL_SERVER);
IS(struct call, next, CALL_NEXT);
IS(struct call, prev, CALL_NEXT + 8);
IS(struct call, generation, CALL_GENERATION);
IS(struct call, number, CALL_NUMBER);
IS(struct vsp_dcb, enabled, DCB_ENABLED - VSP_PAGE_SIZE);
IS(struct vsp_dcb, pending, DCB_ENABLED + 4 - VSP_PAGE_SIZE);
IS(struct slot, object, SLOT_OBJECT);
IS(struct slot, data, SLOT_DATA);
IS(struct kernel, cores[0].cur, KERNEL_CUR);
IS(struct kernel, cores[0].loaded, KERNEL_CUR + 8);
IS(struct kernel, cores[0].fp_owner, KERNEL_FP_OWNER);
IS(struct kernel, divert, KERNEL_DIVERT);
IS(struct kernel, fast, KERNEL_FAST);
_Static_assert(sizeof(struct call) == 1 << CALL_SHIFT, "struct call");
_Static_assert(sizeof(struct slot) == 1 << SLOT_BYTES_SHIFT, "struct slot");
_Static_assert(SLOT_IS_PORTAL == (VSP_R_CALL << 4 | VSP_TYPE_DOMAIN)
	       && SLOT_TYPE_AND_CALL == (VSP_R_CALL << 4 | 0xf),
	       "a slot's rights and type");
_Static_assert(VSP_OPS_PER_TYPE == 1 << OPS_PER_TYPE_SHIFT
	       && SYS_INVOKE == VSP_SYS_INVOKE, "numbers of INVOKE");
_Static_assert(MAX_CALL_HOPS == MAX_HOPS, "length of the call part");

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
