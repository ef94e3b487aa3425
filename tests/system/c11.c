/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * c11.c - claims of C11's <threads.h>: a program of nothing but standard C.
 *
 * It is also compiled and run on the build machine, with the C library there.
 */
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <threads.h>
#include <time.h>

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

static bool
a_recursive_mutex_is_locked_twice(void)
{
	mtx_t twice;
	bool right;

	mtx_init(&twice, mtx_plain | mtx_recursive);
	right = mtx_lock(&twice) == thrd_success
		&& mtx_trylock(&twice) == thrd_success
		&& mtx_unlock(&twice) == thrd_success
		&& mtx_unlock(&twice) == thrd_success;
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
	{ "a_recursive_mutex_is_locked_twice",
	  a_recursive_mutex_is_locked_twice },
	{ "a_queue_passes_everything_on", a_queue_passes_everything_on },
};

#define NCLAIMS (sizeof(claims) / sizeof(claims[0]))

int
main(void)
{
	mtx_init(&mutex, mtx_timed);
	cnd_init(&condition);
	tss_create(&key, destroy);
	printf("1..%d\n", (int)NCLAIMS);
	for (size_t i = 0; i < NCLAIMS; i++)
		printf("%sok %d - %s\n", claims[i].holds() ? "" : "not ",
		       (int)i + 1, claims[i].name);
	return 0;
}
