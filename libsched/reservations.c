/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * reservations.c - the policy that keeps promises: a slice in each period.
 *
 * Every task with a slice is a constant-bandwidth server (Abeni and Buttazzo
 * 1998): it cannot use more of the processor than it was promised, whatever
 * it does, so that the earliest deadline first meets all of them as long as
 * the promises add up to no more than there is.  A runnable task is
 *
 *	            slice used up
 *	  ready ------------------> used up   ... and in `extra`, if it asks
 *	    ^                          |          for extra time
 *	    '--------------------------'
 *	       its next period begins
 *
 * and a task without a slice is in `extra` only.  When nobody is ready, the one
 * in `extra` that has had the least extra time runs.  The words are those of
 * Nemesis's Atropos.  `latency` is a promise here: a task that asks for its
 * slice within less than a period of waking is admitted by that.
 *
 * What a task uses beyond its slice, because a turn cannot end to the tick, is
 * a debt that its next slices pay.  Periods whose slices are all owed go by
 * unnoticed: nobody is interrupted for them.
 */
#include <vesper/error.h>
#include <vesper/policy.h>

#include "list.h"

#define WHOLE	(1ull << 32)	/* the processor */

static struct vsp_reservations *
reservations(const struct vsp_policy *policy)
{
	return (struct vsp_reservations *)(uintptr_t)policy;
}

static uint64_t
latency(const struct vsp_sched_params *params)
{
	return params->latency_ticks != 0 ? params->latency_ticks
					  : params->period_ticks;
}

static bool
has_slice(const struct vsp_task *task)
{
	return task->params.slice_ticks != 0;
}

static bool
takes_extra(const struct vsp_task *task)
{
	return task->params.extra || !has_slice(task);
}

/* A period begins: a slice, less what is owed.  Who owes more than that is
 * used up again until the next. */
static void
begin_period(struct vsp_task *task, uint64_t start)
{
	uint64_t slice = task->params.slice_ticks, debt = task->debt_ticks;
	uint64_t paid = debt < slice ? debt : slice;

	task->slice_ticks = slice - paid;
	task->debt_ticks = debt - paid;
	task->deadline_ticks = start + latency(&task->params);
	task->refill_ticks = start + task->params.period_ticks;
}

/* Could what is left of the slice, used by its deadline, be more than was
 * promised for that time? */
static bool
is_out_of_proportion(const struct vsp_task *task, uint64_t now)
{
	return now >= task->deadline_ticks
	       || task->slice_ticks > task->params.slice_ticks
	       || task->slice_ticks * latency(&task->params)
		  > (task->deadline_ticks - now) * task->params.slice_ticks;
}

static struct vsp_task *
task_of_extra(struct vsp_pnode *node)
{
	return (struct vsp_task *)((char *)node
				   - offsetof(struct vsp_task, extra));
}

/* Whole slices are owed: so many periods later there is one again. */
static void
skip_periods(struct vsp_task *task)
{
	uint64_t owed = task->debt_ticks / task->params.slice_ticks;

	task->debt_ticks -= owed * task->params.slice_ticks;
	task->refill_ticks += owed * task->params.period_ticks;
}

/* Where a runnable task belongs. */
static void
enter(struct vsp_reservations *rs, struct vsp_task *task)
{
	if (task->slice_ticks != 0) {
		vsp_pqueue_insert(&rs->ready, &task->node,
				  task->deadline_ticks);
		return;
	}
	if (has_slice(task)) {
		skip_periods(task);
		vsp_pqueue_insert(&rs->used_up, &task->node,
				  task->refill_ticks);
	}
	if (takes_extra(task))
		vsp_pqueue_insert(&rs->extra, &task->extra, task->pass);
}

static void
leave(struct vsp_task *task)
{
	vsp_pqueue_remove(&task->node);
	vsp_pqueue_remove(&task->extra);
}

/* Where the extra time stands: there who wakes begins, so that nobody saves up
 * by sleeping. */
static void
note_pass(struct vsp_reservations *rs)
{
	if (rs->extra.first != NULL && rs->extra.first->key > rs->pass)
		rs->pass = rs->extra.first->key;
}

static void
rs_wake(struct vsp_policy *policy, struct vsp_task *task, uint64_t now)
{
	struct vsp_reservations *rs = reservations(policy);

	if (!has_slice(task))
		task->slice_ticks = 0;
	else if (task->slice_ticks == 0 ? now >= task->refill_ticks
					: is_out_of_proportion(task, now))
		begin_period(task, now);
	note_pass(rs);
	if (task->pass < rs->pass)
		task->pass = rs->pass;
	enter(rs, task);
}

