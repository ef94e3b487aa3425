/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * bench_child.S - domains that the client dispatches: a runner, which is
 * preempted, and a driver, which does it.
 *
 * They share the client's address space and capabilities.  What the driver
 * finds, and is to do, is in struct bench_driver; what the runner loses,
 * in bench_lost.
 */
#include <vesper/dcb.h>
#include <vesper/syscall.h>
#include "bench.h"

#define OP_IRQ_ACK	(7 * 16 + 2)	/* bench_switch.c asserts it */

	.macro	function name
	.text
	.balign	128
	.global	\name
	.type	\name, %function
\name:
	.endm

/* ACTIVATE of a domain that only waits. */
function bench_waiter
	mov	x0, #-1
	mov	x7, #0
	svc	#VSP_SYS_WAIT

/* ACTIVATE of the runner: go on with context 0, which is enabled. */
function bench_runner
	mov	x0, #0
	mov	x7, #0
	svc	#VSP_SYS_RESUME

/* The runner signals: x8 a channel of the driver's, x19 when. */
function bench_signaller
	mrs	x19, pmccntr_el0
	svc	#VSP_SYS_SIGNAL
	udf	#0

/* The runner makes a device interrupt: x20 its register, w21 the value, x19
 * when. */
function bench_interrupter
	mrs	x19, pmccntr_el0
	str	w21, [x20]
	mrs	x22, pmccntr_el0
	sub	x22, x22, x19
	adrp	x9, bench_lost
	add	x9, x9, #:lo12:bench_lost
	stp	x22, x19, [x9]			// and bench_began
	mov	x0, #-1
	mov	x7, #0
	svc	#VSP_SYS_WAIT

/* ACTIVATE of the driver: x0 events. */
function bench_drive
	mrs	x9, pmccntr_el0
	adrp	x10, bench_driver
	add	x10, x10, #:lo12:bench_driver
	stp	x9, x0, [x10, #DRIVER_COUNT]
	ldp	x8, x11, [x10, #DRIVER_IRQ]
	cbz	x8, 1f
	str	wzr, [x11]			// the device is quiet again
	ldr	x0, [x10, #DRIVER_LINE]
	mov	x7, #OP_IRQ_ACK
	svc	#VSP_SYS_INVOKE
	cbnz	x0, 2f
1:	mov	x0, #-1
	mov	x7, #0
	svc	#VSP_SYS_WAIT
2:	udf	#0				// told as a child's fault

	.bss
	.balign	16
	.global	bench_driver, bench_lost, bench_began
bench_driver:
	.zero	48
bench_lost:
	.zero	8
bench_began:
	.zero	8

	.section .note.GNU-stack, "", %progbits
