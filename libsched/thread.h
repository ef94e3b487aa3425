/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * thread.h - what the files about threads know of each other.
 */
#ifndef LIBSCHED_THREAD_H
#define LIBSCHED_THREAD_H

#include <vesper/sync.h>
#include <vesper/thread.h>

/* A thread that was created.  It lies at the top of its stack, and is
 * followed by its TLS block. */
struct thread {
	int (*run)(void *argument);
	void *argument;
	int result;
	bool joined;		/* somebody waits for its end, or nobody will */
	bool detached;
	struct vsp_waiters joiner;
	uint64_t pages;		/* of its stack */
	struct thread *next;	/* among those that can be used again */
	struct vsp_thread base;
};

/* threads.c */
extern struct vsp_thread *threads_main;	/* NULL: not started yet */
bool threads_is_main(const struct vsp_thread *thread);
int threads_start_default(void);
bool threads_by_priority(void);
/* Disabled: as vsp_task_change(); only the priority. */
int threads_change(struct vsp_thread *thread,
		   const struct vsp_sched_params *params);
void threads_use_priority(struct vsp_thread *thread, uint32_t priority);

/* mutex.c: disabled: the priority it is to have, whatever it waits for and
 * whoever waits for what it holds. */
void mutex_inherit(struct vsp_thread *thread);
/* Disabled: the owner, whatever `depth` says, no longer holds it. */
void mutex_hand_over(struct vsp_mutex *mutex);

/* stack.c: `pages` pages below the address it gives, and none below those;
 * 0 if there is no memory. */
uint64_t stack_make(uint64_t pages);

#endif
