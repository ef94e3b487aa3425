/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * c11.c - C11's threads, mutexes and conditions by their standard names.
 */
#include <stdlib.h>
#include <threads.h>
#include <vesper/clock.h>

#include "c11.h"
#include "thread.h"

#define NS_PER_S 1000000000ull

static bool
valid(const struct timespec *time)
{
	return time->tv_nsec >= 0 && time->tv_nsec < (long)NS_PER_S;
}

/* A valid time: rounded up.  Before boot is 0, beyond the counter never. */
static uint64_t
ticks_of(const struct timespec *time)
{
	uint64_t hz = vsp_ticks_per_s();

	if (time->tv_sec < 0)
		return 0;
	if ((uint64_t)time->tv_sec >= VSP_FOREVER / hz - 1)
		return VSP_FOREVER;
	return (uint64_t)time->tv_sec * hz
	       + ((uint64_t)time->tv_nsec * hz + NS_PER_S - 1) / NS_PER_S;
}

static int
result_of(int error)
{
	if (error == VSP_OK)
		return thrd_success;
	return error == VSP_E_NOMEM ? thrd_nomem : thrd_error;
}

/* Since boot: the machine has no calendar. */
int
timespec_get(struct timespec *time, int base)
{
	uint64_t hz = vsp_ticks_per_s(), now = vsp_now();

	if (base != TIME_UTC)
		return 0;
	time->tv_sec = (time_t)(now / hz);
	time->tv_nsec = (long)(now % hz * NS_PER_S / hz);
	return base;
}

/* ---- threads ---- */

struct begin {
	thrd_start_t run;
	void *argument;
};

static int
begin(void *argument)
{
	struct begin first = *(struct begin *)argument;

	free(argument);
	thrd_exit(first.run(first.argument));
}

int
thrd_create(thrd_t *thread, thrd_start_t run, void *argument)
{
	struct begin *first = malloc(sizeof(*first));
	int error;

	if (first == NULL)
		return thrd_nomem;
	*first = (struct begin){ run, argument };
	error = vsp_thread_create(thread, NULL, begin, first);
	if (error != VSP_OK)
		free(first);
	return result_of(error);
}

thrd_t
thrd_current(void)
{
	return vsp_thread_self();
}

int
thrd_detach(thrd_t thread)
{
	return result_of(vsp_thread_detach(thread));
}

int
thrd_equal(thrd_t a, thrd_t b)
{
	return a == b;
}

_Noreturn void
thrd_exit(int result)
{
	tss_destroy();
	vsp_thread_exit(threads_is_main(thrd_current()) ? EXIT_SUCCESS
							: result);
}

int
thrd_join(thrd_t thread, int *result)
{
	return result_of(vsp_thread_join(thread, result));
}

int
thrd_sleep(const struct timespec *duration, struct timespec *remaining)
{
	uint64_t now = vsp_now(), ticks = ticks_of(duration);

	(void)remaining;	/* nothing interrupts it */
	if (!valid(duration) || duration->tv_sec < 0)
		return -2;
	vsp_sleep_until(ticks < VSP_FOREVER - 1 - now ? now + ticks + 1
						      : VSP_FOREVER);
	return 0;
}

void
thrd_yield(void)
{
	vsp_thread_yield();
}

/* ---- mutexes ---- */

static bool
mine(const mtx_t *mutex)
{
	return mutex->owner == thrd_current();
}

int
mtx_init(mtx_t *mutex, int type)
{
	if ((type & ~(mtx_recursive | mtx_timed)) != 0)
		return thrd_error;
	*mutex = (mtx_t){ .recursive = (type & mtx_recursive) != 0 };
	return thrd_success;
}

void
mtx_destroy(mtx_t *mutex)
{
	(void)mutex;
}

int
mtx_lock(mtx_t *mutex)
{
	return vsp_mutex_lock(mutex) ? thrd_success : thrd_error;
}

int
mtx_timedlock(mtx_t *restrict mutex, const struct timespec *restrict until)
{
	if (!valid(until))
		return thrd_error;
	if (vsp_mutex_lock_until(mutex, ticks_of(until)))
		return thrd_success;
	return mine(mutex) ? thrd_error : thrd_timedout;
}

int
mtx_trylock(mtx_t *mutex)
{
	return vsp_mutex_trylock(mutex) ? thrd_success : thrd_busy;
}

int
mtx_unlock(mtx_t *mutex)
{
	return vsp_mutex_unlock(mutex) ? thrd_success : thrd_error;
}

/* ---- conditions ---- */

int
cnd_init(cnd_t *condition)
{
	*condition = (cnd_t){ 0 };
	return thrd_success;
}

void
cnd_destroy(cnd_t *condition)
{
	(void)condition;
}

int
cnd_wait(cnd_t *condition, mtx_t *mutex)
{
	return vsp_condition_wait(condition, mutex) ? thrd_success : thrd_error;
}

int
cnd_timedwait(cnd_t *restrict condition, mtx_t *restrict mutex,
	      const struct timespec *restrict until)
{
	if (!valid(until) || !mine(mutex))
		return thrd_error;
	return vsp_condition_wait_until(condition, mutex, ticks_of(until))
	       ? thrd_success : thrd_timedout;
}

int
cnd_signal(cnd_t *condition)
{
	vsp_condition_signal(condition);
	return thrd_success;
}

int
cnd_broadcast(cnd_t *condition)
{
	vsp_condition_broadcast(condition);
	return thrd_success;
}

void
call_once(once_flag *flag, void (*function)(void))
{
	vsp_once(flag, function);
}
