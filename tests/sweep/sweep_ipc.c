/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * sweep_ipc.c - the system calls that leave, and SIGNAL: to be interrupted.
 *
 * The actor is child 0 of the tester, subjects[i] is child i + 1.
 */
#include <stddef.h>
#include <vesper/clock.h>
#include <vesper/runtime.h>

#include "sweep.h"

#define FIRST		subjects[0]
#define SECOND		subjects[1]
#define PORTAL		(slots + 10)
#define FAR		(1ull << 50)	/* a time */
#define SLOW		300u		/* rounds of a slow server */
#define LATER		5000u	/* after a nap, and the way there */
#define CHILD		5u
#define CONTEXT		2u
#define FLAGS		0xa0000000ull

/* A portal or a channel to subjects[0]. */
static bool
first_at(const char *vector, uint64_t right, uint64_t badge)
{
	return subject_at(0, vector, VSP_SLOT_DOMAIN, 1)
	       && vsp_derive(VSP_SLOT_CNODE, PORTAL, slots, right, badge)
		  == VSP_OK;
}

static void
message(uint64_t *x)
{
	for (unsigned i = 0; i < VSP_NWORDS; i++)
		x[i] = 0x1111 * (i + 1);
	x[8] = PORTAL;
}

/* The words as they were sent, the first plus one. */
static bool
answered(const struct subject *client)
{
	bool right = SAME(client->step, SUBJECT_DONE)
		     && SAME(client->entry, VSP_UPCALL_REPLY)
		     && SAME(client->out[0], 0x1112);

	for (unsigned i = 1; i < VSP_NWORDS; i++)
		right &= SAME(client->out[i], 0x1111 * (i + 1));
	return right;
}

static bool
call_prepare(uint64_t *x)
{
	message(x);
	return first_at(subject_answers, VSP_R_CALL, 1) && run_child(1);
}

static bool
call_finish(void)
{
	return answered(who) && SAME(FIRST.calls, 1);
}

/* Another client's call is half done, and its time is over. */
static bool
call_at_door_prepare(uint64_t *x)
{
	bool right = first_at(subject_is_slow, VSP_R_CALL, 1) && run_child(1)
		     && subject_at(1, subject_once, VSP_SLOT_DOMAIN, 2);

	FIRST.x[0] = SLOW;
	message(SECOND.x);
	SECOND.number = VSP_SYS_CALL;
	for (uint64_t turn = SLOW; right && FIRST.calls == 0; turn += 20)
		subject_dispatch(2, vsp_now() + turn, NULL);
	message(x);
	return right && SAME(SECOND.step, SUBJECT_MADE);
}

static bool
call_at_door_finish(void)
{
	return answered(who) && answered(&SECOND) && SAME(FIRST.calls, 2);
}

/* The server answers later, on its own time: the answer is deposited. */
static bool
reply_prepare(uint64_t *x)
{
	bool right = first_at(subject_once, VSP_R_CALL, 1)
		     && subject_at(1, subject_once, VSP_SLOT_DOMAIN, 2);

	FIRST.step = SUBJECT_MADE;
	message(SECOND.x);
	SECOND.number = VSP_SYS_CALL;
	right = right && run_child(1) && run_child(2);
	message(x);
	x[0]++;
	x[8] = FIRST.out[8];
	who = &FIRST;
	who_index = 1;
	return right && SAME(FIRST.entry, VSP_UPCALL_CALL);
}

static bool
reply_finish(void)
{
	return answered(&SECOND) && SAME(who->step, SUBJECT_MADE);
}

static bool
wait_prepare(uint64_t *x)
{
	x[0] = FAR;
	return true;
}

static bool
wait_finish(void)
{
	return SAME(who->step, SUBJECT_MADE) && SAME(subject_until, FAR);
}

/* A context with something in every register. */
static bool
resume_prepare(uint64_t *x)
{
	struct vsp_context *context = &actor.dcb->context[CONTEXT];

	for (unsigned i = 0; i < 31; i++)
		context->x[i] = 0x2222 * (i + 1);
	context->x[17] = (uint64_t)(uintptr_t)&actor;
	context->sp = 0x3330;
	context->pc = (uint64_t)(uintptr_t)subject_resumed;
	context->pstate = FLAGS;
	context->tpidr = (uint64_t)(uintptr_t)actor.dcb;
	x[0] = CONTEXT;
	return true;
}

