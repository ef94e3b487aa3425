/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * boot.h - from bare memory to the root program.
 *
 *	0		first page: not used
 *	kernel image	boot code (an Untyped of the root's, afterwards), code,
 *			data, boot tables
 *	payload		what vsp-mkimage packed (struct vsp_image)
 *			--- 2 MiB boundary ---
 *	TABLES		512 pages: stretch tables; the root's come first
 *	RamTab		8 bytes a page
 *	root objects	CNode, PD, Domain, boot-information page, stacks
 *	RAM		all the rest: one Untyped
 */
#ifndef KERNEL_BOOT_H
#define KERNEL_BOOT_H

#include <stdint.h>
#include "board.h"

struct boot_memory {
	uint32_t ram_pages;	/* RAM, from page 0 on */
	uint32_t init_page, init_pages;	/* code that nobody needs afterwards */
	uint32_t payload_page;
	uint64_t ticks_per_s;
	const struct board_range *devices;
};

/* Lay out memory, make the root domain and everything it holds, and make it
 * the current domain. */
void boot(const struct boot_memory *memory);

/* First C code on the board, in the upper half (aarch64/machine_boot.c). */
void machine_main(void);
/* The last of it: the pages of boot code are ordinary RAM. */
void machine_end_boot(void);

#endif
