/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * eventcount.c - event counts and sequencers.
 *
 * A thread that awaits a value keeps it in vsp_thread.events while it is in
 * the list.
 */
#include <stddef.h>
#include <vesper/syscall.h>

#include "thread.h"

uint64_t
vsp_eventcount_read(const struct vsp_eventcount *count)
{
	return __atomic_load_n(&count->value, __ATOMIC_ACQUIRE);
}

uint64_t
vsp_eventcount_await(struct vsp_eventcount *count, uint64_t value)
{
	return vsp_eventcount_await_until(count, value, VSP_FOREVER);
}

uint64_t
vsp_eventcount_await_until(struct vsp_eventcount *count, uint64_t value,
			   uint64_t until_ticks)
{
	if (!vsp_disable())
		return vsp_eventcount_read(count);
	if (count->value < value) {
		vsp_thread_self()->events = value;
		vsp_thread_wait(&count->waiters, until_ticks);
	} else {
		vsp_enable(true);
	}
	return vsp_eventcount_read(count);
}

void
vsp_eventcount_advance(struct vsp_eventcount *count)
{
	bool enabled = vsp_disable();
	struct vsp_thread *thread = count->waiters.first, *next;

	count->value++;
	for (; thread != NULL; thread = next) {
		next = thread->next;
		if (thread->events <= count->value)
			vsp_thread_wake(thread);
	}
	vsp_enable(enabled);
}

uint64_t
vsp_sequencer_ticket(struct vsp_sequencer *sequencer)
{
	return __atomic_fetch_add(&sequencer->next, 1, __ATOMIC_RELAXED);
}
