/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * clients.h - the stage of tests of calls: three children of the root, of
 * which A and C call, and B serves and waits with an open door.
 */
#ifndef SIM_CLIENTS_H
#define SIM_CLIENTS_H

#include "actor.h"

/* Portals, by who has them and whose they are; A's control of itself. */
extern uint64_t a_to_b, b_to_a, c_to_b, a_to_a, a_itself;

void clients_setup(void);
/* The root runs a child, for good or for a time; its news is taken first. */
void run_child(const struct actor *child);
void run_until(const struct actor *child, uint64_t until);
/* A child is activated, and leaves with nothing to do: open to callers. */
void open_door(const struct actor *child);
/* Who runs calls B with words that tell whose they are. */
void call_b(uint64_t portal, uint64_t number, uint64_t word);
void expect_words(const uint64_t *x, uint64_t word);
/* A's call 3 is with B, which runs; gives the token. */
uint64_t a_calls_b(void);

#endif
