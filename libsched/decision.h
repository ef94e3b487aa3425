/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * decision.h - the time that a scheduler's decisions take.
 *
 * All time of a scheduler is its children's or its own threads'; what is left
 * is for decisions.  So a decision has taken what has passed since children
 * got the processor, less what they were charged for: the kernel's way there
 * and back is in it.
 */
#ifndef LIBSCHED_DECISION_H
#define LIBSCHED_DECISION_H

#include "own_time.h"

struct decision {
	struct own_time own;
	bool open;		/* it is being made */
	uint64_t since;		/* time since then is on nobody's account */
	uint64_t lent;		/* since then children have the processor;
				   VSP_FOREVER: they do not */
};

#define DECISION_NONE	{ .own = OWN_TIME_BEGIN, .lent = VSP_FOREVER }

static inline void
decision_begin(struct decision *d, uint64_t now)
{
	if (d->open)
		return;
	d->open = true;
	d->since = own_time(&d->own, now);
}

/* A child is back, and was charged.  Without that nobody has had the time since
 * it was lent: on lent time none can be. */
static inline void
decision_report(struct decision *d, uint64_t ticks)
{
	if (d->lent != VSP_FOREVER)
		d->since = d->lent;
	d->lent = VSP_FOREVER;
	d->since += ticks;
}

/* What it took; 0 if none was being made. */
static inline uint64_t
decision_end(struct decision *d, uint64_t now)
{
	uint64_t time = own_time(&d->own, now);
	bool passed = d->open && time > d->since;

	d->open = false;
	d->lent = time;
	return passed ? time - d->since : 0;
}

/* Nobody's: a thread of the scheduler runs, or nobody does. */
static inline void
decision_drop(struct decision *d)
{
	d->open = false;
	d->lent = VSP_FOREVER;
}

#endif
