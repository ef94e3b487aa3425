/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * ordinary.c - claims of what is almost an ordinary case.
 *
 * The kernel has short ways for what is done most often (kernel/aarch64/), and
 * each looks whether the case is an ordinary one.  Here it is, but for one
 * thing.
 */
#include "abi.h"
#include "conform.h"

#define SHORT_TICKS	5000u
#define NZCV		0xf0000000ull
#define HERE		0x14000000u	/* b . */

static struct actor *a, *b, *c;

/* a and c can call b, a can call c, c can raise events 1 and 6 at a. */
static void
make_three(void)
{
	a = actor_make(0);
	b = actor_make(1);
	c = actor_make(2);
	MUST(give_portal(a, OWN_A, b));
	MUST(give_portal(a, OWN_B, c));
	MUST(give_portal(c, OWN_A, b));
	MUST(give_channel(c, OWN_B, a, 1));
	MUST(give_channel(c, OWN_C, a, 6));
	run(0);
	run(1);
	run(2);
}

/* The only client waits for an answer, but not to this token. */
static bool
an_old_token_answers_nobody_on_the_callers_time(void)
{
	make_three();
	SCRIPT(b, DO_REPLY(1), DO_REPLY_TO(1, 2), DO_NOTE(1));
	SCRIPT(a, DO_CALL(OWN_A, 3, 1), DO_CALL(OWN_A, 3, 2));
	return SAME(run(0), VSP_CHILD_WAIT) && TOLD(a, "AR")
	       && TOLD(b, "CC");
}

/* The caller has made another call since, and waits for that answer. */
static bool
an_answer_to_who_waits_for_another_is_deposited(void)
{
	make_three();
	SCRIPT(b, DO_WAIT_EVER, DO_REPLY(9), DO_NOTE(1));
	SCRIPT(c, DO_WAIT_EVER);
	SCRIPT(a, DO_CALL_MORE(OWN_A, 3, 1), DO_CALL(OWN_B, 4, 2),
	       DO_NOTE(1));
	run(0);
	return SAME(run(1), VSP_CHILD_WAIT) && TOLD(a, "AA")
	       && SAME(child_is_ready(0), true)
	       && SAME(a->dcb->answer[3].x[0], 9)
	       && SAME(run(0), VSP_CHILD_WAIT) && TOLD(a, "AAA0/8.d");
}

/* A second caller, while the first is not answered. */
static bool
a_second_client_does_not_replace_the_first(void)
{
	make_three();
	SCRIPT(b, DO_WAIT_EVER, DO_REPLY_TO(1, 7), DO_REPLY_TO(2, 8));
	SCRIPT(a, DO_CALL(OWN_A, 3, 1));
	SCRIPT(c, DO_CALL(OWN_A, 4, 2));
	run(0);
	run(2);
	run(1);
	return SAME(a->dcb->answer[3].x[0], 7)
	       && SAME(record(c, 1)->kind == VSP_UPCALL_REPLY
		       ? record(c, 1)->x[0] : c->dcb->answer[4].x[0], 8);
}

/* Nor does one of the same caller. */
static bool
a_second_call_does_not_replace_the_first(void)
{
	make_three();
	SCRIPT(b, DO_WAIT_EVER);
	SCRIPT(a, DO_CALL_MORE(OWN_A, 3, 1), DO_CALL(OWN_A, 4, 2));
	run(0);
	MUST(vsp_delete(b->domain));
	return TOLD(b, "CC") && SAME(a->dcb->answer[3].error, VSP_E_GONE)
	       && SAME(a->dcb->answer[4].error, VSP_E_GONE);
}

/* b answers a on the time of c, which waits at its door: a does not get it. */
static bool
an_answer_on_anothers_time_is_deposited(void)
{
	make_three();
	SCRIPT(b, DO_SPIN, DO_REPLY(7), DO_REPLY(8));
	SCRIPT(a, DO_CALL(OWN_A, 3, 1));
	SCRIPT(c, DO_CALL(OWN_A, 4, 2));
	b->memory->hold = 1;
	dispatch(0, SHORT_TICKS);
	dispatch(2, SHORT_TICKS);
	b->memory->hold = 0;
	return SAME(run(2), VSP_CHILD_WAIT) && TOLD(b, "CC")
	       && TOLD(a, "A") && TOLD(c, "AR")
	       && SAME(record(c, 1)->x[0], 8)
	       && SAME(a->dcb->answer[3].x[0], 7)
	       && SAME(run(0), VSP_CHILD_WAIT) && TOLD(a, "AA0/8.");
}

