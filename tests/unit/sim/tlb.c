/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * tlb.c - the simulated TLB (Arm ARM D8.13, D8.14).
 */
#include "mmu.h"

#include <stdio.h>
#include <stdlib.h>
#include "protdomain.h"

#define MAX_ENTRIES	(1u << 17)
#define NBUCKETS	(1u << 12)

/* A walk cached as far as a table of level 2 or 3, or a translation (level
 * 4, where nothing is left to be read). */
struct entry {
	unsigned level;
	uint64_t asid;
	uint64_t address;	/* the first it serves */
	struct walk walk;
	struct translation leaf;
	uint32_t next;
};

static struct entry entries[MAX_ENTRIES];
static uint32_t nentries;
static uint32_t buckets[NBUCKETS];	/* index + 1 */

static uint64_t
entry_address(unsigned level, uint64_t address)
{
	return address >> walk_shift(level - 1) << walk_shift(level - 1);
}

static uint32_t *
bucket(unsigned level, uint64_t address)
{
	uint64_t key = (entry_address(level, address) >> 12) * 3 + level;

	return &buckets[(key ^ key >> 9) % NBUCKETS];
}

static struct entry *
tlb_find(unsigned level, uint64_t asid, uint64_t address)
{
	uint64_t first = entry_address(level, address);
	uint32_t i = *bucket(level, address);

	for (; i != 0; i = entries[i - 1].next) {
		struct entry *entry = &entries[i - 1];

		if (entry->level == level && entry->address == first
		    && (entry->asid == asid || entry->leaf.global))
			return entry;
	}
	return NULL;
}

static void
tlb_link(uint32_t i)
{
	uint32_t *head = bucket(entries[i].level, entries[i].address);

	entries[i].next = *head;
	*head = i + 1;
}

/* An older entry for the same address stays, as it would. */
static void
tlb_insert(struct entry entry)
{
	if (tlb_find(entry.level, entry.asid, entry.address) != NULL)
		return;
	if (nentries == MAX_ENTRIES) {
		fprintf(stderr, "sim: the TLB is too small\n");
		abort();
	}
	entry.address = entry_address(entry.level, entry.address);
	entries[nentries] = entry;
	tlb_link(nentries++);
}

static void
tlb_insert_walk(uint64_t asid, uint64_t address, struct walk walk)
{
	tlb_insert((struct entry){ .level = walk.level, .asid = asid,
				   .address = address, .walk = walk });
}

static void
tlb_insert_leaf(uint64_t asid, uint64_t address, struct translation leaf)
{
	if (leaf.fault == MMU_OK)
		tlb_insert((struct entry){ .level = 4, .asid = asid,
					   .address = address,
					   .leaf = leaf });
}

/* Drop the entries that `goes` names. */
static void
tlb_drop(bool (*goes)(const struct entry *entry, uint64_t what), uint64_t what)
{
	uint32_t kept = 0;

	for (uint32_t i = 0; i < NBUCKETS; i++)
		buckets[i] = 0;
	for (uint32_t i = 0; i < nentries; i++)
		if (!goes(&entries[i], what)) {
			entries[kept] = entries[i];
			tlb_link(kept++);
		}
	nentries = kept;
}

static bool
has_asid(const struct entry *entry, uint64_t asid)
{
	return entry->asid == asid && !entry->leaf.global;
}

static bool
serves(const struct entry *entry, uint64_t address)
{
	return entry->address == entry_address(entry->level, address);
}

static bool
serves_last(const struct entry *entry, uint64_t address)
{
	return entry->level == 4 && serves(entry, address);
}

static bool
any(const struct entry *entry, uint64_t unused)
{
	(void)entry, (void)unused;
	return true;
}

void
tlb_flush_asid(uint64_t asid)
{
	tlb_drop(has_asid, asid);
}

void
tlb_flush_page(uint64_t address)
{
	tlb_drop(serves, address);
}

void
tlb_flush_last_level(uint64_t address)
{
	tlb_drop(serves_last, address);
}

void
tlb_flush_all(void)
{
	tlb_drop(any, 0);
}

uint32_t
tlb_entries(void)
{
	return nentries;
}

/* ---- filling and using it ---- */

