/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * fast.h - the ordinary case of the operations that are invoked most.
 *
 * invoke.S looks up the capability, sees that its type is the operation's and
 * jumps to fast_operations[op] with the first five arguments where user level
 * had them, the caller's capability space, and the slot.  What follows has no
 * stack, so it calls nothing: it ends by jumping to one of the two below, in
 * invoke.S or, for the simulated machine, in sim.c.
 */
#ifndef KERNEL_FAST_H
#define KERNEL_FAST_H

#include <vesper/op.h>
#include "cap.h"

#define FAST_ARGUMENTS \
	uint64_t x0, uint64_t x1, uint64_t x2, uint64_t x3, uint64_t x4, \
	FAST_UNUSED struct slot *slots, FAST_UNUSED uint64_t nslots, \
	FAST_UNUSED struct slot *cap
#define FAST_UNUSED __attribute__((unused))

typedef void fast_function(FAST_ARGUMENTS);

extern fast_function *const fast_operations[VSP_OP_LIMIT];

/* Back to user level. */
void fast_return(uint64_t error, uint64_t result);
/* It is not the ordinary case, or only partly done: on to the C function of
 * the operation, with the same arguments. */
void fast_give_up(uint64_t x0, uint64_t x1, uint64_t x2, uint64_t x3,
		  uint64_t x4);

#endif