static bool
resume_finish(void)
{
	uint64_t sum = 0;
	bool right = SAME(actor.out[16], FLAGS);

	for (unsigned i = 0; i < 16; i++)
		right &= SAME(actor.out[i], 0x2222 * (i + 1));
	for (unsigned i = 18; i < 31; i++)
		sum += 0x2222 * (i + 1);
	return right && SAME(actor.out[17], sum + 0x3330);
}

static bool
signal(uint64_t *x, uint64_t preempt, uint64_t direct)
{
	bool right = first_at(subject_once, VSP_R_SIGNAL, 5);

	FIRST.step = SUBJECT_MADE;
	x[8] = PORTAL;
	right = right && run_child(1);
	vsp_dcb->preempt = preempt;
	vsp_dcb->direct = direct;
	return right;
}

static bool
signal_finish(void)
{
	vsp_dcb->preempt = vsp_dcb->direct = 0;
	return SAME(who->out[0], VSP_OK) && SAME(FIRST.events, 5);
}

static bool
signal_prepare(uint64_t *x)
{
	return signal(x, 0, 0);
}

static bool
signal_that_preempts_prepare(uint64_t *x)
{
	return signal(x, 1u << 1, 0);
}

static bool
signal_that_dispatches_prepare(uint64_t *x)
{
	return signal(x, 1u << 1, 1u << 1);
}

#define signal_that_preempts_finish signal_finish
#define signal_that_dispatches_finish signal_finish

/* A scheduler's own dispatch: of a child that counts, and then waits. */
static bool
dispatch_prepare(uint64_t *x)
{
	bool right = first_at(subject_dispatches, VSP_R_SIGNAL, 1)
		     && subject_at(1, subject_counts, slots, CHILD);

	x[0] = CHILD;
	who = &FIRST;
	who_index = 1;
	who->token = 0;
	SECOND.x[0] = 0;
	return right;
}

static bool
dispatch_finish(void)
{
	uint64_t ticks = 0;

	vsp_domain_info(SECOND.slot, NULL, NULL, &ticks);
	return SAME(SECOND.x[0], SUBJECT_COUNTS_TO)
	       && SAME(FIRST.token, ticks);
}

/* Enabled code that spins until it has been told of something: here the
 * time that RESUME names ... */
static bool
spin(uint64_t *x, const char *code)
{
	struct vsp_context *context = &actor.dcb->context[CONTEXT];

	*context = (struct vsp_context){
		.x[8] = PORTAL,
		.x[17] = (uint64_t)(uintptr_t)&actor,
		.pc = (uint64_t)(uintptr_t)code,
		.tpidr = (uint64_t)(uintptr_t)actor.dcb,
	};
	x[0] = CONTEXT;
	return true;
}

static bool
timer_prepare(uint64_t *x)
{
	actor.dcb->until = vsp_now() + LATER;
	x[7] = VSP_LEAVE_UNTIL;
	return spin(x, subject_awaits);
}

static bool
timer_finish(void)
{
	return SAME(actor.events, VSP_EVENT_TIMER) && SAME(actor.out[0], 0);
}

/* ... and there its own signal. */
static bool
signal_to_itself_prepare(uint64_t *x)
{
	return vsp_derive(VSP_SLOT_CNODE, PORTAL, actor.slot, VSP_R_SIGNAL, 5)
	       == VSP_OK && spin(x, subject_raises);
}

static bool
signal_to_itself_finish(void)
{
	return vsp_delete(PORTAL) == VSP_OK && SAME(actor.events, 5)
	       && SAME(actor.out[0], VSP_OK);
}

const struct operation sweep_ipc[] = {
	OP(call, VSP_SYS_CALL),
	OP(call_at_door, VSP_SYS_CALL),
	OP_LEAVES(reply, VSP_SYS_REPLY),
	OP_LEAVES(wait, VSP_SYS_WAIT),
	OP(resume, VSP_SYS_RESUME),
	OP(signal, VSP_SYS_SIGNAL),
	OP(signal_that_preempts, VSP_SYS_SIGNAL),
	OP(signal_that_dispatches, VSP_SYS_SIGNAL),
	OP(dispatch, VSP_SYS_DISPATCH),
	OP(timer, VSP_SYS_RESUME),
	OP(signal_to_itself, VSP_SYS_RESUME),
	END
};
