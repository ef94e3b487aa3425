/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * policy_test.c - what all policies have in common; round robin, fixed
 * priority, and stride.
 */
#include <vesper/error.h>
#include <vesper/policy.h>
#include <vesper/syscall.h>

#include "claims.h"

#define QUANTUM	100u
#define NTASKS	1000u

static struct vsp_task task[NTASKS];
static struct vsp_round_robin round_robin;
static struct vsp_fixed_priority fixed_priority;
static struct vsp_stride stride;
static uint64_t now, until;

static void
setup(void)
{
	now = 1000;
	vsp_round_robin_init(&round_robin, QUANTUM);
	vsp_fixed_priority_init(&fixed_priority, 0);
	vsp_stride_init(&stride, QUANTUM);
}

static void
join(struct vsp_policy *policy, unsigned i, uint32_t priority, uint32_t share)
{
	struct vsp_sched_params params = {
		.priority = priority, .share = share,
	};

	ck_assert_int_eq(vsp_task_join(policy, &task[i], &params), VSP_OK);
	vsp_task_wake(&task[i], now);
}

/* Pick, and run whoever it is to the end of the turn, or for `ticks`. */
static long
run(struct vsp_policy *policy, uint64_t ticks)
{
	struct vsp_task *picked = vsp_policy_pick(policy, now, &until);

	ck_assert_ptr_eq(vsp_policy_pick(policy, now, &until), picked);
	if (picked == NULL)
		return -1;
	if (until - now < ticks)
		ticks = until - now;
	now += ticks;
	vsp_task_charge(picked, ticks, now);
	return picked - task;
}

START_TEST(without_tasks_there_is_nobody_to_pick)
{
	struct vsp_policy *const policy[] = {
		&round_robin.policy, &fixed_priority.policy, &stride.policy,
	};

	for (unsigned i = 0; i < 3; i++) {
		ck_assert_int_eq(run(policy[i], QUANTUM), -1);
		ck_assert_uint_eq(until, VSP_FOREVER);
	}
}
END_TEST

START_TEST(a_task_joins_one_policy_and_can_leave)
{
	const struct vsp_sched_params params = { .priority = 1 };

	join(&round_robin.policy, 0, 1, 1);
	ck_assert_int_eq(vsp_task_join(&stride.policy, &task[0], &params),
			 VSP_E_STATE);
	vsp_task_leave(&task[0], now);
	ck_assert_int_eq(run(&round_robin.policy, QUANTUM), -1);
	ck_assert_int_eq(vsp_task_change(&task[0], &params, now),
			 VSP_E_STATE);
	ck_assert_int_eq(vsp_task_join(&stride.policy, &task[0], &params),
			 VSP_OK);
	ck_assert_int_eq(run(&stride.policy, QUANTUM), -1);
}
END_TEST

START_TEST(waking_and_blocking_twice_is_once)
{
	join(&round_robin.policy, 0, 0, 0);
	vsp_task_wake(&task[0], now);
	vsp_task_block(&task[0], now);
	ck_assert_int_eq(run(&round_robin.policy, QUANTUM), -1);
	vsp_task_block(&task[0], now);
	vsp_task_wake(&task[0], now);
	ck_assert_int_eq(run(&round_robin.policy, QUANTUM), 0);
}
END_TEST

START_TEST(round_robin_gives_everyone_a_quantum_in_turn)
{
	for (unsigned i = 0; i < 5; i++)
		join(&round_robin.policy, i, 0, 0);
	for (unsigned i = 0; i < 20; i++) {
		uint64_t start = now;

		ck_assert_int_eq(run(&round_robin.policy, VSP_FOREVER), i % 5);
		ck_assert_uint_eq(now - start, QUANTUM);
	}
}
END_TEST

START_TEST(a_quantum_can_be_used_in_pieces)
{
	join(&round_robin.policy, 0, 0, 0);
	join(&round_robin.policy, 1, 0, 0);
	ck_assert_int_eq(run(&round_robin.policy, 60), 0);
	ck_assert_int_eq(run(&round_robin.policy, 60), 0);
	ck_assert_uint_eq(now, 1000 + QUANTUM);
	ck_assert_int_eq(run(&round_robin.policy, 60), 1);
}
END_TEST

