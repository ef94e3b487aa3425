/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * grant_test.c - grants of time down the scheduling tree: when they
 * end, whose wakeup ends them, and exact accounts.
 */
#include "claims.h"
#include "family.h"

START_TEST(a_grant_ends_when_it_was_said_to)
{
	lend(&a, 500);
	expect(a.d, VSP_UPCALL_ACTIVATE);
	sim_time(499);
	ck_assert_ptr_eq(core->cur, a.d);
	ck_assert_uint_eq(sim.alarm, 500);
	sim_time(500);
	expect_root(VSP_UPCALL_CHILD);
	ck_assert_uint_eq(sim_x()[0], a.index);
	ck_assert_uint_eq(sim_x()[1], VSP_CHILD_EXPIRED);
	ck_assert_uint_eq(sim_x()[2], 500);
}
END_TEST

START_TEST(a_grant_that_is_over_is_not_entered)
{
	sim.now = 100;
	act_dispatch(a.index, 100);
	expect_root(VSP_UPCALL_CHILD);
	ck_assert_uint_eq(sim_x()[1], VSP_CHILD_EXPIRED);
	ck_assert_uint_eq(sim_x()[2], 0);
	ck_assert_int_eq(a.d->frame, FRAME_NIL);
	ck_assert(a.d->pre);
}
END_TEST

START_TEST(the_nearest_end_of_all_grants_counts)
{
	lend(&a, 300);
	lend(&c, 900);
	expect(c.d, VSP_UPCALL_ACTIVATE);
	ck_assert_uint_eq(sim.alarm, 300);
	sim_time(300);
	expect_root(VSP_UPCALL_CHILD);
	ck_assert_uint_eq(sim_x()[0], a.index);
	ck_assert_uint_eq(sim_x()[1], VSP_CHILD_EXPIRED);
	ck_assert_uint_eq(a.dcb->child[c.index].reason, VSP_CHILD_PREEMPTED);
}
END_TEST

/* I6: used = self + sum of children, to the tick, on every level; and each
 * can see what it has used. */
START_TEST(time_adds_up_exactly)
{
	lend(&a, VSP_FOREVER);
	sim.now += 7;
	lend(&c, VSP_FOREVER);
	sim.now += 20;
	lend(&d, VSP_FOREVER);
	sim.now += 300;
	act_wait(VSP_FOREVER);
	expect(c.d, VSP_UPCALL_CHILD);
	ck_assert_uint_eq(sim_x()[2], 300);
	sim.now += 4000;
	act_wait(VSP_FOREVER);
	expect(a.d, VSP_UPCALL_CHILD);
	ck_assert_uint_eq(sim_x()[2], 4320);
	sim.now += 50000;
	act_wait(VSP_FOREVER);
	expect_root(VSP_UPCALL_CHILD);
	ck_assert_uint_eq(sim_x()[2], 54327);
	ck_assert_uint_eq(d.d->ticks, 300);
	ck_assert_uint_eq(c.d->ticks, 4320);
	ck_assert_uint_eq(a.d->ticks, 54327);
	ck_assert_uint_eq(d.dcb->used, 300);
	ck_assert_uint_eq(c.dcb->used, 4320);
	ck_assert_uint_eq(a.dcb->used, 54327);
}
END_TEST

START_TEST(a_server_runs_on_its_callers_account)
{
	uint64_t portal = actor_portal(&a, &b, 1);

	lend(&b, VSP_FOREVER);
	act_wait(VSP_FOREVER);
	lend(&a, VSP_FOREVER);
	sim.now += 5;
	act_call(portal, 0);
	expect(b.d, VSP_UPCALL_CALL);
	sim.now += 60;
	act_reply(0);
	sim.now += 700;
	act_wait(VSP_FOREVER);
	expect_root(VSP_UPCALL_CHILD);
	ck_assert_uint_eq(sim_x()[2], 765);
	ck_assert_uint_eq(b.d->ticks, 0);
}
END_TEST

START_TEST(wait_tells_the_parent_until_when)
{
	lend(&a, VSP_FOREVER);
	act_wait(12345);
	expect_root(VSP_UPCALL_CHILD);
	ck_assert_uint_eq(sim_x()[1], VSP_CHILD_WAIT);
	ck_assert_uint_eq(sim_x()[3], 12345);
	ck_assert_uint_eq(root_dcb()->ready & 1ull << a.index, 0);
}
END_TEST

/* B leaves A's request for later, and wants to run at 900 itself. */
START_TEST(who_sleeps_on_lent_time_is_not_forgotten)
{
	uint64_t portal = actor_portal(&a, &b, 1);

	lend(&b, VSP_FOREVER);
	act_wait(VSP_FOREVER);
	lend(&a, VSP_FOREVER);
	act_call(portal, 0);
	expect(b.d, VSP_UPCALL_CALL);
	act_wait(900);
	ck_assert_ptr_eq(core->cur, sim_root());
	ck_assert(root_dcb()->ready & 1ull << b.index);
	lend(&b, VSP_FOREVER);
	expect(b.d, VSP_UPCALL_ACTIVATE);
	act_wait(900);
	expect_root(VSP_UPCALL_CHILD);
	ck_assert_uint_eq(sim_x()[0], b.index);
	ck_assert_uint_eq(sim_x()[3], 900);
}
END_TEST

