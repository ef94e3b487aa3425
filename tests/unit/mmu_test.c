/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * mmu_test.c - the simulated MMU is right: what it allows is what the
 * architecture says, and a kernel that leaves out an invalidation is caught.
 */
#include "claims.h"
#include "check_kernel.h"
#include "pte.h"
#include "sim.h"
#include "stretch.h"

#define R VSP_R_READ
#define W VSP_R_WRITE
#define X VSP_R_EXEC

static uint64_t frame, stretch, address;

static int
map(uint32_t rights)
{
	return SIM_INVOKE(stretch, VSP_OP_STRETCH_MAP, frame, 0, rights, 0);
}

static int
attach(uint32_t rights)
{
	return SIM_INVOKE(stretch, VSP_OP_STRETCH_ATTACH, VSP_BOOT_PD, rights);
}

/* A page of the root's, mapped rw and attached rw. */
static void
setup(void)
{
	sim_boot(SIM_PAGES);
	frame = sim_make(VSP_BOOT_RAM, VSP_TYPE_FRAME, 1);
	stretch = sim_make(VSP_BOOT_TABLES, VSP_TYPE_STRETCH, 0);
	address = stretch_address(sim_page(stretch)).value;
}

static void
setup_mapped(void)
{
	setup();
	ck_assert_int_eq(map(R | W), VSP_OK);
	ck_assert_int_eq(attach(R | W), VSP_OK);
}

static void
expect_problem(const char *problem)
{
	const char *found = check_spaces();

	ck_assert_msg(found != NULL, "nobody saw it");
	ck_assert_str_eq(found, problem);
}

static uint64_t *
leaf(void)
{
	return page_address(sim_page(stretch));
}

static uint32_t
allowed(void)
{
	uint32_t rights = 0;

	for (uint32_t right = R; right <= X; right <<= 1)
		if (mmu_access(sim.ttbr0, address, right).fault == MMU_OK)
			rights |= right;
	return rights;
}

START_TEST(a_skipped_flush_of_a_space_is_seen)
{
	setup_mapped();
	sim.unchecked = true;
	sim.skip = SIM_SKIP_FLUSH_ASID;
	ck_assert_int_eq(SIM_INVOKE(stretch, VSP_OP_STRETCH_DETACH), VSP_OK);
	ck_assert_uint_eq(allowed(), R | W);
	ck_assert_ptr_nonnull(tlb_stale());
}
END_TEST

START_TEST(a_skipped_flush_of_pages_is_seen)
{
	setup_mapped();
	sim.unchecked = true;
	sim.skip = SIM_SKIP_FLUSH_PAGES;
	ck_assert_int_eq(SIM_INVOKE(frame, VSP_OP_FRAME_UNMAP), VSP_OK);
	ck_assert_uint_eq(allowed(), R | W);
	expect_problem("a TLB entry differs from the tables");
}
END_TEST

/* A last-level invalidation serves for a leaf, not for an attachment. */
START_TEST(a_flush_of_the_last_level_leaves_the_walk_cache)
{
	setup_mapped();
	sim.unchecked = true;
	sim.skip = SIM_LAST_LEVEL_ONLY;
	ck_assert_int_eq(SIM_INVOKE(frame, VSP_OP_FRAME_UNMAP), VSP_OK);
	ck_assert_uint_eq(allowed(), 0);
	sim.skip = SIM_SKIP_FLUSH_ASID;
	ck_assert_int_eq(SIM_INVOKE(stretch, VSP_OP_STRETCH_DETACH), VSP_OK);
	tlb_flush_last_level(address);
	expect_problem("a cached table descriptor differs from the tables");
}
END_TEST

START_TEST(a_store_to_a_table_without_a_barrier_is_seen)
{
	setup();
	ck_assert_int_eq(attach(R | W), VSP_OK);
	sim.unchecked = true;
	sim.skip = SIM_SKIP_PUBLISH;
	ck_assert_int_eq(map(R | W), VSP_OK);
	expect_problem("no barrier follows a store to a table");
}
END_TEST

