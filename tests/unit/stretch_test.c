/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * stretch_test.c - what is mapped is the same for all, what is attached is
 * what was granted, and what is taken back is gone at once.
 */
#include "stretch.h"

#include "claims.h"
#include "pte.h"
#include "protdomain.h"
#include "sim.h"

#define R	VSP_R_READ
#define W	VSP_R_WRITE
#define X	VSP_R_EXEC

static uint64_t stretch, pd;

static void
setup(void)
{
	sim_boot(SIM_PAGES);
	stretch = sim_make(VSP_BOOT_TABLES, VSP_TYPE_STRETCH, 0);
	pd = VSP_BOOT_PD;
}

static int
map(uint64_t frame, uint64_t page, uint64_t rights)
{
	return SIM_INVOKE(stretch, VSP_OP_STRETCH_MAP, frame, page, rights);
}

static int
attach(uint64_t what, uint64_t to, uint64_t rights)
{
	return SIM_INVOKE(what, VSP_OP_STRETCH_ATTACH, to, rights);
}

static int
detach(uint64_t what)
{
	return SIM_INVOKE(what, VSP_OP_STRETCH_DETACH);
}

static uint64_t
new_frame(uint32_t size)
{
	return sim_make(VSP_BOOT_RAM, VSP_TYPE_FRAME, size);
}

static uint64_t
address_of(uint64_t slot, uint32_t page)
{
	return stretch_address(sim_page(slot)).value + page_physical(page);
}

/* What a PD may do there; through the TLB, and by the tables. */
static uint32_t
allowed_in(uint64_t to, uint64_t address)
{
	uint64_t ttbr0 = pd_ttbr0(sim_page(to));
	struct translation found = mmu_walk(ttbr0, address);
	uint32_t rights = 0;

	for (uint32_t right = R; right <= X; right <<= 1)
		if (mmu_access(ttbr0, address, right).fault == MMU_OK)
			rights |= right;
	ck_assert_uint_eq(rights, found.fault == MMU_OK ? found.rights : 0);
	return rights;
}

static uint32_t
allowed(uint32_t page)
{
	return allowed_in(pd, address_of(stretch, page));
}

/* Rights a page can be mapped with, and a stretch attached with. */
static const uint32_t map_rights[] = { R, R | W, R | X, R | W | X };
static const uint32_t attach_rights[] = { R, R | W, R | X };

/* All frames, mappings and attachments: 16 x 3. */
START_TEST(access_needs_frame_mapping_and_attachment)
{
	uint64_t frame = new_frame(1), lent;

	for (unsigned f = 0; f < 4; f++) {
		lent = sim_derive(frame, map_rights[f], 0);
		for (unsigned m = 0; m < 4; m++) {
			uint32_t has = map_rights[m];
			bool may = (has & ~map_rights[f]) == 0;

			ck_assert_int_eq(map(lent, 0, has),
					 may ? VSP_OK : VSP_E_RIGHT);
			for (unsigned a = 0; a < 3 && may; a++) {
				ck_assert_int_eq(attach(stretch, pd,
							attach_rights[a]),
						 VSP_OK);
				ck_assert_uint_eq(allowed(0),
						  has & attach_rights[a]);
				ck_assert_int_eq(detach(stretch), VSP_OK);
				ck_assert_uint_eq(allowed(0), 0);
			}
			SIM_INVOKE(lent, VSP_OP_FRAME_UNMAP);
		}
	}
}
END_TEST

START_TEST(nothing_is_both_written_and_executed)
{
	uint64_t frame = new_frame(1);

	ck_assert_int_eq(map(frame, 0, R | W | X), VSP_OK);
	ck_assert_int_eq(attach(stretch, pd, R | W | X), VSP_E_ARG);
	ck_assert_int_eq(attach(stretch, pd, R | W), VSP_OK);
	ck_assert_uint_eq(allowed(0), R | W);
	stretch = sim_derive(stretch, VSP_R_ALL, 0);
	pd = sim_make(VSP_BOOT_RAM, VSP_TYPE_PD, 0);
	ck_assert_int_eq(attach(stretch, pd, R | X), VSP_OK);
	ck_assert_uint_eq(allowed(0), R | X);
}
END_TEST

