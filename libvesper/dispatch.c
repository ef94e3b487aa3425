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

#include "context.h"

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
pick_only(struct vsp_thread *ran, uint64_t *until)
{
	(void)ran;
	*until = VSP_FOREVER;
	return runtime.only->state == VSP_THREAD_READY ? runtime.only : NULL;
}

static const struct vsp_thread_ops only_ops = { .pick = pick_only };

const struct vsp_thread_ops *vsp_thread_ops = &only_ops;

void
runtime_only(struct vsp_thread *thread)
{
	runtime.only = thread;
	vsp_thread_use(&only_ops);
}

static inline uint64_t
threads_until(void)
{
	const struct vsp_pnode *timer = runtime.timers.first;
	uint64_t until = runtime.turn_until;

	return timer != NULL && timer->key < until ? timer->key : until;
}

static uint64_t
until_of_threads(void)
{
	return threads_until();
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
	.pick = pick_only,
	.until = until_of_threads,
	.idle = vsp_leave_wait,
	.more = threads_more,
	.child = no_child,
};

void
vsp_thread_use(const struct vsp_thread_ops *ops)
{
	if (vsp_hooks.pick == vsp_thread_ops->pick)
		vsp_hooks.pick = ops->pick;
	vsp_thread_ops = ops;
}

/* dcb.until is when the kernel knows that I want to run, from one leaving call
 * to the next; if it has come, the kernel knows of none.  A time that has come
 * already is told too: then the event comes at once. */
static inline uint64_t
until_flags(struct vsp_dcb *dcb, uint64_t until)
{
	dcb->until = until;
	return until != VSP_FOREVER ? VSP_LEAVE_UNTIL : 0;
}

/* A time that has come is other work. */
uint64_t
runtime_leaving(const struct vsp_thread *leaving)
{
	uint64_t until = vsp_hooks.until();
	bool more = until <= vsp_now() || vsp_hooks.more(leaving);

	return until_flags(vsp_dcb, until) | (more ? VSP_LEAVE_MORE : 0);
}

/* A call in between would use the registers: nothing but the svc in the
 * functions that leave. */
ALWAYS_INLINE _Noreturn void
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

	vsp_dcb->until = until_ticks;
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
go_on_from_stack(struct vsp_thread *thread, uint64_t until)
{
	context_give_fp(thread);
	if (until >= vsp_dcb->until && vsp_dcb->until > vsp_now()) {
		context_name_empty();
		thread_continue(vsp_thread_tls(thread), vsp_dcb);
	}
	context_fake(thread);
	svc_resume(vsp_dcb->slot, until_flags(vsp_dcb, until));
}

ALWAYS_INLINE _Noreturn void
resume(struct vsp_dcb *dcb, uint64_t flags)
{
	dcb->user[USER_RUNS] = 1;
	svc_resume(dcb->slot, flags | until_flags(dcb, threads_until()));
}

_Noreturn void
runtime_resume(struct vsp_thread *thread)
{
	resume(vsp_dcb, context_take(thread));
}

/* The thread that is to run does. */
static _Noreturn __attribute__((noinline)) void
go_on(struct vsp_thread *thread)
{
	if (runtime.note != 0)
		note_thread(thread);
	if (thread->sp == 0)
		runtime_resume(thread);
	vsp_dcb->user[USER_RUNS] = 1;
	go_on_from_stack(thread, threads_until());
}

static _Noreturn __attribute__((noinline)) void
go_idle(void)
{
	uint64_t until;

	runtime.none = true;
	until = vsp_hooks.until();
	vsp_hooks.idle(until);
	vsp_leave_wait(until);
}

/* Mostly from one thread that was preempted to another: that is in line. */
ALWAYS_INLINE _Noreturn void
leave(struct vsp_dcb *dcb)
{
	struct vsp_thread *thread;

	if (runtime.timers.first != NULL)
		timers_expire();
	thread = vsp_hooks.pick(runtime.ran, &runtime.turn_until);
	runtime.repick = false;
	runtime.none = false;
	if (thread == NULL)
		go_idle();
	runtime.ran = thread;
	if (thread->sp == 0 && runtime.note == 0
	    && context_take_slot(dcb, thread))
		resume(dcb, 0);
	go_on(thread);
}

_Noreturn void
runtime_leave(void)
{
	leave(vsp_dcb);
}

static _Noreturn __attribute__((noinline)) void
activate_with_news(uint64_t events, uint64_t answered)
{
	struct vsp_dcb *dcb = upcall_dcb();

	if (vsp_dcb == NULL)
		runtime_start(dcb);
	context_settle(dcb);
	runtime_news(events, answered);
	leave(dcb);
}

/* Mostly a turn of the thread that runs has ended. */
_Noreturn void
upcall_activate(uint64_t events, uint64_t answered)
{
	struct vsp_dcb *dcb = upcall_dcb();

	if (dcb->user[USER_RUNS] == 0
	    || ((events & ~VSP_EVENT_TIMER) | answered) != 0)
		activate_with_news(events, answered);
	context_settle(dcb);
	leave(dcb);
}

/* ---- disabling, and giving way ---- */

/* Disabled code can use FP registers without anybody's hearing of it: those of
 * its thread have to be there. */
bool
vsp_disable(void)
{
	bool enabled = __atomic_load_n(&vsp_dcb->enabled, __ATOMIC_RELAXED);

	__atomic_store_n(&vsp_dcb->enabled, 0, __ATOMIC_RELAXED);
	__atomic_signal_fence(__ATOMIC_SEQ_CST);
	if (enabled && runtime.fp_closed)
		context_take_fp(vsp_thread_self());
	return enabled;
}

void
vsp_thread_pause(void)
{
	struct vsp_thread *self = vsp_thread_self();

	context_give_way(self);
	vsp_dcb->user[USER_RUNS] = 0;
	runtime.ran = self;
	thread_block(vsp_thread_tls(self), runtime.upcall_stack);
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
	context_give_way(vsp_thread_self());
	runtime.ran = vsp_thread_self();
	thread_activate(vsp_thread_tls(runtime.ran), vsp_dcb);
}

_Noreturn void
vsp_thread_leave(void)
{
	thread_set_blocked(vsp_thread_self(), VSP_THREAD_ENDED);
	context_give_way(vsp_thread_self());
	runtime.fp_thread = NULL;
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
