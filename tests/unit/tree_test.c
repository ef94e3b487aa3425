/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * tree_test.c - the scheduling tree: its depth, its places, and children
 * that are stopped or orphaned.
 */
#include "claims.h"
#include "family.h"

START_TEST(the_tree_is_at_most_seven_levels_deep)
{
	struct actor above = d, next;
	int error = VSP_OK;

	for (uint32_t level = 4; level <= 7; level++) {
		next = actor_make(&above, 0);
		ck_assert_uint_eq(next.d->level, level);
		above = next;
	}
	error = invoke_domain(&b, VSP_OP_DOMAIN_SET_PARENT, above.domain, 1);
	ck_assert_int_eq(error, VSP_E_DEPTH);
}
END_TEST

START_TEST(the_tree_has_no_cycle)
{
	ck_assert_int_eq(invoke_domain(&a, VSP_OP_DOMAIN_SET_PARENT, a.domain,
				       1), VSP_E_STATE);
	ck_assert_int_eq(invoke_domain(&a, VSP_OP_DOMAIN_SET_PARENT, d.domain,
				       1), VSP_E_STATE);
	ck_assert_int_eq(SIM_INVOKE(VSP_BOOT_DOMAIN, VSP_OP_DOMAIN_SET_PARENT,
				    a.domain, 9), VSP_E_STATE);
}
END_TEST

START_TEST(a_place_in_the_tree_serves_one_child)
{
	ck_assert_int_eq(invoke_domain(&b, VSP_OP_DOMAIN_SET_PARENT, a.domain,
				       4), VSP_E_OCCUPIED);
	ck_assert_int_eq(invoke_domain(&b, VSP_OP_DOMAIN_SET_PARENT, a.domain,
				       64), VSP_E_ARG);
	ck_assert_int_eq(invoke_domain(&b, VSP_OP_DOMAIN_SET_PARENT, a.domain,
				       63), VSP_OK);
	ck_assert_uint_eq(b.d->level, 2);
}
END_TEST

START_TEST(an_orphan_keeps_its_state)
{
	lend(&a, 100);
	lend(&c, 100);
	c.d->regs.x[20] = 4711;
	sim_time(100);
	ck_assert_int_eq(sim_delete(a.domain), VSP_OK);
	/* It has a child itself: only a parent of the same level will do. */
	ck_assert_int_eq(invoke_domain(&c, VSP_OP_DOMAIN_SET_PARENT,
				       VSP_BOOT_DOMAIN, 9), VSP_E_STATE);
	ck_assert_int_eq(invoke_domain(&c, VSP_OP_DOMAIN_SET_PARENT, b.domain,
				       9), VSP_OK);
	lend(&b, VSP_FOREVER);
	c.index = 9;
	lend(&c, VSP_FOREVER);
	ck_assert_ptr_eq(core->cur, c.d);
	ck_assert_uint_eq(c.d->regs.x[20], 4711);
}
END_TEST

START_TEST(a_new_parent_learns_until_when_an_orphan_sleeps)
{
	lend(&a, VSP_FOREVER);
	lend(&c, VSP_FOREVER);
	act_wait(900);
	act_wait(900);
	expect_root(VSP_UPCALL_CHILD);
	ck_assert_int_eq(sim_delete(a.domain), VSP_OK);
	ck_assert_int_eq(invoke_domain(&c, VSP_OP_DOMAIN_SET_PARENT, b.domain,
				       9), VSP_OK);
	ck_assert(b.dcb->ready & 1ull << 9);
	lend(&b, VSP_FOREVER);
	c.index = 9;
	lend(&c, VSP_FOREVER);
	expect(c.d, VSP_UPCALL_ACTIVATE);
	act_wait(900);
	ck_assert_uint_eq(b.dcb->child[9].until, 900);
}
END_TEST

/* C is at B's door, whose time ends; then its scheduler dies. */
START_TEST(a_new_parent_learns_of_an_orphan_at_a_door)
{
	uint64_t portal = actor_portal(&c, &b, 0);

	lend(&b, 100);
	sim_time(100);
	ck_assert_int_eq(b.d->frame, FRAME_FROZEN);
	lend(&a, 200);
	lend(&c, 200);
	act_call(portal, 0);
	ck_assert_ptr_eq(core->cur, b.d);
	sim_time(200);
	ck_assert_int_eq(c.d->frame, FRAME_ATSVC);
	ck_assert_int_eq(sim_delete(a.domain), VSP_OK);
	ck_assert_int_eq(invoke_domain(&c, VSP_OP_DOMAIN_SET_PARENT, b.domain,
				       9), VSP_OK);
	ck_assert(b.dcb->ready & 1ull << 9);
}
END_TEST

