/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * timer.c - the domain's queue of times.
 *
 * Every upcall looks whether the first of them has come; before the domain
 * leaves, the kernel is told of the first one to come.
 */
#include <stddef.h>
#include <vesper/clock.h>
#include <vesper/syscall.h>

#include "internal.h"

void
vsp_timer_set(struct vsp_timer *timer, uint64_t when,
	      void (*expire)(struct vsp_timer *timer))
{
	bool enabled = vsp_disable();

	vsp_pqueue_remove(&timer->node);
	timer->expire = expire;
	vsp_pqueue_insert(&runtime.timers, &timer->node, when);
	if (enabled && when < vsp_dcb->until)
		runtime.repick = true;	/* the kernel is to be told */
	vsp_enable(enabled);
}

bool
vsp_timer_cancel(struct vsp_timer *timer)
{
	bool enabled = vsp_disable(), was_set = timer->node.in != NULL;

	vsp_pqueue_remove(&timer->node);
	vsp_enable(enabled);
	return was_set;
}

void
timers_expire(void)
{
	uint64_t now = vsp_now();

	while (timers_next() <= now) {
		struct vsp_timer *timer = (struct vsp_timer *)
			((char *)runtime.timers.first
			 - offsetof(struct vsp_timer, node));

		vsp_pqueue_remove(&timer->node);
		timer->expire(timer);
	}
}
