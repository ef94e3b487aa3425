/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * libos_upcall.c - what upcalls tell a libOS, and whether it is true.
 */
#include "libos.h"

#include <check.h>

struct world world;

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

struct libos *
libos_of(const struct domain *d)
{
	for (uint32_t i = 0; i < world.n; i++)
		if (world.os[i].actor.d == d)
			return &world.os[i];
	ck_abort_msg("somebody runs whom nobody made");
	return NULL;
}

/* ---- time ---- */

/* The word is 0 until there was a report. */
uint64_t
libos_due(const struct libos *os, uint64_t child)
{
	uint64_t until = os->actor.dcb->child[child % VSP_NCHILDREN].until;

	if (domain_deref(os->actor.d->child[child % VSP_NCHILDREN]) == NULL)
		return VSP_FOREVER;
	return until != 0 ? until : VSP_FOREVER;
}

uint64_t
libos_earliest(const struct libos *os, uint64_t from)
{
	uint64_t earliest = VSP_FOREVER;

	for (uint32_t t = 0; t < LIBOS_THREADS; t++) {
		uint64_t until = os->thread[t].until;

		if (os->thread[t].state == THREAD_SLEEP && until >= from
		    && until < earliest)
			earliest = until;
	}
	for (uint32_t i = 0; i < VSP_NCHILDREN; i++)
		if (libos_due(os, i) >= from && libos_due(os, i) < earliest)
			earliest = libos_due(os, i);
	return earliest;
}

/* ---- upcalls ---- */

void
libos_make_runnable(struct libos *os, uint32_t t)
{
	os->thread[t].state = THREAD_RUN;
	os->actor.dcb->context[t].pc = LIBOS_RUN_PC;
	os->actor.dcb->saved &= ~(1ull << t);
}

void
libos_called(struct libos *os, uint32_t t, uint64_t error, uint64_t word)
{
	struct thread *thread = &os->thread[t];

	ck_assert_msg(thread->state == THREAD_CALL, "an answer to no call");
	if (error == VSP_OK)
		ck_assert_uint_eq(word, thread->sent ^ LIBOS_KEY);
	else
		os->failed++;
	if (thread->token == 0)
		thread->todo--;
	libos_make_runnable(os, t);
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

/* An index is one domain's, wherever it moves. */
static struct libos *
child_at(uint64_t index)
{
	for (uint32_t i = 1; i < world.n; i++)
		if (world.os[i].actor.index == index)
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
		child_at(i)->ticks += entry->ticks;
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
			libos_called(os, t, answer->error, answer->x[0]);
		if ((events & VSP_EVENT_USER) != 0
		    && os->thread[t].state == THREAD_DEVICE)
			libos_make_runnable(os, t);
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
		libos_called(os, x[7] & 15, x[7] >> VSP_REPLY_ERROR_SHIFT,
			     x[0]);
		break;
	case VSP_UPCALL_CHILD:
		child_at(x[0])->ticks += x[2];
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
	core->cur->regs.pc = LIBOS_HANDLER_PC;
}
