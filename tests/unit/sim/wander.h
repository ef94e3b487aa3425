/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * wander.h - random walks of well-behaved domains: a system of up to LIBOS_MAX
 * domains is drawn, and then what happens to it, step by step.
 *
 *	wander_begin(seed);
 *	world.kills = 2;
 *	wander_on();
 *	wander_finish();
 */
#ifndef SIM_WANDER_H
#define SIM_WANDER_H

#include <stdbool.h>
#include <stdint.h>

/* Say on standard error what happens. */
extern bool wander_tell;

/* Boot, and make the world of this number (not 0). */
void wander_begin(uint64_t state);
/* Some hundred steps: calls, answers, events, preemptions; as many deaths,
 * stops and cancelled calls as `world' allows, and no more afterwards. */
void wander_on(void);
/* On until everything has come to rest. */
void wander_finish(void);

#endif
