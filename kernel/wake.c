/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * wake.c - a domain can run: tell its parent, and so on up the tree.
 *
 * A parent P of the domain u that can run is in one of four places:
 *
 *	cur			it gets an event; an upcall if enabled
 *	below the payer		it is dispatching: interrupted iff its
 *				`preempt` or `direct` word has u
 *	the payer, in a call	it gets an event and its time back
 *	off the chain		it gets an event, and is itself one that can
 *				run: go on with its parent - unless it is on
 *				the call part, then the time comes back to it
 */
#include "wake.h"

#include "grant.h"
#include "trace.h"

void
domain_raise(struct domain *d, uint64_t events)
{
	if (d == core->cur)
		d->limit = 0;
	raise_in_line(d, events);
}

void
ready_set(struct domain *d)
{
	ready_in_line(domain_parent(d), d);
}

void
ready_clear(struct domain *d)
{
	struct domain *parent = domain_parent(d);
	bool was_ready = d->ready;

	d->ready = false;
	if (parent != NULL)
		domain_dcb(parent)->ready &= ~(1ull << d->index);
	if (trace_wants(VSP_TRACE_READY))
		trace_ready(parent, d, was_ready);
}

bool
callpart(const struct domain *from, const struct domain *d)
{
	/* Donors end at the payer: at most MAX_HOPS, see call(). */
	while (from != d) {
		if (from == NULL || from == payer())
			return false;
		from = domain_donor(from);
	}
	return true;
}

void
undirect(void)
{
	struct domain *parent;

	if (core->direct == NULL)
		return;
	parent = domain_parent(core->direct);
	if (parent != NULL)
		domain_raise(parent, VSP_EVENT_CHILD);
	core->direct = NULL;
}

void
want_level(uint32_t level)
{
	if (level > core->want)
		return;
	undirect();
	core->want = level;
}

/* P is dispatching at `level`, and its child u can run.  Nothing is dispatched
 * directly when cur has lost the processor already. */
static void
up_dispatching(struct domain *p, struct domain *u, uint32_t level, bool quiet)
{
	const struct vsp_dcb *dcb = domain_dcb(p);
	uint64_t bit = 1ull << u->index;

	if (quiet)
		return;
	if ((dcb->direct & bit) != 0 && core->direct == NULL
	    && core->cur != NULL && level < core->want && !domain_gone(u)) {
		core->direct = u;
		core->want = level;
	} else if (((dcb->preempt | dcb->direct) & bit) != 0) {
		want_level(level);
	}
}

/* Who of a domain and its ancestors is on the call part, where the time comes
 * back to them, if the payer keeps it: the domain itself, and the nearest of
 * the ancestors. */
struct lent {
	bool itself;
	const struct domain *ancestor;
};

/* A walk up and a walk along the donors, not one for each ancestor. */
__attribute__((noinline))
static struct lent
lent_to(const struct domain *u)
{
	const struct domain *at[VSP_NLEVELS] = { NULL }, *p = u;
	const struct domain *from = core->cur;
	struct lent lent = { false, NULL };

	while ((p = domain_parent(p)) != NULL)
		at[p->level] = p;
	for (; from != NULL && from != payer(); from = domain_donor(from)) {
		lent.itself |= from == u;
		if (at[from->level] == from
		    && (lent.ancestor == NULL
			|| from->level > lent.ancestor->level))
			lent.ancestor = from;
	}
	return lent;
}

static struct lent
lent_time(const struct domain *u)
{
	if (core->cur == NULL || core->cur == payer()
	    || core->want < core->top)
		return (struct lent){ false, NULL };
	return lent_to(u);
}

static void
walk_up(struct domain *u, bool quiet, const struct domain *lent)
{
	struct domain *p;

	for (; (p = domain_parent(u)) != NULL; u = p) {
		uint32_t level = chain_level(p);

		ready_in_line(p, u);
		if (p != core->cur && level < core->top) {
			up_dispatching(p, u, level, quiet);
			return;
		}
		raise_in_line(p, VSP_EVENT_CHILD);
		if (p == core->cur) {
			p->limit = 0;
			core->upcall |= core->ctx && domain_enabled(p);
			return;
		}
		if (level != NOLEVEL || p == lent) {
			want_level(core->top);
			return;
		}
	}
}

void
up(struct domain *u, bool quiet)
{
	walk_up(u, quiet, lent_time(u).ancestor);
}

void
stay(struct domain *d, bool quiet)
{
	uint32_t level = chain_level(d);

	if (level == NOLEVEL)
		up(d, quiet);
	else if (domain_self(d))
		want_level(level);
}

void
wake(struct domain *d)
{
	uint32_t level = chain_level(d);
	struct lent lent;

	if (d == core->cur) {
		core->upcall |= core->ctx && domain_enabled(d);
		return;
	}
	if (level != NOLEVEL) {
		want_level(level);
		return;
	}
	lent = lent_time(d);
	if (lent.itself)
		want_level(core->top);
	/* Its bit in any case: it may not be what runs next. */
	walk_up(d, lent.itself, lent.ancestor);
}
