/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * untyped_test.c - retype: where objects lie, what refuses, and that a failed
 * retype leaves nothing behind.
 */
#include <string.h>
#include "cap.h"
#include "claims.h"
#include "ramtab.h"
#include "../random.h"
#include "sim.h"

#define SIZE	256u

static uint64_t untyped;
static uint32_t base;

static void
setup(void)
{
	sim_boot(SIM_PAGES);
	untyped = sim_make(VSP_BOOT_RAM, VSP_TYPE_UNTYPED, SIZE);
	base = sim_page(untyped);
	ck_assert_uint_eq(base % SIZE, 0);
}

static int
retype(uint64_t type, uint64_t size, uint64_t count, uint64_t slot,
       uint64_t offset)
{
	return SIM_INVOKE(untyped, VSP_OP_UNTYPED_RETYPE, type, size, count,
			  0, slot, offset);
}

static int
make(enum vsp_type type, uint64_t size, uint64_t slot)
{
	return retype(type, size, 1, slot, VSP_RETYPE_NEXT);
}

static uint32_t
used(void)
{
	ck_assert_int_eq(SIM_INVOKE(untyped, VSP_OP_UNTYPED_INFO), VSP_OK);
	return (uint32_t)sim_x()[3];
}

START_TEST(objects_are_aligned_to_their_power_of_two)
{
	static const struct {
		enum vsp_type type;
		uint32_t size, offset, end;
	} cases[] = {
		{ VSP_TYPE_FRAME, 1, 0, 1 },
		{ VSP_TYPE_FRAME, 2, 2, 4 },
		{ VSP_TYPE_STRETCH, 0, 4, 5 },
		{ VSP_TYPE_PD, 0, 8, 12 },
		{ VSP_TYPE_FRAME, 3, 12, 15 },
		{ VSP_TYPE_DOMAIN, 0, 16, 20 },
		{ VSP_TYPE_CNODE, 8, 24, 32 },
		{ VSP_TYPE_UNTYPED, 5, 32, 37 },
		{ VSP_TYPE_FRAME, 6, 38, 44 },
		{ VSP_TYPE_FRAME, 64, 64, 128 },
	};
	uint64_t slot = sim_slots(16);

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		ck_assert_int_eq(make(cases[i].type, cases[i].size, slot + i),
				 VSP_OK);
		ck_assert_uint_eq(sim_page(slot + i), base + cases[i].offset);
		ck_assert_uint_eq(used(), cases[i].end);
	}
}
END_TEST

START_TEST(several_objects_are_contiguous)
{
	uint64_t slot = sim_slots(64);

	ck_assert_int_eq(retype(VSP_TYPE_STRETCH, 0, 64, slot,
				VSP_RETYPE_NEXT), VSP_OK);
	for (uint32_t i = 0; i < 64; i++)
		ck_assert_uint_eq(sim_page(slot + i), base + i);
}
END_TEST

START_TEST(an_offset_is_taken_as_it_is)
{
	uint64_t slot = sim_slots(4);

	ck_assert_int_eq(retype(VSP_TYPE_FRAME, 4, 1, slot, 7), VSP_OK);
	ck_assert_uint_eq(sim_page(slot), base + 7);
	ck_assert_int_eq(retype(VSP_TYPE_FRAME, 1, 1, slot + 1, 10),
			 VSP_E_ARG);
	ck_assert_int_eq(retype(VSP_TYPE_FRAME, 1, 1, slot + 1, 11), VSP_OK);
	ck_assert_int_eq(retype(VSP_TYPE_PD, 0, 1, slot + 2, 13), VSP_E_ARG);
	ck_assert_int_eq(retype(VSP_TYPE_PD, 0, 1, slot + 2, 16), VSP_OK);
	ck_assert_int_eq(retype(VSP_TYPE_FRAME, 1, 1, slot + 3, SIZE),
			 VSP_E_ARG);
	ck_assert_int_eq(retype(VSP_TYPE_FRAME, 1, 1, slot + 3,
				0xffffffffffffull), VSP_E_ARG);
}
END_TEST

