/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * barrier.c - threads that meet, and something that is done once.
 */
#include <stddef.h>
#include <vesper/syscall.h>

#include "thread.h"

void
vsp_barrier_init(struct vsp_barrier *barrier, uint32_t count)
{
	*barrier = (struct vsp_barrier){ .count = count };
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
	vsp_disable();
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

void
vsp_once(struct vsp_once *once, void (*function)(void))
{
	if (__atomic_load_n(&once->state, __ATOMIC_ACQUIRE) == ONCE_DONE)
		return;
	vsp_disable();
	if (once->state == ONCE_RUNS) {
		vsp_thread_wait(&once->waiters, VSP_FOREVER);
		return;
	}
	if (once->state == ONCE_DONE) {
		vsp_enable(true);
		return;
	}
	once->state = ONCE_RUNS;
	vsp_enable(true);
	function();
	vsp_disable();
	__atomic_store_n(&once->state, ONCE_DONE, __ATOMIC_RELEASE);
	wake_all(&once->waiters);
	vsp_enable(true);
}
