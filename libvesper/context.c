/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * context.c - where the registers of threads are.
 *
 * There are 16 context slots, and any number of threads.  The slot that the
 * DCB names is for whoever runs.  A thread that is preempted keeps it, and
 * another is named, so that nothing is copied as long as no more than 16
 * threads are preempted at a time; then the one preempted last moves to a copy
 * beside its thread.
 *
 * The protocol, in the words of the model: `en` is dcb.enabled; a thread is
 * RUN if user[USER_RUNS] is 1 and it is the one that the slot or `calling`
 * tells; `pre` is seen as user[USER_RUNS] = 1 in an upcall.
 *
 *	thread gives way	en = 0; frame to its stack; RUNS = 0;
 *				dispatcher on the upcall stack
 *	thread continues	slot named that holds nothing; RUNS = 1;
 *				registers; en = 1; pending? ACTIVATE
 *	thread resumes		its own slot named; RUNS = 1; RESUME slot
 *	thread calls		en = 0; calling = it; frame; CALL (en = 1)
 *	upcall			RUNS == 1 and calling: saved has the slot ?
 *				READY, its call to be made again : CALL;
 *				RUNS == 1, not calling: in the slot named;
 *				then RUNS = 0, calling = none
 */
#include <stddef.h>

#include "internal.h"

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
_Static_assert(offsetof(struct vsp_try, sp) == TRY_SP, "thread.S");
_Static_assert(offsetof(struct vsp_try, d) == TRY_D, "thread.S");
_Static_assert(offsetof(struct vsp_try, outer) == TRY_OUTER, "thread.S");
_Static_assert(offsetof(struct vsp_context, tpidr)
	       == (VSP_CONTEXT_WORDS - 1) * 8, "words of a context");

#define ALL_SLOTS ((1u << VSP_DCB_SLOTS) - 1)

static uint32_t named;			/* dcb.slot */
static uint32_t in_use;			/* slots that hold a thread */
static struct vsp_thread *preempted;	/* last: it is in the slot that is
					   named, its FP registers are in the
					   processor or in memory */

static void
move(struct vsp_thread *thread, uint32_t where)
{
	thread->where = where;
	if (vsp_thread_ops->moved != NULL)
		vsp_thread_ops->moved(thread);
}

/* Was the call accepted, or put off in favour of news? */
static void
settle_call(struct vsp_thread *thread, bool saved)
{
	runtime.calling = NULL;
	runtime.ran = thread;
	if (saved)
		thread->error = VSP_CALL_AGAIN;
	else
		thread_set_blocked(thread, VSP_THREAD_CALL);
}

static void
settle_preempted(struct vsp_thread *thread)
{
	preempted = thread;
	runtime.ran = thread;
	in_use |= 1u << named;
	move(thread, named + 1);
}

void
context_settle(void)
{
	uint64_t bit = 1ull << named;

	if (vsp_dcb->user[USER_RUNS] == 0)
		return;
	vsp_dcb->user[USER_RUNS] = 0;
	if (runtime.calling != NULL)
		settle_call(runtime.calling, (vsp_dcb->saved & bit) != 0);
	else
		settle_preempted(vsp_thread_of_tls(
				vsp_dcb->context[named].tpidr));
	vsp_dcb->saved &= ~bit;
}

void
context_keep_fp(void)
{
	if (preempted == NULL || preempted->has_fp)
		return;
	fp_save(&preempted->fp);
	preempted->has_fp = true;
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

static void
name(uint32_t slot)
{
	named = slot;
	vsp_dcb->slot = slot;
}

/* Name a slot that holds nothing. */
static void
name_empty(void)
{
	if ((in_use >> named & 1) == 0)
		return;
	if (in_use != ALL_SLOTS) {
		name((uint32_t)__builtin_ctz(~in_use));
		return;
	}
	copy_words(preempted->copy, vsp_dcb->context[named].x);
	move(preempted, VSP_IN_COPY);
	in_use &= ~(1u << named);
}

/* The registers of a thread that was preempted: into the slot that is
 * named. */
static void
take_back(struct vsp_thread *thread)
{
	if (thread->where == VSP_IN_COPY) {
		name_empty();
		copy_words(vsp_dcb->context[named].x, thread->copy);
	} else {
		name(thread->where - 1);
		in_use &= ~(1u << named);
	}
	move(thread, VSP_ON_STACK);
	if (thread->has_fp)
		fp_load(&thread->fp);
	thread->has_fp = false;
}

bool
context_take(struct vsp_thread *thread)
{
	bool in_slot = thread->where != VSP_ON_STACK;

	if (preempted != thread)
		context_keep_fp();
	if (in_slot)
		take_back(thread);
	else
		name_empty();
	preempted = NULL;
	vsp_dcb->user[USER_RUNS] = 1;
	return in_slot;
}

void
context_fake(struct vsp_thread *thread)
{
	struct vsp_context *context = &vsp_dcb->context[named];

	context->sp = thread->sp;
	context->pc = (uint64_t)(uintptr_t)thread_load;
	context->pstate = 0;
	context->tpidr = vsp_thread_tls(thread);
}
