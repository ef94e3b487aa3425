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

void
vsp_condition_wait(struct vsp_condition *condition, struct vsp_mutex *mutex)
{
	vsp_condition_wait_until(condition, mutex, VSP_FOREVER);
}

bool
vsp_condition_wait_until(struct vsp_condition *condition,
			 struct vsp_mutex *mutex, uint64_t until_ticks)
{
	bool woken;

	vsp_disable();
	vsp_thread_block(&condition->waiters, until_ticks);
	mutex_hand_over(mutex);
	vsp_thread_pause();
	woken = vsp_thread_self()->woken;
	vsp_mutex_lock(mutex);
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