/* One page too many, in size, in count, by alignment, by overflow. */
START_TEST(what_does_not_fit_is_refused_to_the_page)
{
	uint64_t slot = sim_slots(64);

	ck_assert_int_eq(retype(VSP_TYPE_FRAME, 5, 52, slot,
				VSP_RETYPE_NEXT), VSP_E_NOMEM);
	ck_assert_int_eq(retype(VSP_TYPE_FRAME, 257, 1, slot,
				VSP_RETYPE_NEXT), VSP_E_NOMEM);
	ck_assert_int_eq(retype(VSP_TYPE_FRAME, 2, 1, slot, SIZE - 1),
			 VSP_E_NOMEM);
	ck_assert_int_eq(retype(VSP_TYPE_UNTYPED, 4096, 64, slot, 255),
			 VSP_E_NOMEM);
	ck_assert_uint_eq(used(), 0);
	ck_assert_int_eq(retype(VSP_TYPE_FRAME, 5, 51, slot,
				VSP_RETYPE_NEXT), VSP_OK);
	ck_assert_int_eq(make(VSP_TYPE_FRAME, 1, slot + 51), VSP_OK);
	ck_assert_int_eq(make(VSP_TYPE_FRAME, 1, slot + 52), VSP_E_NOMEM);
}
END_TEST

