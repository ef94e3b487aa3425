/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * sync_c11.c - claims of <threads.h> where the standard leaves it open what
 * happens.
 */
#include <stdlib.h>
#include <threads.h>
#include <time.h>

#include <vesper/vesper.h>

#include "sync.h"
#include "threads.h"

static mtx_t mutex;
static cnd_t condition;

static struct timespec
at(time_t s, long ns)
{
	return (struct timespec){ .tv_sec = s, .tv_nsec = ns };
}

static int
locks_until(void *time)
{
	return mtx_timedlock(&mutex, time);
}

static int
in_thread(int (*run)(void *), void *argument)
{
	thrd_t thread;
	int result = -1;

	if (SAME(thrd_create(&thread, run, argument), thrd_success))
		thrd_join(thread, &result);
	return result;
}

static int
unlocks_anothers(void *argument)
{
	(void)argument;
	return mtx_unlock(&mutex);
}

bool
c11_mutexes_are_refused_to_who_has_no_use_for_them(void)
{
	bool right = SAME(mtx_init(&mutex, 4), thrd_error)
		     && SAME(mtx_init(&mutex, mtx_plain), thrd_success)
		     && SAME(mtx_unlock(&mutex), thrd_error)
		     && SAME(cnd_wait(&condition, &mutex), thrd_error)
		     && SAME(mtx_lock(&mutex), thrd_success)
		     && SAME(mtx_lock(&mutex), thrd_error)
		     && SAME(mtx_trylock(&mutex), thrd_busy)
		     && SAME(in_thread(unlocks_anothers, NULL), thrd_error);
	struct timespec past = at(0, 0);

	return SAME(mtx_timedlock(&mutex, &past), thrd_error)
	       && SAME(mtx_unlock(&mutex), thrd_success)
	       && SAME(cnd_timedwait(&condition, &mutex, &past), thrd_error)
	       && right;
}

/* Before boot, beyond the counter's end, and no time at all. */
bool
c11_times_may_be_any(void)
{
	static const struct {
		struct timespec time;
		int result;
	} cases[] = {
		{ { .tv_sec = -5 }, thrd_timedout },
		{ { .tv_sec = 0 }, thrd_timedout },
		{ { .tv_nsec = -1 }, thrd_error },
		{ { .tv_nsec = 1000000000 }, thrd_error },
		{ { .tv_sec = -1, .tv_nsec = 999999999 }, thrd_timedout },
	};
	bool right = SAME(mtx_lock(&mutex), thrd_success);

	for (unsigned i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct timespec time = cases[i].time;

		right &= SAME(in_thread(locks_until, &time), cases[i].result)
			 && SAME(cnd_timedwait(&condition, &mutex, &time),
				 cases[i].result)
			 && (cases[i].result == thrd_timedout
			     || SAME(thrd_sleep(&time, NULL) < -1, true));
	}
	return SAME(mtx_unlock(&mutex), thrd_success) && right;
}

static int
signals(void *argument)
{
	(void)argument;
	mtx_lock(&mutex);
	cnd_signal(&condition);
	mtx_unlock(&mutex);
	return 0;
}

/* Ticks of these seconds have more than 64 bits, or just so many. */
bool
c11_times_may_be_for_ever(void)
{
	static const time_t never[] = {
		INT64_MAX, INT64_MAX / 2, 295147905180, 295147905179,
	};
	bool right = true;

	for (unsigned i = 0; i < sizeof never / sizeof *never; i++) {
		struct timespec time = at(never[i], 999999999);
		thrd_t thread;

		mtx_lock(&mutex);
		thrd_create(&thread, signals, NULL);
		right &= SAME(cnd_timedwait(&condition, &mutex, &time),
			      thrd_success);
		mtx_unlock(&mutex);
		thrd_join(thread, NULL);
	}
	return right;
}

static int
sleeps_for_ever(void *time)
{
	thrd_sleep(time, NULL);
	mtx_lock(&mutex);
	return 0;
}

