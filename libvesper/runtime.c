/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * runtime.c - what a domain does with the processor: the upcalls that give
 * it, and the choice of what to go on with.
 *
 * Every upcall changes states (runtime.h has the drawing) and ends in
 * runtime_leave(): a thread, if one can go on; else the idle hook.
 */
#include <stddef.h>
#include <vesper/clock.h>
#include <vesper/syscall.h>

#include "internal.h"

struct runtime runtime;
struct vsp_dcb *vsp_dcb;
struct vsp_thread *vsp_self = &runtime.main;

_Static_assert(offsetof(struct vsp_thread, sp) == THREAD_SP, "thread.S");
_Static_assert(offsetof(struct vsp_thread, tls) == THREAD_TLS, "thread.S");
_Static_assert(offsetof(struct vsp_thread, state) == THREAD_STATE, "thread.S");
_Static_assert(offsetof(struct vsp_thread, number) == THREAD_NUMBER,
	       "thread.S");
_Static_assert(offsetof(struct vsp_thread, error) == THREAD_ERROR, "thread.S");
_Static_assert(offsetof(struct vsp_thread, try) == THREAD_TRY, "thread.S");
_Static_assert(offsetof(struct vsp_thread, in.message) == THREAD_IN,
	       "thread.S");
_Static_assert(offsetof(struct vsp_dcb, enabled) == DCB_ENABLED, "thread.S");
_Static_assert(offsetof(struct vsp_dcb, pending) == DCB_PENDING, "thread.S");
_Static_assert(offsetof(struct vsp_dcb, saved) == DCB_SAVED, "thread.S");
_Static_assert(offsetof(struct vsp_try, sp) == TRY_SP, "thread.S");
_Static_assert(offsetof(struct vsp_try, d) == TRY_D, "thread.S");
_Static_assert(offsetof(struct vsp_try, outer) == TRY_OUTER, "thread.S");
_Static_assert((int)VSP_THREAD_RUN == THREAD_STATE_RUN
	       && (int)VSP_THREAD_READY == THREAD_STATE_READY
	       && (int)VSP_THREAD_CALL == THREAD_STATE_CALL, "thread.S");

bool
vsp_disable(void)
{
	bool enabled = __atomic_load_n(&vsp_dcb->enabled, __ATOMIC_RELAXED);

	__atomic_store_n(&vsp_dcb->enabled, 0, __ATOMIC_RELAXED);
	__atomic_signal_fence(__ATOMIC_SEQ_CST);
	return enabled;
}

void
vsp_enable(bool enabled)
{
	if (!enabled)
		return;
	__atomic_signal_fence(__ATOMIC_SEQ_CST);
	__atomic_store_n(&vsp_dcb->enabled, 1, __ATOMIC_RELAXED);
	__atomic_signal_fence(__ATOMIC_SEQ_CST);
	if (__atomic_load_n(&vsp_dcb->pending, __ATOMIC_RELAXED) != 0)
		vsp_yield();
}

void
vsp_yield(void)
{
	if (vsp_disable())
		thread_yield(vsp_self, vsp_dcb);
}

static void
thread_ready(struct vsp_thread *thread, uint64_t error)
{
	thread->error = error;
	thread->state = VSP_THREAD_READY;
}

bool
vsp_thread_settle(struct vsp_thread *thread)
{
	uint64_t bit = 1ull << thread->number;

	if (thread->state == VSP_THREAD_CALL && vsp_dcb->saved & bit) {
		vsp_dcb->saved &= ~bit;
		thread_ready(thread, VSP_CALL_AGAIN);
	}
	if (thread->state == VSP_THREAD_WAIT
	    && thread->wait_until != VSP_FOREVER
	    && thread->wait_until <= vsp_now()) {
		thread->waited = VSP_WAITED_TIME;
		thread_ready(thread, VSP_OK);
	}
	return thread->state == VSP_THREAD_READY
	       || thread->state == VSP_THREAD_RUN;
}

static struct vsp_thread *
main_pick(void)
{
	return vsp_thread_settle(&runtime.main) ? &runtime.main : NULL;
}

static bool
main_more(const struct vsp_thread *leaving)
{
	return leaving != &runtime.main && vsp_thread_settle(&runtime.main);
}

