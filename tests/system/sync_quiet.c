/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * sync_quiet.c - claims that what need not wait makes no system call.
 *
 * A return from an exception clears the processor's exclusive monitor: a store
 * exclusive that succeeds shows that there was none since the load.  A timer
 * can come in between, so it is tried some times; a system call would be there
 * each time.
 */
#include <vesper/ring.h>
#include <vesper/vesper.h>

#include "sync.h"
#include "threads.h"

#define TRIES	50u

static struct vsp_mutex mutex = { .recursive = true };
static struct vsp_condition condition;
static struct vsp_semaphore semaphore;
static struct vsp_eventcount count;
static struct vsp_once once;
static struct vsp_barrier barrier;
static struct vsp_ring putter, taker;
static vsp_slot channel;

/* The functions touch no memory exclusively themselves. */
static bool
without_an_exception(void (*function)(void))
{
	static uint64_t word;
	uint64_t value;
	uint32_t failed;

	__asm__ volatile("ldxr %0, [%1]" : "=r"(value) : "r"(&word));
	function();
	__asm__ volatile("stxr %w0, %1, [%2]"
			 : "=&r"(failed) : "r"(value), "r"(&word) : "memory");
	return !failed;
}

static bool
is_quiet(void (*function)(void))
{
	for (unsigned i = 0; i < TRIES; i++)
		if (without_an_exception(function))
			return true;
	return false;
}

static void
lock_and_unlock(void)
{
	vsp_mutex_lock(&mutex);
	vsp_mutex_trylock(&mutex);
	vsp_mutex_unlock(&mutex);
	vsp_mutex_unlock(&mutex);
}

static void
signal_nobody(void)
{
	vsp_condition_signal(&condition);
	vsp_condition_broadcast(&condition);
}

static void
post_and_take(void)
{
	vsp_semaphore_post(&semaphore);
	vsp_semaphore_wait(&semaphore);
	vsp_semaphore_post(&semaphore);
	vsp_semaphore_trywait(&semaphore);
}

static void
advance_and_await(void)
{
	vsp_eventcount_advance(&count);
	vsp_eventcount_await(&count, 1);
}

static void
nothing(void)
{
}

static void
meet_alone(void)
{
	vsp_once(&once, nothing);
	vsp_barrier_wait(&barrier);
}

static void
put_and_take(void)
{
	for (unsigned i = 0; i < 3; i++) {
		vsp_ring_put_wait(&putter);
		vsp_ring_put(&putter);
		vsp_ring_take_wait(&taker);
		vsp_ring_take(&taker);
	}
}

static void
raise_events(void)
{
	vsp_signal(channel);
}

/* The last two show that the others could fail. */
bool
what_need_not_wait_makes_no_system_call(void)
{
	static uint64_t memory[64] __attribute__((aligned(64)));

	vsp_barrier_init(&barrier, 1);
	vsp_ring_open(&putter, memory, 4, 8, 0, 1);
	vsp_ring_open(&taker, memory, 4, 8, 0, 2);
	return SAME(is_quiet(lock_and_unlock), true)
	       && SAME(is_quiet(signal_nobody), true)
	       && SAME(is_quiet(post_and_take), true)
	       && SAME(is_quiet(advance_and_await), true)
	       && SAME(is_quiet(meet_alone), true)
	       && SAME(is_quiet(put_and_take), true)
	       && SAME(is_quiet(raise_events), false)
	       && SAME(is_quiet(vsp_yield), false);
}

static volatile bool over;
static volatile unsigned turns;

static int
yields(void *argument)
{
	while (!over) {
		turns++;
		vsp_thread_yield();
	}
	return argument != NULL;
}

static void
yield_twice(void)
{
	vsp_thread_yield();
	vsp_thread_yield();
}

bool
a_yield_makes_no_system_call(void)
{
	struct vsp_thread *thread = make(yields, NULL);
	unsigned before;
	bool quiet;

	vsp_thread_yield();
	before = turns;
	quiet = is_quiet(yield_twice);
	over = true;
	return SAME(quiet, true) && SAME(turns >= before + 2, true)
	       && SAME(join(thread), 0);
}
