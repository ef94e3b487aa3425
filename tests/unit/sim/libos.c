/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * libos.c - a small library operating system in each domain.
 *
 * Where code is tells what it does: a thread that runs is at RUN, at the svc
 * of its call at CALL, and behind a call that failed at CALL + 4; a handler,
 * like a thread, can be at the svc of an INVOKE.
 */
#include "libos.h"

#include <check.h>

#define CALL_PC		0x1100ull
#define CANCEL_PC	0x1300ull
#define QUANTUM		40u

static uint64_t
below(uint64_t n)
{
	return random_below(&world.random, n);
}

static bool
percent(unsigned n)
{
	return random_percent(&world.random, n);
}

/* Or its sleep is over. */
static bool
can_run(const struct libos *os, uint32_t t)
{
	const struct thread *thread = &os->thread[t];

	return thread->state == THREAD_RUN
	       || (thread->state == THREAD_SLEEP && thread->until <= sim.now);
}

static uint32_t
ready_child(const struct libos *os)
{
	for (uint32_t i = 1; i <= VSP_NCHILDREN; i++) {
		uint32_t child = (os->last + i) % VSP_NCHILDREN;

		if (os->actor.dcb->ready >> child & 1
		    || libos_due(os, child) <= sim.now)
			return child;
	}
	return VSP_NCHILDREN;
}

static uint32_t
other_thread(const struct libos *os, uint32_t but)
{
	uint32_t start = (uint32_t)below(LIBOS_THREADS);

	for (uint32_t i = 0; i < LIBOS_THREADS; i++) {
		uint32_t t = (start + i) % LIBOS_THREADS;

		if (t != but && can_run(os, t))
			return t;
	}
	return LIBOS_THREADS;
}

/* Flags for a leaving call of thread `but`. */
static uint64_t
what_more(struct libos *os, uint32_t but)
{
	bool more = other_thread(os, but) < LIBOS_THREADS
		    || ready_child(os) < VSP_NCHILDREN;

	os->actor.dcb->until = libos_earliest(os, sim.now + 1);
	return (more ? VSP_LEAVE_MORE : 0) | VSP_LEAVE_UNTIL;
}

/* The svc of a call, the first time or again. */
static void
enter_call(struct libos *os, uint32_t t)
{
	struct vsp_dcb *dcb = os->actor.dcb;

	os->thread[t].state = THREAD_CALL;
	sim_x()[7] = (sim_x()[7] & VSP_CALL_CAP) | t | what_more(os, t);
	dcb->slot = t;
	dcb->saved &= ~(1ull << t);
	os->running = t;
	sim_svc(VSP_SYS_CALL);
}

void
libos_receive(struct libos *os, uint64_t slot)
{
	os->actor.dcb->recv_slot = slot;
	for (unsigned n = 0; n < VSP_NCALLS; n++)
		os->actor.dcb->answer_slot[n] = slot;
}

/* Shall a capability go along, and which? */
static bool
send_cap(struct libos *os)
{
	struct vsp_dcb *dcb = os->actor.dcb;

	if (!percent(world.sends))
		return false;
	dcb->send_slot = percent(80) ? os->self : LIBOS_RECEIVED;
	dcb->send_rights = percent(80) ? VSP_R_CONTROL : ~0ull;
	if (dcb->send_slot == os->self)
		dcb->send_rights = VSP_R_CONTROL;
	libos_receive(os, percent(80) ? LIBOS_RECEIVED : 0);
	return true;
}

static void
make_call(struct libos *os, uint32_t t, uint32_t target)
{
	struct regs *r = &core->cur->regs;

	os->thread[t].sent = random_word(&world.random);
	r->pc = CALL_PC;
	r->x[0] = os->thread[t].sent;
	r->x[7] = send_cap(os) ? VSP_CALL_CAP : 0;
	r->x[8] = os->portal[target];
	enter_call(os, t);
}

static void
make_reply(struct libos *os, uint64_t token, uint64_t word, uint32_t t)
{
	sim_x()[0] = word ^ LIBOS_KEY;
	sim_x()[7] = what_more(os, t) | (send_cap(os) ? VSP_CALL_CAP : 0);
	sim_x()[8] = token;
	sim_svc(VSP_SYS_REPLY);
}

/* The call failed at once, in a thread or a handler. */
static void
call_failed(struct libos *os)
{
	uint32_t t = os->running;
	uint64_t error = sim_x()[0];

	ck_assert_msg(error == VSP_E_GONE || error == VSP_E_NOCAP
		      || ((sim_x()[7] & VSP_CALL_CAP) != 0
			  && (error == VSP_E_OCCUPIED || error == VSP_E_RIGHT
			      || error == VSP_E_DEPTH)),
		      "a call fails with %lu", (unsigned long)error);
	/* It may have been preempted since. */
	os->thread[t].state = THREAD_CALL;
	libos_called(os, t, error, 0);
	core->cur->regs.pc = os->actor.dcb->enabled ? LIBOS_RUN_PC
							: LIBOS_HANDLER_PC;
}

/* ---- handlers ---- */

