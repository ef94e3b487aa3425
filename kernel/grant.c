/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * grant.c - grants of time: push, pop, charge and report.
 *
 * A grant is charged when it is popped: what passed since it was pushed goes
 * to the child's entry in its parent's table, and is taken from what counts
 * as the parent's own time.  So parent = self + sum of children, exactly, and
 * nothing is counted at a switch within a grant.
 */
#include "grant.h"

#include "trace.h"
#include "wake.h"

void
until_set(struct domain *d, uint64_t until)
{
	core->alarm_stale |= until != d->until;
	domain_set_until(d, until);
}

bool
until_expire(struct domain *d, uint64_t now)
{
	if (d->until > now)
		return false;
	domain_set_until(d, VSP_FOREVER);
	domain_raise(d, VSP_EVENT_TIMER);
	return true;
}

void
chain_push(struct domain *child, uint64_t until)
{
	uint64_t now = machine_now();

	core->alarm_stale = true;
	core->top++;
	core->chain[core->top] = (struct grant){
		.domain = child,
		.word = child->word,
		.until = until,
		.start = now,
	};
	until_expire(child, now);
	trace(VSP_TRACE_GRANT, core->top, child, until,
	      core->chain[core->top].start);
}

void
child_report(struct domain *parent, struct domain *child, uint32_t reason,
	     uint64_t until, uint64_t used)
{
	struct vsp_child *entry = &domain_dcb(parent)->child[child->index];

	child->told_until = until;
	entry->until = until;
	entry->ticks += used;
	entry->reason = reason;
	entry->syndrome = child->syndrome;
	if (child->stop)
		domain_dcb(parent)->stopped |= 1ull << child->index;
	parent->reports++;
	parent->reported = child->index;
}

/* Why it really came back: a stopped child says so, whatever else. */
static uint32_t
pop_reason(const struct domain *child, uint32_t reason)
{
	if (child->dying)
		return VSP_CHILD_GONE;
	if (child->stop)
		return child->faulted ? VSP_CHILD_FAULT : VSP_CHILD_GONE;
	return reason;
}

void
chain_pop(uint32_t reason, bool event)
{
	struct grant grant = core->chain[core->top];
	uint64_t used = machine_now() - grant.start;
	struct domain *parent;

	reason = pop_reason(grant.domain, reason);
	trace(VSP_TRACE_RETURN, reason, grant.domain, grant.domain->until,
	      used);
	core->alarm_stale = true;
	core->chain[core->top] = (struct grant){ 0 };
	core->top--;
	core->chain[core->top].child_ticks += used;
	grant.domain->ticks += used - grant.child_ticks;
	parent = core->chain[core->top].domain;
	if (parent->dying)
		return;
	child_report(parent, grant.domain, reason, grant.domain->until, used);
	if (event)
		domain_raise(parent, VSP_EVENT_CHILD);
}

uint32_t
chain_expired(uint64_t now)
{
	for (uint32_t level = 1; level <= core->top; level++)
		if (core->chain[level].until <= now)
			return level;
	return NOLEVEL;
}

void
chain_set_alarm(void)
{
	uint64_t alarm;

	if (!core->alarm_stale)
		return;
	core->alarm_stale = false;
	alarm = payer()->until;
	for (uint32_t level = 1; level <= core->top; level++)
		if (core->chain[level].until < alarm)
			alarm = core->chain[level].until;
	if (alarm != core->alarm) {
		core->alarm = alarm;
		machine_set_alarm(alarm);
	}
}
