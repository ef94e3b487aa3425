/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * sched_test.c - a scheduler of domains sees who can run, wakes who waits, is
 * fair, and lets the more urgent end a turn.
 */
#include "lib/scheduler.h"

START_TEST(nobody_ready_means_wait)
{
	idle();
	ck_assert_int_eq(fake.left, FAKE_WAIT);
	ck_assert_uint_eq(fake.left_until, VSP_FOREVER);
	ck_assert(!vsp_hooks.more(NULL));
}
END_TEST

START_TEST(the_ready_take_turns_of_a_quantum)
{
	fake_dcb.ready = 0xb;
	for (unsigned i = 0; i < 9; i++) {
		static const uint64_t order[] = { 0, 1, 3 };

		idle();
		ck_assert_int_eq(fake.left, FAKE_DISPATCH);
		ck_assert_uint_eq(fake.left_child, order[i % 3]);
		ck_assert_uint_eq(fake.left_until, fake.now + QUANTUM);
		report((uint32_t)fake.left_child, VSP_CHILD_EXPIRED,
		       VSP_FOREVER);
	}
	ck_assert(vsp_hooks.more(NULL));
}
END_TEST

START_TEST(who_is_no_longer_ready_gets_no_turn)
{
	fake_dcb.ready = 3;
	idle();
	fake_dcb.ready = 2;
	for (int i = 0; i < 3; i++) {
		idle();
		ck_assert_uint_eq(fake.left_child, 1);
	}
}
END_TEST

START_TEST(a_stopped_child_gets_no_turn)
{
	fake_dcb.ready = 1;
	fake_dcb.stopped = 1;
	idle();
	ck_assert_int_eq(fake.left, FAKE_WAIT);
}
END_TEST

START_TEST(a_waiting_child_is_woken_at_its_time)
{
	report(2, VSP_CHILD_WAIT, fake.now + 50);
	idle();
	ck_assert_int_eq(fake.left, FAKE_WAIT);
	ck_assert_uint_eq(fake.left_until, fake.now + 50);
	fake.now += 50;
	idle();
	ck_assert_int_eq(fake.left, FAKE_DISPATCH);
	ck_assert_uint_eq(fake.left_child, 2);
}
END_TEST

START_TEST(no_wakeup_cuts_a_turn_in_round_robin)
{
	fake_dcb.ready = 1;
	report(2, VSP_CHILD_WAIT, fake.now + QUANTUM / 2);
	idle();
	ck_assert_uint_eq(fake.left_child, 0);
	ck_assert_uint_eq(fake.left_until, fake.now + QUANTUM);
	ck_assert_uint_eq(fake_dcb.preempt, 0);
	ck_assert_uint_eq(fake_dcb.direct, 0);
}
END_TEST

/* Children 0 to 3, the last one the most urgent. */
static void
use_priorities(void)
{
	static struct vsp_fixed_priority fixed;

	for (uint32_t i = 0; i < 4; i++)
		vsp_sched_remove(i);
	vsp_sched_start(vsp_fixed_priority_init(&fixed, 0));
	for (uint32_t i = 0; i < 4; i++)
		vsp_sched_add(i, &(struct vsp_sched_params){ .priority = i });
}

START_TEST(a_turn_ends_when_a_more_urgent_child_is_to_be_woken)
{
	use_priorities();
	fake_dcb.ready = 2;
	report(0, VSP_CHILD_WAIT, fake.now + 20);
	report(2, VSP_CHILD_WAIT, fake.now + 50);
	report(3, VSP_CHILD_WAIT, fake.now + 70);
	idle();
	ck_assert_uint_eq(fake.left_child, 1);
	ck_assert_uint_eq(fake.left_until, fake.now + 50);
}
END_TEST

START_TEST(a_wakeup_that_was_called_off_cuts_no_turn)
{
	use_priorities();
	fake_dcb.ready = 2;
	report(2, VSP_CHILD_WAIT, fake.now + 50);
	report(2, VSP_CHILD_WAIT, VSP_FOREVER);
	idle();
	ck_assert_uint_eq(fake.left_until, VSP_FOREVER);
}
END_TEST

START_TEST(a_turn_ends_when_a_thread_of_ones_own_wakes)
{
	use_priorities();
	own_until = fake.now + 30;
	fake_dcb.ready = 2;
	report(2, VSP_CHILD_WAIT, fake.now + 50);
	idle();
	ck_assert_uint_eq(fake.left_until, fake.now + 30);
}
END_TEST

START_TEST(a_changed_priority_changes_who_preempts)
{
	use_priorities();
	fake_dcb.ready = 2;
	idle();
	ck_assert_uint_eq(fake_dcb.preempt, 0xc);
	vsp_sched_change(0, &(struct vsp_sched_params){ .priority = 9 });
	idle();
	ck_assert_uint_eq(fake_dcb.preempt, 0xd);
}
END_TEST

START_TEST(who_is_more_urgent_preempts_and_directly)
{
	use_priorities();
	fake_dcb.ready = 2;
	idle();
	ck_assert_uint_eq(fake.left_until, VSP_FOREVER);
	ck_assert_uint_eq(fake_dcb.preempt, 0xc);
	ck_assert_uint_eq(fake_dcb.direct, 0xc);
	fake_dcb.ready = 0xa;
	idle();
	ck_assert_uint_eq(fake.left_child, 3);
	ck_assert_uint_eq(fake_dcb.preempt, 0);
}
END_TEST

