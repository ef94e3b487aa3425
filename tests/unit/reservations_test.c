/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * reservations_test.c - who was promised a slice in each period gets it, and
 * no more than that while others want theirs.
 */
#include <vesper/error.h>
#include <vesper/policy.h>
#include <vesper/syscall.h>

#include "claims.h"

#define QUANTUM	100u
#define NTASKS	10u

static struct vsp_reservations reservations;
static struct vsp_policy *policy;
static struct vsp_task task[NTASKS];
static uint64_t now, until, used[NTASKS];

static void
setup(void)
{
	now = 5000;
	policy = vsp_reservations_init(&reservations, QUANTUM, 1000);
}

static int
join(unsigned i, uint64_t slice, uint64_t period, uint64_t within, bool extra)
{
	return vsp_task_join(policy, &task[i], &(struct vsp_sched_params){
		.slice_ticks = slice, .period_ticks = period,
		.latency_ticks = within, .extra = extra });
}

static void
wake(unsigned i, uint64_t slice, uint64_t period, bool extra)
{
	ck_assert_int_eq(join(i, slice, period, 0, extra), VSP_OK);
	vsp_task_wake(&task[i], now);
}

/* Pick, and run whoever it is to the end of the turn, or for `ticks`; -1
 * if nobody: then time passes. */
static long
run(uint64_t ticks)
{
	struct vsp_task *picked = vsp_policy_pick(policy, now, &until);

	ck_assert_ptr_eq(vsp_policy_pick(policy, now, &until), picked);
	ck_assert_uint_gt(until, now);
	if (until - now < ticks)
		ticks = until - now;
	now += ticks;
	if (picked == NULL)
		return -1;
	vsp_task_charge(picked, ticks, now);
	used[picked - task] += ticks;
	return picked - task;
}

START_TEST(the_earliest_deadline_runs_first)
{
	wake(0, 10, 100, false);
	wake(1, 10, 50, false);
	wake(2, 10, 70, false);
	ck_assert_int_eq(run(VSP_FOREVER), 1);
	ck_assert_int_eq(run(VSP_FOREVER), 2);
	ck_assert_int_eq(run(VSP_FOREVER), 0);
	ck_assert_uint_eq(now, 5030);
	ck_assert_int_eq(run(VSP_FOREVER), -1);
	ck_assert_uint_eq(now, 5050);
	ck_assert_int_eq(run(VSP_FOREVER), 1);
}
END_TEST

START_TEST(who_spins_gets_its_slice_and_no_more)
{
	wake(0, 30, 100, false);
	wake(1, 20, 40, false);
	while (now < 5000 + 100000)
		run(VSP_FOREVER);
	ck_assert_uint_eq(used[0], 30000);
	ck_assert_uint_eq(used[1], 50000);
}
END_TEST

START_TEST(all_deadlines_are_met_when_everything_is_promised)
{
	static const uint64_t slice[] = { 10, 15, 45, 60, 100 };
	static const uint64_t period[] = { 50, 100, 150, 300, 1000 };

	for (unsigned i = 0; i < 5; i++)
		wake(i, slice[i], period[i], false);
	while (now < 5000 + 300000) {
		run(VSP_FOREVER);
		for (unsigned i = 0; i < 5; i++)
			ck_assert_uint_ge(used[i], (now - 5000) / period[i]
						   * slice[i]);
	}
}
END_TEST

START_TEST(what_is_left_is_shared_fairly_by_who_asked)
{
	wake(0, 10, 100, true);
	wake(1, 20, 200, false);
	wake(2, 0, 0, false);
	while (now < 5000 + 300000)
		run(VSP_FOREVER);
	ck_assert_uint_eq(used[1], 30000);
	ck_assert_uint_ge(used[0] - 30000 + QUANTUM, used[2]);
	ck_assert_uint_ge(used[2] + QUANTUM, used[0] - 30000);
	ck_assert_uint_eq(used[0] + used[1] + used[2], now - 5000);
}
END_TEST

START_TEST(nobody_saves_up_extra_time)
{
	wake(0, 0, 0, true);
	for (unsigned i = 0; i < 100; i++)
		run(VSP_FOREVER);
	vsp_task_block(&task[0], now);
	wake(1, 0, 0, true);
	vsp_task_wake(&task[0], now);
	used[0] = used[1] = 0;
	for (unsigned i = 0; i < 100; i++)
		run(VSP_FOREVER);
	ck_assert_uint_eq(used[0], used[1]);
}
END_TEST

