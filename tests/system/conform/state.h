/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * state.h - states of a domain, events, and what is seen of each pair.
 */
#ifndef CONFORM_STATE_H
#define CONFORM_STATE_H

#include "actor.h"
#include "conform.h"

/* As in kernel/domain.h. */
enum state { RUN, FROZEN, ATSVC, NEWS, INCALL, IDLE, STOP, FAULTED, NSTATES };

enum event {
	SIGNAL, CALL, REPLY, DISPATCH, STOPPED, STARTED, RESET, CANCEL, DELETE,
	FAULT, INTERRUPT, EXPIRY, REVOKE_PD, REVOKE_CNODE, NEVENTS
};

/* In T's space. */
#define OWN_DOMAIN_OWNER	OWN_D
#define OWN_PD_OWNER		OWN_E
#define OWN_CNODE_OWNER		OWN_F

/* T, whose state it is; S, whom it calls; C, who calls it; T's channel. */
extern struct actor *t, *s, *c;
extern vsp_slot channel;

/* T's script: the first steps are of the state; upcalls lead to these. */
enum { AT_RESUME = 8, AT_NOTE, AT_END, AT_REPLY, NSTEPS };

static inline void
set_next(unsigned on_activate)
{
	t->memory->on[VSP_UPCALL_ACTIVATE] = on_activate + 1;
}

/* It comes to T; the error, if it is an operation. */
int event_comes(enum event event);

struct state_row {
	enum state state;
	enum event event;
	const char *seen;
	/* RUN: what T does itself. */
	const char *what;
	enum actor_slot owner;	/* that it gets before */
	struct step step[5];
};

extern const struct state_row state_rows[];
extern const unsigned state_nrows;

#endif
