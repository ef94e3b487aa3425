/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * hostile.h - what user level may do that means no good: any system call, with
 * arguments of which some are garbage, some make sense, and some were true
 * once; and any words in a DCB.
 */
#ifndef SIM_HOSTILE_H
#define SIM_HOSTILE_H

#include "domain.h"
#include "../../random.h"

#define HOSTILE_LINE	40u	/* the first of eight lines to be had */

extern struct random hostile_random;
extern bool hostile_tell;	/* print what is done */

uint64_t hostile_below(uint64_t n);
bool hostile_percent(unsigned n);

/* `d`, which runs, does something. */
void hostile_step(struct domain *d);

#endif
