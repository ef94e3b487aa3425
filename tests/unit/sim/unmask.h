/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * unmask.h - unmask an ordinary interrupt line of the simulated board.
 */
#ifndef SIM_UNMASK_H
#define SIM_UNMASK_H

#include "board.h"

static inline bool
board_line_is_ordinary(uint64_t line)
{
	return line < 64;
}

static inline void
board_unmask_ordinary(uint64_t line)
{
	board_unmask((uint32_t)line);
}

#endif