START_TEST(attach_takes_r_rw_or_rx_that_the_capability_has)
{
	for (uint64_t has = 0; has <= VSP_R_ALL; has++) {
		uint64_t lent = sim_derive(stretch, (uint32_t)has, 0);

		for (uint64_t asked = 0; asked < 32; asked++) {
			bool valid = asked == R || asked == (R | W)
				     || asked == (R | X);
			int error = !valid ? VSP_E_ARG
				    : (asked & ~has) ? VSP_E_RIGHT : VSP_OK;

			ck_assert_int_eq(attach(lent, pd, asked), error);
			if (error == VSP_OK)
				ck_assert_int_eq(detach(lent), VSP_OK);
		}
	}
}
END_TEST

START_TEST(map_takes_rights_with_read_only)
{
	uint64_t frame = new_frame(1);
	static const uint64_t wrong[] = {
		0, W, X, W | X, VSP_R_META, R | VSP_R_META, 1ull << 32 | R,
	};

	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
		ck_assert_int_eq(map(frame, 0, wrong[i]), VSP_E_ARG);
}
END_TEST

START_TEST(devices_are_never_executed_nor_cached)
{
	uint64_t frame = sim_make(VSP_BOOT_DEVICE0, VSP_TYPE_FRAME, 1);
	struct translation found;

	ck_assert_int_eq(map(frame, 0, R | X), VSP_E_RIGHT);
	ck_assert_int_eq(SIM_INVOKE(stretch, VSP_OP_STRETCH_MAP, frame, 0,
				    R | W, 1), VSP_OK);
	ck_assert_int_eq(attach(stretch, pd, R | X), VSP_OK);
	found = mmu_walk(sim.ttbr0, address_of(stretch, 0));
	ck_assert_uint_eq(found.memory_type, PTE_DEVICE);
	ck_assert_uint_eq(found.rights, R);
}
END_TEST

START_TEST(a_frame_capability_maps_once)
{
	uint64_t frame = new_frame(1), lent = sim_derive(frame, R, 0);

	ck_assert_int_eq(map(frame, 0, R), VSP_OK);
	ck_assert_int_eq(map(frame, 1, R), VSP_E_STATE);
	ck_assert_int_eq(map(lent, 1, R), VSP_OK);
	ck_assert_int_eq(SIM_INVOKE(frame, VSP_OP_FRAME_UNMAP), VSP_OK);
	ck_assert_int_eq(SIM_INVOKE(frame, VSP_OP_FRAME_UNMAP), VSP_E_EMPTY);
	ck_assert_int_eq(map(frame, 0, R), VSP_OK);
}
END_TEST

START_TEST(a_map_that_fails_leaves_nothing)
{
	uint64_t in_the_way = new_frame(1), frame = new_frame(64);

	ck_assert_int_eq(attach(stretch, pd, R | W), VSP_OK);
	ck_assert_int_eq(map(in_the_way, 100, R), VSP_OK);
	ck_assert_int_eq(map(frame, 37, R | W), VSP_E_OCCUPIED);
	for (uint32_t page = 37; page < 100; page++)
		ck_assert_uint_eq(allowed(page), 0);
	ck_assert_uint_eq(allowed(100), R);
	ck_assert_int_eq(map(frame, 36, R | W), VSP_OK);
}
END_TEST

START_TEST(a_map_lies_inside_its_stretch)
{
	uint64_t frame = new_frame(64);

	ck_assert_int_eq(map(frame, 449, R), VSP_E_ARG);
	ck_assert_int_eq(map(frame, 512, R), VSP_E_ARG);
	ck_assert_int_eq(map(frame, ~0ull - 63, R), VSP_E_ARG);
	ck_assert_int_eq(map(frame, 1ull << 32, R), VSP_E_ARG);
	ck_assert_int_eq(map(frame, 448, R), VSP_OK);
}
END_TEST

