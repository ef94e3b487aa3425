/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * threads.c - claims of threads that take turns: they come and go, keep what
 * is theirs, and wait for each other.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <vesper/vesper.h>

#include "threads.h"

#define MANY	1000u

/* ---- birth and death ---- */

static int
twice(void *argument)
{
	return 2 * *(int *)argument;
}

static bool
a_thread_returns_its_result(void)
{
	int number = 21;

	return SAME(join(make(twice, &number)), 42);
}

static int
leaves_early(void *argument)
{
	(void)argument;
	vsp_thread_exit(7);
}

static bool
a_thread_can_exit_anywhere(void)
{
	return SAME(join(make(leaves_early, NULL)), 7);
}

static bool
a_thread_is_joined_once(void)
{
	int number = 1;
	struct vsp_thread *thread = make(twice, &number);

	return SAME(vsp_thread_detach(thread), VSP_OK)
	       && SAME(vsp_thread_join(thread, NULL), VSP_E_STATE)
	       && SAME(vsp_thread_join(vsp_thread_self(), NULL), VSP_E_STATE);
}

static int
sets(void *argument)
{
	*(volatile bool *)argument = true;
	return 0;
}

static bool
a_detached_thread_ends_by_itself(void)
{
	volatile bool done = false;
	struct vsp_thread *thread = make(sets, (void *)&done);

	vsp_thread_detach(thread);
	for (int i = 0; i < 10 && !done; i++)
		vsp_thread_yield();
	return SAME(done, true) && SAME(vsp_threads_count(), 1);
}

static bool
the_memory_of_threads_is_used_again(void)
{
	uint32_t slots;
	int number = 3;

	join(make(twice, &number));
	slots = vsp_slots_free();
	for (int i = 0; i < 200; i++)
		join(make(twice, &number));
	return SAME(vsp_slots_free(), slots);
}

/* ---- turns ---- */

static char order[64];
static unsigned length;

static int
says_thrice(void *argument)
{
	for (int i = 0; i < 3; i++) {
		order[length++] = *(char *)argument;
		vsp_thread_yield();
	}
	return 0;
}

static bool
yield_goes_round(void)
{
	struct vsp_thread *a, *b, *c;

	vsp_thread_yield();	/* alone: it comes back */
	length = 0;
	a = make(says_thrice, "a");
	b = make(says_thrice, "b");
	c = make(says_thrice, "c");
	join(a);
	join(b);
	join(c);
	return SAME(length, 9) && SAME(memcmp(order, "abcabcabc", 9), 0);
}

static volatile bool stop;

static int
spins(void *argument)
{
	volatile uint64_t *count = argument;

	while (!stop)
		++*count;
	return 0;
}

static bool
threads_that_spin_are_preempted(void)
{
	volatile uint64_t count[2] = { 0, 0 };
	struct vsp_thread *a, *b;

	stop = false;
	a = make(spins, (void *)&count[0]);
	b = make(spins, (void *)&count[1]);
	vsp_sleep_until(vsp_now() + vsp_us_to_ticks(100000));
	stop = true;
	join(a);
	join(b);
	printf("# turns of %llu and %llu\n", (unsigned long long)count[0],
	       (unsigned long long)count[1]);
	return SAME(count[0] > count[1] / 2, true)
	       && SAME(count[1] > count[0] / 2, true);
}

static bool
sleep_is_precise_though_others_spin(void)
{
	volatile uint64_t count = 0;
	struct vsp_thread *thread;
	uint64_t until, late = 0;

	stop = false;
	thread = make(spins, (void *)&count);
	for (unsigned i = 1; i <= 20; i++) {
		until = vsp_now() + vsp_us_to_ticks(137 * i);
		vsp_sleep_until(until);
		if (vsp_now() - until > late)
			late = vsp_now() - until;
	}
	stop = true;
	join(thread);
	printf("# at most %llu ticks late\n", (unsigned long long)late);
	return SAME(late < vsp_us_to_ticks(1000), true);
}

/* ---- what is a thread's own ---- */

static int
keeps_errno(void *argument)
{
	int mine = *(int *)argument, wrong = 0;

	errno = mine;
	for (int i = 0; i < 50; i++) {
		vsp_thread_yield();
		wrong += errno != mine;
	}
	return wrong;
}

static bool
errno_is_a_threads_own(void)
{
	static int mine[] = { 11, 22, 33 };
	struct vsp_thread *thread[3];
	int wrong = 0;

	errno = 44;
	for (unsigned i = 0; i < 3; i++)
		thread[i] = make(keeps_errno, &mine[i]);
	wrong += join_all(thread, 3);
	return SAME(wrong, 0) && SAME(errno, 44);
}

/* More of them than context slots, with registers that differ. */
static bool
many_preempted_threads_keep_their_registers(void)
{
	static uint64_t seed[40];
	struct vsp_thread *thread[40];
	bool right = true;

	for (unsigned i = 0; i < 40; i++) {
		seed[i] = i + 1;
		thread[i] = make(threads_mix, &seed[i]);
	}
	for (unsigned i = 0; i < 40; i++)
		right &= SAME(join(thread[i]), threads_mix(&seed[i]));
	return right;
}

/* ---- calls ---- */

static int
calls(void *argument)
{
	struct vsp_message message = { .word = { *(uint64_t *)argument } };

	if (vsp_call(vsp_portal("server"), &message) != VSP_OK)
		return -1;
	return (int)message.word[0];
}

