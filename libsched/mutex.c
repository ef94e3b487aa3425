/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * mutex.c - mutual exclusion, with inheritance of priority.
 *
 * Unlocking hands the mutex to a waiter at once, so nobody can come in
 * between.  The priority that a thread is to have is its own or, if that is
 * less, the most urgent one of those that wait for a mutex which it holds; it
 * is computed anew when one of them comes or goes.
 */
#include <stddef.h>
#include <vesper/syscall.h>

#include "thread.h"

#define DEPTH_MAX	64u	/* of mutexes that wait for each other */

static struct vsp_thread *
most_urgent(const struct vsp_mutex *mutex)
{
	struct vsp_thread *best = mutex->waiters.first;

	for (struct vsp_thread *t = best; t != NULL; t = t->next)
		if (t->task.params.priority > best->task.params.priority)
			best = t;
	return best;
}

static uint32_t
due_priority(const struct vsp_thread *thread)
{
	uint32_t priority = thread->priority;

	for (const struct vsp_mutex *m = thread->held; m != NULL;
	     m = m->next) {
		const struct vsp_thread *waiter = most_urgent(m);

		if (waiter != NULL && waiter->task.params.priority > priority)
			priority = waiter->task.params.priority;
	}
	return priority;
}

void
mutex_inherit(struct vsp_thread *thread)
{
	if (!threads_by_priority())
		return;
	for (unsigned i = 0; thread != NULL && i < DEPTH_MAX; i++) {
		threads_use_priority(thread, due_priority(thread));
		thread = thread->wanted != NULL ? thread->wanted->owner : NULL;
	}
}

/* It holds the mutex from now on. */
static void
take(struct vsp_mutex *mutex, struct vsp_thread *thread)
{
	mutex->owner = thread;
	mutex->next = thread->held;
	thread->held = mutex;
}

static void
give_up(struct vsp_mutex *mutex, struct vsp_thread *thread)
{
	struct vsp_mutex **link = &thread->held;

	while (*link != mutex)
		link = &(*link)->next;
	*link = mutex->next;
	mutex->owner = NULL;
	mutex->depth = 0;
}

/* Disabled: without waiting. */
static bool
lock_now(struct vsp_mutex *mutex, struct vsp_thread *self)
{
	if (mutex->owner == NULL) {
		take(mutex, self);
		return true;
	}
	if (mutex->owner != self || !mutex->recursive)
		return false;
	mutex->depth++;
	return true;
}

/* Disabled; enabled afterwards. */
static bool
lock_or_wait(struct vsp_mutex *mutex, uint64_t until_ticks)
{
	struct vsp_thread *self = vsp_thread_self();

	if (lock_now(mutex, self)) {
		vsp_enable(true);
		return true;
	}
	if (mutex->owner == self) {	/* it would wait for itself */
		vsp_enable(true);
		return false;
	}
	self->wanted = mutex;
	vsp_thread_block(&mutex->waiters, until_ticks);
	mutex_inherit(mutex->owner);
	vsp_thread_pause();
	if (self->woken)
		return true;
	vsp_disable();
	self->wanted = NULL;
	mutex_inherit(mutex->owner);
	vsp_enable(true);
	return false;
}

bool
vsp_mutex_lock(struct vsp_mutex *mutex)
{
	return vsp_mutex_lock_until(mutex, VSP_FOREVER);
}

bool
vsp_mutex_lock_until(struct vsp_mutex *mutex, uint64_t until_ticks)
{
	return vsp_disable() && lock_or_wait(mutex, until_ticks);
}

bool
vsp_mutex_trylock(struct vsp_mutex *mutex)
{
	bool enabled = vsp_disable();
	bool locked = lock_now(mutex, vsp_thread_self());

	vsp_enable(enabled);
	return locked;
}

/* Disabled, by the owner.  Who gets it is as urgent as any that still wait. */
void
mutex_hand_over(struct vsp_mutex *mutex)
{
	struct vsp_thread *self = mutex->owner, *next = most_urgent(mutex);

	give_up(mutex, self);
	if (next == NULL) {
		mutex_inherit(self);
		return;
	}
	take(mutex, next);
	next->wanted = NULL;
	mutex_inherit(self);
	vsp_thread_wake(next);
}

bool
vsp_mutex_unlock(struct vsp_mutex *mutex)
{
	bool enabled = vsp_disable();
	bool owned = mutex->owner == vsp_thread_self();

	if (owned && mutex->depth > 0)
		mutex->depth--;
	else if (owned)
		mutex_hand_over(mutex);
	vsp_enable(enabled);
	return owned;
}
