/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * urgency.c - claims of threads under fixed priorities.
 */
#include <string.h>

#include <vesper/vesper.h>

#include "threads.h"

static char order[64];
static unsigned length;

static void
say(char c)
{
	order[length++] = c;
}

static struct vsp_thread *
make_urgent(int (*run)(void *), void *argument, uint32_t priority)
{
	return promise((struct vsp_sched_params){ .priority = priority }, run,
		       argument);
}

static void
set_priority(uint32_t priority)
{
	struct vsp_sched_params params = { .priority = priority };

	SAME(vsp_thread_change(vsp_thread_self(), &params), VSP_OK);
}

static int
says(void *argument)
{
	say(*(char *)argument);
	return 0;
}

static bool
a_more_urgent_thread_runs_at_once(void)
{
	struct vsp_thread *thread;

	length = 0;
	thread = make_urgent(says, "u", 20);
	say('m');
	join(thread);
	return SAME(memcmp(order, "um", 2), 0);
}

static bool
a_less_urgent_thread_runs_when_none_else_can(void)
{
	struct vsp_thread *thread;

	length = 0;
	thread = make_urgent(says, "l", 5);
	vsp_thread_yield();
	say('m');
	join(thread);
	return SAME(memcmp(order, "ml", 2), 0);
}

static struct vsp_semaphore go;

static int
waits_and_says(void *argument)
{
	vsp_semaphore_wait(&go);
	say(*(char *)argument);
	return 0;
}

static bool
a_post_runs_the_waiter_before_the_poster(void)
{
	struct vsp_thread *thread = make_urgent(waits_and_says, "w", 20);

	length = 0;
	vsp_semaphore_post(&go);
	say('p');
	join(thread);
	return SAME(memcmp(order, "wp", 2), 0);
}

static bool
giving_up_urgency_lets_others_run(void)
{
	struct vsp_thread *thread;

	length = 0;
	thread = make_urgent(says, "o", 8);
	set_priority(3);
	say('m');
	set_priority(10);
	join(thread);
	return SAME(memcmp(order, "om", 2), 0);
}

/* ---- the classic inversion ---- */

static struct vsp_mutex mutex, second;
static struct vsp_semaphore held;
static volatile uint64_t work;

static void
spin(unsigned rounds)
{
	for (unsigned i = 0; i < rounds; i++)
		work++;
}

/* Holds what the urgent one wants, and works. */
static int
low(void *argument)
{
	(void)argument;
	vsp_mutex_lock(&mutex);
	vsp_semaphore_post(&held);
	spin(20000);
	say('l');
	vsp_mutex_unlock(&mutex);
	say('L');
	return (int)vsp_thread_self()->task.params.priority;
}

static int
medium(void *argument)
{
	(void)argument;
	spin(50000);
	say('m');
	return 0;
}

static int
high(void *argument)
{
	(void)argument;
	vsp_mutex_lock(&mutex);
	say('h');
	vsp_mutex_unlock(&mutex);
	return 0;
}

static bool
the_owner_of_a_mutex_inherits_urgency(void)
{
	struct vsp_thread *thread[3];
	bool right;

	set_priority(20);
	length = 0;
	thread[0] = make_urgent(low, NULL, 11);
	vsp_semaphore_wait(&held);
	thread[1] = make_urgent(medium, NULL, 12);
	thread[2] = make_urgent(high, NULL, 13);
	SAME(join(thread[2]) + join(thread[1]), 0);
	right = SAME(join(thread[0]), 11);	/* its own again */
	set_priority(10);
	return SAME(memcmp(order, "lhmL", 4), 0) && right;
}

/* Holds `second`, and waits for `mutex`. */
static int
between(void *argument)
{
	(void)argument;
	vsp_mutex_lock(&second);
	vsp_semaphore_post(&held);
	vsp_mutex_lock(&mutex);
	say('b');
	vsp_mutex_unlock(&mutex);
	vsp_mutex_unlock(&second);
	return 0;
}

static int
wants_second(void *argument)
{
	(void)argument;
	vsp_mutex_lock(&second);
	say('h');
	vsp_mutex_unlock(&second);
	return 0;
}

/* What it passes on is what it has inherited: its own is less than any. */
static bool
urgency_is_inherited_along_a_chain(void)
{
	static const struct vsp_sched_params less = { .priority = 5 };
	struct vsp_thread *thread[4];

	set_priority(20);
	length = 0;
	thread[0] = make_urgent(low, NULL, 11);
	vsp_semaphore_wait(&held);
	thread[1] = make_urgent(between, NULL, 12);
	vsp_semaphore_wait(&held);
	vsp_sleep_until(vsp_now() + 300);	/* it waits by then */
	vsp_thread_change(thread[1], &less);
	thread[2] = make_urgent(medium, NULL, 13);
	thread[3] = make_urgent(wants_second, NULL, 14);
	for (unsigned i = 0; i < 4; i++)
		join(thread[i]);
	set_priority(10);
	return SAME(memcmp(order, "lbhmL", 5), 0);
}

static int
gives_up(void *argument)
{
	(void)argument;
	return vsp_mutex_lock_until(&mutex, vsp_now() + 200);
}

/* Whoever waited in vain takes back what it gave. */
static bool
urgency_ends_with_the_wait(void)
{
	static const struct vsp_sched_params more = { .priority = 40 };
	struct vsp_thread *thread[2];
	bool right;

	length = 0;
	vsp_mutex_lock(&mutex);
	thread[0] = make_urgent(gives_up, NULL, 30);
	right = SAME(vsp_thread_self()->task.params.priority, 30);
	vsp_thread_change(thread[0], &more);
	right &= SAME(vsp_thread_self()->task.params.priority, 40);
	SAME(join(thread[0]), 0);
	thread[1] = make_urgent(says, "s", 20);
	say('m');
	join(thread[1]);
	vsp_mutex_unlock(&mutex);
	return right && SAME(memcmp(order, "sm", 2), 0)
	       && SAME(vsp_thread_self()->task.params.priority, 10);
}

