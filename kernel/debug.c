/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * debug.c - what an owner sees and changes of a domain that has stopped.
 *
 * Its registers are where the stop left them: in the kernel's frame if it was
 * disabled or at a server's door, else in the DCB slot it had named, as after
 * any preemption.  They are copied through a context slot of the caller's own
 * DCB, so the kernel writes to no other memory.
 *
 * A debugger asks for every fault to stop the domain, instead of being its
 * own affair, or for a stop after each instruction.  Only enabled code is
 * stepped: an upcall handler is to the domain what a handler with interrupts
 * masked is to a processor.
 */
#include "debug.h"

#include "invoke.h"
#include "state.h"
#include "upcall.h"
#include "wake.h"

#define FP_WORDS	64u
_Static_assert(FP_WORDS * 8 <= sizeof(struct vsp_context),
	       "the FP registers fit into a context slot");

/* To the domain, or from it. */
static void
copy(uint64_t *its, uint64_t *callers, uint32_t nwords, bool write)
{
	uint64_t *to = write ? its : callers;
	const uint64_t *from = write ? callers : its;

	for (uint32_t i = 0; i < nwords; i++)
		to[i] = from[i];
}

/* Where a stopped domain's registers are; NULL: it has none, and goes on at
 * an upcall. */
static uint64_t *
stopped_context(struct domain *d)
{
	struct vsp_dcb *dcb = domain_dcb(d);
	uint32_t slot = *(volatile uint32_t *)&dcb->slot % VSP_DCB_SLOTS;

	if (d->frame != FRAME_NIL)
		return d->regs.x;
	if (d->pre && (dcb->saved & 1ull << slot) != 0)
		return dcb->context[slot].x;
	return NULL;
}

/* x0: a slot of the caller's. */
static enum vsp_error
check(const struct invocation *in)
{
	if (in->x[0] >= VSP_DCB_SLOTS)
		return VSP_E_ARG;
	return invoked_domain(in)->stop ? VSP_OK : VSP_E_STATE;
}

static uint64_t *
callers_slot(const struct invocation *in)
{
	return domain_dcb(in->caller)->context[in->x[0]].x;
}

/* At a server's door the registers are those of a call.  Written, they stop
 * being that: the domain continues as after an event. */
static enum vsp_error
copy_regs(const struct invocation *in, bool write)
{
	struct domain *d = invoked_domain(in);
	enum vsp_error error = check(in);
	uint64_t *its;

	if (error != VSP_OK)
		return error;
	if (write && d->frame == FRAME_ATSVC) {
		context_save(d);
		d->frame = FRAME_NIL;
		d->callee = 0;
		d->pre = true;
	}
	its = stopped_context(d);
	if (its == NULL)
		return VSP_E_EMPTY;
	copy(its, callers_slot(in), CONTEXT_WORDS, write);
	if (write)
		d->regs.pstate &= PSTATE_FLAGS;
	return VSP_OK;
}

enum vsp_error
op_DOMAIN_READ_REGS(struct invocation *in)
{
	return copy_regs(in, false);
}

enum vsp_error
op_DOMAIN_WRITE_REGS(struct invocation *in)
{
	return copy_regs(in, true);
}

/* What is in the processor goes where the others are.  x1 and x2 are FPCR and
 * FPSR. */
static enum vsp_error
copy_fp(const struct invocation *in, bool write)
{
	struct domain *d = invoked_domain(in);
	enum vsp_error error = check(in);

	if (error != VSP_OK)
		return error;
	if (core->fp_owner == d) {
		machine_fp_save(&d->fp);
		fp_own(NULL);
	}
	copy(d->fp.v, callers_slot(in), FP_WORDS, write);
	copy(&d->fp.fpcr, &in->x[1], 2, write);
	return VSP_OK;
}

enum vsp_error
op_DOMAIN_READ_FP(struct invocation *in)
{
	return copy_fp(in, false);
}

enum vsp_error
op_DOMAIN_WRITE_FP(struct invocation *in)
{
	return copy_fp(in, true);
}

/* x0 flags, x1 channel or 0 */
enum vsp_error
op_DOMAIN_DEBUG(struct invocation *in)
{
	struct domain *d = invoked_domain(in);
	struct slot *channel = NULL;

	if ((in->x[0] & ~(uint64_t)VSP_DEBUG_ALL) != 0)
		return VSP_E_ARG;
	if (d == core->chain[0].domain)
		return VSP_E_STATE;
	if (in->x[1] != 0) {
		channel = cap_find_channel(in->caller, in->x[1]);
		if (slot_failed(channel))
			return slot_error(channel);
		if (channel->depth >= VSP_MAX_DEPTH)
			return VSP_E_DEPTH;
	}
	cap_remove(&d->debugger);
	if (channel != NULL)
		domain_hold(&d->debugger, channel);
	debug_set(d, (uint8_t)in->x[0]);
	return VSP_OK;
}

void
debug_set(struct domain *d, uint8_t flags)
{
	bool steps = (flags & VSP_DEBUG_STEP) != 0;

	if (steps != debug_steps(d))
		kernel.nstepping += steps ? 1 : ~0u;
	kernel_divert(DIVERT_STEP, kernel.nstepping != 0);
	d->debug = flags;
	d->debugged = flags != 0;
	machine_step(false);
}

void
debug_tell(struct domain *d)
{
	const struct slot *channel = &d->debugger;

	if (slot_empty(channel))
		return;
	domain_raise(slot_object(channel), channel->data);
	wake(slot_object(channel));
}
