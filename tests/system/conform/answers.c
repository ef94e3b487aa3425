/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * answers.c - claims of answers: in which order, to which call, by whom, in
 * which state of the caller; and of other work that is left (`more`).
 */
#include "abi.h"
#include "conform.h"

#define SHORT_TICKS	5000u
#define NCLIENTS	5

static struct actor *a, *b, *c;

/* a and c can call b. */
static void
make_three(void)
{
	a = actor_make(0);
	b = actor_make(1);
	c = actor_make(2);
	MUST(give_portal(a, OWN_A, b));
	MUST(give_portal(c, OWN_A, b));
	MUST(give_channel(b, OWN_B, a, 4));
	run(0);
	run(1);
	run(2);
}

/* ---- order ---- */

/* Of five clients, client i is the order[i]-th to be answered; the server
 * answers all in one go, on its own time. */
static bool
answered_in_order(const unsigned order[NCLIENTS])
{
	struct actor *client[NCLIENTS];
	bool right = true;

	b = actor_make(20);
	actor_script(b, NULL, 0);
	for (unsigned i = 0; i < NCLIENTS; i++)
		APPEND(b, DO_WAIT_EVER);
	APPEND(b, DO_WAIT_EVER);
	run(20);
	for (unsigned i = 0; i < NCLIENTS; i++) {
		client[i] = actor_make(i);
		MUST(give_portal(client[i], OWN_A, b));
		SCRIPT(client[i], DO_CALL(OWN_A, i, 100 + i));
		run(i);
	}
	for (unsigned i = 0; i < NCLIENTS; i++) {
		APPEND(b, DO_REPLY_TO(order[i] + 1, 200 + order[i]));
		run(20);
	}
	for (unsigned i = 0; i < NCLIENTS; i++) {
		run(i);
		right &= SAME(record(b, 1 + i)->x[0], 100 + i)
			 && SAME(client[i]->dcb->answer[i].x[0], 200 + i)
			 && SAME(client[i]->dcb->answer[i].error, VSP_OK);
	}
	return right;
}

static bool
clients_can_be_answered_in_their_order(void)
{
	return answered_in_order((unsigned[]){ 0, 1, 2, 3, 4 });
}

static bool
clients_can_be_answered_newest_first(void)
{
	return answered_in_order((unsigned[]){ 4, 3, 2, 1, 0 });
}

static bool
clients_can_be_answered_in_any_order(void)
{
	return answered_in_order((unsigned[]){ 2, 4, 0, 3, 1 });
}

/* Token 0 is whoever called last, once. */
static bool
the_newest_client_needs_no_token(void)
{
	make_three();
	SCRIPT(b, DO_WAIT_EVER, DO_REPLY(7), DO_REPLY(8));
	SCRIPT(a, DO_CALL(OWN_A, 0, 1));
	SCRIPT(c, DO_CALL(OWN_A, 0, 2));
	run(0);
	run(2);
	run(1);
	run(0);
	return TOLD(c, "AR") && SAME(record(c, 1)->x[0], 7)
	       && SAME(a->memory->written, 2)
	       && SAME(record(a, 1)->kind, VSP_UPCALL_ACTIVATE)
	       && SAME(record(a, 1)->x[1], 0);
}

/* ---- tokens ---- */

/* a's call 3 is held by b, whose script goes on with its second step. */
static uint64_t
hold_a_call(void)
{
	make_three();
	SCRIPT(b, DO_WAIT_EVER);
	SCRIPT(a, DO_CALL(OWN_A, 3, 1));
	run(0);
	return b->memory->token[0];
}

static bool
nothing_came(void)
{
	return SAME(a->dcb->pending, 0) && SAME(child_is_ready(0), false);
}

static bool
no_bit_of_a_token_can_be_changed(void)
{
	uint64_t token = hold_a_call();
	bool dropped = true;

	for (unsigned bit = 0; bit < 64; bit++) {
		SCRIPT(b, DO_REPLY_WITH(token ^ 1ull << bit, 9));
		run(1);
		dropped &= nothing_came();
	}
	SCRIPT(b, DO_REPLY_WITH(token, 9));
	run(1);
	return dropped && SAME(a->dcb->answer[3].x[0], 9);
}

static bool
another_domain_cannot_use_a_token(void)
{
	uint64_t token = hold_a_call();

	SCRIPT(c, DO_REPLY_WITH(token, 9));
	run(2);
	return nothing_came();
}

static bool
a_caller_cannot_answer_itself(void)
{
	uint64_t token = hold_a_call();

	SCRIPT(a, DO_REPLY_WITH(token, 9));
	run(0);
	return SAME(a->dcb->answer[3].x[0], 0);
}

