/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * sync_misuse.c - claims that what makes no sense is refused, and changes
 * nothing.
 */
#include <string.h>

#include <vesper/runtime.h>
#include <vesper/vesper.h>

#include "sync.h"
#include "threads.h"

static struct vsp_mutex mutex, other;
static struct vsp_condition condition;
static struct vsp_semaphore semaphore;
static struct vsp_eventcount count;
static struct vsp_once once;
static struct vsp_barrier barrier;

bool
a_mutex_that_one_holds_is_not_waited_for(void)
{
	bool right = SAME(vsp_mutex_lock(&mutex), true)
		     && SAME(vsp_mutex_lock(&mutex), false)
		     && SAME(vsp_mutex_trylock(&mutex), false)
		     && SAME(vsp_mutex_lock_until(&mutex, VSP_FOREVER), false);

	return SAME(vsp_mutex_unlock(&mutex), true)
	       && SAME(vsp_mutex_unlock(&mutex), false) && right;
}

static int
waits_without(void *argument)
{
	return 2 * vsp_condition_wait(&condition, &mutex)
	       + vsp_condition_wait_until(&condition, argument,
					  vsp_now() + 100);
}

/* Held by nobody, held by another. */
bool
a_condition_wants_its_mutex_held(void)
{
	bool right = SAME(vsp_condition_wait(&condition, &mutex), false);

	vsp_mutex_lock(&mutex);
	right &= SAME(join(make(waits_without, &other)), 0)
		 && SAME(mutex.owner == vsp_thread_self(), true);
	return SAME(vsp_mutex_unlock(&mutex), true) && right;
}

bool
a_semaphore_does_not_overflow(void)
{
	struct vsp_semaphore full = { .count = UINT64_MAX - 1 };

	return SAME(vsp_semaphore_post(&full), true)
	       && SAME(vsp_semaphore_post(&full), false)
	       && SAME(vsp_semaphore_trywait(&full), true)
	       && SAME(vsp_semaphore_post(&full), true);
}

bool
a_barrier_of_nobody_is_refused(void)
{
	return SAME(vsp_barrier_init(&barrier, 0), VSP_E_ARG)
	       && SAME(vsp_barrier_wait(&barrier), true)
	       && SAME(vsp_barrier_init(&barrier, 1), VSP_OK)
	       && SAME(vsp_barrier_wait(&barrier), true);
}

static bool within;

static void
asks_for_itself(void)
{
	within = vsp_once(&once, asks_for_itself);
}

bool
what_is_done_once_cannot_wait_for_itself(void)
{
	within = true;
	return SAME(vsp_once(&once, asks_for_itself), true)
	       && SAME(within, false)
	       && SAME(vsp_once(&once, asks_for_itself), true);
}

/* ---- in an upcall ---- */

static struct vsp_once slow;
static bool waited, fired, one;

static void
nothing(void)
{
}

static void
tries_to_wait(struct vsp_timer *timer)
{
	static struct vsp_once quick;
	struct vsp_semaphore none = { 0 };

	(void)timer;
	waited = vsp_mutex_lock(&other) || vsp_semaphore_wait_until(&none, 0)
		 || vsp_condition_wait(&condition, &other)
		 || vsp_eventcount_await(&count, 1) != 0
		 || vsp_barrier_wait(&barrier) || vsp_once(&slow, nothing);
	one = vsp_once(&quick, nothing) && vsp_semaphore_post(&semaphore)
	      && vsp_dcb->enabled == 0;
	fired = true;
}

static void
sleeps(void)
{
	vsp_sleep_until(vsp_now() + 5000);
}

bool
nobody_waits_in_an_upcall(void)
{
	static struct vsp_timer timer;
	bool right;

	vsp_barrier_init(&barrier, 1);
	waited = fired = one = false;
	vsp_timer_set(&timer, vsp_now() + 1000, tries_to_wait);
	vsp_once(&slow, sleeps);
	right = SAME(fired, true) && SAME(waited, false) && SAME(one, true);
	return SAME(vsp_semaphore_trywait(&semaphore), true) && right
	       && SAME(other.owner == NULL, true)
	       && SAME(vsp_barrier_wait(&barrier), true);
}

