/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * fastdirect.S - an event dispatches a domain at once, as its scheduler has
 * signed in advance (`direct`).
 *
 * The ordinary case: the payer itself runs, enabled and without news, and has
 * what it pays with from the scheduler of the domain that is to run; that is
 * idle, and so is the scheduler.  Then the payer is preempted, and the rest of
 * its grant is the other's.  The scheduler finds the report in its table at
 * its next upcall.  If the timer was set for the payer, it may interrupt in
 * vain.
 *
 * Registers are saved to the context slot before all this is known, and are
 * loaded again if it is not so.
 */
#include "regs.h"
#include "lines.h"

target	.req	x10		/* who is to run */
context	.req	x17		/* a slot of the DCB, x16 its number */
parent	.req	x0		/* struct grant: below the payer's */
sched	.req	x3		/* the scheduler */
used	.req	x7		/* ticks of the payer's grant */
#define CHILDS	GRANT_BYTES	/* the entry above it */

	.section .text.fast_direct, "ax"
	/*
	 * SIGNAL: x10 a domain, x11 events for it, x12 its state
	 */
	.global	signal_direct
signal_direct:
	and	x12, x12, #~(1 << STATE_READY_BIT)
	cbnz	x12, signal_busy
1:	find_slot scrub_to_slow
	stp	xzr, x1, [context, #16 * 0]		/* x0: OK */
	stp	x2, x3, [context, #16 * 1]
	stp	x4, x5, [context, #16 * 2]
	stp	x6, x7, [context, #16 * 3]
	stp	x8, xzr, [context, #16 * 4]
	stp	xzr, xzr, [context, #16 * 5]
	stp	xzr, xzr, [context, #16 * 6]
	stp	xzr, xzr, [context, #16 * 7]
	mov	w8, #0					/* nothing to mask */
	add	x9, context, #CONTEXT_SPARE
	b	direct

	/* Who signals to itself may have a time to run at. */
signal_busy:
	cmp	sp, target
	b.eq	1b
	b	scrub_to_slow

	/*
	 * An interrupt of a line that is bound.
	 */
	.global	fast_irq
fast_irq:
	stp	x16, x17, [sp, #REGS_X16]
	find_slot irq_to_slow
	save_low context
	find_line fast_timer
	ldr	x4, kernel + KERNEL_IRQ
	add	x4, x4, x3, lsl #SLOT_SHIFT
	ldp	target, x11, [x4, #SLOT_OBJECT]		/* and mask */
	ands	target, target, #~0xfff
	b.eq	direct_to_slow

	/* Is it the scheduler's child?  x5 its index. */
direct:
	cmp	sp, target
	b.eq	fast_own
	adr	x0, kernel
	ldr	w1, [x0, #KERNEL_TOP]
	ldr	w2, [target, #DOMAIN_INDEX]
	add	parent, x0, x1, lsl #GRANT_SHIFT
	cbz	w1, direct_to_slow
	ldr	sched, [parent, #GRANT_DOMAIN]
	and	w5, w2, #63
	ldp	x2, x4, [parent, #CHILDS + GRANT_START]	/* and domain */
	add	x6, sched, x5, lsl #4
	ldr	x6, [x6, #DOMAIN_CHILD]
	cmp	sp, x4
	ccmp	x6, target, #0, eq
	b.ne	direct_to_slow
	/* And idle, and signed for? */
	ldp	x13, x14, [target, #DOMAIN_STATE]	/* and clients */
	ldr	x15, [sched, #DOMAIN_STATE]
	ldr	x7, [sched, #DCB_DIRECT]
	and	x13, x13, #~(1 << STATE_READY_BIT)
	orr	x14, x14, x15, lsr #STATE_UNTIL_BIT + 1
	orr	x13, x13, x14
	lsr	x7, x7, x5
	cbnz	x13, direct_to_slow
	tbz	x7, #0, direct_to_slow

	/* The line is masked, the context complete, its slot used. */
	str	w8, [x9]
	save_context x6, x1, x9

	/* The grant is the other's from now on. */
	mrs	x6, cntpct_el0
	ldr	x13, [sp, #DOMAIN_TICKS]
	sub	used, x6, x2
	add	x13, x13, used
	str	x13, [sp, #DOMAIN_TICKS]
	str	x13, [sp, #DCB_USED]
	stp	x6, target, [parent, #CHILDS + GRANT_START]
	/* The report, without an event. */
	ldr	w12, [sp, #DOMAIN_INDEX]
	ldr	w9, [sched, #DOMAIN_REPORTS]
	add	x13, sched, x12, lsl #CHILD_SHIFT
	ldr	x8, [x13, #DCB_CHILD_TICKS]
	ldr	x6, [sp, #DOMAIN_UNTIL]
	add	w9, w9, #1
	add	x8, x8, used
	str	w9, [sched, #DOMAIN_REPORTS]
	str	w12, [sched, #DOMAIN_REPORTED]
	str	x8, [x13, #DCB_CHILD_TICKS]
	str	x6, [x13, #DCB_CHILD_UNTIL]
	str	x6, [sp, #DOMAIN_TOLD_UNTIL]
	mov	w8, #CHILD_PREEMPTED
	str	w8, [x13, #DCB_CHILD_REASON]
	/* Both are ready; the one was preempted. */
	ldr	x6, [sched, #DCB_READY]
	lsl	x8, x1, x12
	lsl	x9, x1, x5
	orr	x6, x6, x8
	orr	x6, x6, x9
	ldr	w2, [sp, #DOMAIN_STATE + 4]
	mov	w8, #STATE_READY_PRE >> 32
	str	x6, [sched, #DCB_READY]
	orr	w8, w8, w2
	str	w8, [sp, #DOMAIN_STATE + 4]
	str	w1, [target, #DOMAIN_STATE + 4]		/* ready */

	/* ACTIVATE */
	mov	x0, x11
	mov	x1, #0
	enter_payer ACTIVATE_ENTRY, 2

	/* A signal has nothing to mask. */
	.global	irq_undo, direct_to_slow
irq_undo:
	mov	w8, #1
direct_to_slow:
	cmp	w8, #0
	load_low context
	b.eq	restore_to_slow
irq_to_slow:
	ldp	x16, x17, [sp, #REGS_X16]
	b	user_irq
