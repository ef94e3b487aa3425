/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * grant.h - the chain of grants: whose time runs, until when, and who pays.
 *
 * chain[0] is the root scheduler, chain[top] the payer.  chain[k + 1] is a
 * child of chain[k], so a domain of level k can only be chain[k].
 */
#ifndef KERNEL_GRANT_H
#define KERNEL_GRANT_H

#include <stdint.h>
#include "state.h"

#define NOLEVEL 0xffffffffu

/* The level of `d` on the chain, or NOLEVEL. */
static inline uint32_t
chain_level(const struct domain *d)
{
	uint32_t level = d->level;

	if (level <= core->top && core->chain[level].domain == d)
		return level;
	return NOLEVEL;
}

void chain_push(struct domain *child, uint64_t until);
/* The payer gives its time back: it comes off, and is reported to its parent's
 * child table; its parent is told that a report waits. */
void chain_pop(void);
/* The payer loses its time, and is ready again.  If somebody is dispatched
 * directly in place of the last who falls, the parent is not told. */
void chain_fall(void);
/* The lowest level whose grant has ended at `now`, or NOLEVEL. */
uint32_t chain_expired(uint64_t now);
/* It leaves, and wants to run at `until`, whatever it does till then. */
void until_set(struct domain *d, uint64_t until);
/* If the time has come at which `d` wants to run, tell it: true. */
bool until_expire(struct domain *d, uint64_t now);
/* Set the timer to the end of the running grant, or to when the payer itself
 * wants to run. */
void chain_set_alarm(void);

/* The timer's interrupt is over, until the timer is set again. */
void chain_stop_alarm(void);

/* Write what became of a child into its parent's table. */
void child_report(struct domain *parent, struct domain *child,
		  uint32_t reason, uint64_t until, uint64_t used);

#endif
