/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * runtime.h - threads of control in a domain, for those who schedule them.
 *
 * A program needs nothing from here; thread.h and sync.h are for programs.
 * libvesper itself runs one thread, the main thread; libsched has the rest.
 *
 *	          wait                  call
 *	 WAIT <--------- READY ---------------> CALL
 *	   |              ^  ^                   |
 *	   '-- wake ------'  '---- answer -------'
 *
 * READY is who can run, and who runs: who that is at the moment is not stored
 * in the thread.  The registers of all others are in one of three places
 * (vsp_thread.where):
 *
 *	on its stack	it gave way by itself: its callee-saved registers are
 *			in a frame at `sp`
 *	in a slot	it was preempted, and the kernel saved it in the context
 *			slot that the DCB named: `sp` is 0, `where` the slot
 *	in `copy`	it was preempted, and its slot was wanted for another
 *
 * FP registers are kept in `fp` from when another thread uses them while the
 * thread is preempted.  All of this changes only while the domain is disabled.
 *
 * libvesper/context.c says how an upcall finds out what became of the thread
 * that ran.
 */
#ifndef VESPER_RUNTIME_H
#define VESPER_RUNTIME_H

#include <stdbool.h>
#include <stdint.h>

#include <vesper/dcb.h>
#include <vesper/fault.h>
#include <vesper/ipc.h>
#include <vesper/policy.h>
#include <vesper/timer.h>

enum vsp_thread_state {
	VSP_THREAD_READY,	/* it can run, or runs */
	VSP_THREAD_CALL,	/* its call is not answered yet */
	VSP_THREAD_WAIT,	/* until someone wakes it */
	VSP_THREAD_ENDED
};

/* It is in the program itself: no table of addresses leads to it. */
#define VSP_OWN __attribute__((visibility("hidden")))

/* vsp_thread.where; less: the slot. */
#define VSP_IN_COPY	VSP_DCB_SLOTS

#define VSP_CALL_AGAIN	(~0u)	/* vsp_thread.error: the call was not made */

#define VSP_THREAD_NAME	16	/* bytes of a name, NUL included */

/* FP registers. */
struct vsp_fp {
	uint64_t fpcr, fpsr;
	uint64_t v[64];		/* q0..q31 */
};

/* The words of a context that count: x0..x30, sp, pc, pstate, tpidr. */
#define VSP_CONTEXT_WORDS 35u

/* Threads that wait for the same thing, in the order in which they came. */
struct vsp_waiters {
	struct vsp_thread *first, *last;
};

/* It lies right below the thread's TLS block: TPIDR_EL0 points to its end. */
struct vsp_thread {
	struct vsp_fp fp;
	uint64_t copy[VSP_CONTEXT_WORDS];
	struct vsp_task task;		/* for the policy */
	struct vsp_mutex *held, *wanted;	/* sync.h */
	char name[VSP_THREAD_NAME];
	uint64_t noted;			/* the trace that knows its name */

	/* WAIT: what for. */
	struct vsp_waiters *waits_in;	/* NULL: in no list */
	struct vsp_thread *next, *prev;	/* there */
	struct vsp_timer timer;
	uint64_t wait_events;
	bool wait_request;

	bool woken;			/* not by its timer */

	bool has_fp;			/* its FP registers are in `fp` */
	uint8_t fp_turns;		/* that are to begin with them */

	/* What the last wait or call gave. */
	enum vsp_waited waited;
	uint64_t events;
	struct vsp_request in;	/* a request, or an answer's message */

	uint32_t state;		/* enum vsp_thread_state */
	uint32_t where;
	uint32_t number;	/* CALL: of the call */
	uint32_t priority;	/* its own, whatever it has inherited */
	uint64_t error;		/* of the last call */
	struct vsp_try *try;	/* innermost vsp_try() */

	/* For thread.S: at known distances from the end. */
	uint64_t sp;		/* on its stack: where; 0: see `where` */
	uint64_t yield_to;	/* TPIDR_EL0 of the thread that a yield leads
				   to, if that is on its stack; else ask */
	struct vsp_dcb *dcb;
} __attribute__((aligned(16)));

/* It is never on its stack: a yield that leads to it asks. */
VSP_OWN extern struct vsp_thread vsp_thread_nobody;

/* The thread's TPIDR_EL0, and back. */
static inline uint64_t
vsp_thread_tls(const struct vsp_thread *thread)
{
	return (uint64_t)(uintptr_t)(thread + 1);
}

static inline struct vsp_thread *
vsp_thread_of_tls(uint64_t tls)
{
	return (struct vsp_thread *)(uintptr_t)tls - 1;
}

