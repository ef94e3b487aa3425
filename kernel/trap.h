/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * trap.h - the ways into the kernel.  entry.S has saved the user's registers
 * in cur->regs; when these return it loads those of the new cur, or idles.
 */
#ifndef KERNEL_TRAP_H
#define KERNEL_TRAP_H

#include <stdbool.h>
#include <stdint.h>
#include "machine.h"

struct domain;

/* An exception from user level: ESR_EL1, FAR_EL1. */
void trap_sync(uint64_t syndrome, uint64_t address);
/* INVOKE or SIGNAL of the current domain, from the fast path: user level's
 * x9..x17 are not saved.  Gives whether it simply goes on, with x0..x8 of its
 * regs and everything else as it was. */
bool trap_returning_call(struct domain *d, uint32_t number);
/* An interrupt, from user level or while the core idles. */
void trap_irq(void);
/* Take an interrupt that waits: decide what it changes.  False: there was none
 * that is known, or it changed nothing. */
bool trap_interrupt(void);
/* Load the current domain's space, set the timer; gives the domain whose
 * registers are to be loaded, or NULL to idle. */
struct domain *trap_exit(void);

/* A place between two pieces of work. */
static inline void
trap_poll(void)
{
	if (machine_interrupted())
		trap_interrupt();
}

#endif
