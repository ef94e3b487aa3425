/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * sched.h - policies, and domains scheduled by them.
 *
 * A policy decides who is next.  What it schedules is a task; a task here is a
 * domain, a child of this one in the scheduling tree.  A policy is a struct
 * whose first member is a struct vsp_policy; its functions run in upcalls,
 * disabled, and touch mapped memory only.
 */
#ifndef VESPER_SCHED_H
#define VESPER_SCHED_H

#include <stdbool.h>
#include <stdint.h>

#include <vesper/dcb.h>
#include <vesper/invoke.h>
#include <vesper/syscall.h>

struct vsp_task {
	struct vsp_task *next;	/* the policy's */
	bool can_run;		/* between wake and block */
	uint32_t index;		/* of the child, 0..63 */
	uint64_t until;		/* it need not run before */
	uint64_t ticks;		/* charged to it so far */
};

struct vsp_policy {
	/* The task can run now; it could not before. */
	void (*wake)(struct vsp_policy *policy, struct vsp_task *task);

	/* It can run no longer. */
	void (*block)(struct vsp_policy *policy, struct vsp_task *task);

	/* The task to run now, NULL if none can.  *until, which holds
	 * VSP_FOREVER, gets the end of its turn. */
	struct vsp_task *(*pick)(struct vsp_policy *policy, uint64_t now,
				 uint64_t *until);

	/* The task has used so many ticks, and is back. */
	void (*charge)(struct vsp_policy *policy, struct vsp_task *task,
		       uint64_t ticks);
};

/* Everyone in turn, for a quantum at most. */
struct vsp_round_robin {
	struct vsp_policy policy;
	struct vsp_task *head, *tail;
	uint64_t quantum_ticks;
};

struct vsp_policy *vsp_round_robin_init(struct vsp_round_robin *rr,
					uint64_t quantum_ticks);

/* From now on, whenever this domain has nothing to do itself, it lends the
 * processor to its children as the policy says. */
void vsp_sched_start(struct vsp_policy *policy);

/* Child `index` is there: schedule it. */
void vsp_sched_add(uint32_t index);

/* Forget child `index`. */
void vsp_sched_remove(uint32_t index);

/* Raised at this domain when a child has stopped. */
#define VSP_SCHED_EVENT_STOPPED (1ull << 61)

/* Children that have stopped by themselves since the last time: a bit each. */
uint64_t vsp_sched_take_stopped(void);

#endif
