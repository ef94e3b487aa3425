/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * growth_relay.S - upcall vector of a scheduler with one child, number 0: it
 * dispatches it when there is something, and then waits.
 */
#include <vesper/dcb.h>
#include <vesper/syscall.h>

	.text
	.balign	VSP_UPCALL_SIZE
	.global	growth_relay
	.type	growth_relay, %function
growth_relay:
	mov	x0, #0
	mov	x1, #-1
	svc	#VSP_SYS_DISPATCH
	b	rest			// that was refused
	.irp	index, 1, 2, 3, 4
	.org	growth_relay + \index * VSP_UPCALL_SIZE
	b	rest
	.endr
	.org	growth_relay + 5 * VSP_UPCALL_SIZE
	.size	growth_relay, . - growth_relay
rest:
	mov	x0, #-1
	mov	x7, #0
	svc	#VSP_SYS_WAIT

	.section .note.GNU-stack, "", %progbits