static void
serve(struct libos *os)
{
	for (uint32_t t = 0; t < LIBOS_THREADS; t++) {
		struct thread *thread = &os->thread[t];

		if (thread->state != THREAD_FREE || percent(20))
			continue;
		*thread = (struct thread){ .token = os->token,
					   .word = os->word,
					   .nested = os->nest != 0 };
		libos_make_runnable(os, t);
		os->request = false;
		if (thread->nested && percent(30)) {
			thread->nested = false;
			make_call(os, t, os->nest);
		}
		return;
	}
	os->request = false;
	make_reply(os, percent(50) ? 0 : os->token, os->word, LIBOS_THREADS);
}

static void
cancel(struct libos *os)
{
	world.cancels--;
	for (uint32_t t = 0; t < LIBOS_THREADS; t++)
		if (os->thread[t].state == THREAD_CALL) {
			os->choice = t;
			core->cur->regs.pc = CANCEL_PC;
			sim_x()[0] = t;
			sim_x()[7] = VSP_OP_DOMAIN_CANCEL;
			sim_x()[8] = os->self;
			sim_svc(VSP_SYS_INVOKE);
			return;
		}
}

static void
cancelled(struct libos *os)
{
	ck_assert_uint_eq(sim_x()[0], VSP_OK);
	libos_called(os, os->choice, VSP_E_GONE, 0);
	os->decision = DECIDE_NOTHING;
	core->cur->regs.pc = LIBOS_HANDLER_PC;
}

static void
decide(struct libos *os)
{
	os->decision = DECIDE_RESUME;
	os->choice = other_thread(os, LIBOS_THREADS);
	if (os->choice < LIBOS_THREADS)
		return;
	os->decision = DECIDE_DISPATCH;
	os->choice = ready_child(os);
	if (os->choice == VSP_NCHILDREN)
		os->decision = DECIDE_WAIT;
}

static void
do_decided(struct libos *os)
{
	enum decision decision = os->decision;

	os->decision = DECIDE_NOTHING;
	switch (decision) {
	case DECIDE_RESUME:
		if (os->thread[os->choice].state == THREAD_SLEEP)
			libos_make_runnable(os, os->choice);
		os->running = os->choice;
		os->actor.dcb->slot = os->choice;
		os->actor.dcb->until = libos_earliest(os, sim.now + 1);
		sim_x()[0] = os->choice;
		sim_x()[7] = VSP_LEAVE_UNTIL;
		sim_svc(VSP_SYS_RESUME);
		break;
	case DECIDE_DISPATCH:
		os->last = os->choice;
		act_dispatch(os->choice, sim.now + below(QUANTUM));
		break;
	default:
		act_wait(libos_earliest(os, 0));
		break;
	}
}

/* The root starts again whoever was stopped. */
static bool
restart_one(const struct libos *os)
{
	for (uint32_t i = 1; i < world.n && os == &world.os[0]; i++)
		if (libos_alive(&world.os[i]) && world.os[i].actor.d->stop) {
			libos_restart(&world.os[i]);
			return true;
		}
	return false;
}

static void
handler_step(struct libos *os)
{
	struct vsp_dcb *dcb = os->actor.dcb;

	if (percent(10)) {
		dcb->preempt = random_word(&world.random);
		dcb->direct = dcb->preempt & random_word(&world.random);
	}
	if (os->request)
		serve(os);
	else if (world.cancels > 0 && os != &world.os[0] && percent(5))
		cancel(os);
	else if (libos_deed(os) || restart_one(os))
		return;
	else if (os->decision == DECIDE_NOTHING)
		decide(os);
	else
		do_decided(os);
}

/* ---- threads ---- */

/* Gives way: a plain store, and it is a handler. */
static void
yield_thread(struct libos *os, enum thread_state state)
{
	os->thread[os->running].state = state;
	os->actor.dcb->enabled = 0;
	os->decision = DECIDE_NOTHING;
	core->cur->regs.pc = LIBOS_HANDLER_PC;
}

static void
thread_step(struct libos *os)
{
	struct thread *thread = &os->thread[os->running];

	ck_assert_int_eq(thread->state, THREAD_RUN);
	if (libos_deed(os)) {
		return;
	} else if (world.sleeps > 0 && percent(10)) {
		world.sleeps--;
		thread->until = sim.now + below(QUANTUM);
		yield_thread(os, THREAD_SLEEP);
	} else if (thread->token == 0 && thread->todo == 0) {
		yield_thread(os, THREAD_FREE);
	} else if (thread->token == 0) {
		make_call(os, os->running, os->target[os->running]);
	} else if (thread->nested && percent(50)) {
		thread->nested = false;
		make_call(os, os->running, os->nest);
	} else if (percent(20)) {
		yield_thread(os, THREAD_DEVICE);
	} else {
		thread->state = THREAD_FREE;
		make_reply(os, thread->token, thread->word, os->running);
	}
}

void
libos_step(void)
{
	struct libos *os = libos_of(core->cur);
	bool enabled = os->actor.dcb->enabled != 0;

	switch (core->cur->regs.pc) {
	case CALL_PC:
		enter_call(os, os->running);
		break;
	case CALL_PC + 4:
		call_failed(os);
		break;
	case LIBOS_DEED_PC:
		libos_do_deed(os);
		break;
	case CANCEL_PC + 4:
		cancelled(os);
		break;
	case LIBOS_DEED_PC + 4:
		core->cur->regs.pc = enabled ? LIBOS_RUN_PC : LIBOS_HANDLER_PC;
		break;
	case LIBOS_RUN_PC:
		thread_step(os);
		break;
	default:
		handler_step(os);
		break;
	}
	libos_observe();
}
