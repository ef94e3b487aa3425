/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * vectors.h - what the tests' own upcall vectors have in common, for
 * assembler: a vector; a function that leaves, and returns when an upcall
 * comes; the registers, shown or loaded.
 */
#ifndef TESTS_VECTORS_H
#define TESTS_VECTORS_H

#include <vesper/dcb.h>
#include <vesper/syscall.h>

	/* The vector of the program, or another; its entries; its end. */
	.macro	vector_begin name=vsp_upcall_vector
	.section .text.vector, "ax", %progbits
	.balign	VSP_UPCALL_SIZE
	.global	\name
	.type	\name, %function
\name:
.Lvector:
	.endm

	.macro	vector_entry index
	.org	.Lvector + \index * VSP_UPCALL_SIZE
	.endm

	.macro	vector_end
	.org	.Lvector + (VSP_UPCALL_CHILD + 1) * VSP_UPCALL_SIZE
	.endm

	.macro	wait_for_ever
	mov	x0, #-1
	mov	x7, #0
	svc	#VSP_SYS_WAIT
	.endm

	/* A server that does what is between these two with a call's words,
	 * and answers with them. */
	.macro	server_begin
	vector_begin
	vector_entry VSP_UPCALL_ACTIVATE
	wait_for_ever
	vector_entry VSP_UPCALL_CALL
	.endm

	.macro	server_end
	svc	#VSP_SYS_REPLY
	vector_entry VSP_UPCALL_REPLY
	wait_for_ever
	vector_end
	.section .note.GNU-stack, "", %progbits
	.endm

	/* What C keeps goes to the stack, and SP to the variable `where`: then
	 * the function can leave.  With FP registers, or without.  x9 and x10
	 * are clobbered. */
	.macro	keep where, fp=1
	stp	x29, x30, [sp, #-176]!
	stp	x19, x20, [sp, #16]
	stp	x21, x22, [sp, #32]
	stp	x23, x24, [sp, #48]
	stp	x25, x26, [sp, #64]
	stp	x27, x28, [sp, #80]
	.if	\fp
	stp	d8, d9, [sp, #96]
	stp	d10, d11, [sp, #112]
	stp	d12, d13, [sp, #128]
	stp	d14, d15, [sp, #144]
	.endif
	mrs	x9, tpidr_el0
	str	x9, [sp, #160]
	adrp	x9, \where
	mov	x10, sp
	str	x10, [x9, #:lo12:\where]
	.endm

	/* An upcall has come: \sp is where keep() has put it all, or 0 if it
	 * was not for the function that left.  \scratch is clobbered. */
	.macro	take_kept where, sp, scratch
	adrp	\scratch, \where
	ldr	\sp, [\scratch, #:lo12:\where]
	str	xzr, [\scratch, #:lo12:\where]
	.endm

	/* The function that left returns x0. */
	.macro	return_kept from, fp=1
	mov	sp, \from
	ldp	x19, x20, [sp, #16]
	ldp	x21, x22, [sp, #32]
	ldp	x23, x24, [sp, #48]
	ldp	x25, x26, [sp, #64]
	ldp	x27, x28, [sp, #80]
	.if	\fp
	ldp	d8, d9, [sp, #96]
	ldp	d10, d11, [sp, #112]
	ldp	d12, d13, [sp, #128]
	ldp	d14, d15, [sp, #144]
	.endif
	ldr	x9, [sp, #160]
	msr	tpidr_el0, x9
	ldp	x29, x30, [sp], #176
	ret
	.endm

	/* x0..x7. */
	.macro	show_words at, offset=0
	stp	x0, x1, [\at, #\offset + 0]
	stp	x2, x3, [\at, #\offset + 16]
	stp	x4, x5, [\at, #\offset + 32]
	stp	x6, x7, [\at, #\offset + 48]
	.endm

	.macro	load_words from
	ldp	x0, x1, [\from, #0]
	ldp	x2, x3, [\from, #16]
	ldp	x4, x5, [\from, #32]
	ldp	x6, x7, [\from, #48]
	.endm

	/* x13..x29, of all registers. */
	.macro	show_rest at, offset=0
	str	x13, [\at, #\offset + 104]
	stp	x14, x15, [\at, #\offset + 112]
	stp	x16, x17, [\at, #\offset + 128]
	stp	x18, x19, [\at, #\offset + 144]
	stp	x20, x21, [\at, #\offset + 160]
	stp	x22, x23, [\at, #\offset + 176]
	stp	x24, x25, [\at, #\offset + 192]
	stp	x26, x27, [\at, #\offset + 208]
	stp	x28, x29, [\at, #\offset + 224]
	.endm

	/* All of them, \from being x30. */
	.macro	load_all from
	load_words \from
	ldp	x8, x9, [\from, #64]
	ldp	x10, x11, [\from, #80]
	ldp	x12, x13, [\from, #96]
	ldp	x14, x15, [\from, #112]
	ldp	x16, x17, [\from, #128]
	ldp	x18, x19, [\from, #144]
	ldp	x20, x21, [\from, #160]
	ldp	x22, x23, [\from, #176]
	ldp	x24, x25, [\from, #192]
	ldp	x26, x27, [\from, #208]
	ldp	x28, x29, [\from, #224]
	ldr	\from, [\from, #240]
	.endm

	/* q0..q31, by str or ldr. */
	.macro	all_vectors do, at
	.irp	n, 0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30
	\do	q\n, [\at, #16 * \n]
	.endr
	.irp	n, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 29, 31
	\do	q\n, [\at, #16 * \n]
	.endr
	.endm

#endif
