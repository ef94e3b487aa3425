/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * sched.c - who schedules whom, and how, with all defaults filled in.
 *
 * Without a word about it, init schedules every domain in proportion to
 * shares; those that were given none divide what the others leave.
 */
#include <string.h>

#include "desc.h"

static const struct {
	const char *name;
	enum vsp_policy_kind kind;
} policies[] = {
	{ "stride", VSP_POLICY_STRIDE },
	{ "round-robin", VSP_POLICY_ROUND_ROBIN },
	{ "fixed-priority", VSP_POLICY_FIXED_PRIORITY },
	{ "edf", VSP_POLICY_EDF },
};
#define NPOLICIES (sizeof policies / sizeof *policies)

/* Its scheduler; NULL if there is none of that name. */
const struct domain *
sched_of(const struct desc *d, const struct domain *dom)
{
	int index;

	if (!dom->scheduler.s || !strcmp(dom->scheduler.s, "init"))
		return &d->init;
	index = desc_domain(d, dom->scheduler.s);
	return index >= 0 && d->domain[index].schedules ? &d->domain[index]
		: NULL;
}

int
sched_index(const struct desc *d, const struct domain *scheduler)
{
	return scheduler == &d->init ? -1 : (int)(scheduler - d->domain);
}

bool
sched_policy_known(const char *name)
{
	for (size_t i = 0; i < NPOLICIES; i++)
		if (!strcmp(policies[i].name, name))
			return true;
	return false;
}

enum vsp_policy_kind
sched_policy(const struct domain *scheduler)
{
	if (!scheduler->policy.s)
		return VSP_POLICY_STRIDE;
	for (size_t i = 0; i < NPOLICIES; i++)
		if (!strcmp(policies[i].name, scheduler->policy.s))
			return policies[i].kind;
	return VSP_POLICY_OTHER;
}

const char *
sched_policy_name(enum vsp_policy_kind kind)
{
	for (size_t i = 0; i < NPOLICIES; i++)
		if (policies[i].kind == kind)
			return policies[i].name;
	return "its own";
}

/* In per mille of its scheduler's time, under stride. */
uint64_t
sched_share(const struct desc *d, const struct domain *dom)
{
	uint64_t given = 0, without = 0, each;

	if (dom->share.n)
		return dom->share.n;
	for (unsigned i = 0; i < d->ndomains; i++) {
		if (sched_of(d, &d->domain[i]) != sched_of(d, dom))
			continue;
		given += d->domain[i].share.n;
		without += !d->domain[i].share.n;
	}
	each = given < 1000 && without ? (1000 - given) / without : 0;
	return each ? each : 1;
}

uint64_t
sched_latency(const struct domain *dom)
{
	return dom->latency.n ? dom->latency.n : dom->period.n;
}

/* Does it have a reservation itself? */
static bool
is_reserved(const struct desc *d, const struct domain *scheduler)
{
	const struct domain *above;

	if (scheduler == &d->init || !scheduler->slice.n)
		return false;
	above = sched_of(d, scheduler);
	return above && sched_policy(above) == VSP_POLICY_EDF;
}

/* The part of the processor that it can promise. */
double
sched_limit(const struct desc *d, const struct domain *scheduler)
{
	double most = 0.95;

	if (is_reserved(d, scheduler))
		most = (double)scheduler->slice.n /
			(double)scheduler->period.n;
	if (scheduler->limit.given && (double)scheduler->limit.n / 1000 < most)
		return (double)scheduler->limit.n / 1000;
	if (scheduler->limit.given && !is_reserved(d, scheduler))
		return (double)scheduler->limit.n / 1000;
	return most;
}

/* How long, in ns, a scheduler that has a slice in each period may be without
 * the processor: the slice came first in one period, and comes last in the
 * next (Shin and Lee 2003). */
double
sched_blackout(const struct desc *d, const struct domain *scheduler)
{
	if (!is_reserved(d, scheduler))
		return 0;
	return 2 * ((double)scheduler->period.n - (double)scheduler->slice.n);
}
