/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * context.h - the part of context.c that every upcall needs: in line.
 */
#ifndef LIBVESPER_CONTEXT_H
#define LIBVESPER_CONTEXT_H

#include <stddef.h>

#include "internal.h"

/* It is in many places, but not to be called. */
#define ALWAYS_INLINE static inline __attribute__((always_inline))

/* context.c */
void context_settle_call(struct vsp_thread *thread);
/* The thread used FP registers that it had not got. */
void context_fp_fault(struct vsp_thread *thread);
/* The DCB names a slot that holds nothing. */
void context_name_empty(void);
/* Let the slot stand for a thread on its stack, after context_name_empty(). */
void context_fake(struct vsp_thread *thread);

/* vsp_dcb, as upcalls find it. */
ALWAYS_INLINE struct vsp_dcb *
upcall_dcb(void)
{
	struct vsp_dcb *dcb;

	__asm__("mrs %0, tpidr_el0" : "=r"(dcb));
	return dcb;
}

/* First thing in every upcall: who ran, and where is it now? */
ALWAYS_INLINE void
context_settle(struct vsp_dcb *dcb)
{
	uint32_t slot = dcb->slot;
	struct vsp_thread *thread;

	if (dcb->user[USER_RUNS] == 0)
		return;
	dcb->user[USER_RUNS] = 0;
	if (runtime.calling != NULL) {
		context_settle_call(runtime.calling);
		return;
	}
	thread = vsp_thread_of_tls(dcb->context[slot].tpidr);
	thread->sp = 0;
	thread->where = slot;
	runtime.ran = thread;
	if (!runtime.fp_closed)
		runtime.fp_thread = thread;
}

/* A preempted thread is the one to go on with: its slot is named.  False if
 * that takes more: context_take(), which gives a flag for the kernel. */
ALWAYS_INLINE bool
context_take_slot(struct vsp_dcb *dcb, const struct vsp_thread *thread)
{
	if (thread->where == VSP_IN_COPY
	    || (runtime.fp_closed ? thread->fp_turns != 0
				  : runtime.fp_thread != thread))
		return false;
	dcb->slot = thread->where;
	return true;
}

uint64_t context_take(struct vsp_thread *thread);

/* The thread that runs, disabled, is about to push its registers onto its
 * stack: it leaves nothing in the slot, and needs its FP registers. */
static inline void
context_give_way(struct vsp_thread *thread)
{
	vsp_dcb->saved &= ~(1ull << vsp_dcb->slot);
	if (runtime.fp_closed)
		context_take_fp(thread);
}

#endif
