/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * wake.h - who is told that a domain can run, and who is preempted by it.
 *
 * These decide only: they set core->want (the level of the chain to fall back
 * to), core->upcall and core->direct.  kernel_settle() (pick.h) acts.
 */
#ifndef KERNEL_WAKE_H
#define KERNEL_WAKE_H

#include "trace.h"

/* OR events into a domain; it is not woken. */
void domain_raise(struct domain *d, uint64_t events);

void ready_set(struct domain *d);

/* These two, in line, for the walk up the tree: eight levels without a look
 * for interrupts.  This one not for who is cur. */
static inline void
raise_in_line(struct domain *d, uint64_t events)
{
	d->events |= events;
	d->has_events |= events != 0;
	domain_dcb(d)->pending = 1;
	trace(VSP_TRACE_EVENT, 0, d, events, 0);
}

static inline void
ready_in_line(struct domain *parent, struct domain *d)
{
	bool was_ready = d->ready;

	d->ready = true;
	if (parent != NULL)
		domain_dcb(parent)->ready |= 1ull << d->index;
	if (trace_wants(VSP_TRACE_READY))
		trace_ready(parent, d, was_ready);
}
void ready_clear(struct domain *d);

/* Is `d` on the call part of the running chain, from `from` down to the
 * payer? */
bool callpart(const struct domain *from, const struct domain *d);

/* Fall back at least to `level`. */
void want_level(uint32_t level);

/* The model's wake, up and stay.  A quiet `up` tells, but preempts nobody on
 * the strength of `preempt` or `direct`. */
void wake(struct domain *d);
void up(struct domain *d, bool quiet);
void stay(struct domain *d, bool quiet);

/* The push of core->direct will not happen: its parent learns of it the
 * ordinary way. */
void undirect(void);

#endif
