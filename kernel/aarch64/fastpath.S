/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * fastpath.S - CALL and REPLY in the ordinary case, in assembler.
 *
 * INVOKE and SIGNAL, too, enter C here: they return, mostly to where they came
 * from, so that only what C changes is saved and loaded.
 *
 * The ordinary case: nothing is pending on either side, the server is open
 * and has no other client, no capability goes along, nothing diverts
 * (state.h).  Everything is checked before anything is stored; whatever is not
 * ordinary goes to the C code (ipc.c), which does the same and more.  Built
 * with --disable-fastpath, everything goes there.
 *
 * The sums of conditions below work by OR: all must be 0.  x9..x17 belong to
 * the system call (syscall.h), so only x16 and x17 are saved, for exceptions
 * that turn out to be something else.
 */
#include "regs.h"

server	.req	x10		/* CALL: who is entered; REPLY: the caller */
sum	.req	x11		/* OR of what must be 0 */
record	.req	x12		/* struct call */
self	.req	x14		/* the current domain, as in SP */

	/* To the C code; what the fast path left in registers is cleared. */
	.macro	to_slow
	mov	x9, #0
	mov	x10, #0
	mov	x11, #0
	mov	x12, #0
	mov	x13, #0
	mov	x14, #0
	mov	x15, #0
	ldp	x16, x17, [sp, #REGS_X16]
	b	user_sync_slow
	.endm

	/* Enter the domain `server` at an upcall: x0..x8 are set, all other
	 * registers are scrubbed.  Clobbers everything. */
	.macro	enter offset
	adrp	x16, kernel
	add	x16, x16, #:lo12:kernel
	ldr	x17, [x16, #KERNEL_FP_OWNER]
	stp	server, server, [x16, #KERNEL_CUR]
	mov	x9, #1 << 20		/* FP traps, unless they are its own */
	mov	x11, #3 << 20
	cmp	x17, server
	csel	x9, x11, x9, eq
	msr	cpacr_el1, x9
	ldp	x9, x11, [server, #DOMAIN_TTBR0]	/* and vector */
	ldp	x12, x13, [server, #DOMAIN_VECTOR + 8]	/* stack, DCB */
	add	x11, x11, #\offset
	msr	ttbr0_el1, x9
	msr	elr_el1, x11
	msr	sp_el0, x12
	msr	tpidr_el0, x13
	msr	spsr_el1, xzr
	str	xzr, [server, #DCB_ENABLED]
	mov	sp, server
	.irp	n, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, \
		24, 25, 26, 27, 28, 29, 30
	mov	x\n, #0
	.endr
	eret
	.endm

	.text
	.global	user_sync
user_sync:
	stp	x16, x17, [sp, #REGS_X16]
	mrs	x16, esr_el1
	mov	w17, #0x56000000	/* SVC64: the rest is the number */
	sub	w16, w16, w17
	cbz	w16, fast_call
	cmp	w16, #1
	b.eq	fast_reply
	cmp	w16, #7
	b.eq	fast_invoke
	cmp	w16, #6			/* SIGNAL */
	b.eq	returning_call
	ldp	x16, x17, [sp, #REGS_X16]
	b	user_sync_slow

	/*
	 * CALL: x8 capability, x7 number, x0..x6 message
	 *
	 *	x15 number  x16 slot  x17, x9, x13 scratch
	 */
fast_call:
	ldp	x16, x17, [sp, #DOMAIN_SLOTS]
	cmp	x8, x17
	b.hs	call_slow
	add	x16, x16, x8, lsl #SLOT_BYTES_SHIFT
	ldr	x17, [x16, #SLOT_OBJECT]
	and	x9, x17, #SLOT_TYPE_AND_CALL
	cmp	x9, #SLOT_IS_PORTAL
	b.ne	call_slow
	and	server, x17, #~0xfff

	/* A server without a callee is not on the call part, unless it is
	 * oneself. */
	mov	self, sp
	cmp	server, self
	b.eq	call_slow
	/* No news here or there, no client there, nor a call of its own. */
	ldp	sum, x12, [self, #DOMAIN_EVENTS]
	ldp	x13, x17, [server, #DOMAIN_EVENTS]
	orr	sum, sum, x12
	orr	x13, x13, x17
	ldp	x12, x17, [server, #DOMAIN_CLIENTS]
	orr	sum, sum, x13
	orr	x12, x12, x17
	orr	sum, sum, x12
	/* The number has no flags, and is free; nothing diverts. */
	and	x15, x7, #15
	eor	x17, x15, x7
	add	x9, self, x15, lsl #CALL_SHIFT
	ldr	x12, [x9, #DOMAIN_CALL + CALL_SERVER]
	orr	sum, sum, x17
	adrp	x13, kernel + KERNEL_DIVERT
	ldr	w13, [x13, #:lo12:kernel + KERNEL_DIVERT]
	orr	sum, sum, x12
	orr	sum, sum, x13
	cbnz	sum, call_slow
	ldr	w17, [server, #DCB_ENABLED]
	ldr	w13, [self, #DOMAIN_HOPS]
	cbz	w17, call_slow
	cmp	w13, #MAX_CALL_HOPS
	b.hs	call_slow

	/* accept: the record, the server, the caller. */
	add	record, x9, #DOMAIN_CALL
	ldr	x9, [server, #DOMAIN_WORD]
	ldr	w17, [record, #CALL_GENERATION]
	str	server, [record, #CALL_SERVER]
	stp	xzr, xzr, [record, #CALL_NEXT]
	stp	record, record, [server, #DOMAIN_CLIENT]
	add	w13, w13, #1
	str	w13, [server, #DOMAIN_HOPS]
	str	self, [server, #DOMAIN_DONOR]
	stp	server, x9, [self, #DOMAIN_CALLEE]
	str	w15, [self, #DOMAIN_CALLEE_NUMBER]
	mov	x9, #-1
	mov	w13, #1
	str	x9, [self, #DOMAIN_UNTIL]
	str	w13, [self, #DCB_ENABLED]
	/* Token: page << 32 | generation << 4 | number. */
	ubfx	x8, self, #12, #27
	orr	x15, x15, x17, lsl #4
	ldr	x7, [x16, #SLOT_DATA]		/* the badge */
	orr	x8, x15, x8, lsl #32
	enter	0x80
call_slow:
	to_slow

	/*
	 * REPLY: x8 token or 0, x7 flags, x0..x6 message
	 *
	 *	x15 number  x16 generation  x17, x9, x13 scratch
	 */
fast_reply:
	mov	self, sp
	ldp	record, x13, [self, #DOMAIN_CLIENT]
	cbz	record, reply_slow
	and	server, record, #~0xfff
	ldp	w16, w15, [record, #CALL_GENERATION]
	ubfx	x9, record, #12, #27
	orr	x17, x15, x16, lsl #4
	orr	x17, x17, x9, lsl #32
	cmp	x8, #0
	ccmp	x8, x17, #4, ne			/* 0, or this very call */
	b.ne	reply_slow
	/* It is the only client, whose time this is, and waits for this. */
	ldr	x9, [record, #CALL_NEXT]
	eor	x13, x13, record
	ldr	x17, [self, #DOMAIN_DONOR]
	orr	sum, x9, x13
	eor	x17, x17, server
	ldr	x9, [server, #DOMAIN_CALLEE]
	orr	sum, sum, x17
	eor	x9, x9, self
	ldr	w17, [server, #DOMAIN_CALLEE_NUMBER]
	orr	sum, sum, x9
	eor	x17, x17, x15
	/* No news here or there, no capability, nothing diverts. */
	ldp	x9, x13, [self, #DOMAIN_EVENTS]
	orr	sum, sum, x17
	orr	x9, x9, x13
	ldp	x13, x17, [server, #DOMAIN_EVENTS]
	orr	sum, sum, x9
	orr	x13, x13, x17
	orr	sum, sum, x13
	adrp	x13, kernel + KERNEL_DIVERT
	ldr	w13, [x13, #:lo12:kernel + KERNEL_DIVERT]
	orr	sum, sum, x7
	/* The server has no ready bit. */
	orr	sum, sum, x13
	ldrb	w13, [self, #DOMAIN_READY]
	orr	sum, sum, x13
	cbnz	sum, reply_slow
	ldr	w17, [server, #DCB_ENABLED]
	cbz	w17, reply_slow

	/* unlink: the record, the server, the caller. */
	add	w16, w16, #1
	and	w16, w16, #(1 << CALL_GENERATION_BITS) - 1
	str	w16, [record, #CALL_GENERATION]
	str	xzr, [record, #CALL_SERVER]
	stp	xzr, xzr, [self, #DOMAIN_CLIENT]
	stp	xzr, xzr, [server, #DOMAIN_CALLEE]
	mov	x9, #-1
	mov	w13, #1
	str	x9, [self, #DOMAIN_UNTIL]
	str	w13, [self, #DCB_ENABLED]
	mov	x7, x15
	mov	x8, #0
	enter	0x100
reply_slow:
	to_slow

	/*
	 * bool trap_returning_call(struct domain *d, uint32_t number);
	 * w16 is the number.
	 *
	 * C keeps x19..x29; x9..x17 belong to the system call, and those of
	 * an earlier trap, which lie in regs, are loaded for them.
	 */
	.global	returning_call
returning_call:
	adrp	x17, kernel + KERNEL_DIVERT
	ldr	w17, [x17, #:lo12:kernel + KERNEL_DIVERT]
	cbnz	w17, returning_slow
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
	load_low
	eret
returning_slow:
	ldp	x16, x17, [sp, #REGS_X16]
	b	user_sync_slow
