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
	d->events |= events;
	d->has_events = d->events != 0;
	d->limit = 0;
	domain_dcb(d)->pending = 1;
	trace(VSP_TRACE_EVENT, 0, d, events, 0);
}

void
ready_set(struct domain *d)
{
	struct domain *parent = domain_parent(d);
	bool was_ready = d->ready;

	d->ready = true;
	if (parent != NULL)
		domain_dcb(parent)->ready |= 1ull << d->index;
	if (trace_wants(VSP_TRACE_READY))
		trace_ready(d, was_ready);
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
		trace_ready(d, was_ready);
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
	if (level >= core->want)
		return;
	undirect();
	core->want = level;
}

/* P is dispatching at `level`, and its child u can run. */
static void
up_dispatching(struct domain *p, struct domain *u, uint32_t level, bool quiet)
{
	const struct vsp_dcb *dcb = domain_dcb(p);
	uint64_t bit = 1ull << u->index;

	if (quiet)
		return;
	if ((dcb->direct & bit) != 0 && core->direct == NULL
	    && !core->nobody && level < core->want && !domain_gone(u)) {
		core->direct = u;
		core->want = level;
	} else if (((dcb->preempt | dcb->direct) & bit) != 0) {
		want_level(level);
	}
}

void
up(struct domain *u, bool quiet)
{
	struct domain *p;

	for (; (p = domain_parent(u)) != NULL; u = p) {
		uint32_t level = chain_level(p);

		ready_set(u);
		if (p == core->cur) {
			domain_raise(p, VSP_EVENT_CHILD);
			if (core->ctx && domain_enabled(p))
				core->upcall = true;
			return;
		}
		if (level != NOLEVEL && level < core->top) {
			up_dispatching(p, u, level, quiet);
			return;
		}
		domain_raise(p, VSP_EVENT_CHILD);
		if (level != NOLEVEL || callpart(core->cur, p)) {
			want_level(core->top);
			return;
		}
	}
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

	if (d == core->cur) {
		if (core->ctx && domain_enabled(d))
			core->upcall = true;
	} else if (level != NOLEVEL) {
		want_level(level);
	} else if (callpart(core->cur, d)) {
		want_level(core->top);
		/* Its bit too: it may not be what runs next. */
		up(d, true);
	} else {
		up(d, false);
	}
}

void
popto(uint32_t level, uint32_t reason)
{
	while (core->top > level) {
		struct domain *child = payer();
		bool last = core->top == level + 1;

		core->direct_until = core->chain[core->top].until;

		chain_pop(last ? reason : VSP_CHILD_PREEMPTED,
			  !(last && core->direct != NULL));
		if (!child->dying)
			ready_set(child);
	}
}
