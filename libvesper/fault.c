/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * fault.c - the FAULT upcall: pager, vsp_try(), or the end.
 *
 * The faulted thread is in its context slot.  To resume it elsewhere, the
 * slot is rewritten.  The end is reported by the thread itself, on its stack
 * started afresh: a call cannot be made from an upcall, because it could be
 * put off in favour of news, and with it the upcall's own registers.
 */
#include <stddef.h>
#include <vesper/proto.h>

#include "context.h"

/* The class of an exception (ESR_EL1): FP registers that it has not got. */
#define CLASS_SHIFT	26
#define CLASS_FP	0x07u

static bool (*fault_pager)(const struct vsp_fault *fault);
static struct vsp_fault last_fault;

void
vsp_pager(bool (*pager)(const struct vsp_fault *fault))
{
	fault_pager = pager;
}

void
vsp_try_end(struct vsp_try *place)
{
	vsp_thread_self()->try = place->outer;
}

static bool
run_pager(void *fault)
{
	return fault_pager(fault);
}

/* Tell init; it does not answer.  The thread's name goes along, unless it is
 * the main thread. */
static _Noreturn void
fault_report(void)
{
	const struct vsp_thread *thread = vsp_thread_self();
	struct vsp_message message = { .word = {
		VSP_INIT_FAULT, last_fault.syndrome, last_fault.address,
		last_fault.pc,
	} };

	for (unsigned i = 0; thread != runtime.main && i < VSP_THREAD_NAME; i++)
		message.word[4 + i / 8] |= (uint64_t)(uint8_t)thread->name[i]
					   << i % 8 * 8;
	vsp_call(VSP_SLOT_INIT, &message);
	for (;;)
		vsp_wait(NULL, 0, VSP_FOREVER, NULL);
}

static void
fault_land(struct vsp_thread *thread, struct vsp_context *context)
{
	struct vsp_try *place = thread->try;

	thread->try = place->outer;
	place->fault.syndrome = last_fault.syndrome;
	place->fault.address = last_fault.address;
	place->fault.pc = last_fault.pc;
	context->x[0] = (uint64_t)(uintptr_t)place;
	context->pc = (uint64_t)(uintptr_t)thread_land;
}

/* From now on this thread runs alone, on the main thread's stack. */
static void
fault_end(struct vsp_thread *thread, struct vsp_context *context)
{
	runtime_only(thread);
	context->sp = runtime.main_stack;
	context->pc = (uint64_t)(uintptr_t)fault_report;
}

_Noreturn void
upcall_fault(uint64_t syndrome, uint64_t address, uint64_t slot)
{
	struct vsp_context *context = &vsp_dcb->context[slot % VSP_DCB_SLOTS];
	struct vsp_thread *thread;

	context_settle(upcall_dcb());
	thread = runtime.ran;
	if (syndrome >> CLASS_SHIFT == CLASS_FP) {
		context_fp_fault(thread);
		runtime_resume(thread);
	}
	last_fault.syndrome = syndrome;
	last_fault.address = address;
	last_fault.pc = context->pc;
	if (fault_pager == NULL || !user_run(run_pager, &last_fault)) {
		if (thread->try != NULL)
			fault_land(thread, context);
		else
			fault_end(thread, context);
	}
	runtime_leave();
}
