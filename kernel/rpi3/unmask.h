/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * unmask.h - unmask an ordinary interrupt line: board_unmask(), which knows
 * all lines, without a call.
 */
#ifndef KERNEL_UNMASK_H
#define KERNEL_UNMASK_H

#include "device.h"

static inline bool
board_line_is_ordinary(uint64_t line)
{
	return line < END_ARM_LINE;
}

static inline void
board_unmask_ordinary(uint64_t line)
{
	volatile uint32_t *enable = device_register(ENABLE(0));

	enable[line / LINES_PER_WORD] = 1u << line % LINES_PER_WORD;
}

#endif
