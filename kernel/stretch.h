/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * stretch.h - Stretches: 2 MiB of the address space each.
 *
 * A Stretch object is one level-3 table, and its address is the number of its
 * page: unique, with nothing to allocate.  What is mapped in it is the same
 * for everyone; an attachment, one level-2 descriptor of a PD, says who has
 * it and with which rights.  A Stretch capability carries at most one: data
 * is the RamTab word of the PD, where the page of that PD's table.
 */
#ifndef KERNEL_STRETCH_H
#define KERNEL_STRETCH_H

#include "cap.h"
#include "protdomain.h"

/* Tables, and PDs, come from the first GiB of RAM, less 2 MiB: three levels
 * give 39 bits of address, and a PD's page number / 4 has 16; a root's last
 * entry has another use. */
#define STRETCH_MAX_PAGE	((1u << 18) - 512)

static inline struct vaddr
stretch_address(uint32_t page)
{
	return (struct vaddr){ (uint64_t)page << VSP_STRETCH_SHIFT };
}

/* Are these `n` leaves unused? */
static inline bool
stretch_leaves_empty(const uint64_t *leaf, uint32_t n)
{
	const uint64_t *end = leaf + n / 2 * 2;
	uint64_t used = n % 2 != 0 ? *end : 0;

	for (; leaf != end; leaf += 2)
		used |= leaf[0] | leaf[1];
	return used == 0;
}

/* `n` leaves for as many pages in a row, two by two. */
static inline void
stretch_fill_leaves(uint64_t *leaf, uint32_t n, uint64_t first)
{
	uint64_t *end = leaf + n / 2 * 2;

	if (n % 2 != 0)
		*end = first + (uint64_t)(n - 1) * VSP_PAGE_SIZE;
	for (; leaf != end; leaf += 2) {
		leaf[0] = first;
		leaf[1] = first + VSP_PAGE_SIZE;
		first += 2 * VSP_PAGE_SIZE;
	}
}

/* Map pages of the kernel's choice; the leaves are empty. */
void stretch_map(uint32_t stretch_page, uint32_t index, uint32_t npages,
		 uint64_t first);
void stretch_map_dcb(uint32_t stretch_page, uint32_t index, uint32_t page);

/* Leaves that are `value` under the mask, which is `step` more for the next. */
struct leaves {
	uint64_t mask, value, step;
};
/* Clear those of `npages` leaves. */
void stretch_clear(uint32_t stretch_page, uint32_t index, uint32_t npages,
		   struct leaves these);
/* Attach what the capability names; it remembers where, and takes it back. */
void stretch_attach(struct slot *stretch, struct pd_entry entry,
		    uint32_t rights);
void stretch_detach(struct slot *stretch);

#endif
