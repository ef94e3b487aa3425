/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * round_robin.c - the policy that treats all alike.
 *
 * A queue of those who can run.  Who is picked goes to the end at once, so
 * that nothing need be known of how the turn ended.
 */
#include <stddef.h>
#include <vesper/sched.h>

static struct vsp_round_robin *
round_robin(struct vsp_policy *policy)
{
	return (struct vsp_round_robin *)policy;
}

static void
rr_wake(struct vsp_policy *policy, struct vsp_task *task)
{
	struct vsp_round_robin *rr = round_robin(policy);

	task->next = NULL;
	if (rr->tail != NULL)
		rr->tail->next = task;
	else
		rr->head = task;
	rr->tail = task;
}

static void
rr_block(struct vsp_policy *policy, struct vsp_task *task)
{
	struct vsp_round_robin *rr = round_robin(policy);
	struct vsp_task **link = &rr->head, *before = NULL;

	while (*link != NULL && *link != task) {
		before = *link;
		link = &before->next;
	}
	if (*link == NULL)
		return;
	*link = task->next;
	if (rr->tail == task)
		rr->tail = before;
}

static struct vsp_task *
rr_pick(struct vsp_policy *policy, uint64_t now, uint64_t *until)
{
	struct vsp_round_robin *rr = round_robin(policy);
	struct vsp_task *task = rr->head;

	if (task == NULL)
		return NULL;
	rr_block(policy, task);
	rr_wake(policy, task);
	*until = now + rr->quantum_ticks;
	return task;
}

static void
rr_charge(struct vsp_policy *policy, struct vsp_task *task, uint64_t ticks)
{
	(void)policy;
	task->ticks += ticks;
}

struct vsp_policy *
vsp_round_robin_init(struct vsp_round_robin *rr, uint64_t quantum_ticks)
{
	*rr = (struct vsp_round_robin){
		.policy = {
			.wake = rr_wake,
			.block = rr_block,
			.pick = rr_pick,
			.charge = rr_charge,
		},
		.quantum_ticks = quantum_ticks,
	};
	return &rr->policy;
}
