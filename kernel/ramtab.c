/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * ramtab.c - the role and epoch of every page of RAM.
 */
#include "ramtab.h"

#include "state.h"

void
ramtab_init(uint64_t *table, uint32_t npages)
{
	kernel.ramtab = table;
	kernel.ram_pages = npages;
	kernel.epoch = 1;
}

uint32_t
ramtab_npages(void)
{
	return kernel.ram_pages;
}

uint64_t
ramtab_begin(uint32_t page, enum page_role role)
{
	uint64_t word = ramtab_make(role, kernel.epoch++);

	kernel.ramtab[page] = word;
	return word;
}

void
ramtab_set(uint32_t page, uint64_t word)
{
	kernel.ramtab[page] = word;
}

uint64_t
ramtab_word(uint32_t page)
{
	return kernel.ramtab[page];
}