START_TEST(a_leaf_that_loses_a_right_without_a_flush_is_seen)
{
	setup_mapped();
	leaf()[0] |= PTE_READ_ONLY;
	ck_assert_uint_eq(allowed(), R | W);
	ck_assert_str_eq(tlb_stale(), "a TLB entry differs from the tables");
	tlb_flush_page(address);
	ck_assert_uint_eq(allowed(), R);
	ck_assert_ptr_null(tlb_stale());
}
END_TEST

START_TEST(a_leaf_without_nG_is_seen_by_every_space)
{
	setup();
	sim_make(VSP_BOOT_RAM, VSP_TYPE_PD, 0);
	ck_assert_int_eq(attach(R | W), VSP_OK);
	leaf()[0] = pte_leaf(sim_page(frame), R | W, 0) & ~PTE_NG;
	machine_publish();
	ck_assert_str_eq(tlb_stale(),
			 "a global TLB entry, not so in every space");
	tlb_flush_asid(sim.ttbr0 >> 48);
	ck_assert_uint_eq(allowed(), R | W);
}
END_TEST

/* The walker may run between the flush and the loss of the space. */
START_TEST(a_flush_before_the_space_is_left_is_too_early)
{
	setup_mapped();
	sim.unchecked = true;
	tlb_flush_asid(sim.ttbr0 >> 48);
	machine_set_space(kernel.empty_root);
	ramtab_set(sim_page(VSP_BOOT_PD), PAGE_FREE);
	ck_assert_str_eq(tlb_stale(),
			 "a TLB entry outlives its address space");
}
END_TEST

START_TEST(a_page_without_the_access_flag_faults)
{
	setup();
	ck_assert_int_eq(attach(R | W), VSP_OK);
	leaf()[0] = pte_leaf(sim_page(frame), R | W, 0) & ~PTE_AF;
	ck_assert_int_eq(mmu_walk(sim.ttbr0, address).fault, MMU_ACCESS_FLAG);
}
END_TEST

START_TEST(addresses_beyond_39_bits_are_nowhere)
{
	setup_mapped();
	ck_assert_int_eq(mmu_walk(sim.ttbr0, address).fault, MMU_OK);
	ck_assert_int_eq(mmu_walk(sim.ttbr0, address | 1ull << 39).fault,
			 MMU_TRANSLATION);
	ck_assert_int_eq(mmu_walk(sim.ttbr0, address | 0xffull << 56).fault,
			 MMU_TRANSLATION);
}
END_TEST

/* What each hierarchical bit takes from a page that allows rw, or rx. */
START_TEST(hierarchical_bits_only_take_away)
{
	static const struct {
		uint64_t table;
		uint32_t of_rw, of_rx;
	} cases[] = {
		{ 0, R | W, R | X },
		{ PTE_RO_TABLE, R | X, R | X },	/* XN was but for the write */
		{ PTE_RO_TABLE | PTE_UXN_TABLE, R, R },
		{ PTE_UXN_TABLE, R | W, R },
		{ 1ull << 61, X, X },		/* APTable[0]: no data */
		{ 1ull << 61 | PTE_UXN_TABLE, 0, 0 },
	};
	uint32_t page;
	struct walk walk;

	setup();
	page = sim_page(frame);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		walk = (struct walk){ true, 3, sim_page(stretch),
				      cases[i].table };
		leaf()[0] = pte_leaf(page, R | W | X, 0);
		ck_assert_uint_eq(walk_leaf(&walk, 0).rights, cases[i].of_rw);
		leaf()[0] = pte_leaf(page, R | X, 0);
		ck_assert_uint_eq(walk_leaf(&walk, 0).rights, cases[i].of_rx);
	}
}
END_TEST

int
main(void)
{
	const TTest *const claims[] = {
		a_skipped_flush_of_a_space_is_seen,
		a_skipped_flush_of_pages_is_seen,
		a_flush_of_the_last_level_leaves_the_walk_cache,
		a_store_to_a_table_without_a_barrier_is_seen,
		a_leaf_that_loses_a_right_without_a_flush_is_seen,
		a_leaf_without_nG_is_seen_by_every_space,
		a_flush_before_the_space_is_left_is_too_early,
		a_page_without_the_access_flag_faults,
		addresses_beyond_39_bits_are_nowhere,
		hierarchical_bits_only_take_away,
	};

	return claims_run("mmu", claims, sizeof claims / sizeof *claims,
			  NULL, NULL);
}
