/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * domain.h - the Domain object: what has the processor.
 *
 * One private page, described here, and behind it the pages of the DCB that
 * the domain shares with the kernel.  The names of the state machine are
 * those of the model:
 *
 *	RUN	it is cur
 *	FROZEN	preempted while disabled: its frame is in regs
 *	ATSVC	enabled, at the CALL of a call not yet accepted: frame too
 *	NEWS	enabled with events, replies or pre
 *	INCALL	a call outstanding (callee), no news
 *	IDLE	none of these
 *	STOP	stopped; its frame stays
 */
#ifndef KERNEL_DOMAIN_H
#define KERNEL_DOMAIN_H

#include <stdbool.h>
#include <stdint.h>
#include <vesper/dcb.h>
#include <vesper/syscall.h>
#include "cap.h"
#include "ramtab.h"

/* The registers of user level.  entry.S knows the offsets. */
struct regs {
	uint64_t x[31];
	uint64_t sp;
	uint64_t pc;
	uint64_t pstate;
	uint64_t tpidr;
	uint64_t spare;
};

struct fp_regs {
	uint64_t v[64];		/* v0..v31, 128 bits each */
	uint64_t fpcr, fpsr;
};

/* A call made: call[n] of the caller.  The records of a server's unanswered
 * clients are a list through `next` and `prev`. */
struct call {
	struct domain *server;	/* NULL: the number is free */
	struct call *next, *prev;
	uint32_t generation;
	uint32_t number;	/* n: finds the caller from the record */
};

enum frame {
	FRAME_NIL,		/* no frame: context in the DCB, or none */
	FRAME_FROZEN,		/* preempted while disabled */
	FRAME_ATSVC		/* at a server's door, before its svc */
};

struct domain_ref {		/* weak: a domain, if it still lives */
	struct domain *domain;
	uint64_t word;
};

struct domain {
	struct regs regs;

	/* What a call or an answer looks at; fastpath.S knows the offsets.
	 * The capability space is a copy of what `cnode` says. */
	struct slot *slots;
	uint64_t nslots;
	uint64_t events;
	uint16_t replies;	/* answers in the DCB, a bit each */
	uint8_t frame;		/* enum frame */
	bool pre;		/* was preempted while enabled */
	bool more;		/* said so at its last leaving call */
	bool stop;
	bool dying;
	bool faulted;		/* stopped by a fault while disabled */
	struct call *client;	/* the newest unanswered */
	struct call *clients;	/* all the unanswered, newest first */
	struct domain_ref callee;
	uint32_t callee_number;
	uint32_t hops;		/* from the payer, along the calls */
	struct domain *donor;	/* valid on the running chain only */
	uint64_t word;		/* own RamTab word */
	uint64_t until;		/* it wants to run then, whatever comes */

	/* Entering it. */
	uint64_t ttbr0;		/* root | ASID << 48 */
	uint64_t vector;
	uint64_t stack;
	uint64_t dcb_address;	/* where the domain sees its DCB; or 0 */
	struct call call[VSP_NCALLS];

	uint64_t told_until;	/* what its parent knows of that */
	uint64_t syndrome;	/* of the fault that stopped it */

	/* The scheduling tree. */
	bool ready;		/* its bit in its parent's DCB is set */
	struct domain_ref parent;
	uint32_t index;		/* among the parent's children */
	uint32_t level;
	uint32_t nchildren;
	uint32_t reports;	/* posted since its last upcall */
	uint32_t reported;	/* the child of the last of them */
	uint64_t ticks;		/* charged to it */
	struct domain_ref child[VSP_NCHILDREN];

	/* Its debugger, see debug.c. */
	uint64_t fault_address;	/* FAR_EL1 of the fault that stopped it */
	struct domain_ref debugger;	/* gets these events then */
	uint64_t debugger_events;
	uint8_t debug;		/* VSP_DEBUG_* */

	/* Capabilities it stands on: ordinary slots of the tree. */
	struct slot cnode;
	struct slot pd;

	struct weak dcb_stretch;	/* where the DCB is mapped */
	uint32_t dcb_index;

	struct fp_regs fp __attribute__((aligned(16)));
};

_Static_assert(sizeof(struct domain) <= VSP_PAGE_SIZE, "a Domain is one page");

static inline struct vsp_dcb *
domain_dcb(struct domain *d)
{
	return (struct vsp_dcb *)((uintptr_t)d + VSP_PAGE_SIZE);
}

static inline struct domain *
call_caller(struct call *call)
{
	return (struct domain *)((uintptr_t)call & ~(uintptr_t)0xfff);
}

/* The DCB word `enabled`, read once: the user writes it at will. */
static inline bool
domain_enabled(struct domain *d)
{
	return *(volatile uint32_t *)&domain_dcb(d)->enabled != 0;
}

static inline bool
domain_has_events(const struct domain *d)
{
	return d->events != 0 || d->replies != 0;
}

static inline bool
domain_has_news(const struct domain *d)
{
	return domain_has_events(d) || d->pre;
}

/* Gone: calls to it fail. */
static inline bool
domain_gone(const struct domain *d)
{
	return d->stop || d->dying;
}

/* SELF: it has something to run. */
static inline bool
domain_self(const struct domain *d)
{
	return !domain_gone(d)
	       && (d->frame == FRAME_FROZEN || domain_has_news(d));
}

struct domain_ref domain_ref(struct domain *d);
/* The domain, or NULL if it is no longer that one. */
struct domain *domain_deref(struct domain_ref ref);

static inline struct domain *
domain_parent(struct domain *d)
{
	return domain_deref(d->parent);
}

static inline struct domain *
domain_callee(struct domain *d)
{
	return domain_deref(d->callee);
}

void domain_create(uint32_t page);
void domain_set_parent(struct domain *d, struct domain *parent,
		       uint32_t index);
/* It can no longer run: whoever's time it has is to get that back. */
void domain_leave_chain(struct domain *d);
/* Its parent learns why it is gone, unless it does as the chain is popped. */
void domain_tell_parent(struct domain *d, uint32_t reason);
/* What it was told, and where it was, is forgotten. */
void domain_forget(struct domain *d);
/* Stop it for good.  Then its calls are unlinked and its clients answered, one
 * a step; false when none is left. */
void domain_kill(struct domain *d);
bool domain_unlink_one_call(struct domain *d);
bool domain_answer_one_client(struct domain *d);
void domain_destroy(struct domain *d);
/* Refresh what is copied out of its own CNode and PD slots. */
void domain_update_spaces(struct domain *d);

#endif
