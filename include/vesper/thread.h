/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * thread.h - threads in a domain.
 *
 * They share everything but their registers, their stacks and thread-local
 * variables, errno among them.  A thread that calls, waits or sleeps blocks
 * alone.  Who runs is decided by a policy (policy.h), like that of a scheduler
 * of domains: round robin unless vsp_threads_start() said otherwise.
 *
 *	static int work(void *argument) { ... return 0; }
 *
 *	struct vsp_thread *thread;
 *	int result;
 *
 *	if (vsp_thread_create(&thread, NULL, work, NULL) == VSP_OK)
 *		vsp_thread_join(thread, &result);
 *
 * C11's <threads.h> is there, too.
 */
#ifndef VESPER_THREAD_H
#define VESPER_THREAD_H

#include <vesper/error.h>
#include <vesper/policy.h>
#include <vesper/runtime.h>

#define VSP_STACK_BYTES	16384u		/* unless something else is said */
#define VSP_STACK_MIN	4096u		/* enough to call, and to end */

/* What a thread is to be; zeroed or NULL: the ordinary. */
struct vsp_thread_attributes {
	const char *name;	/* 15 bytes of it are kept */
	uint64_t stack_bytes;	/* 0: VSP_STACK_BYTES */
	struct vsp_sched_params params;
};

/* Schedule threads by this policy, and the calling thread, the only one so
 * far, with these parameters (NULL: none in particular).  Errors: STATE (there
 * are threads already), those of vsp_task_join(). */
int vsp_threads_start(struct vsp_policy *policy,
		      const struct vsp_sched_params *params);

/* Start a thread that runs run(argument).  Below its stack is a page that is
 * not there.  Errors: ARG (a stack of less than VSP_STACK_MIN), NOMEM (memory,
 * tables or slots; a stack of more than 2 MiB), those of vsp_task_join(). */
int vsp_thread_create(struct vsp_thread **thread,
		      const struct vsp_thread_attributes *attributes,
		      int (*run)(void *argument), void *argument);

/* Wait until a thread has ended; *result (may be NULL) is what it returned.
 * Its memory is for the next thread then.  Errors: STATE (it is detached,
 * joined by another, the calling thread itself, or the main thread). */
int vsp_thread_join(struct vsp_thread *thread, int *result);

/* Nobody will join it; the calling thread can say so of itself.  Errors: STATE,
 * as for joining otherwise. */
int vsp_thread_detach(struct vsp_thread *thread);

/* End the calling thread.  When the main thread ends so, the others go on,
 * and the domain ends with exit(). */
_Noreturn void vsp_thread_exit(int result);

/* Other parameters for a thread.  Errors: those of vsp_task_change(), STATE
 * among them for one that has ended. */
int vsp_thread_change(struct vsp_thread *thread,
		      const struct vsp_sched_params *params);

/* Threads there are, the main thread and those not joined yet included. */
uint32_t vsp_threads_count(void);

#endif
