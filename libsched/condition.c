/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * condition.c - condition variables.
 *
 * A thread is in the list before it gives up the mutex, and disabled: no
 * signal can come in between and be lost.
 */
#include <stddef.h>
#include <vesper/syscall.h>

#include "thread.h"

bool
vsp_condition_wait(struct vsp_condition *condition, struct vsp_mutex *mutex)
{
	return vsp_condition_wait_until(condition, mutex, VSP_FOREVER);
}

bool
vsp_condition_wait_until(struct vsp_condition *condition,
			 struct vsp_mutex *mutex, uint64_t until_ticks)
{
	struct vsp_thread *self = vsp_thread_self();
	uint32_t depth = mutex->depth;
	bool woken;

	if (!vsp_disable())
		return false;
	if (mutex->owner != self) {
		vsp_enable(true);
		return false;
	}
	vsp_thread_block(&condition->waiters, until_ticks);
	mutex_hand_over(mutex);
	vsp_thread_pause();
	woken = self->woken;
	vsp_mutex_lock(mutex);
	mutex->depth = depth;
	return woken;
}

void
vsp_condition_signal(struct vsp_condition *condition)
{
	bool enabled = vsp_disable();

	if (condition->waiters.first != NULL)
		vsp_thread_wake(condition->waiters.first);
	vsp_enable(enabled);
}

void
vsp_condition_broadcast(struct vsp_condition *condition)
{
	bool enabled = vsp_disable();

	while (condition->waiters.first != NULL)
		vsp_thread_wake(condition->waiters.first);
	vsp_enable(enabled);
}
