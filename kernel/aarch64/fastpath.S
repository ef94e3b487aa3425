/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * fastpath.S - the ordinary cases of what is done most often, in assembler.
 *
 *	CALL	the server is open, has no news and no other client
 *	REPLY	to the only client, whose time this is and who waits for it
 *	SIGNAL	to a domain that has events already and is ready
 *
 * fastcontext.S has RESUME, page faults, and FP registers of another's;
 * fastgrant.S DISPATCH and WAIT; fastdirect.S events that dispatch.
 *
 * Everything is checked before anything is stored, by sums that must be 0 and
 * by chains of conditional compares; whatever is not ordinary goes to the C
 * code, which does the same and more.  What would keep many cases from being
 * ordinary costs no test here: a domain that is no ordinary one has limit 0,
 * so its look-ups fail; and while something diverts (state.h) these vectors
 * are not in use at all.  Built with --disable-fastpath, there are none.
 *
 * SP is the current domain.  x9..x17 belong to a system call (syscall.h), so
 * only x16 and x17 are saved, for exceptions that turn out to be others.
 */
#include "regs.h"

server	.req	x10		/* CALL: who is entered; REPLY: the caller */
record	.req	x12		/* struct call */

	/* Its space, where it is entered, and what is its own of the system
	 * registers; all were loaded before. */
	.macro	set_system dcb
	msr	cpacr_el1, x17
	msr	sp_el0, x15
	msr	tpidr_el0, \dcb
	msr	elr_el1, x13
	msr	ttbr0_el1, x14
	msr	spsr_el1, xzr
	.endm

	/* `server` runs; x0..x8 are set, x13..x17 are scrubbed, and so are
	 * all others.  In the time of a load of two registers two moves are
	 * done (make mca). */
	.macro	enter_server
	ldp	x9, x11, [server, #DOMAIN_ZERO]
	mov	sp, server
	mov	x18, #0
	ldp	x12, x19, [server, #DOMAIN_ZERO]
	mov	x20, #0
	mov	x21, #0
	ldp	x22, x23, [server, #DOMAIN_ZERO]
	mov	x24, #0
	mov	x25, #0
	ldp	x26, x27, [server, #DOMAIN_ZERO]
	mov	x28, #0
	ldp	x29, x30, [server, #DOMAIN_ZERO]
	mov	x10, #0
	eret
	.endm

	/* The table; kernel.ld fills it with code that needs no entry. */
	kernel_vectors vectors
	vector	vectors, 0x480, fast_irq
	vector	vectors, 0x500, user_irq
	vector	vectors, 0x580, user_sync_slow

	.section .text.vectors.0, "ax"
	.global	vectors
vectors:
	/*
	 * CALL: x8 capability, x7 number, x0..x6 message
	 *
	 *	x9 slot  x11 hops left  x13 what must be 0
	 *
	 * The number has no flags and is free; the server has nothing to be
	 * said about it and no client, so it has left; or it is the caller,
	 * as payer: that one's donor nobody asks for.
	 */
fast_call:
	tst	x7, #~15
	ldp	x9, x10, [sp, #DOMAIN_SLOTS]		/* and limit */
	ldp	x11, record, [sp, #DOMAIN_HOPS_LEFT]	/* and calls */
	ccmp	x8, x10, #2, eq
	add	x9, x9, x8, lsl #SLOT_SHIFT
	bfi	record, x7, #CALL_SHIFT, #4
	b.hs	call_no_slot
	ldp	x10, x7, [x9, #SLOT_OBJECT]		/* and badge */
	tbz	x10, #SLOT_CALLED_BIT, call_slow
	and	server, x10, #~0xfff
	ldp	x13, x8, [record, #CALL_SERVER]		/* and token */
	ldp	x14, x15, [server, #DOMAIN_STATE]	/* and clients */
	subs	x11, x11, #1
	orr	x14, x14, x13
	orr	x13, x14, x15
	ldr	x17, [server, #DOMAIN_CPACR]
	ccmp	x13, #0, #0, hs
	ldp	x15, x16, [server, #DOMAIN_STACK]	/* and DCB */
	b.ne	call_slow

	/* accept: the record, the server, the caller, which is enabled. */
	ldp	x13, x14, [server, #DOMAIN_CALL_ENTRY]	/* and TTBR0 */
	set_system x16
	mov	x13, #0
	str	server, [record, #CALL_SERVER]
	mov	x14, #0
	stp	record, x11, [server, #DOMAIN_CLIENTS]	/* and hops left */
	mov	x15, #0
	str	w12, [sp, #DOMAIN_STATE]		/* callee */
	mov	x16, #0
	str	w12, [sp, #DCB_ENABLED]			/* it is not 0 */
	mov	x17, #0
	str	xzr, [server, #DCB_ENABLED]		/* and pending */
	enter_server

call_slow:
	ldr	x8, [sp, #DOMAIN_SLOTS]
	ubfx	x7, record, #CALL_SHIFT, #4
	sub	x8, x9, x8
	lsr	x8, x8, #SLOT_SHIFT
call_no_slot:
	b	scrub_to_slow

	/* From user level: synchronous exceptions.  w16 = the number of the
	 * system call; others are far beyond all numbers. */
	.section .text.vectors.0x400, "ax"
	.global	fast_sync
fast_sync:
	stp	x16, x17, [sp, #REGS_X16]
	mrs	x16, esr_el1
	mov	w17, #0x56000000	/* SVC64: the rest is the number */
	sub	w16, w16, w17
	cbz	w16, fast_call
	cmp	w16, #SYS_REPLY
	b.eq	fast_reply
	cmp	w16, #SYS_INVOKE
	b.eq	fast_invoke
	b.hi	no_system_call
	tbnz	w16, #2, signal_or_dispatch
	tbnz	w16, #0, fast_resume	/* 3 */
	b	fast_wait		/* 2 */
signal_or_dispatch:
	tbnz	w16, #1, fast_signal	/* 6 */
	tbz	w16, #0, fast_dispatch	/* 4; or ACTIVATE, 5 */
	.global	restore_to_slow
restore_to_slow:
	ldp	x16, x17, [sp, #REGS_X16]
	b	user_sync_slow

	/* An abort, of data (class 0x24) or instructions (0x20), is the
	 * domain's own affair. */
no_system_call:
	lsr	w17, w16, #CLASS_SHIFT
	cbz	w17, bad_number
	cmp	w17, #((CLASS_FP - CLASS_SVC) & 0x3f)
	b.eq	fast_fp
	orr	w17, w17, #4
	cmp	w17, #(CLASS_DATA_ABORT - CLASS_SVC)
	b.eq	fast_fault
	b	restore_to_slow

	/*
	 * REPLY: x8 token or 0, x7 flags, x0..x6 message; w16 = 1
	 *
	 *	x11 token of the only client
	 */
	.section .text.fast_reply, "ax"
fast_reply:
	cmp	x8, #0
	ldp	x9, record, [sp, #DOMAIN_STATE]		/* and clients */
	cbz	record, reply_slow
	and	server, record, #~0xfff
	ldr	x11, [record, #CALL_TOKEN]
	ldr	x13, [server, #DOMAIN_STATE]
	/* Token 0, or this very call; no flags; nothing about oneself, not
	 * even the ready bit; the caller is in this call, without news. */
	orr	x9, x9, x7
	ccmp	x8, x11, #4, ne
	orr	x9, x9, x13, lsr #STATE_UNTIL_BIT + 1
	ccmp	w13, w12, #0, eq
	ldp	x14, x13, [server, #DOMAIN_TTBR0]	/* and reply entry */
	ccmp	x9, #0, #0, eq
	ldr	x17, [server, #DOMAIN_CPACR]
	ldp	x15, x9, [server, #DOMAIN_STACK]	/* and DCB */
	b.ne	reply_slow

	/* unlink: the record, with a new generation, the caller, the server. */
	set_system x9
	add	x11, x11, x16, lsl #32
	str	wzr, [server, #DOMAIN_STATE]
	mov	x13, #0
	str	xzr, [sp, #DOMAIN_CLIENTS]
	mov	x14, #0
	stp	xzr, x11, [record, #CALL_SERVER]
	and	x7, x11, #15
	str	w16, [sp, #DCB_ENABLED]
	mov	x15, #0
	str	xzr, [server, #DCB_ENABLED]		/* and pending */
	mov	x16, #0
	mov	x17, #0
	mov	x8, #0
	enter_server

reply_slow:
	b	scrub_to_slow

	/* x9..x17 have the kernel's values: to C without them. */
	.section .text.scrub_to_slow, "ax"
	.global	scrub_to_slow
scrub_to_slow:
	mov	x9, #0
	mov	x10, #0
	mov	x11, #0
	mov	x12, #0
	mov	x13, #0
	mov	x14, #0
	mov	x15, #0
	b	restore_to_slow

bad_number:
	mov	x0, #ERROR_OP
	ldp	x16, x17, [sp, #REGS_X16]
	eret

	/*
	 * SIGNAL: x8 capability
	 *
	 * Whoever has events and its ready bit set has been told of, and so
	 * have those who are to know.
	 */
	.section .text.fast_signal, "ax"
fast_signal:
	ldp	x10, x9, [sp, #DOMAIN_NSLOTS]
	cmp	x8, x10
	b.hs	scrub_to_slow
	add	x9, x9, x8, lsl #SLOT_SHIFT
	ldp	x10, x11, [x9, #SLOT_OBJECT]		/* and mask */
	tbz	x10, #SLOT_SIGNALLED_BIT, scrub_to_slow
	and	x10, x10, #~0xfff
	ldr	x12, [x10, #DOMAIN_STATE]
	tbz	x12, #STATE_EVENTS_BIT, signal_direct
	tbz	x12, #STATE_READY_BIT, scrub_to_slow
	ldr	x12, [x10, #DOMAIN_EVENTS]
	mov	w9, #1
	orr	x11, x11, x12
	str	x11, [x10, #DOMAIN_EVENTS]
	str	w9, [x10, #DCB_PENDING]
	mov	x0, #0
	mov	x9, #0
	mov	x10, #0
	mov	x11, #0
	mov	x12, #0
	ldp	x16, x17, [sp, #REGS_X16]
	eret

	/*
	 * bool trap_returning_call(struct domain *d, uint32_t number);
	 * w16 is the number.
	 *
	 * C keeps x19..x29; x9..x17 belong to the system call, and those of
	 * an earlier trap, which lie in regs, are loaded for them.
	 */
	.text
	.global	returning_call
returning_call:
	stp	x0, x1, [sp, #16 * 0]
	stp	x2, x3, [sp, #16 * 1]
	stp	x4, x5, [sp, #16 * 2]
	stp	x6, x7, [sp, #16 * 3]
	str	x8, [sp, #16 * 4]
	mov	x0, sp
	save_rest
	mov	w1, w16
	bl	trap_returning_call
	cbz	w0, kernel_exit
	adrp	x0, kernel + KERNEL_CUR
	ldr	x0, [x0, #:lo12:kernel + KERNEL_CUR]
	mov	sp, x0
	ldr	x30, [sp, #REGS_X30]
	ldr	x18, [sp, #16 * 9]
	ldp	x16, x17, [sp, #REGS_X16]
	load_low sp
	eret
