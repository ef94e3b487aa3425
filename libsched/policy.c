/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * policy.c - what is the same for all policies: who joins, who is runnable,
 * and what may be left out.
 */
#include <vesper/error.h>
#include <vesper/policy.h>
#include <vesper/syscall.h>

static int
admit(struct vsp_policy *policy, const struct vsp_sched_params *from,
      const struct vsp_sched_params *to)
{
	if (policy->ops->admit == NULL)
		return VSP_OK;
	return policy->ops->admit(policy, from, to);
}

/* Field by field: a compiler would clear the whole with memset(), which is not
 * for upcalls (it uses FP registers). */
static void
clear_notes(struct vsp_task *task)
{
	task->next = task->prev = NULL;
	task->node.in = task->extra.in = NULL;
	task->turn_ticks = 0;
	task->slice_ticks = task->debt_ticks = 0;
	task->deadline_ticks = task->refill_ticks = 0;
	task->pass = task->remainder = 0;
}

/* A struct assignment could be a call of memcpy(), which uses FP registers:
 * in an upcall those are of the thread that was preempted. */
static void
copy_params(struct vsp_sched_params *to, const struct vsp_sched_params *from)
{
	to->priority = from->priority;
	to->share = from->share;
	to->period_ticks = from->period_ticks;
	to->slice_ticks = from->slice_ticks;
	to->latency_ticks = from->latency_ticks;
	to->extra = from->extra;
}

int
vsp_task_join(struct vsp_policy *policy, struct vsp_task *task,
	      const struct vsp_sched_params *params)
{
	int error;

	if (task->policy != NULL)
		return VSP_E_STATE;
	error = admit(policy, NULL, params);
	if (error != VSP_OK)
		return error;
	copy_params(&task->params, params);
	task->policy = policy;
	task->runnable = false;
	clear_notes(task);
	return VSP_OK;
}

void
vsp_task_leave(struct vsp_task *task, uint64_t now)
{
	if (task->policy == NULL)
		return;
	vsp_task_block(task, now);
	admit(task->policy, &task->params, NULL);
	task->policy = NULL;
}

int
vsp_task_change(struct vsp_task *task, const struct vsp_sched_params *params,
		uint64_t now)
{
	bool runnable = task->runnable;
	int error;

	if (task->policy == NULL)
		return VSP_E_STATE;
	error = admit(task->policy, &task->params, params);
	if (error != VSP_OK)
		return error;
	vsp_task_block(task, now);
	copy_params(&task->params, params);
	if (runnable)
		vsp_task_wake(task, now);
	return VSP_OK;
}

void
vsp_task_wake(struct vsp_task *task, uint64_t now)
{
	if (task->runnable || task->policy == NULL)
		return;
	task->runnable = true;
	task->policy->ops->wake(task->policy, task, now);
}

void
vsp_task_block(struct vsp_task *task, uint64_t now)
{
	if (!task->runnable)
		return;
	task->policy->ops->block(task->policy, task, now);
	task->runnable = false;
}

void
vsp_task_yield(struct vsp_task *task, uint64_t now)
{
	const struct vsp_policy_ops *ops;

	if (!task->runnable)
		return;
	ops = task->policy->ops;
	if (ops->yield != NULL) {
		ops->yield(task->policy, task, now);
	} else {
		ops->block(task->policy, task, now);
		ops->wake(task->policy, task, now);
	}
}

bool
vsp_task_preempts(const struct vsp_task *running, const struct vsp_task *woken)
{
	const struct vsp_policy *policy = running->policy;

	return policy->ops->preempts != NULL
	       && policy->ops->preempts(policy, running, woken);
}

/* ---- turns ---- */

static struct vsp_task_list *
turns(const struct vsp_task *task)
{
	struct vsp_policy *policy = task->policy;

	if (policy == NULL || !task->runnable || policy->ops->turns == NULL)
		return NULL;
	return policy->ops->turns(policy, task);
}

struct vsp_task *
vsp_task_next_turn(const struct vsp_task *task)
{
	return turns(task) != NULL ? task->next : NULL;
}

struct vsp_task *
vsp_task_last_turn(const struct vsp_task *task)
{
	return turns(task) != NULL ? task->prev : NULL;
}

void
vsp_task_turned(struct vsp_task *task)
{
	struct vsp_task_list *list = turns(task);

	if (list != NULL)
		list->first = task;
}