static uint64_t
main_until(void)
{
	return runtime.main.state == VSP_THREAD_WAIT ? runtime.main.wait_until
						     : VSP_FOREVER;
}

static void
no_child(uint32_t index, const struct vsp_child *report)
{
	(void)index;
	(void)report;
}

struct vsp_hooks vsp_hooks = {
	.pick = main_pick,
	.until = main_until,
	.idle = vsp_leave_wait,
	.more = main_more,
	.child = no_child,
};

uint64_t
runtime_leaving(const struct vsp_thread *leaving)
{
	uint64_t flags = vsp_hooks.more(leaving) ? VSP_LEAVE_MORE : 0;

	vsp_dcb->until = vsp_hooks.until();
	if (vsp_dcb->until != VSP_FOREVER)
		flags |= VSP_LEAVE_UNTIL;
	return flags;
}

/* The registers of a RUN thread are in its slot. */
static _Noreturn void
thread_resume(struct vsp_thread *thread, uint64_t leaving)
{
	register uint64_t slot __asm__("x0") = thread->number;
	register uint64_t flags __asm__("x7") = leaving;

	__asm__ volatile("svc %2" : : "r"(slot), "r"(flags),
			 "i"(VSP_SYS_RESUME) : "memory");
	__builtin_unreachable();
}

/* A call in between would use the registers: nothing but the svc here. */
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
	svc_wait(until_ticks, runtime_leaving(NULL));
}

_Noreturn void
vsp_leave_dispatch(uint64_t child, uint64_t until_ticks)
{
	svc_dispatch(child, until_ticks);
}

_Noreturn void
runtime_leave(void)
{
	struct vsp_thread *thread = vsp_hooks.pick();
	uint64_t until;

	if (thread != NULL) {
		vsp_self = thread;
		vsp_dcb->slot = thread->number;
		if (thread->state == VSP_THREAD_RUN)
			thread_resume(thread, runtime_leaving(thread));
		thread_continue(thread, vsp_dcb);
	}
	until = vsp_hooks.until();
	vsp_hooks.idle(until);
	vsp_leave_wait(until);
}

/* Call `number` is over: its message is in the thread, or it failed. */
static void
answer_take(unsigned number, const uint64_t *word, uint64_t error,
	    uint64_t arrived)
{
	struct vsp_thread *thread = runtime.thread[number % VSP_NCALLS];

	if (thread == NULL || thread->state != VSP_THREAD_CALL)
		return;
	message_copy(&thread->in.message, (const struct vsp_message *)word);
	thread->in.cap = grants_collect(arrived);
	thread_ready(thread, error);
}

void
vsp_post_events(uint64_t events)
{
	runtime.events |= events;
	wait_deliver_events(&runtime.main);
}

_Noreturn void
upcall_activate(uint64_t events, uint64_t answered)
{
	if (vsp_dcb == NULL) {
		struct vsp_dcb *dcb;

		__asm__("mrs %0, tpidr_el0" : "=r"(dcb));
		runtime_start(dcb);
	}
	for (; answered != 0; answered &= answered - 1) {
		unsigned n = (unsigned)__builtin_ctzll(answered);
		struct vsp_answer *answer = &vsp_dcb->answer[n % VSP_NCALLS];

		answer_take(n, answer->x, answer->error, answer->arrived);
	}
	vsp_post_events(events & ~VSP_EVENT_CHILD);
	if (events & VSP_EVENT_CHILD)
		vsp_hooks.child(~0u, NULL);
	runtime_leave();
}

_Noreturn void
upcall_reply(uint64_t w0, uint64_t w1, uint64_t w2, uint64_t w3, uint64_t w4,
	     uint64_t w5, uint64_t w6, uint64_t number_error, uint64_t arrived)
{
	uint64_t word[VSP_NWORDS] = { w0, w1, w2, w3, w4, w5, w6 };

	answer_take((unsigned)(number_error & VSP_CALL_NUMBER), word,
		    number_error >> VSP_REPLY_ERROR_SHIFT & 0xff, arrived);
	runtime_leave();
}

_Noreturn void
upcall_child(uint64_t child, uint64_t reason, uint64_t ticks, uint64_t until)
{
	struct vsp_child report = {
		.until = until,
		.ticks = ticks,
		.reason = (uint32_t)reason,
	};

	vsp_hooks.child((uint32_t)child, &report);
	runtime_leave();
}