START_TEST(who_wakes_has_its_slice_within_the_latency)
{
	ck_assert_int_eq(join(0, 10, 1000, 40, false), VSP_OK);
	wake(1, 50, 100, false);
	for (unsigned i = 0; i < 50; i++) {
		uint64_t woken, before = used[0];

		vsp_task_block(&task[0], now);
		for (unsigned j = 0; j < 30 + i; j++)
			run(7 + i);
		vsp_task_wake(&task[0], now);
		woken = now;
		if (task[0].refill_ticks != woken + 1000)
			continue;
		while (used[0] - before < 10)
			run(VSP_FOREVER);
		ck_assert_uint_le(now - woken, 40);
		while (now < woken + 1000)
			run(VSP_FOREVER);
	}
}
END_TEST

START_TEST(sleeping_and_waking_gains_nothing)
{
	wake(0, 50, 100, false);
	wake(1, 50, 100, false);
	while (now < 5000 + 100000) {
		if (run(3) == 0) {
			vsp_task_block(&task[0], now);
			vsp_task_wake(&task[0], now);
		}
		ck_assert_uint_ge(used[1] + 50, (now - 5000) / 2);
	}
}
END_TEST

/* Everything is promised, but only every second tick is there. */
static void
run_at_half_speed(void)
{
	uint64_t before = now;

	run(VSP_FOREVER);
	now += now - before;
}

/* They come in turn then, so who has the shorter periods loses more. */
START_TEST(with_less_time_than_promised_slices_are_late_but_not_lost)
{
	wake(0, 50, 100, false);
	wake(1, 100, 200, false);
	while (now < 5000 + 100000)
		run_at_half_speed();
	ck_assert_uint_ge(used[0] + used[1], 50000 - 100);
	ck_assert_uint_ge(used[0], 16000);
	ck_assert_uint_ge(used[1], 33000);
}
END_TEST

/* What went by is not made up for, and nobody is late any longer. */
START_TEST(overload_ends_with_its_cause)
{
	uint64_t start;

	wake(0, 50, 100, false);
	wake(1, 100, 200, false);
	while (now < 5000 + 10000)
		run_at_half_speed();
	while (task[0].deadline_ticks < now || task[1].deadline_ticks < now)
		run(VSP_FOREVER);
	start = now;
	used[0] = used[1] = 0;
	while (now < start + 100000) {
		run(VSP_FOREVER);
		ck_assert_uint_ge(used[0] + 100, (now - start) / 2);
		ck_assert_uint_ge(used[1] + 200, (now - start) / 2);
	}
	ck_assert_uint_lt(start, 5000 + 10000 + 500);
}
END_TEST

START_TEST(who_overruns_pays_with_the_next_slices)
{
	wake(0, 10, 100, false);
	vsp_policy_pick(policy, now, &until);
	now += 25;
	vsp_task_charge(&task[0], 25, now);
	ck_assert_int_eq(run(VSP_FOREVER), -1);
	ck_assert_uint_eq(now, 5200);
	ck_assert_int_eq(run(VSP_FOREVER), 0);
	ck_assert_uint_eq(now, 5205);
}
END_TEST

/* A decision for a task that can run no more is a debt as well. */
START_TEST(periods_whose_slices_are_owed_interrupt_nobody)
{
	wake(0, 10, 100, false);
	wake(1, 10, 1000, true);
	ck_assert_int_eq(run(VSP_FOREVER), 0);
	vsp_task_charge(&task[0], 34, now);
	ck_assert_int_eq(run(VSP_FOREVER), 1);
	while (now < 5400)
		ck_assert_int_eq(run(VSP_FOREVER), 1);
	ck_assert_uint_eq(now, 5400);
	ck_assert_int_eq(run(VSP_FOREVER), 0);
	ck_assert_uint_eq(now, 5406);
}
END_TEST

START_TEST(whose_period_begins_is_why_the_policy_is_asked)
{
	wake(0, 10, 100, false);
	wake(1, 10, 1000, true);
	run(VSP_FOREVER);
	ck_assert_ptr_null(policy->cause);
	now = 5100;
	vsp_policy_pick(policy, now, &until);
	ck_assert_ptr_eq(policy->cause, &task[0]);
}
END_TEST

