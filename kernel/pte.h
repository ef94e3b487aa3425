/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * pte.h - translation table descriptors: stage 1, 4 KiB granule, three levels
 * (Arm ARM D8.3).
 *
 * A leaf says what a page may be used for at most; the table descriptor above
 * it, one for each attachment, says what this PD may do with the stretch.
 */
#ifndef KERNEL_PTE_H
#define KERNEL_PTE_H

#include <stdint.h>
#include <vesper/rights.h>
#include "page.h"

#define PTE_TABLE	0x3ull		/* levels 1 and 2: a table follows */
#define PTE_PAGE	0x3ull		/* level 3: a page */
#define PTE_ATTR(n)	((uint64_t)(n) << 2)
#define PTE_EL0		(1ull << 6)	/* AP[1] */
#define PTE_READ_ONLY	(1ull << 7)	/* AP[2] */
#define PTE_SHARED	(3ull << 8)	/* inner shareable */
#define PTE_AF		(1ull << 10)
#define PTE_NG		(1ull << 11)	/* not global: tagged with the ASID */
#define PTE_PXN		(1ull << 53)
#define PTE_UXN		(1ull << 54)
#define PTE_DCB		(1ull << 55)	/* software: the kernel's mapping */
#define PTE_UXN_TABLE	(1ull << 60)
#define PTE_PXN_TABLE	(1ull << 59)
#define PTE_RO_TABLE	(1ull << 62)	/* APTable[1] */
#define PTE_ADDRESS	0x0000fffffffff000ull

/* A root's table descriptor counts, in bits that the hardware ignores, the
 * valid descriptors of that table. */
#define PTE_COUNT_ONE	(1ull << 2)
#define PTE_COUNT_MASK	(0x3ffull << 2)

/* Memory types: indices into MAIR_EL1, set in start.S. */
#define PTE_NORMAL	0
#define PTE_DEVICE	1		/* nGnRE */
#define PTE_UNCACHED	2

static inline uint32_t
pte_page(uint64_t pte)
{
	return (uint32_t)((pte & PTE_ADDRESS) >> VSP_PAGE_SHIFT);
}

/* Without address: a leaf of normal memory, and the restriction of an
 * attachment (r, rw or rx). */
#define PTE_LEAF(rights) \
	(PTE_PAGE | PTE_EL0 | PTE_SHARED | PTE_AF | PTE_NG | PTE_PXN \
	 | ((rights) & VSP_R_WRITE ? 0 : PTE_READ_ONLY) \
	 | ((rights) & VSP_R_EXEC ? 0 : PTE_UXN))
#define PTE_ATTACHMENT(rights) \
	(PTE_TABLE | PTE_PXN_TABLE \
	 | ((rights) & VSP_R_WRITE ? 0 : PTE_RO_TABLE) \
	 | ((rights) & VSP_R_EXEC ? 0 : PTE_UXN_TABLE))

static inline uint64_t
pte_leaf(uint32_t page, uint32_t rights, unsigned memory_type)
{
	return page_physical(page) | PTE_LEAF(rights) | PTE_ATTR(memory_type);
}

static inline uint64_t
pte_attachment(uint32_t page, uint32_t rights)
{
	return page_physical(page) | PTE_ATTACHMENT(rights);
}

#endif