/* It is still there, and sleeps, when all is done. */
bool
c11_sleep_may_be_for_ever(void)
{
	static const struct timespec never = { .tv_sec = INT64_MAX };
	thrd_t thread;

	mtx_lock(&mutex);
	thrd_create(&thread, sleeps_for_ever, (void *)&never);
	vsp_sleep_until(vsp_now() + 5000);
	return SAME(mutex.waiters.first == NULL, true)
	       && SAME(mtx_unlock(&mutex), thrd_success);
}

#define YIELDS	10u

static char who[2 * YIELDS];
static unsigned nwho;

static int
says_who(void *name)
{
	for (unsigned i = 0; i < YIELDS; i++) {
		who[nwho++] = *(char *)name;
		thrd_yield();
	}
	return 0;
}

/* Turns end in between, but not that often. */
bool
c11_yield_goes_to_the_next(void)
{
	unsigned changes = 0;
	thrd_t thread;

	nwho = 0;
	thrd_create(&thread, says_who, "b");
	says_who("a");
	thrd_join(thread, NULL);
	for (unsigned i = 1; i < nwho; i++)
		changes += who[i] != who[i - 1];
	return SAME(nwho, 2 * YIELDS) && SAME(changes > YIELDS, true);
}

static int
ends(void *argument)
{
	return argument == NULL;
}

/* Volatile: a compiler knows that what malloc() gives is new. */
static uintptr_t
next_block(void)
{
	volatile uintptr_t address;
	void *block = malloc(2 * sizeof(void *));

	address = (uintptr_t)block;
	free(block);
	return address;
}

bool
c11_threads_leave_no_memory_behind(void)
{
	uintptr_t before;
	thrd_t thread;
	bool right = true;

	in_thread(ends, NULL);
	before = next_block();
	for (int i = 0; i < 50; i++)
		right &= SAME(in_thread(ends, NULL), 1);
	right &= SAME(thrd_create(&thread, ends, NULL), thrd_success)
		 && SAME(thrd_detach(thread), thrd_success)
		 && SAME(thrd_join(thread, NULL), thrd_error)
		 && SAME(thrd_detach(thread), thrd_error);
	vsp_sleep_until(vsp_now() + 3000);
	return SAME(next_block() == before, true) && right;
}

bool
c11_keys_are_limited_and_start_empty(void)
{
	static tss_t key[VSP_TSS_MAX];
	tss_t one_more;
	bool right = true;

	for (unsigned i = 0; i < VSP_TSS_MAX; i++)
		right &= SAME(tss_create(&key[i], NULL), thrd_success)
			 && SAME(tss_set(key[i], &key[i]), thrd_success);
	right &= SAME(tss_create(&one_more, NULL), thrd_error);
	for (unsigned i = 0; i < VSP_TSS_MAX; i++)
		right &= SAME(tss_get(key[i]) == &key[i], true);
	tss_delete(key[5]);
	right &= SAME(tss_set(key[5], key), thrd_error)
		 && SAME(tss_get(key[5]) == NULL, true)
		 && SAME(tss_create(&one_more, NULL), thrd_success)
		 && SAME(tss_get(one_more) == NULL, true);
	tss_delete(key[5]);	/* it is not the new one's */
	right &= SAME(tss_set(one_more, key), thrd_success);
	tss_delete(one_more);
	for (unsigned i = 0; i < VSP_TSS_MAX; i++)
		tss_delete(key[i]);
	return right;
}

/* Takes all memory there is for stacks. */
bool
c11_says_when_there_is_no_memory(void)
{
	static thrd_t thread[400];
	unsigned n = 0;
	int error;

	mtx_lock(&mutex);
	while (n < 400
	       && (error = thrd_create(&thread[n], signals, NULL))
		  == thrd_success)
		n++;
	mtx_unlock(&mutex);
	for (unsigned i = 0; i < n; i++)
		thrd_join(thread[i], NULL);
	return SAME(error, thrd_nomem) && SAME(n > 10, true);
}