START_TEST(who_yields_goes_to_the_end)
{
	for (unsigned i = 0; i < 3; i++)
		join(&round_robin.policy, i, 0, 0);
	vsp_task_yield(&task[0], now);
	ck_assert_int_eq(run(&round_robin.policy, QUANTUM), 1);
	ck_assert_int_eq(run(&round_robin.policy, QUANTUM), 2);
	ck_assert_int_eq(run(&round_robin.policy, QUANTUM), 0);
}
END_TEST

START_TEST(the_highest_priority_runs)
{
	static const uint32_t priority[] = { 5, 63, 0, 62, 5 };
	static const int order[] = { 1, 3, 0, 4, 2 };

	for (unsigned i = 0; i < 5; i++)
		join(&fixed_priority.policy, i, priority[i], 0);
	for (unsigned i = 0; i < 5; i++) {
		ck_assert_int_eq(run(&fixed_priority.policy, 50), order[i]);
		ck_assert_uint_eq(until, VSP_FOREVER);
		vsp_task_block(&task[order[i]], now);
	}
	ck_assert_int_eq(run(&fixed_priority.policy, 50), -1);
}
END_TEST

START_TEST(an_urgent_task_that_never_waits_has_everything)
{
	join(&fixed_priority.policy, 0, 1, 0);
	join(&fixed_priority.policy, 1, 2, 0);
	for (unsigned i = 0; i < 1000; i++)
		ck_assert_int_eq(run(&fixed_priority.policy, 50), 1);
	vsp_task_block(&task[1], now);
	ck_assert_int_eq(run(&fixed_priority.policy, 50), 0);
}
END_TEST

START_TEST(who_is_interrupted_stays_the_first_of_its_priority)
{
	join(&fixed_priority.policy, 0, 5, 0);
	join(&fixed_priority.policy, 1, 5, 0);
	ck_assert_int_eq(run(&fixed_priority.policy, 50), 0);
	join(&fixed_priority.policy, 2, 6, 0);
	ck_assert_int_eq(run(&fixed_priority.policy, 50), 2);
	vsp_task_block(&task[2], now);
	ck_assert_int_eq(run(&fixed_priority.policy, 50), 0);
}
END_TEST

START_TEST(equal_priorities_take_turns_if_there_is_a_quantum)
{
	vsp_fixed_priority_init(&fixed_priority, QUANTUM);
	for (unsigned i = 0; i < 3; i++)
		join(&fixed_priority.policy, i, i / 2, 0);
	vsp_task_block(&task[2], now);
	for (unsigned i = 0; i < 6; i++)
		ck_assert_int_eq(run(&fixed_priority.policy, VSP_FOREVER),
				 i % 2);
}
END_TEST

START_TEST(only_a_higher_priority_preempts)
{
	for (unsigned i = 0; i < 3; i++)
		join(&fixed_priority.policy, i, i, 0);
	ck_assert(vsp_task_preempts(&task[1], &task[2]));
	ck_assert(!vsp_task_preempts(&task[1], &task[1]));
	ck_assert(!vsp_task_preempts(&task[1], &task[0]));
}
END_TEST

START_TEST(there_are_64_priorities)
{
	const struct vsp_sched_params params = { .priority = 64 };

	ck_assert_int_eq(vsp_task_join(&fixed_priority.policy, &task[0],
				       &params), VSP_E_ARG);
	ck_assert_ptr_null(task[0].policy);
}
END_TEST

START_TEST(a_changed_priority_counts_at_once)
{
	join(&fixed_priority.policy, 0, 1, 0);
	join(&fixed_priority.policy, 1, 2, 0);
	ck_assert_int_eq(vsp_task_change(&task[0], &(struct vsp_sched_params){
			 .priority = 3 }, now), VSP_OK);
	ck_assert_int_eq(run(&fixed_priority.policy, 50), 0);
	ck_assert_int_eq(vsp_task_change(&task[0], &(struct vsp_sched_params){
			 .priority = 70 }, now), VSP_E_ARG);
	ck_assert_uint_eq(task[0].params.priority, 3);
}
END_TEST

