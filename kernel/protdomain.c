/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * protdomain.c - protection domains and their two upper levels of tables.
 */
#include "protdomain.h"

#include "invoke.h"
#include "pte.h"

/* The RamTab word of a level-2 table: its root index + 1, or 0 if it is not in
 * use. */
static uint64_t
table_word(uint32_t use)
{
	return ramtab_make(PAGE_TABLE, use);
}

static uint32_t
table_use(uint32_t table)
{
	return (uint32_t)ramtab_value(ramtab_word(table));
}

void
pd_create(uint32_t page)
{
	uint64_t *root = page_address(page);

	root[PD_WORD] = ramtab_begin(page, PAGE_PD);
	for (uint32_t i = 1; i <= PD_NTABLES; i++)
		ramtab_set(page + i, table_word(0));
}

void
pd_destroy(uint32_t page)
{
	machine_flush_space(page_address(page));
	for (uint32_t i = 1; i <= PD_NTABLES; i++)
		ramtab_set(page + i, PAGE_FREE);
}

/* Does it serve no stretch?  It may still stand in the root. */
static bool
table_idle(const uint64_t *root, uint32_t table)
{
	uint32_t use = table_use(table);

	return use == 0 || (root[use - 1] & PTE_COUNT_MASK) == 0;
}

/* The table that serves this entry of the root, else one that is idle. */
static uint32_t
find_table(uint32_t pd, uint32_t root_index)
{
	const uint64_t *root = page_address(pd);
	uint32_t found = 0;

	for (uint32_t table = pd + 1; table <= pd + PD_NTABLES; table++) {
		if (table_use(table) == root_index + 1)
			return table;
		if (found == 0 && table_idle(root, table))
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

/* Let a table that is idle serve another entry of the root. */
static void
use_table(struct pd_entry entry)
{
	uint64_t *root = page_address(entry.pd);
	uint32_t was = table_use(entry.table);

	if (was == entry.root_index + 1)
		return;
	if (was != 0) {
		root[was - 1] = 0;
		machine_flush_space(root);
	}
	root[entry.root_index] = page_physical(entry.table) | PTE_TABLE;
	ramtab_set(entry.table, table_word(entry.root_index + 1));
}

void
pd_fill_entry(struct pd_entry entry, uint64_t descriptor)
{
	uint64_t *root = page_address(entry.pd);
	uint64_t *table = page_address(entry.table);

	use_table(entry);
	table[entry.table_index] = descriptor;
	root[entry.root_index] += PTE_COUNT_ONE;
	machine_publish();
}

void
pd_clear_entry(uint32_t table, uint32_t stretch_page)
{
	uint32_t pd = pd_of_table(table);
	uint64_t *root = page_address(pd), *entry = page_address(table);

	root += stretch_page >> 9;
	entry[stretch_page & 511] = 0;
	*root -= PTE_COUNT_ONE;
	machine_flush_space(page_address(pd));
}

enum vsp_error
op_PD_INFO(struct invocation *in)
{
	uint32_t pd = slot_page(in->cap);

	in->x[1] = pd_asid(pd);
	in->x[2] = 0;
	for (uint32_t table = pd + 1; table <= pd + PD_NTABLES; table++)
		in->x[2] += !table_idle(page_address(pd), table);
	return VSP_OK;
}