/* A, which dispatches C, is answered by B, which runs on C's time. */
START_TEST(who_answers_a_dispatcher_and_sleeps_is_not_forgotten)
{
	uint64_t a_to_b = actor_portal(&a, &b, 1);
	uint64_t c_to_b = actor_portal(&c, &b, 2), token;

	lend(&b, VSP_FOREVER);
	act_wait(VSP_FOREVER);
	lend(&a, VSP_FOREVER);
	act_call(a_to_b, VSP_LEAVE_MORE);
	expect(b.d, VSP_UPCALL_CALL);
	token = sim_x()[8];
	act_wait(VSP_FOREVER);
	expect(a.d, VSP_UPCALL_ACTIVATE);
	lend(&c, VSP_FOREVER);
	act_call(c_to_b, 0);
	expect(b.d, VSP_UPCALL_CALL);
	b.dcb->until = 900;
	sim_x()[7] = VSP_LEAVE_UNTIL;
	sim_x()[8] = token;
	sim_svc(VSP_SYS_REPLY);
	expect(a.d, VSP_UPCALL_ACTIVATE);
	ck_assert(root_dcb()->ready & 1ull << b.index);
}
END_TEST

START_TEST(the_root_wakes_from_idling_at_its_until)
{
	act_activate();
	act_wait(800);
	expect(NULL, 0);
	ck_assert_uint_eq(sim.alarm, 800);
	sim_time(799);
	expect(NULL, 0);
	sim_time(800);
	expect_root(VSP_UPCALL_ACTIVATE);
	ck_assert_uint_eq(sim_x()[0], VSP_EVENT_TIMER);
}
END_TEST

/* Resume a fresh context, and want to run at `until` all the same. */
static void
resume_until(struct actor *actor, uint64_t until)
{
	actor->dcb->context[0] = (struct vsp_context){ .pc = 0x1000 };
	actor->dcb->until = until;
	sim_x()[0] = 0;
	sim_x()[7] = VSP_LEAVE_UNTIL;
	sim_svc(VSP_SYS_RESUME);
}

START_TEST(who_runs_is_told_of_its_own_until)
{
	lend(&a, 900);
	resume_until(&a, 500);
	ck_assert_uint_eq(sim.alarm, 500);
	sim_time(499);
	ck_assert_ptr_eq(core->cur, a.d);
	ck_assert_uint_eq(a.dcb->saved, 0);
	sim_time(500);
	expect(a.d, VSP_UPCALL_ACTIVATE);
	ck_assert_uint_eq(sim_x()[0], VSP_EVENT_TIMER);
	ck_assert_uint_eq(a.dcb->saved, 1);
	ck_assert_uint_eq(sim.alarm, 900);
}
END_TEST

START_TEST(an_until_that_is_left_out_is_forgotten)
{
	lend(&a, 900);
	resume_until(&a, 500);
	sim_time(200);
	act_activate();
	act_enable();
	sim_time(500);
	ck_assert_ptr_eq(core->cur, a.d);
	ck_assert_uint_eq(sim.alarm, 900);
	ck_assert_uint_eq(a.dcb->pending, 0);
}
END_TEST

/* B's handler runs on A's time when A's until comes. */
START_TEST(an_until_takes_the_time_back_from_the_server)
{
	uint64_t a_to_b = actor_portal(&a, &b, 1);

	lend(&b, VSP_FOREVER);
	act_wait(VSP_FOREVER);
	lend(&a, VSP_FOREVER);
	a.dcb->until = 500;
	sim_x()[7] = 3 | VSP_LEAVE_UNTIL;
	sim_x()[8] = a_to_b;
	sim_svc(VSP_SYS_CALL);
	expect(b.d, VSP_UPCALL_CALL);
	sim_time(500);
	expect(a.d, VSP_UPCALL_ACTIVATE);
	ck_assert_uint_eq(sim_x()[0], VSP_EVENT_TIMER);
	ck_assert_int_eq(b.d->frame, FRAME_FROZEN);
}
END_TEST

START_TEST(who_is_dispatched_after_its_until_is_told)
{
	lend(&a, VSP_FOREVER);
	act_wait(500);
	sim.now = 600;
	lend(&a, VSP_FOREVER);
	expect(a.d, VSP_UPCALL_ACTIVATE);
	ck_assert_uint_eq(sim_x()[0], VSP_EVENT_TIMER);
	ck_assert_uint_eq(sim.alarm, VSP_FOREVER);
}
END_TEST

/* ---- wakeups while another child runs ---- */

