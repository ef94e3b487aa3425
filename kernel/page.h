/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * page.h - pages of physical memory, and the one cast from a page to what it
 * holds.
 *
 * Physical memory is named by page number.  The kernel sees all RAM at
 * MACHINE_BASE (machine.h); page_address() and address_page() are the only
 * ways between the two, on the board and in the simulated machine alike.
 */
#ifndef KERNEL_PAGE_H
#define KERNEL_PAGE_H

#include <stdint.h>
#include <vesper/op.h>
#include "machine.h"

/* A virtual address of user level; never dereferenced by the kernel. */
struct vaddr {
	uint64_t value;
};

static inline void *
page_address(uint32_t page)
{
	return (void *)MACHINE_ADDRESS((uintptr_t)page << VSP_PAGE_SHIFT);
}

static inline uint64_t
page_physical(uint32_t page)
{
	return (uint64_t)page << VSP_PAGE_SHIFT;
}

static inline uint32_t
address_page(const void *address)
{
	return (uint32_t)(MACHINE_OFFSET((uintptr_t)address)
			  >> VSP_PAGE_SHIFT);
}

#endif
