/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * sched_account_test.c - a scheduler of domains charges each for what it has
 * caused, and keeps reservations.
 */
#include <vesper/error.h>

#include "lib/scheduler.h"

/* A policy that adds up what children are charged: by their `share`. */
static uint64_t charged[4];

/* What the kernel reports of child 1 while a report is dealt with, once. */
static uint32_t meanwhile;

static void
account_charge(struct vsp_policy *policy, struct vsp_task *task,
	       uint64_t ticks, uint64_t now)
{
	(void)policy;
	(void)now;
	charged[task->params.share % 4] += ticks;
	if (meanwhile == VSP_CHILD_NONE)
		return;
	fake_dcb.child[1].reason = meanwhile;
	fake_dcb.child[1].ticks += 5;
	meanwhile = VSP_CHILD_NONE;
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

/* After a quantum, when these could run. */
static void
child_0_comes_back(uint64_t ready, uint32_t reason)
{
	use_account();
	fake_dcb.ready = ready;
	idle();
	charged[0] = charged[1] = 0;
	fake.now += QUANTUM;
	report(0, reason, VSP_FOREVER);
}

START_TEST(a_decision_is_charged_to_who_came_back)
{
	child_0_comes_back(3, VSP_CHILD_EXPIRED);
	fake.now += 7;
	idle();
	ck_assert_uint_eq(charged[0], QUANTUM + 7);
	ck_assert_uint_eq(charged[1], 0);
}
END_TEST

START_TEST(a_decision_is_charged_to_who_woke)
{
	child_0_comes_back(1, VSP_CHILD_PREEMPTED);
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
	idle();
	charged[0] = 0;
	fake.now += QUANTUM + 20;
	report(0, VSP_CHILD_EXPIRED, VSP_FOREVER);
	ck_assert_ptr_eq(vsp_hooks.pick(NULL, NULL), own_thread);
	fake.now += 1000;
	vsp_hooks.child(~0u, NULL);
	fake.now += 7;
	idle();
	ck_assert_uint_eq(charged[0], QUANTUM);
	charged[1] = 0;
	fake.now += QUANTUM;
	report(0, VSP_CHILD_PREEMPTED, VSP_FOREVER);
	ck_assert_ptr_eq(vsp_hooks.pick(NULL, NULL), own_thread);
	fake.now += 1000;
	fake_dcb.ready = 3;
	idle();
	ck_assert_uint_eq(charged[1], 0);
}
END_TEST

START_TEST(the_time_in_which_nobody_runs_is_charged_to_nobody)
{
	use_account();
	idle();
	ck_assert_int_eq(fake.left, FAKE_WAIT);
	charged[0] = 0;
	fake.now += 1000;
	report(0, VSP_CHILD_WAIT, VSP_FOREVER);
	idle();
	ck_assert_uint_eq(charged[0], QUANTUM);
}
END_TEST

/* The kernel dispatched the second child itself. */
START_TEST(the_time_of_two_children_is_charged_to_them)
{
	use_account();
	fake_dcb.ready = 3;
	idle();
	charged[0] = charged[1] = 0;
	fake.now += 2 * QUANTUM + 50;
	for (unsigned i = 0; i < 2; i++)
		fake_dcb.child[i] = (struct vsp_child){
			.reason = VSP_CHILD_PREEMPTED, .until = VSP_FOREVER,
			.ticks = QUANTUM };
	vsp_hooks.child(~0u, NULL);
	idle();
	ck_assert_uint_eq(charged[0], QUANTUM);
	ck_assert_uint_eq(charged[1], QUANTUM + 50);
}
END_TEST

/* The kernel's way to the child and back is a part of the decision. */
START_TEST(all_time_is_charged_to_somebody)
{
	uint64_t start = fake.now;

	use_account();
	fake_dcb.ready = 3;
	idle();
	charged[0] = charged[1] = 0;
	for (unsigned i = 0; i < 10; i++) {
		fake.now += 30 + QUANTUM + 20;
		report(i % 2, VSP_CHILD_EXPIRED, VSP_FOREVER);
		fake.now += 7;
		idle();
	}
	ck_assert_uint_eq(charged[0], 5 * (QUANTUM + 57));
	ck_assert_uint_eq(charged[0] + charged[1], fake.now - start);
}
END_TEST

/* The scheduler lost the processor, too, while its child had it. */
START_TEST(the_time_that_others_had_is_charged_to_nobody)
{
	use_account();
	fake_dcb.ready = 1;
	idle();
	charged[0] = 0;
	fake.now += 100000;
	fake_dcb.used += 30 + QUANTUM;
	report(0, VSP_CHILD_PREEMPTED, VSP_FOREVER);
	fake.now += 7;
	idle();
	ck_assert_uint_eq(charged[0], QUANTUM + 37);
}
END_TEST

/* Nothing is reported then. */
START_TEST(the_time_after_a_dispatch_on_lent_time_is_charged_to_nobody)
{
	child_0_comes_back(1, VSP_CHILD_PREEMPTED);
	idle();
	fake.now += 100000;
	vsp_hooks.child(~0u, NULL);
	fake.now += 7;
	idle();
	fake.now += 100000;
	fake_dcb.ready = 3;
	idle();
	ck_assert_uint_eq(charged[0], QUANTUM);
	ck_assert_uint_eq(charged[1], 0);
}
END_TEST

START_TEST(a_report_that_comes_while_one_is_read_is_not_lost)
{
	use_account();
	charged[1] = 0;
	meanwhile = VSP_CHILD_GONE;
	fake_dcb.child[1] = (struct vsp_child){
		.reason = VSP_CHILD_EXPIRED, .until = VSP_FOREVER, .ticks = 9,
	};
	vsp_hooks.child(~0u, NULL);
	ck_assert_uint_eq(charged[1], 9);
	ck_assert_uint_eq(runtime.events, 0);
	vsp_hooks.child(~0u, NULL);
	ck_assert_uint_eq(charged[1], 14);
	ck_assert_uint_eq(runtime.events, VSP_SCHED_EVENT_STOPPED);
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

/* Child 1 came back for it. */
START_TEST(whose_period_begins_pays_for_the_decision)
{
	uint64_t start = fake.now;

	use_reservations();
	vsp_sched_add(1, &(struct vsp_sched_params){
		      .slice_ticks = 400, .period_ticks = 1000 });
	fake_dcb.ready = 3;
	idle();
	fake.now += 31;
	vsp_hooks.child(0, &(struct vsp_child){
		.reason = VSP_CHILD_EXPIRED, .until = VSP_FOREVER,
		.ticks = 30 });
	idle();
	ck_assert_uint_eq(fake.left_child, 1);
	ck_assert_uint_eq(fake.left_until, start + 200);
	fake.now = start + 200;
	vsp_hooks.child(1, &(struct vsp_child){
		.reason = VSP_CHILD_EXPIRED, .until = VSP_FOREVER,
		.ticks = 160 });
	idle();
	ck_assert_uint_eq(fake.left_child, 0);
	ck_assert_uint_eq(vsp_sched_charged(1), 160);
	ck_assert_uint_eq(vsp_sched_charged(0), 31 + 9);
	fake.now += 20;
	vsp_hooks.child(0, &(struct vsp_child){
		.reason = VSP_CHILD_WAIT, .until = VSP_FOREVER,
		.ticks = 20 });
	fake_dcb.ready = 2;
	idle();
	fake.now += 21;
	vsp_hooks.child(1, &(struct vsp_child){
		.reason = VSP_CHILD_WAIT, .until = VSP_FOREVER,
		.ticks = 20 });
	idle();
	ck_assert_uint_eq(vsp_sched_charged(0), 31 + 9 + 20);
	ck_assert_uint_eq(vsp_sched_charged(1), 160 + 21);
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

START_TEST(who_reserves_no_time_does_not_promise_it)
{
	static struct vsp_fixed_priority fixed;
	const struct vsp_sched_params slice = {
		.slice_ticks = 10, .period_ticks = 200,
	};

	ck_assert_int_eq(vsp_sched_change(0, &slice), VSP_E_ARG);
	vsp_sched_remove(0);
	vsp_sched_start(vsp_fixed_priority_init(&fixed, QUANTUM));
	ck_assert_int_eq(vsp_sched_add(0, NULL), VSP_OK);
	ck_assert_int_eq(vsp_sched_change(0, &slice), VSP_E_ARG);
	ck_assert_int_eq(vsp_sched_change(0, &(struct vsp_sched_params){
			 .priority = 63 }), VSP_OK);
}
END_TEST

int
main(void)
{
	const TTest *const claims[] = {
		a_decision_is_charged_to_who_came_back,
		a_decision_is_charged_to_who_woke,
		the_schedulers_own_threads_are_charged_to_nobody,
		the_time_in_which_nobody_runs_is_charged_to_nobody,
		the_time_of_two_children_is_charged_to_them,
		all_time_is_charged_to_somebody,
		the_time_that_others_had_is_charged_to_nobody,
		the_time_after_a_dispatch_on_lent_time_is_charged_to_nobody,
		whose_period_begins_pays_for_the_decision,
		a_report_that_comes_while_one_is_read_is_not_lost,
		who_has_used_up_its_slice_waits_for_the_next,
		only_who_is_blocked_can_preempt,
		what_cannot_be_promised_is_refused,
		who_reserves_no_time_does_not_promise_it,
	};

	return claims_run("sched_account", claims,
			  sizeof(claims) / sizeof(claims[0]), scheduler_setup,
			  NULL);
}
