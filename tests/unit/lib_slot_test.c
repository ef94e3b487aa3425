/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * lib_slot_test.c - libvesper's slots: each is given to one who asks, until
 * there are none.
 */
#include <vesper/memory.h>

#include "claims.h"
#include "fake.h"

#define NFREE (FAKE_SLOTS - 16)

START_TEST(slots_in_use_at_the_start_are_never_given)
{
	for (unsigned i = 0; i < NFREE; i++)
		ck_assert_uint_ge(vsp_slot_alloc(), 16);
}
END_TEST

START_TEST(no_slot_is_given_twice)
{
	bool given[FAKE_SLOTS] = { false };

	for (unsigned i = 0; i < NFREE; i++) {
		vsp_slot slot = vsp_slot_alloc();

		ck_assert(slot < FAKE_SLOTS && !given[slot]);
		given[slot] = true;
	}
}
END_TEST

START_TEST(when_all_are_given_the_answer_is_none)
{
	for (unsigned i = 0; i < NFREE; i++)
		vsp_slot_alloc();
	ck_assert_uint_eq(vsp_slot_alloc(), 0);
	ck_assert_uint_eq(vsp_slots_free(), 0);
}
END_TEST

START_TEST(a_freed_slot_is_given_again)
{
	vsp_slot slot = 0;

	for (unsigned i = 0; i < NFREE; i++)
		slot = vsp_slot_alloc();
	vsp_slot_free(slot);
	ck_assert_uint_eq(vsp_slot_alloc(), slot);
}
END_TEST

START_TEST(freeing_twice_counts_once)
{
	vsp_slot slot = vsp_slot_alloc();

	vsp_slot_free(slot);
	vsp_slot_free(slot);
	vsp_slot_free(0);
	vsp_slot_free(FAKE_SLOTS);
	ck_assert_uint_eq(vsp_slots_free(), NFREE);
}
END_TEST

START_TEST(slots_in_a_row_skip_what_is_in_use)
{
	vsp_slot first = vsp_slot_alloc_n(3), row;

	vsp_slot_free(first);
	vsp_slot_free(first + 2);
	row = vsp_slot_alloc_n(2);
	ck_assert_uint_eq(row, first + 2);
	ck_assert_uint_eq(vsp_slot_alloc(), first);
	ck_assert_uint_eq(vsp_slot_alloc(), first + 4);
}
END_TEST

START_TEST(a_row_that_does_not_fit_takes_nothing)
{
	ck_assert_uint_eq(vsp_slot_alloc_n(NFREE + 1), 0);
	ck_assert_uint_eq(vsp_slot_alloc_n(0), 0);
	ck_assert_uint_eq(vsp_slots_free(), NFREE);
	ck_assert_uint_eq(vsp_slot_alloc_n(NFREE), 16);
}
END_TEST

START_TEST(upcalls_are_as_enabled_after_as_before)
{
	vsp_slot_alloc();
	ck_assert(fake_dcb.enabled);
	fake_dcb.enabled = 0;
	vsp_slot_free(vsp_slot_alloc());
	ck_assert(!fake_dcb.enabled);
}
END_TEST

int
main(void)
{
	const TTest *const claims[] = {
		slots_in_use_at_the_start_are_never_given,
		no_slot_is_given_twice, when_all_are_given_the_answer_is_none,
		a_freed_slot_is_given_again, freeing_twice_counts_once,
		slots_in_a_row_skip_what_is_in_use,
		a_row_that_does_not_fit_takes_nothing,
		upcalls_are_as_enabled_after_as_before,
	};

	return claims_run("lib_slot", claims,
			  sizeof(claims) / sizeof(claims[0]), fake_setup,
			  NULL);
}
