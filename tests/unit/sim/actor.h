/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * actor.h - domains for tests: made by the root, driven by the test.
 *
 * An actor has a CNode of one page, a PD, a stretch with its DCB, and an
 * upcall vector at an address of its own.  Its place in the scheduling tree
 * is given; it is started, so its first upcall is ACTIVATE.
 */
#ifndef SIM_ACTOR_H
#define SIM_ACTOR_H

#include "sim.h"

struct actor {
	struct domain *d;
	struct vsp_dcb *dcb;
	uint64_t domain, cnode, pd, system;	/* slots of the root */
	uint64_t next_slot;	/* in its own CNode */
	uint32_t index;		/* among its parent's children */
};

/* The actors of a test that gives them no better names. */
extern struct actor a, b, c, d;

/* Slots that every actor has in its own CNode. */
#define ACTOR_CNODE	1	/* its CNode, all rights */
#define ACTOR_FREE	2

/* All by the root.  `parent` NULL: a child of the root. */
struct actor actor_make(const struct actor *parent, uint32_t index);
/* A capability of the root's, derived into the actor's CNode; its slot. */
uint64_t actor_give(struct actor *to, uint64_t from, uint32_t rights,
		    uint64_t badge);
/* A portal of `to`, a channel of `to`. */
uint64_t actor_portal(struct actor *from, const struct actor *to,
		      uint64_t badge);
uint64_t actor_channel(struct actor *from, const struct actor *to,
		       uint64_t mask);

/* System calls by whoever runs. */
void act_call(uint64_t portal, uint64_t number);
void act_reply(uint64_t token);
void act_wait(uint64_t until);
void act_resume(uint64_t slot);
void act_dispatch(uint64_t index, uint64_t until);
void act_activate(void);
enum vsp_error act_signal(uint64_t channel);

/* Whoever runs goes on enabled: resumes a fresh context of slot 0. */
void act_enable(void);

/* Assert who runs, and at which upcall. */
void expect(const struct domain *d, int entry);
#define expect_root(entry) expect(sim_root(), entry)

#endif