START_TEST(arguments_out_of_range_are_refused)
{
	static const uint64_t cases[][3] = {	/* type, size, count */
		{ 0, 1, 1 }, { VSP_TYPE_IRQ, 1, 1 },
		{ VSP_TYPE_TRACE, 1, 1 }, { VSP_TYPE_COUNT, 1, 1 },
		{ VSP_TYPE_FRAME | 1ull << 32, 1, 1 },
		{ VSP_TYPE_FRAME, 0, 1 }, { VSP_TYPE_FRAME, 513, 1 },
		{ VSP_TYPE_FRAME, 1ull << 32 | 1, 1 },
		{ VSP_TYPE_CNODE, 0, 1 }, { VSP_TYPE_CNODE, 3, 1 },
		{ VSP_TYPE_CNODE, 1024, 1 },
		{ VSP_TYPE_UNTYPED, 0, 1 }, { VSP_TYPE_UNTYPED, ~0ull, 1 },
		{ VSP_TYPE_FRAME, 1, 0 }, { VSP_TYPE_FRAME, 1, 65 },
		{ VSP_TYPE_FRAME, 1, 1ull << 32 | 1 },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		ck_assert_int_eq(retype(cases[i][0], cases[i][1], cases[i][2],
					sim_slots(1), VSP_RETYPE_NEXT),
				 VSP_E_ARG);
	ck_assert_uint_eq(used(), 0);
}
END_TEST

START_TEST(a_failed_retype_leaves_nothing)
{
	uint64_t slot = sim_slots(4);

	ck_assert_int_eq(make(VSP_TYPE_FRAME, 1, slot + 3), VSP_OK);
	ck_assert_int_eq(retype(VSP_TYPE_FRAME, 1, 4, slot, VSP_RETYPE_NEXT),
			 VSP_E_OCCUPIED);
	for (uint32_t i = 0; i < 3; i++)
		ck_assert(slot_empty(sim_slot(slot + i)));
	ck_assert_uint_eq(used(), 1);
	ck_assert_int_eq(retype(VSP_TYPE_FRAME, 1, 4, 8190, VSP_RETYPE_NEXT),
			 VSP_E_ARG);
	ck_assert(slot_empty(sim_slot(8190)));
	ck_assert_int_eq(make(VSP_TYPE_FRAME, 1, 0), VSP_E_ARG);
	ck_assert_uint_eq(used(), 1);
}
END_TEST

START_TEST(an_untyped_without_children_starts_afresh)
{
	uint64_t slot = sim_slots(2);

	ck_assert_int_eq(make(VSP_TYPE_FRAME, 200, slot), VSP_OK);
	ck_assert_int_eq(make(VSP_TYPE_FRAME, 1, slot + 1), VSP_OK);
	ck_assert_int_eq(sim_delete(slot), VSP_OK);
	ck_assert_uint_eq(used(), 201);
	ck_assert_int_eq(sim_delete(slot + 1), VSP_OK);
	ck_assert_uint_eq(used(), 0);
	ck_assert_int_eq(make(VSP_TYPE_FRAME, SIZE, slot), VSP_OK);
	ck_assert_uint_eq(sim_page(slot), base);
}
END_TEST

static bool
zeroed(uint32_t page, uint32_t npages)
{
	const unsigned char *p = page_address(page);

	for (size_t i = 0; i < (size_t)npages * VSP_PAGE_SIZE; i++)
		if (p[i] != 0)
			return false;
	return true;
}

/* Each time all of it is written full again. */
START_TEST(memory_is_zeroed_however_it_is_taken)
{
	static const uint64_t offsets[] = { VSP_RETYPE_NEXT, 0, 3, 100, 0 };
	uint64_t slot = sim_slots(1);

	for (size_t i = 0; i < sizeof offsets / sizeof *offsets; i++) {
		memset(page_address(base), 0xa5, SIZE * VSP_PAGE_SIZE);
		ck_assert_int_eq(retype(VSP_TYPE_FRAME, 64, 1, slot,
					offsets[i]), VSP_OK);
		ck_assert(zeroed(sim_page(slot), 64));
		ck_assert_int_eq(sim_delete(slot), VSP_OK);
	}
}
END_TEST

/* A retype far inside is interrupted, and never comes back. */
START_TEST(an_abandoned_retype_leaves_nothing_that_passes_for_zeroed)
{
	uint64_t slot = sim_slots(3);
	const uint64_t args[] = { VSP_TYPE_FRAME, 64, 1, 0, slot, 100 };

	memset(page_address(base), 0xa5, SIZE * VSP_PAGE_SIZE);
	memcpy(sim_x(), args, sizeof args);
	sim_x()[7] = VSP_OP_UNTYPED_RETYPE;
	sim_x()[8] = untyped;
	sim.interrupt_at = sim.polls + 5;
	sim_svc(VSP_SYS_INVOKE);
	ck_assert(slot_empty(sim_slot(slot)));
	ck_assert_int_eq(make(VSP_TYPE_FRAME, 1, slot + 1), VSP_OK);
	ck_assert_uint_eq(sim_page(slot + 1), base);
	ck_assert_int_eq(make(VSP_TYPE_FRAME, 31, slot + 2), VSP_OK);
	ck_assert_uint_eq(sim_page(slot + 2), base + 1);
	ck_assert(zeroed(base, 32));
}
END_TEST

#define NFRAMES	8

/* Frames of a page or two are made and deleted; what is to be seen of it. */
static void
make_and_delete(bool slow, struct slot seen[NFRAMES + 1])
{
	struct random rnd = { 7 };
	uint64_t first;

	setup();
	sim.slow = slow;
	first = sim_slots(NFRAMES);
	memset(page_address(base), 0xa5, SIZE * VSP_PAGE_SIZE);
	for (unsigned i = 0; i < 600; i++) {
		uint64_t slot = first + random_below(&rnd, NFRAMES);
		uint32_t size = 1 + (random_below(&rnd, 4) == 0);

		if (!slot_empty(sim_slot(slot))) {
			sim_delete(slot);
		} else if (make(VSP_TYPE_FRAME, size, slot) == VSP_OK) {
			void *page = page_address(sim_page(slot));

			ck_assert(zeroed(sim_page(slot), size));
			memset(page, 0xa5, size * VSP_PAGE_SIZE);
		}
	}
	for (unsigned i = 0; i < NFRAMES; i++)
		seen[i] = *sim_slot(first + i);
	seen[NFRAMES] = *sim_slot(untyped);
}

START_TEST(pages_are_made_the_same_with_the_fast_path_and_without)
{
	struct slot fast[NFRAMES + 1], slow[NFRAMES + 1];

	make_and_delete(false, fast);
	make_and_delete(true, slow);
	ck_assert_mem_eq(fast, slow, sizeof fast);
}
END_TEST

START_TEST(an_untyped_in_an_untyped_is_zeroed_when_it_is_used)
{
	uint64_t child = sim_slots(2);

	memset(page_address(base), 0xa5, SIZE * VSP_PAGE_SIZE);
	ck_assert_int_eq(make(VSP_TYPE_UNTYPED, 32, child), VSP_OK);
	untyped = child;
	ck_assert_int_eq(make(VSP_TYPE_FRAME, 32, child + 1), VSP_OK);
	ck_assert(zeroed(base, 32));
}
END_TEST

START_TEST(device_memory_yields_frames_and_untyped_only)
{
	static const struct {
		enum vsp_type type;
		int error;
	} cases[] = {
		{ VSP_TYPE_FRAME, VSP_OK }, { VSP_TYPE_UNTYPED, VSP_OK },
		{ VSP_TYPE_CNODE, VSP_E_ARG }, { VSP_TYPE_STRETCH, VSP_E_ARG },
		{ VSP_TYPE_PD, VSP_E_ARG }, { VSP_TYPE_DOMAIN, VSP_E_ARG },
	};

	untyped = VSP_BOOT_DEVICE0;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		uint64_t slot = sim_slots(1);

		ck_assert_int_eq(make(cases[i].type, 1, slot),
				 cases[i].error);
		if (cases[i].error == VSP_OK)
			ck_assert(sim_slot(slot)->flags & SLOT_DEVICE);
	}
	untyped = sim_make(VSP_BOOT_DEVICE1, VSP_TYPE_UNTYPED, 4);
	ck_assert_int_eq(make(VSP_TYPE_CNODE, 1, sim_slots(1)), VSP_E_ARG);
}
END_TEST

