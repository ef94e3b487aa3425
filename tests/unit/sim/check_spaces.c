/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * check_spaces.c - what user level can reach through the tables is what
 * capabilities that live have mapped and attached, and never the kernel's.
 */
#include <string.h>
#include "check_kernel.h"

#include "frame.h"
#include "mmu.h"
#include "protdomain.h"
#include "pte.h"
#include "sim.h"
#include "stretch.h"

#define BOOT_STRETCHES	8

/* The root program's stretches as boot left them. */
static struct {
	uint32_t page;
	uint64_t leaf[512];
} boot_stretch[BOOT_STRETCHES];
static uint32_t nboot;

/* Leaves that a live Frame capability answers for: a bit each. */
static uint64_t covered[SIM_MAX_PAGES][8];

static bool
is_stretch(uint32_t page)
{
	return page < ramtab_npages()
	       && ramtab_role(ramtab_word(page)) == PAGE_STRETCH;
}

void
check_boot(void)
{
	nboot = 0;
	for (uint32_t page = 0; page < ramtab_npages(); page++)
		if (is_stretch(page) && nboot < BOOT_STRETCHES) {
			boot_stretch[nboot].page = page;
			memcpy(boot_stretch[nboot++].leaf, page_address(page),
			       sizeof boot_stretch[0].leaf);
		}
}

static bool
from_boot(uint32_t stretch, uint32_t index, uint64_t leaf)
{
	for (uint32_t i = 0; i < nboot; i++)
		if (boot_stretch[i].page == stretch)
			return boot_stretch[i].leaf[index] == leaf;
	return false;
}

/* ---- leaves ---- */

static uint32_t
leaf_rights(uint64_t leaf)
{
	return VSP_R_READ | ((leaf & PTE_READ_ONLY) ? 0 : VSP_R_WRITE)
	       | ((leaf & PTE_UXN) ? 0 : VSP_R_EXEC);
}

/* A Frame capability covers the leaves it remembers that still name it. */
static void
cover(const struct slot *frame)
{
	struct weak stretch = { frame->where & FRAME_PAGE_MASK, frame->data };
	uint32_t first = frame_index(frame);
	const uint64_t *leaf = page_address(stretch.page);

	if (!weak_alive(stretch))
		return;
	for (uint32_t i = 0; i < frame->size_pages; i++) {
		uint32_t at = first + i;

		if (leaf[at] != 0 && pte_page(leaf[at]) == slot_page(frame) + i
		    && (leaf_rights(leaf[at]) & ~check_rights(frame)) == 0)
			covered[stretch.page][at / 64] |= 1ull << at % 64;
	}
}

static const char *
check_dcb_leaf(uint32_t stretch, uint32_t index, uint64_t leaf)
{
	for (uint32_t i = 0; i < VSP_DCB_PAGES; i++) {
		uint32_t page = pte_page(leaf) - 1 - i;
		const struct domain *d = page_address(page);
		enum page_role role = ramtab_role(ramtab_word(page));

		if ((role == PAGE_DOMAIN || role == PAGE_DYING)
		    && d->dcb_stretch.page == stretch
		    && weak_alive(d->dcb_stretch) && d->dcb_index + i == index)
			return NULL;
	}
	return "a DCB is mapped that is none, or not there";
}

static const char *
check_leaf(uint32_t stretch, uint32_t index, uint64_t leaf)
{
	const uint64_t always = PTE_PAGE | PTE_NG | PTE_PXN | PTE_AF
				| PTE_EL0;
	unsigned type = (unsigned)(leaf >> 2) & 7;

	if ((leaf & always) != always)
		return "a leaf lacks nG, PXN, AF or its type";
	if (pte_page(leaf) >= ramtab_npages()
	    && (type != PTE_DEVICE || (leaf & PTE_UXN) == 0))
		return "a device is mapped as memory";
	if (leaf & PTE_DCB)
		return check_dcb_leaf(stretch, index, leaf);
	if ((covered[stretch][index / 64] >> index % 64 & 1) == 0
	    && !from_boot(stretch, index, leaf))
		return "a page is mapped that no Frame answers for";
	return NULL;
}

static const char *
check_stretch(uint32_t stretch)
{
	const uint64_t *leaf = page_address(stretch);

	for (uint32_t i = 0; i < 512; i++) {
		const char *problem = leaf[i] == 0 ? NULL
				      : check_leaf(stretch, i, leaf[i]);
		if (problem != NULL)
			return problem;
	}
	return NULL;
}