START_TEST(promises_end_where_the_processor_does)
{
	ck_assert_int_eq(join(0, 500, 1000, 0, false), VSP_OK);
	ck_assert_int_eq(join(1, 300, 1000, 0, false), VSP_OK);
	ck_assert_int_eq(join(2, 201, 1000, 0, false), VSP_E_OVERLOAD);
	ck_assert_int_eq(join(2, 100, 1000, 400, false), VSP_E_OVERLOAD);
	ck_assert_int_eq(join(2, 199, 1000, 0, false), VSP_OK);
	vsp_task_leave(&task[1], now);
	ck_assert_int_eq(join(3, 290, 1000, 0, false), VSP_OK);
	ck_assert_int_eq(vsp_task_change(&task[3], &(struct vsp_sched_params){
			 .slice_ticks = 400, .period_ticks = 1000 }, now),
			 VSP_E_OVERLOAD);
	ck_assert_int_eq(vsp_task_change(&task[3], &(struct vsp_sched_params){
			 .slice_ticks = 100, .period_ticks = 1000 }, now),
			 VSP_OK);
}
END_TEST

START_TEST(a_limit_keeps_something_back)
{
	policy = vsp_reservations_init(&reservations, QUANTUM, 900);
	ck_assert_int_eq(join(0, 91, 100, 0, false), VSP_E_OVERLOAD);
	ck_assert_int_eq(join(0, 89, 100, 0, false), VSP_OK);
}
END_TEST

START_TEST(no_limit_is_more_than_the_processor)
{
	policy = vsp_reservations_init(&reservations, QUANTUM, 2000);
	ck_assert_int_eq(join(0, 99, 100, 0, false), VSP_OK);
	ck_assert_int_eq(join(1, 2, 100, 0, false), VSP_E_OVERLOAD);
}
END_TEST

START_TEST(reservations_must_make_sense)
{
	ck_assert_int_eq(join(0, 101, 100, 0, false), VSP_E_ARG);
	ck_assert_int_eq(join(0, 10, 100, 101, false), VSP_E_ARG);
	ck_assert_int_eq(join(0, 11, 100, 10, false), VSP_E_ARG);
	ck_assert_int_eq(join(0, 1, 0, 0, false), VSP_E_ARG);
	ck_assert_int_eq(join(0, 1, 1ull << 32, 0, false), VSP_E_ARG);
	ck_assert_int_eq(join(0, 0, 0, 0, false), VSP_OK);
}
END_TEST

START_TEST(who_yields_loses_the_rest_of_its_slice)
{
	wake(0, 50, 100, false);
	ck_assert_int_eq(run(10), 0);
	vsp_task_yield(&task[0], now);
	ck_assert_int_eq(run(VSP_FOREVER), -1);
	ck_assert_uint_eq(now, 5100);
	ck_assert_int_eq(run(VSP_FOREVER), 0);
	ck_assert_uint_eq(used[0], 60);
}
END_TEST

START_TEST(whoever_has_a_slice_is_noticed_when_it_wakes)
{
	wake(0, 10, 100, true);
	ck_assert_int_eq(join(1, 10, 50, 0, false), VSP_OK);
	ck_assert_int_eq(join(2, 0, 0, 0, false), VSP_OK);
	ck_assert(vsp_task_preempts(&task[0], &task[1]));
	ck_assert(!vsp_task_preempts(&task[0], &task[2]));
}
END_TEST

int
main(void)
{
	const TTest *const claims[] = {
		the_earliest_deadline_runs_first,
		who_spins_gets_its_slice_and_no_more,
		all_deadlines_are_met_when_everything_is_promised,
		what_is_left_is_shared_fairly_by_who_asked,
		nobody_saves_up_extra_time,
		who_wakes_has_its_slice_within_the_latency,
		sleeping_and_waking_gains_nothing,
		with_less_time_than_promised_slices_are_late_but_not_lost,
		overload_ends_with_its_cause,
		who_overruns_pays_with_the_next_slices,
		periods_whose_slices_are_owed_interrupt_nobody,
		whose_period_begins_is_why_the_policy_is_asked,
		promises_end_where_the_processor_does,
		a_limit_keeps_something_back,
		no_limit_is_more_than_the_processor,
		reservations_must_make_sense,
		who_yields_loses_the_rest_of_its_slice,
		whoever_has_a_slice_is_noticed_when_it_wakes,
	};

	return claims_run("reservations", claims,
			  sizeof(claims) / sizeof(claims[0]), setup, NULL);
}
