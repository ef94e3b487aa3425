/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * bench_fp_server.S - the smallest server that uses the FP registers: word 0
 * of its answer is that of the call plus one, word 1 how many calls it has
 * answered, a double that it keeps in d0.
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
	fmov	d1, #1.0
	fadd	d0, d0, d1
	fmov	x1, d0
	add	x0, x0, #1
	mov	x7, #0
	svc	#VSP_SYS_REPLY

	.org	vsp_upcall_vector + VSP_UPCALL_REPLY * VSP_UPCALL_SIZE
	mov	x0, #-1
	mov	x7, #0
	svc	#VSP_SYS_WAIT

	.org	vsp_upcall_vector + (VSP_UPCALL_CHILD + 1) * VSP_UPCALL_SIZE

	.section .note.GNU-stack, "", %progbits
