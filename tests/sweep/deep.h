/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * deep.h - trees of schedulers as deep as they can be, with callers, servers
 * and sleepers at their ends.
 *
 *	tester (level 1)
 *	  0 actor
 *	  1 relay - relay - relay - relay - relay	callers (level 7)
 *	  2 relay - relay - relay - relay - relay	servers
 *	  3 relay - relay - relay - relay - relay	sleepers
 */
#ifndef TESTS_DEEP_H
#define TESTS_DEEP_H

#include "irqs_off.h"

#define NRELAYS		5u
#define CALLERS		0u	/* subjects from here on: the relays, */
#define SERVERS		NRELAYS
#define SLEEPERS	(2 * NRELAYS)
#define CALLER		(3 * NRELAYS)		/* and below them */
#define SERVER		(CALLER + 64)
#define SLEEPER		(SERVER + 17)
#define PORTALS		200u	/* slots: portals and channels */
#define NFLOODERS	63u
#define NHOPS		(VSP_NHOPS - 1u)	/* of servers after the first */
#define DEEP		12000u	/* ticks to get down there */

bool trees(void);
bool caller_at(unsigned i, const char *vector);
bool server_at(unsigned i, const char *vector);
/* One that rests. */
bool sleeper_at(unsigned i);
bool portal_to(vsp_slot portal, unsigned subject);
bool channel_to(vsp_slot channel, unsigned subject);
/* All have begun to wait. */
bool settle(void);

/* The deep caller 0 makes the system call. */
bool deep_actor(void);
/* That, and the trees. */
bool deep(void);
/* It ended at this upcall, with this word in x0; or it returned with OK. */
bool did(uint64_t entry, uint64_t word);
bool returned(void);

#endif
