/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * internal.h - what libvesper's files know of each other.
 *
 * Upcall handlers, and all that they call, are compiled without FP registers
 * and touch no thread-local variable: TPIDR_EL0 is the DCB there.
 */
#ifndef LIBVESPER_INTERNAL_H
#define LIBVESPER_INTERNAL_H

/* Offsets for thread.S; context.c asserts them.  Those of a thread count from
 * its end, where TPIDR_EL0 points. */
#define THREAD_IN	(-136)
#define THREAD_ERROR	(-40)
#define THREAD_TRY	(-32)
#define THREAD_SP	(-24)
#define THREAD_YIELD_TO	(-16)
#define THREAD_DCB	(-8)
#define DCB_ENABLED	0
#define DCB_PENDING	4
#define DCB_UNTIL	24
#define DCB_USER	0x80
#define TRY_SP		96
#define TRY_D		104
#define TRY_OUTER	168

/* Registers a thread leaves on its stack: x19..x30, d8..d15. */
#define THREAD_FRAME	160

/* dcb.user[]: does a thread run (0 or 1)? */
#define USER_RUNS	0

#ifndef __ASSEMBLER__

#include <vesper/runtime.h>
#include <vesper/startup.h>
#include <vesper/syscall.h>

/* upcall.S enters these; they do not return. */
_Noreturn void upcall_activate(uint64_t events, uint64_t answered);
_Noreturn void upcall_call(uint64_t w0, uint64_t w1, uint64_t w2, uint64_t w3,
			   uint64_t w4, uint64_t w5, uint64_t w6,
			   uint64_t badge, uint64_t token, uint64_t arrived);
_Noreturn void upcall_reply(uint64_t w0, uint64_t w1, uint64_t w2,
			    uint64_t w3, uint64_t w4, uint64_t w5,
			    uint64_t w6, uint64_t number_error,
			    uint64_t arrived);
_Noreturn void upcall_fault(uint64_t syndrome, uint64_t address,
			    uint64_t slot);
_Noreturn void upcall_child(uint64_t child, uint64_t reason, uint64_t ticks,
			    uint64_t until);

/* dispatch.c, for thread.S. */
void thread_yield(void);

/* thread.S; `tls` is a thread's TPIDR_EL0. */

/* Disabled: call, and block; thread->error is VSP_OK or VSP_CALL_AGAIN,
 * enabled; or why it failed, still disabled. */
void thread_call(uint64_t tls, struct vsp_dcb *dcb, vsp_slot portal,
		     uint64_t number_flags);
/* Disabled, state set: save the registers, and go on at the dispatcher on
 * the upcall stack (`stack`) until the thread is continued. */
void thread_block(uint64_t tls, uint64_t stack);
/* The same for a thread that has ended: nothing is saved. */
_Noreturn void thread_leave(uint64_t stack);
/* Disabled, state set: save the registers and answer; returns when the thread
 * is continued. */
void thread_reply(uint64_t tls, uint64_t token,
		  const struct vsp_message *answer, uint64_t flags);
/* Disabled: save the registers, and let the kernel say what is pending. */
void thread_activate(uint64_t tls, struct vsp_dcb *dcb);
/* Disabled: go on with a READY thread, enabled. */
_Noreturn void thread_continue(uint64_t tls, struct vsp_dcb *dcb);
/* Where a context goes on that stands for a thread on its stack: SP is its
 * frame. */
void thread_load(void);
/* Where a faulted thread is sent: x0 is the struct vsp_try. */
void thread_land(void);
/* Run function(argument) with this TPIDR_EL0, and come back with the old. */
bool thread_with_tls(uint64_t tls, bool (*function)(void *), void *argument);

/* FPCR is 0 afterwards; or nothing else. */
void fp_save(struct vsp_fp *fp);
void fp_default(void);
void fp_load(const struct vsp_fp *fp);
/* A use of them, no more. */
void fp_touch(void);