START_TEST(a_wake_up_time_outlives_a_dispatch_on_lent_time)
{
	report(2, VSP_CHILD_WAIT, fake.now + 50);
	fake.now += 60;
	idle();
	ck_assert_uint_eq(fake.left_child, 2);
	/* The time was lent: the child did not run, nothing is reported. */
	idle();
	ck_assert_int_eq(fake.left, FAKE_DISPATCH);
	ck_assert_uint_eq(fake.left_child, 2);
	report(2, VSP_CHILD_WAIT, VSP_FOREVER);
	idle();
	ck_assert_int_eq(fake.left, FAKE_WAIT);
	ck_assert_uint_eq(fake.left_until, VSP_FOREVER);
}
END_TEST

START_TEST(reports_in_the_table_are_taken_once)
{
	fake_dcb.child[1] = (struct vsp_child){
		.reason = VSP_CHILD_WAIT, .until = fake.now + 70, .ticks = 9,
	};
	vsp_hooks.child(~0u, NULL);
	ck_assert_uint_eq(fake_dcb.child[1].reason, VSP_CHILD_NONE);
	ck_assert_uint_eq(fake_dcb.child[1].ticks, 0);
	idle();
	ck_assert_uint_eq(fake.left_until, fake.now + 70);
}
END_TEST

START_TEST(who_stops_is_told_once_and_runs_no_more)
{
	fake_dcb.ready = 4;
	report(2, VSP_CHILD_FAULT, fake.now + 50);
	ck_assert_uint_eq(runtime.events, VSP_SCHED_EVENT_STOPPED);
	runtime.events = 0;
	report(2, VSP_CHILD_GONE, VSP_FOREVER);
	ck_assert_uint_eq(runtime.events, 0);
	report(2, VSP_CHILD_GONE, fake.now + 50);
	idle();
	ck_assert_int_eq(fake.left, FAKE_WAIT);
	ck_assert_uint_eq(fake.left_until, VSP_FOREVER);
	ck_assert_uint_eq(vsp_sched_take_stopped(), 4);
	ck_assert_uint_eq(vsp_sched_take_stopped(), 0);
}
END_TEST

START_TEST(who_is_removed_is_forgotten)
{
	fake_dcb.ready = 3;
	idle();
	vsp_sched_remove(1);
	for (int i = 0; i < 3; i++) {
		idle();
		ck_assert_uint_eq(fake.left_child, 0);
	}
}
END_TEST

START_TEST(who_comes_next_does_not_inherit_a_report)
{
	vsp_sched_remove(2);
	fake_dcb.child[2] = (struct vsp_child){
		.reason = VSP_CHILD_GONE, .until = VSP_FOREVER, .ticks = 9,
	};
	vsp_hooks.child(~0u, NULL);
	ck_assert_int_eq(vsp_sched_add(2, NULL), VSP_OK);
	vsp_hooks.child(~0u, NULL);
	ck_assert_uint_eq(runtime.events, 0);
	ck_assert_uint_eq(vsp_sched_charged(2), 0);
}
END_TEST

START_TEST(who_is_added_again_begins_anew)
{
	fake_dcb.ready = 6;
	idle();
	vsp_sched_remove(1);
	report(2, VSP_CHILD_FAULT, VSP_FOREVER);
	ck_assert_uint_eq(vsp_sched_take_stopped(), 4);
	idle();
	ck_assert_int_eq(fake.left, FAKE_WAIT);
	for (uint32_t i = 1; i < 3; i++) {
		ck_assert_int_eq(vsp_sched_add(i, NULL), VSP_OK);
		ck_assert_uint_eq(vsp_sched_charged(i), 0);
		fake_dcb.ready = 1ull << i;
		idle();
		ck_assert_int_eq(fake.left, FAKE_DISPATCH);
		ck_assert_uint_eq(fake.left_child, i);
		report(i, VSP_CHILD_EXPIRED, VSP_FOREVER);
	}
	/* With no decision in between. */
	vsp_sched_remove(2);
	vsp_sched_add(2, NULL);
	idle();
	ck_assert_int_eq(fake.left, FAKE_DISPATCH);
}
END_TEST

START_TEST(who_is_added_with_another_priority_preempts_by_that)
{
	use_priorities();
	fake_dcb.ready = 2;
	idle();
	ck_assert_uint_eq(fake_dcb.preempt, 0xc);
	vsp_sched_remove(3);
	vsp_sched_add(3, &(struct vsp_sched_params){ .priority = 1 });
	idle();
	ck_assert_uint_eq(fake_dcb.preempt, 4);
}
END_TEST

int
main(void)
{
	const TTest *const claims[] = {
		nobody_ready_means_wait, the_ready_take_turns_of_a_quantum,
		who_is_no_longer_ready_gets_no_turn,
		a_stopped_child_gets_no_turn,
		a_waiting_child_is_woken_at_its_time,
		no_wakeup_cuts_a_turn_in_round_robin,
		a_turn_ends_when_a_more_urgent_child_is_to_be_woken,
		a_wakeup_that_was_called_off_cuts_no_turn,
		a_turn_ends_when_a_thread_of_ones_own_wakes,
		a_changed_priority_changes_who_preempts,
		who_is_more_urgent_preempts_and_directly,
		a_wake_up_time_outlives_a_dispatch_on_lent_time,
		reports_in_the_table_are_taken_once,
		who_stops_is_told_once_and_runs_no_more,
		who_is_removed_is_forgotten, who_is_added_again_begins_anew,
		who_is_added_with_another_priority_preempts_by_that,
		who_comes_next_does_not_inherit_a_report,
	};

	return claims_run("sched", claims, sizeof(claims) / sizeof(claims[0]),
			  scheduler_setup, NULL);
}
