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

#define KEY		0x5a5a0000ull
#define RUN_PC		0x1000ull
#define CALL_PC		0x1100ull
#define KILL_PC		0x1200ull
#define CANCEL_PC	0x1300ull
#define HANDLER_PC	0x2000ull
#define QUANTUM		40u

struct world world;

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

bool
libos_alive(const struct libos *os)
{
	const struct domain *d = os->actor.d;

	return ramtab_word(address_page(d)) == d->word && !d->dying;
}

bool
libos_done(const struct libos *os)
{
	for (uint32_t t = 0; t < LIBOS_THREADS; t++)
		if (os->thread[t].state != THREAD_FREE)
			return false;
	return !os->request;
}

static struct libos *
libos_of(const struct domain *d)
{
	for (uint32_t i = 0; i < world.n; i++)
		if (world.os[i].actor.d == d)
			return &world.os[i];
	ck_abort_msg("somebody runs whom nobody made");
	return NULL;
}

/* ---- upcalls ---- */

static void
make_runnable(struct libos *os, uint32_t t)
{
	os->thread[t].state = THREAD_RUN;
	os->actor.dcb->context[t].pc = RUN_PC;
	os->actor.dcb->saved &= ~(1ull << t);
}

/* The call of thread t is over. */
static void
called(struct libos *os, uint32_t t, uint64_t error, uint64_t word)
{
	struct thread *thread = &os->thread[t];

	ck_assert_msg(thread->state == THREAD_CALL, "an answer to no call");
	if (error == VSP_OK)
		ck_assert_uint_eq(word, thread->sent ^ KEY);
	else
		os->failed++;
	if (thread->token == 0)
		thread->todo--;
	make_runnable(os, t);
}

/* Contexts that the kernel saved: of a thread that ran, or of one whose call
 * was not accepted, which makes it again. */
static void
settle(struct libos *os)
{
	struct vsp_dcb *dcb = os->actor.dcb;

	for (uint32_t t = 0; t < LIBOS_THREADS; t++)
		if (dcb->saved >> t & 1) {
			ck_assert(os->thread[t].state == THREAD_CALL
				  || os->thread[t].state == THREAD_RUN);
			os->thread[t].state = THREAD_RUN;
		}
	dcb->saved = 0;
}

static struct libos *
child_of(const struct libos *os, uint64_t index)
{
	for (uint32_t i = 1; i < world.n; i++)
		if (&world.os[world.os[i].parent] == os
		    && world.os[i].actor.index == index)
			return &world.os[i];
	ck_abort_msg("a report of nobody's child");
	return NULL;
}

static void
read_reports(struct libos *os)
{
	for (uint32_t i = 0; i < VSP_NCHILDREN; i++) {
		struct vsp_child *entry = &os->actor.dcb->child[i];

		if (entry->reason == VSP_CHILD_NONE)
			continue;
		child_of(os, i)->ticks += entry->ticks;
		entry->ticks = 0;
		entry->reason = VSP_CHILD_NONE;
	}
}

static void
activated(struct libos *os, uint64_t events, uint64_t replies)
{
	for (uint32_t t = 0; t < LIBOS_THREADS; t++) {
		const struct vsp_answer *answer = &os->actor.dcb->answer[t];

		if (replies >> t & 1)
			called(os, t, answer->error, answer->x[0]);
		if ((events & VSP_EVENT_USER) != 0
		    && os->thread[t].state == THREAD_DEVICE)
			make_runnable(os, t);
	}
}

static void
upcall(struct libos *os, const uint64_t *x)
{
	settle(os);
	switch (sim_entry()) {
	case VSP_UPCALL_ACTIVATE:
		activated(os, x[0], x[1]);
		break;
	case VSP_UPCALL_CALL:
		ck_assert_msg(!os->request, "a request on top of another");
		os->request = true;
		os->word = x[0];
		os->token = x[8];
		break;
	case VSP_UPCALL_REPLY:
		called(os, x[7] & 15, x[7] >> VSP_REPLY_ERROR_SHIFT, x[0]);
		break;
	case VSP_UPCALL_CHILD:
		child_of(os, x[0])->ticks += x[2];
		break;
	default:
		ck_abort_msg("a fault of code that makes none");
	}
	read_reports(os);
}

void
libos_observe(void)
{
	struct libos *os;

	if (core->cur == NULL || sim_entry() == SIM_ELSEWHERE)
		return;
	os = libos_of(core->cur);
	upcall(os, sim_x());
	os->decision = DECIDE_NOTHING;
	core->cur->regs.pc = HANDLER_PC;
}