static bool
a_token_is_good_once(void)
{
	uint64_t token = hold_a_call();

	SCRIPT(b, DO_REPLY_WITH(token, 9), DO_REPLY_WITH(token, 10));
	run(1);
	run(1);
	return SAME(a->dcb->answer[3].x[0], 9);
}

static bool
a_token_is_not_that_of_the_next_call(void)
{
	uint64_t token = hold_a_call();

	SCRIPT(b, DO_REPLY_WITH(token, 9));
	run(1);
	SCRIPT(b, DO_WAIT_EVER);
	SCRIPT(a, DO_CALL(OWN_A, 3, 2), DO_CALL(OWN_A, 3, 2));
	run(0);
	a->dcb->answer[3].x[0] = 0;
	SCRIPT(b, DO_REPLY_WITH(token, 10));
	run(1);
	return SAME(a->dcb->answer[3].x[0], 0);
}

/* Answered at once, on the caller's own time, and then called again. */
static bool
a_token_is_not_that_of_the_next_call_though_all_goes_fast(void)
{
	make_three();
	SCRIPT(b, DO_REPLY(1), DO_WAIT_EVER, DO_REPLY_TO(1, 10));
	SCRIPT(a, DO_CALL(OWN_A, 3, 1), DO_CALL(OWN_A, 3, 2));
	run(0);
	if (!TOLD(b, "CC") || !TOLD(a, "AR"))
		return false;
	run(1);
	return TOLD(b, "CCA") && nothing_came();
}

/* All is made anew, on the same pages. */
static bool
a_token_is_not_that_of_the_next_domain(void)
{
	uint64_t token = hold_a_call(), again;
	bool whole = stage_end();

	stage_begin();
	again = hold_a_call();
	SCRIPT(b, DO_REPLY_WITH(token, 9));
	run(1);
	return whole && SAME((uint32_t)token, (uint32_t)again)
	       && SAME(token != again, true) && nothing_came();
}

/* ---- cancelled ---- */

static bool
an_answer_to_a_cancelled_call_is_dropped(void)
{
	uint64_t token = hold_a_call();

	MUST(vsp_domain_cancel(a->domain, 3));
	SCRIPT(b, DO_REPLY_WITH(token, 9));
	run(1);
	return nothing_came();
}

static bool
a_cancelled_call_is_nobodys_newest(void)
{
	hold_a_call();
	MUST(vsp_domain_cancel(a->domain, 3));
	SCRIPT(b, DO_REPLY(9));
	run(1);
	return nothing_came();
}

static bool
an_answer_that_waits_can_be_cancelled(void)
{
	uint64_t token = hold_a_call();

	SCRIPT(b, DO_REPLY_WITH(token, 9));
	run(1);
	SCRIPT(a, DO_NOTE(1));
	return SAME(vsp_domain_cancel(a->domain, 3), VSP_OK)
	       && SAME(vsp_domain_cancel(a->domain, 3), VSP_E_EMPTY)
	       && SAME(run(0), VSP_CHILD_WAIT) && TOLD(a, "Ad");
}

/* ---- deposits ---- */

/* a has call 3 at b, then does this; b answers; what does a record? */
static bool
deposit_finds(const struct step *step, const char *told)
{
	make_three();
	SCRIPT(b, DO_WAIT_EVER);
	SCRIPT(a, DO_CALL_MORE(OWN_A, 3, 1), step[0], step[1], DO_NOTE(1),
	       DO_WAIT_EVER, DO_NOTE(2));
	a->memory->hold = 1;
	dispatch(0, SHORT_TICKS);
	SCRIPT(b, DO_REPLY_TO(1, 9));
	b->memory->tokens = 1;
	run(1);
	a->memory->hold = 0;
	run(0);
	return SAME(a->dcb->answer[3].x[0], 9) && TOLD(a, told);
}

#define DEPOSIT_FINDS(told, ...) \
	deposit_finds((const struct step[2]){ __VA_ARGS__ }, told)

static bool
an_answer_waits_for_who_is_frozen(void)
{
	return DEPOSIT_FINDS("AAddA0/8.d", DO_SPIN, DO_NOTE(1));
}

static bool
an_answer_activates_who_was_preempted(void)
{
	return DEPOSIT_FINDS("AAA0/8.d", DO_ENABLE, DO_SPIN);
}

static bool
an_answer_activates_who_sleeps(void)
{
	return DEPOSIT_FINDS("AAA0/8.dd", DO_WAIT_EVER, DO_NOTE(1));
}

