/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * subject_vectors.S - upcall vectors of subjects; see subject.h.
 *
 * In all of them x16 is the DCB and x17 the struct subject.  An upcall's own
 * registers, x0..x8, are as they came.
 */
#include <vesper/dcb.h>
#include <vesper/syscall.h>
#include "subject.h"

#define DCB_SLOT	8
#define DCB_SAVED	16
#define DCB_READY	0x40
#define DCB_USER	0x80
#define DCB_ANSWER	0x400
#define DCB_CHILD	0x800		/* 32 bytes each: */
#define CHILD_TICKS	8
#define CHILD_REASON	16

	.macro	vector name
	.text
	.balign	VSP_UPCALL_SIZE
	.global	\name
\name:
	.endm

	.macro	entry name, index
	.org	\name + \index * VSP_UPCALL_SIZE
	mrs	x16, tpidr_el0
	ldr	x17, [x16, #DCB_USER]
	.endm

	/* All other upcalls: wait. */
	.macro	others name, from
	.irp	index, 1, 2, 3, 4
	.if	\index >= \from
	.org	\name + \index * VSP_UPCALL_SIZE
	b	rest
	.endif
	.endr
	.org	\name + 5 * VSP_UPCALL_SIZE
	.endm

	.text
rest:
	mov	x0, #-1
	mov	x7, #0
	svc	#VSP_SYS_WAIT

	/* x0..x15 are what came; x9 which upcall, or RETURNED. */
done:
	mov	x10, #SUBJECT_DONE
	stp	x10, x9, [x17, #SUBJECT_STEP]
	stp	x0, x1, [x17, #SUBJECT_OUT + 0]
	stp	x2, x3, [x17, #SUBJECT_OUT + 16]
	stp	x4, x5, [x17, #SUBJECT_OUT + 32]
	stp	x6, x7, [x17, #SUBJECT_OUT + 48]
	str	x8, [x17, #SUBJECT_OUT + 64]
	b	rest

	/* An answer that was deposited: as if it had come by REPLY.  x1 has
	 * a bit for it; the error goes where REPLY has it. */
answered:
	rbit	x1, x1
	clz	x1, x1
	add	x9, x16, #DCB_ANSWER
	add	x9, x9, x1, lsl #6
	ldr	x7, [x9, #56]
	orr	x7, x1, x7, lsl #VSP_REPLY_ERROR_SHIFT
	ldp	x0, x1, [x9, #0]
	ldp	x2, x3, [x9, #16]
	ldp	x4, x5, [x9, #32]
	ldr	x6, [x9, #48]
	mov	x8, #0
	mov	x9, #VSP_UPCALL_REPLY
	b	done

	/* Activated: at first to begin; then with news, or to go on with
	 * what was interrupted while enabled. */
once:
	ldr	x9, [x17, #SUBJECT_EVENTS]
	orr	x9, x9, x0
	str	x9, [x17, #SUBJECT_EVENTS]
	ldr	x9, [x17, #SUBJECT_STEP]
	cbz	x9, make
	cbnz	x1, answered
	ldr	x9, [x16, #DCB_SAVED]
	cbz	x9, rest
	str	xzr, [x16, #DCB_SAVED]
	ldr	w0, [x16, #DCB_SLOT]
	mov	x7, #0
	svc	#VSP_SYS_RESUME
make:
	mov	x9, #SUBJECT_MADE
	ldr	x10, [x17, #SUBJECT_NUMBER]
	str	x9, [x17, #SUBJECT_STEP]
	adr	x9, made
	add	x9, x9, x10, lsl #3
	ldp	x0, x1, [x17, #0]
	ldp	x2, x3, [x17, #16]
	ldp	x4, x5, [x17, #32]
	ldp	x6, x7, [x17, #48]
	ldr	x8, [x17, #64]
	br	x9
made:
	.irp	number, 0, 1, 2, 3, 4, 5, 6, 7
	svc	#\number
	b	returned
	.endr
	b	use_fp			// SUBJECT_FP
	nop
	b	fault			// SUBJECT_FAULT
	nop
	b	fault_enabled		// SUBJECT_FAULT_ENABLED
	nop
use_fp:
	fmov	d0, xzr
	b	returned
fault_enabled:
	mrs	x16, tpidr_el0
	mov	w9, #1
	str	w9, [x16]
fault:	mov	x9, #8
	ldr	x0, [x9]
returned:
	mrs	x16, tpidr_el0
	ldr	x17, [x16, #DCB_USER]
	mov	x9, #SUBJECT_RETURNED
	b	done

vector subject_once
	entry	subject_once, VSP_UPCALL_ACTIVATE
	b	once
	entry	subject_once, VSP_UPCALL_CALL
	mov	x9, #VSP_UPCALL_CALL
	b	done
	entry	subject_once, VSP_UPCALL_REPLY
	mov	x9, #VSP_UPCALL_REPLY
	b	done
	entry	subject_once, VSP_UPCALL_FAULT
	mov	x9, #VSP_UPCALL_FAULT
	b	done
	entry	subject_once, VSP_UPCALL_CHILD
	mov	x9, #VSP_UPCALL_CHILD
	b	done
	.org	subject_once + 5 * VSP_UPCALL_SIZE

vector subject_spins
	entry	subject_spins, VSP_UPCALL_ACTIVATE
1:	add	x19, x19, #1
	str	x19, [x17]
	b	1b
	others	subject_spins, 1

vector subject_counts
	entry	subject_counts, VSP_UPCALL_ACTIVATE
	ldr	x19, [x17]
1:	cmp	x19, #SUBJECT_COUNTS_TO
	b.hs	rest
	add	x19, x19, #1
	str	x19, [x17]
	b	1b
	others	subject_counts, 1

	/* Enabled from the first instruction on. */
	.balign	16
	.global	subject_resumed
subject_resumed:
	stp	x0, x1, [x17, #SUBJECT_OUT + 0]
	stp	x2, x3, [x17, #SUBJECT_OUT + 16]
	stp	x4, x5, [x17, #SUBJECT_OUT + 32]
	stp	x6, x7, [x17, #SUBJECT_OUT + 48]
	stp	x8, x9, [x17, #SUBJECT_OUT + 64]
	stp	x10, x11, [x17, #SUBJECT_OUT + 80]
	stp	x12, x13, [x17, #SUBJECT_OUT + 96]
	stp	x14, x15, [x17, #SUBJECT_OUT + 112]
	mov	x1, sp
	.irp	n, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30
	add	x1, x1, x\n
	.endr
	mrs	x0, nzcv
	mov	x2, #SUBJECT_DONE
	stp	x0, x1, [x17, #SUBJECT_OUT + 128]
	str	x2, [x17, #SUBJECT_STEP]
	b	rest

	.balign	16
	.global	subject_raises, subject_awaits
subject_raises:
	svc	#VSP_SYS_SIGNAL
subject_awaits:
	ldr	x9, [x17, #SUBJECT_EVENTS]
	cbz	x9, subject_awaits
	mov	x2, #SUBJECT_DONE
	str	x0, [x17, #SUBJECT_OUT]
	str	x2, [x17, #SUBJECT_STEP]
	b	rest

	/* x1 a report's reason, x2 its ticks. */
reported:
	ldr	x9, [x17, #SUBJECT_TOKEN]
	add	x9, x9, x2
	str	x9, [x17, #SUBJECT_TOKEN]
	cmp	x1, #VSP_CHILD_WAIT
	b.ne	again
	mov	x9, #SUBJECT_DONE
	str	x9, [x17, #SUBJECT_STEP]
	b	rest

	/* A report may wait in the table. */
dispatches:
	ldr	x9, [x17, #SUBJECT_STEP]
	cmp	x9, #SUBJECT_DONE
	b.eq	rest
	ldr	x0, [x17]
	add	x10, x16, #DCB_CHILD
	add	x10, x10, x0, lsl #5
	ldr	x2, [x10, #CHILD_TICKS]
	ldr	w1, [x10, #CHILD_REASON]
	str	xzr, [x10, #CHILD_TICKS]
	str	wzr, [x10, #CHILD_REASON]
	cbnz	w1, reported
again:
	ldr	x0, [x17]
	mov	x1, #-1
	svc	#VSP_SYS_DISPATCH

vector subject_dispatches
	entry	subject_dispatches, VSP_UPCALL_ACTIVATE
	b	dispatches
	.irp	index, 1, 2, 3
	.org	subject_dispatches + \index * VSP_UPCALL_SIZE
	b	rest
	.endr
	entry	subject_dispatches, VSP_UPCALL_CHILD
	b	reported
	.org	subject_dispatches + 5 * VSP_UPCALL_SIZE

	/* The lowest bit of `ready`, for ever. */
relay:
	mrs	x16, tpidr_el0
	ldr	x0, [x16, #DCB_READY]
	cbz	x0, rest
	rbit	x0, x0
	clz	x0, x0
	mov	x1, #-1
	svc	#VSP_SYS_DISPATCH

vector subject_relays
	b	relay
	.irp	index, 1, 2, 3
	.org	subject_relays + \index * VSP_UPCALL_SIZE
	b	rest
	.endr
	.org	subject_relays + VSP_UPCALL_CHILD * VSP_UPCALL_SIZE
	b	relay
	.org	subject_relays + 5 * VSP_UPCALL_SIZE

vector subject_answers
	b	rest
	entry	subject_answers, VSP_UPCALL_CALL
	ldr	x9, [x17, #SUBJECT_CALLS]
	add	x9, x9, #1
	str	x9, [x17, #SUBJECT_CALLS]
	add	x0, x0, #1
	mov	x7, #0
	svc	#VSP_SYS_REPLY
	others	subject_answers, 2

vector subject_signals
	b	rest
	entry	subject_signals, VSP_UPCALL_CALL
	ldr	x9, [x17, #SUBJECT_CALLS]
	add	x9, x9, #1
	stp	x9, x8, [x17, #SUBJECT_CALLS]
	ldr	x8, [x17, #64]
	svc	#VSP_SYS_SIGNAL
	ldr	x8, [x17, #SUBJECT_TOKEN]
	mov	x7, #0
	svc	#VSP_SYS_REPLY
	others	subject_signals, 2

	/* It goes on where it was interrupted. */
vector subject_signals_enabled
	entry	subject_signals_enabled, VSP_UPCALL_ACTIVATE
	ldr	x9, [x16, #DCB_SAVED]
	cbz	x9, rest
	str	xzr, [x16, #DCB_SAVED]
	ldr	w0, [x16, #DCB_SLOT]
	mov	x7, #0
	svc	#VSP_SYS_RESUME
	entry	subject_signals_enabled, VSP_UPCALL_CALL
	ldr	x9, [x17, #SUBJECT_CALLS]
	add	x9, x9, #1
	stp	x9, x8, [x17, #SUBJECT_CALLS]
	ldr	x8, [x17, #64]
	mov	w9, #1
	str	w9, [x16]
	svc	#VSP_SYS_SIGNAL
	mrs	x16, tpidr_el0
	ldr	x17, [x16, #DCB_USER]
	str	wzr, [x16]
	ldr	x8, [x17, #SUBJECT_TOKEN]
	mov	x7, #0
	svc	#VSP_SYS_REPLY
	others	subject_signals_enabled, 2

	/* Some time in the call. */
vector subject_is_slow
	b	rest
	entry	subject_is_slow, VSP_UPCALL_CALL
	ldr	x9, [x17, #SUBJECT_CALLS]
	add	x9, x9, #1
	str	x9, [x17, #SUBJECT_CALLS]
	ldr	x9, [x17]
1:	subs	x9, x9, #1
	b.hi	1b
	add	x0, x0, #1
	mov	x7, #0
	svc	#VSP_SYS_REPLY
	others	subject_is_slow, 2

vector subject_keeps
	b	rest
	entry	subject_keeps, VSP_UPCALL_CALL
	ldr	x9, [x17, #SUBJECT_CALLS]
	add	x9, x9, #1
	stp	x9, x8, [x17, #SUBJECT_CALLS]
	b	rest
	others	subject_keeps, 2

vector subject_passes_on
	entry	subject_passes_on, VSP_UPCALL_ACTIVATE
	cbz	x1, rest
	b	passed
	entry	subject_passes_on, VSP_UPCALL_CALL
	ldr	x9, [x17, #SUBJECT_CALLS]
	add	x9, x9, #1
	stp	x9, x8, [x17, #SUBJECT_CALLS]
	ldr	x8, [x17, #64]
	mov	x7, #0
	svc	#VSP_SYS_CALL
	b	rest
	entry	subject_passes_on, VSP_UPCALL_REPLY
passed:
	ldr	x8, [x17, #SUBJECT_TOKEN]
	mov	x7, #0
	svc	#VSP_SYS_REPLY
	others	subject_passes_on, 3

vector subject_floods
	entry	subject_floods, VSP_UPCALL_ACTIVATE
	ldr	x7, [x17, #SUBJECT_CALLS]
	cmp	x7, #VSP_NCALLS
	b.hs	rest
	add	x9, x7, #1
	str	x9, [x17, #SUBJECT_CALLS]
	cmp	x9, #VSP_NCALLS
	cset	w10, lo
	orr	x7, x7, x10, lsl #5		// VSP_LEAVE_MORE
	ldr	x8, [x17, #64]
	svc	#VSP_SYS_CALL
	b	rest
	others	subject_floods, 1

vector subject_rests
	b	rest
	others	subject_rests, 1

	.section .note.GNU-stack, "", %progbits
