/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * regs.h - what the assembler files share: entries of vectors, saving and
 * loading user level's registers, entering a domain.  SP is the Domain, which
 * begins with its struct regs.
 */
#ifndef KERNEL_REGS_H
#define KERNEL_REGS_H

#include "offsets.h"

	/* An entry of a table of vectors, where kernel.ld puts it. */
	.macro	vector table, offset, target
	.section .text.\table\().\offset, "ax"
	b	\target
	.endm

	/* Those of faults at EL1. */
	.macro	kernel_vectors table
	vector	\table, 0x200, fault_in_kernel
	vector	\table, 0x280, fault_in_kernel
	vector	\table, 0x300, fault_in_kernel
	vector	\table, 0x380, fault_in_kernel
	.endm

	/* Enter the domain in x10, as payer, at its upcall; x0.. are set,
	 * those from x\first on are scrubbed. */
	.macro	enter_payer upcall, first
	ldp	x13, x15, [x10, #DOMAIN_VECTOR]		/* and stack */
	ldp	x16, x9, [x10, #DOMAIN_DCB_ADDRESS]	/* and CPACR */
	ldr	x14, [x10, #DOMAIN_TTBR0]
	mov	x11, #MAX_CALL_HOPS
	.if	\upcall
	add	x13, x13, #\upcall
	.endif
	stp	xzr, x11, [x10, #DOMAIN_CLIENTS]
	str	xzr, [x10, #DCB_ENABLED]		/* and pending */
	mov	sp, x10
	msr	elr_el1, x13
	msr	sp_el0, x15
	msr	tpidr_el0, x16
	msr	cpacr_el1, x9
	msr	ttbr0_el1, x14
	msr	spsr_el1, xzr
	.if	\first == 2
	ldp	x2, x3, [x10, #DOMAIN_ZERO]
	.endif
	ldp	x4, x5, [x10, #DOMAIN_ZERO]
	ldp	x6, x7, [x10, #DOMAIN_ZERO]
	ldp	x8, x9, [x10, #DOMAIN_ZERO]
	ldp	x11, x12, [x10, #DOMAIN_ZERO]
	ldp	x13, x14, [x10, #DOMAIN_ZERO]
	ldp	x15, x16, [x10, #DOMAIN_ZERO]
	ldp	x17, x18, [x10, #DOMAIN_ZERO]
	ldp	x19, x20, [x10, #DOMAIN_ZERO]
	ldp	x21, x22, [x10, #DOMAIN_ZERO]
	ldp	x23, x24, [x10, #DOMAIN_ZERO]
	ldp	x25, x26, [x10, #DOMAIN_ZERO]
	ldp	x27, x28, [x10, #DOMAIN_ZERO]
	ldp	x29, x30, [x10, #DOMAIN_ZERO]
	mov	x10, #0
	eret
	.endm

	/* x17 = slot `number` of the DCB. */
	.macro	find_context number
	ubfiz	x17, \number, #CONTEXT_SHIFT, #4
	add	x17, sp, x17
	add	x17, x17, #DCB_CONTEXT
	.endm

	/* Can this domain be preempted?  Then x17 is the slot of number x16
	 * that it named. */
	.macro	find_slot other
	ldr	w16, [sp, #DCB_ENABLED]
	ldr	w17, [sp, #DOMAIN_STATE + 4]
	cbz	w16, \other
	lsr	w17, w17, #STATE_MORE_BIT - 32 + 1
	cbnz	w17, \other
	ldr	w16, [sp, #DCB_SLOT]
	find_context x16
	.endm

	/* x0..x15, in a struct regs or a context. */
	.macro	save_low base
	stp	x0, x1, [\base, #16 * 0]
	stp	x2, x3, [\base, #16 * 1]
	stp	x4, x5, [\base, #16 * 2]
	stp	x6, x7, [\base, #16 * 3]
	stp	x8, x9, [\base, #16 * 4]
	stp	x10, x11, [\base, #16 * 5]
	stp	x12, x13, [\base, #16 * 6]
	stp	x14, x15, [\base, #16 * 7]
	.endm

	.macro	load_low base
	ldp	x14, x15, [\base, #16 * 7]
	ldp	x12, x13, [\base, #16 * 6]
	ldp	x10, x11, [\base, #16 * 5]
	ldp	x8, x9, [\base, #16 * 4]
	ldp	x6, x7, [\base, #16 * 3]
	ldp	x4, x5, [\base, #16 * 2]
	ldp	x2, x3, [\base, #16 * 1]
	ldp	x0, x1, [\base, #16 * 0]
	.endm

	/* x18..x29. */
	.macro	save_high base
	stp	x18, x19, [\base, #16 * 9]
	stp	x20, x21, [\base, #16 * 10]
	stp	x22, x23, [\base, #16 * 11]
	stp	x24, x25, [\base, #16 * 12]
	stp	x26, x27, [\base, #16 * 13]
	stp	x28, x29, [\base, #16 * 14]
	.endm

	.macro	load_high base
	ldp	x18, x19, [\base, #16 * 9]
	ldp	x20, x21, [\base, #16 * 10]
	ldp	x22, x23, [\base, #16 * 11]
	ldp	x24, x25, [\base, #16 * 12]
	ldp	x26, x27, [\base, #16 * 13]
	ldp	x28, x29, [\base, #16 * 14]
	.endm

	/* x30 and the system registers; clobbers a, b, c. */
	.macro	save_system base, a, b, c
	mrs	\a, sp_el0
	mrs	\b, elr_el1
	mrs	\c, spsr_el1
	stp	x30, \a, [\base, #REGS_X30]
	mrs	\a, tpidr_el0
	stp	\b, \c, [\base, #REGS_PC]
	str	\a, [\base, #REGS_TPIDR]
	.endm

	/* The context x17, slot x16 of the DCB, gets all from x16 on, of which
	 * x16 and x17 themselves are in regs; and it is used.  b = 1, c = the
	 * slot's number; clobbers a and x16. */
	.macro	save_context a, b, c
	ldp	\a, \b, [sp, #REGS_X16]
	save_high x17
	stp	\a, \b, [x17, #16 * 8]
	save_system x17, \a, \b, \c
	ldr	\a, [sp, #DCB_SAVED]
	and	\c, x16, #15
	mov	\b, #1
	lsl	x16, \b, \c
	orr	\a, \a, x16
	str	\a, [sp, #DCB_SAVED]
	.endm

	/* The domain that runs enters its own upcall; clobbers a, x16, x17. */
	.macro	enter_own upcall, a
	ldp	x16, x17, [sp, #DOMAIN_VECTOR]		/* and stack */
	ldr	\a, [sp, #DOMAIN_DCB_ADDRESS]
	.if	\upcall
	add	x16, x16, #\upcall
	.endif
	msr	sp_el0, x17
	msr	elr_el1, x16
	msr	tpidr_el0, \a
	msr	spsr_el1, xzr
	str	xzr, [sp, #DCB_ENABLED]			/* and pending */
	.endm

	/* x18..x30 and the system registers; clobbers x2..x4, saved before,
	 * and goes to the kernel's stack. */
	.macro	save_rest
	save_high sp
	save_system sp, x2, x3, x4
	/* Who runs is known only here: fast paths do not tell C. */
	adrp	x3, kernel + KERNEL_CUR
	add	x3, x3, #:lo12:kernel + KERNEL_CUR
	mov	x4, sp
	stp	x4, x4, [x3]
	adrp	x2, __kernel_stack_top
	mov	sp, x2
	.endm

#endif
