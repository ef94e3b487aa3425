/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * dispatch.c - who is READY, and whom the domain goes on with.
 *
 * Every upcall, and every thread that gives way, ends in runtime_leave(): a
 * thread, if one is to run; else the idle hook.
 */
#include <stddef.h>
#include <vesper/clock.h>
#include <vesper/syscall.h>

#include "internal.h"

struct runtime runtime;

/* The thread that runs, though disabled; NULL in an upcall. */
static struct vsp_thread *
running(void)
{
	return vsp_dcb->user[USER_RUNS] != 0 ? vsp_thread_self() : NULL;
}

void
thread_set_ready(struct vsp_thread *thread)
{
	thread->state = VSP_THREAD_READY;
	runtime.nready++;
	runtime.none = false;
	if (vsp_thread_ops->wake != NULL)
		runtime.repick |= vsp_thread_ops->wake(thread,
							running());
}

void
thread_set_blocked(struct vsp_thread *thread, enum vsp_thread_state state)
{
	thread->state = state;
	runtime.nready--;
	if (vsp_thread_ops->block != NULL)
		vsp_thread_ops->block(thread);
}

/* With one thread there is nothing to decide. */
static struct vsp_thread *
only_main(struct vsp_thread *ran)
{
	(void)ran;
	return runtime.nready != 0 ? runtime.main : NULL;
}

static const struct vsp_thread_ops main_ops = { .pick = only_main };

const struct vsp_thread_ops *vsp_thread_ops = &main_ops;

static struct vsp_thread *
pick_thread(void)
{
	struct vsp_thread *thread = runtime.ending;

	if (thread == NULL)
		thread = vsp_thread_ops->pick(runtime.ran);
	else if (thread->state != VSP_THREAD_READY)
		thread = NULL;
	runtime.none = thread == NULL;
	runtime.repick = false;
	return thread;
}

static uint64_t
threads_until(void)
{
	uint64_t timer = timers_next(), turn = VSP_FOREVER;

	if (vsp_thread_ops->until != NULL)
		turn = vsp_thread_ops->until();
	return timer < turn ? timer : turn;
}

static bool
threads_more(const struct vsp_thread *leaving)
{
	return !runtime.none && runtime.nready > (leaving != NULL);
}

static void
no_child(uint32_t index, const struct vsp_child *report)
{
	(void)index;
	(void)report;
}

struct vsp_hooks vsp_hooks = {
	.pick = pick_thread,
	.until = threads_until,
	.idle = vsp_leave_wait,
	.more = threads_more,
	.child = no_child,
};

/* One that has come already is told too: then the event comes at once. */
static uint64_t
until_flags(uint64_t until)
{
	vsp_dcb->user[USER_ARMED] = until;
	if (until == VSP_FOREVER)
		return 0;
	vsp_dcb->until = until;
	return VSP_LEAVE_UNTIL;
}

/* A time that has come is other work. */
uint64_t
runtime_leaving(const struct vsp_thread *leaving)
{
	uint64_t until = vsp_hooks.until();
	bool more = until <= vsp_now() || vsp_hooks.more(leaving);

	return until_flags(until) | (more ? VSP_LEAVE_MORE : 0);
}

/* A call in between would use the registers: nothing but the svc in the
 * functions that leave. */
static _Noreturn void
svc_resume(uint64_t context_slot, uint64_t leaving)
{
	register uint64_t slot __asm__("x0") = context_slot;
	register uint64_t flags __asm__("x7") = leaving;

	__asm__ volatile("svc %2" : : "r"(slot), "r"(flags),
			 "i"(VSP_SYS_RESUME) : "memory");
	__builtin_unreachable();
}

static _Noreturn void
svc_wait(uint64_t until_ticks, uint64_t leaving)
{
	register uint64_t until __asm__("x0") = until_ticks;
	register uint64_t flags __asm__("x7") = leaving;

	__asm__ volatile("svc %2" : : "r"(until), "r"(flags),
			 "i"(VSP_SYS_WAIT) : "memory");
	__builtin_unreachable();
}

