/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * script.S - what actors run: an interpreter of scripts; see actor.h.
 *
 * It touches nothing but registers and the actor's memory, which it finds
 * behind the DCB, and it has no state of its own: wherever an upcall
 * interrupts it, the next step is known.  Throughout:
 *
 *	x29 the actor's memory	x28 the step
 */
#include <vesper/dcb.h>
#include <vesper/syscall.h>
#include "actor.h"

#define DCB_UNTIL	24

	.arch	armv8-a+fp+simd

	.macro	entry index
	.org	actor_vector + \index * VSP_UPCALL_SIZE
	orr	x11, x11, x10
	mrs	x10, tpidr_el0
	add	x10, x10, #ACTOR_OFFSET
	orr	x11, x11, x12
	mov	x12, #\index
	b	entered
	.endm

	.text
	.balign	VSP_UPCALL_SIZE
	.global	actor_vector
actor_vector:
	entry	VSP_UPCALL_ACTIVATE
	entry	VSP_UPCALL_CALL
	entry	VSP_UPCALL_REPLY
	entry	VSP_UPCALL_FAULT
	entry	VSP_UPCALL_CHILD


	/* x13 = the next record, its kind being x12, with x0..x9; x14 is
	 * scratch. */
	.macro	next_record
	ldr	w13, [x29, #ACTOR_WRITTEN]
	add	w14, w13, #1
	str	w14, [x29, #ACTOR_WRITTEN]
	and	w13, w13, #ACTOR_NRECORDS - 1
	mov	w14, #ACTOR_RECORDS
	add	x13, x14, x13, lsl #7
	add	x13, x29, x13
	stp	x12, x0, [x13]
	stp	x1, x2, [x13, #16]
	stp	x3, x4, [x13, #32]
	stp	x5, x6, [x13, #48]
	stp	x7, x8, [x13, #64]
	str	x9, [x13, #80]
	mrs	x14, cntvct_el0
	str	x14, [x13, #120]
	.endm

	/* x10 memory, x11 the dirt of x10..x12, x12 kind. */
entered:
	.irp	n, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, \
		28, 29, 30
	orr	x11, x11, x\n
	.endr
	mov	x29, x10
	next_record
	mov	x14, sp
	stp	x11, x14, [x13, #88]
	mrs	x14, tpidr_el0
	mrs	x15, nzcv
	stp	x14, x15, [x13, #104]

	cmp	x12, #VSP_UPCALL_CALL
	b.ne	1f
	ldr	w13, [x29, #ACTOR_TOKENS]
	add	w14, w13, #1
	str	w14, [x29, #ACTOR_TOKENS]
	and	w13, w13, #15
	add	x13, x29, x13, lsl #3
	str	x8, [x13, #ACTOR_TOKEN]
1:	add	x13, x29, x12, lsl #2
	ldr	w13, [x13, #ACTOR_ON]
	cbz	w13, next
	sub	w13, w13, #1
	str	w13, [x29, #ACTOR_NEXT]

next:
	ldp	w11, w12, [x29, #ACTOR_NEXT]
	cmp	w11, w12
	b.hs	the_end
	add	w12, w11, #1
	str	w12, [x29, #ACTOR_NEXT]
	add	x28, x29, x11, lsl #7
	add	x28, x28, #ACTOR_STEPS
	ldr	x11, [x28]
	adr	x12, deeds
	add	x12, x12, x11, lsl #7
	br	x12

the_end:
	mov	x7, #0
	mov	x0, #-1
	svc	#VSP_SYS_WAIT
	udf	#0

	/* x0.. as the step says; what it wants of the DCB; its token. */
	.macro	load_step
	sub	x9, x29, #ACTOR_OFFSET
	ldr	x10, [x28, #STEP_UNTIL]
	str	x10, [x9, #DCB_UNTIL]
	ldp	x0, x1, [x28, #8]
	ldp	x2, x3, [x28, #24]
	ldp	x4, x5, [x28, #40]
	ldp	x6, x7, [x28, #56]
	ldr	x8, [x28, #72]
	ldr	x10, [x28, #STEP_TOKEN]
	cbz	x10, 1f
	add	x10, x29, x10, lsl #3
	ldr	x8, [x10, #ACTOR_TOKEN - 8]
1:
	.endm

	.macro	deed number
	.org	deeds + \number * 128
	.endm

	.balign	128
deeds:
	.irp	number, 0, 1, 2, 3, 4, 5, 6, 7, 8
	deed	\number
	load_step
	svc	#\number
	b	returned
	.endr

	deed	DEED_ENABLE
	mov	w9, #1
	b	set_enabled
	deed	DEED_DISABLE
	mov	w9, #0
	b	set_enabled
	deed	DEED_READ
	ldr	x0, [x28, #8]
	ldr	x0, [x0]
	b	done
	deed	DEED_WRITE
	ldp	x0, x1, [x28, #8]
	str	x1, [x0]
	b	next
	deed	DEED_SPIN
1:	ldr	x0, [x29, #ACTOR_HOLD]
	cbnz	x0, 1b
	b	next
	deed	DEED_JUMP
	ldr	x0, [x28, #8]
	str	w0, [x29, #ACTOR_NEXT]
	b	next
	deed	DEED_BRANCH
	ldr	x9, [x28, #8]
	mov	x0, #0
	blr	x9
	b	done
	deed	DEED_SET_FP
	b	set_fp
	deed	DEED_GET_FP
	b	get_fp
	deed	DEED_LOAD_EX
	add	x9, x29, #ACTOR_SCRATCH
	ldxr	x0, [x9]
	b	next
	deed	DEED_STORE_EX
	add	x9, x29, #ACTOR_SCRATCH
	stxr	w0, x9, [x9]
	b	done
	deed	DEED_PUBLISH
	ldp	x0, x1, [x28, #8]
	dc	cvau, x0
	dsb	ish
	ic	ivau, x1
	dsb	ish
	isb
	b	next
	deed	DEED_NOTE
	ldr	x0, [x28, #8]
	b	done
	deed	DEED_UNDEFINED
	udf	#1
	b	next
	deed	DEED_SET_TLS
	ldr	x0, [x28, #8]
	msr	tpidr_el0, x0
	b	next
	deed	DEED_GET_TLS
	mrs	x0, tpidr_el0
	b	done
	deed	DEED_CLEAN
	ldr	x0, [x28, #8]
	dc	cvac, x0
	dc	civac, x0
	dsb	ish
	b	next
	deed	DEED_COUNT

set_enabled:
	sub	x10, x29, #ACTOR_OFFSET
	str	w9, [x10]
	b	next

returned:
	mov	x12, #RECORD_RETURNED
	next_record
	b	next

done:
	mov	x12, #RECORD_DEED
	next_record
	b	next

set_fp:
	ldp	x0, x1, [x28, #8]
	ldr	x2, [x28, #24]
	.irp	n, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, \
		17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31
	dup	v\n\().2d, x0
	.endr
	msr	fpcr, x1
	msr	fpsr, x2
	b	next

	/* x0 v0, x1 what differs from it in the others, x2 FPCR, x3 FPSR. */
get_fp:
	umov	x0, v0.d[0]
	mov	x1, #0
	.irp	n, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, \
		17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31
	umov	x2, v\n\().d[0]
	umov	x3, v\n\().d[1]
	eor	x2, x2, x0
	eor	x3, x3, x0
	orr	x1, x1, x2
	orr	x1, x1, x3
	.endr
	mrs	x2, fpcr
	mrs	x3, fpsr
	b	done

	.section .note.GNU-stack, "", %progbits
