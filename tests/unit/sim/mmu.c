/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * mmu.c - the simulated walker.
 *
 * Arm ARM D8.3 (descriptors), D8.4 (permissions): stage 1, 4 KiB granule,
 * 39-bit addresses, SCTLR.WXN.
 */
#include "mmu.h"

#include <stdio.h>
#include <stdlib.h>
#include <vesper/rights.h>
#include "protdomain.h"
#include "pte.h"

#define VALID_TABLE	3u	/* bits 1..0 */
#define TABLE_NO_EL0	(1ull << 61)	/* APTable[0] */
#define ADDRESS_BITS	39

#define RESTRICTIONS (PTE_RO_TABLE | PTE_UXN_TABLE | PTE_PXN_TABLE \
		      | TABLE_NO_EL0)

static uint64_t
read_descriptor(const struct walk *walk, uint64_t address)
{
	const uint64_t *table = page_address(walk->table);

	if (walk->table >= ramtab_npages()) {
		fprintf(stderr, "sim: a walk leaves memory\n");
		abort();
	}
	return table[address >> walk_shift(walk->level) & 511];
}

struct walk
walk_begin(uint64_t ttbr0, uint64_t address)
{
	return (struct walk){
		.valid = address >> ADDRESS_BITS == 0,
		.level = 1,
		.table = pte_page(ttbr0),
	};
}

struct walk
walk_down(struct walk walk, uint64_t address)
{
	uint64_t descriptor = read_descriptor(&walk, address);

	if ((descriptor & 3) != VALID_TABLE)
		return (struct walk){ .valid = false };
	walk.level++;
	walk.table = pte_page(descriptor);
	walk.restriction |= descriptor & RESTRICTIONS;
	return walk;
}

static uint32_t
leaf_rights(uint64_t leaf, uint64_t restriction)
{
	uint32_t rights = 0;

	if ((leaf & PTE_EL0) != 0 && (restriction & TABLE_NO_EL0) == 0) {
		rights = VSP_R_READ;
		if ((leaf & PTE_READ_ONLY) == 0
		    && (restriction & PTE_RO_TABLE) == 0)
			rights |= VSP_R_WRITE;
	}
	/* Without access to the data it is executable still (D8.4.1). */
	if ((leaf & PTE_UXN) == 0 && (restriction & PTE_UXN_TABLE) == 0
	    && (rights & VSP_R_WRITE) == 0)
		rights |= VSP_R_EXEC;
	return rights;
}

struct translation
walk_leaf(const struct walk *walk, uint64_t address)
{
	struct translation found = { .fault = MMU_TRANSLATION };
	uint64_t leaf;

	if (!walk->valid)
		return found;
	leaf = read_descriptor(walk, address);
	if ((leaf & 3) != PTE_PAGE)
		return found;
	found.fault = (leaf & PTE_AF) != 0 ? MMU_OK : MMU_ACCESS_FLAG;
	found.global = (leaf & PTE_NG) == 0;
	found.page = pte_page(leaf);
	found.rights = leaf_rights(leaf, walk->restriction);
	found.memory_type = (uint32_t)(leaf >> 2) & 7;
	return found;
}

struct translation
mmu_walk(uint64_t ttbr0, uint64_t address)
{
	struct walk walk = walk_begin(ttbr0, address);

	while (walk.valid && walk.level < 3)
		walk = walk_down(walk, address);
	return walk_leaf(&walk, address);
}
