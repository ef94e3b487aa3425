/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * sweep.h - operations, interrupted at every instruction.
 */
#ifndef TESTS_SWEEP_H
#define TESTS_SWEEP_H

#include "operation.h"

/* Each ends with a NULL name. */
extern const struct operation sweep_space[], sweep_cap[], sweep_ipc[];

/* What is compared besides capabilities and registers: words of memory that
 * the operation gives or takes, `count` of them from `address` on, one a
 * page. */
extern uint64_t sweep_address, sweep_pages;

/* How many of `slots` are compared. */
extern unsigned sweep_slots;

/* A frame of 512 pages, each of which says its number; for ever. */
extern vsp_slot sweep_frame;

#endif
