/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * stride.c - the policy that divides time in proportion to shares.
 *
 * A task's pass goes on by ticks / share as it runs, and the task with the
 * smallest pass runs: so all passes stay within a quantum's worth of each
 * other (Waldspurger and Weihl 1995).  What the division leaves is carried
 * over, so that nothing is lost in the long run.  Who sleeps saves nothing up:
 * it begins again where the others are.
 */
#include <vesper/policy.h>

#include "list.h"

#define PASS_SHIFT 10	/* a pass is in 1/1024 of ticks / share */

static struct vsp_stride *
stride(struct vsp_policy *policy)
{
	return (struct vsp_stride *)policy;
}

/* Where the tasks stand: there who wakes begins. */
static void
note_pass(struct vsp_stride *st)
{
	if (st->ready.first != NULL && st->ready.first->key > st->pass)
		st->pass = st->ready.first->key;
}

static void
stride_wake(struct vsp_policy *policy, struct vsp_task *task, uint64_t now)
{
	struct vsp_stride *st = stride(policy);

	(void)now;
	note_pass(st);
	if (task->pass < st->pass)
		task->pass = st->pass;
	vsp_pqueue_insert(&st->ready, &task->node, task->pass);
}

static void
stride_block(struct vsp_policy *policy, struct vsp_task *task, uint64_t now)
{
	(void)now;
	note_pass(stride(policy));
	vsp_pqueue_remove(&task->node);
}

static struct vsp_task *
stride_pick(struct vsp_policy *policy, uint64_t now, uint64_t *until)
{
	struct vsp_stride *st = stride(policy);

	if (st->ready.first == NULL)
		return NULL;
	*until = now + st->quantum_ticks;
	return task_of_node(st->ready.first);
}

static void
stride_charge(struct vsp_policy *policy, struct vsp_task *task, uint64_t ticks,
	      uint64_t now)
{
	uint64_t share = task->params.share != 0 ? task->params.share : 1;
	uint64_t gone = (ticks << PASS_SHIFT) + task->remainder;

	(void)now;
	task->pass += gone / share;
	task->remainder = gone % share;
	if (!task->runnable)
		return;
	vsp_pqueue_remove(&task->node);
	vsp_pqueue_insert(&stride(policy)->ready, &task->node, task->pass);
}

struct vsp_policy *
vsp_stride_init(struct vsp_stride *st, uint64_t quantum_ticks)
{
	static const struct vsp_policy_ops ops = {
		.wake = stride_wake,
		.block = stride_block,
		.pick = stride_pick,
		.charge = stride_charge,
	};

	*st = (struct vsp_stride){
		.policy.ops = &ops,
		.quantum_ticks = quantum_ticks,
	};
	return &st->policy;
}
