/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * upcall.c - entering a domain.
 *
 * Whatever the last domain left in the registers, the next one sees only the
 * message, constants, and what is its own: a domain's registers are loaded
 * from its `regs`, and upcall_enter() writes all of them.  At a fault most
 * stay what they are, for they are its own.
 */
#include "upcall.h"

#include "debug.h"
#include "state.h"
#include "trace.h"

/* It runs from now on, disabled, at this entry; x0.. are set. */
static void
enter(struct domain *d, unsigned entry)
{
	struct vsp_dcb *dcb = domain_dcb(d);
	struct regs *r = &d->regs;

	r->sp = d->stack;
	r->pc = d->vector + entry * VSP_UPCALL_SIZE;
	r->pstate = 0;
	r->tpidr = d->dcb_address;
	dcb->enabled = 0;
	dcb->pending = domain_has_events(d);
	d->frame = FRAME_NIL;
	core->cur = d;
	core->ctx = true;
	if (trace_wants(VSP_TRACE_UPCALL))
		trace_upcall(d, entry, r->x);
}

void
upcall_enter(struct domain *d, unsigned entry, const struct message *message)
{
	struct regs *r = &d->regs;

	/* Unrolled by hand: this is on every way into a domain. */
	for (unsigned i = 0; i < 10; i += 2) {
		r->x[i] = message->x[i];
		r->x[i + 1] = message->x[i + 1];
	}
	for (uint64_t *x = &r->x[10]; x < &r->x[31]; x += 7)
		x[0] = x[1] = x[2] = x[3] = x[4] = x[5] = x[6] = 0;
	enter(d, entry);
}

/* The report that waits in the table goes into registers instead. */
static void
enter_child(struct domain *d)
{
	struct vsp_child *entry = &domain_dcb(d)->child[d->reported];
	struct message message = { .x = {
		d->reported, entry->reason, entry->ticks, entry->until,
	} };

	entry->reason = VSP_CHILD_NONE;
	entry->ticks = 0;
	d->events = 0;
	d->has_events = false;
	d->reports = 0;
	upcall_enter(d, VSP_UPCALL_CHILD, &message);
}

void
upcall_activate(struct domain *d)
{
	struct message message = { .x = { d->events, d->replies } };

	d->pre = false;
	d->more = false;
	if (d->events == VSP_EVENT_CHILD && d->replies == 0
	    && d->reports == 1) {
		enter_child(d);
		return;
	}
	d->events = 0;
	d->has_events = false;
	d->replies = 0;
	d->reports = 0;
	upcall_enter(d, VSP_UPCALL_ACTIVATE, &message);
}

void
upcall_fault(struct domain *d, uint64_t syndrome, uint64_t address,
	     uint32_t slot)
{
	struct regs *r = &d->regs;

	r->x[0] = syndrome;
	r->x[1] = address;
	r->x[2] = slot;
	r->x[16] = r->x[17] = 0;
	enter(d, VSP_UPCALL_FAULT);
}

_Static_assert(offsetof(struct regs, tpidr) == 8 * (CONTEXT_WORDS - 1)
	       && offsetof(struct vsp_context, tpidr)
		  == offsetof(struct regs, tpidr)
	       && offsetof(struct vsp_context, pstate)
		  == offsetof(struct regs, pstate)
	       && offsetof(struct vsp_context, pc) == offsetof(struct regs, pc)
	       && offsetof(struct vsp_context, sp) == offsetof(struct regs, sp),
	       "a context is laid out like the registers");

/* Seven at a time. */
static void
copy_context(uint64_t *restrict to, const uint64_t *restrict from)
{
	for (unsigned i = 0; i < CONTEXT_WORDS; i += 7, to += 7, from += 7) {
		to[0] = from[0];
		to[1] = from[1];
		to[2] = from[2];
		to[3] = from[3];
		to[4] = from[4];
		to[5] = from[5];
		to[6] = from[6];
	}
}

uint32_t
context_save(struct domain *d)
{
	struct vsp_dcb *dcb = domain_dcb(d);
	uint32_t slot = *(volatile uint32_t *)&dcb->slot % VSP_DCB_SLOTS;
	struct vsp_context *context = &dcb->context[slot];

	copy_context(context->x, d->regs.x);
	dcb->saved |= 1ull << slot;
	if (trace_wants(VSP_TRACE_SUSPEND))
		return trace_save(d, slot);
	return slot;
}

void
context_load(struct domain *d, uint64_t slot)
{
	const struct vsp_context *context =
		&domain_dcb(d)->context[slot % VSP_DCB_SLOTS];

	copy_context(d->regs.x, context->x);
	d->regs.pstate &= PSTATE_FLAGS;
	if (debug_steps(d))
		d->regs.pstate |= PSTATE_STEP;
	trace(VSP_TRACE_RESUME, 1, d, slot % VSP_DCB_SLOTS, 0);
}
