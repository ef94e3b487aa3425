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
 * pointers.  Slots link by physical address (RAM is below 4 GiB).  Address 0
 * is nil: its page is the kernel's, and there a slot of depth 0 may be written
 * like any other, so that the ends of the list need no tests.
 */
#ifndef KERNEL_CAP_H
#define KERNEL_CAP_H

#include <stdbool.h>
#include <stdint.h>
#include <vesper/error.h>
#include <vesper/rights.h>
#include "page.h"

#define SLOT_SHIFT	5	/* a slot is 32 bytes */

/* slot.object, for the fast paths: it can be called, or signalled, and is not
 * condemned. */
#define SLOT_CALLED	0x100u
#define SLOT_SIGNALLED	0x200u

/* slot.flags */
#define SLOT_CONDEMNED	0x01	/* being deleted: as good as empty */
#define SLOT_CHANNEL	0x02	/* Domain: an event channel, data its mask */
#define SLOT_PORTAL	0x04	/* Domain: a portal, data its badge */
#define SLOT_UNMAPPING	0x08	/* Frame: a map that failed is undone */
#define SLOT_INSIDE	0x20	/* lies in a Domain: its CNode, its PD */
#define SLOT_OWNER	0x40	/* made by retype: the object lives with it */
#define SLOT_DEVICE	0x80	/* Untyped, Frame: not RAM */

struct slot {
	/* Address of the object | rights << 4 | type; 0: empty. */
	uint64_t object;
	/* Untyped: three numbers of pages, untyped.h.  CNode: its slots.
	 * Frame, Stretch: RamTab word of the stretch it is mapped in, the PD
	 * it is attached to.  Domain: badge or mask.  Irq: first line |
	 * count << 32. */
	uint64_t data;
	uint32_t next, prev;
	union {
		struct {
			/* Untyped: pages from its start where the zeroed end.
			 * Frame: where it is mapped, frame.h.  Stretch: page
			 * of the PD's table it is in.  Irq: its number, if a
			 * line was bound with it; that line's channel: the
			 * same. */
			uint32_t where;
			union {
				struct {
					/* Frame: its pages. */
					uint16_t size_pages : 10;
					/* Frame, Stretch, PD: no badge. */
					bool plain : 1;
					uint8_t depth;
					uint8_t flags;
				};
				uint32_t shape;
			};
		};
		uint64_t rest;
	};
} __attribute__((aligned(1 << SLOT_SHIFT)));

_Static_assert(sizeof(struct slot) == 1 << SLOT_SHIFT, "slot is 32 bytes");

/* In `shape`: what a child takes over, and one level of depth. */
#define SHAPE_INHERITED	0x80ffffffu
#define SHAPE_DEPTH_ONE	0x00010000u
#define SHAPE_TOO_DEEP	0x00800000u
#define SHAPE_PLAIN	0x00000400u
#define SHAPE_DEPTH	0x00ff0000u
#define SHAPE_DEVICE	((uint32_t)SLOT_DEVICE << 24)
_Static_assert(VSP_MAX_DEPTH == 127, "one more is SHAPE_TOO_DEEP");

/* In `rest`, any of these: a Frame that is a device or is mapped already; and
 * one that takes more to delete than to take it out of the tree. */
#define REST_UNFIT	0x80000000ffffffffull
#define REST_BURDEN	0xe0000000ffffffffull

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

/* Frame, Stretch, PD: derived by rights alone. */
static inline bool
type_plain(enum vsp_type type)
{
	return type >= VSP_TYPE_FRAME && type <= VSP_TYPE_PD;
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
	return (uint32_t)(MACHINE_OFFSET(slot->object) >> VSP_PAGE_SHIFT);
}

static inline void *
slot_object(const struct slot *slot)
{
	return (void *)(uintptr_t)(slot->object & ~0xfffull);
}