/* runtime.c */
struct runtime {
	const struct vsp_startup *startup;
	struct vsp_thread *main;
	struct vsp_thread *handler;	/* stands for upcalls that run functions
					   of the program */
	struct vsp_thread *caller[VSP_NCALLS];	/* by number; NULL: free */
	struct vsp_waiters numbers;	/* threads that wait for a number */
	struct vsp_waiters waiters;	/* threads in vsp_wait() */
	struct vsp_thread *calling;	/* it runs, and is about to call */
	struct vsp_thread *ran;		/* last, unless it has ended */
	struct vsp_thread *only;	/* if there is one only: that */
	uint64_t turn_until;	/* when to pick anew */
	struct vsp_pqueue timers;	/* by time */
	struct vsp_thread *fp_thread;	/* whose FP registers the processor has:
					   see context.c */
	bool fp_closed;			/* they are not for who runs */
	uint32_t nready;	/* threads that are READY */
	bool none;		/* none of those is to run now */
	bool repick;		/* a thread woke: look again who is to run */
	uint64_t events;	/* came, and nobody has taken them */
	vsp_slot note;		/* Trace: to write notes with; 0: none */
	uint64_t upcall_stack;	/* its top */
	uint64_t main_stack;	/* its top, below all that is kept there */
	char **argv;
};

VSP_OWN extern struct runtime runtime;

/* runtime.c: what came with ACTIVATE, besides the timer. */
void runtime_news(uint64_t events, uint64_t answered);

/* note.c: the thread runs from now on; if there is runtime.note. */
void note_thread(struct vsp_thread *thread);

/* dispatch.c */
_Noreturn void runtime_leave(void);
/* Nobody else runs from now on. */
void runtime_only(struct vsp_thread *thread);
/* The thread, preempted, goes on, whosever turn it is. */
_Noreturn void runtime_resume(struct vsp_thread *thread);
/* Disabled, before a leaving call of a thread (NULL: of an upcall): what else
 * there is to do, as flags for the kernel. */
uint64_t runtime_leaving(const struct vsp_thread *leaving);

/* context.c: where registers are; context.h has more. */

/* FP registers are about to be used that are nobody's, or this READY
 * thread's: those of a preempted thread go to memory. */
void context_give_fp(struct vsp_thread *thread);
/* The same for a preempted thread: it gets those that it had, too. */
void context_take_fp(struct vsp_thread *thread);

/* dispatch.c: states. */
void thread_set_ready(struct vsp_thread *thread);
void thread_set_blocked(struct vsp_thread *thread,
			enum vsp_thread_state state);

/* call.c: call `number` is answered or has failed. */
void call_answer(unsigned number, const uint64_t *word, uint64_t error,
		 uint64_t arrived);

/* timer.c */
void timers_expire(void);

static inline uint64_t
timers_next(void)
{
	const struct vsp_pnode *first = runtime.timers.first;

	return first != NULL ? first->key : VSP_FOREVER;
}

/* start.c: at the first ACTIVATE. */
void runtime_start(struct vsp_dcb *dcb);

/* main.c: the main thread, enabled. */
void runtime_main(void);

/* user.c: run a function of the program's in an upcall, or disabled: with a
 * TPIDR_EL0 of its own, for it may use errno, and leaving the FP registers of a
 * preempted thread as they were. */
bool user_run(bool (*function)(void *), void *argument);

/* startup.c: what init told; the root program has its own. */
const struct vsp_startup *startup_find(struct vsp_dcb *dcb);

/* slot.c */
void slot_init(uint32_t first, uint32_t limit);

/* stretch.c: let vsp_stretch_of() find a stretch, or no longer. */
struct vsp_stretch;
void stretch_show(struct vsp_stretch *stretch);
void stretch_hide(struct vsp_stretch *stretch);

/* queue.c: requests nobody has taken yet. */
bool queue_put(const struct vsp_request *request);
bool queue_take(struct vsp_request *request);

/* wait.c: give what has come to a thread that waits for it. */
bool wait_deliver_request(const struct vsp_request *request);
void wait_deliver_events(void);

/* grants.c: a request came; take the capability that came along.  True if
 * the request was a share that was refused: its message is the answer. */
bool grants_refuse(struct vsp_request *request, uint64_t arrived);

/* Copies without memcpy(), which may use FP registers. */
static inline void
message_copy(struct vsp_message *to, const struct vsp_message *from)
{
	to->word[0] = from->word[0];
	to->word[1] = from->word[1];
	to->word[2] = from->word[2];
	to->word[3] = from->word[3];
	to->word[4] = from->word[4];
	to->word[5] = from->word[5];
	to->word[6] = from->word[6];
}

static inline void
request_copy(struct vsp_request *to, const struct vsp_request *from)
{
	message_copy(&to->message, &from->message);
	to->badge = from->badge;
	to->token = from->token;
	to->cap = from->cap;
}

#endif /* __ASSEMBLER__ */
#endif
