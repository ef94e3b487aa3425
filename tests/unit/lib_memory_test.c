/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * lib_memory_test.c - stretches are found, emptied and used again; what does
 * not fit leaves no trace.
 */
#include <vesper/memory.h>

#include "claims.h"
#include "fake.h"

START_TEST(an_address_finds_its_stretch)
{
	struct vsp_stretch *a, *b;

	ck_assert_int_eq(vsp_stretch_create(&a), VSP_OK);
	ck_assert_int_eq(vsp_stretch_create(&b), VSP_OK);
	ck_assert_ptr_eq(vsp_stretch_of((void *)(uintptr_t)a->address), a);
	ck_assert_ptr_eq(vsp_stretch_of((void *)(uintptr_t)
					(a->address + VSP_STRETCH_SIZE - 1)),
			 a);
	ck_assert_ptr_eq(vsp_stretch_of((void *)(uintptr_t)
					(a->address + VSP_STRETCH_SIZE)), b);
	ck_assert_ptr_null(vsp_stretch_of((void *)(uintptr_t)
					  (a->address - 1)));
}
END_TEST

START_TEST(a_destroyed_stretch_is_used_again)
{
	struct vsp_stretch *a, *b;
	uint64_t address;

	ck_assert_int_eq(vsp_stretch_create(&a), VSP_OK);
	address = a->address;
	vsp_stretch_destroy(a);
	ck_assert_ptr_null(vsp_stretch_of((void *)(uintptr_t)address));
	fake.tables = 0;
	ck_assert_int_eq(vsp_stretch_create(&b), VSP_OK);
	ck_assert_uint_eq(b->address, address);
}
END_TEST

START_TEST(destroying_a_stretch_takes_back_its_grants)
{
	struct vsp_stretch *a;

	ck_assert_int_eq(vsp_stretch_create(&a), VSP_OK);
	ck_assert_int_eq(vsp_derive(1, 200, a->slot, VSP_R_READ, 0), VSP_OK);
	vsp_stretch_destroy(a);
	ck_assert_int_eq(fake.cap[200].type, VSP_TYPE_NONE);
}
END_TEST

START_TEST(without_tables_there_is_no_stretch_and_no_slot_is_lost)
{
	struct vsp_stretch *a;
	uint32_t before;

	fake.tables = 0;
	ck_assert_int_eq(vsp_stretch_create(&a), VSP_E_NOMEM);
	before = vsp_slots_free();
	for (int i = 0; i < 2 * VSP_STRETCHES; i++)
		ck_assert_int_eq(vsp_stretch_create(&a), VSP_E_NOMEM);
	ck_assert_uint_eq(vsp_slots_free(), before);
	fake.tables = 1;
	ck_assert_int_eq(vsp_stretch_create(&a), VSP_OK);
}
END_TEST

START_TEST(a_fill_that_fails_gives_its_slot_back)
{
	struct vsp_stretch *a;
	uint32_t before;

	ck_assert_int_eq(vsp_stretch_create(&a), VSP_OK);
	before = vsp_slots_free();
	fake.memory_pages = 3;
	ck_assert_int_eq(vsp_stretch_fill(a, 0, 4, NULL), VSP_E_NOMEM);
	ck_assert_uint_eq(vsp_slots_free(), before);
	ck_assert_int_eq(vsp_stretch_fill(a, 0, 3, NULL), VSP_OK);
}
END_TEST

START_TEST(a_fill_stays_within_the_stretch)
{
	struct vsp_stretch *a;

	ck_assert_int_eq(vsp_stretch_create(&a), VSP_OK);
	ck_assert_int_eq(vsp_stretch_fill(a, 0, 0, NULL), VSP_E_ARG);
	ck_assert_int_eq(vsp_stretch_fill(a, 512, 1, NULL), VSP_E_ARG);
	ck_assert_int_eq(vsp_stretch_fill(a, 511, 2, NULL), VSP_E_ARG);
	ck_assert_int_eq(vsp_stretch_fill(a, ~0ull, 2, NULL), VSP_E_ARG);
	ck_assert_int_eq(vsp_stretch_fill(a, 511, 1, NULL), VSP_OK);
}
END_TEST

int
main(void)
{
	const TTest *const claims[] = {
		an_address_finds_its_stretch, a_destroyed_stretch_is_used_again,
		destroying_a_stretch_takes_back_its_grants,
		without_tables_there_is_no_stretch_and_no_slot_is_lost,
		a_fill_that_fails_gives_its_slot_back,
		a_fill_stays_within_the_stretch,
	};

	return claims_run("lib_memory", claims,
			  sizeof(claims) / sizeof(claims[0]), fake_setup,
			  NULL);
}
