/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * irq.c - operations on interrupt lines.
 *
 * What a line that is bound raises is an event channel of its own, in
 * kernel.irq[]: a child of the one that was named, so it goes with that one.
 * Who is named by it lives, for it goes before its domain.  `where` is the
 * number of the Irq capability that bound it.
 */
#include "irq.h"

#include "board.h"
#include "invoke.h"
#include "state.h"
#include "trace.h"
#include "wake.h"

void
irq_deliver(uint32_t line)
{
	const struct slot *channel = &kernel.irq[line];
	struct domain *target = slot_empty(channel) ? NULL
						    : slot_object(channel);

	trace(VSP_TRACE_IRQ, line, target, channel->data, 0);
	board_mask(line);
	if (target == NULL)
		return;
	domain_raise(target, channel->data);
	wake(target);
}

static void
unbind(uint32_t line)
{
	board_mask(line);
	cap_remove(&kernel.irq[line]);
}

/* The range gets shorter from its start as its lines are looked at. */
bool
irq_release_line(struct slot *irq)
{
	uint32_t line = irq_first(irq);

	if (irq->where == 0 || irq_count(irq) == 0)
		return false;
	if (kernel.irq[line].where == irq->where)
		unbind(line);
	irq->data += 1 - (1ull << 32);
	return true;
}

/* A number for a capability that binds, by which its lines are found. */
static uint32_t
binder(struct slot *irq)
{
	if (irq->where == 0)
		irq->where = ++kernel.nbinders != 0 ? kernel.nbinders : 1;
	return irq->where;
}

/* x0 line: where its channel is, if this capability names it; else NULL. */
static struct slot *
channel_of(const struct invocation *in)
{
	uint64_t line = in->x[0];

	if (line - irq_first(in->cap) >= irq_count(in->cap)
	    || line >= VSP_IRQ_LINES || !board_line_exists((uint32_t)line))
		return NULL;
	return &kernel.irq[line];
}

/* x0 line, x1 channel */
enum vsp_error
op_IRQ_BIND(struct invocation *in)
{
	struct slot *named = cap_find_channel(in->caller, in->x[1]);
	struct slot *channel = channel_of(in);
	enum vsp_error error;

	if (channel == NULL)
		return VSP_E_ARG;
	if (slot_failed(named))
		return slot_error(named);
	if (!slot_empty(channel))
		return VSP_E_OCCUPIED;
	error = cap_derive(channel, named, VSP_R_SIGNAL, 0);
	if (error != VSP_OK)
		return error;
	channel->where = binder(in->cap);
	cap_insert_child(channel, named);
	board_unmask((uint32_t)in->x[0]);
	return VSP_OK;
}

enum vsp_error
op_IRQ_UNBIND(struct invocation *in)
{
	const struct slot *channel = channel_of(in);

	if (channel == NULL)
		return VSP_E_ARG;
	if (slot_empty(channel))
		return VSP_E_EMPTY;
	unbind((uint32_t)in->x[0]);
	return VSP_OK;
}

enum vsp_error
op_IRQ_ACK(struct invocation *in)
{
	const struct slot *channel = channel_of(in);

	if (channel == NULL)
		return VSP_E_ARG;
	if (slot_empty(channel))
		return VSP_E_EMPTY;
	board_unmask((uint32_t)in->x[0]);
	return VSP_OK;
}
