/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * fixed_priority.c - the policy that runs the most urgent.
 *
 * A list for each priority, and a word with a bit for each list that is not
 * empty.  Who is interrupted by a more urgent task stays the first of its
 * list, and keeps what is left of its quantum.
 */
#include <vesper/error.h>
#include <vesper/policy.h>

#include "list.h"

static struct vsp_fixed_priority *
fixed_priority(struct vsp_policy *policy)
{
	return (struct vsp_fixed_priority *)policy;
}

static uint32_t
level(const struct vsp_task *task)
{
	return task->params.priority % VSP_NPRIORITIES;
}

static void
fp_wake(struct vsp_policy *policy, struct vsp_task *task, uint64_t now)
{
	struct vsp_fixed_priority *fp = fixed_priority(policy);

	(void)now;
	task->turn_ticks = fp->quantum_ticks;
	list_append(&fp->list[level(task)], task);
	fp->used |= 1ull << level(task);
}

static void
fp_block(struct vsp_policy *policy, struct vsp_task *task, uint64_t now)
{
	struct vsp_fixed_priority *fp = fixed_priority(policy);

	(void)now;
	list_remove(&fp->list[level(task)], task);
	if (fp->list[level(task)].first == NULL)
		fp->used &= ~(1ull << level(task));
}

/* Of the lists with a task, the last: 63 less a number of six bits. */
static int
highest(uint64_t used)
{
	return 63 ^ __builtin_clzll(used);
}

static struct vsp_task *
fp_pick(struct vsp_policy *policy, uint64_t now, uint64_t *until)
{
	struct vsp_fixed_priority *fp = fixed_priority(policy);
	struct vsp_task *task;

	if (fp->used == 0)
		return NULL;
	task = fp->list[highest(fp->used)].first;
	if (fp->quantum_ticks != 0)
		*until = now + task->turn_ticks;
	return task;
}

static void
fp_charge(struct vsp_policy *policy, struct vsp_task *task, uint64_t ticks,
	  uint64_t now)
{
	(void)now;
	if (fixed_priority(policy)->quantum_ticks == 0 || !task->runnable)
		return;
	if (ticks < task->turn_ticks) {
		task->turn_ticks -= ticks;
		return;
	}
	task->turn_ticks = fixed_priority(policy)->quantum_ticks;
	list_requeue(&fixed_priority(policy)->list[level(task)], task);
}

static bool
fp_preempts(const struct vsp_policy *policy, const struct vsp_task *running,
	    const struct vsp_task *woken)
{
	(void)policy;
	return level(woken) > level(running);
}

static int
fp_admit(struct vsp_policy *policy, const struct vsp_sched_params *from,
	 const struct vsp_sched_params *to)
{
	(void)policy;
	(void)from;
	return to == NULL || to->priority < VSP_NPRIORITIES ? VSP_OK
							    : VSP_E_ARG;
}

static struct vsp_task_list *
fp_turns(struct vsp_policy *policy, const struct vsp_task *task)
{
	return &fixed_priority(policy)->list[level(task)];
}

struct vsp_policy *
vsp_fixed_priority_init(struct vsp_fixed_priority *fp, uint64_t quantum_ticks)
{
	static const struct vsp_policy_ops ops = {
		.wake = fp_wake,
		.block = fp_block,
		.pick = fp_pick,
		.charge = fp_charge,
		.preempts = fp_preempts,
		.admit = fp_admit,
		.turns = fp_turns,
		.by_priority = true,
		.direct = true,
	};

	*fp = (struct vsp_fixed_priority){
		.policy.ops = &ops,
		.quantum_ticks = quantum_ticks,
	};
	return &fp->policy;
}