/* ---- threads ---- */

static int
joins_itself(void *argument)
{
	(void)argument;
	return vsp_thread_join(vsp_thread_self(), NULL);
}

static int
joins(void *thread)
{
	return vsp_thread_join(thread, NULL);
}

static int
sleeps_a_little(void *argument)
{
	(void)argument;
	sleeps();
	return 9;
}

bool
a_thread_is_joined_by_one_other(void)
{
	struct vsp_thread *thread = make(sleeps_a_little, NULL), *first;
	bool right = SAME(join(make(joins_itself, NULL)), VSP_E_STATE)
		     && SAME(join(make(joins, vsp_thread_self())),
			     VSP_E_STATE);

	first = make(joins, thread);
	vsp_sleep_until(vsp_now() + 1000);
	right &= SAME(vsp_thread_join(thread, NULL), VSP_E_STATE)
		 && SAME(vsp_thread_detach(thread), VSP_E_STATE);
	return SAME(join(first), VSP_OK) && right
	       && SAME(vsp_thread_join(thread, NULL), VSP_E_STATE);
}

static int
detaches_itself(void *argument)
{
	*(volatile int *)argument =
		vsp_thread_detach(vsp_thread_self()) * 100
		+ vsp_thread_detach(vsp_thread_self());
	return 0;
}

bool
a_thread_is_detached_once(void)
{
	volatile int result = -1;
	struct vsp_thread *thread = make(detaches_itself, (void *)&result);
	struct vsp_sched_params params = { 0 };

	while (vsp_threads_count() > 1)
		sleeps();
	return SAME(result, VSP_E_STATE)
	       && SAME(vsp_thread_join(thread, NULL), VSP_E_STATE)
	       && SAME(vsp_thread_detach(thread), VSP_E_STATE)
	       && SAME(vsp_thread_change(thread, &params), VSP_E_STATE)
	       && SAME(vsp_thread_detach(vsp_thread_self()), VSP_E_STATE);
}

static int
ends_with_both(void *argument)
{
	(void)argument;
	vsp_mutex_lock(&mutex);
	vsp_mutex_lock(&other);
	return 0;
}

bool
a_thread_that_ends_gives_up_its_mutexes(void)
{
	struct vsp_thread *thread = make(ends_with_both, NULL);
	bool right;

	vsp_sleep_until(vsp_now() + 1000);
	right = SAME(vsp_mutex_lock_until(&mutex, vsp_now() + 9000), true)
		&& SAME(vsp_mutex_trylock(&other), true);
	return SAME(join(thread), 0) && right
	       && SAME(vsp_mutex_unlock(&mutex), true)
	       && SAME(vsp_mutex_unlock(&other), true);
}

/* ---- stacks and memory ---- */

static struct vsp_thread *
make_on(uint64_t stack_bytes, int *error)
{
	struct vsp_thread_attributes attributes = {
		.stack_bytes = stack_bytes,
	};
	struct vsp_thread *thread = NULL;

	*error = vsp_thread_create(&thread, &attributes, sleeps_a_little,
				   NULL);
	return thread;
}

bool
a_stack_has_a_least_and_a_most(void)
{
	static const struct { uint64_t bytes; int error; } cases[] = {
		{ 1, VSP_E_ARG }, { VSP_STACK_MIN - 1, VSP_E_ARG },
		{ VSP_STACK_MIN, VSP_OK }, { 1 << 18, VSP_OK },
		{ VSP_STRETCH_SIZE - VSP_PAGE_SIZE, VSP_E_NOMEM },
		{ VSP_STRETCH_SIZE, VSP_E_NOMEM }, { ~0ull, VSP_E_NOMEM },
		{ ~0ull - 5000, VSP_E_NOMEM },
	};
	bool right = true;

	for (unsigned i = 0; i < sizeof cases / sizeof *cases; i++) {
		int error;
		struct vsp_thread *thread = make_on(cases[i].bytes, &error);

		right &= SAME(error, cases[i].error);
		if (thread != NULL)
			right &= SAME(join(thread), 9);
	}
	return right && SAME(vsp_threads_count(), 1);
}

