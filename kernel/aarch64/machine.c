/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * machine.c - the end of boot, and of everything.
 */
#include "machine.h"

#include "boot.h"
#include "panic.h"
#include "pte.h"

extern const char __init_start[], __init_end[];
extern uint64_t machine_image_table[];	/* machine_boot.c */

struct regs panic_regs;

void
machine_end_boot(void)
{
	uint32_t page = address_page(__init_start);

	for (; page < address_page(__init_end); page++)
		machine_image_table[page] ^= PTE_READ_ONLY | PTE_PXN;
	__asm__ volatile("dsb ishst\n\ttlbi vmalle1is\n\tdsb ish\n\tisb"
			 ::: "memory");
}

void
machine_stop(void)
{
	for (;;)
		__asm__ volatile("wfi");
}