static bool
an_answer_waits_for_who_is_stopped(void)
{
	make_three();
	SCRIPT(b, DO_WAIT_EVER);
	SCRIPT(a, DO_CALL(OWN_A, 3, 1), DO_NOTE(1));
	run(0);
	MUST(vsp_domain_stop(a->domain));
	SCRIPT(b, DO_REPLY_TO(1, 9));
	b->memory->tokens = 1;
	run(1);
	MUST(vsp_domain_start(a->domain));
	return SAME(run(0), VSP_CHILD_WAIT)
	       && SAME(a->dcb->answer[3].x[0], 9);
}

/* a waits at c's door when b's answer comes: it is told, and calls again. */
static bool
an_answer_activates_who_waits_at_a_door(void)
{
	make_three();
	MUST(give_portal(a, OWN_C, c));
	SCRIPT(b, DO_WAIT_EVER);
	SCRIPT(c, DO_SPIN, DO_WAIT_EVER, DO_REPLY(8));
	c->memory->hold = 1;
	dispatch(2, SHORT_TICKS);
	SCRIPT(a, DO_CALL_MORE(OWN_A, 3, 1), DO_CALL(OWN_C, 4, 1),
	       DO_RESUME(0), DO_NOTE(1));
	dispatch(0, SHORT_TICKS);
	SCRIPT(b, DO_REPLY_TO(1, 9));
	b->memory->tokens = 1;
	run(1);
	c->memory->hold = 0;
	run(0);
	return TOLD(a, "AAA0/8.Rd") && SAME(record(a, 3)->x[0], 8)
	       && SAME(record(a, 3)->x[7], 4);
}

/* ---- other work ---- */

static bool
a_caller_with_other_work_is_activated(void)
{
	make_three();
	SCRIPT(b, DO_WAIT_EVER, DO_WAIT_EVER, DO_REPLY_TO(1, 9));
	run(1);
	SCRIPT(a, DO_CALL_MORE(OWN_A, 3, 1), DO_NOTE(1));
	return SAME(run(0), VSP_CHILD_WAIT) && TOLD(a, "AAd")
	       && TOLD(b, "AC");
}

static bool
a_server_with_other_work_stays_ready(void)
{
	make_three();
	SCRIPT(b, DO_WAIT_EVER, DO_REPLY_MORE(9), DO_NOTE(1));
	run(1);
	SCRIPT(a, DO_CALL(OWN_A, 3, 1));
	return SAME(run(0), VSP_CHILD_WAIT) && TOLD(a, "AR")
	       && SAME(child_is_ready(1), true)
	       && SAME(run(1), VSP_CHILD_WAIT) && TOLD(b, "ACAd");
}

static bool
who_resumes_with_other_work_goes_on_first(void)
{
	make_three();
	SCRIPT(a, DO_ENABLE, DO_SPIN, DO_RESUME_MORE(0), DO_NOTE(1));
	a->memory->hold = 1;
	dispatch(0, SHORT_TICKS);
	a->memory->hold = 0;
	return SAME(run(0), VSP_CHILD_WAIT) && TOLD(a, "AAd");
}

static const struct tap_claim claims[] = {
	CLAIM(clients_can_be_answered_in_their_order),
	CLAIM(clients_can_be_answered_newest_first),
	CLAIM(clients_can_be_answered_in_any_order),
	CLAIM(the_newest_client_needs_no_token),
	CLAIM(no_bit_of_a_token_can_be_changed),
	CLAIM(another_domain_cannot_use_a_token),
	CLAIM(a_caller_cannot_answer_itself),
	CLAIM(a_token_is_good_once),
	CLAIM(a_token_is_not_that_of_the_next_call),
	CLAIM(a_token_is_not_that_of_the_next_call_though_all_goes_fast),
	CLAIM(a_token_is_not_that_of_the_next_domain),
	CLAIM(an_answer_to_a_cancelled_call_is_dropped),
	CLAIM(a_cancelled_call_is_nobodys_newest),
	CLAIM(an_answer_that_waits_can_be_cancelled),
	CLAIM(an_answer_waits_for_who_is_frozen),
	CLAIM(an_answer_activates_who_was_preempted),
	CLAIM(an_answer_activates_who_sleeps),
	CLAIM(an_answer_waits_for_who_is_stopped),
	CLAIM(an_answer_activates_who_waits_at_a_door),
	CLAIM(a_caller_with_other_work_is_activated),
	CLAIM(a_server_with_other_work_stays_ready),
	CLAIM(who_resumes_with_other_work_goes_on_first),
};

void
play_answers(void)
{
	PLAY(claims);
}
