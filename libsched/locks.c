/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * locks.c - the locks that picolibc's malloc() and its like take.
 *
 * They are in a program that has threads; one that has none gets the C
 * library's own, which do nothing.  In an upcall, or disabled, nobody can wait,
 * and the C library is not to be used there.
 */
#include <stdlib.h>
#include <sys/lock.h>

#include "thread.h"

struct __lock {
	struct vsp_mutex mutex;
};

struct __lock __lock___libc_recursive_mutex = { { .recursive = true } };

static void
acquire(_LOCK_T lock)
{
	if (vsp_dcb != NULL && vsp_dcb->enabled != 0)
		vsp_mutex_lock(&lock->mutex);
}

static void
release(_LOCK_T lock)
{
	if (vsp_dcb != NULL && vsp_dcb->enabled != 0)
		vsp_mutex_unlock(&lock->mutex);
}

void
__retarget_lock_init(_LOCK_T *lock)
{
	*lock = calloc(1, sizeof(**lock));
}

void
__retarget_lock_init_recursive(_LOCK_T *lock)
{
	__retarget_lock_init(lock);
	if (*lock != NULL)
		(*lock)->mutex.recursive = true;
}

void
__retarget_lock_close(_LOCK_T lock)
{
	free(lock);
}

void
__retarget_lock_close_recursive(_LOCK_T lock)
{
	free(lock);
}

void
__retarget_lock_acquire(_LOCK_T lock)
{
	acquire(lock);
}

void
__retarget_lock_acquire_recursive(_LOCK_T lock)
{
	acquire(lock);
}

int
__retarget_lock_try_acquire(_LOCK_T lock)
{
	return vsp_mutex_trylock(&lock->mutex);
}

int
__retarget_lock_try_acquire_recursive(_LOCK_T lock)
{
	return vsp_mutex_trylock(&lock->mutex);
}

void
__retarget_lock_release(_LOCK_T lock)
{
	release(lock);
}

void
__retarget_lock_release_recursive(_LOCK_T lock)
{
	release(lock);
}
