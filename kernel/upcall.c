/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * upcall.c - entering a domain.
 *
 * Whatever the last domain left in the registers, the next one sees only the
 * message, constants, and what is its own: a domain's registers are loaded
 * from its `regs`, and upcall_enter() writes all of them.
 */
#include "upcall.h"

#include "state.h"

#define PSTATE_FLAGS	0xf0000000ull	/* NZCV: all that a user may set */

void
upcall_enter(struct domain *d, unsigned entry, const struct message *message)
{
	struct vsp_dcb *dcb = domain_dcb(d);
	struct regs *r = &d->regs;

	for (unsigned i = 0; i < 9; i++)
		r->x[i] = message->x[i];
	for (unsigned i = 9; i < 31; i++)
		r->x[i] = 0;
	r->sp = d->stack;
	r->pc = d->vector + entry * VSP_UPCALL_SIZE;
	r->pstate = 0;
	r->tpidr = d->dcb_address;
	dcb->enabled = 0;
	dcb->pending = domain_has_events(d);
	d->frame = FRAME_NIL;
	core->cur = d;
	core->ctx = true;
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
	d->replies = 0;
	d->reports = 0;
	upcall_enter(d, VSP_UPCALL_ACTIVATE, &message);
}

void
upcall_fault(struct domain *d, uint64_t syndrome, uint64_t address,
	     uint32_t slot)
{
	struct message message = { .x = { syndrome, address, slot } };

	upcall_enter(d, VSP_UPCALL_FAULT, &message);
}

uint32_t
context_save(struct domain *d)
{
	struct vsp_dcb *dcb = domain_dcb(d);
	uint32_t slot = *(volatile uint32_t *)&dcb->slot % VSP_DCB_SLOTS;
	struct vsp_context *context = &dcb->context[slot];

	for (unsigned i = 0; i < 31; i++)
		context->x[i] = d->regs.x[i];
	context->sp = d->regs.sp;
	context->pc = d->regs.pc;
	context->pstate = d->regs.pstate;
	context->tpidr = d->regs.tpidr;
	dcb->saved |= 1ull << slot;
	return slot;
}

void
context_load(struct domain *d, uint64_t slot)
{
	const struct vsp_context *context =
		&domain_dcb(d)->context[slot % VSP_DCB_SLOTS];

	for (unsigned i = 0; i < 31; i++)
		d->regs.x[i] = context->x[i];
	d->regs.sp = context->sp;
	d->regs.pc = context->pc;
	d->regs.pstate = context->pstate & PSTATE_FLAGS;
	d->regs.tpidr = context->tpidr;
}
