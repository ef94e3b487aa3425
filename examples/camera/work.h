/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * work.h - work of a known length, in time of the processor.
 */
#ifndef WORK_H
#define WORK_H

#include <stdint.h>

/* QEMU executes 1,000 instructions in a microsecond, and a round is of two. */
#define ROUNDS_PER_US 500u

static inline void
work_us(uint64_t us)
{
	for (uint64_t i = us * ROUNDS_PER_US; i > 0; i--)
		__asm__ volatile("");
}

#endif
