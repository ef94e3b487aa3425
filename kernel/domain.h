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

/* The registers of user level, in the order of a context (upcall.c). */
struct regs {
	uint64_t x[31];
	uint64_t sp;
	uint64_t pc;
	uint64_t pstate;
	uint64_t tpidr;
};

struct fp_regs {
	uint64_t v[64];		/* v0..v31, 128 bits each */
	uint64_t fpcr, fpsr;
};

/* A call made: call[n] of the caller.  The records of a server's unanswered
 * clients are a list through `next` and `prev`. */
struct call {
	struct domain *server;	/* NULL: the number is free */
	uint32_t identity;	/* the caller's page << 4 | n: with the */
	uint32_t generation;	/* generation above it, the token */
	struct call *next, *prev;
};

/* struct domain's cpacr.  FPEN: 01 traps user level only, 11 does not trap
 * (D19.2.33).  EL1 never traps, so the kernel can save and load. */
#define FP_TRAPS	(1ull << 20)
#define FP_OPEN		(3ull << 20)

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

	/* From here to call[]: what the fast paths look at (fastpath.S). */
	/* The capability space is a copy of what `cnode` says.  The limit is
	 * nslots, or 0 while the domain runs and is not an ordinary one: then
	 * the look-up of a CALL fails, and it takes the slow path. */
	uint64_t nslots;
	struct slot *slots;
	uint64_t limit;

	/* The state, 64 bits: 0 is IDLE and nothing else, and a callee alone
	 * (and a ready bit) is INCALL and nothing else. */
	uint32_t callee;	/* low half of the address of its record in
				   call[]; 0: no call is out */
	bool ready : 1;		/* its bit in its parent's DCB is set */
	bool has_until : 1;	/* until may not be VSP_FOREVER */
	bool more : 1;		/* said so at its last leaving call */
	uint8_t frame : 2;	/* enum frame */
	bool pre : 1;		/* was preempted while enabled */
	bool stop : 1;
	bool dying : 1;
	bool faulted : 1;	/* stopped by a fault while disabled */
	bool has_events : 1;	/* events are not 0 */
	bool parked : 1;	/* clients are not just one, the newest */
	bool headless : 1;	/* the newest client is no longer there */
	bool knocked : 1;	/* its donor was at its door */
	bool debugged : 1;	/* `debug` is not 0 */
	bool told_donor : 1;	/* `donor` says who; else the first client's
				   caller */
	uint16_t replies;	/* answers in the DCB, a bit each */

	struct call *clients;	/* all the unanswered, newest first */
	uint64_t hops_left;	/* calls that can still be made from here */
	struct call *calls;	/* its own call[] */

	/* Entering it. */
	uint64_t call_entry;	/* of the upcall vector */
	uint64_t ttbr0;		/* root | ASID << 48 */
	uint64_t reply_entry;
	uint64_t vector;
	uint64_t stack;
	uint64_t dcb_address;	/* where the domain sees its DCB; or 0 */
	uint64_t cpacr;		/* who has the FP registers: CPACR_EL1 */
	uint64_t no_fp;		/* not what runs enabled, said the domain */
	uint64_t events;
	uint64_t zero[2];	/* always: a source of zeros */

	struct domain *donor;	/* valid on the running chain only */
	struct domain_ref door;	/* ATSVC: whose */
	uint64_t word;		/* own RamTab word */
	uint64_t until;		/* it wants to run then, whatever comes */
	uint64_t told_until;	/* what its parent knows of that */

	struct call call[VSP_NCALLS] __attribute__((aligned(512)));

	uint64_t syndrome;	/* of the fault that stopped it */

	/* The scheduling tree. */
	struct domain_ref parent;
	uint32_t index;		/* among the parent's children */
	uint32_t level;
	uint32_t nchildren;
	uint32_t reports;	/* posted since its last upcall */
	uint32_t reported;	/* the child of the last of them */
	uint64_t ticks;		/* charged to it, its children's included */
	struct domain_ref child[VSP_NCHILDREN];

	/* Its debugger, see debug.c. */
	uint64_t fault_address;	/* FAR_EL1 of the fault that stopped it */
	uint8_t debug;		/* VSP_DEBUG_* */

	/* Capabilities it stands on: ordinary slots of the tree.  The channel
	 * is its debugger's, if there is one. */
	struct slot cnode;
	struct slot pd;
	struct slot debugger;

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

/* NULL for NULL. */
static inline struct domain *
call_caller(const struct call *call)
{
	return (struct domain *)((uintptr_t)call & ~(uintptr_t)0xfff);
}

/* The DCB word `enabled`, read once: the user writes it at will. */
static inline bool
domain_enabled(struct domain *d)
{
	return *(volatile uint32_t *)&domain_dcb(d)->enabled != 0;
}

static inline uint32_t
call_number(const struct call *call)
{
	return call->identity % VSP_NCALLS;
}

static inline bool
domain_has_events(const struct domain *d)
{
	return d->has_events || d->replies != 0;
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

/* Its door, if it does not run: who left is enabled, and only who has
 * something to go on with is asked what its DCB says. */
static inline bool
domain_open(struct domain *d)
{
	return !domain_self(d) || domain_enabled(d);
}

struct domain_ref domain_ref(struct domain *d);

/* The domain, or NULL if it is no longer that one.  In line: walks up the tree
 * consist of it. */
static inline struct domain *
domain_deref(struct domain_ref ref)
{
	if (ref.domain == NULL
	    || ramtab_word(address_page(ref.domain)) != ref.word)
		return NULL;
	return ref.domain;
}

static inline struct domain *
domain_parent(const struct domain *d)
{
	return domain_deref(d->parent);
}

/* The record of the call that is out, or at a door; or NULL. */
static inline struct call *
domain_out(struct domain *d)
{
	return d->callee != 0 ? &d->call[(d->callee >> 5) % VSP_NCALLS] : NULL;
}

static inline void
domain_set_out(struct domain *d, struct call *call)
{
	d->callee = (uint32_t)(uintptr_t)call;
}

/* At a door, or in a call: whose, if it lives. */
struct domain *domain_callee(struct domain *d);

/* The time that `d` runs on comes from its donor. */
static inline struct domain *
domain_donor(const struct domain *d)
{
	return d->told_donor ? d->donor : call_caller(d->clients);
}

void domain_set_donor(struct domain *d, struct domain *donor);

/* The newest unanswered client; NULL if that one is no longer there. */
static inline struct call *
domain_client(const struct domain *d)
{
	return d->headless ? NULL : d->clients;
}

static inline void
domain_set_until(struct domain *d, uint64_t until)
{
	d->until = until;
	d->has_until = until != VSP_FOREVER;
}

/* It is about to run: does anything keep it from the fast paths? */
static inline void
domain_set_limit(struct domain *d)
{
	d->limit = domain_has_news(d) || d->has_until || d->more ? 0
								 : d->nslots;
}

void domain_set_vector(struct domain *d, uint64_t vector);
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
/* One of its own slots gets a child of this capability. */
void domain_hold(struct slot *own, struct slot *parent);
/* Refresh what is copied out of its own CNode and PD slots. */
void domain_update_spaces(struct domain *d);

#endif
