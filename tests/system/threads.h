/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * threads.h - what the tests of threads have in common.
 */
#ifndef TESTS_THREADS_H
#define TESTS_THREADS_H

#include <stdint.h>
#include <vesper/clock.h>
#include <vesper/sync.h>
#include <vesper/thread.h>

#include "../tap.h"

/* The server answers word + 1000: at once, if the word is THREADS_AT_ONCE or
 * more; else when that many have called. */
#define THREADS_CALLERS		16u
#define THREADS_AT_ONCE		100u
#define THREADS_FIRST		40u	/* no VSP_SHARE_GIVE */

#define THREADS_TURN_US		50u	/* short: they are preempted often */

/* Long enough to be preempted, in many registers; the result depends on
 * *(uint64_t *)argument. */
int threads_mix(void *argument);

/* Claims, in threads_fp.c. */
bool threads_keep_fp_registers_when_preempted(void);
bool threads_keep_fp_registers_however_they_give_way(void);
bool threads_keep_fp_registers_whatever_disabled_code_does(void);
bool threads_keep_how_they_round(void);

/* Claims, in threads_turns.c. */
bool who_spins_alone_has_turns_when_another_comes(void);
bool a_turn_is_one_and_two_at_most_after_a_yield(void);
bool no_yield_is_lost(void);
bool after_who_waits_comes_the_next(void);
bool who_yields_late_has_a_whole_turn_next(void);

static inline struct vsp_thread *
make(int (*run)(void *), void *argument)
{
	struct vsp_thread *thread = NULL;

	SAME(vsp_thread_create(&thread, NULL, run, argument), VSP_OK);
	return thread;
}

/* The same, with parameters for the policy. */
static inline struct vsp_thread *
promise(struct vsp_sched_params params, int (*run)(void *), void *argument)
{
	struct vsp_thread_attributes attributes = { .params = params };
	struct vsp_thread *thread = NULL;

	SAME(vsp_thread_create(&thread, &attributes, run, argument), VSP_OK);
	return thread;
}

static inline int
join(struct vsp_thread *thread)
{
	int result = -1;

	SAME(vsp_thread_join(thread, &result), VSP_OK);
	return result;
}

/* What they return, added up. */
static inline int
join_all(struct vsp_thread *const thread[], unsigned n)
{
	int sum = 0;

	for (unsigned i = 0; i < n; i++)
		sum += join(thread[i]);
	return sum;
}

/* Before the first thread: round robin, with turns of so many us. */
static inline bool
threads_take_turns_of(uint64_t us)
{
	static struct vsp_round_robin policy;
	uint64_t ticks = vsp_us_to_ticks(us);

	return vsp_threads_start(vsp_round_robin_init(&policy, ticks), NULL)
	       == VSP_OK;
}

#endif
