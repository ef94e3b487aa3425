/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * domains.c - a domain that schedules its children.
 *
 * What the kernel tells a scheduler is in its DCB: the words `ready` and
 * `stopped`, and a table of reports.  Before each decision they are compared
 * with what the policy was told last; the differences are its wake and block.
 * A child that waits until some time is woken here when the time has come:
 * nobody else knows.  The time stands until the child reports another: to
 * dispatch it is not enough, for DISPATCH on lent time only gives that back.
 *
 * What the scheduler tells the kernel is whose wakeup ends the turn that it
 * is about to give: those whom the policy would then prefer.  It is the same
 * for children that wake at a known time: the turn ends then.
 *
 * Deciding takes time too (decision.h).  It is charged to whom it was for: the
 * child that woke, or for whom the policy wanted to be asked, or else the one
 * that came back.
 */
#include <stddef.h>
#include <vesper/clock.h>
#include <vesper/error.h>
#include <vesper/runtime.h>
#include <vesper/sched.h>

#include "decision.h"
#include "report.h"

struct child {
	struct vsp_task task;
	struct vsp_pnode wakeup;	/* in `waiting`, by its `until` */
	uint64_t charged_ticks;		/* so far */
};

static struct vsp_policy *policy;
static struct vsp_hooks below;		/* the hooks we replaced */
static struct child child[VSP_NCHILDREN];
static uint64_t known;			/* children that were added */
static uint64_t stopped;		/* and have stopped */
static uint64_t runnable;		/* what the policy believes */
static uint64_t due;			/* their time to wake has come */
static uint64_t timed;			/* it is still to come: in `waiting` */
static struct vsp_pqueue waiting;
static uint64_t preempting[VSP_NCHILDREN];	/* whose wakeup ends its turn */
static uint64_t preempting_known;	/* for whom this was found out */
static uint64_t ask_again = VSP_FOREVER;

/* The decision that is being made, and for whom. */
static struct decision decision = DECISION_NONE;
static struct child *whose;

static uint64_t
bit(uint32_t index)
{
	return 1ull << index % VSP_NCHILDREN;
}

static uint32_t
index_of(const struct child *c)
{
	return (uint32_t)(c - child);
}

static struct child *
first_of(uint64_t children)
{
	return &child[__builtin_ctzll(children)];
}

static struct child *
child_of_wakeup(struct vsp_pnode *node)
{
	return (struct child *)((char *)node - offsetof(struct child, wakeup));
}

static struct child *
child_of_task(struct vsp_task *task)
{
	return (struct child *)((char *)task - offsetof(struct child, task));
}

static uint64_t
ready_children(void)
{
	return (vsp_dcb->ready | due) & ~vsp_dcb->stopped & known & ~stopped;
}

static void
wait_until(struct child *c, uint64_t until)
{
	vsp_pqueue_remove(&c->wakeup);
	due &= ~bit(index_of(c));
	timed &= ~bit(index_of(c));
	if (until == VSP_FOREVER)
		return;
	vsp_pqueue_insert(&waiting, &c->wakeup, until);
	timed |= bit(index_of(c));
}

static uint64_t
next_wakeup(void)
{
	return waiting.first != NULL ? waiting.first->key : VSP_FOREVER;
}

static void
charge(struct child *c, uint64_t ticks, uint64_t now)
{
	c->charged_ticks += ticks;
	vsp_task_charge(&c->task, ticks, now);
}

/* The last thing before somebody runs, or nobody does. */
static void
decide(void)
{
	uint64_t now = vsp_now(), ticks = decision_end(&decision, now);

	if (whose != NULL)
		charge(whose, ticks, now);
	whose = NULL;
}

static void
take_report(struct child *c, const struct vsp_child *report, uint64_t now)
{
	uint64_t own = bit(index_of(c));

	charge(c, report->ticks, now);
	decision_report(&decision, report->ticks);
	whose = c;
	wait_until(c, report->until);
	if (report->reason != VSP_CHILD_FAULT
	    && report->reason != VSP_CHILD_GONE)
		return;
	if ((known & ~stopped & own) != 0)
		vsp_post_events(VSP_SCHED_EVENT_STOPPED);
	stopped |= known & own;
	wait_until(c, VSP_FOREVER);
}

static void
take_table(uint64_t now)
{
	struct vsp_child report;

	for (uint64_t left = known; left != 0; left &= left - 1)
		if (report_take(&vsp_dcb->child[__builtin_ctzll(left)],
				&report))
			take_report(first_of(left), &report, now);
}

static void
child_hook(uint32_t index, const struct vsp_child *report)
{
	uint64_t now = vsp_now();

	decision_begin(&decision, now);
	if (report == NULL)
		take_table(now);
	else if (index < VSP_NCHILDREN && known & bit(index))
		take_report(&child[index], report, now);
}

/* A thread of mine runs before my children do: on nobody's account. */
static struct vsp_thread *
pick_hook(struct vsp_thread *ran, uint64_t *until)
{
	struct vsp_thread *thread = vsp_thread_ops->pick(ran, until);

	if (thread != NULL) {
		decision_drop(&decision);
		whose = NULL;
	}
	return thread;
}

/* Tell the policy what has changed. */
static void
settle_children(uint64_t now)
{
	uint64_t ready, woken, blocked;

	while (next_wakeup() <= now) {
		struct child *c = child_of_wakeup(waiting.first);

		wait_until(c, VSP_FOREVER);
		due |= bit(index_of(c));
	}
	ready = ready_children();
	blocked = runnable & ~ready;
	woken = ready & ~runnable;
	runnable = ready;
	if (woken != 0)
		whose = first_of(woken);
	for (; blocked != 0; blocked &= blocked - 1)
		vsp_task_block(&first_of(blocked)->task, now);
	for (; woken != 0; woken &= woken - 1)
		vsp_task_wake(&first_of(woken)->task, now);
}

