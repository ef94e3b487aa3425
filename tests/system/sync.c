/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * sync.c - claims of how threads that take turns wait, for each other and
 * for times.
 */
#include <string.h>

#include <vesper/vesper.h>

#include "sync.h"
#include "threads.h"

static struct vsp_mutex mutex;
static uint64_t shared_count;

static int
adds(void *argument)
{
	(void)argument;
	for (int i = 0; i < 3000; i++) {
		vsp_mutex_lock(&mutex);
		volatile uint64_t *count = &shared_count;
		uint64_t seen = *count;

		for (int j = 0; j < 20; j++)
			__asm__ volatile("");
		*count = seen + 1;
		vsp_mutex_unlock(&mutex);
	}
	return 0;
}

static bool
a_mutex_excludes(void)
{
	struct vsp_thread *thread[5];

	shared_count = 0;
	for (unsigned i = 0; i < 5; i++)
		thread[i] = make(adds, NULL);
	for (unsigned i = 0; i < 5; i++)
		join(thread[i]);
	return SAME(shared_count, 15000);
}

static int
tries(void *argument)
{
	uint64_t until = vsp_now() + 1000;

	(void)argument;
	return vsp_mutex_trylock(&mutex)
	       + 2 * vsp_mutex_lock_until(&mutex, until)
	       + 4 * vsp_mutex_unlock(&mutex) + 8 * (vsp_now() >= until);
}

static bool
a_mutex_is_its_owners(void)
{
	int result;

	vsp_mutex_lock(&mutex);
	result = join(make(tries, NULL));
	return SAME(vsp_mutex_unlock(&mutex), true) && SAME(result, 8)
	       && SAME(vsp_mutex_unlock(&mutex), false);
}

/* A bounded buffer of one, by a mutex and two conditions. */
static struct vsp_condition full, empty;
static int slot;

static int
produces(void *argument)
{
	(void)argument;
	for (int i = 1; i <= 5000; i++) {
		vsp_mutex_lock(&mutex);
		while (slot != 0)
			vsp_condition_wait(&empty, &mutex);
		slot = i;
		vsp_condition_signal(&full);
		vsp_mutex_unlock(&mutex);
	}
	return 0;
}

static int
consumes(void *argument)
{
	int wrong = 0;

	(void)argument;
	for (int i = 1; i <= 5000; i++) {
		vsp_mutex_lock(&mutex);
		while (slot == 0)
			vsp_condition_wait(&full, &mutex);
		wrong += slot != i;
		slot = 0;
		vsp_condition_signal(&empty);
		vsp_mutex_unlock(&mutex);
	}
	return wrong;
}

/* Someone wakes at odd times all the while, so that both are interrupted
 * everywhere. */
static int
disturbs(void *argument)
{
	uint64_t period = 40;

	while (!*(volatile bool *)argument) {
		period = (period * 29 + 7) % 97 + 11;
		vsp_sleep_until(vsp_now() + period);
	}
	return 0;
}

static bool
no_wakeup_of_a_condition_is_lost(void)
{
	static volatile bool done;
	struct vsp_thread *noise, *producer, *consumer;
	int wrong;

	done = false;
	noise = make(disturbs, (void *)&done);
	producer = make(produces, NULL);
	consumer = make(consumes, NULL);
	wrong = join(consumer);
	join(producer);
	done = true;
	join(noise);
	return SAME(wrong, 0);
}

static bool
waiting_for_a_condition_can_end_in_time(void)
{
	uint64_t until = vsp_now() + 5000;
	bool woken;

	vsp_mutex_lock(&mutex);
	woken = vsp_condition_wait_until(&full, &mutex, until);
	return SAME(woken, false) && SAME(vsp_now() >= until, true)
	       && SAME(vsp_mutex_unlock(&mutex), true);
}

static struct vsp_semaphore items, done_items;

static int
serves_items(void *argument)
{
	for (unsigned i = 0; i < *(unsigned *)argument; i++) {
		vsp_semaphore_wait(&items);
		vsp_semaphore_post(&done_items);
	}
	return 0;
}

