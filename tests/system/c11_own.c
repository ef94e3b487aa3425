/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * c11_own.c - claims of what is a thread's own in standard C: its name, its
 * time, its storage.
 */
#include <time.h>

#include "c11.h"

static mtx_t mutex;
static thrd_t other;

static int
knows_itself(void *argument)
{
	mtx_lock(&mutex);
	mtx_unlock(&mutex);
	return thrd_equal(thrd_current(), other)
	       && !thrd_equal(thrd_current(), *(thrd_t *)argument);
}

bool
threads_are_told_apart(void)
{
	thrd_t self = thrd_current();
	int result = 0;

	mtx_init(&mutex, mtx_plain);
	mtx_lock(&mutex);	/* it runs on when `other` is there */
	thrd_create(&other, knows_itself, &self);
	mtx_unlock(&mutex);
	thrd_join(other, &result);
	return result == 1 && !thrd_equal(self, other);
}

bool
sleep_lasts_as_long_as_it_is_to(void)
{
	struct timespec before, after, duration = { .tv_nsec = 2500000 };

	if (timespec_get(&before, TIME_UTC) != TIME_UTC
	    || thrd_sleep(&duration, NULL) != 0)
		return false;
	timespec_get(&after, TIME_UTC);
	return (after.tv_sec - before.tv_sec) * 1000000000
	       + after.tv_nsec - before.tv_nsec >= 2500000
	       && duration.tv_nsec == 2500000
	       && timespec_get(&after, 12345) == 0;
}

static thread_local int seven = 7, zero;

static int
changes_its_variables(void *argument)
{
	int sum = seven + zero;

	(void)argument;
	seven = zero = 100;
	return sum;
}

/* Also where the memory of one that ended is used again. */
static bool
variables_are_as_written(void)
{
	bool right = true;

	for (int i = 0; i < 5; i++)
		right &= result_of(changes_its_variables, NULL) == 7;
	return right;
}

/* Two at a time, too. */
bool
a_thread_begins_with_its_variables_as_written(void)
{
	thrd_t first;
	int result = 0;
	bool right = variables_are_as_written();

	if (thrd_create(&first, changes_its_variables, NULL) != thrd_success)
		return false;
	right &= result_of(changes_its_variables, NULL) == 7;
	return thrd_join(first, &result) == thrd_success && result == 7
	       && seven == 7 && zero == 0 && right;
}

/* ---- storage ---- */

static tss_t again, deleted;
static int times_again, times_deleted;

static void
sets_again(void *value)
{
	times_again++;
	tss_set(again, value);
}

static void
counts_deleted(void *value)
{
	(void)value;
	times_deleted++;
}

static int
leaves_values(void *argument)
{
	int wrong = tss_get(again) != NULL || tss_get(deleted) != NULL;

	wrong += tss_set(again, argument) != thrd_success
		 || tss_set(deleted, argument) != thrd_success
		 || tss_get(again) != argument;
	tss_delete(deleted);
	return wrong;
}

bool
destructors_are_called_so_often_and_none_of_a_deleted_key(void)
{
	bool right;

	tss_create(&again, sets_again);
	tss_create(&deleted, counts_deleted);
	tss_set(again, &again);		/* the main thread's is its own */
	right = result_of(leaves_values, &right) == 0
		&& times_again == TSS_DTOR_ITERATIONS && times_deleted == 0
		&& tss_get(again) == &again;
	tss_delete(again);
	return right;
}
