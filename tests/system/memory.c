/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * memory.c - claims of memory: what can be made of it, once, and that it comes
 * back whole and clean.
 */
#include <string.h>

#include <vesper/vesper.h>

#include "../tap.h"
#include "objects.h"

#define RW	(VSP_R_READ | VSP_R_WRITE)
#define BIG	512u

static uint64_t
used_pages(void)
{
	uint64_t used = 0;

	vsp_untyped_info(VSP_SLOT_MEMORY, NULL, NULL, &used);
	return used;
}

static bool
retype_refuses_what_makes_no_sense(void)
{
	struct vsp_retype bad = frames(1, 1);
	bool refused = true;

	for (uint64_t type = 0; type < 64; type++) {
		bad.type = (enum vsp_type)type;
		if (type == VSP_TYPE_NONE || type >= VSP_TYPE_IRQ)
			refused &= SAME(retype(bad), VSP_E_ARG);
	}
	bad = (struct vsp_retype){ VSP_TYPE_CNODE, 3, 1, 0, slots,
				   VSP_RETYPE_NEXT };
	refused &= SAME(retype(bad), VSP_E_ARG);
	refused &= SAME(retype(frames(0, 1)), VSP_E_ARG)
		   && SAME(retype(frames(513, 1)), VSP_E_ARG)
		   && SAME(retype(frames(~0ull, 1)), VSP_E_ARG)
		   && SAME(retype(frames(1, 0)), VSP_E_ARG)
		   && SAME(retype(frames(1, 65)), VSP_E_ARG)
		   && SAME(retype(frames(1, 1ull << 32)), VSP_E_ARG);
	return refused && SAME(used_pages(), 0);
}

static bool
retype_needs_empty_slots(void)
{
	struct vsp_retype into = frames(1, 2);

	into.first_slot = VSP_SLOT_PD;
	if (!SAME(retype(into), VSP_E_OCCUPIED))
		return false;
	into.first_slot = 0;
	if (!SAME(retype(into), VSP_E_ARG))
		return false;
	into.first_slot = vsp_startup()->nslots - 1;
	if (!SAME(retype(into), VSP_E_ARG))
		return false;
	into.first_slot = slots;
	into.space = VSP_SLOT_PD;
	return SAME(retype(into), VSP_E_TYPE) && SAME(used_pages(), 0);
}

static bool
retype_gives_no_more_than_there_is(void)
{
	struct vsp_retype half = { VSP_TYPE_UNTYPED, 0, 1, 0, slots,
				   VSP_RETYPE_NEXT };
	uint64_t size = 0;
	bool right;

	vsp_untyped_info(VSP_SLOT_MEMORY, NULL, &size, NULL);
	half.size_pages = size + 1;
	right = SAME(retype(half), VSP_E_NOMEM);
	half.size_pages = size;
	right &= SAME(retype(half), VSP_OK);
	half.first_slot = slots + 1;
	half.size_pages = 1;
	right &= SAME(retype(half), VSP_E_NOMEM);
	vsp_delete(slots);
	return right && SAME(used_pages(), 0);
}

static bool
nothing_is_made_of_the_same_memory_twice(void)
{
	struct vsp_retype what = frames(4, 1);
	bool right = SAME(retype(what), VSP_OK);

	what.first_slot = slots + 1;
	what.offset_pages = 0;
	right &= SAME(retype(what), VSP_E_ARG);
	what.offset_pages = 3;
	right &= SAME(retype(what), VSP_E_ARG);
	what.offset_pages = 4;
	right &= SAME(retype(what), VSP_OK);
	vsp_delete(slots);
	right &= SAME(used_pages(), 8);
	vsp_delete(slots + 1);
	return right && SAME(used_pages(), 0);
}

/* Fill memory, give it back, get it anew. */
static bool
fresh_memory_is_zero(void)
{
	uint64_t address = stretch_at(slots + 1, RW), sum = 0;

	for (unsigned round = 0; round < 2; round++) {
		retype(frames(BIG, 1));
		vsp_map(slots + 1, slots, 0, RW);
		for (uint64_t i = 0; i < VSP_STRETCH_SIZE; i += 8)
			sum |= *(uint64_t *)(uintptr_t)(address + i);
		memset(bytes_at(address), 0xee, VSP_STRETCH_SIZE);
		vsp_delete(slots);
	}
	vsp_delete(slots + 1);
	return SAME(sum, 0) && SAME(used_pages(), 0);
}

static bool
all_memory_comes_back_from_any_object(void)
{
	static const struct vsp_retype all[] = {
		{ VSP_TYPE_UNTYPED, 16, 4, 0, 0, VSP_RETYPE_NEXT },
		{ VSP_TYPE_FRAME, 16, 4, 0, 0, VSP_RETYPE_NEXT },
		{ VSP_TYPE_CNODE, 16, 4, 0, 0, VSP_RETYPE_NEXT },
		{ VSP_TYPE_STRETCH, 1, 64, 0, 0, VSP_RETYPE_NEXT },
		{ VSP_TYPE_PD, 1, 16, 0, 0, VSP_RETYPE_NEXT },
		{ VSP_TYPE_DOMAIN, 1, 16, 0, 0, VSP_RETYPE_NEXT },
	};
	bool right = true;

	for (unsigned round = 0; round < 50; round++) {
		struct vsp_retype what = all[round % 6];

		what.first_slot = slots;
		right &= SAME(retype(what), VSP_OK)
			 && SAME(used_pages() >= 64, true)
			 && SAME(vsp_revoke(VSP_SLOT_MEMORY), VSP_OK)
			 && SAME(used_pages(), 0);
	}
	return right;
}

static const struct tap_claim claims[] = {
	CLAIM(retype_refuses_what_makes_no_sense),
	CLAIM(retype_needs_empty_slots),
	CLAIM(retype_gives_no_more_than_there_is),
	CLAIM(nothing_is_made_of_the_same_memory_twice),
	CLAIM(fresh_memory_is_zero),
	CLAIM(all_memory_comes_back_from_any_object),
};

int
main(void)
{
	slots = vsp_slot_alloc_n(64);
	if (slots == 0)
		return 1;
	return tap_run(claims, TAP_COUNT(claims));
}
