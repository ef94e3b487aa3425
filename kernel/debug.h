/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * debug.h - what an owner sees and changes of a domain that has stopped.
 */
#ifndef KERNEL_DEBUG_H
#define KERNEL_DEBUG_H

#include "domain.h"

/* Does every fault of its enabled code stop it? */
static inline bool
debug_stops(const struct domain *d)
{
	return d->debug != 0;
}

/* Does it stop after each instruction? */
static inline bool
debug_steps(const struct domain *d)
{
	return (d->debug & VSP_DEBUG_STEP) != 0;
}

void debug_set(struct domain *d, uint8_t flags);
/* It was stopped by a fault or a step: raise its debugger's event. */
void debug_tell(struct domain *d);

#endif
