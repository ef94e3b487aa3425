/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * board.h - the devices and interrupt lines of the board, by name.
 */
#ifndef BOARD_H
#define BOARD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct board_device {
	const char *name;
	uint64_t address, bytes;
	bool dma;		/* can reach all memory */
	const char *refused;	/* why no domain can have it, or NULL */
};

struct board_irq {
	const char *name;
	unsigned line;
};

extern const char board_name[];
extern const uint64_t board_ram_bytes;

extern const struct board_device board_device[];
extern const size_t board_ndevices;
extern const struct board_irq board_irq[];
extern const size_t board_nirqs;

const struct board_device *board_device_find(const char *name);
const struct board_irq *board_irq_find(const char *name);

#endif