static _Noreturn void
svc_dispatch(uint64_t child_index, uint64_t until_ticks)
{
	register uint64_t child __asm__("x0") = child_index;
	register uint64_t until __asm__("x1") = until_ticks;

	__asm__ volatile("svc %2" : : "r"(child), "r"(until),
			 "i"(VSP_SYS_DISPATCH) : "memory");
	__builtin_unreachable();
}

_Noreturn void
vsp_leave_wait(uint64_t until_ticks)
{
	uint64_t flags = runtime_leaving(NULL);

	vsp_dcb->user[USER_ARMED] = until_ticks;
	svc_wait(until_ticks, flags);
}

_Noreturn void
vsp_leave_dispatch(uint64_t child, uint64_t until_ticks)
{
	svc_dispatch(child, until_ticks);
}

/* A thread on its stack goes on without the kernel, unless the kernel has to
 * be told of a time that comes before those that it knows.  The times of
 * children do not matter: threads come first. */
static _Noreturn void
go_on(struct vsp_thread *thread)
{
	bool in_slot = context_take(thread);
	uint64_t until = threads_until();

	runtime.ran = thread;
	if (runtime.note != 0)
		note_thread(thread);
	if (!in_slot) {
		if (until >= vsp_dcb->user[USER_ARMED])
			thread_continue(vsp_thread_tls(thread), vsp_dcb);
		context_fake(thread);
	}
	svc_resume(vsp_dcb->slot, until_flags(until));
}

_Noreturn void
runtime_leave(void)
{
	struct vsp_thread *thread;
	uint64_t until;

	timers_expire();
	thread = vsp_hooks.pick();
	if (thread != NULL)
		go_on(thread);
	until = vsp_hooks.until();
	vsp_hooks.idle(until);
	vsp_leave_wait(until);
}

/* ---- disabling, and giving way ---- */

bool
vsp_disable(void)
{
	bool enabled = __atomic_load_n(&vsp_dcb->enabled, __ATOMIC_RELAXED);

	__atomic_store_n(&vsp_dcb->enabled, 0, __ATOMIC_RELAXED);
	__atomic_signal_fence(__ATOMIC_SEQ_CST);
	return enabled;
}

void
vsp_thread_pause(void)
{
	vsp_dcb->user[USER_RUNS] = 0;
	runtime.ran = vsp_thread_self();
	thread_block(vsp_thread_tls(runtime.ran), runtime.upcall_stack);
}

void
vsp_enable(bool enabled)
{
	if (!enabled)
		return;
	if (runtime.repick) {
		vsp_thread_pause();
		return;
	}
	__atomic_signal_fence(__ATOMIC_SEQ_CST);
	__atomic_store_n(&vsp_dcb->enabled, 1, __ATOMIC_RELAXED);
	__atomic_signal_fence(__ATOMIC_SEQ_CST);
	if (__atomic_load_n(&vsp_dcb->pending, __ATOMIC_RELAXED) != 0)
		vsp_yield();
}

void
vsp_thread_repick(void)
{
	runtime.repick = true;
}

void
vsp_yield(void)
{
	if (!vsp_disable())
		return;
	runtime.ran = vsp_thread_self();
	thread_activate(vsp_thread_tls(runtime.ran), vsp_dcb);
}

_Noreturn void
vsp_thread_leave(void)
{
	thread_set_blocked(vsp_thread_self(), VSP_THREAD_ENDED);
	vsp_dcb->user[USER_RUNS] = 0;
	runtime.ran = NULL;
	thread_leave(runtime.upcall_stack);
}

/* vsp_thread_yield(), where there is something to decide; disabled.  In an
 * upcall nobody can give way. */
void
thread_yield(void)
{
	struct vsp_thread *thread = vsp_thread_self();

	if (thread == runtime.handler)
		return;
	if (vsp_thread_ops->yield != NULL)
		vsp_thread_ops->yield(thread);
	vsp_thread_pause();
}
