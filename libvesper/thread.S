/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * thread.S - how a thread gives up its registers, and gets them back.
 *
 * A thread that blocks keeps its callee-saved registers on its own stack, in
 * a frame of THREAD_FRAME bytes; struct vsp_thread has the stack pointer.
 *
 *	sp+0	x19 .. x30	sp+96	d8 .. d15
 *
 * FPCR (how FP operations round and trap) is a thread's own as well.  It is 0
 * whenever threads are switched: who has set it leaves it on the stack above
 * the frame, and returns by way of set_fpcr.
 */
#include <vesper/syscall.h>
#include "internal.h"

	.macro	function name
	.section .text.\name, "ax", %progbits
	.balign	16
	.global	\name
	.type	\name, %function
\name:
	.endm

	.macro	keep_fpcr
	mrs	x16, fpcr
	cbz	x16, 8f
	stp	x16, x30, [sp, #-16]!
	msr	fpcr, xzr
	adr	x30, set_fpcr
8:
	.endm

	.macro	push_frame
	keep_fpcr
	stp	x19, x20, [sp, #-THREAD_FRAME]!
	stp	x21, x22, [sp, #16]
	stp	x23, x24, [sp, #32]
	stp	x25, x26, [sp, #48]
	stp	x27, x28, [sp, #64]
	stp	x29, x30, [sp, #80]
	stp	d8, d9, [sp, #96]
	stp	d10, d11, [sp, #112]
	stp	d12, d13, [sp, #128]
	stp	d14, d15, [sp, #144]
	.endm

	.macro	save_frame tls
	push_frame
	mov	x17, sp
	str	x17, [\tls, #THREAD_SP]
	.endm

	.macro	load_fp_frame
	ldp	d14, d15, [sp, #144]
	ldp	d12, d13, [sp, #128]
	ldp	d10, d11, [sp, #112]
	ldp	d8, d9, [sp, #96]
	.endm

	.macro	load_frame
	load_fp_frame
	ldp	x29, x30, [sp, #80]
	ldp	x27, x28, [sp, #64]
	ldp	x25, x26, [sp, #48]
	ldp	x23, x24, [sp, #32]
	ldp	x21, x22, [sp, #16]
	ldp	x19, x20, [sp], #THREAD_FRAME
	.endm

	/* x0..x6 = the message at x9 */
	.macro	load_message
	ldp	x0, x1, [x9, #0]
	ldp	x2, x3, [x9, #16]
	ldp	x4, x5, [x9, #32]
	ldr	x6, [x9, #48]
	.endm

	.section .text.set_fpcr, "ax", %progbits
set_fpcr:
	ldp	x16, x30, [sp], #16
	msr	fpcr, x16
	ret

/*
 * void vsp_thread_yield(void)
 *
 * To the thread that takes turns with this one, without asking: yield_to is
 * kept so that it is right whenever the domain is disabled.  FP registers are
 * used while it is enabled only: if they are those of a thread preempted
 * meanwhile, that is a fault (context.c).  The frame is pushed first, for the
 * stack may end here.  No clrex: a thread that gives way is not between a load
 * and a store exclusive.
 *
 *	x10 thread  x11 dcb  x12 the other  x14 its sp (0: ask)  x13 scratch
 */
function vsp_thread_yield
	push_frame
	mrs	x10, tpidr_el0
	ldr	x11, [x10, #THREAD_DCB]
	str	wzr, [x11, #DCB_ENABLED]
	ldr	x12, [x10, #THREAD_YIELD_TO]
	ldr	x14, [x12, #THREAD_SP]
	cbz	x14, 1f
	mov	x13, sp
	str	x13, [x10, #THREAD_SP]
	mov	sp, x14
	msr	tpidr_el0, x12
	mov	w13, #1
	str	w13, [x11, #DCB_ENABLED]
	load_frame
	ldr	w13, [x11, #DCB_PENDING]
	cbnz	w13, 2f
	ret
2:	b	vsp_yield
1:	add	sp, sp, #THREAD_FRAME
	b	thread_yield

/*
 * void thread_call(tls, dcb, portal, number_flags)
 *
 * The message is in the thread already.  What is left to do (the flags) was
 * looked up disabled, and it is still so: it cannot be stale.
 */
function thread_call
	save_frame x0
	mov	x19, x0
	mov	x20, x1
	mov	x8, x2
	mov	x7, x3
	add	x9, x0, #THREAD_IN
	load_message
	svc	#VSP_SYS_CALL
	str	wzr, [x20, #DCB_ENABLED]	// it failed, perhaps at a door:
	str	x0, [x19, #THREAD_ERROR]	// then it had left, enabled
	load_frame
	ret

/* void thread_block(tls, stack) */
function thread_block
	save_frame x0
	mov	sp, x1
	b	runtime_leave

/* _Noreturn void thread_leave(stack) */
function thread_leave
	mov	sp, x0
	msr	fpcr, xzr
	b	runtime_leave

/* void thread_reply(tls, token, answer, flags) */
function thread_reply
	save_frame x0
	mov	x8, x1
	mov	x9, x2
	mov	x7, x3
	load_message
	svc	#VSP_SYS_REPLY
	udf	#0				// it always leaves

/* void thread_activate(tls, dcb): the kernel forgets its `until`. */
function thread_activate
	save_frame x0
	str	xzr, [x1, #DCB_USER + 8 * USER_RUNS]
	mov	x9, #-1
	str	x9, [x1, #DCB_UNTIL]
	svc	#VSP_SYS_ACTIVATE
	udf	#0				// it always leaves

/*
 * _Noreturn void thread_continue(tls, dcb)
 *
 * The frame is gone before the domain is enabled: from the store on, an upcall
 * can come at any instruction, and finds the thread in its slot.  What came
 * while disabled is not told again, so `pending` is looked at after the store.
 * If it is set, the thread gives way as any other does: it may have been
 * preempted meanwhile, and have a slot, but no FP registers.
 */
function thread_continue
	ldr	x9, [x0, #THREAD_SP]
	mov	sp, x9
	msr	tpidr_el0, x0
	load_frame
	clrex
	mov	w9, #1
	str	w9, [x1, #DCB_ENABLED]
	ldr	w9, [x1, #DCB_PENDING]
	cbnz	w9, 1f
	ret
1:	b	vsp_yield

/* The same from a context: the kernel has enabled the domain. */
function thread_load
	load_frame
	ret

/* bool thread_with_tls(tls, function, argument) */
function thread_with_tls
	stp	x29, x30, [sp, #-32]!
	mov	x29, sp
	mrs	x9, tpidr_el0
	str	x9, [sp, #16]
	msr	tpidr_el0, x0
	mov	x0, x2
	blr	x1
	ldr	x9, [sp, #16]
	msr	tpidr_el0, x9
	ldp	x29, x30, [sp], #32
	ret

/*
 * int vsp_try(struct vsp_try *place)
 *
 * Registers go to place; it becomes the thread's innermost.
 */
function vsp_try
	stp	x19, x20, [x0, #0]
	stp	x21, x22, [x0, #16]
	stp	x23, x24, [x0, #32]
	stp	x25, x26, [x0, #48]
	stp	x27, x28, [x0, #64]
	stp	x29, x30, [x0, #80]
	mov	x9, sp
	str	x9, [x0, #TRY_SP]
	stp	d8, d9, [x0, #TRY_D + 0]
	stp	d10, d11, [x0, #TRY_D + 16]
	stp	d12, d13, [x0, #TRY_D + 32]
	stp	d14, d15, [x0, #TRY_D + 48]
	mrs	x9, tpidr_el0
	ldr	x10, [x9, #THREAD_TRY]
	str	x10, [x0, #TRY_OUTER]
	str	x0, [x9, #THREAD_TRY]
	mov	w0, #0
	ret

/* thread_land: vsp_try(x0) returns again, with 1. */
function thread_land
	ldp	x19, x20, [x0, #0]
	ldp	x21, x22, [x0, #16]
	ldp	x23, x24, [x0, #32]
	ldp	x25, x26, [x0, #48]
	ldp	x27, x28, [x0, #64]
	ldp	x29, x30, [x0, #80]
	ldr	x9, [x0, #TRY_SP]
	mov	sp, x9
	ldp	d8, d9, [x0, #TRY_D + 0]
	ldp	d10, d11, [x0, #TRY_D + 16]
	ldp	d12, d13, [x0, #TRY_D + 32]
	ldp	d14, d15, [x0, #TRY_D + 48]
	mov	w0, #1
	ret

/* void fp_touch(void) */
function fp_touch
	mrs	x9, fpcr
	ret

/* void fp_default(void): rounding and traps as they were in the beginning. */
function fp_default
	msr	fpcr, xzr
	ret

/* void fp_save(struct vsp_fp *), void fp_load(...): saving leaves FPCR 0. */
	.irp	op, st, ld
	.ifc	\op, st
function fp_save
	mrs	x9, fpcr
	mrs	x10, fpsr
	msr	fpcr, xzr
	stp	x9, x10, [x0, #0]
	.else
function fp_load
	ldp	x9, x10, [x0, #0]
	msr	fpcr, x9
	msr	fpsr, x10
	.endif
	\op\()p	q0, q1, [x0, #16]
	\op\()p	q2, q3, [x0, #48]
	\op\()p	q4, q5, [x0, #80]
	\op\()p	q6, q7, [x0, #112]
	\op\()p	q8, q9, [x0, #144]
	\op\()p	q10, q11, [x0, #176]
	\op\()p	q12, q13, [x0, #208]
	\op\()p	q14, q15, [x0, #240]
	\op\()p	q16, q17, [x0, #272]
	\op\()p	q18, q19, [x0, #304]
	\op\()p	q20, q21, [x0, #336]
	\op\()p	q22, q23, [x0, #368]
	\op\()p	q24, q25, [x0, #400]
	\op\()p	q26, q27, [x0, #432]
	\op\()p	q28, q29, [x0, #464]
	\op\()p	q30, q31, [x0, #496]
	ret
	.endr

	.section .note.GNU-stack, "", %progbits
