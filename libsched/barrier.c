/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * barrier.c - threads that meet, and something that is done once.
 */
#include <stddef.h>
#include <vesper/error.h>
#include <vesper/syscall.h>

#include "thread.h"

int
vsp_barrier_init(struct vsp_barrier *barrier, uint32_t count)
{
	*barrier = (struct vsp_barrier){ .count = count };
	return count != 0 ? VSP_OK : VSP_E_ARG;
}

static void
wake_all(struct vsp_waiters *waiters)
{
	while (waiters->first != NULL)
		vsp_thread_wake(waiters->first);
}

bool
vsp_barrier_wait(struct vsp_barrier *barrier)
{
	if (!vsp_disable())
		return false;
	if (++barrier->waiting < barrier->count) {
		vsp_thread_wait(&barrier->waiters, VSP_FOREVER);
		return false;
	}
	barrier->waiting = 0;
	wake_all(&barrier->waiters);
	vsp_enable(true);
	return true;
}

enum { ONCE_NEW, ONCE_RUNS, ONCE_DONE };

/* Disabled: nobody has done it, and nobody does. */
static void
do_now(struct vsp_once *once, void (*function)(void), bool enabled)
{
	once->state = ONCE_RUNS;
	once->by = vsp_thread_self();
	vsp_enable(enabled);
	function();
	vsp_disable();
	__atomic_store_n(&once->state, ONCE_DONE, __ATOMIC_RELEASE);
	wake_all(&once->waiters);
}

bool
vsp_once(struct vsp_once *once, void (*function)(void))
{
	bool enabled;

	if (__atomic_load_n(&once->state, __ATOMIC_ACQUIRE) == ONCE_DONE)
		return true;
	enabled = vsp_disable();
	if (once->state == ONCE_RUNS && enabled
	    && once->by != vsp_thread_self())
		return vsp_thread_wait(&once->waiters, VSP_FOREVER);
	if (once->state == ONCE_NEW)
		do_now(once, function, enabled);
	vsp_enable(enabled);
	return once->state == ONCE_DONE;
}