/* When the first child that waits wants to be woken, or a thread of mine. */
static uint64_t
until_hook(void)
{
	uint64_t first = below.until();

	if (next_wakeup() < first)
		first = next_wakeup();
	return ask_again < first ? ask_again : first;
}

/* Whose wakeup ends a turn of this child, if it comes. */
static uint64_t
preempting_of(const struct child *running)
{
	uint32_t index = index_of(running);
	uint64_t all = 0;

	if ((preempting_known & bit(index)) != 0)
		return preempting[index];
	for (uint64_t left = known; left != 0; left &= left - 1)
		if (vsp_task_preempts(&running->task, &first_of(left)->task))
			all |= left & -left;
	preempting[index] = all;
	preempting_known |= bit(index);
	return all;
}

/* Let these wakeups end the turn that is about to begin; and when it ends, at
 * `end` or when the first of them is known to come. */
static uint64_t
arrange_preemption(const struct child *running, uint64_t end)
{
	uint64_t preempt = preempting_of(running) & ~stopped & ~runnable;

	vsp_dcb->preempt = preempt;
	vsp_dcb->direct = policy->ops->direct ? preempt : 0;
	for (uint64_t left = preempt & timed; left != 0; left &= left - 1)
		if (first_of(left)->wakeup.key < end)
			end = first_of(left)->wakeup.key;
	return end;
}

/* Nothing to do myself: lend the processor, not beyond the time when I have. */
static void
idle_hook(uint64_t until)
{
	uint64_t own = below.until(), now = vsp_now(), end;
	struct vsp_task *task;
	struct child *next;

	(void)until;
	decision_begin(&decision, now);
	settle_children(now);
	policy->cause = NULL;
	task = vsp_policy_pick(policy, now, &ask_again);
	if (policy->cause != NULL)
		whose = child_of_task(policy->cause);
	if (task == NULL) {
		decide();
		decision_drop(&decision);
		below.idle(until_hook());
		return;
	}
	next = child_of_task(task);
	end = arrange_preemption(next, ask_again);
	decide();
	vsp_leave_dispatch(index_of(next), own < end ? own : end);
}

static bool
more_hook(const struct vsp_thread *leaving)
{
	return ready_children() != 0 || below.more(leaving);
}

static void
take_hooks(void)
{
	/* Not as a whole: that could be a call of memcpy(), which uses FP
	 * registers, and nothing that upcalls share a file with may. */
	below.until = vsp_hooks.until;
	below.idle = vsp_hooks.idle;
	below.more = vsp_hooks.more;
	below.child = vsp_hooks.child;
	vsp_hooks.pick = pick_hook;
	vsp_hooks.until = until_hook;
	vsp_hooks.idle = idle_hook;
	vsp_hooks.more = more_hook;
	vsp_hooks.child = child_hook;
}

void
vsp_sched_start(struct vsp_policy *with)
{
	bool enabled = vsp_disable();

	if (policy == NULL)
		take_hooks();
	policy = with;
	vsp_enable(enabled);
}

int
vsp_sched_add(uint32_t index, const struct vsp_sched_params *params)
{
	static const struct vsp_sched_params nothing;
	struct vsp_child old;
	bool enabled;
	int error;

	if (index >= VSP_NCHILDREN)
		return VSP_E_ARG;
	enabled = vsp_disable();
	error = vsp_task_join(policy, &child[index].task,
			      params != NULL ? params : &nothing);
	if (error == VSP_OK) {
		/* A report of who was here before. */
		report_take(&vsp_dcb->child[index], &old);
		known |= bit(index);
		stopped &= ~bit(index);
		preempting_known = 0;
		child[index].charged_ticks = 0;
	}
	vsp_enable(enabled);
	return error;
}

int
vsp_sched_change(uint32_t index, const struct vsp_sched_params *params)
{
	bool enabled;
	int error;

	if (index >= VSP_NCHILDREN)
		return VSP_E_ARG;
	enabled = vsp_disable();
	error = params->slice_ticks != 0 && !policy->ops->reserves
		? VSP_E_ARG
		: vsp_task_change(&child[index].task, params, vsp_now());
	preempting_known = 0;
	vsp_enable(enabled);
	return error;
}

uint64_t
vsp_sched_charged(uint32_t index)
{
	bool enabled = vsp_disable();
	uint64_t ticks = index < VSP_NCHILDREN && (known & bit(index)) != 0
			 ? child[index].charged_ticks : 0;

	vsp_enable(enabled);
	return ticks;
}

/* Disabled. */
static void
forget(struct child *c)
{
	vsp_task_leave(&c->task, vsp_now());
	wait_until(c, VSP_FOREVER);
	runnable &= ~bit(index_of(c));
	known &= ~bit(index_of(c));
}

void
vsp_sched_remove(uint32_t index)
{
	bool enabled = vsp_disable();

	if (index < VSP_NCHILDREN)
		forget(&child[index]);
	vsp_enable(enabled);
}

uint64_t
vsp_sched_take_stopped(void)
{
	bool enabled = vsp_disable();
	uint64_t taken = stopped & known;

	for (uint64_t left = taken; left != 0; left &= left - 1)
		forget(first_of(left));
	vsp_enable(enabled);
	return taken;
}
