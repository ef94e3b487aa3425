/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * context.c - where the registers of threads are.
 *
 * There are 16 context slots, and any number of threads.  The slot that the
 * DCB names is for whoever runs.  A thread that is preempted keeps it, and
 * another is named for one on its stack, so that nothing is copied as long as
 * no more than 16 threads are preempted at a time; then the one preempted last
 * moves to a copy beside its thread.
 *
 * Bits of dcb.saved tell which slots are in use: the kernel sets them, and who
 * gives way clears that of the slot that is named.  So it can be set or not
 * while a thread runs.
 *
 * FP registers stay in the processor when a thread is preempted: they are of
 * runtime.fp_thread (if that is preempted; else nobody's that matter).
 * Another that was preempted runs without them (fp_closed): its first use of
 * them is a fault, at which they are exchanged, and its next FP_TURNS turns
 * begin with them: whoever uses them once mostly does again.  So threads that
 * do not use them do not pay for them, and who does is found out in time to
 * have stopped.  One that goes on from its stack has d8..d15 there, and gets
 * them at once.
 *
 * The protocol, in the words of the model: `en` is dcb.enabled; a thread is
 * RUN if user[USER_RUNS] is 1 and it is the one that the slot or `calling`
 * tells; `pre` is seen as user[USER_RUNS] = 1 in an upcall.
 *
 *	thread gives way	en = 0; saved loses the slot; frame to its
 *				stack; RUNS = 0; dispatcher on the upcall stack
 *	thread continues	slot named that holds nothing; RUNS = 1;
 *				registers; en = 1; pending? ACTIVATE
 *	thread resumes		its own slot named; RUNS = 1; RESUME slot
 *	thread calls		en = 0; saved loses the slot; calling = it;
 *				frame; CALL (en = 1)
 *	upcall			RUNS == 1 and calling: saved has the slot ?
 *				READY, its call to be made again : CALL;
 *				RUNS == 1, not calling: in the slot named;
 *				then RUNS = 0, calling = none
 */
#include <stddef.h>

#include "context.h"

#define AT(member, offset) \
	_Static_assert(offsetof(struct vsp_thread, member) \
		       == sizeof(struct vsp_thread) + (size_t)offset, \
		       "thread.S")
AT(in, THREAD_IN);
AT(error, THREAD_ERROR);
AT(try, THREAD_TRY);
AT(sp, THREAD_SP);
AT(yield_to, THREAD_YIELD_TO);
AT(dcb, THREAD_DCB);
_Static_assert(offsetof(struct vsp_dcb, enabled) == DCB_ENABLED, "thread.S");
_Static_assert(offsetof(struct vsp_dcb, pending) == DCB_PENDING, "thread.S");
_Static_assert(offsetof(struct vsp_dcb, user) == DCB_USER, "thread.S");
_Static_assert(offsetof(struct vsp_dcb, until) == DCB_UNTIL, "thread.S");
_Static_assert(offsetof(struct vsp_try, sp) == TRY_SP, "thread.S");
_Static_assert(offsetof(struct vsp_try, d) == TRY_D, "thread.S");
_Static_assert(offsetof(struct vsp_try, outer) == TRY_OUTER, "thread.S");
_Static_assert(offsetof(struct vsp_context, tpidr)
	       == (VSP_CONTEXT_WORDS - 1) * 8, "words of a context");

/* If they are for nothing, their exchanges cost what three faults do. */
#define FP_TURNS 8u

#define ALL_SLOTS ((1u << VSP_DCB_SLOTS) - 1)

/* Was the call accepted, or put off in favour of news? */
void
context_settle_call(struct vsp_thread *thread)
{
	uint64_t bit = 1ull << vsp_dcb->slot;

	runtime.calling = NULL;
	runtime.ran = thread;
	if ((vsp_dcb->saved & bit) != 0)
		thread->error = VSP_CALL_AGAIN;
	else
		thread_set_blocked(thread, VSP_THREAD_CALL);
	vsp_dcb->saved &= ~bit;
}

static void
copy_words(uint64_t *restrict to, const uint64_t *restrict from)
{
	for (unsigned i = 0; i < VSP_CONTEXT_WORDS; i += 5) {
		to[i] = from[i];
		to[i + 1] = from[i + 1];
		to[i + 2] = from[i + 2];
		to[i + 3] = from[i + 3];
		to[i + 4] = from[i + 4];
	}
}

void
context_name_empty(void)
{
	struct vsp_dcb *dcb = vsp_dcb;
	struct vsp_context *context = &dcb->context[dcb->slot];
	struct vsp_thread *thread;

	if ((dcb->saved >> dcb->slot & 1) == 0)
		return;
	if (dcb->saved != ALL_SLOTS) {
		dcb->slot = (uint32_t)__builtin_ctzll(~dcb->saved);
		return;
	}
	thread = vsp_thread_of_tls(context->tpidr);
	copy_words(thread->copy, context->x);
	thread->where = VSP_IN_COPY;
	dcb->saved &= ~(1ull << dcb->slot);
}

/* The kernel saves nothing if it has news for who resumes: so the slot is in
 * use before. */
static struct vsp_context *
use_slot(void)
{
	context_name_empty();
	vsp_dcb->saved |= 1ull << vsp_dcb->slot;
	return &vsp_dcb->context[vsp_dcb->slot];
}

/* It is in the slot that is named. */
static void
from_copy(struct vsp_thread *thread)
{
	copy_words(use_slot()->x, thread->copy);
}

void
context_fake(struct vsp_thread *thread)
{
	struct vsp_context *context = use_slot();

	context->sp = thread->sp;
	context->pc = (uint64_t)(uintptr_t)thread_load;
	context->pstate = 0;
	context->tpidr = vsp_thread_tls(thread);
}

void
context_give_fp(struct vsp_thread *thread)
{
	struct vsp_thread *had = runtime.fp_thread;

	fp_touch();
	if (had != NULL && had != thread && had->sp == 0) {
		fp_save(&had->fp);
		had->has_fp = true;
	}
	runtime.fp_thread = thread;
	runtime.fp_closed = false;
}

void
context_take_fp(struct vsp_thread *thread)
{
	bool kept = runtime.fp_thread == thread;

	context_give_fp(thread);
	if (!kept && thread->has_fp)
		fp_load(&thread->fp);
	thread->has_fp = false;
}

void
context_fp_fault(struct vsp_thread *thread)
{
	context_take_fp(thread);
	thread->fp_turns = FP_TURNS;
}

/* Or a function of the program's has taken them from it. */
static bool
begins_with_fp(struct vsp_thread *thread)
{
	if (thread->fp_turns == 0)
		return runtime.fp_thread == NULL && thread->has_fp;
	thread->fp_turns--;
	return true;
}

uint64_t
context_take(struct vsp_thread *thread)
{
	if (thread->where == VSP_IN_COPY)
		from_copy(thread);
	else
		vsp_dcb->slot = thread->where;
	if (runtime.fp_thread == thread && !runtime.fp_closed)
		return 0;
	if (begins_with_fp(thread)) {
		context_take_fp(thread);
		return 0;
	}
	runtime.fp_closed = true;
	return VSP_LEAVE_NO_FP;
}
