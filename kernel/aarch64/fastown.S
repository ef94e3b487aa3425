/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * fastown.S - what comes for the domain that runs: it is preempted for its own
 * upcall.
 *
 *	TIMER	the payer's own `until`, while its grant goes on
 *	events	by its own SIGNAL, or a device's interrupt
 *
 * fastdirect.S comes here, when it has seen that the domain is enabled and has
 * no news: x17 is the context slot of number x16, where x0..x15 are already.
 */
#include "regs.h"
#include "lines.h"

	.text
	/*
	 * x11 events, w8 to be written to x9
	 */
	.global	fast_own
fast_own:
	str	w8, [x9]
	mov	x0, x11
	ldp	x6, x7, [sp, #DOMAIN_ZERO]
	ldp	x8, x9, [sp, #DOMAIN_ZERO]
	ldp	x10, x11, [sp, #DOMAIN_ZERO]
	ldp	x12, x13, [sp, #DOMAIN_ZERO]
	ldp	x14, x15, [sp, #DOMAIN_ZERO]
	b	1f

	/*
	 * w1: what interrupts
	 *
	 *	x4 end of the grant
	 */
	.global	fast_timer
fast_timer:
	only_timer irq_undo
	adr	x0, kernel
	ldr	w2, [x0, #KERNEL_TOP]
	add	x2, x0, x2, lsl #GRANT_SHIFT
	ldr	x1, [sp, #DOMAIN_UNTIL]
	ldp	x3, x4, [x2, #KERNEL_CHAIN + GRANT_DOMAIN]	/* and end */
	mrs	x5, cntpct_el0
	cmp	sp, x3
	ccmp	x5, x1, #0, eq
	ccmp	x4, x5, #0, hs
	b.ls	irq_undo

	/* It has no `until` any more; has_until can stay: mostly the next
	 * one is told at once. */
	mov	x5, #-1
	str	x4, [x0, #KERNEL_ALARM]
	str	x5, [sp, #DOMAIN_UNTIL]
	msr	cntp_cval_el0, x4
	mov	x0, #1 << EVENT_TIMER_BIT

	/* ACTIVATE.  What the kernel has not used is the domain's own. */
1:	save_context x1, x2, x3
	enter_own ACTIVATE_ENTRY, x1
	mov	x1, #0
	ldp	x2, x3, [sp, #DOMAIN_ZERO]
	ldp	x4, x5, [sp, #DOMAIN_ZERO]
	ldp	x16, x17, [sp, #DOMAIN_ZERO]
	eret
