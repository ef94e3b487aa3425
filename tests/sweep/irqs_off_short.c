/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * irqs_off_short.c - all other operations: those that are short whatever the
 * state.
 */
#include <vesper/debug.h>
#include <vesper/link.h>
#include <vesper/trace.h>

#include "irqs_off.h"

#define TURN	5000u		/* ticks */
#define CHANNEL	(slots + 50)
#define STRETCH	(slots + 51)

static vsp_slot irq;
static uint64_t line;

static bool
call(uint64_t *x, uint64_t op, vsp_slot cap, uint64_t x0, uint64_t x1)
{
	x[0] = x0;
	x[1] = x1;
	x[7] = op;
	x[8] = cap;
	return true;
}

static bool
done(void)
{
	return SAME(actor.out[0], VSP_OK);
}

/* An operation on a capability, with two arguments, in a state in which it can
 * be done. */
#define SHORT(name, op, cap, x0, x1, state)				\
	static bool							\
	name##_prepare(uint64_t *x)					\
	{								\
		return (state) && call(x, VSP_OP_##op, cap, x0, x1);	\
	}								\
	static bool							\
	name##_finish(void)						\
	{								\
		return done();						\
	}

/* ---- what there has to be ---- */

static bool
frame(void)
{
	return make_of(memory, VSP_TYPE_FRAME, 1, 1, slots);
}

static bool
stretch(void)
{
	return make_of(tables, VSP_TYPE_STRETCH, 1, 1, STRETCH);
}

static bool
domain(void)
{
	return make_of(memory, VSP_TYPE_DOMAIN, 1, 1, slots);
}

static bool
channel(void)
{
	return vsp_derive(VSP_SLOT_CNODE, CHANNEL, VSP_SLOT_DOMAIN,
			  VSP_R_SIGNAL, 1) == VSP_OK;
}

/* A domain that was stopped while it ran, disabled. */
static bool
stopped(void)
{
	return subject_at(0, subject_spins, VSP_SLOT_DOMAIN, 1)
	       && subject_dispatch(1, vsp_now() + TURN, NULL)
		  != VSP_CHILD_WAIT
	       && vsp_domain_stop(slots) == VSP_OK;
}

static bool
bound(void)
{
	uint64_t mask;

	if (irq == 0)
		irq = vsp_irq("systimer1", &line, &mask);
	return irq != 0 && channel();
}

static bool
bound_already(void)
{
	return bound() && vsp_irq_bind(irq, line, CHANNEL) == VSP_OK;
}

static bool
unchannel(void)
{
	return vsp_delete(CHANNEL) == VSP_OK && done();
}

static bool
unbind(void)
{
	return vsp_irq_unbind(irq, line) == VSP_OK && unchannel();
}

/* ---- the operations ---- */

SHORT(untyped_info, UNTYPED_INFO, memory, 0, 0, true)
SHORT(look, CNODE_LOOK, VSP_SLOT_CNODE, VSP_SLOT_PD, 0, true)
SHORT(frame_info, FRAME_INFO, slots, 0, 0, frame())
SHORT(stretch_info, STRETCH_INFO, STRETCH, 0, 0, stretch())
SHORT(pd_info, PD_INFO, VSP_SLOT_PD, 0, 0, true)
SHORT(set_spaces, DOMAIN_SET_SPACES, slots, VSP_SLOT_CNODE, VSP_SLOT_PD,
      stopped())
SHORT(set_entry, DOMAIN_SET_ENTRY, slots, 64, 64, domain())
SHORT(map_dcb, DOMAIN_MAP_DCB, slots, STRETCH, 500, domain() && stretch())
SHORT(domain_info, DOMAIN_INFO, slots, 0, 0, domain())
SHORT(read_regs, DOMAIN_READ_REGS, slots, 3, 0, stopped())
SHORT(write_regs, DOMAIN_WRITE_REGS, slots, 3, 0, stopped())
SHORT(read_fp, DOMAIN_READ_FP, slots, 3, 0, stopped())
SHORT(write_fp, DOMAIN_WRITE_FP, slots, 3, 0, stopped())

static bool
debug_prepare(uint64_t *x)
{
	return channel() && stopped()
	       && call(x, VSP_OP_DOMAIN_DEBUG, slots, VSP_DEBUG_STEP, CHANNEL);
}

#define debug_finish unchannel

static bool
irq_bind_prepare(uint64_t *x)
{
	return bound() && call(x, VSP_OP_IRQ_BIND, irq, line, CHANNEL);
}

#define irq_bind_finish unbind

static bool
irq_unbind_prepare(uint64_t *x)
{
	return bound_already() && call(x, VSP_OP_IRQ_UNBIND, irq, line, 0);
}

#define irq_unbind_finish unchannel

static bool
irq_ack_prepare(uint64_t *x)
{
	return bound_already() && call(x, VSP_OP_IRQ_ACK, irq, line, 0);
}

#define irq_ack_finish unbind

/* The trace that goes on, if any, makes place for this one. */
static bool
untraced(void)
{
	vsp_trace_stop(irqs_off_trace("watch"));
	return make_of(memory, VSP_TYPE_FRAME, 4, 1, slots);
}

static bool
traced(void)
{
	return untraced()
	       && vsp_trace_start(irqs_off_trace("watch"), slots,
				  VSP_TRACE_ALL) == VSP_OK;
}

SHORT(trace_start, TRACE_START, irqs_off_trace("watch"), slots, VSP_TRACE_ALL,
      untraced())
SHORT(trace_stop, TRACE_STOP, irqs_off_trace("watch"), 0, 0, traced())
SHORT(trace_note, TRACE_NOTE, irqs_off_trace("note"), 1, 2, traced())

#define SHORT_OP(name) OP(name, VSP_SYS_INVOKE)

const struct operation irqs_off_short[] = {
	SHORT_OP(untyped_info),
	SHORT_OP(look),
	SHORT_OP(frame_info),
	SHORT_OP(stretch_info),
	SHORT_OP(pd_info),
	SHORT_OP(set_spaces),
	SHORT_OP(set_entry),
	SHORT_OP(map_dcb),
	SHORT_OP(domain_info),
	SHORT_OP(read_regs),
	SHORT_OP(write_regs),
	SHORT_OP(read_fp),
	SHORT_OP(write_fp),
	SHORT_OP(debug),
	SHORT_OP(irq_bind),
	SHORT_OP(irq_unbind),
	SHORT_OP(irq_ack),
	SHORT_OP(trace_start),
	SHORT_OP(trace_stop),
	SHORT_OP(trace_note),
	END
};
