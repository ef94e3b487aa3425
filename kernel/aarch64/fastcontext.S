/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * fastcontext.S - the ordinary cases of what saves and loads registers.
 *
 *	RESUME	without news
 *	FAULT	a page fault of enabled code: its own upcall
 *	FP	the FP registers are another domain's
 *
 * As in fastpath.S, SP is the current domain; x16 and x17 are in its regs, and
 * what is not ordinary goes to restore_to_slow.
 */
#include "regs.h"

context	.req	x17		/* a slot of the DCB */

	.text
	/*
	 * RESUME: x0 slot, x7 flags
	 */
	.global	fast_resume
fast_resume:
	ldr	w16, [sp, #DOMAIN_STATE + 4]
	cbnz	x7, resume_until
	lsr	w16, w16, #STATE_READY_BIT - 32 + 1
	cbnz	w16, restore_to_slow
1:	find_context x0
	mov	w16, #1
	str	w16, [sp, #DCB_ENABLED]
	ldp	x0, x1, [context, #REGS_PC]		/* and pstate */
	ldp	x30, x2, [context, #REGS_X30]		/* and sp */
	ldr	x3, [context, #REGS_TPIDR]
	and	x1, x1, #0xf0000000
	msr	elr_el1, x0
	msr	spsr_el1, x1
	msr	sp_el0, x2
	msr	tpidr_el0, x3
	load_high context
	ldp	x14, x15, [context, #16 * 7]
	ldp	x12, x13, [context, #16 * 6]
	ldp	x10, x11, [context, #16 * 5]
	ldp	x8, x9, [context, #16 * 4]
	ldp	x6, x7, [context, #16 * 3]
	ldp	x4, x5, [context, #16 * 2]
	ldp	x2, x3, [context, #16 * 1]
	ldp	x0, x1, [context, #16 * 0]
	ldp	x16, x17, [context, #16 * 8]
	eret

	/* It may have more to do, and say again what it has said of `until`. */
resume_until:
	and	x7, x7, #~LEAVE_MORE
	cbz	x7, 2f
	cmp	x7, #LEAVE_UNTIL
	lsr	w16, w16, #STATE_UNTIL_BIT - 32 + 1
	ccmp	w16, #0, #0, eq
	ldr	x16, [sp, #DCB_UNTIL]
	ldr	x17, [sp, #DOMAIN_UNTIL]
	ccmp	x16, x17, #0, eq
	b.eq	1b
	b	restore_to_slow
2:	lsr	w16, w16, #STATE_READY_BIT - 32 + 1
	cbz	w16, 1b
	b	restore_to_slow

	/*
	 * FAULT: all registers are the user's, x16 and x17 of them in regs.
	 * They go to the slot it named, and stay what they are but for x16,
	 * x17 and the upcall's own: x0 syndrome, x1 address, x2 slot.
	 */
	.global	fast_fault
fast_fault:
	ldr	w16, [sp, #DCB_ENABLED]
	ldr	w17, [sp, #DOMAIN_STATE + 4]
	cbz	w16, restore_to_slow
	lsr	w17, w17, #STATE_MORE_BIT - 32 + 1
	cbnz	w17, restore_to_slow
	ldr	w16, [sp, #DCB_SLOT]
	find_context x16
	stp	x0, x1, [context, #16 * 0]
	stp	x2, x3, [context, #16 * 1]
	stp	x4, x5, [context, #16 * 2]
	stp	x6, x7, [context, #16 * 3]
	stp	x8, x9, [context, #16 * 4]
	stp	x10, x11, [context, #16 * 5]
	stp	x12, x13, [context, #16 * 6]
	stp	x14, x15, [context, #16 * 7]
	ldp	x0, x1, [sp, #REGS_X16]
	save_high context
	stp	x0, x1, [context, #16 * 8]
	mrs	x0, sp_el0
	mrs	x1, elr_el1
	mrs	x2, spsr_el1
	stp	x30, x0, [context, #REGS_X30]
	mrs	x0, tpidr_el0
	stp	x1, x2, [context, #REGS_PC]
	str	x0, [context, #REGS_TPIDR]
	/* The slot is used. */
	ldr	x0, [sp, #DCB_SAVED]
	and	x2, x16, #15
	mov	x1, #1
	lsl	x1, x1, x2
	orr	x0, x0, x1
	str	x0, [sp, #DCB_SAVED]
	/* Enter. */
	ldp	x16, x17, [sp, #DOMAIN_VECTOR]		/* and stack */
	ldr	x1, [sp, #DOMAIN_DCB_ADDRESS]
	add	x16, x16, #0x180
	msr	sp_el0, x17
	msr	elr_el1, x16
	msr	tpidr_el0, x1
	msr	spsr_el1, xzr
	str	xzr, [sp, #DCB_ENABLED]
	mrs	x0, esr_el1
	mrs	x1, far_el1
	mov	x16, #0
	mov	x17, #0
	eret

	/*
	 * The FP registers are whose? x17 = that domain, or none.
	 */
	.global	fast_fp
fast_fp:
	adrp	x16, kernel + KERNEL_FP_OWNER
	ldr	x17, [x16, #:lo12:kernel + KERNEL_FP_OWNER]
	cmp	sp, x17
	b.eq	restore_to_slow
	stp	x0, x1, [sp, #16 * 0]
	str	x2, [sp, #16 * 1]
	str	x30, [sp, #REGS_X30]
	mov	x0, sp
	str	x0, [x16, #:lo12:kernel + KERNEL_FP_OWNER]
	cbz	x17, 1f
	mov	x1, #CPACR_FP_TRAPS
	str	x1, [x17, #DOMAIN_CPACR]
	add	x0, x17, #DOMAIN_FP
	bl	machine_fp_save
1:	mov	x1, #CPACR_FP_OPEN
	msr	cpacr_el1, x1
	str	x1, [sp, #DOMAIN_CPACR]
	add	x0, sp, #DOMAIN_FP
	bl	machine_fp_load
	ldr	x30, [sp, #REGS_X30]
	ldr	x2, [sp, #16 * 1]
	ldp	x0, x1, [sp, #16 * 0]
	ldp	x16, x17, [sp, #REGS_X16]
	eret