static bool
a_semaphore_counts(void)
{
	static unsigned each = 500;
	struct vsp_thread *thread[3];
	bool right;

	for (unsigned i = 0; i < 3; i++)
		thread[i] = make(serves_items, &each);
	for (unsigned i = 0; i < 3 * each; i++)
		vsp_semaphore_post(&items);
	for (unsigned i = 0; i < 3 * each; i++)
		vsp_semaphore_wait(&done_items);
	for (unsigned i = 0; i < 3; i++)
		join(thread[i]);
	right = SAME(vsp_semaphore_trywait(&items), false)
		&& SAME(vsp_semaphore_trywait(&done_items), false)
		&& SAME(vsp_semaphore_wait_until(&items, vsp_now() + 500),
			false);
	vsp_semaphore_post(&items);
	return SAME(vsp_semaphore_trywait(&items), true) && right;
}

static struct vsp_sequencer tickets;
static struct vsp_eventcount turn;

/* Tickets and turns: the mutual exclusion of Reed and Kanodia. */
static int
takes_turns(void *argument)
{
	int wrong = 0;

	(void)argument;
	for (int i = 0; i < 200; i++) {
		uint64_t mine = vsp_sequencer_ticket(&tickets);

		vsp_eventcount_await(&turn, mine);
		wrong += vsp_eventcount_read(&turn) != mine;
		vsp_thread_yield();
		wrong += vsp_eventcount_read(&turn) != mine;
		vsp_eventcount_advance(&turn);
	}
	return wrong;
}

static bool
event_counts_and_sequencers_make_order(void)
{
	struct vsp_thread *thread[4];
	int wrong = 0;

	for (unsigned i = 0; i < 4; i++)
		thread[i] = make(takes_turns, NULL);
	wrong += join_all(thread, 4);
	return SAME(wrong, 0) && SAME(vsp_eventcount_read(&turn), 800)
	       && SAME(vsp_eventcount_await_until(&turn, 801,
						  vsp_now() + 100), 800);
}

static struct vsp_barrier barrier;
static unsigned arrived[3];

static int
meets(void *argument)
{
	int last = 0;

	for (unsigned round = 0; round < 50; round++) {
		arrived[*(unsigned *)argument] = round + 1;
		last += vsp_barrier_wait(&barrier);
		for (unsigned i = 0; i < 3; i++)
			if (arrived[i] < round + 1)
				return 1000;
		vsp_barrier_wait(&barrier);
	}
	return last;
}

static bool
a_barrier_lets_nobody_ahead(void)
{
	static unsigned who[] = { 0, 1, 2 };
	struct vsp_thread *thread[3];
	int last = 0;

	vsp_barrier_init(&barrier, 3);
	for (unsigned i = 0; i < 3; i++)
		thread[i] = make(meets, &who[i]);
	for (unsigned i = 0; i < 3; i++)
		last += join(thread[i]);
	return SAME(last, 50);
}

/* ---- time ---- */

static char order[16];
static unsigned length;

static uint64_t all_made;	/* by then */

static int
wakes_later(void *argument)
{
	unsigned n = *(unsigned *)argument;

	vsp_sleep_until(all_made + 20000 - n * 1500);
	order[length++] = (char)('0' + n);
	return 0;
}

static bool
sleepers_wake_in_order(void)
{
	static unsigned number[10];
	struct vsp_thread *thread[10];

	length = 0;
	all_made = vsp_now() + 20000;
	for (unsigned i = 0; i < 10; i++) {
		number[i] = i;
		thread[i] = make(wakes_later, &number[i]);
	}
	for (unsigned i = 0; i < 10; i++)
		join(thread[i]);
	return SAME(memcmp(order, "9876543210", 10), 0);
}

static unsigned fired;

static void
fire(struct vsp_timer *timer)
{
	fired++;
	if (fired < 5)
		vsp_timer_set(timer, vsp_now() + 100, fire);
}

static bool
a_timer_calls_back_and_can_be_cancelled(void)
{
	static struct vsp_timer timer, other;

	vsp_timer_set(&timer, vsp_now() + 100, fire);
	vsp_timer_set(&other, vsp_now() + 100, fire);
	SAME(vsp_timer_cancel(&other), true);
	vsp_sleep_until(vsp_now() + 10000);
	return SAME(fired, 5) && SAME(vsp_timer_cancel(&timer), false);
}

