/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * slot.c - which slots of the domain's CNode are empty.
 *
 * A bit map, one bit a slot, set when it is in use.  The kernel has no such
 * thing: it only refuses an occupied slot.  Handlers and threads both use it,
 * so it works with upcalls disabled.
 */
#include <vesper/memory.h>

#include "internal.h"

#define SLOTS_MAX	(512u * VSP_SLOTS_PER_PAGE)
#define WORD_BITS	64u

static uint64_t used[SLOTS_MAX / WORD_BITS];
static uint32_t slot_limit;		/* slots there are */
static uint32_t slot_hint;		/* none below it is free */
static uint32_t slot_nfree;

static bool
slot_used(uint32_t slot)
{
	return used[slot / WORD_BITS] >> slot % WORD_BITS & 1;
}

static void
slot_mark(uint32_t slot, bool in_use)
{
	uint64_t bit = 1ull << slot % WORD_BITS;

	if (in_use)
		used[slot / WORD_BITS] |= bit;
	else
		used[slot / WORD_BITS] &= ~bit;
}

void
slot_init(uint32_t first, uint32_t limit)
{
	slot_limit = limit < SLOTS_MAX ? limit : SLOTS_MAX;
	slot_hint = first < slot_limit ? first : slot_limit;
	slot_nfree = slot_limit - slot_hint;
	for (uint32_t slot = 0; slot < slot_hint; slot++)
		slot_mark(slot, true);
}

/* The first of `count` free slots in a row; slot_limit if there are none. */
static uint32_t
slot_search(uint32_t count)
{
	uint32_t run = 0;

	for (uint32_t slot = slot_hint; slot < slot_limit; slot++) {
		run = slot_used(slot) ? 0 : run + 1;
		if (run == count)
			return slot - count + 1;
	}
	return slot_limit;
}

static vsp_slot
slot_take(uint32_t count)
{
	uint32_t first = count == 0 ? slot_limit : slot_search(count);

	if (first == slot_limit)
		return 0;
	for (uint32_t i = 0; i < count; i++)
		slot_mark(first + i, true);
	if (first == slot_hint)
		slot_hint += count;
	slot_nfree -= count;
	return first;
}

vsp_slot
vsp_slot_alloc_n(uint32_t count)
{
	bool enabled = vsp_disable();
	vsp_slot first = slot_take(count);

	vsp_enable(enabled);
	return first;
}

vsp_slot
vsp_slot_alloc(void)
{
	return vsp_slot_alloc_n(1);
}

void
vsp_slot_free(vsp_slot slot)
{
	bool enabled = vsp_disable();

	if (slot != 0 && slot < slot_limit && slot_used((uint32_t)slot)) {
		slot_mark((uint32_t)slot, false);
		slot_nfree++;
		if (slot < slot_hint)
			slot_hint = (uint32_t)slot;
	}
	vsp_enable(enabled);
}

uint32_t
vsp_slots_free(void)
{
	return slot_nfree;
}
