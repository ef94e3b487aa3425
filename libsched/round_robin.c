/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * round_robin.c - the policy that treats all alike.
 *
 * A list of those who can run.  The first runs until it has used up its
 * quantum, in one piece or in several, and goes to the end.
 */
#include <vesper/policy.h>

#include "list.h"

static struct vsp_round_robin *
round_robin(struct vsp_policy *policy)
{
	return (struct vsp_round_robin *)policy;
}

static void
rr_wake(struct vsp_policy *policy, struct vsp_task *task, uint64_t now)
{
	(void)now;
	task->turn_ticks = round_robin(policy)->quantum_ticks;
	list_append(&round_robin(policy)->list, task);
}

static void
rr_block(struct vsp_policy *policy, struct vsp_task *task, uint64_t now)
{
	(void)now;
	list_remove(&round_robin(policy)->list, task);
}

static struct vsp_task *
rr_pick(struct vsp_policy *policy, uint64_t now, uint64_t *until)
{
	struct vsp_task *task = round_robin(policy)->list.first;

	if (task != NULL)
		*until = now + task->turn_ticks;
	return task;
}

static void
rr_charge(struct vsp_policy *policy, struct vsp_task *task, uint64_t ticks,
	  uint64_t now)
{
	(void)now;
	if (!task->runnable)
		return;
	if (ticks < task->turn_ticks) {
		task->turn_ticks -= ticks;
		return;
	}
	task->turn_ticks = round_robin(policy)->quantum_ticks;
	list_requeue(&round_robin(policy)->list, task);
}

static struct vsp_task_list *
rr_turns(struct vsp_policy *policy, const struct vsp_task *task)
{
	(void)task;
	return &round_robin(policy)->list;
}

struct vsp_policy *
vsp_round_robin_init(struct vsp_round_robin *rr, uint64_t quantum_ticks)
{
	static const struct vsp_policy_ops ops = {
		.wake = rr_wake,
		.block = rr_block,
		.pick = rr_pick,
		.charge = rr_charge,
		.turns = rr_turns,
	};

	*rr = (struct vsp_round_robin){
		.policy.ops = &ops,
		.quantum_ticks = quantum_ticks,
	};
	return &rr->policy;
}