START_TEST(a_wakeup_alone_preempts_nobody)
{
	bind_line(&b, LINE);
	lend(&b, VSP_FOREVER);
	act_wait(VSP_FOREVER);
	lend(&a, VSP_FOREVER);
	sim_irq(LINE);
	ck_assert_ptr_eq(core->cur, a.d);
	ck_assert(root_dcb()->ready & 1ull << b.index);
}
END_TEST

START_TEST(a_wakeup_in_the_preempt_word_brings_the_parent_back)
{
	bind_line(&b, LINE);
	lend(&b, VSP_FOREVER);
	act_wait(VSP_FOREVER);
	root_dcb()->preempt = 1ull << b.index;
	lend(&a, VSP_FOREVER);
	sim_irq(LINE);
	ck_assert_ptr_eq(core->cur, sim_root());
	ck_assert(root_dcb()->ready & 1ull << b.index);
	ck_assert_uint_eq(a.d->frame, FRAME_FROZEN);
}
END_TEST

START_TEST(a_wakeup_in_the_direct_word_runs_at_once)
{
	bind_line(&b, LINE);
	lend(&b, VSP_FOREVER);
	act_wait(VSP_FOREVER);
	root_dcb()->preempt = root_dcb()->direct = 1ull << b.index;
	lend(&a, 900);
	sim_irq(LINE);
	expect(b.d, VSP_UPCALL_ACTIVATE);
	ck_assert_uint_eq(sim_x()[0], 1);
	ck_assert_uint_eq(sim.alarm, 900);
	ck_assert_uint_eq(root_dcb()->child[a.index].reason,
			  VSP_CHILD_PREEMPTED);
	ck_assert_uint_eq(sim_root()->events, 0);
}
END_TEST

START_TEST(a_wakeup_deep_down_reaches_whoever_is_dispatching)
{
	bind_line(&d, LINE);
	lend(&a, VSP_FOREVER);
	lend(&c, VSP_FOREVER);
	lend(&d, VSP_FOREVER);
	act_wait(VSP_FOREVER);
	act_wait(VSP_FOREVER);
	act_wait(VSP_FOREVER);
	root_dcb()->preempt = 1ull << a.index;
	lend(&b, VSP_FOREVER);
	sim_irq(LINE);
	ck_assert_ptr_eq(core->cur, sim_root());
	ck_assert(c.dcb->ready & 1ull << d.index);
	ck_assert(a.dcb->ready & 1ull << c.index);
	ck_assert(root_dcb()->ready & 1ull << a.index);
	ck_assert_uint_eq(c.d->events, VSP_EVENT_CHILD);
}
END_TEST

/* B's time runs E, by way of C, when C is woken: it comes back to C, and
 * nobody is preempted.  But then A's other child is woken. */
START_TEST(a_wakeup_that_got_time_at_once_does_not_hide_the_next)
{
	struct actor e = actor_make(NULL, 7), f = actor_make(&a, 8);
	uint64_t b_to_c = actor_portal(&b, &c, 1);
	uint64_t c_to_e = actor_portal(&c, &e, 1);

	bind_line(&c, LINE);
	bind_line(&f, LINE + 1);
	lend(&a, VSP_FOREVER);
	lend(&c, VSP_FOREVER);
	act_wait(VSP_FOREVER);
	lend(&f, VSP_FOREVER);
	act_wait(VSP_FOREVER);
	act_wait(VSP_FOREVER);
	lend(&e, VSP_FOREVER);
	act_wait(VSP_FOREVER);
	root_dcb()->preempt = 1ull << a.index;
	lend(&b, VSP_FOREVER);
	act_call(b_to_c, 0);
	act_call(c_to_e, 0);
	expect(e.d, VSP_UPCALL_CALL);
	sim_irq(LINE);
	expect(c.d, VSP_UPCALL_ACTIVATE);
	ck_assert_uint_eq(a.d->events, VSP_EVENT_CHILD);
	sim_irq(LINE + 1);
	ck_assert_ptr_eq(core->cur, sim_root());
}
END_TEST

int
main(void)
{
	const TTest *const claims[] = {
		a_grant_ends_when_it_was_said_to,
		a_grant_that_is_over_is_not_entered,
		the_nearest_end_of_all_grants_counts, time_adds_up_exactly,
		a_server_runs_on_its_callers_account,
		wait_tells_the_parent_until_when,
		who_sleeps_on_lent_time_is_not_forgotten,
		who_answers_a_dispatcher_and_sleeps_is_not_forgotten,
		the_root_wakes_from_idling_at_its_until,
		who_runs_is_told_of_its_own_until,
		an_until_that_is_left_out_is_forgotten,
		an_until_takes_the_time_back_from_the_server,
		who_is_dispatched_after_its_until_is_told,
		a_wakeup_alone_preempts_nobody,
		a_wakeup_in_the_preempt_word_brings_the_parent_back,
		a_wakeup_in_the_direct_word_runs_at_once,
		a_wakeup_deep_down_reaches_whoever_is_dispatching,
		a_wakeup_that_got_time_at_once_does_not_hide_the_next,
	};

	return claims_run("grant", claims, sizeof claims / sizeof *claims,
			  family_setup, NULL);
}
