/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * scheduler.h - a scheduler of domains on the fake kernel, with four children:
 * round robin, unless a test starts another policy.
 */
#ifndef SCHEDULER_H
#define SCHEDULER_H

#include <vesper/sched.h>

#include "../claims.h"
#include "fake.h"

#define QUANTUM 100u

/* What the scheduler finds when it looks for a thread of its own, and for when
 * one wants to run. */
extern struct vsp_thread *own_thread;
extern uint64_t own_until;

void scheduler_setup(void);

/* What the scheduler does when it has nothing to do itself. */
void idle(void);

/* The child comes back, charged a quantum. */
void report(uint32_t child, uint32_t reason, uint64_t until);

#endif
