/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * thread.c - threads come and go.
 *
 * A thread lives at the top of its own stack, TLS block and all:
 *
 *	guard page | ... stack | struct thread | TLS
 *
 * One that has ended, and was joined or detached, leaves all of it to the next
 * that wants as much.
 */
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <vesper/clock.h>
#include <vesper/op.h>
#include <vesper/syscall.h>

#include "thread.h"

/* A program with threads takes these from here, not from the C library. */
extern struct __lock __lock___libc_recursive_mutex;
__attribute__((used)) static const void *const locks =
	&__lock___libc_recursive_mutex;

static struct thread *unused;
static uint32_t living = 1;		/* the main thread */
static struct vsp_waiters others_end;	/* the main thread, if that waits */

static struct thread *
thread_of(struct vsp_thread *base)
{
	return (struct thread *)((char *)base - offsetof(struct thread, base));
}

/* ---- memory ---- */

static struct thread *
memory_reuse(uint64_t pages)
{
	bool enabled = vsp_disable();
	struct thread **link = &unused, *thread;

	while (*link != NULL && (*link)->pages != pages)
		link = &(*link)->next;
	thread = *link;
	if (thread != NULL)
		*link = thread->next;
	vsp_enable(enabled);
	return thread;
}

/* Disabled.  Its last user may still stand on it, until another runs. */
static void
memory_keep(struct thread *thread)
{
	thread->next = unused;
	unused = thread;
}

/* No stack is larger than a stretch. */
static struct thread *
memory_get(uint64_t stack_bytes)
{
	uint64_t above = sizeof(struct thread) + vsp_tls_bytes(), top;
	struct thread *thread;
	uint64_t pages;

	if (stack_bytes > VSP_STRETCH_SIZE)
		return NULL;
	pages = (stack_bytes + above + VSP_PAGE_SIZE - 1) / VSP_PAGE_SIZE;
	thread = memory_reuse(pages);
	if (thread == NULL) {
		top = stack_make(pages);
		if (top == 0)
			return NULL;
		thread = (struct thread *)(uintptr_t)(top - above);
	}
	*thread = (struct thread){ .pages = pages };
	vsp_tls_make(&thread->base + 1);
	return thread;
}

/* ---- birth and death ---- */

static void
begin(void)
{
	struct thread *self = thread_of(vsp_thread_self());

	vsp_thread_exit(self->run(self->argument));
}

static void
name_copy(char *to, const char *from)
{
	for (unsigned i = 0; i < VSP_THREAD_NAME - 1 && from[i] != '\0'; i++)
		to[i] = from[i];
}

static int
start(struct thread *thread, const struct vsp_thread_attributes *attributes)
{
	bool enabled = vsp_disable();
	int error = vsp_task_join(threads_main->task.policy,
				  &thread->base.task, &attributes->params);

	if (error == VSP_OK) {
		living++;
		thread->base.priority = attributes->params.priority;
		vsp_thread_make(&thread->base, (uint64_t)(uintptr_t)thread,
				begin);
		vsp_thread_wake(&thread->base);
	} else {
		memory_keep(thread);
	}
	vsp_enable(enabled);
	return error;
}

int
vsp_thread_create(struct vsp_thread **made,
		  const struct vsp_thread_attributes *attributes,
		  int (*run)(void *argument), void *argument)
{
	static const struct vsp_thread_attributes ordinary;
	uint64_t stack_bytes;
	struct thread *thread;
	int error = threads_start_default();

	if (error != VSP_OK)
		return error;
	if (attributes == NULL)
		attributes = &ordinary;
	stack_bytes = attributes->stack_bytes != 0 ? attributes->stack_bytes
						   : VSP_STACK_BYTES;
	if (stack_bytes < VSP_STACK_MIN)
		return VSP_E_ARG;
	thread = memory_get(stack_bytes);
	if (thread == NULL)
		return VSP_E_NOMEM;
	thread->run = run;
	thread->argument = argument;
	name_copy(thread->base.name, attributes->name != NULL
				     ? attributes->name : "thread");
	error = start(thread, attributes);
	if (error == VSP_OK && made != NULL)
		*made = &thread->base;
	return error;
}

static _Noreturn void
end_main(int result)
{
	vsp_disable();
	if (living > 1)
		vsp_thread_wait(&others_end, VSP_FOREVER);
	vsp_enable(true);
	exit(result);
}

static void
end(struct thread *thread)
{
	while (thread->base.held != NULL)
		mutex_hand_over(thread->base.held);
	if (thread->joiner.first != NULL)
		vsp_thread_wake(thread->joiner.first);
	if (thread->detached)
		memory_keep(thread);
	living--;
	if (living == 1 && others_end.first != NULL)
		vsp_thread_wake(others_end.first);
}

_Noreturn void
vsp_thread_exit(int result)
{
	struct vsp_thread *self = vsp_thread_self();

	if (threads_is_main(self))
		end_main(result);
	fflush(stdout);
	fflush(stderr);
	vsp_disable();
	thread_of(self)->result = result;
	end(thread_of(self));
	vsp_thread_leave();
}

/* Disabled: claim the right to wait for its end, or to say that nobody
 * will. */
static bool
claim(struct vsp_thread *thread)
{
	if (threads_is_main(thread) || thread_of(thread)->joined)
		return false;
	thread_of(thread)->joined = true;
	return true;
}

int
vsp_thread_join(struct vsp_thread *base, int *result)
{
	struct thread *thread = thread_of(base);
	bool enabled = vsp_disable();

	if (base == vsp_thread_self() || !claim(base)) {
		vsp_enable(enabled);
		return VSP_E_STATE;
	}
	if (base->state != VSP_THREAD_ENDED) {
		vsp_thread_wait(&thread->joiner, VSP_FOREVER);
		vsp_disable();
	}
	if (result != NULL)
		*result = thread->result;
	memory_keep(thread);
	vsp_enable(enabled);
	return VSP_OK;
}

int
vsp_thread_detach(struct vsp_thread *base)
{
	struct thread *thread = thread_of(base);
	bool enabled = vsp_disable(), claimed = claim(base);

	if (claimed) {
		thread->detached = true;
		if (base->state == VSP_THREAD_ENDED)
			memory_keep(thread);
	}
	vsp_enable(enabled);
	return claimed ? VSP_OK : VSP_E_STATE;
}

uint32_t
vsp_threads_count(void)
{
	return __atomic_load_n(&living, __ATOMIC_RELAXED);
}

int
vsp_thread_change(struct vsp_thread *thread,
		  const struct vsp_sched_params *params)
{
	bool enabled;
	int error = threads_start_default();

	if (error != VSP_OK)
		return error;
	enabled = vsp_disable();
	error = threads_change(thread, params);
	if (error == VSP_OK) {
		thread->priority = params->priority;
		mutex_inherit(thread);
	}
	vsp_enable(enabled);
	return error;
}
