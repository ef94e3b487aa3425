/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * subject.h - domains in all registers' hands: what is interrupted, and who
 * stands around it.
 *
 * A subject is a child of the test domain or of another subject.  It shares
 * the test's capability space and protection domain, and has its own DCB and
 * a struct subject for what it is to do and what came of it.  What it does is
 * its vector, one of those below; they run disabled but between upcalls.
 */
#ifndef TESTS_SUBJECT_H
#define TESTS_SUBJECT_H

/* Offsets for subject_vectors.S; subject.c asserts them. */
#define SUBJECT_NUMBER	72
#define SUBJECT_STEP	80
#define SUBJECT_ENTRY	88
#define SUBJECT_OUT	96
#define SUBJECT_EVENTS	240
#define SUBJECT_CALLS	248
#define SUBJECT_TOKEN	256

#define SUBJECT_RETURNED 5	/* entry: the system call returned */

/* number, beyond the system calls */
#define SUBJECT_FP	8	/* use an FP register */
#define SUBJECT_FAULT	9	/* read what is not there */
#define SUBJECT_FAULT_ENABLED 10

#define SUBJECT_COUNTS_TO 50	/* subject_counts */

/* step */
#define SUBJECT_READY	0
#define SUBJECT_MADE	1
#define SUBJECT_DONE	2

#ifndef __ASSEMBLER__
#include <stdbool.h>
#include <stdint.h>

#include <vesper/dcb.h>
#include <vesper/vesper.h>

struct subject {
	/* What to do. */
	uint64_t x[9];		/* registers of the system call */
	uint64_t number;	/* of the system call */

	/* What became of it. */
	uint64_t step;
	uint64_t entry;		/* the upcall that ended it, or RETURNED */
	uint64_t out[18];	/* x0..x17 there */
	uint64_t events;	/* all that came with ACTIVATE */
	uint64_t calls;		/* that it has taken or made */
	uint64_t token;		/* of the last that it took */

	/* Of the test. */
	vsp_slot slot;
	struct vsp_dcb *dcb;
};

/* Make the system call once; then wait, for ever. */
extern const char subject_once[];
/* Count in x[0], without end. */
extern const char subject_spins[];
/* Count in x[0], to SUBJECT_COUNTS_TO; then wait. */
extern const char subject_counts[];

/* A scheduler: dispatch child x[0] until it waits; the ticks reported add up
 * in `token`. */
extern const char subject_dispatches[];
/* A scheduler: dispatch whoever is ready, lowest index first. */
extern const char subject_relays[];
/* A server: answer each call with its words, the first plus one. */
extern const char subject_answers[];
/* The same, after a loop of x[0] rounds. */
extern const char subject_is_slow[];
/* The same, after a SIGNAL through x[8]; the words stay. */
extern const char subject_signals[];
/* The same, but enabled while it signals. */
extern const char subject_signals_enabled[];
/* A server: take each call, and do not answer. */
extern const char subject_keeps[];
/* A server that calls on, with the same words, through portal x[8], and
 * answers when it is answered. */
extern const char subject_passes_on[];
/* A client: calls 0..15 through portal x[8], all at once. */
extern const char subject_floods[];
/* Wait, whatever comes. */
extern const char subject_rests[];

/* No vector: where a context goes on, whose x17 is the subject.  Its
 * registers go to out[]: x0..x15, NZCV, and the sum of x18..x30 and SP. */
extern const char subject_resumed[];

/* The same: signal through x8, then (the next) spin until an event has come;
 * out[0] is what SIGNAL gave. */
extern const char subject_raises[], subject_awaits[];

/* Make a subject, a child of `parent` at `index`, and start it.  Its Domain
 * goes to `slot`, made of `memory`. */
bool subject_create(struct subject *subject, const char *vector,
		    vsp_slot memory, vsp_slot slot, vsp_slot parent,
		    unsigned index);

/* Where DCBs are mapped; before the first subject. */
bool subject_prepare(void);

/* Dispatch child `index` until `until`; gives why it came back.  *ticks, if
 * not NULL, grows by what it has used. */
extern uint64_t subject_until;	/* that the report told */
extern uint64_t subject_back;	/* when it came back */
uint64_t subject_dispatch(unsigned index, uint64_t until, uint64_t *ticks);

/* The same, again and again, until the subject is done, or `patience` is at an
 * end: false. */
bool subject_finish(struct subject *subject, unsigned index,
		    unsigned patience, uint64_t *ticks);

#endif
#endif
