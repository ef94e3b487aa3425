/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * ramtab.c - the role and epoch of every page of RAM.
 */
#include "ramtab.h"

void
ramtab_init(uint64_t *table, uint32_t npages)
{
	ramtab = (struct ramtab){ table, npages, 1 };
}

uint64_t
ramtab_begin(uint32_t page, enum page_role role)
{
	uint64_t word = ramtab_make(role, ramtab.epoch++);

	ramtab_set(page, word);
	return word;
}
