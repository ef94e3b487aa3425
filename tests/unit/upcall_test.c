/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * upcall_test.c - contexts that are saved and loaded, and whose fault a
 * fault is.
 */
#include <string.h>
#include "claims.h"
#include "family.h"

START_TEST(preempted_while_disabled_it_goes_on_exactly)
{
	struct regs before;

	lend(&a, 100);
	memset(&a.d->regs, 0x5c, sizeof a.d->regs);
	before = a.d->regs;
	sim_time(100);
	expect_root(VSP_UPCALL_CHILD);
	lend(&a, VSP_FOREVER);
	ck_assert_ptr_eq(core->cur, a.d);
	ck_assert_mem_eq(&a.d->regs, &before, sizeof before);
}
END_TEST

START_TEST(preempted_while_enabled_it_is_activated_with_its_slot_full)
{
	lend(&a, 100);
	act_enable();
	a.dcb->slot = 16 + 5;
	a.d->regs.x[19] = 77;
	a.d->regs.pc = 0x1234;
	sim_time(100);
	ck_assert_uint_eq(a.dcb->saved, 1ull << 5);
	ck_assert_uint_eq(a.dcb->context[5].x[19], 77);
	lend(&a, VSP_FOREVER);
	expect(a.d, VSP_UPCALL_ACTIVATE);
	act_resume(5);
	ck_assert_uint_eq(a.d->regs.x[19], 77);
	ck_assert_uint_eq(a.d->regs.pc, 0x1234);
	ck_assert_uint_eq(a.dcb->enabled, 1);
}
END_TEST

START_TEST(resume_lets_in_flags_only)
{
	lend(&a, VSP_FOREVER);
	a.dcb->context[2].pstate = ~0ull;
	act_resume(2);
	ck_assert_uint_eq(a.d->regs.pstate, 0xf0000000u);
}
END_TEST

START_TEST(a_fault_while_enabled_is_its_own)
{
	lend(&a, VSP_FOREVER);
	act_enable();
	a.d->regs.x[3] = 33;
	ck_assert(!sim_access(0xdead000, VSP_R_WRITE));
	expect(a.d, VSP_UPCALL_FAULT);
	ck_assert_uint_eq(sim_x()[0] >> 26, 0x24);
	ck_assert_uint_eq(sim_x()[1], 0xdead000);
	ck_assert_uint_eq(sim_x()[2], 0);
	ck_assert_uint_eq(a.dcb->context[0].x[3], 33);
}
END_TEST

START_TEST(a_fault_while_disabled_stops_it_and_tells_the_parent)
{
	uint64_t syndrome;

	lend(&a, VSP_FOREVER);
	ck_assert(!sim_access(0xdead000, VSP_R_READ));
	expect_root(VSP_UPCALL_CHILD);
	ck_assert_uint_eq(sim_x()[0], a.index);
	ck_assert_uint_eq(sim_x()[1], VSP_CHILD_FAULT);
	syndrome = root_dcb()->child[a.index].syndrome;
	ck_assert_uint_eq(syndrome >> 26, 0x24);
	ck_assert(root_dcb()->stopped & 1ull << a.index);
	act_dispatch(a.index, VSP_FOREVER);
	expect_root(VSP_UPCALL_CHILD);
	ck_assert_uint_eq(sim_x()[1], VSP_CHILD_FAULT);
}
END_TEST

START_TEST(a_root_that_faults_while_disabled_is_an_epitaph)
{
	sim.panic_expected = true;
	sim_access(0xdead000, VSP_R_READ);
	ck_assert_ptr_nonnull(sim.panic);
	ck_assert_ptr_eq(sim.panic_domain, sim_root());
}
END_TEST

START_TEST(fp_registers_are_each_domains_own)
{
	lend(&a, VSP_FOREVER);
	sim_fp()->v[0] = 111;
	act_wait(VSP_FOREVER);
	lend(&b, VSP_FOREVER);
	ck_assert(sim.fp_trap);
	ck_assert_uint_eq(sim_fp()->v[0], 0);
	sim_fp()->v[0] = 222;
	act_wait(VSP_FOREVER);
	lend(&a, VSP_FOREVER);
	ck_assert(sim.fp_trap);
	ck_assert_uint_eq(sim_fp()->v[0], 111);
	act_wait(VSP_FOREVER);
	lend(&a, VSP_FOREVER);
	ck_assert(!sim.fp_trap);
	ck_assert_uint_eq(sim_fp()->v[0], 111);
}
END_TEST

int
main(void)
{
	const TTest *const claims[] = {
		preempted_while_disabled_it_goes_on_exactly,
		preempted_while_enabled_it_is_activated_with_its_slot_full,
		resume_lets_in_flags_only, a_fault_while_enabled_is_its_own,
		a_fault_while_disabled_stops_it_and_tells_the_parent,
		a_root_that_faults_while_disabled_is_an_epitaph,
		fp_registers_are_each_domains_own,
	};

	return claims_run("upcall", claims, sizeof claims / sizeof *claims,
			  family_setup, NULL);
}
