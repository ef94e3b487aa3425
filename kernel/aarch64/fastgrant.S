/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * fastgrant.S - the ordinary cases of lending time, and of giving it back.
 *
 *	DISPATCH	by the payer, to a child without a call: ACTIVATE
 *	WAIT		of a payer without a time: its parent enters CHILD
 *
 * As in fastpath.S, SP is the current domain, x9..x17 are free, and what is
 * not ordinary goes to scrub_to_slow.  An entry of the chain is as long as
 * what is in front of the chain, so with x11 = kernel + top * 64, the entry of
 * the payer's parent is at x11, and the payer's behind it.
 */
#include "regs.h"

server	.req	x10		/* who is entered */
parent	.req	x11		/* struct grant: below the payer's */
payer	.req	x11		/* the same, if the payer is the parent */
#define CHILDS	GRANT_BYTES	/* the entry above it */

	.text
	/*
	 * DISPATCH: x0 child, x1 until
	 */
	.global	fast_dispatch
fast_dispatch:
	ldr	w9, [sp, #DOMAIN_STATE + 4]
	adr	x16, kernel
	and	x12, x0, #63
	ldr	w17, [x16, #KERNEL_TOP]
	add	x12, sp, x12, lsl #4
	add	payer, x16, x17, lsl #GRANT_SHIFT
	lsr	w9, w9, #STATE_READY_BIT - 32 + 1
	cbnz	w9, dispatch_until
2:	ldr	server, [x12, #DOMAIN_CHILD]
	ldr	x13, [payer, #KERNEL_CHAIN + GRANT_DOMAIN]
	cbz	server, scrub_to_slow
	/* The payer has no news.  The child has a ready bit, events, and was
	 * preempted, or not: nothing else.  There is time. */
	ldp	x14, x15, [server, #DOMAIN_STATE]	/* and clients */
	cmp	sp, x13
	and	x12, x14, #1 << STATE_READY_BIT
	mov	x9, #~STATE_ONLY_NEWS
	and	x14, x14, x9
	ldr	x9, [server, #DOMAIN_EVENTS]
	ccmp	x14, #0, #0, eq
	mrs	x13, cntpct_el0
	ccmp	x15, #0, #0, eq
	ccmp	x1, x13, #0, eq
	b.ls	scrub_to_slow
	tbnz	x9, #EVENT_CHILD_BIT, scrub_to_slow

	/* push: the chain; the alarm, if the grant ends before it. */
	add	w17, w17, #1
	ldr	x14, [payer, #KERNEL_CHAIN + GRANT_END]
	str	w17, [x16, #KERNEL_TOP]
	cmp	x1, x14
	b.lo	dispatch_alarm
1:	stp	x13, server, [payer, #KERNEL_CHAIN + CHILDS + GRANT_START]
	stp	x14, x1, [payer, #KERNEL_CHAIN + CHILDS + GRANT_END]
	str	w17, [sp, #DCB_ENABLED]			/* it is not 0 */

	/* Its news are told. */
	mov	x0, x9
	mov	x1, #0
	str	x12, [server, #DOMAIN_STATE]
	str	xzr, [server, #DOMAIN_EVENTS]
	enter_payer ACTIVATE_ENTRY, 2
dispatch_alarm:
	mov	x14, x1
	str	x14, [x16, #KERNEL_ALARM]
	msr	cntp_cval_el0, x14
	b	1b
	/* The payer's own time counts no more, when it is the payer no more. */
dispatch_until:
	cmp	w9, #(1 << (STATE_UNTIL_BIT - STATE_READY_BIT - 1))
	b.ne	scrub_to_slow
	ldr	x13, [payer, #KERNEL_CHAIN + GRANT_END]
	str	x13, [x16, #KERNEL_ALARM]
	strb	w9, [x16, #KERNEL_ALARM_STALE]
	msr	cntp_cval_el0, x13
	b	2b

	/*
	 * WAIT: x0 until, x7 flags
	 */
	.global	fast_wait
fast_wait:
	adr	x16, kernel
	ldr	x9, [sp, #DOMAIN_STATE]
	ldr	w17, [x16, #KERNEL_TOP]
	add	parent, x16, x17, lsl #GRANT_SHIFT
	and	x9, x9, #~(1 << STATE_READY_BIT | 1 << STATE_UNTIL_BIT)
	ldp	server, x12, [parent, #GRANT_DOMAIN]	/* and end */
	cbz	w17, scrub_to_slow
	ldp	x14, x13, [parent, #CHILDS + GRANT_START]	/* and domain */
	cbnz	x9, scrub_to_slow
	ldp	x9, x15, [server, #DOMAIN_STATE]	/* and clients */
	orr	x9, x15, x9, lsr #STATE_READY_BIT + 1
	cbnz	x9, wait_until
	/* It is the payer, without news or a call, and has no time to run at;
	 * its parent has no news and no client. */
2:	cmp	sp, x13
	ccmp	x7, #0, #0, eq
	ccmn	x0, #1, #0, eq
	b.ne	scrub_to_slow

	/* Its ready bit goes. */
	mov	w1, #CHILD_WAIT				/* 1 */
	mov	x3, x0
	ldr	x13, [server, #DCB_READY]
	ldr	w0, [sp, #DOMAIN_INDEX]
	str	w1, [sp, #DCB_ENABLED]
	str	xzr, [sp, #DOMAIN_STATE]
	lsl	x9, x1, x0
	bic	x13, x13, x9
	str	x13, [server, #DCB_READY]
	/* pop: x13 ticks used. */
	mrs	x13, cntpct_el0
	ldr	x9, [sp, #DOMAIN_TICKS]
	sub	x13, x13, x14
	add	x9, x9, x13
	str	x9, [sp, #DOMAIN_TICKS]
	str	x9, [sp, #DCB_USED]
	sub	w17, w17, #1
	ldr	x15, [x16, #KERNEL_ALARM]
	str	w17, [x16, #KERNEL_TOP]
	stp	x3, x3, [sp, #DOMAIN_UNTIL]		/* and told */
	cmp	x12, x15
	b.ne	wait_alarm

	/* The report: in registers, if it is the only one. */
1:	add	x15, server, x0, lsl #CHILD_SHIFT
	ldr	w9, [server, #DOMAIN_REPORTS]
	ldr	x12, [x15, #DCB_CHILD_TICKS]
	str	x3, [x15, #DCB_CHILD_UNTIL]
	add	x2, x12, x13
	cbnz	w9, 3f
	str	xzr, [x15, #DCB_CHILD_TICKS]
	str	wzr, [x15, #DCB_CHILD_REASON]
	enter_payer CHILD_ENTRY, 4
	/* Others wait in the table: ACTIVATE. */
3:	str	x2, [x15, #DCB_CHILD_TICKS]
	str	w1, [x15, #DCB_CHILD_REASON]
	str	wzr, [server, #DOMAIN_REPORTS]
	mov	x0, #1 << EVENT_CHILD_BIT
	mov	x1, #0
	enter_payer ACTIVATE_ENTRY, 2
wait_alarm:
	str	x12, [x16, #KERNEL_ALARM]
	msr	cntp_cval_el0, x12
	b	1b
	/* Its parent wants to run at a time: until then, or its end. */
wait_until:
	cmp	x9, #(1 << (STATE_UNTIL_BIT - STATE_READY_BIT - 1))
	b.ne	scrub_to_slow
	ldr	x9, [server, #DOMAIN_UNTIL]
	cmp	x9, x12
	csel	x12, x9, x12, lo
	b	2b
