/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * mapping.c - claims of mapped memory: map, attach, their limits, their end.
 */
#include <stddef.h>

#include <vesper/vesper.h>

#include "../tap.h"
#include "attempt.h"
#include "objects.h"

#define R	VSP_R_READ
#define RW	(VSP_R_READ | VSP_R_WRITE)
#define RX	(VSP_R_READ | VSP_R_EXEC)

static bool
faults(void (*attempt)(uint64_t), uint64_t address, unsigned kind)
{
	struct vsp_fault fault;

	return SAME(attempt_faults(attempt, address, &fault), true)
	       && SAME(KIND(fault.syndrome), kind);
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
