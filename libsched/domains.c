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
 * `preempt` and `direct` stay 0: no wakeup cuts another's turn short.
 */
#include <stddef.h>
#include <vesper/clock.h>
#include <vesper/runtime.h>
#include <vesper/sched.h>

static struct vsp_policy *policy;
static struct vsp_hooks below;		/* the hooks we replaced */
static struct vsp_task task[VSP_NCHILDREN];
static uint64_t known;			/* children that were added */
static uint64_t stopped;		/* and have stopped */

static uint64_t
bit(uint32_t index)
{
	return 1ull << index % VSP_NCHILDREN;
}

static uint64_t
ready_children(void)
{
	return vsp_dcb->ready & ~vsp_dcb->stopped & known & ~stopped;
}

static void
take_report(struct vsp_task *t, const struct vsp_child *report)
{
	policy->charge(policy, t, report->ticks);
	t->until = report->until;
	if (report->reason != VSP_CHILD_FAULT
	    && report->reason != VSP_CHILD_GONE)
		return;
	if ((known & ~stopped & bit(t->index)) != 0)
		vsp_post_events(VSP_SCHED_EVENT_STOPPED);
	stopped |= known & bit(t->index);
}

/* Reports that wait in the table: each entry is read once. */
static void
take_table(void)
{
	for (uint64_t left = known; left != 0; left &= left - 1) {
		uint32_t i = (uint32_t)__builtin_ctzll(left);
		struct vsp_child *entry = &vsp_dcb->child[i];

		if (entry->reason == VSP_CHILD_NONE)
			continue;
		take_report(&task[i], entry);
		entry->ticks = 0;
		entry->reason = VSP_CHILD_NONE;
	}
}

static void
child_hook(uint32_t index, const struct vsp_child *report)
{
	if (report != NULL && index < VSP_NCHILDREN && known & bit(index))
		take_report(&task[index], report);
	take_table();
}

/* Tell the policy what has changed; gives when the next child wants to be
 * woken. */
static uint64_t
settle_children(uint64_t now)
{
	uint64_t ready = ready_children(), next = VSP_FOREVER;

	for (uint64_t left = known; left != 0; left &= left - 1) {
		struct vsp_task *t = &task[__builtin_ctzll(left)];
		bool can_run = (ready & bit(t->index)) != 0
			       || (t->until <= now
				   && (stopped & bit(t->index)) == 0);

		if (can_run && !t->can_run)
			policy->wake(policy, t);
		if (!can_run && t->can_run)
			policy->block(policy, t);
		t->can_run = can_run;
		if (!can_run && t->until < next)
			next = t->until;
	}
	return next;
}

/* When the first child that waits wants to be woken, or a thread of mine. */
static uint64_t
until_hook(void)
{
	uint64_t first = below.until();

	for (uint64_t left = known & ~stopped; left != 0; left &= left - 1) {
		const struct vsp_task *t = &task[__builtin_ctzll(left)];

		if (t->until < first)
			first = t->until;
	}
	return first;
}

/* Nothing to do myself: lend the processor, not beyond the time when somebody
 * else is to be woken.  `until` says that too, but counts children whose time
 * has come. */
static void
idle_hook(uint64_t until)
{
	uint64_t own = below.until(), now = vsp_now(), end = VSP_FOREVER;
	uint64_t next = settle_children(now);
	struct vsp_task *t = policy->pick(policy, now, &end);

	(void)until;
	if (own < next)
		next = own;
	if (t == NULL)
		below.idle(next);
	else
		vsp_leave_dispatch(t->index, end < next ? end : next);
}

static bool
more_hook(const struct vsp_thread *leaving)
{
	return ready_children() != 0 || below.more(leaving);
}

void
vsp_sched_start(struct vsp_policy *with)
{
	bool enabled = vsp_disable();

	policy = with;
	below = vsp_hooks;
	vsp_hooks.until = until_hook;
	vsp_hooks.idle = idle_hook;
	vsp_hooks.more = more_hook;
	vsp_hooks.child = child_hook;
	vsp_enable(enabled);
}

void
vsp_sched_add(uint32_t index)
{
	bool enabled = vsp_disable();
	struct vsp_task *t = &task[index % VSP_NCHILDREN];

	t->index = index % VSP_NCHILDREN;
	t->can_run = false;
	t->until = VSP_FOREVER;
	known |= bit(index);
	stopped &= ~bit(index);
	vsp_enable(enabled);
}

void
vsp_sched_remove(uint32_t index)
{
	bool enabled = vsp_disable();
	struct vsp_task *t = &task[index % VSP_NCHILDREN];

	if (t->can_run)
		policy->block(policy, t);
	t->can_run = false;
	known &= ~bit(index);
	vsp_enable(enabled);
}

uint64_t
vsp_sched_take_stopped(void)
{
	bool enabled = vsp_disable();
	uint64_t taken = stopped & known;

	known &= ~taken;
	vsp_enable(enabled);
	return taken;
}
