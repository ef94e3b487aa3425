/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * board.h - what the kernel needs of the board: the interrupt controller, a
 * way to print an epitaph, and the size of RAM.
 *
 * Lines are numbered as in <vesper/op.h>.
 */
#ifndef KERNEL_BOARD_H
#define KERNEL_BOARD_H

#include <stdbool.h>
#include <stdint.h>

#define BOARD_NO_LINE 0xffffffffu

void board_init(void);
/* RAM from physical address 0 on. */
uint64_t board_ram_bytes(void);

/* The lines that can be handed out: the kernel's timer, and lines that the
 * controller does not have, cannot. */
bool board_line_exists(uint32_t line);
void board_mask(uint32_t line);
void board_unmask(uint32_t line);
/* A line that is unmasked and waits, or BOARD_NO_LINE. */
uint32_t board_pending_line(void);

void board_put_char(char c);

/* Page ranges of devices that user level may have: [first, first + size). */
struct board_range {
	uint32_t first_page, size_pages;
};
#define BOARD_DEVICE_RANGES 2
extern const struct board_range board_devices[BOARD_DEVICE_RANGES];

#endif