/* ---- what both threads and handlers do ---- */

static bool
can_run(const struct libos *os, uint32_t t)
{
	return os->thread[t].state == THREAD_RUN;
}

static uint32_t
ready_child(const struct libos *os)
{
	for (uint32_t i = 1; i <= VSP_NCHILDREN; i++) {
		uint32_t child = (os->last + i) % VSP_NCHILDREN;

		if (os->actor.dcb->ready >> child & 1)
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

static void
set_more(struct libos *os, uint32_t but)
{
	os->actor.dcb->more = other_thread(os, but) < LIBOS_THREADS
			      || ready_child(os) < VSP_NCHILDREN;
}

/* The svc of a call, the first time or again. */
static void
enter_call(struct libos *os, uint32_t t)
{
	struct vsp_dcb *dcb = os->actor.dcb;

	os->thread[t].state = THREAD_CALL;
	set_more(os, t);
	dcb->slot = t;
	dcb->saved &= ~(1ull << t);
	os->running = t;
	sim_svc(VSP_SYS_CALL);
}

static void
make_call(struct libos *os, uint32_t t, uint32_t target)
{
	struct regs *r = &core->cur->regs;

	os->thread[t].sent = random_word(&world.random);
	r->pc = CALL_PC;
	r->x[0] = os->thread[t].sent;
	r->x[7] = t;
	r->x[8] = os->portal[target];
	enter_call(os, t);
}

static void
make_reply(struct libos *os, uint64_t token, uint64_t word, uint32_t t)
{
	set_more(os, t);
	sim_x()[0] = word ^ KEY;
	act_reply(token);
}

/* The call failed at once, in a thread or a handler. */
static void
call_failed(struct libos *os)
{
	uint32_t t = os->running;
	uint64_t error = sim_x()[0];

	ck_assert_msg(error == VSP_E_GONE || error == VSP_E_NOCAP,
		      "a call fails with %lu", (unsigned long)error);
	/* It may have been preempted since. */
	os->thread[t].state = THREAD_CALL;
	called(os, t, error, 0);
	core->cur->regs.pc = os->actor.dcb->enabled ? RUN_PC : HANDLER_PC;
}

/* Somebody is killed, by whoever runs. */
static void
kill_one(struct libos *os)
{
	uint32_t victim = 1 + (uint32_t)below(world.n - 1);

	world.kills--;
	core->cur->regs.pc = KILL_PC;
	sim_x()[0] = world.os[victim].actor.domain;
	sim_x()[7] = VSP_OP_CNODE_DELETE;
	sim_x()[8] = os->all;
	sim_svc(VSP_SYS_INVOKE);
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
		make_runnable(os, t);
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
	called(os, os->choice, VSP_E_GONE, 0);
	os->decision = DECIDE_NOTHING;
	core->cur->regs.pc = HANDLER_PC;
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
	os->actor.dcb->more = 0;
	switch (decision) {
	case DECIDE_RESUME:
		os->running = os->choice;
		os->actor.dcb->slot = os->choice;
		act_resume(os->choice);
		break;
	case DECIDE_DISPATCH:
		os->last = os->choice;
		act_dispatch(os->choice, sim.now + below(QUANTUM));
		break;
	default:
		act_wait(VSP_FOREVER);
		break;
	}
}

/* The root starts again whoever was stopped. */
static bool
restart_one(const struct libos *os)
{
	for (uint32_t i = 1; i < world.n && os == &world.os[0]; i++)
		if (libos_alive(&world.os[i]) && world.os[i].actor.d->stop) {
			SIM_INVOKE(world.os[i].actor.domain,
				   VSP_OP_DOMAIN_START);
			core->cur->regs.pc = HANDLER_PC;
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
	else if (world.kills > 0 && percent(2))
		kill_one(os);
	else if (restart_one(os))
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
	core->cur->regs.pc = HANDLER_PC;
}

static void
thread_step(struct libos *os)
{
	struct thread *thread = &os->thread[os->running];

	ck_assert_int_eq(thread->state, THREAD_RUN);
	if (world.kills > 0 && percent(2)) {
		kill_one(os);
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
	case KILL_PC:
		sim_svc(VSP_SYS_INVOKE);
		break;
	case CANCEL_PC + 4:
		cancelled(os);
		break;
	case KILL_PC + 4:
		core->cur->regs.pc = enabled ? RUN_PC : HANDLER_PC;
		break;
	case RUN_PC:
		thread_step(os);
		break;
	default:
		handler_step(os);
		break;
	}
	libos_observe();
}
