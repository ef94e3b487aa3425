/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * pick.h - who runs next.
 *
 * After an operation that can change who may run, the kernel does not trust
 * `cur`: it falls back to the level that was decided (resched) and looks along
 * the calls of the payer for whom its time can run (pick).
 */
#ifndef KERNEL_PICK_H
#define KERNEL_PICK_H

#include "state.h"

/* The longest call part: payer -> callee -> ... -> cur. */
#define MAX_HOPS VSP_NHOPS

/* Begin an entry into the kernel: nothing is decided. */
void kernel_begin(void);
/* Do what was decided: the model's step from K_WAKE on. */
void kernel_settle(void);

/* cur has left, or is no longer: fall back as far as was decided, and pick.
 * Interrupts that come meanwhile are taken on the way, so that none waits for
 * the end of it. */
void left(void);
/* cur loses the processor. */
void resched(void);
/* cur loses the processor; its frame or context stays with it. */
void cur_suspend(void);
/* Give `d`, on the path from the payer, the processor. */
void run(struct domain *d);
/* Enter `d` at an upcall, saving a frame at a door to its slot first. */
void act(struct domain *d);
void dispatch(struct domain *d, uint64_t child, uint64_t until);

#endif