static void
rs_block(struct vsp_policy *policy, struct vsp_task *task, uint64_t now)
{
	(void)now;
	note_pass(reservations(policy));
	leave(task);
}

/* New slices for those whose period has come.  Who comes late, because nobody
 * asked, begins now. */
static void
refill(struct vsp_reservations *rs, uint64_t now)
{
	while (rs->used_up.first != NULL && rs->used_up.first->key <= now) {
		struct vsp_task *task = task_of_node(rs->used_up.first);
		uint64_t start = task->refill_ticks;

		leave(task);
		if (start + latency(&task->params) <= now)
			start = now;
		begin_period(task, start);
		enter(rs, task);
		rs->policy.cause = task;
	}
}

static struct vsp_task *
rs_pick(struct vsp_policy *policy, uint64_t now, uint64_t *until)
{
	struct vsp_reservations *rs = reservations(policy);
	struct vsp_task *task = NULL;
	uint64_t left = 0;

	refill(rs, now);
	if (rs->used_up.first != NULL)
		*until = rs->used_up.first->key;
	if (rs->ready.first != NULL) {
		task = task_of_node(rs->ready.first);
		left = task->slice_ticks;
	} else if (rs->extra.first != NULL) {
		task = task_of_extra(rs->extra.first);
		left = rs->quantum_ticks;
	}
	if (task != NULL && left < *until - now)
		*until = now + left;
	return task;
}

static void
charge_extra(struct vsp_reservations *rs, struct vsp_task *task,
	     uint64_t ticks)
{
	bool queued = task->extra.in != NULL;

	vsp_pqueue_remove(&task->extra);
	task->pass += ticks;
	if (queued)
		vsp_pqueue_insert(&rs->extra, &task->extra, task->pass);
}

/* It has nothing left of its slice, and owes so much more. */
static void
use_up(struct vsp_reservations *rs, struct vsp_task *task, uint64_t debt)
{
	if (task->runnable)
		leave(task);
	task->slice_ticks = 0;
	task->debt_ticks += debt;
	if (task->runnable)
		enter(rs, task);
}

static void
rs_charge(struct vsp_policy *policy, struct vsp_task *task, uint64_t ticks,
	  uint64_t now)
{
	struct vsp_reservations *rs = reservations(policy);

	(void)now;
	if (ticks < task->slice_ticks) {
		task->slice_ticks -= ticks;
	} else if (task->slice_ticks == 0 && takes_extra(task)) {
		charge_extra(rs, task, ticks);
	} else {
		use_up(rs, task, ticks - task->slice_ticks);
	}
}

/* The rest of the slice is lost, or of the turn in extra time. */
static void
rs_yield(struct vsp_policy *policy, struct vsp_task *task, uint64_t now)
{
	(void)now;
	use_up(reservations(policy), task, 0);
}

/* When it wakes matters: then its period begins. */
static bool
rs_preempts(const struct vsp_policy *policy, const struct vsp_task *running,
	    const struct vsp_task *woken)
{
	(void)policy;
	(void)running;
	return has_slice(woken);
}

/* Of the processor, rounded down: what adds up to all of it is admitted. */
static uint64_t
density(const struct vsp_sched_params *params)
{
	if (params == NULL || params->slice_ticks == 0)
		return 0;
	return params->slice_ticks * WHOLE / latency(params);
}

static bool
makes_sense(const struct vsp_sched_params *params)
{
	return params->slice_ticks == 0
	       || (params->period_ticks < WHOLE
		   && latency(params) <= params->period_ticks
		   && params->slice_ticks <= latency(params));
}

static int
rs_admit(struct vsp_policy *policy, const struct vsp_sched_params *from,
	 const struct vsp_sched_params *to)
{
	struct vsp_reservations *rs = reservations(policy);
	uint64_t others = rs->reserved - density(from);

	if (to != NULL && !makes_sense(to))
		return VSP_E_ARG;
	if (density(to) > rs->limit - others)
		return VSP_E_OVERLOAD;
	rs->reserved = others + density(to);
	return VSP_OK;
}

struct vsp_policy *
vsp_reservations_init(struct vsp_reservations *rs, uint64_t quantum_ticks,
		      uint32_t limit_permille)
{
	static const struct vsp_policy_ops ops = {
		.wake = rs_wake,
		.block = rs_block,
		.pick = rs_pick,
		.charge = rs_charge,
		.yield = rs_yield,
		.preempts = rs_preempts,
		.admit = rs_admit,
		.reserves = true,
	};
	uint32_t limit = limit_permille < 1000 ? limit_permille : 1000;

	*rs = (struct vsp_reservations){
		.policy.ops = &ops,
		.quantum_ticks = quantum_ticks,
		.limit = limit * WHOLE / 1000,
	};
	return &rs->policy;
}
