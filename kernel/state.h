/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * state.h - all state of the kernel that is not in an object.
 */
#ifndef KERNEL_STATE_H
#define KERNEL_STATE_H

#include <stdbool.h>
#include <stdint.h>
#include <vesper/syscall.h>
#include "domain.h"
#include "fast.h"

/* An entry of the chain of grants: the processor's time lent to `domain`,
 * until `until`. */
struct grant {
	uint64_t start;
	struct domain *domain;
	uint64_t end;		/* the least `until` from the root to here */
	uint64_t until;
	uint64_t spare[4];
};

#define NOWANT 40u		/* larger than any level */

struct core {
	/* The fast paths know these, down to chain[]. */
	struct domain *cur;	/* who runs; NULL when the core idles */
	struct domain *loaded;	/* whose space is in the processor */
	struct domain *fp_owner;	/* whose FP registers are */
	uint32_t top;		/* the payer is chain[top] */
	bool alarm_stale;	/* the chain or an `until` has changed */
	uint64_t alarm;		/* what the timer is set to */
	uint64_t spare[3];
	struct grant chain[VSP_NLEVELS];	/* root .. payer */

	/* Within one entry into the kernel only: */
	bool ctx;		/* cur's registers are a live context */
	bool upcall;		/* cur, enabled, is to be activated */
	bool dispatching;	/* pick on behalf of DISPATCH */
	uint32_t want;		/* level to fall back to, or NOWANT */
	struct domain *direct;	/* to be pushed after falling back, */
	uint64_t direct_until;	/* for what is left of the grant it ends */
};

/* The deletion in progress: see deletion.c. */
struct deletion {
	uint64_t serial;	/* of the last one begun */
	uint32_t root;		/* slot number; 0: none in progress */
	uint32_t base;		/* slot whose subtree goes; 0: to be found */
	uint32_t cursor;	/* where in that subtree */
	uint32_t cnode;		/* page of the CNode being emptied, or 0 */
	bool keep_root;		/* revoke */
};

/* kernel.divert.  All that is rarely on and would cost a test each. */
#define DIVERT_DELETION	1u	/* a deletion is in progress */
#define DIVERT_STEP	4u	/* some domain is single-stepped */
#define DIVERT_TRACE	(1u << 8)	/* << kind: such records are wanted */

/* The trace that goes on, if any: see trace.c. */
struct trace {
	struct vsp_trace_ring *ring;
	uint64_t capacity, next;	/* records; where the next one goes */
	uint64_t head;		/* records written so far */
	uint64_t serial;	/* traces so far */
	uint32_t frame, cap;	/* slot numbers of what it stands on */
	bool once;		/* it ends when the ring is full */
	const struct domain *ran, *payer;	/* told last */
};

struct kernel {
	struct core cores[MACHINE_CORES];
	uint32_t divert;	/* DIVERT_*: reasons for the slow path */
	struct deletion deletion;
	uint64_t empty_root;	/* TTBR0 of nobody */
	uint32_t nstepping;	/* domains that are single-stepped */
	struct slot *irq;	/* the channel of each line: irq.c */
	uint32_t nbinders;	/* Irq capabilities that bound, so far */
	struct trace trace;
};

extern struct kernel kernel;

/* A reason for the slow path comes up, or is gone. */
void kernel_divert(uint32_t reason, bool on);

/* The core this code runs on. */
#define core (&kernel.cores[machine_core()])

/* The FP registers are this domain's from now on; NULL: nobody's. */
static inline void
fp_own(struct domain *d)
{
	if (core->fp_owner != NULL)
		core->fp_owner->cpacr = FP_TRAPS;
	core->fp_owner = d;
	if (d != NULL)
		d->cpacr = FP_OPEN;
}

static inline struct domain *
payer(void)
{
	return core->chain[core->top].domain;
}

#endif
