/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * ramtab.h - one word for every page of RAM: its role, and an epoch.
 *
 * A page has one role at a time.  An object's first page speaks for it; those
 * behind it are PAGE_FREE.
 *
 * A kernel object gets an epoch from a global counter when it is made, so
 * (page, word) names that very object and no later one on the same page: a
 * weak reference, checked by one load and one compare.  It is used where no
 * capability keeps the object alive.
 */
#ifndef KERNEL_RAMTAB_H
#define KERNEL_RAMTAB_H

#include <stdbool.h>
#include <stdint.h>
#include "page.h"

enum page_role {
	PAGE_FREE,		/* Untyped memory */
	PAGE_KERNEL,		/* the kernel's image, RamTab, the payload */
	PAGE_FRAME,
	PAGE_CNODE,
	PAGE_PD,		/* an even number: protdomain.h */
	PAGE_STRETCH,
	PAGE_TABLE,		/* a PD's level-2 table; the word says which */
	PAGE_DOMAIN,
	PAGE_DYING		/* its object is being deleted */
};

struct weak {
	uint32_t page;
	uint64_t word;		/* 0: refers to nothing */
};

struct ramtab {
	uint64_t *word;		/* one for each of `npages` pages */
	uint32_t npages;
	uint64_t epoch;		/* of the next object */
};

extern struct ramtab ramtab;	/* state.c */

/* The table is `npages` zeroed words, all PAGE_FREE. */
void ramtab_init(uint64_t *table, uint32_t npages);
/* The page begins a new object; gives its word. */
uint64_t ramtab_begin(uint32_t page, enum page_role role);

static inline uint32_t
ramtab_npages(void)
{
	return ramtab.npages;
}

static inline void
ramtab_set(uint32_t page, uint64_t word)
{
	ramtab.word[page] = word;
}

static inline uint64_t
ramtab_word(uint32_t page)
{
	return ramtab.word[page];
}

static inline enum page_role
ramtab_role(uint64_t word)
{
	return (enum page_role)(word & 0xff);
}

static inline uint64_t
ramtab_value(uint64_t word)
{
	return word >> 8;
}

static inline uint64_t
ramtab_make(enum page_role role, uint64_t value)
{
	return (uint64_t)role | value << 8;
}

static inline struct weak
weak_to(uint32_t page)
{
	return (struct weak){ page, ramtab_word(page) };
}

static inline bool
weak_alive(struct weak ref)
{
	return ref.word != 0 && ramtab_word(ref.page) == ref.word;
}

#endif
