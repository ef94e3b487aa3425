/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * threads.h - C11 threads (ISO/IEC 9899:2011, 7.26), on Vesper's.
 *
 * A program finds this one as <threads.h> when it is compiled for
 * vesper-sched.  mtx_t and cnd_t need no memory of their own, and thread
 * identifiers stay valid until the thread was joined.
 */
#ifndef VESPER_C11_THREADS_H
#define VESPER_C11_THREADS_H

#include <time.h>

#include <vesper/sync.h>
#include <vesper/thread.h>

#define thread_local _Thread_local

typedef int (*thrd_start_t)(void *argument);
typedef void (*tss_dtor_t)(void *value);
typedef struct vsp_thread *thrd_t;
typedef struct vsp_mutex mtx_t;
typedef struct vsp_condition cnd_t;
typedef struct vsp_once once_flag;
typedef unsigned tss_t;

#define ONCE_FLAG_INIT		{ 0 }
#define TSS_DTOR_ITERATIONS	4
#define VSP_TSS_MAX		32	/* thread-specific storages */

enum {
	mtx_plain = 0,
	mtx_recursive = 1,
	mtx_timed = 2
};

enum {
	thrd_success,
	thrd_busy,
	thrd_error,
	thrd_nomem,
	thrd_timedout
};

/* <time.h> of picolibc lacks this. */
#ifndef TIME_UTC
#define TIME_UTC 1
int timespec_get(struct timespec *time, int base);
#endif

int thrd_create(thrd_t *thread, thrd_start_t run, void *argument);
thrd_t thrd_current(void);
int thrd_detach(thrd_t thread);
int thrd_equal(thrd_t a, thrd_t b);
_Noreturn void thrd_exit(int result);
int thrd_join(thrd_t thread, int *result);
int thrd_sleep(const struct timespec *duration, struct timespec *remaining);
void thrd_yield(void);

/* Times are TIME_UTC: on this machine, since boot. */
int mtx_init(mtx_t *mutex, int type);
void mtx_destroy(mtx_t *mutex);
int mtx_lock(mtx_t *mutex);
int mtx_timedlock(mtx_t *restrict mutex, const struct timespec *restrict until);
int mtx_trylock(mtx_t *mutex);
int mtx_unlock(mtx_t *mutex);

int cnd_init(cnd_t *condition);
void cnd_destroy(cnd_t *condition);
int cnd_wait(cnd_t *condition, mtx_t *mutex);
int cnd_timedwait(cnd_t *restrict condition, mtx_t *restrict mutex,
		  const struct timespec *restrict until);
int cnd_signal(cnd_t *condition);
int cnd_broadcast(cnd_t *condition);

void call_once(once_flag *flag, void (*function)(void));

int tss_create(tss_t *key, tss_dtor_t destructor);
void tss_delete(tss_t key);
void *tss_get(tss_t key);
int tss_set(tss_t key, void *value);

#endif