/* Its caller is idle again, and does not help. */
static bool
a_call_that_is_answered_gives_no_time(void)
{
	make_three();
	SCRIPT(b, DO_WAIT_EVER, DO_REPLY(7), DO_SPIN);
	SCRIPT(a, DO_CALL(OWN_A, 3, 1));
	run(0);
	run(1);
	run(0);
	b->memory->hold = 1;
	dispatch(1, SHORT_TICKS);
	SCRIPT(a, DO_NOTE(1));
	return SAME(dispatch(0, SHORT_TICKS).reason, VSP_CHILD_WAIT)
	       && TOLD(a, "Ad");
}

/* Somebody else writes it: neither door nor answer depends on it. */
static bool
who_has_left_is_enabled_whatever_its_dcb_says(void)
{
	make_three();
	b->memory->hold = 1;
	b->dcb->enabled = 0;
	SCRIPT(b, DO_SPIN, DO_REPLY(9));
	SCRIPT(a, DO_CALL(OWN_A, 3, 1), DO_NOTE(1));
	dispatch(0, SHORT_TICKS);
	a->dcb->enabled = 0;
	b->memory->hold = 0;
	return SAME(run(0), VSP_CHILD_WAIT) && TOLD(b, "C")
	       && TOLD(a, "ARd");
}

/* Its own server calls another on the same time, and is answered. */
static bool
a_call_to_oneself_gives_no_time(void)
{
	make_three();
	MUST(give_portal(a, OWN_C, a));
	SCRIPT(b, DO_REPLY(8));
	SCRIPT(a, DO_CALL(OWN_C, 3, 1), DO_CALL(OWN_A, 4, 1), DO_REPLY(9),
	       DO_NOTE(1));
	return SAME(run(0), VSP_CHILD_WAIT) && TOLD(a, "ACRA0/8.d")
	       && SAME(a->dcb->answer[3].x[0], 9);
}

/* On the time of its client, which it does not forget. */
static bool
a_server_that_calls_itself_keeps_its_client(void)
{
	make_three();
	MUST(give_portal(b, OWN_C, b));
	SCRIPT(b, DO_CALL(OWN_C, 2, 1), DO_REPLY_TO(2, 5), DO_REPLY_TO(1, 9));
	SCRIPT(a, DO_CALL(OWN_A, 3, 1), DO_NOTE(1));
	return SAME(run(0), VSP_CHILD_WAIT) && TOLD(b, "CCA0/4.")
	       && SAME(b->dcb->answer[2].x[0], 5) && TOLD(a, "ARd")
	       && SAME(record(a, 1)->x[0], 9);
}

/* To a domain that has events and is ready, by who may not. */
static bool
a_signal_needs_a_channel_though_all_goes_fast(void)
{
	make_three();
	MUST(give_portal(c, OWN_D, a));
	MUST(give(c, OWN_E, a->domain, VSP_R_SIGNAL | VSP_R_CALL, 8));
	MUST(give(c, OWN_F, a->domain, VSP_R_CONTROL, 0));
	SCRIPT(c, DO_SIGNAL(OWN_B), DO_SIGNAL(OWN_D), DO_SIGNAL(OWN_E),
	       DO_SIGNAL(OWN_F), DO_SIGNAL(OWN_PD), DO_SIGNAL(OWN_G));
	SCRIPT(a, DO_NOTE(1));
	return SAME(run(2), VSP_CHILD_WAIT) && TOLD(c, "Arr3.r3.r3.r2.r1.")
	       && SAME(run(0), VSP_CHILD_WAIT) && TOLD(a, "A1.d");
}

/* Events come to a domain that has some, and is ready, already. */
static bool
events_add_up_for_who_is_ready(void)
{
	make_three();
	SCRIPT(c, DO_SIGNAL(OWN_B), DO_SIGNAL(OWN_C), DO_SIGNAL(OWN_B));
	SCRIPT(a, DO_NOTE(1));
	return SAME(run(2), VSP_CHILD_WAIT) && TOLD(c, "Arrr")
	       && SAME(run(0), VSP_CHILD_WAIT) && TOLD(a, "A7.d");
}

