/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * grant.c - grants of time: push, pop, charge and report.
 *
 * A grant is charged when it is popped: what passed since it was pushed goes
 * to the child's own account, and to its entry in its parent's table.  What a
 * parent had for itself is its account less those of its children: parent =
 * self + sum of children, exactly, and nothing is counted at a switch within
 * a grant.
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
	uint64_t now = machine_now(), end = core->chain[core->top].end;

	core->alarm_stale = true;
	core->top++;
	core->chain[core->top] = (struct grant){
		.domain = child,
		.until = until,
		.start = now,
		.end = until < end ? until : end,
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
	if (child->stop) {
		entry->syndrome = child->syndrome;
		domain_dcb(parent)->stopped |= 1ull << child->index;
	}
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

/* Charge the payer with what passed since it was pushed, and take it off. */
static void
pop(uint32_t reason, bool event, uint64_t now)
{
	struct grant *grant = &core->chain[core->top];
	struct domain *child = grant->domain, *parent = grant[-1].domain;
	uint64_t used = now - grant->start;

	core->alarm_stale = true;
	core->top--;
	child->ticks += used;
	domain_dcb(child)->used = child->ticks;
	grant->domain = NULL;
	reason = pop_reason(child, reason);
	trace(VSP_TRACE_RETURN, reason, child, child->until, used);
	if (parent->dying)
		return;
	child_report(parent, child, reason, child->until, used);
	if (event)
		domain_raise(parent, VSP_EVENT_CHILD);
}

void
chain_pop(void)
{
	pop(VSP_CHILD_WAIT, true, machine_now());
}

void
chain_fall(void)
{
	const struct grant *grant = &core->chain[core->top];
	bool direct = core->direct != NULL && core->top - 1 == core->want;
	struct domain *child = payer();
	uint64_t now = machine_now();

	core->dispatching = false;
	core->direct_until = grant->until;
	pop(grant->until <= now ? VSP_CHILD_EXPIRED : VSP_CHILD_PREEMPTED,
	    !direct, now);
	if (!child->dying)
		ready_set(child);
}

uint32_t
chain_expired(uint64_t now)
{
	for (uint32_t level = 1; level <= core->top; level++)
		if (core->chain[level].until <= now)
			return level;
	return NOLEVEL;
}

static void
set_alarm(uint64_t alarm)
{
	if (alarm != core->alarm) {
		core->alarm = alarm;
		machine_set_alarm(alarm);
	}
}

void
chain_set_alarm(void)
{
	uint64_t alarm;

	if (!core->alarm_stale)
		return;
	core->alarm_stale = false;
	alarm = payer()->until;
	if (core->chain[core->top].end < alarm)
		alarm = core->chain[core->top].end;
	set_alarm(alarm);
}

void
chain_stop_alarm(void)
{
	core->alarm_stale = true;
	set_alarm(VSP_FOREVER);
}