/* The server answers nobody before the last has called. */
static bool
a_thread_that_calls_blocks_alone(void)
{
	static uint64_t word[THREADS_CALLERS];
	struct vsp_thread *thread[THREADS_CALLERS];
	bool right = true;

	for (unsigned i = 0; i < THREADS_CALLERS; i++) {
		word[i] = i;
		thread[i] = make(calls, &word[i]);
	}
	for (unsigned i = 0; i < THREADS_CALLERS; i++)
		right &= SAME(join(thread[i]), i + 1000);
	return right;
}

static bool
callers_wait_for_a_number(void)
{
	static uint64_t word[3 * THREADS_CALLERS];
	struct vsp_thread *thread[3 * THREADS_CALLERS];
	bool right = true;

	for (unsigned i = 0; i < 3 * THREADS_CALLERS; i++) {
		word[i] = THREADS_FIRST + i;
		thread[i] = make(calls, &word[i]);
	}
	for (unsigned i = 0; i < 3 * THREADS_CALLERS; i++)
		right &= SAME(join(thread[i]), word[i] + 1000);
	return right;
}

/* ---- many ---- */

static struct vsp_semaphore start_all;
static uint64_t shared_count;

static int
waits_and_adds(void *argument)
{
	(void)argument;
	vsp_semaphore_wait(&start_all);
	vsp_thread_yield();
	shared_count++;
	return 0;
}

static bool
a_thousand_threads_live_in_a_domain(void)
{
	static struct vsp_thread *thread[MANY];

	shared_count = 0;
	for (unsigned i = 0; i < MANY; i++)
		if ((thread[i] = make(waits_and_adds, NULL)) == NULL)
			return SAME(i, MANY);
	SAME(vsp_threads_count(), MANY + 1);
	for (unsigned i = 0; i < MANY; i++)
		vsp_semaphore_post(&start_all);
	for (unsigned i = 0; i < MANY; i++)
		join(thread[i]);
	return SAME(shared_count, MANY) && SAME(vsp_threads_count(), 1);
}

static int
allocates(void *argument)
{
	void *block[20];

	(void)argument;
	for (int round = 0; round < 100; round++) {
		for (size_t i = 0; i < 20; i++) {
			block[i] = malloc(1 + i * 17);
			if (block[i] == NULL)
				return 1;
			memset(block[i], round, 1 + i * 17);
		}
		for (size_t i = 0; i < 20; i++)
			free(block[i]);
	}
	return 0;
}

static bool
malloc_is_for_all_threads(void)
{
	struct vsp_thread *thread[4];
	int wrong = 0;

	for (unsigned i = 0; i < 4; i++)
		thread[i] = make(allocates, NULL);
	wrong += join_all(thread, 4);
	return SAME(wrong, 0);
}

static int
writes(void *argument)
{
	for (int i = 0; i < 5; i++) {
		printf("# line %d of %-60s|\n", i, (char *)argument);
		printf("# and ");
		vsp_thread_yield();
		printf("half a line of %s\n", (char *)argument);
	}
	return 0;
}

/* The transcript shows it: reports_test looks. */
static bool
lines_of_threads_do_not_mix(void)
{
	struct vsp_thread *a = make(writes, "anna"), *b = make(writes, "bert");


	return SAME(join(a) + join(b), 0);
}

static int
writes_no_line(void *argument)
{
	printf("# no line %s", (char *)argument);
	return 0;
}

/* As before. */
static bool
what_a_thread_wrote_last_is_written(void)
{
	bool right = SAME(join(make(writes_no_line, "but")), 0);

	printf(" written\n");
	return right;
}

static const struct tap_claim claims[] = {
	CLAIM(a_thread_returns_its_result),
	CLAIM(a_thread_can_exit_anywhere),
	CLAIM(a_thread_is_joined_once),
	CLAIM(a_detached_thread_ends_by_itself),
	CLAIM(the_memory_of_threads_is_used_again),
	CLAIM(yield_goes_round),
	CLAIM(who_spins_alone_has_turns_when_another_comes),
	CLAIM(threads_that_spin_are_preempted),
	CLAIM(a_turn_is_one_and_two_at_most_after_a_yield),
	CLAIM(no_yield_is_lost),
	CLAIM(after_who_waits_comes_the_next),
	CLAIM(who_yields_late_has_a_whole_turn_next),
	CLAIM(sleep_is_precise_though_others_spin),
	CLAIM(threads_keep_fp_registers_when_preempted),
	CLAIM(threads_keep_fp_registers_however_they_give_way),
	CLAIM(threads_keep_fp_registers_whatever_disabled_code_does),
	CLAIM(threads_keep_how_they_round),
	CLAIM(errno_is_a_threads_own),
	CLAIM(many_preempted_threads_keep_their_registers),
	CLAIM(a_thread_that_calls_blocks_alone),
	CLAIM(callers_wait_for_a_number),
	CLAIM(a_thousand_threads_live_in_a_domain),
	CLAIM(malloc_is_for_all_threads),
	CLAIM(lines_of_threads_do_not_mix),
	CLAIM(what_a_thread_wrote_last_is_written),
};

/* Short turns: threads are preempted often. */
int
main(void)
{
	if (!threads_take_turns_of(THREADS_TURN_US))
		return 1;
	return tap_run(claims, TAP_COUNT(claims));
}
