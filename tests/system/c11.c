/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * c11.c - claims of C11's <threads.h>: a program of nothing but standard C.
 *
 * It is also compiled and run on the build machine, with the C library there.
 * What the standard leaves open is in sync_c11.c.
 */
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "c11.h"

#define WORKERS 4

static mtx_t mutex;
static cnd_t condition;
static once_flag once = ONCE_FLAG_INIT;
static tss_t key;
static long total;
static int done, prepared, destroyed, queue;
static thread_local int mine;

static void
prepare(void)
{
	prepared++;
}

static int
work(void *argument)
{
	int me = *(int *)argument;

	call_once(&once, prepare);
	tss_set(key, argument);
	mine = me;
	for (int i = 0; i < 1000; i++) {
		mtx_lock(&mutex);
		total += me;
		mtx_unlock(&mutex);
		if (i % 100 == 0)
			thrd_yield();
	}
	mtx_lock(&mutex);
	done++;
	cnd_signal(&condition);
	mtx_unlock(&mutex);
	return mine == me && tss_get(key) == argument ? me : -1;
}

static void
destroy(void *value)
{
	mtx_lock(&mutex);
	destroyed += *(int *)value;
	mtx_unlock(&mutex);
}

static bool
workers_share_and_are_joined(void)
{
	static int number[WORKERS] = { 1, 2, 3, 4 };
	thrd_t thread[WORKERS];
	int sum = 0;

	for (int i = 0; i < WORKERS; i++)
		if (thrd_create(&thread[i], work, &number[i]) != thrd_success)
			return false;
	mtx_lock(&mutex);
	while (done < WORKERS)
		cnd_wait(&condition, &mutex);
	mtx_unlock(&mutex);
	for (int i = 0; i < WORKERS; i++) {
		int result = 0;

		thrd_join(thread[i], &result);
		sum += result;
	}
	return sum == 10 && total == 10000;
}

static bool
call_once_calls_once(void)
{
	return prepared == 1;
}

static bool
destructors_of_storage_are_called(void)
{
	return destroyed == 10;
}

static struct timespec
in_ms(long ms)
{
	struct timespec now;

	timespec_get(&now, TIME_UTC);
	now.tv_nsec += ms * 1000000;
	now.tv_sec += now.tv_nsec / 1000000000;
	now.tv_nsec %= 1000000000;
	return now;
}

static int
cannot_lock(void *argument)
{
	struct timespec until = in_ms(2);

	(void)argument;
	return mtx_trylock(&mutex) == thrd_busy
	       && mtx_timedlock(&mutex, &until) == thrd_timedout;
}

static bool
locks_can_be_tried_for_a_time(void)
{
	thrd_t thread;
	int result = 0;

	mtx_lock(&mutex);
	thrd_create(&thread, cannot_lock, NULL);
	thrd_join(thread, &result);
	mtx_unlock(&mutex);
	return result == 1;
}

static bool
waiting_ends_at_its_time(void)
{
	struct timespec until = in_ms(3);
	int result;

	mtx_lock(&mutex);
	result = cnd_timedwait(&condition, &mutex, &until);
	mtx_unlock(&mutex);
	return result == thrd_timedout;
}

static mtx_t twice;

static int
tries_twice(void *argument)
{
	(void)argument;
	return mtx_trylock(&twice);
}

static bool
a_recursive_mutex_is_unlocked_as_often_as_locked(void)
{
	bool right;

	mtx_init(&twice, mtx_timed | mtx_recursive);
	right = mtx_lock(&twice) == thrd_success
		&& mtx_trylock(&twice) == thrd_success
		&& mtx_unlock(&twice) == thrd_success
		&& result_of(tries_twice, NULL) == thrd_busy
		&& mtx_unlock(&twice) == thrd_success
		&& result_of(tries_twice, NULL) == thrd_success;
	mtx_destroy(&twice);
	return right;
}

static int
consume(void *argument)
{
	int sum = 0;

	(void)argument;
	for (int i = 0; i < 100; i++) {
		mtx_lock(&mutex);
		while (queue == 0)
			cnd_wait(&condition, &mutex);
		sum += queue;
		queue = 0;
		cnd_broadcast(&condition);
		mtx_unlock(&mutex);
	}
	thrd_exit(sum);
}

