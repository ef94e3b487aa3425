/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * upcall.S - the upcall vector: where the kernel enters the domain.
 *
 * The entries are 128 bytes apart.  They run disabled, on the upcall stack,
 * with TPIDR_EL0 = the DCB; arguments are where the C calling convention
 * wants them, but for those in x8 and x9, which become the ninth and the tenth,
 * on the stack.  Handlers never return.
 *
 * A program that is entered before it is relocated includes this file, and says
 * what is to come first as FIRST_ACTIVATE.
 */
#include <vesper/dcb.h>

#ifndef FIRST_ACTIVATE
#define FIRST_ACTIVATE upcall_activate
#endif

	.macro	entry index, handler
	.org	vsp_upcall_vector + \index * VSP_UPCALL_SIZE
	b	\handler
	.endm

	.section .text.vector, "ax", %progbits
	.balign	VSP_UPCALL_SIZE
	.global	vsp_upcall_vector
	.type	vsp_upcall_vector, %function
vsp_upcall_vector:
	entry	VSP_UPCALL_ACTIVATE, FIRST_ACTIVATE

	.org	vsp_upcall_vector + VSP_UPCALL_CALL * VSP_UPCALL_SIZE
	stp	x8, x9, [sp, #-16]!		// token, arrived
	b	upcall_call

	.org	vsp_upcall_vector + VSP_UPCALL_REPLY * VSP_UPCALL_SIZE
	str	x8, [sp, #-16]!			// arrived
	b	upcall_reply

	entry	VSP_UPCALL_FAULT, upcall_fault
	entry	VSP_UPCALL_CHILD, upcall_child
	.size	vsp_upcall_vector, . - vsp_upcall_vector

	.section .note.GNU-stack, "", %progbits
