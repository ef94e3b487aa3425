/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * lottery.h - a scheduling policy: who runs next is drawn by lot.
 */
#ifndef LOTTERY_H
#define LOTTERY_H

#include <vesper/policy.h>

struct lottery {
	struct vsp_policy policy;
	struct vsp_task *runnable;	/* a list, by `next` */
	struct vsp_task *winner;	/* of the turn that goes on; or NULL */
	uint64_t tickets;		/* of all on the list */
	uint64_t random;
	uint64_t quantum_ticks;
};

struct vsp_policy *lottery_init(struct lottery *lottery,
				uint64_t quantum_ticks);

#endif