static bool
a_queue_passes_everything_on(void)
{
	struct timespec moment = { .tv_nsec = 1000 };
	thrd_t thread;
	int sum = 0;

	thrd_create(&thread, consume, NULL);
	for (int i = 1; i <= 100; i++) {
		mtx_lock(&mutex);
		while (queue != 0)
			cnd_wait(&condition, &mutex);
		queue = i;
		cnd_broadcast(&condition);
		mtx_unlock(&mutex);
		if (i % 10 == 0)
			thrd_sleep(&moment, NULL);
	}
	thrd_join(thread, &sum);
	return sum == 5050 && thrd_equal(thrd_current(), thrd_current());
}

static int
waits_for_all(void *argument)
{
	(void)argument;
	mtx_lock(&mutex);
	done++;
	while (queue == 0)
		cnd_wait(&condition, &mutex);
	mtx_unlock(&mutex);
	return 1;
}

/* None of them passes it on. */
static bool
a_broadcast_is_for_all(void)
{
	thrd_t thread[WORKERS];
	int sum = 0;

	done = queue = 0;
	for (int i = 0; i < WORKERS; i++)
		thrd_create(&thread[i], waits_for_all, NULL);
	mtx_lock(&mutex);
	while (done < WORKERS) {
		mtx_unlock(&mutex);
		thrd_yield();
		mtx_lock(&mutex);
	}
	queue = 1;
	cnd_broadcast(&condition);
	mtx_unlock(&mutex);
	for (int i = 0; i < WORKERS; i++) {
		int result = 0;

		thrd_join(thread[i], &result);
		sum += result;
	}
	return sum == WORKERS;
}

static int
signals_soon(void *argument)
{
	struct timespec soon = { .tv_nsec = 1000000 };

	thrd_sleep(&soon, NULL);
	mtx_lock(&mutex);
	*(bool *)argument = true;
	cnd_signal(&condition);
	mtx_unlock(&mutex);
	return 0;
}

static bool
a_signal_comes_before_its_time(void)
{
	struct timespec until = in_ms(60000);
	bool come = false;
	int result = thrd_success;
	thrd_t thread;

	thrd_create(&thread, signals_soon, &come);
	mtx_lock(&mutex);
	while (!come && result == thrd_success)
		result = cnd_timedwait(&condition, &mutex, &until);
	mtx_unlock(&mutex);
	thrd_join(thread, NULL);
	return come && result == thrd_success
	       && mtx_timedlock(&mutex, &until) == thrd_success
	       && mtx_unlock(&mutex) == thrd_success;
}

/* ---- the end ---- */

static void
say(bool holds, const char *name)
{
	static int n;

	printf("%sok %d - %s\n", holds ? "" : "not ", ++n, name);
}

static int
outlives_the_main_thread(void *argument)
{
	struct timespec moment = { .tv_nsec = 5000000 };

	thrd_sleep(&moment, NULL);
	say(argument == NULL, "a_detached_thread_outlives_the_main_thread");
	return 1;
}

static const struct {
	const char *name;
	bool (*holds)(void);
} claims[] = {
	{ "workers_share_and_are_joined", workers_share_and_are_joined },
	{ "call_once_calls_once", call_once_calls_once },
	{ "destructors_of_storage_are_called",
	  destructors_of_storage_are_called },
	{ "locks_can_be_tried_for_a_time", locks_can_be_tried_for_a_time },
	{ "waiting_ends_at_its_time", waiting_ends_at_its_time },
	{ "a_recursive_mutex_is_unlocked_as_often_as_locked",
	  a_recursive_mutex_is_unlocked_as_often_as_locked },
	{ "a_queue_passes_everything_on", a_queue_passes_everything_on },
	{ "a_broadcast_is_for_all", a_broadcast_is_for_all },
	{ "a_signal_comes_before_its_time", a_signal_comes_before_its_time },
	{ "a_thread_begins_with_its_variables_as_written",
	  a_thread_begins_with_its_variables_as_written },
	{ "threads_are_told_apart", threads_are_told_apart },
	{ "sleep_lasts_as_long_as_it_is_to",
	  sleep_lasts_as_long_as_it_is_to },
	{ "destructors_are_called_so_often_and_none_of_a_deleted_key",
	  destructors_are_called_so_often_and_none_of_a_deleted_key },
};

#define NCLAIMS (sizeof(claims) / sizeof(claims[0]))

/* The status is 0, whatever the main thread says. */
int
main(void)
{
	thrd_t thread;

	mtx_init(&mutex, mtx_timed);
	cnd_init(&condition);
	tss_create(&key, destroy);
	printf("1..%d\n", (int)NCLAIMS + 1);
	for (size_t i = 0; i < NCLAIMS; i++)
		say(claims[i].holds(), claims[i].name);
	thrd_create(&thread, outlives_the_main_thread, NULL);
	thrd_detach(thread);
	thrd_exit(7);
}
