/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * dcb.h - the domain control block, the memory a domain shares with the
 * kernel, and the upcall vector.
 *
 * The kernel trusts nothing in a DCB: it reads each word once, masks every
 * index, and keeps what matters elsewhere.  A domain that fills its DCB with
 * garbage confuses itself only.
 *
 *   page 0   0x000 words, 0x400 answers, 0x800 reports of children
 *   page 1,2 context slots
 */
#ifndef VESPER_DCB_H
#define VESPER_DCB_H

#define VSP_DCB_PAGES		3
#define VSP_DCB_SLOTS		16	/* context slots */

/* The upcall vector: entry n is at vector + n * VSP_UPCALL_SIZE.  Handlers
 * run disabled, on the upcall stack, with TPIDR_EL0 = the DCB.
 *
 *  ACTIVATE  x0 events, x1 answered calls (a bit each; words in answer[])
 *  CALL      x0..x6 message, x7 badge, x8 token, x9 VSP_ARRIVED_* or 0
 *  REPLY     x0..x6 message, x7 call number and error (syscall.h),
 *            x8 VSP_ARRIVED_* or 0
 *  FAULT     x0 syndrome (ESR_EL1), x1 address (FAR_EL1) or 0, x2 context slot
 *  CHILD     x0 child, x1 reason, x2 ticks used, x3 its until
 *
 * All other registers are zero; but at FAULT x3..x30 are as they were at the
 * fault, x16 and x17 excepted, which are zero; and at an ACTIVATE for which the
 * domain's own enabled code was interrupted any of them may be as they were
 * there. */
#define VSP_UPCALL_ACTIVATE	0
#define VSP_UPCALL_CALL		1
#define VSP_UPCALL_REPLY	2
#define VSP_UPCALL_FAULT	3
#define VSP_UPCALL_CHILD	4
#define VSP_UPCALL_SIZE		128

/* Event bits.  The upper two are the kernel's; a channel carries the rest. */
#define VSP_EVENT_CHILD		(1ull << 63)	/* a child is ready, or back */
#define VSP_EVENT_TIMER		(1ull << 62)	/* its `until` has come */
#define VSP_EVENT_USER		((1ull << 62) - 1)

/* Why a child came back: dcb.child[].reason, and x1 at CHILD. */
#define VSP_CHILD_NONE		0	/* no report */
#define VSP_CHILD_WAIT		1	/* nothing to do before its `until` */
#define VSP_CHILD_EXPIRED	2	/* its time was used up */
#define VSP_CHILD_PREEMPTED	3	/* something more urgent came */
#define VSP_CHILD_FAULT		4	/* it faulted while disabled: stopped */
#define VSP_CHILD_GONE		5	/* it is dead or stopped */

/* What became of a capability sent with a message: x9 at CALL, x8 at REPLY,
 * `arrived` of an answer in the DCB. */
#define VSP_ARRIVED_CAP		1u	/* it is in the slot that was named */
#define VSP_ARRIVED_DROPPED	2u	/* no slot was named, or (with an
					   answer) it could not be: dropped */

#ifndef __ASSEMBLER__
#include <stdint.h>

/* A saved context: 512 bytes.  The kernel writes one on preemption and on a
 * fault, and RESUME reads one.  Of pstate only NZCV counts. */
struct vsp_context {
	uint64_t x[31];
	uint64_t sp;
	uint64_t pc;
	uint64_t pstate;
	uint64_t tpidr;
	uint64_t spare[29];
};

struct vsp_answer {
	uint64_t x[7];
	uint32_t error;		/* VSP_OK, or why there is no answer */
	uint32_t arrived;	/* VSP_ARRIVED_* or 0 */
};

struct vsp_child {
	uint64_t until;		/* it need not run before */
	uint64_t ticks;		/* time used since the last report was read */
	uint32_t reason;	/* VSP_CHILD_*; the scheduler stores NONE */
	uint32_t spare;
	uint64_t syndrome;	/* of a VSP_CHILD_FAULT */
};

struct vsp_dcb {
	/* Written by the domain; the kernel stores 0 to `enabled` at every
	 * upcall, and at a leaving call some number that is not 0: which one
	 * says nothing (at CALL it may follow from the page of the domain,
	 * which the call's token names too).  A zeroed DCB is disabled. */
	uint32_t enabled;
	/* Written by the kernel: events, answers or a caller wait.  After
	 * storing 1 to `enabled`, load this; if not 0, make ACTIVATE. */
	uint32_t pending;
	uint32_t slot;		/* where a context is to be saved: 0..15; while
				   enabled it may be written at any time, also
				   if then there is no context (`saved`) */
	uint32_t spare0;
	uint64_t saved;		/* kernel sets bit i when slot i is written */
	uint64_t until;		/* at a leaving call with VSP_LEAVE_UNTIL: I
				   want to run then, even if I run before */

	/* A capability to go with a CALL or REPLY that asks for it. */
	uint64_t send_slot;	/* the capability's slot */
	uint64_t send_rights;	/* derived with these rights; ~0: moved */
	/* A capability that comes with a CALL. */
	uint64_t recv_slot;	/* an empty slot for it, or 0 */
	uint64_t used;		/* kernel: time used on my account, children
				   and servers included, by the end of my
				   last grant */

	/* A scheduler's children, one bit each. */
	uint64_t ready;		/* kernel: it can run */
	uint64_t stopped;	/* kernel: it was stopped */
	uint64_t preempt;	/* its wakeup stops what I dispatched */
	uint64_t direct;	/* subset: its wakeup is dispatched at once */

	uint64_t spare2[4];
	uint64_t user[16];	/* the domain's own: the kernel never looks */
	uint64_t answer_slot[16];	/* the same, for one that comes with
					   the answer to call n */
	uint64_t spare3[80];
	struct vsp_answer answer[16];
	struct vsp_child child[64];
	struct vsp_context context[VSP_DCB_SLOTS];
};

_Static_assert(sizeof(struct vsp_context) == 512, "context slot is 512 bytes");
_Static_assert(__builtin_offsetof(struct vsp_dcb, user) == 0x80, "user words");
_Static_assert(__builtin_offsetof(struct vsp_dcb, answer_slot) == 0x100,
	       "slots for answers");
_Static_assert(__builtin_offsetof(struct vsp_dcb, answer) == 0x400, "answers");
_Static_assert(__builtin_offsetof(struct vsp_dcb, child) == 0x800, "reports");
_Static_assert(__builtin_offsetof(struct vsp_dcb, context) == 0x1000, "slots");
_Static_assert(sizeof(struct vsp_dcb) == VSP_DCB_PAGES * 4096, "DCB size");

#endif /* __ASSEMBLER__ */
#endif
