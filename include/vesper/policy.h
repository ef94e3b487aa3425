/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * policy.h - policies: who runs next.
 *
 * A policy is written once and schedules threads in a domain as well as
 * domains under a scheduler: it sees tasks.  Who schedules has a task for each
 * of them, embedded where it likes, and tells the policy what happens:
 *
 *	             join                leave
 *	  (unknown) ------> blocked <----------- (any)
 *	                    |     ^
 *	               wake |     | block
 *	                    v     |
 *	                   runnable --- pick ---> runs --- charge
 *
 * It asks pick() whenever something has happened, or when the time has come
 * that the last pick() named, lets that task run, and charges it for what it
 * has used.  Asking changes nothing: who asks twice gets the same answer.
 *
 * Policies allocate nothing, make no system call, and touch only themselves
 * and the tasks: they run in upcalls, disabled.  Times are in ticks of the
 * system counter; `now` never goes back.
 */
#ifndef VESPER_POLICY_H
#define VESPER_POLICY_H

#include <stdbool.h>
#include <stdint.h>

#include <vesper/pqueue.h>

struct vsp_policy;

/* What a task asks for.  Each policy looks at its own part. */
struct vsp_sched_params {
	uint32_t priority;	/* fixed priority: 0 to 63, most urgent */
	uint32_t share;		/* stride: its weight; 0 is taken as 1 */
	uint64_t period_ticks;	/* reservations: in each period ... */
	uint64_t slice_ticks;	/* ... it may run for so long; 0: none */
	uint64_t latency_ticks;	/* so long after it wakes it has had its
				   slice; 0: a period */
	bool extra;		/* it takes part in time that is left */
};

struct vsp_task {
	struct vsp_sched_params params;	/* vsp_task_change() changes them */
	struct vsp_policy *policy;	/* NULL: joined none */
	bool runnable;			/* between wake and block */

	/* The policy's, to use as it likes; 0 when the task joins. */
	struct vsp_task *next, *prev;
	struct vsp_pnode node, extra;
	uint64_t turn_ticks;	/* left of its turn */
	uint64_t slice_ticks;	/* left of its slice */
	uint64_t debt_ticks;	/* used beyond it */
	uint64_t deadline_ticks, refill_ticks;
	uint64_t pass, remainder;
};

/* What a policy consists of; those that may be NULL say so. */
struct vsp_policy_ops {
	/* The task can run from now on; it could not before. */
	void (*wake)(struct vsp_policy *policy, struct vsp_task *task,
		     uint64_t now);

	/* It cannot any longer. */
	void (*block)(struct vsp_policy *policy, struct vsp_task *task,
		      uint64_t now);

	/* The task to run now; NULL if none.  *until, which holds
	 * VSP_FOREVER, gets the time to ask again at the latest. */
	struct vsp_task *(*pick)(struct vsp_policy *policy, uint64_t now,
				 uint64_t *until);

	/* The task has used so many ticks.  It may have blocked meanwhile,
	 * and may not have been the last one picked. */
	void (*charge)(struct vsp_policy *policy, struct vsp_task *task,
		       uint64_t ticks, uint64_t now);

	/* The task, runnable, gives up the rest of its turn.  NULL: it
	 * blocks, and wakes at once. */
	void (*yield)(struct vsp_policy *policy, struct vsp_task *task,
		      uint64_t now);

	/* If `woken` wakes while `running` runs, is the policy to be asked at
	 * once?  That depends on their parameters only.  NULL: no, when the
	 * turn ends. */
	bool (*preempts)(const struct vsp_policy *policy,
			 const struct vsp_task *running,
			 const struct vsp_task *woken);

	/* The parameters of a task are to change from `from` to `to`; NULL:
	 * no task.  An error: they cannot.  NULL: they always can. */
	int (*admit)(struct vsp_policy *policy,
		     const struct vsp_sched_params *from,
		     const struct vsp_sched_params *to);

	/* The list in which a runnable task takes turns: a yield leads to the
	 * next one there, and round.  NULL: there are no such lists. */
	struct vsp_task_list *(*turns)(struct vsp_policy *policy,
				       const struct vsp_task *task);

	/* It goes by `priority`: who holds what a more urgent task waits for
	 * can be given the priority of that one. */
	bool by_priority;

	/* A slice is a promise: it can be asked for. */
	bool reserves;

	/* Who preempts may run till the end of the other's turn before the
	 * policy hears of it (dcb.direct). */
	bool direct;
};

/* Tasks in the order in which they came: a ring, so that a turn ends as the
 * next one becomes the first.  NULL: empty. */
