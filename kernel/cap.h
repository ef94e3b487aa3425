/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * cap.h - capability slots and the tree of derivation.
 *
 * All slots in use form one doubly linked list in preorder of derivation,
 * each with its depth: the children of a capability follow it, deeper than
 * it, and its subtree ends where the depth is no longer greater.
 *
 *	depth 0   Untyped
 *	depth 1     Stretch (owner)
 *	depth 2       Stretch, lent to a friend
 *	depth 1     CNode (owner)
 *
 * So insert, move, unlink and "has children" are O(1) and need no parent
 * pointers.  Slots link by number (physical address / 32): a slot number 0
 * is none, since page 0 never holds one.
 */
#ifndef KERNEL_CAP_H
#define KERNEL_CAP_H

#include <stdbool.h>
#include <stdint.h>
#include <vesper/error.h>
#include <vesper/rights.h>
#include "page.h"

#define SLOT_SHIFT	5	/* a slot is 32 bytes */

/* slot.flags */
#define SLOT_OWNER	0x01	/* made by retype: the object lives with it */
#define SLOT_DEVICE	0x02	/* Untyped, Frame: not RAM */
#define SLOT_CHANNEL	0x04	/* Domain: an event channel, data its mask */
#define SLOT_PORTAL	0x08	/* Domain: a portal, data its badge */
#define SLOT_UNMAPPING	0x10	/* Frame: a map that failed is undone */
#define SLOT_CONDEMNED	0x80	/* being deleted: as good as empty */

struct slot {
	/* Address of the object | rights << 4 | type; 0: empty. */
	uint64_t object;
	/* Untyped: three numbers of pages, untyped.h.  CNode: its slots.
	 * Frame, Stretch: RamTab word of the stretch it is mapped in, the PD
	 * it is attached to.  Domain: badge or mask.  Irq: first line |
	 * count << 32. */
	uint64_t data;
	uint32_t next, prev;
	/* Untyped: pages from its start where the zeroed end.  Frame: page of
	 * that stretch | index << 20.  Stretch: page of that PD. */
	uint32_t where;
	/* Frame: its pages, and how many chunks of them are mapped. */
	uint16_t size_pages : 10;
	uint16_t mapped_chunks : 6;
	uint8_t depth;
	uint8_t flags;
	/* Its number is its address / 32, also inside a Domain. */
} __attribute__((aligned(1 << SLOT_SHIFT)));

_Static_assert(sizeof(struct slot) == 1 << SLOT_SHIFT, "slot is 32 bytes");

static inline enum vsp_type
slot_type(const struct slot *slot)
{
	return (enum vsp_type)(slot->object & 0xf);
}

static inline uint32_t
slot_rights(const struct slot *slot)
{
	return (uint32_t)(slot->object >> 4) & VSP_R_ALL;
}

static inline bool
slot_empty(const struct slot *slot)
{
	return slot->object == 0;
}

/* The object's first page; for Untyped and device Frames not always RAM. */
static inline uint32_t
slot_page(const struct slot *slot)
{
	return (uint32_t)((slot->object - MACHINE_BASE) >> VSP_PAGE_SHIFT);
}

static inline void *
slot_object(const struct slot *slot)
{
	return (void *)(uintptr_t)(slot->object & ~0xfffull);
}

static inline uint64_t
slot_make(uint32_t page, uint32_t rights, enum vsp_type type)
{
	return (uint64_t)(uintptr_t)page_address(page)
	       | (uint64_t)rights << 4 | (uint64_t)type;
}

/* As good as empty for every look-up; fastpath.S looks at the rights only. */
static inline void
slot_condemn(struct slot *slot)
{
	slot->flags |= SLOT_CONDEMNED;
	slot->object &= ~((uint64_t)VSP_R_ALL << 4);
}

static inline uint32_t
slot_number(const struct slot *slot)
{
	return (uint32_t)(((uintptr_t)slot - MACHINE_BASE) >> SLOT_SHIFT);
}

static inline struct slot *
slot_at(uint32_t number)
{
	return (struct slot *)(MACHINE_BASE
			       + ((uintptr_t)number << SLOT_SHIFT));
}

/* What a look-up gives: a slot, or why not. */
struct lookup {
	enum vsp_error error;
	struct slot *slot;
};

bool cap_has_children(const struct slot *slot);
/* Put a capability without a parent (boot only) into an empty slot. */
void cap_insert_root(struct slot *slot, struct slot *after);
/* Link `slot`, whose content is set, as a child of `parent`. */
void cap_insert_child(struct slot *slot, struct slot *parent);
void cap_move(struct slot *to, struct slot *from);
/* Take a slot without children out of the tree and empty it. */
void cap_remove(struct slot *slot);
void cap_unlink(struct slot *slot);

/* May `parent` have a child with these rights and badge?  Then fill in
 * `child` (not linked). */
enum vsp_error cap_derive(struct slot *child, const struct slot *parent,
			  uint32_t rights, uint64_t badge);

/* The capability numbered `index` in a domain's space, of `type` and with at
 * least `rights`. */
struct domain;
struct lookup cap_lookup(const struct domain *domain, uint64_t index);
struct lookup cap_find(const struct domain *domain, uint64_t index,
		       enum vsp_type type, uint32_t rights);
/* The event channel numbered `index`. */
struct lookup cap_find_channel(const struct domain *domain, uint64_t index);

#endif
