/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * mmu.h - the simulated translation hardware: a walker that reads the tables
 * as the architecture says, and a TLB that forgets nothing by itself.
 *
 * A real TLB may hold whatever was valid since it was last invalidated, and
 * may fetch it without being asked.  This one does the worst of it: whenever
 * the tables may be read (after each barrier, at each change of the address
 * space, and at each entry to user level) it takes in every valid translation
 * of the loaded space, final ones and those of the upper levels ("walk
 * cache"), and drops an entry only when an invalidation names it.  So every
 * invalidation that is missing, too narrow or too early leaves an entry that
 * differs from the tables, which tlb_stale() finds.
 */
#ifndef SIM_MMU_H
#define SIM_MMU_H

#include <stdbool.h>
#include <stdint.h>

enum mmu_fault {
	MMU_OK,
	MMU_TRANSLATION,
	MMU_ACCESS_FLAG,
	MMU_PERMISSION
};

/* What user level may do at an address; rights are VSP_R_READ, _WRITE and
 * _EXEC. */
struct translation {
	enum mmu_fault fault;
	bool global;
	uint32_t page;
	uint32_t rights;
	uint32_t memory_type;
};

/* Where a walk is: about to read a table of this level. */
struct walk {
	bool valid;
	unsigned level;
	uint32_t table;
	uint64_t restriction;	/* hierarchical bits gathered so far */
};

/* Address bits below those that a table of this level is indexed by. */
static inline unsigned
walk_shift(unsigned level)
{
	return 12 + 9 * (3 - level);
}

struct walk walk_begin(uint64_t ttbr0, uint64_t address);
/* From level 1 or 2 to the next. */
struct walk walk_down(struct walk walk, uint64_t address);
/* The last level. */
struct translation walk_leaf(const struct walk *walk, uint64_t address);

/* By the tables alone. */
struct translation mmu_walk(uint64_t ttbr0, uint64_t address);
/* As user level does it, through the TLB: one of the rights. */
struct translation mmu_access(uint64_t ttbr0, uint64_t address,
			      uint32_t right);

/* ---- tlb.c ---- */

/* Take in all that is valid in this space.  Gives how many entries are
 * new. */
uint32_t tlb_speculate(uint64_t ttbr0);
void tlb_flush_asid(uint64_t asid);
/* TLBI VAAE1: one page, all spaces, all levels of its walk. */
void tlb_flush_page(uint64_t address);
/* TLBI VALE1 and its like: last level only, which the kernel must not use. */
void tlb_flush_last_level(uint64_t address);
void tlb_flush_all(void);
uint32_t tlb_entries(void);

/* What is wrong with the TLB, compared with the tables of every live space;
 * NULL if nothing is. */
const char *tlb_stale(void);

#endif