static void
speculate_table(uint64_t asid, struct walk walk, uint64_t base)
{
	for (uint64_t i = 0; i < 512; i++) {
		uint64_t address = base + (i << VSP_PAGE_SHIFT);

		tlb_insert_leaf(asid, address, walk_leaf(&walk, address));
	}
}

static void
speculate_gib(uint64_t asid, struct walk walk, uint64_t base)
{
	for (uint64_t i = 0; i < 512; i++) {
		uint64_t address = base + (i << walk_shift(2));
		struct walk next = walk_down(walk, address);

		if (!next.valid)
			continue;
		tlb_insert_walk(asid, address, next);
		speculate_table(asid, next, address);
	}
}

uint32_t
tlb_speculate(uint64_t ttbr0)
{
	uint64_t asid = ttbr0 >> 48;
	uint32_t before = nentries;

	for (uint64_t i = 0; i < 512; i++) {
		uint64_t address = i << walk_shift(1);
		struct walk next = walk_down(walk_begin(ttbr0, address),
					     address);
		if (!next.valid)
			continue;
		tlb_insert_walk(asid, address, next);
		speculate_gib(asid, next, address);
	}
	return nentries - before;
}

static struct translation
allow(struct translation found, uint32_t right)
{
	if (found.fault == MMU_OK && (found.rights & right) == 0)
		found.fault = MMU_PERMISSION;
	return found;
}

struct translation
mmu_access(uint64_t ttbr0, uint64_t address, uint32_t right)
{
	uint64_t asid = ttbr0 >> 48;
	struct entry *hit = tlb_find(4, asid, address);
	struct walk walk = walk_begin(ttbr0, address);
	struct translation found;

	if (hit != NULL)
		return allow(hit->leaf, right);
	for (unsigned level = 2; level <= 3; level++) {
		hit = tlb_find(level, asid, address);
		if (hit != NULL)
			walk = hit->walk;
	}
	while (walk.valid && walk.level < 3) {
		walk = walk_down(walk, address);
		if (walk.valid)
			tlb_insert_walk(asid, address, walk);
	}
	found = walk_leaf(&walk, address);
	tlb_insert_leaf(asid, address, found);
	return allow(found, right);
}

/* ---- is it right? ---- */

static bool
same_leaf(struct translation a, struct translation b)
{
	return a.fault == b.fault && a.page == b.page && a.rights == b.rights
	       && a.global == b.global && a.memory_type == b.memory_type;
}

static bool
entry_agrees(const struct entry *entry, uint64_t ttbr0)
{
	struct walk walk = walk_begin(ttbr0, entry->address);

	if (entry->level == 4)
		return same_leaf(entry->leaf,
				 mmu_walk(ttbr0, entry->address));
	while (walk.valid && walk.level < entry->level)
		walk = walk_down(walk, entry->address);
	return walk.valid && walk.table == entry->walk.table
	       && walk.restriction == entry->walk.restriction;
}

static bool
live_pd(uint32_t page)
{
	return page < ramtab_npages()
	       && ramtab_role(ramtab_word(page)) == PAGE_PD;
}

/* A global entry serves every space. */
static const char *
global_stale(const struct entry *entry)
{
	for (uint32_t page = 0; page < ramtab_npages(); page += VSP_PD_PAGES)
		if (live_pd(page) && !entry_agrees(entry, pd_ttbr0(page)))
			return "a global TLB entry, not so in every space";
	return NULL;
}

static const char *
entry_stale(const struct entry *entry)
{
	uint32_t pd = (uint32_t)entry->asid * VSP_PD_PAGES;

	if (entry->leaf.global)
		return global_stale(entry);
	if (!live_pd(pd))
		return "a TLB entry outlives its address space";
	if (entry_agrees(entry, pd_ttbr0(pd)))
		return NULL;
	return entry->level == 4 ? "a TLB entry differs from the tables"
	       : "a cached table descriptor differs from the tables";
}

const char *
tlb_stale(void)
{
	for (uint32_t i = 0; i < nentries; i++) {
		const char *problem = entry_stale(&entries[i]);

		if (problem != NULL)
			return problem;
	}
	return NULL;
}
