/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * irqs_off.h - operations in the state in which they are longest.
 *
 * Each is made by the actor, a domain of its own, twice: undisturbed, and
 * interrupted again and again, so that the kernel's ways out of it are seen
 * too.  Who counts is irqs_off_plugin.c, from outside.
 */
#ifndef TESTS_IRQS_OFF_H
#define TESTS_IRQS_OFF_H

#include "../system/tap.h"
#include "subject.h"

struct operation {
	const char *name;
	/* Make the state, and the registers of the actor's system call: x[7]
	 * the operation, x[8] the capability. */
	bool (*prepare)(uint64_t *x);
	/* See that it was done, and clear away. */
	bool (*finish)(void);
	uint64_t number;	/* of the system call */
	bool leaves;		/* it does not come back from there */
};

extern const struct operation irqs_off_memory[], irqs_off_cap[],
	irqs_off_ipc[];		/* each ends with a NULL name */

#define OP(name, number) \
	{ #name, name##_prepare, name##_finish, number, false }
#define OP_LEAVES(name, number) \
	{ #name, name##_prepare, name##_finish, number, true }
#define END { NULL, NULL, NULL, 0, false }

#define RW	(VSP_R_READ | VSP_R_WRITE)
#define NSLOTS	600u
#define NSUBJECTS 160u

/* All empty before and after each operation. */
extern vsp_slot slots;
/* Untyped, large: revoked after each operation. */
extern vsp_slot memory, tables;
extern struct subject actor, subjects[NSUBJECTS];

/* Who makes the system call: the actor, child 0, unless `prepare` says
 * otherwise; and a turn in which something is done, in ticks. */
extern struct subject *who;
extern unsigned who_index;
extern uint64_t shortest;

bool make_of(vsp_slot from, enum vsp_type type, uint64_t pages,
	     uint64_t count, vsp_slot first);

/* Subject i is at slots[i]. */
bool subject_at(unsigned i, const char *vector, vsp_slot parent,
		unsigned index);

/* Dispatch child `index` until it waits. */
bool run_child(unsigned index);

#endif
