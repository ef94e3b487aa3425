/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * sched_test.c - a scheduler of domains sees who can run, wakes who waits,
 * and is fair.
 */
#include <vesper/error.h>
#include <vesper/sched.h>

#include "claims.h"
#include "fake.h"

#define QUANTUM 100u

/* What the scheduler finds when it looks for a thread of its own, and for when
 * one wants to run. */
static struct vsp_thread *own_thread;
static uint64_t own_until = VSP_FOREVER;

static uint64_t
until_below(void)
{
	return own_until;
}

static struct vsp_thread *
pick_below(void)
{
	return own_thread;
}

static void
setup(void)
{
	static struct vsp_round_robin round_robin;

	fake_setup();
	vsp_hooks.pick = pick_below;
	vsp_hooks.until = until_below;
	vsp_sched_start(vsp_round_robin_init(&round_robin, QUANTUM));
	for (uint32_t i = 0; i < 4; i++)
		ck_assert_int_eq(vsp_sched_add(i, NULL), VSP_OK);
}

/* What the scheduler does when it has nothing to do itself. */
static void
idle(void)
{
	fake.left = 0;
	if (setjmp(fake.leave) == 0)
		vsp_hooks.idle(vsp_hooks.until());
}

static void
report(uint32_t child, uint32_t reason, uint64_t until)
{
	struct vsp_child r = {
		.reason = reason, .until = until, .ticks = QUANTUM,
	};

	vsp_hooks.child(child, &r);
}

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
	report(2, VSP_CHILD_FAULT, VSP_FOREVER);
	report(2, VSP_CHILD_GONE, VSP_FOREVER);
	ck_assert_uint_eq(runtime.events, VSP_SCHED_EVENT_STOPPED);
	idle();
	ck_assert_int_eq(fake.left, FAKE_WAIT);
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

/* A policy that adds up what children are charged: by their `share`. */
static uint64_t charged[4];

static void
account_charge(struct vsp_policy *policy, struct vsp_task *task,
	       uint64_t ticks, uint64_t now)
{
	(void)policy;
	(void)now;
	charged[task->params.share % 4] += ticks;
}

static void
use_account(void)
{
	static struct vsp_round_robin account;
	static struct vsp_policy_ops ops;

	for (uint32_t i = 0; i < 4; i++)
		vsp_sched_remove(i);
	vsp_round_robin_init(&account, QUANTUM);
	ops = *account.policy.ops;
	ops.charge = account_charge;
	account.policy.ops = &ops;
	vsp_sched_start(&account.policy);
	for (uint32_t i = 0; i < 4; i++)
		vsp_sched_add(i, &(struct vsp_sched_params){ .share = i });
}

START_TEST(a_decision_is_charged_to_who_came_back)
{
	use_account();
	fake_dcb.ready = 3;
	idle();
	charged[0] = charged[1] = 0;
	report(0, VSP_CHILD_EXPIRED, VSP_FOREVER);
	fake.now += 7;
	idle();
	ck_assert_uint_eq(charged[0], QUANTUM + 7);
	ck_assert_uint_eq(charged[1], 0);
}
END_TEST

START_TEST(a_decision_is_charged_to_who_woke)
{
	use_account();
	fake_dcb.ready = 1;
	idle();
	charged[0] = charged[1] = 0;
	report(0, VSP_CHILD_PREEMPTED, VSP_FOREVER);
	fake_dcb.ready = 3;
	fake.now += 7;
	idle();
	ck_assert_uint_eq(charged[0], QUANTUM);
	ck_assert_uint_eq(charged[1], 7);
}
END_TEST

START_TEST(the_schedulers_own_threads_are_charged_to_nobody)
{
	static uint64_t thread;

	use_account();
	own_thread = (struct vsp_thread *)(void *)&thread;
	fake_dcb.ready = 1;
	charged[0] = 0;
	report(0, VSP_CHILD_EXPIRED, VSP_FOREVER);
	ck_assert_ptr_eq(vsp_hooks.pick(), own_thread);
	fake.now += 1000;
	idle();
	ck_assert_uint_eq(charged[0], QUANTUM);
}
END_TEST

/* Child 0 has a slice of 30 in a period of 200. */
static void
use_reservations(void)
{
	static struct vsp_reservations reservations;

	for (uint32_t i = 0; i < 4; i++)
		vsp_sched_remove(i);
	vsp_sched_start(vsp_reservations_init(&reservations, QUANTUM, 900));
	ck_assert_int_eq(vsp_sched_add(0, &(struct vsp_sched_params){
			 .slice_ticks = 30, .period_ticks = 200 }), VSP_OK);
}

START_TEST(who_has_used_up_its_slice_waits_for_the_next)
{
	uint64_t start = fake.now;

	use_reservations();
	fake_dcb.ready = 1;
	idle();
	ck_assert_uint_eq(fake.left_until, start + 30);
	fake.now += 30;
	vsp_hooks.child(0, &(struct vsp_child){
		.reason = VSP_CHILD_EXPIRED, .until = VSP_FOREVER,
		.ticks = 30 });
	idle();
	ck_assert_int_eq(fake.left, FAKE_WAIT);
	ck_assert_uint_eq(fake.left_until, start + 200);
	fake.now = start + 200;
	idle();
	ck_assert_int_eq(fake.left, FAKE_DISPATCH);
}
END_TEST

START_TEST(only_who_is_blocked_can_preempt)
{
	use_reservations();
	for (uint32_t i = 1; i < 3; i++)
		vsp_sched_add(i, &(struct vsp_sched_params){
			      .slice_ticks = 30, .period_ticks = 300 });
	fake_dcb.ready = 3;
	idle();
	ck_assert_uint_eq(fake.left_child, 0);
	ck_assert_uint_eq(fake_dcb.preempt, 4);
	ck_assert_uint_eq(fake_dcb.direct, 0);
}
END_TEST

START_TEST(what_cannot_be_promised_is_refused)
{
	const struct vsp_sched_params much = {
		.slice_ticks = 160, .period_ticks = 200,
	};

	use_reservations();
	ck_assert_int_eq(vsp_sched_add(1, &much), VSP_E_OVERLOAD);
	ck_assert_int_eq(vsp_sched_change(0, &much), VSP_OK);
	ck_assert_int_eq(vsp_sched_change(1, &much), VSP_E_STATE);
	ck_assert_int_eq(vsp_sched_add(0, &much), VSP_E_STATE);
	ck_assert_int_eq(vsp_sched_add(64, NULL), VSP_E_ARG);
	vsp_sched_remove(0);
	ck_assert_int_eq(vsp_sched_add(1, &much), VSP_OK);
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
		who_is_removed_is_forgotten,
		a_decision_is_charged_to_who_came_back,
		a_decision_is_charged_to_who_woke,
		the_schedulers_own_threads_are_charged_to_nobody,
		who_has_used_up_its_slice_waits_for_the_next,
		only_who_is_blocked_can_preempt,
		what_cannot_be_promised_is_refused,
	};

	return claims_run("sched", claims, sizeof(claims) / sizeof(claims[0]),
			  setup, NULL);
}