static struct vsp_mutex gone;

static int
wants_what_will_be_gone(void *until)
{
	int got;

	vsp_mutex_lock(&second);
	got = vsp_mutex_lock_until(&gone, *(uint64_t *)until);
	if (got)
		vsp_mutex_unlock(&gone);
	vsp_semaphore_post(&held);
	vsp_semaphore_wait(&go);
	vsp_mutex_unlock(&second);
	return got;
}

/* The memory of the mutex is something else when the thread inherits. */
static bool
forgotten_after(uint64_t ticks, bool got)
{
	uint64_t until = vsp_now() + ticks;
	struct vsp_thread *thread[2];

	vsp_mutex_lock(&gone);
	thread[0] = make_urgent(wants_what_will_be_gone, &until, 12);
	vsp_sleep_until(vsp_now() + 1000);
	vsp_mutex_unlock(&gone);
	vsp_semaphore_wait(&held);
	memset(&gone, 0x5a, sizeof gone);
	thread[1] = make_urgent(wants_second, NULL, 14);
	vsp_semaphore_post(&go);
	memset(&gone, 0, sizeof gone);
	return SAME(join(thread[0]), got) && SAME(join(thread[1]), 0);
}

static bool
a_mutex_is_forgotten_after_the_wait(void)
{
	length = 0;
	return forgotten_after(200, false) && forgotten_after(100000, true);
}

static int
locks_and_says(void *argument)
{
	vsp_mutex_lock(&mutex);
	say(*(char *)argument);
	vsp_mutex_unlock(&mutex);
	return 0;
}

static bool
a_mutex_goes_to_the_most_urgent(void)
{
	struct vsp_thread *thread[3];

	length = 0;
	vsp_mutex_lock(&mutex);
	thread[0] = make_urgent(locks_and_says, "a", 12);
	thread[1] = make_urgent(locks_and_says, "b", 14);
	thread[2] = make_urgent(locks_and_says, "c", 16);
	SAME(vsp_thread_self()->task.params.priority, 16);
	set_priority(20);
	vsp_mutex_unlock(&mutex);
	set_priority(10);
	for (unsigned i = 0; i < 3; i++)
		join(thread[i]);
	return SAME(memcmp(order, "cba", 3), 0);
}

static int
says_in_turn(void *argument)
{
	for (unsigned i = 0; i < 3; i++) {
		say(*(char *)argument);
		vsp_thread_yield();
	}
	return 0;
}

/* c was less urgent than the others, and d more. */
static bool
who_becomes_as_urgent_as_others_takes_turns_with_them(void)
{
	static const char urgency[] = { 7, 7, 6, 8 };
	const struct vsp_sched_params same = { .priority = 7 };
	struct vsp_thread *thread[4];

	length = 0;
	for (unsigned i = 0; i < 4; i++)
		thread[i] = make_urgent(says_in_turn, &"abcd"[i],
					(uint32_t)urgency[i]);
	SAME(vsp_thread_change(thread[2], &same), VSP_OK);
	SAME(vsp_thread_change(thread[3], &same), VSP_OK);
	for (unsigned i = 0; i < 4; i++)
		join(thread[i]);
	return SAME(length, 12)
	       && SAME(memcmp(order, "abcdabcdabcd", 12), 0);
}

static struct vsp_mutex queued;
static unsigned locked_by[3], locked;

static int
locks_in_turn(void *mine)
{
	vsp_mutex_lock(&queued);
	locked_by[locked++] = *(unsigned *)mine;
	vsp_mutex_unlock(&queued);
	return 0;
}

static bool
a_mutex_goes_to_who_has_waited_longest(void)
{
	static unsigned number[3] = { 1, 2, 3 };
	struct vsp_thread *thread[3];

	vsp_mutex_lock(&queued);
	for (unsigned i = 0; i < 3; i++) {
		thread[i] = make(locks_in_turn, &number[i]);
		vsp_sleep_until(vsp_now() + 2000);
	}
	vsp_mutex_unlock(&queued);
	for (unsigned i = 0; i < 3; i++)
		join(thread[i]);
	return SAME(locked_by[0] * 100 + locked_by[1] * 10 + locked_by[2],
		    123);
}

static const struct tap_claim claims[] = {
	CLAIM(a_more_urgent_thread_runs_at_once),
	CLAIM(a_less_urgent_thread_runs_when_none_else_can),
	CLAIM(a_post_runs_the_waiter_before_the_poster),
	CLAIM(giving_up_urgency_lets_others_run),
	CLAIM(the_owner_of_a_mutex_inherits_urgency),
	CLAIM(urgency_is_inherited_along_a_chain),
	CLAIM(urgency_ends_with_the_wait),
	CLAIM(a_mutex_is_forgotten_after_the_wait),
	CLAIM(a_mutex_goes_to_the_most_urgent),
	CLAIM(a_mutex_goes_to_who_has_waited_longest),
	CLAIM(who_becomes_as_urgent_as_others_takes_turns_with_them),
};

int
main(void)
{
	static struct vsp_fixed_priority policy;
	struct vsp_sched_params params = { .priority = 10 };

	if (vsp_threads_start(vsp_fixed_priority_init(&policy, 0), &params)
	    != VSP_OK)
		return 1;
	return tap_run(claims, TAP_COUNT(claims));
}