static int
holds_for_a_while(void *held)
{
	vsp_mutex_lock(&mutex);
	vsp_semaphore_post(held);
	vsp_sleep_until(vsp_now() + 8000);
	vsp_mutex_unlock(&mutex);
	return 0;
}

/* The old time comes while it waits for something else. */
static bool
a_wakeup_ends_the_time_of_the_wait(void)
{
	static struct vsp_semaphore held;
	struct vsp_thread *thread = make(holds_for_a_while, &held);
	bool woken = vsp_semaphore_wait_until(&held, vsp_now() + 4000);

	vsp_mutex_lock(&mutex);
	return SAME(woken, true) && SAME(vsp_mutex_unlock(&mutex), true)
	       && SAME(join(thread), 0);
}

static const struct tap_claim claims[] = {
	CLAIM(a_mutex_excludes),
	CLAIM(a_mutex_is_its_owners),
	CLAIM(no_wakeup_of_a_condition_is_lost),
	CLAIM(waiting_for_a_condition_can_end_in_time),
	CLAIM(a_wakeup_ends_the_time_of_the_wait),
	CLAIM(a_semaphore_counts),
	CLAIM(event_counts_and_sequencers_make_order),
	CLAIM(a_barrier_lets_nobody_ahead),
	CLAIM(sleepers_wake_in_order),
	CLAIM(a_timer_calls_back_and_can_be_cancelled),
	CLAIM(a_signal_wakes_one_and_a_broadcast_all),
	CLAIM(a_post_wakes_who_has_waited_longest),
	CLAIM(who_gives_up_in_the_middle_takes_nobody_along),
	CLAIM(an_advance_wakes_all_who_await_that),
	CLAIM(an_upcall_wakes_who_waits),
	CLAIM(a_timer_that_is_set_again_comes_at_the_new_time),
	CLAIM(what_is_done_once_is_done_for_all),
	CLAIM(a_time_that_came_is_told_after_waiting_for_the_mutex),
	CLAIM(a_condition_gives_up_all_of_a_mutex_and_takes_it_back),
	CLAIM(several_threads_serve_several_callers),
	CLAIM(one_thread_serves_several_callers),
	CLAIM(events_and_requests_find_who_waits_for_them),
	CLAIM(one_can_wait_for_all_at_once),
	CLAIM(what_need_not_wait_makes_no_system_call),
	CLAIM(a_yield_makes_no_system_call),
	CLAIM(a_mutex_that_one_holds_is_not_waited_for),
	CLAIM(a_condition_wants_its_mutex_held),
	CLAIM(a_semaphore_does_not_overflow),
	CLAIM(a_barrier_of_nobody_is_refused),
	CLAIM(what_is_done_once_cannot_wait_for_itself),
	CLAIM(nobody_waits_in_an_upcall),
	CLAIM(a_thread_is_joined_by_one_other),
	CLAIM(a_thread_is_detached_once),
	CLAIM(a_thread_that_ends_gives_up_its_mutexes),
	CLAIM(threads_are_made_by_several_at_a_time),
	CLAIM(detaching_one_that_has_ended_gives_back_its_memory),
	CLAIM(a_name_is_kept_as_far_as_there_is_room),
	CLAIM(a_stack_has_a_least_and_a_most),
	CLAIM(a_stack_is_as_large_as_it_was_to_be),
	CLAIM(c11_mutexes_are_refused_to_who_has_no_use_for_them),
	CLAIM(c11_times_may_be_any),
	CLAIM(c11_times_may_be_for_ever),
	CLAIM(c11_sleep_may_be_for_ever),
	CLAIM(c11_yield_goes_to_the_next),
	CLAIM(c11_threads_leave_no_memory_behind),
	CLAIM(c11_keys_are_limited_and_start_empty),
	CLAIM(c11_says_when_there_is_no_memory),
	CLAIM(too_many_threads_lose_nothing),
};

/* Short turns: threads are preempted often. */
int
main(void)
{
	if (!threads_take_turns_of(5u))
		return 1;
	return tap_run(claims, TAP_COUNT(claims));
}
