/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * check_sched.c - the checks of what is said about the processor's time: each
 * domain's wishes one by one, and whether a scheduler can promise them all.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <vesper/policy.h>
#include <vesper/syscall.h>

#include "../common/memory.h"
#include "../common/suggest.h"
#include "checks.h"

#define PERIOD_MAX_NS	60000000000u

/* Options that only one policy looks at. */
static const struct {
	const char *name;
	size_t number;		/* where it is in struct domain */
	enum vsp_policy_kind kind;
} option[] = {
	{ "share", offsetof(struct domain, share), VSP_POLICY_STRIDE },
	{ "priority", offsetof(struct domain, priority),
		VSP_POLICY_FIXED_PRIORITY },
	{ "period", offsetof(struct domain, period), VSP_POLICY_EDF },
	{ "slice", offsetof(struct domain, slice), VSP_POLICY_EDF },
	{ "latency", offsetof(struct domain, latency), VSP_POLICY_EDF },
	{ "extra", offsetof(struct domain, extra), VSP_POLICY_EDF },
};

/* An option that its scheduler's policy does not look at. */
static void
check_meaning(struct system *s, const struct domain *dom,
	      const struct domain *scheduler, size_t which)
{
	const struct number *n = (const struct number *)(const void *)
		((const char *)dom + option[which].number);
	struct subject who = about_domain(s, dom, n->at);
	enum vsp_policy_kind kind = sched_policy(scheduler);

	if (!n->given || kind == option[which].kind ||
	    kind == VSP_POLICY_OTHER)
		return;
	msg_error(&s->msgs, &who, "%s means nothing to policy %s of scheduler "
		  "'%s'", option[which].name, sched_policy_name(kind),
		  scheduler->name);
	msg_hint(&s->msgs, "its policy could be %s",
		 sched_policy_name(option[which].kind));
}

static void
check_reservation(struct system *s, const struct domain *dom)
{
	struct subject who = about_domain(s, dom, dom->slice.at);
	uint64_t latency = sched_latency(dom);

	if (dom->period.bad || dom->slice.bad || dom->latency.bad)
		return;
	if (dom->slice.given && !dom->period.given) {
		msg_error(&s->msgs, &who, "has a slice but no period");
		msg_hint(&s->msgs, "say period = TIME");
	} else if (dom->slice.n > latency) {
		msg_error(&s->msgs, &who, "slice %" PRIu64 " ns is longer than "
			  "its %s (%" PRIu64 " ns)", dom->slice.n,
			  dom->latency.n ? "latency" : "period", latency);
	}
	who.at = dom->period.at;
	if (dom->period.given && !dom->slice.n) {
		msg_error(&s->msgs, &who, "has a period but no slice");
		msg_hint(&s->msgs, "say slice = TIME");
	} else if (latency > dom->period.n) {
		msg_error(&s->msgs, &who, "latency %" PRIu64 " ns is longer "
			  "than its period (%" PRIu64 " ns)", latency,
			  dom->period.n);
	}
	if (dom->period.n > PERIOD_MAX_NS)
		msg_error(&s->msgs, &who, "period is longer than 60s");
}

void
check_time(struct system *s, const struct domain *dom)
{
	const struct domain *scheduler = sched_of(&s->desc, dom);
	struct subject who = about_domain(s, dom, dom->priority.at);

	if (!scheduler)
		return;
	for (size_t i = 0; i < sizeof option / sizeof *option; i++)
		check_meaning(s, dom, scheduler, i);
	if (dom->priority.n >= VSP_NPRIORITIES)
		msg_error(&s->msgs, &who, "priority %" PRIu64 " is too high "
			  "(at most %u)", dom->priority.n,
			  VSP_NPRIORITIES - 1);
	check_reservation(s, dom);
}

static void
hint_scheduler(struct system *s, const char *name)
{
	struct suggest near;

	suggest_start(&near, name);
	for (unsigned i = 0; i < s->desc.ndomains; i++)
		if (s->desc.domain[i].schedules)
			suggest_try(&near, s->desc.domain[i].name);
	suggest_hint(&near, &s->msgs);
}

/* Upwards everyone has a scheduler, up to init, and not too many. */
void
check_scheduler_of(struct system *s, const struct domain *dom)
{
	struct subject who = about_domain(s, dom, dom->scheduler.at);
	const struct domain *above = dom;
	unsigned level = 0;

	if (!sched_of(&s->desc, dom)) {
		msg_error(&s->msgs, &who, "there is no scheduler '%s'",
			  dom->scheduler.s);
		hint_scheduler(s, dom->scheduler.s);
		return;
	}
	while (above && above != &s->desc.init && level <= VSP_NCHILDREN) {
		above = sched_of(&s->desc, above);
		level++;
		if (above == dom) {
			msg_error(&s->msgs, &who, "schedules itself, in the "
				  "end");
			return;
		}
	}
	if (above == &s->desc.init && level >= VSP_NLEVELS)
		msg_error(&s->msgs, &who, "is %u levels below init (at most "
			  "%u)", level, VSP_NLEVELS - 1);
}

static void
check_policy_name(struct system *s, const struct domain *dom)
{
	struct subject who = about_domain(s, dom, dom->policy.at);

	if (!dom->policy.s || sched_policy_known(dom->policy.s) ||
	    (dom->program.s && strcmp(dom->program.s, "vsp-sched")))
		return;
	msg_error(&s->msgs, &who, "there is no policy '%s'", dom->policy.s);
	msg_hint(&s->msgs, "the policies are %s, %s, %s and %s",
		 sched_policy_name(VSP_POLICY_ROUND_ROBIN),
		 sched_policy_name(VSP_POLICY_FIXED_PRIORITY),
		 sched_policy_name(VSP_POLICY_EDF),
		 sched_policy_name(VSP_POLICY_STRIDE));
}

