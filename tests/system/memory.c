/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * memory.c - claims of memory: retype, map, attach, and how it comes back.
 */
#include <stddef.h>
#include <string.h>

#include <vesper/vesper.h>

#include "attempt.h"
#include "tap.h"

#define R	VSP_R_READ
#define RW	(VSP_R_READ | VSP_R_WRITE)
#define RX	(VSP_R_READ | VSP_R_EXEC)
#define BIG	512u

static vsp_slot slots;		/* some, in a row; all empty between claims */

static struct vsp_retype
frames(uint64_t size_pages, uint64_t count)
{
	return (struct vsp_retype){ VSP_TYPE_FRAME, size_pages, count, 0,
				    slots, VSP_RETYPE_NEXT };
}

static int
retype(struct vsp_retype what)
{
	return vsp_retype(VSP_SLOT_MEMORY, &what, NULL);
}

static uint64_t
used_pages(void)
{
	uint64_t used = 0;

	vsp_untyped_info(VSP_SLOT_MEMORY, NULL, NULL, &used);
	return used;
}

static uint8_t *
bytes_at(uint64_t address)
{
	return (uint8_t *)(uintptr_t)address;
}

/* A stretch of the tables', attached to this domain; its slot is the given. */
static uint64_t
stretch_at(vsp_slot slot, uint64_t rights)
{
	struct vsp_retype what = { VSP_TYPE_STRETCH, 1, 1, 0, slot,
				   VSP_RETYPE_NEXT };
	uint64_t address = 0;

	if (vsp_retype(VSP_SLOT_TABLES, &what, NULL) != VSP_OK
	    || vsp_attach(slot, VSP_SLOT_PD, rights, &address) != VSP_OK)
		printf("# no stretch\n");
	return address;
}

static bool
faults(void (*attempt)(uint64_t), uint64_t address, unsigned kind)
{
	struct vsp_fault fault;

	return SAME(attempt_faults(attempt, address, &fault), true)
	       && SAME(KIND(fault.syndrome), kind);
}

/* ---- retype ---- */

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

/* ---- stretches ---- */

static bool
stretches_made_in_one_go_lie_in_a_row(void)
{
	struct vsp_retype what = { VSP_TYPE_STRETCH, 1, 4, 0, slots,
				   VSP_RETYPE_NEXT };
	uint64_t first = 0, next = 0;
	bool right = SAME(vsp_retype(VSP_SLOT_TABLES, &what, NULL), VSP_OK);

	vsp_stretch_info(slots, &first, NULL);
	for (unsigned i = 1; i < 4; i++) {
		vsp_stretch_info(slots + i, &next, NULL);
		right &= SAME(next, first + i * VSP_STRETCH_SIZE);
	}
	for (unsigned i = 0; i < 4; i++)
		vsp_delete(slots + i);
	return right && SAME(first % VSP_STRETCH_SIZE, 0);
}

static bool
nothing_can_be_attached_writable_and_executable(void)
{
	bool right = true;

	stretch_at(slots, R);
	vsp_detach(slots);
	for (uint64_t rights = 0; rights < 16; rights++)
		if (rights != R && rights != RW && rights != RX)
			right &= SAME(vsp_attach(slots, VSP_SLOT_PD, rights,
						 NULL), VSP_E_ARG);
	right &= SAME(vsp_attach(slots, VSP_SLOT_PD, RX, NULL), VSP_OK);
	vsp_delete(slots);
	return right;
}

static bool
a_stretch_is_attached_to_a_pd_once(void)
{
	bool right;

	stretch_at(slots, RW);
	vsp_derive(VSP_SLOT_CNODE, slots + 1, slots, VSP_R_ALL, 0);
	right = SAME(vsp_attach(slots, VSP_SLOT_PD, RW, NULL), VSP_E_STATE)
		&& SAME(vsp_attach(slots + 1, VSP_SLOT_PD, R, NULL),
			VSP_E_OCCUPIED)
		&& SAME(vsp_detach(slots + 1), VSP_E_EMPTY)
		&& SAME(vsp_detach(slots), VSP_OK)
		&& SAME(vsp_attach(slots + 1, VSP_SLOT_PD, R, NULL), VSP_OK);
	vsp_delete(slots);
	return right;
}

