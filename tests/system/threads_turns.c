/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * threads_turns.c - claims of how long turns are, and whose is the next: of a
 * thread that ran alone when another comes, and of those that yield.
 */
#include <string.h>

#include <vesper/syscall.h>
#include <vesper/vesper.h>

#include "threads.h"

static int
says_so(void *argument)
{
	*(volatile bool *)argument = true;
	return 0;
}

static uint64_t
turns_from_now(uint64_t turns)
{
	return vsp_now() + vsp_us_to_ticks(turns * THREADS_TURN_US);
}

/* Alone, until all of a grant is to come: nothing but the end of a turn would
 * interrupt it, and of its turn there is none. */
static void
spin_alone(void)
{
	uint64_t end = turns_from_now(100), used;

	while (vsp_now() < end)
		;
	used = vsp_dcb->used;
	end = turns_from_now(1000);
	while (__atomic_load_n(&vsp_dcb->used, __ATOMIC_RELAXED) == used
	       && vsp_now() < end)
		;
}

/* Long before the grant ends, which would help. */
bool
who_spins_alone_has_turns_when_another_comes(void)
{
	static volatile bool said;
	struct vsp_thread *other;
	uint64_t end;
	bool right;

	spin_alone();
	other = make(says_so, (void *)&said);
	end = turns_from_now(10);
	while (!said && vsp_now() < end)
		;
	right = SAME(said, true);
	return SAME(join(other), 0) && right;
}

/* ---- turns that begin, or end, by a yield ---- */

static volatile bool over;
static void *volatile runs;	/* who looked last */

static int
yields(void *argument)
{
	while (!over) {
		runs = NULL;
		vsp_thread_yield();
	}
	return argument != NULL;
}

/* From now until another has run, or so many ticks. */
static uint64_t
run_for(void *self, uint64_t ticks)
{
	uint64_t begin = vsp_now(), last = begin, now = begin;

	for (runs = self; !over && runs == self && now - begin < ticks;) {
		last = now;
		now = vsp_now();
	}
	return last - begin;
}

/* Each time, and so preempted, but at the beginning. */
static int
runs_whole_turns(void *longest)
{
	run_for(longest, VSP_FOREVER);
	while (!over) {
		uint64_t ticks = run_for(longest, VSP_FOREVER);

		if (ticks > *(uint64_t *)longest)
			*(uint64_t *)longest = ticks;
	}
	return 0;
}

/* It is on its stack whenever another yields to it. */
static int
yields_and_runs(void *longest)
{
	while (!over) {
		uint64_t ticks;

		vsp_thread_yield();
		ticks = run_for(longest, VSP_FOREVER);
		if (ticks > *(uint64_t *)longest)
			*(uint64_t *)longest = ticks;
	}
	return 0;
}

/* Within a twentieth of one turn. */
static bool
turns_long(uint64_t ticks, uint64_t turns)
{
	uint64_t turn = vsp_us_to_ticks(THREADS_TURN_US), e = turn / 20;

	return SAME(ticks >= turns * turn - e && ticks <= turns * turn + e,
		    true);
}

static uint64_t start;

static struct runner {
	int (*run)(void *result);
	uint64_t result;
} runners[3];

static int
begins_when_all_do(void *argument)
{
	struct runner *runner = argument;

	vsp_sleep_until(start);
	return runner->run(&runner->result);
}

/* Let them run for a hundred turns, in this order. */
static void
let_run(int (*first)(void *), int (*next)(void *), int (*last)(void *))
{
	struct vsp_thread *thread[3];

	over = false;
	start = turns_from_now(50);
	runners[0] = (struct runner){ .run = first };
	runners[1] = (struct runner){ .run = next };
	runners[2] = (struct runner){ .run = last };
	for (unsigned i = 0; i < 3; i++)
		thread[i] = make(begins_when_all_do, &runners[i]);
	vsp_sleep_until(start + vsp_us_to_ticks(100 * THREADS_TURN_US));
	over = true;
	for (unsigned i = 0; i < 3; i++)
		join(thread[i]);
}

/* Nobody tells when the yield was: the next turn may have only begun. */
bool
a_turn_is_one_and_two_at_most_after_a_yield(void)
{
	let_run(yields, yields_and_runs, runs_whole_turns);
	printf("# at most %llu ticks, and %llu after a yield\n",
	       (unsigned long long)runners[2].result,
	       (unsigned long long)runners[1].result);
	return turns_long(runners[2].result, 1)
	       && turns_long(runners[1].result, 2);
}

/* Others have yielded to it, and it yields to one that was preempted. */
static int
sees_others_run(void *lost)
{
	while (!over) {
		runs = lost;
		vsp_thread_yield();
		*(uint64_t *)lost += runs == lost && !over;
	}
	return 0;
}

bool
no_yield_is_lost(void)
{
	let_run(yields, sees_others_run, runs_whole_turns);
	return SAME(runners[1].result, 0);
}

/* Most of a turn, then all of one. */
static int
yields_late(void *shortest)
{
	uint64_t turn = vsp_us_to_ticks(THREADS_TURN_US);

	*(uint64_t *)shortest = VSP_FOREVER;
	while (!over) {
		uint64_t ticks;

		run_for(shortest, turn * 4 / 5);
		vsp_thread_yield();
		ticks = run_for(shortest, VSP_FOREVER);
		if (!over && ticks < *(uint64_t *)shortest)
			*(uint64_t *)shortest = ticks;
	}
	return 0;
}

bool
who_yields_late_has_a_whole_turn_next(void)
{
	let_run(yields_late, runs_whole_turns, runs_whole_turns);
	return turns_long(runners[0].result, 1);
}

static char order[8];
static unsigned length;

static int
says_and_yields(void *name)
{
	order[length++] = *(char *)name;
	vsp_thread_yield();
	order[length++] = 'Y';
	return 0;
}

static int
says_and_sleeps(void *name)
{
	order[length++] = *(char *)name;
	vsp_sleep_until(turns_from_now(1));
	return 0;
}

/* Of whose turn nobody knows. */
bool
after_who_waits_comes_the_next(void)
{
	struct vsp_thread *thread[3];

	length = 0;
	thread[0] = make(says_and_yields, "a");
	thread[1] = make(says_and_sleeps, "b");
	thread[2] = make(says_and_sleeps, "c");
	for (unsigned i = 0; i < 3; i++)
		join(thread[i]);
	return SAME(memcmp(order, "abcY", 4), 0);
}