/* Its parent has lent it time, and is to hear of it at the same place. */
START_TEST(a_domain_whose_time_runs_is_not_moved)
{
	uint64_t self = actor_give(&a, a.domain, VSP_R_ALL, 0);
	uint64_t other = actor_give(&a, b.domain, VSP_R_ALL, 0);

	ck_assert_int_eq(invoke_domain(&c, VSP_OP_DOMAIN_SET_PARENT, 0, 0),
			 VSP_OK);
	act_activate();
	lend(&a, VSP_FOREVER);
	ck_assert_int_eq(SIM_INVOKE(self, VSP_OP_DOMAIN_SET_PARENT, other, 7),
			 VSP_E_STATE);
	ck_assert_int_eq(SIM_INVOKE(self, VSP_OP_DOMAIN_SET_PARENT, 0, 0),
			 VSP_E_STATE);
	ck_assert_ptr_eq(domain_parent(a.d), sim_root());
	act_wait(VSP_FOREVER);
	ck_assert_int_eq(invoke_domain(&a, VSP_OP_DOMAIN_SET_PARENT, b.domain,
				       7), VSP_OK);
}
END_TEST

START_TEST(dispatching_nobody_is_reported)
{
	act_activate();
	act_dispatch(17, VSP_FOREVER);
	expect_root(VSP_UPCALL_CHILD);
	ck_assert_uint_eq(sim_x()[0], 17);
	ck_assert_uint_eq(sim_x()[1], VSP_CHILD_GONE);
}
END_TEST

START_TEST(a_stopped_child_is_off_the_processor)
{
	uint64_t self = actor_give(&a, a.domain, VSP_R_CONTROL, 0);

	lend(&a, VSP_FOREVER);
	ck_assert_int_eq(SIM_INVOKE(self, VSP_OP_DOMAIN_STOP), SIM_LEFT);
	expect_root(VSP_UPCALL_CHILD);
	ck_assert_uint_eq(sim_x()[1], VSP_CHILD_GONE);
	ck_assert_int_eq(invoke_domain(&a, VSP_OP_DOMAIN_START, 0, 0),
			 VSP_OK);
	ck_assert_int_eq(invoke_domain(&a, VSP_OP_DOMAIN_START, 0, 0),
			 VSP_E_STATE);
	lend(&a, VSP_FOREVER);
	ck_assert_ptr_eq(core->cur, a.d);
	ck_assert_uint_eq(sim_x()[0], VSP_OK);
}
END_TEST

/* On lent time it would spend what is not its own. */
START_TEST(only_the_payer_dispatches)
{
	uint64_t portal = actor_portal(&b, &a, 1);

	lend(&a, VSP_FOREVER);
	act_wait(VSP_FOREVER);
	lend(&b, VSP_FOREVER);
	act_call(portal, 0);
	expect(a.d, VSP_UPCALL_CALL);
	act_dispatch(c.index, VSP_FOREVER);
	ck_assert_ptr_ne(core->cur, c.d);
	ck_assert_uint_ne(core->chain[core->top].domain->level, 2);
	ck_assert(root_dcb()->ready & 1ull << a.index);
}
END_TEST

int
main(void)
{
	const TTest *const claims[] = {
		the_tree_is_at_most_seven_levels_deep, the_tree_has_no_cycle,
		a_place_in_the_tree_serves_one_child,
		an_orphan_keeps_its_state,
		a_new_parent_learns_until_when_an_orphan_sleeps,
		a_new_parent_learns_of_an_orphan_at_a_door,
		a_domain_whose_time_runs_is_not_moved,
		dispatching_nobody_is_reported,
		a_stopped_child_is_off_the_processor,
		only_the_payer_dispatches,
	};

	return claims_run("tree", claims, sizeof claims / sizeof *claims,
			  family_setup, NULL);
}
