/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * operation.h - operations in a state made for them, by a domain of their own
 * that can be interrupted.
 *
 * They are made by the actor or another subject, which shares the tester's
 * capability space; all they need is made of `memory' and `tables', and goes
 * with them.
 */
#ifndef TESTS_OPERATION_H
#define TESTS_OPERATION_H

#include "../tap.h"
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
	/* What somebody else does when it was interrupted, or NULL. */
	void (*meanwhile)(void);
};

#define OP(name, number) \
	{ #name, name##_prepare, name##_finish, number, false, NULL }
#define OP_LEAVES(name, number) \
	{ #name, name##_prepare, name##_finish, number, true, NULL }
#define OP_MEANWHILE(name, number, meanwhile) \
	{ #name, name##_prepare, name##_finish, number, false, meanwhile }
#define END { NULL, NULL, NULL, 0, false, NULL }

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

/* Once, before all. */
bool operation_setup(uint64_t memory_pages, uint64_t ntables);
/* The state is made, and the subject is ready to be dispatched. */
bool operation_prepare(const struct operation *operation);
/* All that was made of memory and tables is gone. */
bool operation_clear(void);

#endif