/* Interrupted at any poll; also the way back of one that fails. */
START_TEST(a_map_interrupted_anywhere_maps_all_or_nothing)
{
	uint64_t frame = new_frame(512), polls;
	uint64_t small = new_frame(1);

	ck_assert_int_eq(attach(stretch, pd, R), VSP_OK);
	sim.polls = 0;
	ck_assert_int_eq(map(frame, 0, R), VSP_OK);
	polls = sim.polls;
	for (uint64_t at = 1; at <= polls; at++) {
		ck_assert_int_eq(SIM_INVOKE(stretch, VSP_OP_STRETCH_UNMAP, 0,
					    512), VSP_OK);
		SIM_INVOKE(frame, VSP_OP_FRAME_UNMAP);
		sim.polls = 0;
		sim.interrupt_at = at;
		ck_assert_int_eq(map(frame, 0, R), VSP_OK);
		ck_assert_uint_eq(allowed(0), R);
		ck_assert_uint_eq(allowed(511), R);
	}
	ck_assert_int_eq(map(small, 200, R), VSP_E_OCCUPIED);
}
END_TEST

/* Somebody maps a page in the middle while a big map is interrupted. */
START_TEST(a_map_that_meets_another_is_undone)
{
	uint64_t frame = new_frame(512), small = new_frame(1), *x = sim_x();

	ck_assert_int_eq(attach(stretch, pd, R), VSP_OK);
	x[0] = frame, x[1] = 0, x[2] = R, x[3] = 0;
	x[7] = VSP_OP_STRETCH_MAP, x[8] = stretch;
	sim.interrupt_at = sim.polls + 3;
	sim_svc(VSP_SYS_INVOKE);
	ck_assert_int_eq(map(small, 400, R), VSP_OK);
	ck_assert_int_eq(map(frame, 0, R), VSP_E_OCCUPIED);
	ck_assert_uint_eq(allowed(0), 0);
	ck_assert_uint_eq(allowed(400), R);
	ck_assert_int_eq(SIM_INVOKE(small, VSP_OP_FRAME_UNMAP), VSP_OK);
	ck_assert_int_eq(map(frame, 0, R), VSP_OK);
}
END_TEST

START_TEST(a_page_appears_at_once_for_all_who_have_the_stretch)
{
	uint64_t lent = sim_derive(stretch, R | W, 0);
	uint64_t other = sim_make(VSP_BOOT_RAM, VSP_TYPE_PD, 0);

	ck_assert_int_eq(attach(stretch, pd, R | W), VSP_OK);
	ck_assert_int_eq(attach(lent, other, R), VSP_OK);
	ck_assert_int_eq(map(new_frame(1), 5, R | W), VSP_OK);
	ck_assert_uint_eq(allowed_in(pd, address_of(stretch, 5)), R | W);
	ck_assert_uint_eq(allowed_in(other, address_of(stretch, 5)), R);
	ck_assert_int_eq(SIM_INVOKE(stretch, VSP_OP_STRETCH_UNMAP, 5, 1),
			 VSP_OK);
	ck_assert_uint_eq(allowed_in(pd, address_of(stretch, 5)), 0);
	ck_assert_uint_eq(allowed_in(other, address_of(stretch, 5)), 0);
}
END_TEST

START_TEST(a_revoked_grant_is_gone_at_once)
{
	uint64_t grant = sim_derive(stretch, R | W, 0);
	uint64_t lent = sim_derive(grant, R, 0);
	uint64_t other = sim_make(VSP_BOOT_RAM, VSP_TYPE_PD, 0);

	ck_assert_int_eq(map(new_frame(1), 5, R | W), VSP_OK);
	ck_assert_int_eq(attach(grant, pd, R | W), VSP_OK);
	ck_assert_int_eq(attach(lent, other, R), VSP_OK);
	ck_assert_uint_eq(allowed_in(other, address_of(stretch, 5)), R);
	ck_assert_int_eq(sim_revoke(grant), VSP_OK);
	ck_assert_uint_eq(allowed_in(other, address_of(stretch, 5)), 0);
	ck_assert_uint_eq(allowed(5), R | W);
	ck_assert_int_eq(sim_delete(grant), VSP_OK);
	ck_assert_uint_eq(allowed(5), 0);
}
END_TEST

