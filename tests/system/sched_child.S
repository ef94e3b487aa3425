/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * sched_child.S - upcall vectors of very small children: what they do when
 * they get the processor.  They share their parent's address space, and stay
 * disabled but when they wait.
 */
#include <vesper/dcb.h>
#include <vesper/syscall.h>

	.macro	child name
	.text
	.balign	VSP_UPCALL_SIZE
	.global	\name
\name:
	.endm

	/* Count the activations with an event; wait for ever. */
	child	child_waits
	adrp	x9, child_woken
	cbz	x0, 1f
	ldr	x10, [x9, #:lo12:child_woken]
	add	x10, x10, #1
	str	x10, [x9, #:lo12:child_woken]
1:	mov	x0, #-1
	svc	#VSP_SYS_WAIT

	/* Wait until the time in child_until. */
	child	child_waits_until
	adrp	x9, child_until
	ldr	x0, [x9, #:lo12:child_until]
	svc	#VSP_SYS_WAIT

	/* Count in a register and in memory, without end. */
	child	child_counts
	adrp	x9, child_counter
	add	x9, x9, #:lo12:child_counter
1:	add	x19, x19, #1
	str	x19, [x9]
	b	1b

	/* Fault while disabled. */
	child	child_faults
	mov	x9, #8
	str	x9, [x9]

	/* Signal the channel in child_channel, and spin. */
	child	child_signals
	adrp	x9, child_channel
	ldr	x8, [x9, #:lo12:child_channel]
	svc	#VSP_SYS_SIGNAL
1:	b	1b

	.bss
	.balign	8
	.global	child_woken, child_until, child_counter, child_channel
child_woken:
	.zero	8
child_until:
	.zero	8
child_counter:
	.zero	8
child_channel:
	.zero	8

	.section .note.GNU-stack, "", %progbits