/* ---- attachments ---- */

static uint64_t
descriptor(uint32_t pd, uint32_t stretch)
{
	const uint64_t *root = page_address(pd), *table;

	if ((root[stretch >> 9] & 3) != PTE_TABLE)
		return 0;
	table = page_address(pte_page(root[stretch >> 9]));
	return table[stretch & 511];
}

/* A Stretch capability that says it is attached is, with rights it has. */
static const char *
check_attached(const struct slot *stretch, uint32_t *count)
{
	uint64_t entry;
	uint32_t rights;

	uint32_t pd = pd_of_table(stretch->where);

	if (!weak_alive((struct weak){ pd, stretch->data }))
		return NULL;
	++*count;
	entry = descriptor(pd, slot_page(stretch));
	rights = VSP_R_READ | ((entry & PTE_RO_TABLE) ? 0 : VSP_R_WRITE)
		 | ((entry & PTE_UXN_TABLE) ? 0 : VSP_R_EXEC);
	if (entry == 0)
		return "an attachment is lost";
	if ((rights & ~check_rights(stretch)) != 0)
		return "an attachment has rights that were not given";
	return NULL;
}

static const char *
check_descriptor(uint64_t entry, uint32_t stretch)
{
	if ((entry & 3) != PTE_TABLE || pte_page(entry) != stretch
	    || !is_stretch(stretch))
		return "a stretch is attached that is dead or elsewhere";
	if ((entry & (PTE_RO_TABLE | PTE_UXN_TABLE)) == 0)
		return "an attachment is both writable and executable";
	if ((entry & PTE_PXN_TABLE) == 0)
		return "the kernel could execute user memory";
	return NULL;
}

static const char *
check_table(uint32_t table, uint32_t root_index, uint32_t *count)
{
	const uint64_t *entry = page_address(table);

	for (uint32_t i = 0; i < 512; i++) {
		const char *problem;

		if (entry[i] == 0)
			continue;
		++*count;
		problem = check_descriptor(entry[i], root_index << 9 | i);
		if (problem != NULL)
			return problem;
	}
	return NULL;
}

static const char *
check_pd(uint32_t pd, uint32_t *count)
{
	const uint64_t *root = page_address(pd);
	const char *problem = NULL;

	if (root[PD_WORD] != ramtab_word(pd))
		return "a PD does not know its RamTab word";
	for (uint32_t i = 0; i < PD_WORD && problem == NULL; i++) {
		uint32_t table = pte_page(root[i]), valid = 0;

		if (root[i] == 0)
			continue;
		if (table <= pd || table > pd + PD_NTABLES)
			return "a PD's table is not its own";
		problem = check_table(table, i, &valid);
		if (problem == NULL
		    && (root[i] & PTE_COUNT_MASK) != valid * PTE_COUNT_ONE)
			problem = "a root has miscounted a table's entries";
		*count += valid;
	}
	return problem;
}

/* ---- all of it ---- */

static const char *
check_caps(uint32_t *attached)
{
	const struct slot *slot = check_first_slot();
	const char *problem = NULL;

	for (; slot != NULL && problem == NULL; slot = check_next_slot(slot))
		if (slot_type(slot) == VSP_TYPE_FRAME)
			cover(slot);
		else if (slot_type(slot) == VSP_TYPE_STRETCH)
			problem = check_attached(slot, attached);
	return problem;
}

static const char *
check_page(uint32_t page, uint32_t *descriptors)
{
	switch (ramtab_role(ramtab_word(page))) {
	case PAGE_STRETCH:
		return check_stretch(page);
	case PAGE_PD:
		return check_pd(page, descriptors);
	default:
		return NULL;
	}
}

const char *
check_spaces(void)
{
	uint32_t attached = 0, descriptors = 0;
	const char *problem;

	for (uint32_t page = 0; page < ramtab_npages(); page++)
		if (is_stretch(page))
			memset(covered[page], 0, sizeof covered[page]);
	problem = check_caps(&attached);
	for (uint32_t page = 0; page < ramtab_npages() && problem == NULL;
	     page++)
		problem = check_page(page, &descriptors);
	if (problem == NULL && attached != descriptors)
		problem = "a stretch is attached that no capability remembers";
	if (problem == NULL)
		problem = tlb_stale();
	if (problem == NULL && sim.unpublished != 0)
		problem = "no barrier follows a store to a table";
	return problem;
}
