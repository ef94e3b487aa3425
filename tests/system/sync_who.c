/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * sync_who.c - claims of who is woken, and what it is told.
 */
#include <string.h>

#include <vesper/vesper.h>

#include "sync.h"
#include "threads.h"

#define WAITERS	4u

static struct vsp_mutex mutex;
static struct vsp_condition condition;
static struct vsp_semaphore semaphore;
static struct vsp_eventcount count;
static struct vsp_once once;
static char order[WAITERS + 1];
static volatile unsigned woken;

/* Long enough for all others to come to where they wait. */
static void
let_others_wait(void)
{
	vsp_sleep_until(vsp_now() + 3000);
}

static void
came_back(const void *name)
{
	order[woken] = *(const char *)name;
	woken++;
}

static void
make_waiters(struct vsp_thread *thread[WAITERS], int (*run)(void *))
{
	static const char names[] = "abcd";

	woken = 0;
	memset(order, 0, sizeof order);
	for (unsigned i = 0; i < WAITERS; i++) {
		thread[i] = make(run, (void *)(uintptr_t)&names[i]);
		let_others_wait();
	}
}

static bool
all_came_in_order(struct vsp_thread *thread[WAITERS])
{
	int wrong = 0;

	wrong += join_all(thread, WAITERS);
	return SAME(wrong, 0) && SAME(memcmp(order, "abcd", WAITERS), 0);
}

static int
waits_for_condition(void *name)
{
	vsp_mutex_lock(&mutex);
	vsp_condition_wait(&condition, &mutex);
	came_back(name);
	vsp_mutex_unlock(&mutex);
	return 0;
}

bool
a_signal_wakes_one_and_a_broadcast_all(void)
{
	struct vsp_thread *thread[WAITERS];
	bool right;

	vsp_condition_signal(&condition);	/* nobody: it is forgotten */
	vsp_condition_broadcast(&condition);
	make_waiters(thread, waits_for_condition);
	right = SAME(woken, 0);
	vsp_condition_signal(&condition);
	let_others_wait();
	right &= SAME(woken, 1);
	vsp_condition_broadcast(&condition);
	let_others_wait();
	return SAME(woken, WAITERS) && all_came_in_order(thread) && right;
}

static int
waits_for_post(void *name)
{
	vsp_semaphore_wait(&semaphore);
	came_back(name);
	return 0;
}

bool
a_post_wakes_who_has_waited_longest(void)
{
	struct vsp_thread *thread[WAITERS];
	bool right = true;

	make_waiters(thread, waits_for_post);
	for (unsigned i = 0; i < WAITERS; i++) {
		right &= SAME(woken, i);
		vsp_semaphore_post(&semaphore);
		let_others_wait();
	}
	return all_came_in_order(thread)
	       && SAME(vsp_semaphore_trywait(&semaphore), false) && right;
}

static int
waits_for_a_while(void *got)
{
	*(bool *)got = vsp_semaphore_wait_until(&semaphore, vsp_now() + 5000);
	return 0;
}

/* Those before and behind it are still there. */
bool
who_gives_up_in_the_middle_takes_nobody_along(void)
{
	static const char names[] = "ab";
	bool got = true;
	struct vsp_thread *thread[3];

	woken = 0;
	thread[0] = make(waits_for_post, (void *)(uintptr_t)&names[0]);
	let_others_wait();
	thread[1] = make(waits_for_a_while, &got);
	let_others_wait();
	thread[2] = make(waits_for_post, (void *)(uintptr_t)&names[1]);
	join(thread[1]);
	vsp_semaphore_post(&semaphore);
	let_others_wait();
	vsp_semaphore_post(&semaphore);
	return SAME(join(thread[0]) | join(thread[2]), 0)
	       && SAME(got, false) && SAME(memcmp(order, "ab", 2), 0)
	       && SAME(vsp_semaphore_trywait(&semaphore), false);
}

/* All await the same value, and one that was reached before. */
static int
awaits_two(void *name)
{
	int wrong = vsp_eventcount_await(&count, 1) < 1;

	wrong += vsp_eventcount_await(&count, 2) < 2;
	came_back(name);
	return wrong;
}

bool
an_advance_wakes_all_who_await_that(void)
{
	struct vsp_thread *thread[WAITERS];
	bool right;

	vsp_eventcount_advance(&count);
	make_waiters(thread, awaits_two);
	right = SAME(woken, 0);
	vsp_eventcount_advance(&count);
	let_others_wait();
	return SAME(woken, WAITERS) && all_came_in_order(thread) && right
	       && SAME(vsp_eventcount_await(&count, 1), 2);
}

