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
	raise_in_line(d, events);
}

/* domain_parent(), in line: walks up the tree consist of it. */
static inline struct domain *
parent_of(const struct domain *d)
{
	struct domain *parent = d->parent.domain;

	if (parent == NULL
	    || ramtab_word(address_page(parent)) != d->parent.word)
		return NULL;
	return parent;
}

void
ready_set(struct domain *d)
{
	ready_in_line(parent_of(d), d);
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

/* The nearest ancestor of `u` that is on the call part: a walk up and a walk
 * along the donors, not one for each ancestor. */
__attribute__((noinline))
static const struct domain *
ancestor_on_callpart(const struct domain *u)
{
	const struct domain *ancestor[VSP_NLEVELS] = { NULL }, *nearest = NULL;
	const struct domain *from = core->cur, *p = u;

	while ((p = parent_of(p)) != NULL)
		ancestor[p->level] = p;
	for (; from != NULL && from != payer(); from = domain_donor(from))
		if (ancestor[from->level] == from
		    && (nearest == NULL || from->level > nearest->level))
			nearest = from;
	return nearest;
}

void
up(struct domain *u, bool quiet)
{
	const struct domain *lent = NULL;
	struct domain *p;
	bool told = false;

	if (core->cur != NULL && core->cur != payer())
		lent = ancestor_on_callpart(u);
	for (; !told && (p = parent_of(u)) != NULL; u = p) {
		uint32_t level = chain_level(p);

		ready_in_line(p, u);
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
		/* If it could run before, its parent knows. */
		told = p->has_events && p->ready;
		raise_in_line(p, VSP_EVENT_CHILD);
		if (level != NOLEVEL || p == lent) {
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
