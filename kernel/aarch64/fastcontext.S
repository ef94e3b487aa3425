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
	cbz	x7, resume_no_flags
	/* It may have more to do.  When it wants to run, it says again, or it
	 * is the payer: then that may be another time.  x0 is kept. */
	tst	w16, #~(1 << (STATE_READY_BIT - 32) \
		       | 1 << (STATE_UNTIL_BIT - 32))
	b.ne	restore_to_slow
	tbnz	x7, #LEAVE_NO_FP_BIT, 6f
0:	tbz	x7, #LEAVE_UNTIL_BIT, 3f
	adr	x3, kernel
	ldr	w4, [x3, #KERNEL_TOP]
	ldr	x1, [sp, #DCB_UNTIL]
	add	x4, x3, x4, lsl #GRANT_SHIFT
	ldp	x5, x6, [x4, #KERNEL_CHAIN + GRANT_DOMAIN]	/* and end */
	cmp	sp, x5
	b.ne	4f
	tbz	w16, #STATE_UNTIL_BIT - 32, 5f
2:	cmp	x1, x6
	csel	x6, x1, x6, lo
	str	x1, [sp, #DOMAIN_UNTIL]
	str	x6, [x3, #KERNEL_ALARM]
	msr	cntp_cval_el0, x6
resume_context:
	find_context x0
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
	load_low context
	ldp	x16, x17, [context, #16 * 8]
	eret

resume_no_flags:
	lsr	w16, w16, #STATE_READY_BIT - 32 + 1
	cbz	w16, resume_context
	b	restore_to_slow
3:	tbz	w16, #STATE_UNTIL_BIT - 32, resume_context
	b	restore_to_slow
4:	ldr	x2, [sp, #DOMAIN_UNTIL]
	cmp	x1, x2
	b.eq	resume_context
	b	restore_to_slow
	/* Now it is no ordinary domain. */
5:	orr	w16, w16, #1 << (STATE_UNTIL_BIT - 32)
	str	w16, [sp, #DOMAIN_STATE + 4]
	str	xzr, [sp, #DOMAIN_LIMIT]
	b	2b
	/* It has not got the FP registers. */
6:	mov	x1, #CPACR_FP_TRAPS
	stp	x1, x1, [sp, #DOMAIN_CPACR]		/* and no_fp */
	msr	cpacr_el1, x1
	b	0b

	/*
	 * FAULT: all registers are the user's, x16 and x17 of them in regs.
	 * They go to the slot it named, and stay what they are but for x16,
	 * x17 and the upcall's own: x0 syndrome, x1 address, x2 slot.
	 */
	.section .text.fast_fault, "ax"
	.global	fast_fault
fast_fault:
	find_slot restore_to_slow
	save_low context
	save_context x0, x1, x2
	enter_own FAULT_ENTRY, x1
	mrs	x0, esr_el1
	mrs	x1, far_el1
	mov	x16, #0
	mov	x17, #0
	eret

	/*
	 * The FP registers are whose? x17 = that domain, or none.  Or it said
	 * itself that they are not for its enabled code.
	 */
	.section .text.fast_fp, "ax"
	.global	fast_fp
fast_fp:
	ldr	x17, [sp, #DOMAIN_NO_FP]
	adrp	x16, kernel + KERNEL_FP_OWNER
	cbnz	x17, fp_closed
	ldr	x17, [x16, #:lo12:kernel + KERNEL_FP_OWNER]
fp_exchange:
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

	/* Faults have addresses; this one has not, and whose is the last? */
	.section .text.fp_closed, "ax"
fp_closed:
	ldr	w17, [sp, #DCB_ENABLED]
	msr	far_el1, xzr
	cbnz	w17, fast_fault
	str	xzr, [sp, #DOMAIN_NO_FP]
	ldr	x17, [x16, #:lo12:kernel + KERNEL_FP_OWNER]
	cmp	sp, x17
	b.ne	fp_exchange
	mov	x16, #CPACR_FP_OPEN
	msr	cpacr_el1, x16
	str	x16, [sp, #DOMAIN_CPACR]
	ldp	x16, x17, [sp, #REGS_X16]
	eret
