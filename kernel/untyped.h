/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * untyped.h - what an Untyped capability says of its memory, in pages from
 * its start:
 *
 *	0       used      from      where      size
 *	|########|.........|000000000|..........|
 *
 * Up to `used`, the watermark, there are objects, or there were; the pages in
 * [from, where) are zeroed and not in use (from may be below used).  size,
 * from and used share slot.data, 20 bits each: 4 GiB.
 */
#ifndef KERNEL_UNTYPED_H
#define KERNEL_UNTYPED_H

#include "cap.h"

#define UNTYPED_BITS	20
#define UNTYPED_MASK	((1u << UNTYPED_BITS) - 1)

static inline uint32_t
untyped_size(const struct slot *slot)
{
	return (uint32_t)(slot->data >> 2 * UNTYPED_BITS) & UNTYPED_MASK;
}

static inline uint32_t
untyped_from(const struct slot *slot)
{
	return (uint32_t)(slot->data >> UNTYPED_BITS) & UNTYPED_MASK;
}

static inline uint32_t
untyped_watermark(const struct slot *slot)
{
	return (uint32_t)slot->data & UNTYPED_MASK;
}

static inline void
untyped_set(struct slot *slot, uint32_t size, uint32_t from, uint32_t used)
{
	slot->data = (uint64_t)size << 2 * UNTYPED_BITS
		     | (uint64_t)from << UNTYPED_BITS | used;
}

/* Without children an Untyped starts afresh.  Nobody can see when: so whoever
 * asks what is used does this first. */
static inline void
untyped_refresh(struct slot *slot)
{
	if (slot_has_children(slot) || untyped_watermark(slot) == 0)
		return;
	untyped_set(slot, untyped_size(slot), 0, 0);
	slot->where = 0;
}

#endif
