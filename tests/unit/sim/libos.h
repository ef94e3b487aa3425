/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * libos.h - a small library operating system in each domain: user.pml of the
 * state machine's model, in C, on the kernel itself.
 *
 * A domain has a few threads; thread t has context slot t and call number t.
 * Some have calls to make, the others serve requests, perhaps with a call of
 * their own.  A domain that has children dispatches those that are ready, in
 * turn.  What each does next is drawn at random, one step at a time, so that
 * whatever happens can happen in between.
 */
#ifndef SIM_LIBOS_H
#define SIM_LIBOS_H

#include "actor.h"
#include "../../random.h"

#define LIBOS_MAX	6u	/* domains, the root is 0 */
#define LIBOS_THREADS	3u

enum thread_state {
	THREAD_FREE,
	THREAD_RUN,		/* runs, or its context is in its slot */
	THREAD_CALL,		/* its call is out */
	THREAD_DEVICE,		/* waits for an event */
	THREAD_SLEEP		/* waits for a time */
};

struct thread {
	enum thread_state state;
	uint32_t todo;		/* calls it has to make */
	uint64_t token;		/* of the request it serves, or 0 */
	uint64_t word;		/* of that request */
	uint64_t sent;		/* word of the call that is out */
	bool nested;		/* may call others to serve it */
	uint64_t until;		/* it sleeps so long */
};

/* What it does to others: libos_deed.c. */
enum deed {
	DEED_KILL, DEED_SIGNAL, DEED_STOP, DEED_RESET, DEED_MOVE, DEED_DROP,
	DEED_CANCEL, DEED_DEBUG
};

enum decision {
	DECIDE_NOTHING,
	DECIDE_RESUME,
	DECIDE_DISPATCH,
	DECIDE_WAIT
};

struct libos {
	struct actor actor;
	uint32_t parent;	/* index of its scheduler */
	uint32_t target[LIBOS_THREADS];	/* whom its threads call */
	uint32_t nest;		/* whom its servers call */
	uint64_t portal[LIBOS_MAX];
	uint64_t all;		/* the root's CNode: to kill with */
	uint64_t self;
	uint64_t control[LIBOS_MAX], channel[LIBOS_MAX];
	struct thread thread[LIBOS_THREADS];
	uint32_t running;
	bool request;		/* came, and waits in the handler */
	uint64_t token, word;
	enum decision decision;
	uint32_t choice;	/* thread or child decided upon */
	uint32_t last;		/* child dispatched last */
	uint64_t ticks;		/* reported of it to its parent */
	uint32_t failed;	/* calls that were not answered */
	bool half_reset;	/* who began a RESET of it has not ended it */
};

struct world {
	struct random random;
	struct libos os[LIBOS_MAX];
	uint32_t n;
	/* How many may still come; `sends': per cent of calls with a
	 * capability. */
	uint32_t kills, cancels, stops, sleeps, signals, moves, sends, debugs;
};

extern struct world world;

/* Where code is; and what the words of a call and its answer differ in. */
#define LIBOS_RUN_PC		0x1000ull
#define LIBOS_HANDLER_PC	0x2000ull
#define LIBOS_DEED_PC		0x1200ull
#define LIBOS_KEY		0x5a5a0000ull
/* The slot for what a message brings. */
#define LIBOS_RECEIVED		120u

bool libos_alive(const struct libos *os);
struct libos *libos_of(const struct domain *d);
/* It names that slot for whatever comes. */
void libos_receive(struct libos *os, uint64_t slot);
/* Thread t goes on where threads do. */
void libos_make_runnable(struct libos *os, uint32_t t);
/* The call of thread t is over. */
void libos_called(struct libos *os, uint32_t t, uint64_t error,
		  uint64_t word);
/* When a child wants to run, as far as is known; when the first of those that
 * sleep, threads or children, does, but not before `from`. */
uint64_t libos_due(const struct libos *os, uint64_t child);
uint64_t libos_earliest(const struct libos *os, uint64_t from);
/* Somebody was entered: what the upcall says is noted. */
void libos_observe(void);
/* The svc of a deed, the first time or again. */
void libos_do_deed(struct libos *os);
/* Perhaps one is done now. */
bool libos_deed(struct libos *os);
/* The root starts again who was stopped; a RESET is ended before. */
void libos_restart(struct libos *whom);
/* One step of whoever runs. */
void libos_step(void);
/* Has it nothing left to do, and nobody waiting? */
bool libos_done(const struct libos *os);

#endif
