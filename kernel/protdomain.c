/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * protdomain.c - protection domains and their two upper levels of tables.
 */
#include "protdomain.h"

#include "invoke.h"
#include "pte.h"

/* The RamTab word of a level-2 table: its root index + 1 (0: not in use) and
 * the number of its descriptors that are valid. */
static uint64_t
table_word(uint32_t use, uint32_t count)
{
	return ramtab_make(PAGE_TABLE, use | (uint64_t)count << 16);
}

static uint32_t
table_use(uint32_t table)
{
	return (uint32_t)ramtab_value(ramtab_word(table)) & 0xffff;
}

static uint32_t
table_count(uint32_t table)
{
	return (uint32_t)(ramtab_value(ramtab_word(table)) >> 16);
}

void
pd_create(uint32_t page)
{
	ramtab_begin(page, PAGE_PD);
	for (uint32_t i = 1; i <= PD_NTABLES; i++)
		ramtab_set(page + i, table_word(0, 0));
}

void
pd_destroy(uint32_t page)
{
	machine_flush_asid(pd_asid(page));
	for (uint32_t i = 1; i <= PD_NTABLES; i++)
		ramtab_set(page + i, PAGE_FREE);
}

/* The table that serves this entry of the root, else one that is free. */
static uint32_t
find_table(uint32_t pd, uint32_t root_index)
{
	uint32_t found = 0;

	for (uint32_t table = pd + 1; table <= pd + PD_NTABLES; table++) {
		if (table_use(table) == root_index + 1)
			return table;
		if (table_use(table) == 0 && found == 0)
			found = table;
	}
	return found;
}

struct pd_entry
pd_find_entry(uint32_t pd, uint32_t stretch_page)
{
	struct pd_entry entry = {
		.pd = pd,
		.root_index = stretch_page >> 9,
		.table_index = stretch_page & 511,
	};
	const uint64_t *table;

	entry.table = find_table(pd, entry.root_index);
	if (entry.table == 0) {
		entry.error = VSP_E_FULL;
		return entry;
	}
	table = page_address(entry.table);
	if (table[entry.table_index] != 0)
		entry.error = VSP_E_OCCUPIED;
	return entry;
}

void
pd_fill_entry(struct pd_entry entry, uint64_t descriptor)
{
	uint64_t *root = page_address(entry.pd);
	uint64_t *table = page_address(entry.table);

	table[entry.table_index] = descriptor;
	root[entry.root_index] = page_physical(entry.table) | PTE_TABLE;
	ramtab_set(entry.table, table_word(entry.root_index + 1,
					   table_count(entry.table) + 1));
	machine_publish();
}

void
pd_clear_entry(uint32_t pd, uint32_t stretch_page)
{
	struct pd_entry entry = pd_find_entry(pd, stretch_page);
	uint64_t *root = page_address(pd);
	uint64_t *table = page_address(entry.table);
	uint32_t use, count;

	if (entry.error != VSP_E_OCCUPIED)
		return;
	table[entry.table_index] = 0;
	use = table_use(entry.table);
	count = table_count(entry.table) - 1;
	if (count == 0) {
		root[entry.root_index] = 0;
		use = 0;
	}
	ramtab_set(entry.table, table_word(use, count));
	machine_flush_asid(pd_asid(pd));
}

enum vsp_error
op_PD_INFO(struct invocation *in)
{
	uint32_t pd = slot_page(in->cap);

	in->x[1] = pd_asid(pd);
	in->x[2] = 0;
	for (uint32_t table = pd + 1; table <= pd + PD_NTABLES; table++)
		in->x[2] += table_use(table) != 0;
	return VSP_OK;
}