static bool
an_attachment_narrows_what_is_mapped(void)
{
	uint64_t address = stretch_at(slots + 1, R);
	bool right;

	retype(frames(1, 1));
	vsp_map(slots + 1, slots, 0, VSP_R_READ | VSP_R_WRITE | VSP_R_EXEC);
	right = SAME(*bytes_at(address), 0)
		&& faults(attempt_write, address, KIND_PERMISSION)
		&& faults(attempt_run, address, KIND_PERMISSION);
	vsp_detach(slots + 1);
	right &= faults(attempt_read, address, KIND_TRANSLATION);
	vsp_attach(slots + 1, VSP_SLOT_PD, RW, NULL);
	attempt_write(address);
	right &= faults(attempt_run, address, KIND_PERMISSION);
	vsp_delete(slots + 1);
	vsp_delete(slots);
	return right;
}

/* Each root entry is 1 GiB of addresses: 512 pages of tables. */
static bool
a_pd_has_three_tables(void)
{
	struct vsp_retype what = { VSP_TYPE_STRETCH, 1, 1, 0, slots, 0 };
	struct vsp_retype pd = { VSP_TYPE_PD, 1, 1, 0, slots + 8,
				 VSP_RETYPE_NEXT };
	uint64_t used = 0;
	int error = retype(pd);

	for (unsigned i = 0; i < 4 && error == VSP_OK; i++) {
		what.first_slot = slots + i;
		what.offset_pages = 512 * (i + 1ull);
		error = retype(what);
		if (error == VSP_OK)
			error = vsp_attach(slots + i, slots + 8, RW, NULL);
	}
	vsp_pd_info(slots + 8, NULL, &used);
	vsp_revoke(VSP_SLOT_MEMORY);
	return SAME(error, VSP_E_FULL) && SAME(used, 3);
}

/* ---- map ---- */

static bool
map_refuses_what_does_not_fit(void)
{
	bool right;

	stretch_at(slots + 2, RW);
	retype(frames(8, 2));
	right = SAME(vsp_map(slots + 2, slots, 505, RW), VSP_E_ARG)
		&& SAME(vsp_map(slots + 2, slots, ~0ull, RW), VSP_E_ARG)
		&& SAME(vsp_map(slots + 2, slots, 512, RW), VSP_E_ARG)
		&& SAME(vsp_map(slots + 2, slots, 0, VSP_R_WRITE), VSP_E_ARG)
		&& SAME(vsp_map(slots + 2, slots, 0, RW | 16), VSP_E_ARG)
		&& SAME(vsp_map(slots + 2, slots, 504, RW), VSP_OK)
		&& SAME(vsp_map(slots + 2, slots, 0, RW), VSP_E_STATE)
		&& SAME(vsp_map(slots + 2, slots + 1, 497, RW), VSP_E_OCCUPIED)
		&& SAME(vsp_map(slots + 2, slots + 1, 496, RW), VSP_OK);
	vsp_delete(slots + 2);
	vsp_revoke(VSP_SLOT_MEMORY);
	return right;
}

/* A map that fails in its middle has mapped nothing. */
static bool
a_failed_map_maps_nothing(void)
{
	uint64_t address = stretch_at(slots + 2, RW);
	bool right;

	retype(frames(8, 2));
	vsp_map(slots + 2, slots, 4, RW);
	right = SAME(vsp_map(slots + 2, slots + 1, 0, RW), VSP_E_OCCUPIED)
		&& faults(attempt_read, address, KIND_TRANSLATION)
		&& faults(attempt_read, address + 3 * 4096, KIND_TRANSLATION);
	vsp_delete(slots + 2);
	vsp_revoke(VSP_SLOT_MEMORY);
	return right;
}

