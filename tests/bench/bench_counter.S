/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * bench_counter.S - a server that says when it was entered, and when it left:
 * words 1 and 2 of its answer, whose word 0 is that of the call plus one.
 */
#include <vesper/dcb.h>
#include <vesper/syscall.h>

	.section .text.vector, "ax", %progbits
	.balign	VSP_UPCALL_SIZE
	.global	vsp_upcall_vector
vsp_upcall_vector:
	mov	x0, #-1				// ACTIVATE
	mov	x7, #0
	svc	#VSP_SYS_WAIT

	.org	vsp_upcall_vector + VSP_UPCALL_CALL * VSP_UPCALL_SIZE
	mrs	x1, pmccntr_el0
	add	x0, x0, #1
	mov	x7, #0
	mrs	x2, pmccntr_el0
	svc	#VSP_SYS_REPLY

	.org	vsp_upcall_vector + VSP_UPCALL_REPLY * VSP_UPCALL_SIZE
	mov	x0, #-1
	mov	x7, #0
	svc	#VSP_SYS_WAIT

	.org	vsp_upcall_vector + (VSP_UPCALL_CHILD + 1) * VSP_UPCALL_SIZE

	.section .note.GNU-stack, "", %progbits
