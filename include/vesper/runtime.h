/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * runtime.h - threads of control in a domain, for those who schedule them.
 *
 * A program needs nothing from here.  libvesper itself runs one thread, the
 * main thread; a scheduler library replaces the hooks.
 *
 * Where a thread's registers are follows from its state:
 *
 *	            upcall while it runs: the kernel saves it in its slot
 *	         .--------------------------------------------------------.
 *	         |                                                        |
 *	READY ---'-> RUN   on the processor or, in an upcall, in its slot  -'
 *	  ^           |
 *	  |           |---- vsp_call() ----> CALL  on its stack
 *	  |           |                       |
 *	  |<----------|----- answer ----------'
 *	  |           |
 *	  |           '---- vsp_wait() ----> WAIT  on its stack
 *	  |                                   |
 *	  '---- request, event, time ---------'
 *
 * All changes of state are made disabled, but for RUN -> CALL: the thread
 * stores its stack pointer and the state, clears the bit of its slot in
 * dcb.saved, and makes the system call, in this order.  If an upcall finds the
 * state CALL and the bit set, then the kernel saved the thread before its call
 * was accepted.  What was saved is not needed: the bit is cleared, the thread
 * is made READY with error VSP_CALL_AGAIN, and starts its call anew.  In all
 * other states the bit says nothing: RUN in an upcall always means "in its
 * slot", also when a RESUME was diverted because a caller was at the door.
 */
#ifndef VESPER_RUNTIME_H
#define VESPER_RUNTIME_H

#include <stdbool.h>
#include <stdint.h>

#include <vesper/dcb.h>
#include <vesper/fault.h>
#include <vesper/ipc.h>

enum vsp_thread_state {
	VSP_THREAD_RUN,
	VSP_THREAD_READY,
	VSP_THREAD_CALL,
	VSP_THREAD_WAIT
};

#define VSP_CALL_AGAIN	(~0u)	/* vsp_thread.error: the call was not made */

struct vsp_thread {
	uint64_t sp;		/* READY, CALL, WAIT: registers are there */
	uint64_t tls;		/* its TPIDR_EL0 */
	uint32_t state;		/* enum vsp_thread_state */
	uint32_t number;	/* its context slot and call number */
	uint64_t error;		/* of the last call */
	struct vsp_try *try;	/* innermost vsp_try() */

	/* WAIT: what for */
	uint64_t wait_events;
	uint64_t wait_until;
	bool wait_request;

	/* What the last wait or call gave. */
	enum vsp_waited waited;
	uint64_t events;
	struct vsp_request in;	/* a request, or an answer's message */
};

struct vsp_hooks {
	/* The thread to go on with, in state READY or RUN; NULL if none
	 * can. */
	struct vsp_thread *(*pick)(void);

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
extern struct vsp_hooks vsp_hooks;

/* This domain's DCB, and the thread that runs or ran last. */
extern struct vsp_dcb *vsp_dcb;
extern struct vsp_thread *vsp_self;

/* In an upcall: bring the state up to date with what the kernel saved and
 * with the time; true if the thread is now READY or RUN. */
bool vsp_thread_settle(struct vsp_thread *thread);

/* No upcalls from here on; true if there could be some before.  Memory that
 * is touched until vsp_enable() must be mapped. */
bool vsp_disable(void);

/* Upcalls can come again, if `enabled`, which is what vsp_disable() gave. */
void vsp_enable(bool enabled);

/* Raise events at this domain's own threads; disabled. */
void vsp_post_events(uint64_t events);

/* The leaving system calls, for the idle hook.  A child that is not there is
 * reported as any other: VSP_CHILD_GONE. */
_Noreturn void vsp_leave_wait(uint64_t until);
_Noreturn void vsp_leave_dispatch(uint64_t child, uint64_t until);

#endif