/* The thread that calls this; in an upcall, the one that runs handlers. */
static inline struct vsp_thread *
vsp_thread_self(void)
{
	uint64_t tls;

	__asm__("mrs %0, tpidr_el0" : "=r"(tls));
	return vsp_thread_of_tls(tls);
}

/* How threads are scheduled: NULL stands for doing nothing. */
struct vsp_thread_ops {
	/* The thread can run; it could not before.  True if it is to run
	 * before `running` (NULL: none runs). */
	bool (*wake)(struct vsp_thread *thread, struct vsp_thread *running);

	/* It can run no longer: it waits, calls, or has ended. */
	void (*block)(struct vsp_thread *thread);

	/* The thread gives up the rest of its turn. */
	void (*yield)(struct vsp_thread *thread);

	/* The READY thread to go on with; NULL if none is to run now.  `ran`
	 * is the one that ran last (NULL: none, or it has ended); *until gets
	 * the time to pick anew at the latest (VSP_FOREVER). */
	struct vsp_thread *(*pick)(struct vsp_thread *ran, uint64_t *until);
};

/* Never NULL.  Others are stored by vsp_thread_use(). */
VSP_OWN extern const struct vsp_thread_ops *vsp_thread_ops;

/* Disabled: threads are scheduled so from now on. */
void vsp_thread_use(const struct vsp_thread_ops *ops);

struct vsp_hooks {
	/* As vsp_thread_ops->pick: it is that one, unless somebody stores
	 * another, which asks that one. */
	struct vsp_thread *(*pick)(struct vsp_thread *ran, uint64_t *until);

	/* When the next of those that wait wants to run (VSP_FOREVER). */
	uint64_t (*until)(void);

	/* No thread can run before `until`: leave, with DISPATCH or WAIT.
	 * It does not return. */
	void (*idle)(uint64_t until);

	/* Is there work besides the thread that leaves now (may be
	 * NULL)? */
	bool (*more)(const struct vsp_thread *leaving);

	/* Child `index` came back, or (~0u): the table has reports. */
	void (*child)(uint32_t index, const struct vsp_child *report);
};

/* The hooks; the library's own until someone stores others, disabled. */
VSP_OWN extern struct vsp_hooks vsp_hooks;

/* This domain's DCB. */
VSP_OWN extern struct vsp_dcb *vsp_dcb;

/* No upcalls from here on; true if there could be some before.  Memory that
 * is touched until vsp_enable() must be mapped. */
bool vsp_disable(void);

/* Upcalls can come again, if `enabled`, which is what vsp_disable() gave; and
 * a thread that woke in between and is to run before this one does. */
void vsp_enable(bool enabled);

/* Raise events at this domain's own threads; disabled. */
void vsp_post_events(uint64_t events);

/* Disabled by vsp_disable(), which gave true: wait until someone wakes the
 * calling thread, or until the time comes; the list may be NULL.  Enabled when
 * it returns: true if it was woken, false if the time came. */
bool vsp_thread_wait(struct vsp_waiters *list, uint64_t until_ticks);

/* The first half of that: it waits, though it has not yet given up the
 * processor, with vsp_thread_pause(); vsp_thread.woken tells. */
void vsp_thread_block(struct vsp_waiters *list, uint64_t until_ticks);

/* Disabled: wake a thread that waits. */
void vsp_thread_wake(struct vsp_thread *thread);

/* Give up the rest of one's turn.  Not while disabled. */
void vsp_thread_yield(void);

/* Disabled, as for vsp_thread_wait(): let others run; READY all the while. */
void vsp_thread_pause(void);

/* Disabled: it may be another thread's turn when the domain is enabled. */
void vsp_thread_repick(void);

/* Make a thread that has not run yet: `thread` is followed by its TLS block,
 * `stack` is the top of its stack, and `entry` is called there, enabled, once
 * vsp_thread_wake() was called for it. */
void vsp_thread_make(struct vsp_thread *thread, uint64_t stack,
		     void (*entry)(void));

/* Bytes of a TLS block; the program's initial one is copied to `block`. */
uint64_t vsp_tls_bytes(void);
void vsp_tls_make(void *block);

/* Disabled: the calling thread has ENDED.  Its memory can be used by whoever
 * runs next. */
_Noreturn void vsp_thread_leave(void);

/* The leaving system calls, for the idle hook.  A child that is not there is
 * reported as any other: VSP_CHILD_GONE. */
_Noreturn void vsp_leave_wait(uint64_t until);
_Noreturn void vsp_leave_dispatch(uint64_t child, uint64_t until);

#endif