/* At no time is anyone further from its share than the quanta explain. */
static void
check_proportion(const uint64_t *used, unsigned n)
{
	for (unsigned i = 0; i < n; i++)
		for (unsigned j = 0; j < n; j++) {
			double wi = task[i].params.share;
			double wj = task[j].params.share;
			double apart = (double)used[i] / wi
				       - (double)used[j] / wj;

			ck_assert_double_le(apart, QUANTUM / wi + QUANTUM / wj
						   + 0.01);
		}
}

START_TEST(stride_divides_time_by_shares_at_any_time)
{
	uint64_t used[5] = { 0 };

	for (unsigned i = 0; i < 5; i++)
		join(&stride.policy, i, 0, 1 + 7 * i);
	for (unsigned i = 0; i < 20000; i++) {
		uint64_t before = now;
		long who = run(&stride.policy, 1 + i * 7 % QUANTUM);

		used[who] += now - before;
		check_proportion(used, 5);
	}
}
END_TEST

/* Whatever the sum of shares: who joins slows all others down alike. */
START_TEST(shares_are_parts_of_what_all_ask_for_together)
{
	uint64_t used[3] = { 0 };

	join(&stride.policy, 0, 0, 1000);
	join(&stride.policy, 1, 0, 500);
	for (unsigned i = 0; i < 3000; i++)
		used[run(&stride.policy, QUANTUM)] += QUANTUM;
	check_proportion(used, 2);
	join(&stride.policy, 2, 0, 1500);
	used[0] = used[1] = 0;
	for (unsigned i = 0; i < 3000; i++)
		used[run(&stride.policy, QUANTUM)] += QUANTUM;
	ck_assert_uint_ge(used[0] + QUANTUM, 1000 * QUANTUM);
	ck_assert_uint_ge(used[1] + QUANTUM, 500 * QUANTUM);
	ck_assert_uint_ge(used[2] + QUANTUM, 1500 * QUANTUM);
}
END_TEST

START_TEST(stride_saves_nothing_up_for_who_sleeps)
{
	uint64_t used[2] = { 0 };

	join(&stride.policy, 0, 0, 10);
	join(&stride.policy, 1, 0, 10);
	vsp_task_block(&task[1], now);
	for (unsigned i = 0; i < 1000; i++)
		ck_assert_int_eq(run(&stride.policy, QUANTUM), 0);
	vsp_task_wake(&task[1], now);
	for (unsigned i = 0; i < 1000; i++)
		used[run(&stride.policy, QUANTUM)] += QUANTUM;
	check_proportion(used, 2);
}
END_TEST

START_TEST(stride_loses_no_tick)
{
	join(&stride.policy, 0, 0, 1000);
	for (unsigned i = 0; i < 100000; i++)
		vsp_task_charge(&task[0], 1, ++now);
	ck_assert_uint_eq(task[0].pass, 100000 * 1024 / 1000);
}
END_TEST

START_TEST(a_thousand_tasks_take_turns)
{
	for (unsigned i = 0; i < NTASKS; i++)
		join(&stride.policy, i, 0, 1);
	for (unsigned i = 0; i < 3 * NTASKS; i++)
		ck_assert_int_eq(run(&stride.policy, QUANTUM), i % NTASKS);
}
END_TEST

int
main(void)
{
	const TTest *const claims[] = {
		without_tasks_there_is_nobody_to_pick,
		a_task_joins_one_policy_and_can_leave,
		waking_and_blocking_twice_is_once,
		round_robin_gives_everyone_a_quantum_in_turn,
		a_quantum_can_be_used_in_pieces, who_yields_goes_to_the_end,
		the_highest_priority_runs,
		an_urgent_task_that_never_waits_has_everything,
		who_is_interrupted_stays_the_first_of_its_priority,
		equal_priorities_take_turns_if_there_is_a_quantum,
		only_a_higher_priority_preempts, there_are_64_priorities,
		a_changed_priority_counts_at_once,
		stride_divides_time_by_shares_at_any_time,
		shares_are_parts_of_what_all_ask_for_together,
		stride_saves_nothing_up_for_who_sleeps, stride_loses_no_tick,
		a_thousand_tasks_take_turns,
	};

	return claims_run("policy", claims, sizeof(claims) / sizeof(claims[0]),
			  setup, NULL);
}
