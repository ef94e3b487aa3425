/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * twice.h - what can be seen of a walk.
 */
#ifndef TWICE_H
#define TWICE_H

#include "../conform/stage.h"
#include "../conform/actor.h"

#define NACTORS	5u
#define NTURNS	48u		/* of the root */

struct seen_actor {
	struct record record[ACTOR_NRECORDS];
	uint32_t written, next;
	uint64_t info, pc;	/* DOMAIN_INFO */
	struct vsp_dcb dcb;
};

struct seen {
	struct root_upcall turn[NTURNS];	/* where each of them ended */
	struct seen_actor actor[NACTORS];
	uint64_t ready, stopped;		/* words of the root's DCB */
	uint64_t ticks;				/* all that it took */
};

/* What there is to be seen of it now, but for what differs from run to run:
 * times, the generation in tokens, registers that a system call clobbers. */
void seen_actor(struct seen_actor *to, const struct actor *a);
void seen_turn(struct root_upcall *to);
/* The same?  Says what is not, first. */
bool seen_same(const struct seen *fast, const struct seen *slow);

#endif
