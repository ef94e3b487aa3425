/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * actor.h - the domains that a test is about.
 *
 * An actor is a domain of its own, with its own CNode, PD, DCB and memory,
 * that does what its script says: a script is a table of steps, a step is a
 * system call with all its registers, or one of a few other deeds.  Each
 * upcall goes on with the next step, and is written down first, as is what a
 * system call returned.  After its script an actor waits for ever.
 *
 *	struct actor *a = actor_make(0);
 *
 *	SCRIPT(a, DO_CALL(PORTAL, 3, 42), DO_SIGNAL(CHANNEL));
 *	run(a);
 *	TOLD(a, "AR")		activated, then answered
 *
 * Test and actors share the memory that the scripts and records are in.
 */
#ifndef CONFORM_ACTOR_H
#define CONFORM_ACTOR_H

#include <vesper/syscall.h>

/* Behind the DCB: the actor's memory. */
#define ACTOR_OFFSET	0x3000
#define ACTOR_PAGES	6
#define ACTOR_NSTEPS	96
#define ACTOR_NRECORDS	64

/* Offsets for script.S; actor.c asserts them. */
#define ACTOR_NEXT	0
#define ACTOR_COUNT	4
#define ACTOR_WRITTEN	8
#define ACTOR_TOKENS	12
#define ACTOR_HOLD	16
#define ACTOR_SCRATCH	24
#define ACTOR_ON	64
#define ACTOR_TOKEN	128
#define ACTOR_STEPS	256
#define ACTOR_RECORDS	(ACTOR_STEPS + 128 * ACTOR_NSTEPS)
#define ACTOR_STACK	(ACTOR_PAGES * 4096)

#define STEP_UNTIL	80
#define STEP_TOKEN	88

/* Deeds that are no system call; those are their own numbers, up to 8, which
 * is no system call at all. */
#define DEED_ENABLE	9	/* upcalls can come from here on */
#define DEED_DISABLE	10
#define DEED_READ	11	/* the word at x0, which is recorded */
#define DEED_WRITE	12	/* x1 to the word at x0 */
#define DEED_SPIN	13	/* while the word `hold` is not 0 */
#define DEED_JUMP	14	/* to the step x0 */
#define DEED_BRANCH	15	/* call the function at x0 */
#define DEED_SET_FP	16	/* v0..v31 = x0, FPCR = x1, FPSR = x2 */
#define DEED_GET_FP	17	/* record: v0, OR of all v0 ^ vn, FPCR, FPSR */
#define DEED_LOAD_EX	18	/* load exclusive the word `scratch` */
#define DEED_STORE_EX	19	/* store exclusive to it; records the status */
#define DEED_PUBLISH	20	/* the 64 bytes written at x0 are code at x1 */
#define DEED_NOTE	21	/* record */
#define DEED_UNDEFINED	22	/* an undefined instruction */
#define DEED_SET_TLS	23	/* TPIDR_EL0 = x0 */
#define DEED_GET_TLS	24	/* record it */
#define DEED_CLEAN	25	/* the 64 bytes at x0, out of the caches */
#define DEED_COUNT	26

/* Kinds of records: upcalls by their numbers, and: */
#define RECORD_RETURNED	5	/* a system call: x0.. */
#define RECORD_DEED	6	/* a deed: x0.. */

#ifndef __ASSEMBLER__
#include <stdbool.h>
#include <stdint.h>

#include <vesper/dcb.h>
#include <vesper/invoke.h>

struct step {
	uint64_t what;		/* VSP_SYS_*, DEED_* */
	uint64_t x[9];
	uint64_t until;		/* stored in the DCB */
	uint64_t token;		/* n: x8 is the n-th call's token; 0: as is */
	uint64_t spare[4];
};

struct record {
	uint64_t kind;
	uint64_t x[10];
	uint64_t dirt;		/* all other registers of an upcall, ORed */
	uint64_t sp, tls, flags;
	uint64_t ticks;		/* when */
};

struct actor_memory {
	uint32_t next, count;	/* steps */
	uint32_t written;	/* records */
	uint32_t tokens;
	uint64_t hold, scratch;
	uint64_t spare0[4];
	/* If not 0: an upcall of this kind goes on at step on - 1. */
	uint32_t on[16];
	uint64_t token[16];
	struct step step[ACTOR_NSTEPS];
	struct record record[ACTOR_NRECORDS];
};

/* Slots of an actor's own capability space. */
enum actor_slot {
	OWN_NONE, OWN_CNODE, OWN_PD, OWN_DOMAIN, OWN_STRETCH, OWN_TEXT,
	OWN_A, OWN_B, OWN_C, OWN_D, OWN_E, OWN_F, OWN_G, OWN_H,
	OWN_FREE = 32
};

struct actor {
	/* Owner capabilities, in the root's space; of the memory, too, that the
	 * Domain alone is made of. */
	vsp_slot cnode, pd, untyped, domain, stretch, frame;
	uint32_t index;		/* among its parent's children */
	struct vsp_dcb *dcb;
	struct actor_memory *memory;
};

/* A new actor, child `index` of the root, started; or (not started, nobody's
 * child) one that is yet to be completed. */
struct actor *actor_make(uint32_t index);
struct actor *actor_make_raw(void);
/* One whose parent is another actor, as child `index`. */
struct actor *actor_make_below(struct actor *parent, uint32_t index);
void actors_forget(void);
/* Its Domain is deleted: a frame of the same pages, mapped for the test. */
uint64_t *actor_reuse(struct actor *a);

/* Begin this script; what is recorded begins anew. */
void actor_script(struct actor *a, const struct step *steps, unsigned count);
/* More steps behind those it has. */
void actor_append(struct actor *a, const struct step *steps, unsigned count);

#define SCRIPT(a, ...) \
	actor_script(a, (const struct step[]){ __VA_ARGS__ }, \
		     sizeof((const struct step[]){ __VA_ARGS__ }) \
		     / sizeof(struct step))
#define APPEND(a, ...) \
	actor_append(a, (const struct step[]){ __VA_ARGS__ }, \
		     sizeof((const struct step[]){ __VA_ARGS__ }) \
		     / sizeof(struct step))

/* Give it a capability of the root's, derived. */
int give(struct actor *to, unsigned slot, vsp_slot from, uint64_t rights,
	 uint64_t badge);
#define PORTAL_BADGE 0xbad6e
int give_portal(struct actor *to, unsigned slot, const struct actor *server);
int give_channel(struct actor *to, unsigned slot, const struct actor *target,
		 uint64_t mask);

/* What was recorded, in letters: A ACTIVATE, C CALL, R REPLY, F FAULT, H CHILD,
 * r returned, d deed.  Behind A, if any, events, answers (A5. A0/8.); behind R
 * and r an error; behind H the child and the reason (H2:1.). */
#define ACTOR_TEXT 200
void actor_text(char text[ACTOR_TEXT], const struct actor *a);
/* Is it this? */
bool actor_told(const struct actor *a, const char *text, int line);
#define TOLD(a, text)	actor_told(a, text, __LINE__)
/* Of VSP_CHILD_*. */
const char *reason_name(unsigned reason);

static inline const struct record *
record(const struct actor *a, unsigned n)
{
	return &a->memory->record[n % ACTOR_NRECORDS];
}

#endif
#endif