static inline uint64_t
slot_make(uint32_t page, uint32_t rights, enum vsp_type type)
{
	uint64_t called = type == VSP_TYPE_DOMAIN && rights & VSP_R_CALL
			  ? SLOT_CALLED : 0;

	return (uint64_t)(uintptr_t)page_address(page)
	       | (uint64_t)rights << 4 | (uint64_t)type | called;
}

/* As good as empty for every look-up. */
static inline void
slot_condemn(struct slot *slot)
{
	slot->flags |= SLOT_CONDEMNED;
	slot->object &= ~((uint64_t)VSP_R_ALL << 4 | SLOT_CALLED
			  | SLOT_SIGNALLED);
}

static inline uint32_t
slot_number(const struct slot *slot)
{
	return (uint32_t)MACHINE_OFFSET((uintptr_t)slot);
}

static inline struct slot *
slot_at(uint32_t number)
{
	return (struct slot *)MACHINE_ADDRESS((uintptr_t)number);
}

/* Into the list behind `prev`, and out of it. */
static inline void
slot_link(struct slot *slot, struct slot *prev)
{
	uint32_t self = slot_number(slot), next = prev->next;

	slot_at(next)->prev = self;
	prev->next = self;
	slot->next = next;
	slot->prev = slot_number(prev);
}

static inline void
slot_unlink(const struct slot *slot)
{
	slot_at(slot->prev)->next = slot->next;
	slot_at(slot->next)->prev = slot->prev;
}

/* `next` comes behind `slot`: what was between them is cleared. */
static inline void
slot_join(struct slot *slot, struct slot *next)
{
	slot->next = slot_number(next);
	next->prev = slot_number(slot);
}

static inline bool
slot_has_children(const struct slot *slot)
{
	return slot_at(slot->next)->depth > slot->depth;
}

/* A leaf that stands for nothing else: to delete it is to empty the slot. */
static inline bool
slot_leaf(const struct slot *slot)
{
	return (slot->rest & REST_BURDEN) == 0 && !slot_has_children(slot);
}

static inline void
slot_clear(struct slot *slot)
{
	slot->object = slot->data = 0;
	slot->next = slot->prev = 0;
	slot->rest = 0;
}

/* Clear a leaf that slot_join() takes out of the list; gives the next. */
static inline struct slot *
slot_drop(struct slot *leaf)
{
	struct slot *next = slot_at(leaf->next);

	slot_clear(leaf);
	return next;
}

/* Can be used; else a look-up takes it for empty. */
static inline bool
slot_usable(const struct slot *slot)
{
	return !slot_empty(slot) && (slot->flags & SLOT_CONDEMNED) == 0;
}

/* A look-up gives a slot or, in its place, why there is none: if it failed,
 * the error. */
static inline struct slot *
slot_none(enum vsp_error error)
{
	return (struct slot *)(uintptr_t)error;
}

static inline bool
slot_failed(const struct slot *found)
{
	return (uintptr_t)found < VSP_E_COUNT;
}

static inline enum vsp_error
slot_error(const struct slot *found)
{
	return (enum vsp_error)(uintptr_t)found;
}

/* Link `slot`, whose content is set, as a child of `parent`. */
void cap_insert_child(struct slot *slot, struct slot *parent);
void cap_move(struct slot *to, struct slot *from);
/* Take a slot without children out of the tree and empty it; one that is empty
 * stays so. */
void cap_remove(struct slot *slot);
void cap_unlink(struct slot *slot);

/* May `parent` have a child with these rights and badge?  Then fill in
 * `child` (not linked). */
enum vsp_error cap_derive(struct slot *child, const struct slot *parent,
			  uint32_t rights, uint64_t badge);

/* The capability numbered `index` in a domain's space, of `type` and with at
 * least `rights`. */
struct domain;
struct slot *cap_lookup(const struct domain *domain, uint64_t index);
struct slot *cap_find(const struct domain *domain, uint64_t index,
		      enum vsp_type type, uint32_t rights);
/* The event channel numbered `index`. */
struct slot *cap_find_channel(const struct domain *domain, uint64_t index);

#endif