static void
post_and_advance(struct vsp_timer *timer)
{
	(void)timer;
	vsp_semaphore_post(&semaphore);
	vsp_eventcount_advance(&count);
}

/* The timer's function runs in one. */
bool
an_upcall_wakes_who_waits(void)
{
	static struct vsp_timer timer;
	uint64_t next = vsp_eventcount_read(&count) + 1, late;
	bool right;

	vsp_timer_set(&timer, vsp_now() + 2000, post_and_advance);
	late = vsp_now() + 40000;
	right = SAME(vsp_semaphore_wait_until(&semaphore, late), true);
	vsp_timer_set(&timer, vsp_now() + 2000, post_and_advance);
	return SAME(vsp_eventcount_await_until(&count, next + 1, late),
		    next + 1)
	       && SAME(vsp_semaphore_trywait(&semaphore), true)
	       && SAME(vsp_now() < late, true) && right;
}

static volatile unsigned expired;

static void
expires(struct vsp_timer *timer)
{
	(void)timer;
	expired++;
}

/* Sooner, and later; nobody else runs, and nobody waits. */
bool
a_timer_that_is_set_again_comes_at_the_new_time(void)
{
	static struct vsp_timer timer, last;
	uint64_t begin = vsp_now();
	bool right;

	expired = 0;
	vsp_timer_set(&timer, begin + 60000, expires);
	vsp_timer_set(&last, begin + 90000, expires);
	vsp_timer_set(&timer, begin + 10000, expires);
	while (expired == 0 && vsp_now() < begin + 50000)
		;
	right = SAME(expired, 1) && SAME(vsp_now() < begin + 40000, true)
		&& SAME(vsp_now() >= begin + 10000, true);
	vsp_timer_set(&last, begin + 120000, expires);
	vsp_sleep_until(begin + 110000);
	right &= SAME(expired, 1);
	vsp_sleep_until(begin + 130000);
	return SAME(expired, 2) && right;
}

static unsigned times;

static void
slowly(void)
{
	times++;
	vsp_semaphore_wait(&semaphore);
	times++;
}

static int
wants_it_done(void *name)
{
	bool done = vsp_once(&once, slowly);

	came_back(name);
	return done && times == 2 ? 0 : 1;
}

bool
what_is_done_once_is_done_for_all(void)
{
	struct vsp_thread *thread[WAITERS];
	bool right;

	make_waiters(thread, wants_it_done);
	right = SAME(woken, 0);
	vsp_semaphore_post(&semaphore);
	let_others_wait();
	return SAME(woken, WAITERS) && all_came_in_order(thread) && right;
}

static int
waits_in_vain(void *until)
{
	bool told;

	vsp_mutex_lock(&mutex);
	told = vsp_condition_wait_until(&condition, &mutex,
					*(uint64_t *)until);
	vsp_mutex_unlock(&mutex);
	return told;
}

/* It waits for the mutex afterwards, and is woken for that. */
bool
a_time_that_came_is_told_after_waiting_for_the_mutex(void)
{
	uint64_t until = vsp_now() + 6000;
	struct vsp_thread *thread = make(waits_in_vain, &until);

	let_others_wait();
	vsp_mutex_lock(&mutex);
	while (vsp_now() < until)
		;
	let_others_wait();
	vsp_mutex_unlock(&mutex);
	return SAME(join(thread), false);
}

static struct vsp_mutex often = { .recursive = true };

/* Once: it does not hold what the other had. */
static int
locks_and_signals(void *argument)
{
	(void)argument;
	vsp_mutex_lock(&often);
	vsp_condition_signal(&condition);
	return vsp_mutex_unlock(&often) && !vsp_mutex_unlock(&often) ? 0 : 1;
}

static int
locks_at_last(void *argument)
{
	(void)argument;
	return vsp_mutex_lock_until(&often, vsp_now() + 20000);
}

/* It is held three times before and after, and not at all meanwhile. */
bool
a_condition_gives_up_all_of_a_mutex_and_takes_it_back(void)
{
	struct vsp_thread *thread, *last;
	bool right = true;

	for (unsigned i = 0; i < 3; i++)
		right &= SAME(vsp_mutex_lock(&often), true);
	thread = make(locks_and_signals, NULL);
	right &= SAME(vsp_condition_wait(&condition, &often), true)
		 && SAME(join(thread), 0);
	last = make(locks_at_last, NULL);
	let_others_wait();
	for (unsigned i = 0; i < 3; i++) {
		right &= SAME(vsp_mutex_unlock(&often), true);
		if (i < 2)
			right &= SAME(often.owner == vsp_thread_self(), true);
	}
	return SAME(join(last), true) && right
	       && SAME(vsp_mutex_unlock(&often), false);
}
