/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * protdomain.h - protection domains: rights over stretches.
 *
 * Four pages, 16 KiB-aligned: a level-1 root and three level-2 tables of
 * 1 GiB each.  The address space number is the page number / 4: unique, with
 * nothing to allocate.  The RamTab word of each table's page tells which
 * entry of the root uses it; that entry, how many stretches are attached
 * through it (pte.h).
 */
#ifndef KERNEL_PROTDOMAIN_H
#define KERNEL_PROTDOMAIN_H

#include <vesper/error.h>
#include "ramtab.h"

#define PD_NTABLES 3
#define PD_BYTES ((uint64_t)VSP_PD_PAGES * VSP_PAGE_SIZE)

/* A root's last entry maps nothing (STRETCH_MAX_PAGE): it has a copy of the
 * PD's RamTab word, which the hardware takes for an invalid descriptor. */
#define PD_WORD		511u
_Static_assert((PAGE_PD & 1) == 0, "an invalid descriptor");

/* Where a stretch's level-2 descriptor is, or would be. */
struct pd_entry {
	enum vsp_error error;
	uint32_t pd;		/* page of the root */
	uint32_t table;		/* page of the level-2 table */
	uint32_t root_index, table_index;
};

/* The PD that has a table of this page. */
static inline uint32_t
pd_of_table(uint32_t table)
{
	return table & ~(VSP_PD_PAGES - 1u);
}

static inline uint64_t
pd_asid(uint32_t page)
{
	return page / 4;
}

static inline uint64_t
pd_ttbr0(uint32_t page)
{
	return page_physical(page) | pd_asid(page) << 48;
}

void pd_create(uint32_t page);
void pd_destroy(uint32_t page);

/* Room for a stretch: OCCUPIED if it is attached already, FULL if all tables
 * serve other parts of the address space.  Changes nothing. */
struct pd_entry pd_find_entry(uint32_t pd, uint32_t stretch_page);
void pd_fill_entry(struct pd_entry entry, uint64_t descriptor);
/* Take back the attachment of a stretch, through the table it is in. */
void pd_clear_entry(uint32_t table, uint32_t stretch_page);

#endif
