/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * lottery.c - the policy: a task's share is the number of its tickets, and for
 * each turn one is drawn.  (Waldspurger and Weihl 1994.)
 *
 * This is all that a policy is: what to do when a task can run, when it no
 * longer can, when it has run, and whom to run.  Asking twice has to give the
 * same answer: so the winner is kept until it has run, or can run no longer.
 */
#include "lottery.h"

static struct lottery *
lottery_of(struct vsp_policy *policy)
{
	return (struct lottery *)policy;
}

static uint64_t
tickets(const struct vsp_task *task)
{
	return task->params.share != 0 ? task->params.share : 1;
}

static void
wake(struct vsp_policy *policy, struct vsp_task *task, uint64_t now)
{
	struct lottery *lottery = lottery_of(policy);

	(void)now;
	task->next = lottery->runnable;
	lottery->runnable = task;
	lottery->tickets += tickets(task);
}

static void
block(struct vsp_policy *policy, struct vsp_task *task, uint64_t now)
{
	struct lottery *lottery = lottery_of(policy);
	struct vsp_task **link = &lottery->runnable;

	(void)now;
	while (*link != task)
		link = &(*link)->next;
	*link = task->next;
	lottery->tickets -= tickets(task);
	if (lottery->winner == task)
		lottery->winner = NULL;
}

/* Xorshift: good enough for a raffle (Marsaglia 2003). */
static uint64_t
random_number(struct lottery *lottery)
{
	lottery->random ^= lottery->random << 13;
	lottery->random ^= lottery->random >> 7;
	lottery->random ^= lottery->random << 17;
	return lottery->random;
}

static struct vsp_task *
draw(struct lottery *lottery)
{
	struct vsp_task *task = lottery->runnable;
	uint64_t ticket = random_number(lottery) % lottery->tickets;

	while (ticket >= tickets(task)) {
		ticket -= tickets(task);
		task = task->next;
	}
	return task;
}

static struct vsp_task *
pick(struct vsp_policy *policy, uint64_t now, uint64_t *until)
{
	struct lottery *lottery = lottery_of(policy);

	if (lottery->runnable == NULL)
		return NULL;
	if (lottery->winner == NULL)
		lottery->winner = draw(lottery);
	*until = now + lottery->quantum_ticks;
	return lottery->winner;
}

static void
charge(struct vsp_policy *policy, struct vsp_task *task, uint64_t ticks,
       uint64_t now)
{
	struct lottery *lottery = lottery_of(policy);

	(void)ticks;
	(void)now;
	if (lottery->winner == task)
		lottery->winner = NULL;
}

struct vsp_policy *
lottery_init(struct lottery *lottery, uint64_t quantum_ticks)
{
	static const struct vsp_policy_ops ops = {
		.wake = wake,
		.block = block,
		.pick = pick,
		.charge = charge,
	};

	*lottery = (struct lottery){
		.policy.ops = &ops,
		.random = 88172645463325252u,
		.quantum_ticks = quantum_ticks,
	};
	return &lottery->policy;
}