static bool
a_frame_can_be_mapped_for_its_rights_only(void)
{
	bool right;

	stretch_at(slots + 2, RW);
	retype(frames(1, 1));
	vsp_derive(VSP_SLOT_CNODE, slots + 1, slots, R, 0);
	right = SAME(vsp_map(slots + 2, slots + 1, 0, RW), VSP_E_RIGHT)
		&& SAME(vsp_map(slots + 2, slots + 1, 0, RX), VSP_E_RIGHT)
		&& SAME(vsp_map(slots + 2, slots + 1, 0, R), VSP_OK);
	vsp_delete(slots + 2);
	vsp_revoke(VSP_SLOT_MEMORY);
	return right;
}

/* Each way to take a page away works at once. */
static bool
what_was_taken_away_faults_at_once(void)
{
	bool right = true;

	for (unsigned how = 0; how < 5; how++) {
		uint64_t address = stretch_at(slots + 1, RW);

		retype(frames(1, 1));
		vsp_map(slots + 1, slots, 7, RW);
		attempt_write(address + 7 * 4096);
		switch (how) {
		case 0: vsp_unmap(slots + 1, 7, 1); break;
		case 1: vsp_frame_unmap(slots); break;
		case 2: vsp_delete(slots); break;
		case 3: vsp_detach(slots + 1); break;
		default: vsp_delete(slots + 1);
		}
		right &= faults(attempt_read, address + 7 * 4096,
				KIND_TRANSLATION);
		vsp_delete(slots + 1);
		vsp_revoke(VSP_SLOT_MEMORY);
	}
	return right;
}

static bool
unmapping_nothing_is_told(void)
{
	bool right;

	stretch_at(slots + 1, RW);
	retype(frames(1, 1));
	right = SAME(vsp_frame_unmap(slots), VSP_E_EMPTY)
		&& SAME(vsp_unmap(slots + 1, 0, 513), VSP_E_ARG)
		&& SAME(vsp_unmap(slots + 1, 512, 1), VSP_E_ARG)
		&& SAME(vsp_unmap(slots + 1, 511, ~0ull), VSP_E_ARG)
		&& SAME(vsp_unmap(slots + 1, 0, 512), VSP_OK);
	vsp_delete(slots + 1);
	vsp_revoke(VSP_SLOT_MEMORY);
	return right;
}

/* ---- the DCB ---- */

static bool
the_dcb_cannot_be_unmapped_or_mapped_twice(void)
{
	uint64_t dcb = (uint64_t)(uintptr_t)vsp_startup()
		       - VSP_SYSTEM_STARTUP * (uint64_t)VSP_PAGE_SIZE;
	bool right;

	stretch_at(slots, RW);
	right = SAME(vsp_unmap(VSP_SLOT_SYSTEM, VSP_SYSTEM_DCB,
			       VSP_DCB_PAGES), VSP_OK)
		&& SAME(vsp_domain_map_dcb(VSP_SLOT_DOMAIN, slots, 0, NULL),
			VSP_E_STATE);
	attempt_write(dcb + offsetof(struct vsp_dcb, user));
	vsp_delete(slots);
	return right;
}

static const struct tap_claim claims[] = {
	CLAIM(retype_refuses_what_makes_no_sense),
	CLAIM(retype_needs_empty_slots),
	CLAIM(retype_gives_no_more_than_there_is),
	CLAIM(nothing_is_made_of_the_same_memory_twice),
	CLAIM(fresh_memory_is_zero),
	CLAIM(all_memory_comes_back_from_any_object),
	CLAIM(stretches_made_in_one_go_lie_in_a_row),
	CLAIM(nothing_can_be_attached_writable_and_executable),
	CLAIM(a_stretch_is_attached_to_a_pd_once),
	CLAIM(an_attachment_narrows_what_is_mapped),
	CLAIM(a_pd_has_three_tables),
	CLAIM(map_refuses_what_does_not_fit),
	CLAIM(a_failed_map_maps_nothing),
	CLAIM(a_frame_can_be_mapped_for_its_rights_only),
	CLAIM(what_was_taken_away_faults_at_once),
	CLAIM(unmapping_nothing_is_told),
	CLAIM(the_dcb_cannot_be_unmapped_or_mapped_twice),
};

int
main(void)
{
	slots = vsp_slot_alloc_n(64);
	if (slots == 0)
		return 1;
	return tap_run(claims, TAP_COUNT(claims));
}
