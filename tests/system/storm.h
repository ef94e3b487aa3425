/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * storm.h - what the judge of the storm and its actors agree on.
 *
 * Whatever an actor puts into registers carries its tag; what is found in
 * them at an upcall is to carry no other's.
 */
#ifndef TESTS_STORM_H
#define TESTS_STORM_H

#define STORM_ACTORS	6
#define STORM_TAG	0xa5e0	/* | number, in bits 63..48 */

/* Offsets for storm_entry.S */
#define STORM_SP	248
#define STORM_NUMBER	256

#define STORM_RETURNED	5	/* no upcall: the system call returned */

#ifndef __ASSEMBLER__
#include <stdint.h>

/* The area that all share. */
struct storm_board {
	struct storm_score {
		uint64_t upcalls[6];	/* of each entry, and returns */
		uint64_t enabled;	/* turns of enabled code */
		uint64_t leaks;
		uint64_t what[4];	/* entry, register, value, pc */
		uint64_t fp_leaks;
	} score[STORM_ACTORS];
};
#endif
#endif
