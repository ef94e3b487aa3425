/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * irq.c - operations on interrupt lines.
 */
#include "irq.h"

#include "board.h"
#include "invoke.h"
#include "state.h"
#include "trace.h"
#include "wake.h"

static uint32_t
first_line(const struct slot *irq)
{
	return (uint32_t)irq->data;
}

static uint32_t
count_lines(const struct slot *irq)
{
	return (uint32_t)(irq->data >> 32);
}

void
irq_deliver(uint32_t line)
{
	struct irq_binding *binding = &kernel.irq[line];
	struct domain *target = domain_deref(binding->target);

	trace(VSP_TRACE_IRQ, line, target, binding->mask, 0);
	board_mask(line);
	if (target == NULL)
		return;
	domain_raise(target, binding->mask);
	wake(target);
}

static void
unbind(uint32_t line)
{
	board_mask(line);
	kernel.irq[line] = (struct irq_binding){ 0 };
}

/* The range gets shorter from its start as its lines are looked at. */
bool
irq_release_line(struct slot *irq)
{
	uint32_t line = first_line(irq);

	if (irq->where == 0 || count_lines(irq) == 0)
		return false;
	if (kernel.irq[line].binder == irq->where)
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

/* x0 line: its binding, if this capability names it; else NULL. */
static struct irq_binding *
binding_of(const struct invocation *in)
{
	uint64_t line = in->x[0];

	if (line - first_line(in->cap) >= count_lines(in->cap)
	    || line >= VSP_IRQ_LINES || !board_line_exists((uint32_t)line))
		return NULL;
	return &kernel.irq[line];
}

/* x0 line, x1 channel */
enum vsp_error
op_IRQ_BIND(struct invocation *in)
{
	const struct slot *channel = cap_find_channel(in->caller, in->x[1]);
	struct irq_binding *binding = binding_of(in);

	if (binding == NULL)
		return VSP_E_ARG;
	if (slot_failed(channel))
		return slot_error(channel);
	if (domain_deref(binding->target) != NULL)
		return VSP_E_OCCUPIED;
	*binding = (struct irq_binding){
		.target = domain_ref(slot_object(channel)),
		.mask = channel->data,
		.binder = binder(in->cap),
	};
	board_unmask((uint32_t)in->x[0]);
	return VSP_OK;
}

enum vsp_error
op_IRQ_UNBIND(struct invocation *in)
{
	struct irq_binding *binding = binding_of(in);

	if (binding == NULL)
		return VSP_E_ARG;
	if (binding->mask == 0)
		return VSP_E_EMPTY;
	unbind((uint32_t)in->x[0]);
	return VSP_OK;
}

enum vsp_error
op_IRQ_ACK(struct invocation *in)
{
	struct irq_binding *binding = binding_of(in);

	if (binding == NULL)
		return VSP_E_ARG;
	if (domain_deref(binding->target) == NULL)
		return VSP_E_EMPTY;
	board_unmask((uint32_t)in->x[0]);
	return VSP_OK;
}