static void
check_namesake(struct system *s, const struct domain *dom)
{
	struct subject who = about_domain(s, dom, dom->at);
	int first = desc_domain(&s->desc, dom->name);

	if (first >= 0 && dom != &s->desc.domain[first])
		msg_error(&s->msgs, &who, "there is a domain of this name too");
}

void
check_policy(struct system *s, const struct domain *dom)
{
	struct subject who = about_domain(s, dom, dom->quantum.at);

	if (!dom->schedules)
		return;
	check_policy_name(s, dom);
	check_namesake(s, dom);
	if (dom->quantum.given && !dom->quantum.n &&
	    sched_policy(dom) != VSP_POLICY_FIXED_PRIORITY)
		msg_error(&s->msgs, &who, "quantum is 0");
	who.at = dom->limit.at;
	if (dom->limit.n > 1000)
		msg_error(&s->msgs, &who, "limit is above 100%%");
}

static void
check_shares(struct system *s, const struct domain *scheduler,
	     const struct subject *who)
{
	uint64_t sum = 0;

	for (unsigned i = 0; i < s->desc.ndomains; i++)
		if (sched_of(&s->desc, &s->desc.domain[i]) == scheduler)
			sum += s->desc.domain[i].share.n;
	if (sum > 1000)
		msg_error(&s->msgs, who, "the shares are %" PRIu64 ".%" PRIu64
			  "%% together (at most 100%%)", sum / 10, sum % 10);
}

/* Of the processor, where deadlines come `blackout` ns earlier. */
static double
density(const struct domain *dom, double blackout)
{
	if (!dom->slice.n)
		return 0;
	return (double)dom->slice.n /
		((double)sched_latency(dom) - blackout);
}

/* "a 50.00%, b 54.20%" */
static void
hint_reservations(struct system *s, const struct domain *scheduler,
		  double blackout)
{
	char *list = need_printf("they are:");

	for (unsigned i = 0; i < s->desc.ndomains; i++) {
		const struct domain *dom = &s->desc.domain[i];
		char *longer;

		if (sched_of(&s->desc, dom) != scheduler || !dom->slice.n)
			continue;
		longer = need_printf("%s %s %.2f%%", list, dom->name,
				     100 * density(dom, blackout));
		free(list);
		list = longer;
	}
	msg_hint(&s->msgs, "%s", list);
	free(list);
}

/* Whose deadline would be over while its scheduler waits for a slice of its
 * own. */
static bool
check_blackout(struct system *s, const struct domain *scheduler,
	       double blackout)
{
	bool good = true;

	for (unsigned i = 0; i < s->desc.ndomains; i++) {
		const struct domain *dom = &s->desc.domain[i];
		struct subject who = about_domain(s, dom, dom->slice.at);

		if (sched_of(&s->desc, dom) != scheduler || !dom->slice.n ||
		    (double)sched_latency(dom) > blackout)
			continue;
		msg_error(&s->msgs, &who, "its slice is due in %" PRIu64
			  " ns, but its scheduler '%s' can be without the "
			  "processor for %.0f ns", sched_latency(dom),
			  scheduler->name, blackout);
		msg_hint(&s->msgs, "give '%s' a shorter period",
			 scheduler->name);
		good = false;
	}
	return good;
}

static void
check_reservations(struct system *s, const struct domain *scheduler,
		   const struct subject *who)
{
	double blackout = sched_blackout(&s->desc, scheduler);
	double limit = sched_limit(&s->desc, scheduler), sum = 0;

	if (sched_policy(scheduler) != VSP_POLICY_EDF ||
	    !check_blackout(s, scheduler, blackout))
		return;
	for (unsigned i = 0; i < s->desc.ndomains; i++)
		if (sched_of(&s->desc, &s->desc.domain[i]) == scheduler)
			sum += density(&s->desc.domain[i], blackout);
	if (sum <= limit + 1e-9)
		return;
	msg_error(&s->msgs, who, "the reservations are %.2f%% together (at "
		  "most %.2f%%)", 100 * sum, 100 * limit);
	hint_reservations(s, scheduler, blackout);
}

void
check_schedulers(struct system *s)
{
	const struct domain *init = &s->desc.init;
	struct subject who = about_system(s, s->desc.system.at);

	if (init->schedules)
		who = about_domain(s, init, init->at);
	check_shares(s, init, &who);
	check_reservations(s, init, &who);
	for (unsigned i = 0; i < s->desc.ndomains; i++) {
		const struct domain *scheduler = &s->desc.domain[i];

		if (!scheduler->schedules)
			continue;
		who = about_domain(s, scheduler, scheduler->at);
		check_shares(s, scheduler, &who);
		check_reservations(s, scheduler, &who);
	}
}

/* The root program's section is about how it schedules, and nothing else. */
void
check_init_policy(struct system *s)
{
	const struct domain *init = &s->desc.init;
	struct subject who = about_domain(s, init, init->at);
	unsigned links = 0;

	check_policy(s, init);
	for (unsigned i = 0; i < s->desc.nlinks; i++)
		links += !s->desc.link[i].implied &&
			!strcmp(s->desc.link[i].from.s, "init");
	if (init->schedules && (links || strcmp(init->program.s, "vsp-sched") ||
	    init->nargs || init->scheduler.s || init->share.given ||
	    init->priority.given || init->slice.given || init->extra.given))
		msg_error(&s->msgs, &who, "can have policy, quantum and limit "
			  "only: it is the root program");
}