struct vsp_task_list {
	struct vsp_task *first;
};

/* A policy is a struct that begins with this one. */
struct vsp_policy {
	const struct vsp_policy_ops *ops;

	/* Pick can name the task for whose sake it was to be asked: that pays
	 * for the decision, not who was interrupted.  Otherwise NULL. */
	struct vsp_task *cause;
};

/* ---- for who schedules ---- */

/* Give a task to a policy, blocked; VSP_E_OVERLOAD if its parameters ask for
 * more than there is, VSP_E_ARG if they make no sense, VSP_E_STATE if it has
 * joined one already. */
int vsp_task_join(struct vsp_policy *policy, struct vsp_task *task,
		  const struct vsp_sched_params *params);

/* Forget a task; its parameters are no longer counted. */
void vsp_task_leave(struct vsp_task *task, uint64_t now);

/* Other parameters, in force at once; errors as vsp_task_join(). */
int vsp_task_change(struct vsp_task *task,
		    const struct vsp_sched_params *params, uint64_t now);

/* It can run, or no longer; nothing happens if that is known. */
void vsp_task_wake(struct vsp_task *task, uint64_t now);
void vsp_task_block(struct vsp_task *task, uint64_t now);
void vsp_task_yield(struct vsp_task *task, uint64_t now);

/* Whom to run, and when to ask again at the latest (VSP_FOREVER: when
 * something has happened). */
static inline struct vsp_task *
vsp_policy_pick(struct vsp_policy *policy, uint64_t now, uint64_t *until)
{
	*until = ~0ull;		/* VSP_FOREVER */
	return policy->ops->pick(policy, now, until);
}

static inline void
vsp_task_charge(struct vsp_task *task, uint64_t ticks, uint64_t now)
{
	if (task->policy != NULL)
		task->policy->ops->charge(task->policy, task, ticks, now);
}

/* See struct vsp_policy_ops: both of one policy. */
bool vsp_task_preempts(const struct vsp_task *running,
		       const struct vsp_task *woken);

/* Whom a yield of a runnable task leads to, and whose leads to it; NULL if
 * that is not known before.  It may be the task itself. */
struct vsp_task *vsp_task_next_turn(const struct vsp_task *task);
struct vsp_task *vsp_task_last_turn(const struct vsp_task *task);

/* Yields of which nobody told have led to this task: it is its turn. */
void vsp_task_turned(struct vsp_task *task);

/* ---- the policies there are; doc: the manual's chapter on scheduling ---- */

/* Everyone in turn, for a quantum. */
struct vsp_round_robin {
	struct vsp_policy policy;
	struct vsp_task_list list;
	uint64_t quantum_ticks;
};

struct vsp_policy *vsp_round_robin_init(struct vsp_round_robin *rr,
					uint64_t quantum_ticks);

#define VSP_NPRIORITIES 64

/* The highest priority first; in turn among equals, for a quantum (0: until
 * the task blocks or yields). */
struct vsp_fixed_priority {
	struct vsp_policy policy;
	uint64_t used;			/* a bit for each list with a task */
	struct vsp_task_list list[VSP_NPRIORITIES];
	uint64_t quantum_ticks;
};

struct vsp_policy *vsp_fixed_priority_init(struct vsp_fixed_priority *fp,
					   uint64_t quantum_ticks);

/* Each its slice in each period, the earliest deadline first; who has none,
 * has used it up and asks for extra time, or both, shares what is left. */
struct vsp_reservations {
	struct vsp_policy policy;
	struct vsp_pqueue ready;	/* with a slice, by deadline */
	struct vsp_pqueue used_up;	/* runnable, by the next refill */
	struct vsp_pqueue extra;	/* who shares what is left: who had the
					   least of it first */
	uint64_t pass;			/* where who wakes begins */
	uint64_t quantum_ticks;		/* of these */
	uint64_t reserved, limit;	/* of the processor, in 1/2^32 */
};

/* `limit_permille` of the processor can be reserved, 1000 at most. */
struct vsp_policy *vsp_reservations_init(struct vsp_reservations *rs,
					 uint64_t quantum_ticks,
					 uint32_t limit_permille);

/* Processor time in proportion to shares, a quantum at a time. */
struct vsp_stride {
	struct vsp_policy policy;
	struct vsp_pqueue ready;	/* by pass */
	uint64_t pass;			/* where who wakes begins */
	uint64_t quantum_ticks;
};

struct vsp_policy *vsp_stride_init(struct vsp_stride *stride,
				   uint64_t quantum_ticks);

#endif