/* Interrupted at any poll, before, between or behind the objects. */
START_TEST(a_retype_interrupted_anywhere_makes_the_same)
{
	uint64_t polls, slot = sim_slots(5);

	sim.polls = 0;
	ck_assert_int_eq(retype(VSP_TYPE_CNODE, 4, 5, slot, VSP_RETYPE_NEXT),
			 VSP_OK);
	polls = sim.polls;
	ck_assert_uint_ge(polls, 20);
	for (uint64_t at = 1; at <= polls; at++) {
		ck_assert_int_eq(sim_revoke(untyped), VSP_OK);
		memset(page_address(base), 0xa5, 32 * VSP_PAGE_SIZE);
		sim.polls = 0;
		sim.interrupt_at = at;
		ck_assert_int_eq(retype(VSP_TYPE_CNODE, 4, 5, slot,
					VSP_RETYPE_NEXT), VSP_OK);
		ck_assert_uint_eq(used(), 20);
		ck_assert(zeroed(base, 20));
		for (uint32_t i = 0; i < 5; i++)
			ck_assert_uint_eq(sim_page(slot + i), base + 4 * i);
	}
}
END_TEST

/* The address a stretch has is the number of its page. */
START_TEST(the_address_of_a_stretch_follows_from_its_page)
{
	uint64_t slot = sim_slots(3);

	ck_assert_int_eq(retype(VSP_TYPE_STRETCH, 0, 3, slot,
				VSP_RETYPE_NEXT), VSP_OK);
	for (uint32_t i = 0; i < 3; i++) {
		ck_assert_int_eq(SIM_INVOKE(slot + i, VSP_OP_STRETCH_INFO),
				 VSP_OK);
		ck_assert_uint_eq(sim_x()[1],
				  (uint64_t)(base + i) * 0x200000);
		ck_assert_uint_eq(sim_x()[2], 0);
	}
}
END_TEST

/* What only boot needs of the kernel's code is given away. */
START_TEST(the_boot_code_is_memory_like_any_other)
{
	uint8_t *code = page_address(SIM_INIT_PAGE);

	memset(code, 0x55, SIM_INIT_PAGES * VSP_PAGE_SIZE);
	untyped = VSP_BOOT_INIT;
	ck_assert_int_eq(make(VSP_TYPE_FRAME, SIM_INIT_PAGES, sim_slots(1)),
			 VSP_OK);
	for (uint32_t i = 0; i < SIM_INIT_PAGES * VSP_PAGE_SIZE; i++)
		ck_assert_uint_eq(code[i], 0);
	ck_assert_int_eq(make(VSP_TYPE_FRAME, 1, sim_slots(1)), VSP_E_NOMEM);
}
END_TEST

int
main(void)
{
	const TTest *const claims[] = {
		objects_are_aligned_to_their_power_of_two,
		several_objects_are_contiguous, an_offset_is_taken_as_it_is,
		what_does_not_fit_is_refused_to_the_page,
		arguments_out_of_range_are_refused,
		a_failed_retype_leaves_nothing,
		an_untyped_without_children_starts_afresh,
		memory_is_zeroed_however_it_is_taken,
		an_abandoned_retype_leaves_nothing_that_passes_for_zeroed,
		pages_are_made_the_same_with_the_fast_path_and_without,
		an_untyped_in_an_untyped_is_zeroed_when_it_is_used,
		device_memory_yields_frames_and_untyped_only,
		a_retype_interrupted_anywhere_makes_the_same,
		the_address_of_a_stretch_follows_from_its_page,
		the_boot_code_is_memory_like_any_other,
	};

	return claims_run("untyped", claims, sizeof claims / sizeof *claims,
			  setup, NULL);
}
