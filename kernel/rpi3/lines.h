/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * lines.h - which line of the GPU's interrupts is up, for assembler; board.c
 * knows all lines, and device.h the registers.
 */
#ifndef KERNEL_LINES_H
#define KERNEL_LINES_H

	/* If nothing but GPU lines interrupts: x3 the lowest of them, x9 and
	 * w8 where to write what to mask it; else goes to `other`, with w1 the
	 * sources.  Clobbers x0..x2. */
	.macro	find_line other
	ldr	x0, =0xffffff8040000060		/* LOCAL_SOURCE */
	ldr	w1, [x0]
	cmp	w1, #1 << 8			/* SOURCE_GPU */
	b.ne	\other
	ldr	x0, =0xffffff803f00b21c		/* GPU_DISABLE */
	ldr	w1, [x0, #-0x18]		/* GPU_PENDING */
	ldr	w2, [x0, #-0x14]
	orr	x3, x1, x2, lsl #32
	cbz	x3, \other
	rbit	x3, x3
	clz	x3, x3
	mov	w8, #1
	lsl	w8, w8, w3
	lsr	x9, x3, #5
	add	x9, x0, x9, lsl #2
	.endm

	/* Nothing but the kernel's timer interrupts, if w1 are the sources;
	 * else goes to `other`. */
	.macro	only_timer other
	cmp	w1, #1 << 1			/* SOURCE_TIMER */
	b.ne	\other
	.endm

#endif
