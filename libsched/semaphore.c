/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * semaphore.c - counting semaphores.
 *
 * A post while somebody waits is handed to the first: the count does not
 * change, so nobody who comes later can take it.
 */
#include <stddef.h>
#include <vesper/syscall.h>

#include "thread.h"

void
vsp_semaphore_wait(struct vsp_semaphore *semaphore)
{
	vsp_semaphore_wait_until(semaphore, VSP_FOREVER);
}

bool
vsp_semaphore_wait_until(struct vsp_semaphore *semaphore, uint64_t until_ticks)
{
	if (!vsp_disable())
		return false;
	if (semaphore->count == 0)
		return vsp_thread_wait(&semaphore->waiters, until_ticks);
	semaphore->count--;
	vsp_enable(true);
	return true;
}

bool
vsp_semaphore_trywait(struct vsp_semaphore *semaphore)
{
	bool enabled = vsp_disable(), taken = semaphore->count > 0;

	semaphore->count -= taken;
	vsp_enable(enabled);
	return taken;
}

bool
vsp_semaphore_post(struct vsp_semaphore *semaphore)
{
	bool enabled = vsp_disable(), posted = semaphore->count < UINT64_MAX;

	if (semaphore->waiters.first != NULL)
		vsp_thread_wake(semaphore->waiters.first);
	else
		semaphore->count += posted;
	vsp_enable(enabled);
	return posted;
}
