/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * storm_entry.S - the upcall vector of an actor: all registers go to memory,
 * C says what to do next, and all registers come from memory again.
 */
#include <vesper/syscall.h>
#include "storm.h"

	.macro	entry index
	.org	storm_vector + \index * 128
	str	x30, [sp, #-16]!
	mov	x30, #\index
	b	seen
	.endm

	.section .text.vector, "ax", %progbits
	.balign	128
	.global	storm_vector
storm_vector:
	entry	0
	entry	1
	entry	2
	entry	3
	entry	4

	.text
seen:
	stp	x0, x1, [sp, #-16]!
	adrp	x0, storm_seen
	add	x0, x0, #:lo12:storm_seen
	str	x30, [x0, #STORM_NUMBER]
	ldp	x30, x1, [sp]			/* its x0, x1 */
	stp	x30, x1, [x0]
	ldr	x30, [sp, #16]
	str	x30, [x0, #240]
	stp	x2, x3, [x0, #16 * 1]
	stp	x4, x5, [x0, #16 * 2]
	stp	x6, x7, [x0, #16 * 3]
	stp	x8, x9, [x0, #16 * 4]
	stp	x10, x11, [x0, #16 * 5]
	stp	x12, x13, [x0, #16 * 6]
	stp	x14, x15, [x0, #16 * 7]
	stp	x16, x17, [x0, #16 * 8]
	stp	x18, x19, [x0, #16 * 9]
	stp	x20, x21, [x0, #16 * 10]
	stp	x22, x23, [x0, #16 * 11]
	stp	x24, x25, [x0, #16 * 12]
	stp	x26, x27, [x0, #16 * 13]
	stp	x28, x29, [x0, #16 * 14]
	.global	storm_go
storm_go:
	adrp	x1, storm_top
	ldr	x1, [x1, #:lo12:storm_top]
	mov	sp, x1
	bl	storm_next

	/* x0: the registers; then the number of the system call. */
	ldr	x1, [x0, #STORM_NUMBER]
	adr	x2, calls
	add	x1, x2, x1, lsl #3
	mov	x30, x1
	mov	x29, x0
	ldp	x0, x1, [x29]
	ldp	x2, x3, [x29, #16 * 1]
	ldp	x4, x5, [x29, #16 * 2]
	ldp	x6, x7, [x29, #16 * 3]
	ldp	x8, x9, [x29, #16 * 4]
	ldp	x10, x11, [x29, #16 * 5]
	ldp	x12, x13, [x29, #16 * 6]
	ldp	x14, x15, [x29, #16 * 7]
	ldp	x16, x17, [x29, #16 * 8]
	ldp	x18, x19, [x29, #16 * 9]
	ldp	x20, x21, [x29, #16 * 10]
	ldp	x22, x23, [x29, #16 * 11]
	ldp	x24, x25, [x29, #16 * 12]
	ldp	x26, x27, [x29, #16 * 13]
	ldr	x28, [x29, #16 * 14]
	br	x30

calls:
	svc	#0
	b	returned
	svc	#1
	b	returned
	svc	#2
	b	returned
	svc	#3
	b	returned
	svc	#4
	b	returned
	svc	#5
	b	returned
	svc	#6
	b	returned
	svc	#7
	b	returned
returned:
	str	x30, [sp, #-16]!
	mov	x30, #STORM_RETURNED
	b	seen

	/* Enabled: x0 is the tag, x1 how long; FP registers have it all the
	 * time, and the others too. */
	.arch	armv8-a+fp+simd
	.global	storm_enabled
storm_enabled:
	.irp	n, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18
	mov	x\n, x0
	.endr
	.irp	n, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30
	mov	x\n, x0
	.endr
	.irp	n, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15
	dup	v\n\().2d, x0
	.endr
	.irp	n, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30
	dup	v\n\().2d, x0
	.endr
	dup	v31.2d, x0
1:	subs	x1, x1, #1
	b.ne	1b
	mov	x1, #0
	.irp	n, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18
	eor	x\n, x\n, x0
	orr	x1, x1, x\n
	.endr
	.irp	n, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30
	eor	x\n, x\n, x0
	orr	x1, x1, x\n
	.endr
	.irp	n, 0, 5, 10, 15, 16, 20, 25, 30, 31
	umov	x2, v\n\().d[0]
	umov	x3, v\n\().d[1]
	eor	x2, x2, x0
	eor	x3, x3, x0
	orr	x1, x1, x2
	orr	x1, x1, x3
	.endr
	adrp	x4, storm_score
	ldr	x4, [x4, #:lo12:storm_score]
	ldr	x5, [x4, #48]
	add	x5, x5, #1
	str	x5, [x4, #48]
	cbz	x1, 2f
	str	x1, [x4, #96]
	/* Nothing more to do: ACTIVATE, WAIT, or a fault. */
2:	adrp	x6, storm_last
	ldr	x6, [x6, #:lo12:storm_last]
	mov	x0, #0
	mov	x7, #0
	cbz	x6, 3f
	cmp	x6, #1
	b.eq	4f
	svc	#5
3:	mov	x0, #-1
	svc	#2
4:	mov	x0, #0
	ldr	x0, [x0]
	b	2b
