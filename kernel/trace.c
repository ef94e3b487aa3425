/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * trace.c - the kernel's trace: records of what happens, in a Frame that
 * somebody gave for it.
 *
 * The kernel only ever writes there, at places that it counts itself.  The
 * trace stands on two capabilities, the Trace that was invoked and the Frame:
 * deleting either ends it, as it takes back what else was lent.  They are known
 * by their slots, which are told when one is moved or deleted.
 */
#include "trace.h"

#include "exception.h"
#include "invoke.h"

#define KNOWN	((uint64_t)(VSP_TRACE_ALL | VSP_TRACE_ONCE))

static struct trace *const state = &kernel.trace;

static void
trace_off(void)
{
	kernel_divert(~(DIVERT_TRACE - 1), false);
}

void
trace_write(const struct domain *d, uint64_t a, uint64_t b, uint32_t what)
{
	struct vsp_trace_record *record = &state->ring->record[state->next];

	record->time = machine_now();
	record->kind = (uint16_t)what;
	record->detail = (uint16_t)(what >> TRACE_DETAIL);
	record->domain = trace_page(d);
	record->a = a;
	record->b = b;
	if (++state->next == state->capacity) {
		state->next = 0;
		if (state->once)
			trace_off();
	}
	/* Behind the record, for those who read while this is written. */
	*(volatile uint64_t *)&state->ring->head = ++state->head;
}

/* Of a system call those registers that say most; of the FP registers'
 * first use nothing. */
void
trace_trap(struct domain *d, uint64_t syndrome, uint64_t address)
{
	uint32_t class = exception_class(syndrome);
	uint32_t number = exception_svc(syndrome);
	bool cap = number < VSP_SYS_WAIT || number > VSP_SYS_ACTIVATE;

	if (class == EC_SVC64)
		trace(VSP_TRACE_SYSCALL, number, d, d->regs.x[cap ? 8 : 0],
		      d->regs.x[number == VSP_SYS_DISPATCH ? 1 : 7]);
	else if (class != EC_FP)
		trace(VSP_TRACE_FAULT, domain_enabled(d), d,
		      syndrome, address);
}

void
trace_upcall(const struct domain *d, unsigned entry, const uint64_t *x)
{
	if (entry == VSP_UPCALL_CALL || entry == VSP_UPCALL_REPLY)
		x += 7;
	trace_write(d, x[0], x[1], VSP_TRACE_UPCALL | entry << TRACE_DETAIL);
}

uint32_t
trace_save(const struct domain *d, uint32_t slot)
{
	trace_write(d, d->regs.pc, slot,
		    VSP_TRACE_SUSPEND | 1 << TRACE_DETAIL);
	return slot;
}

void
trace_life(const struct domain *d, enum vsp_trace_life change,
	   const struct domain *other, uint64_t number)
{
	trace(VSP_TRACE_LIFE, change, d, trace_page(other), number);
}

void
trace_ready(const struct domain *parent, const struct domain *d,
	    bool was_ready)
{
	if (d->ready != was_ready)
		trace_write(d, trace_page(parent), d->index,
			    VSP_TRACE_READY
				    | (uint32_t)d->ready << TRACE_DETAIL);
}

void
trace_run(void)
{
	const struct domain *d = core->cur;

	if (!trace_wants(VSP_TRACE_RUN)
	    || (d == state->ran && payer() == state->payer))
		return;
	state->ran = d;
	state->payer = payer();
	trace_write(d, d == NULL ? 0 : ramtab_value(d->word),
		    trace_page(payer()), VSP_TRACE_RUN);
}

static void
begin(const struct invocation *in, const struct slot *frame, uint32_t mask)
{
	uint32_t bytes = frame->size_pages * VSP_PAGE_SIZE;
	struct vsp_trace_ring *ring = slot_object(frame);
	uint64_t capacity = (bytes - sizeof *ring) / sizeof ring->record[0];
	uint64_t serial = state->serial + 1;

	*ring = (struct vsp_trace_ring){
		.magic = VSP_TRACE_MAGIC, .version = VSP_TRACE_VERSION,
		.mask = mask, .capacity = capacity, .serial = serial,
	};
	*state = (struct trace){
		.ring = ring, .capacity = capacity, .serial = serial,
		.frame = slot_number(frame), .cap = slot_number(in->cap),
		.once = (mask & VSP_TRACE_ONCE) != 0,
	};
	kernel_divert((mask & VSP_TRACE_ALL) * DIVERT_TRACE, true);
}

static void
end(const struct domain *d)
{
	trace_write(d, 0, 0, VSP_TRACE_TRACE);
	trace_off();
}

void
trace_release(const struct slot *slot)
{
	uint32_t self = slot_number(slot);

	if (trace_wants(VSP_TRACE_TRACE)
	    && (self == state->frame || self == state->cap))
		end(NULL);
}

void
trace_moved(const struct slot *to, const struct slot *from)
{
	if (slot_number(from) == state->frame)
		state->frame = slot_number(to);
	if (slot_number(from) == state->cap)
		state->cap = slot_number(to);
}

/* x0 frame, x1 mask */
enum vsp_error
op_TRACE_START(struct invocation *in)
{
	const struct slot *frame = invoke_cap(in, 0, VSP_TYPE_FRAME,
					      VSP_R_WRITE);
	uint64_t mask = in->x[1] | VSP_TRACE_BIT(TRACE);

	if (slot_failed(frame))
		return slot_error(frame);
	if (frame->flags & SLOT_DEVICE || (mask & ~KNOWN) != 0)
		return VSP_E_ARG;
	if (trace_wants(VSP_TRACE_TRACE))
		return VSP_E_OCCUPIED;
	begin(in, frame, (uint32_t)mask);
	trace(VSP_TRACE_TRACE, 1, in->caller, mask, 0);
	for (uint32_t level = 0; level <= core->top; level++)
		trace(VSP_TRACE_GRANT, level, core->chain[level].domain,
		      core->chain[level].until, core->chain[level].start);
	trace_run();
	return VSP_OK;
}

enum vsp_error
op_TRACE_STOP(struct invocation *in)
{
	if (!trace_wants(VSP_TRACE_TRACE))
		return VSP_E_EMPTY;
	end(in->caller);
	return VSP_OK;
}

/* x0 detail, x1 a, x2 b */
enum vsp_error
op_TRACE_NOTE(struct invocation *in)
{
	if (in->x[0] >> TRACE_DETAIL != 0)
		return VSP_E_ARG;
	trace(VSP_TRACE_NOTE, (uint32_t)in->x[0], in->caller, in->x[1],
	      in->x[2]);
	in->x[1] = trace_wants(VSP_TRACE_TRACE) ? state->serial : 0;
	return VSP_OK;
}
