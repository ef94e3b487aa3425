/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * internal.h - what the files of the simulated machine share.
 */
#ifndef SIM_INTERNAL_H
#define SIM_INTERNAL_H

#include <setjmp.h>
#include "sim.h"

/* Where an expected panic ends. */
extern jmp_buf sim_panic_exit;

/* User level is about to run: the walker looks once more.  What an operation
 * has stored that is not done yet (`restarted`) need not be seen. */
void sim_user_entry(bool restarted);
bool sim_interrupt_waits(void);

#endif