/* Whatever a context says, it is run at user level, and interrupted. */
static bool
resume_gives_no_privilege(void)
{
	vsp_slot frame, lent, stretch;
	uint64_t code = 0;

	make_three();
	frame = make(VSP_TYPE_FRAME, 1);
	lent = derive(frame, VSP_R_READ | VSP_R_EXEC, 0);
	stretch = make(VSP_TYPE_STRETCH, 1);
	MUST(vsp_map(a->stretch, frame, 100, VSP_R_READ | VSP_R_WRITE));
	MUST(vsp_map(stretch, lent, 0, VSP_R_READ | VSP_R_EXEC));
	MUST(vsp_attach(stretch, a->pd, VSP_R_READ | VSP_R_EXEC, &code));
	*(uint32_t *)((uintptr_t)a->dcb + 100 * VSP_PAGE_SIZE) = HERE;
	a->dcb->context[5].pc = code;
	a->dcb->context[5].pstate = ~0ull;
	SCRIPT(a, DO_RESUME(5), DO_WAIT_EVER);
	root_take_news();
	return SAME(dispatch(0, SHORT_TICKS).reason, VSP_CHILD_EXPIRED)
	       && SAME(a->dcb->saved, 1) && SAME(a->dcb->context[0].pc, code)
	       && SAME(a->dcb->context[0].pstate & 0xffffffff, NZCV);
}

static bool
a_fault_shows_where_and_keeps_the_context(void)
{
	make_three();
	a->dcb->slot = 7;
	a->dcb->saved = 1;
	SCRIPT(a, DO_ENABLE, DO_FAULT, DO_NOTE(1));
	return SAME(run(0), VSP_CHILD_WAIT) && TOLD(a, "AFd")
	       && SAME(record(a, 1)->x[0] >> 26, 0x24)
	       && SAME(record(a, 1)->x[1], NOWHERE)
	       && SAME(record(a, 1)->x[2], 7)
	       && SAME(a->dcb->saved, 1u << 7 | 1)
	       && SAME(a->dcb->context[7].x[29],
		       (uint64_t)(uintptr_t)a->memory)
	       && SAME(record(a, 1)->sp, (uint64_t)(uintptr_t)a->memory
					 + ACTOR_STACK)
	       && SAME(record(a, 1)->tls, (uint64_t)(uintptr_t)a->dcb);
}

/* FAR_EL1 is what the last abort left there. */
static bool
a_fault_without_an_address_shows_nobodys(void)
{
	make_three();
	SCRIPT(a, DO_ENABLE, DO_FAULT);
	SCRIPT(b, DO_ENABLE, DO(DEED_UNDEFINED, 0));
	run(0);
	run(1);
	return SAME(record(a, 1)->x[1], NOWHERE) && TOLD(b, "AF")
	       && SAME(record(b, 1)->x[0] >> 26, 0)
	       && SAME(record(b, 1)->x[1], 0);
}

static const struct tap_claim claims[] = {
	CLAIM(an_old_token_answers_nobody_on_the_callers_time),
	CLAIM(an_answer_to_who_waits_for_another_is_deposited),
	CLAIM(a_second_client_does_not_replace_the_first),
	CLAIM(a_second_call_does_not_replace_the_first),
	CLAIM(an_answer_on_anothers_time_is_deposited),
	CLAIM(a_call_that_is_answered_gives_no_time),
	CLAIM(who_has_left_is_enabled_whatever_its_dcb_says),
	CLAIM(a_call_to_oneself_gives_no_time),
	CLAIM(a_server_that_calls_itself_keeps_its_client),
	CLAIM(a_signal_needs_a_channel_though_all_goes_fast),
	CLAIM(events_add_up_for_who_is_ready),
	CLAIM(resume_gives_no_privilege),
	CLAIM(a_fault_shows_where_and_keeps_the_context),
	CLAIM(a_fault_without_an_address_shows_nobodys),
};

void
play_ordinary(void)
{
	PLAY(claims);
}
