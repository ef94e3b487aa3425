/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * protdomain_test.c - PDs: their tables, and their numbers.
 */
#include "protdomain.h"

#include "claims.h"
#include "sim.h"
#include "stretch.h"

#define R	VSP_R_READ

static void
setup(void)
{
	sim_boot(SIM_PAGES);
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

/* A PD has three tables of 1 GiB each: stretches of 512 pages' tables. */
START_TEST(a_pd_is_full_with_three_tables_and_frees_them)
{
	uint64_t of[5], other = sim_make(VSP_BOOT_RAM, VSP_TYPE_PD, 0);
	uint32_t base = sim_page(VSP_BOOT_RAM), first = (base / 512 + 1) * 512;

	for (uint32_t i = 0; i < 5; i++) {
		of[i] = sim_slots(1);
		ck_assert_int_eq(SIM_INVOKE(VSP_BOOT_RAM,
					    VSP_OP_UNTYPED_RETYPE,
					    VSP_TYPE_STRETCH, 0, 1, 0, of[i],
					    first + 512 * i - base), VSP_OK);
	}
	for (uint32_t i = 0; i < 3; i++)
		ck_assert_int_eq(attach(of[i], other, R), VSP_OK);
	ck_assert_int_eq(attach(of[3], other, R), VSP_E_FULL);
	ck_assert_int_eq(SIM_INVOKE(other, VSP_OP_PD_INFO), VSP_OK);
	ck_assert_uint_eq(sim_x()[2], 3);
	ck_assert_int_eq(detach(of[1]), VSP_OK);
	ck_assert_int_eq(attach(of[3], other, R), VSP_OK);
	ck_assert_int_eq(attach(of[4], other, R), VSP_E_FULL);
	ck_assert_int_eq(attach(of[1], other, R), VSP_E_FULL);
}
END_TEST

START_TEST(the_asid_of_a_pd_is_its_page_number_by_four)
{
	uint64_t other = sim_make(VSP_BOOT_RAM, VSP_TYPE_PD, 0);

	ck_assert_int_eq(SIM_INVOKE(other, VSP_OP_PD_INFO), VSP_OK);
	ck_assert_uint_eq(sim_x()[1], sim_page(other) / 4);
	ck_assert_uint_eq(sim_page(other) % 4, 0);
}
END_TEST

/* The next PD on the same page has the same ASID, and no old entries. */
START_TEST(a_new_pd_does_not_inherit_from_the_old_one)
{
	uint64_t stretch = sim_make(VSP_BOOT_TABLES, VSP_TYPE_STRETCH, 0);
	uint64_t address = stretch_address(sim_page(stretch)).value;
	uint64_t memory = sim_make(VSP_BOOT_RAM, VSP_TYPE_UNTYPED, 4);
	uint64_t other = sim_make(memory, VSP_TYPE_PD, 0), next, frame;

	frame = sim_make(VSP_BOOT_RAM, VSP_TYPE_FRAME, 1);
	ck_assert_int_eq(SIM_INVOKE(stretch, VSP_OP_STRETCH_MAP, frame, 0, R),
			 VSP_OK);
	ck_assert_int_eq(attach(stretch, other, R), VSP_OK);
	ck_assert_int_eq(mmu_access(pd_ttbr0(sim_page(other)), address, R)
			 .fault, MMU_OK);
	ck_assert_int_eq(sim_delete(other), VSP_OK);
	next = sim_make(memory, VSP_TYPE_PD, 0);
	ck_assert_uint_eq(sim_page(next), sim_page(memory));
	ck_assert_int_eq(mmu_access(pd_ttbr0(sim_page(next)), address, R)
			 .fault, MMU_TRANSLATION);
}
END_TEST

int
main(void)
{
	const TTest *const claims[] = {
		a_pd_is_full_with_three_tables_and_frees_them,
		the_asid_of_a_pd_is_its_page_number_by_four,
		a_new_pd_does_not_inherit_from_the_old_one,
	};

	return claims_run("protdomain", claims, sizeof claims / sizeof *claims,
			  setup, NULL);
}
