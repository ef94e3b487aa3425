/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * threads_alone.c - claims of how long turns are: of a thread that ran alone
 * when another comes, and of one that others yield to.
 */
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

/* ---- turns that begin by a yield ---- */

static volatile bool over;

static int
yields(void *argument)
{
	while (!over)
		vsp_thread_yield();
	return argument != NULL;
}

/* From now until it has not had the processor for a while. */
static uint64_t
runs_for(void)
{
	uint64_t begin = vsp_now(), last = begin, now = begin;

	while (!over && now - last < vsp_us_to_ticks(THREADS_TURN_US) / 10) {
		last = now;
		now = vsp_now();
	}
	return last - begin;
}

static int
runs_and_runs(void *longest)
{
	while (!over) {
		uint64_t ticks = runs_for();

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
		ticks = runs_for();
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

/* Nobody tells when the yield was: the next turn may have only begun. */
bool
a_turn_is_one_and_two_at_most_after_a_yield(void)
{
	uint64_t longest[2] = { 0, 0 };
	struct vsp_thread *thread[3];
	int wrong = 0;

	over = false;
	thread[0] = make(yields, NULL);
	thread[1] = make(yields_and_runs, &longest[0]);
	thread[2] = make(runs_and_runs, &longest[1]);
	vsp_sleep_until(turns_from_now(100));
	over = true;
	for (unsigned i = 0; i < 3; i++)
		wrong += join(thread[i]);
	printf("# at most %llu ticks, and %llu after a yield\n",
	       (unsigned long long)longest[1], (unsigned long long)longest[0]);
	return SAME(wrong, 0) && turns_long(longest[1], 1)
	       && turns_long(longest[0], 2);
}