/* All of it but what the thread itself stands on. */
static int
uses_its_stack(void *bytes)
{
	volatile char here[512];

	for (uint64_t at = 0; at + 2048 < *(uint64_t *)bytes; at += 512)
		*(volatile char *)((uintptr_t)here - at) = 1;
	return 9;
}

/* The memory of a small one is there to be used again. */
bool
a_stack_is_as_large_as_it_was_to_be(void)
{
	static uint64_t sizes[] = { 4096, 40000, 4096, 8192, 100000 };
	bool right = true;

	for (unsigned i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		struct vsp_thread_attributes attributes = {
			.stack_bytes = sizes[i],
		};
		struct vsp_thread *thread;

		right &= SAME(vsp_thread_create(&thread, &attributes,
						uses_its_stack, &sizes[i]),
			      VSP_OK)
			 && SAME(join(thread), 9);
	}
	return right;
}

static int
makes_some(void *argument)
{
	struct vsp_thread *thread[8];
	int wrong = 0;

	(void)argument;
	for (unsigned i = 0; i < 8; i++)
		thread[i] = make(sleeps_a_little, NULL);
	for (unsigned i = 0; i < 8; i++)
		wrong += join(thread[i]) != 9;
	return wrong;
}

bool
threads_are_made_by_several_at_a_time(void)
{
	struct vsp_thread *thread[5];
	int wrong = 0;

	for (unsigned i = 0; i < 5; i++)
		thread[i] = make(makes_some, NULL);
	wrong += join_all(thread, 5);
	return SAME(wrong, 0) && SAME(vsp_threads_count(), 1);
}

bool
detaching_one_that_has_ended_gives_back_its_memory(void)
{
	struct vsp_thread *first = make(sleeps_a_little, NULL), *second;
	bool right;

	while (vsp_threads_count() > 1)
		sleeps();
	right = SAME(vsp_thread_detach(first), VSP_OK);
	second = make(sleeps_a_little, NULL);
	return SAME(second == first, true) && SAME(join(second), 9) && right;
}

bool
a_name_is_kept_as_far_as_there_is_room(void)
{
	struct vsp_thread_attributes attributes = {
		.name = "a name that is too long for it",
	};
	struct vsp_thread *thread;
	bool right = SAME(vsp_thread_create(&thread, &attributes,
					    sleeps_a_little, NULL), VSP_OK)
		     && SAME(memcmp(thread->name, "a name that is ", 16), 0)
		     && SAME(thread->noted, 0);

	return SAME(join(thread), 9) && right;
}

#define MOST	400u

/* As many as there is memory for; they are all joined again. */
static unsigned
make_all(int *error)
{
	static struct vsp_thread *thread[MOST];
	unsigned n = 0;

	while (n < MOST && (thread[n] = make_on(0, error)) != NULL)
		n++;
	for (unsigned i = 0; i < n; i++)
		SAME(join(thread[i]), 9);
	return n;
}

bool
too_many_threads_lose_nothing(void)
{
	int error, again;
	unsigned n = make_all(&error);
	uint32_t slots = vsp_slots_free(), threads = vsp_threads_count();

	printf("# %u threads\n", n);
	return SAME(error, VSP_E_NOMEM) && SAME(n > 20 && n < MOST, true)
	       && SAME(make_all(&again), n) && SAME(again, VSP_E_NOMEM)
	       && SAME(vsp_slots_free(), slots)
	       && SAME(vsp_threads_count(), threads);
}