START_TEST(a_deleted_frame_is_mapped_nowhere)
{
	uint64_t frame = new_frame(4), lent = sim_derive(frame, R, 0);

	ck_assert_int_eq(attach(stretch, pd, R | W), VSP_OK);
	ck_assert_int_eq(map(frame, 0, R | W), VSP_OK);
	ck_assert_int_eq(map(lent, 8, R), VSP_OK);
	ck_assert_int_eq(sim_delete(frame), VSP_OK);
	for (uint32_t page = 0; page < 12; page++)
		ck_assert_uint_eq(allowed(page), 0);
}
END_TEST

/* The Frame remembers a place that is somebody else's by now. */
START_TEST(deleting_a_frame_unmaps_only_what_names_it)
{
	uint64_t frame = new_frame(1);

	ck_assert_int_eq(attach(stretch, pd, R), VSP_OK);
	ck_assert_int_eq(map(frame, 0, R), VSP_OK);
	ck_assert_int_eq(SIM_INVOKE(stretch, VSP_OP_STRETCH_UNMAP, 0, 1),
			 VSP_OK);
	ck_assert_int_eq(map(new_frame(1), 0, R), VSP_OK);
	ck_assert_int_eq(sim_delete(frame), VSP_OK);
	ck_assert_uint_eq(allowed(0), R);
}
END_TEST

START_TEST(unmap_leaves_what_the_kernel_mapped)
{
	uint64_t domain = sim_make(VSP_BOOT_RAM, VSP_TYPE_DOMAIN, 0);

	ck_assert_int_eq(attach(stretch, pd, R | W), VSP_OK);
	ck_assert_int_eq(SIM_INVOKE(domain, VSP_OP_DOMAIN_MAP_DCB, stretch,
				    509), VSP_OK);
	ck_assert_int_eq(SIM_INVOKE(stretch, VSP_OP_STRETCH_UNMAP, 0, 512),
			 VSP_OK);
	ck_assert_uint_eq(allowed(511), R | W);
	ck_assert_int_eq(SIM_INVOKE(domain, VSP_OP_DOMAIN_MAP_DCB, stretch,
				    0), VSP_E_STATE);
	ck_assert_int_eq(sim_delete(domain), VSP_OK);
	ck_assert_uint_eq(allowed(511), 0);
}
END_TEST

START_TEST(a_stretch_capability_attaches_once)
{
	uint64_t lent = sim_derive(stretch, VSP_R_ALL, 0);
	uint64_t other = sim_make(VSP_BOOT_RAM, VSP_TYPE_PD, 0);

	ck_assert_int_eq(attach(stretch, pd, R), VSP_OK);
	ck_assert_int_eq(attach(stretch, other, R), VSP_E_STATE);
	ck_assert_int_eq(attach(lent, pd, R | W), VSP_E_OCCUPIED);
	ck_assert_int_eq(attach(lent, other, R), VSP_OK);
	ck_assert_int_eq(sim_delete(other), VSP_OK);
	ck_assert_int_eq(detach(lent), VSP_E_EMPTY);
}
END_TEST

int
main(void)
{
	const TTest *const claims[] = {
		access_needs_frame_mapping_and_attachment,
		nothing_is_both_written_and_executed,
		attach_takes_r_rw_or_rx_that_the_capability_has,
		map_takes_rights_with_read_only,
		devices_are_never_executed_nor_cached,
		a_frame_capability_maps_once, a_map_that_fails_leaves_nothing,
		a_map_lies_inside_its_stretch,
		a_map_interrupted_anywhere_maps_all_or_nothing,
		a_map_that_meets_another_is_undone,
		a_page_appears_at_once_for_all_who_have_the_stretch,
		a_revoked_grant_is_gone_at_once,
		a_deleted_frame_is_mapped_nowhere,
		deleting_a_frame_unmaps_only_what_names_it,
		unmap_leaves_what_the_kernel_mapped,
		a_stretch_capability_attaches_once,
	};

	return claims_run("stretch", claims, sizeof claims / sizeof *claims,
			  setup, NULL);
}
