/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * ipc.c - claims of calls and answers: what can fail, in which order clients
 * are answered, tokens, chains and circles.
 */
#include "abi.h"
#include "conform.h"

#define LONG_TICKS	40000u

static struct actor *a, *b, *c;

/* a can call b, b can call c and a, c can call a. */
static void
make_three(void)
{
	a = actor_make(0);
	b = actor_make(1);
	c = actor_make(2);
	MUST(give_portal(a, OWN_A, b));
	MUST(give_portal(b, OWN_A, c));
	MUST(give_portal(b, OWN_B, a));
	MUST(give_portal(c, OWN_A, a));
	run(0);
	run(1);
	run(2);
}

/* ---- what can fail ---- */

/* This call, by a, is refused so. */
static bool
call_fails(struct step call, unsigned error)
{
	actor_script(a, &call, 1);
	return SAME(run(0), VSP_CHILD_WAIT)
	       && SAME(record(a, 1)->kind, RECORD_RETURNED)
	       && SAME(record(a, 1)->x[0], error) && TOLD(b, "");
}

#define CALL_FAILS(error, ...) \
	call_fails((struct step)__VA_ARGS__, VSP_E_##error)

static void
make_caller(void)
{
	make_three();
	SCRIPT(b, DO_WAIT_EVER, DO_REPLY(9));
	b->memory->written = 0;
}

static bool
a_call_needs_a_capability(void)
{
	make_caller();
	return CALL_FAILS(NOCAP, DO_CALL(OWN_G, 0, 1))
	       && CALL_FAILS(NOCAP, DO_CALL(0, 0, 1))
	       && CALL_FAILS(NOCAP, DO_CALL(128, 0, 1))
	       && CALL_FAILS(NOCAP, DO_CALL(~0ull, 0, 1))
	       && CALL_FAILS(NOCAP, DO_CALL(1ull << 32 | OWN_A, 0, 1))
	       && CALL_FAILS(NOCAP, DO_CALL(1ull << 59 | OWN_A, 0, 1));
}

static bool
a_call_needs_a_domain(void)
{
	make_caller();
	return CALL_FAILS(TYPE, DO_CALL(OWN_PD, 0, 1))
	       && CALL_FAILS(TYPE, DO_CALL(OWN_CNODE, 0, 1))
	       && CALL_FAILS(TYPE, DO_CALL(OWN_STRETCH, 0, 1));
}

static bool
a_call_needs_the_right_to(void)
{
	make_caller();
	MUST(give(a, OWN_B, b->domain, VSP_R_SIGNAL, 1));
	MUST(give(a, OWN_C, b->domain, VSP_R_ALL & ~VSP_R_CALL, 0));
	return CALL_FAILS(RIGHT, DO_CALL(OWN_B, 0, 1))
	       && CALL_FAILS(RIGHT, DO_CALL(OWN_C, 0, 1));
}

static bool
a_call_to_who_is_stopped_fails(void)
{
	make_caller();
	MUST(vsp_domain_stop(b->domain));
	return CALL_FAILS(GONE, DO_CALL(OWN_A, 0, 1));
}

static bool
a_call_number_is_good_for_one_call(void)
{
	make_caller();
	SCRIPT(b, DO_WAIT_EVER);
	SCRIPT(a, DO_CALL_MORE(OWN_A, 5, 1), DO_CALL(OWN_A, 5, 2),
	       DO_CALL(OWN_A, 5 + 16 * 64, 3));
	return SAME(run(0), VSP_CHILD_WAIT) && TOLD(a, "AAr6.r6.");
}

/* Whoever is called. */
static bool
a_call_number_is_good_for_one_server(void)
{
	make_three();
	MUST(give_portal(a, OWN_B, c));
	SCRIPT(b, DO_WAIT_EVER);
	SCRIPT(c, DO_WAIT_EVER);
	SCRIPT(a, DO_CALL(OWN_A, 5, 1), DO_CALL(OWN_B, 5, 2));
	run(0);
	return SAME(run(0), VSP_CHILD_WAIT) && TOLD(a, "AAr6.")
	       && TOLD(c, "");
}

/* It finds an answer that came before it was made. */
static bool
news_come_before_a_call(void)
{
	make_three();
	SCRIPT(b, DO_WAIT_EVER);
	SCRIPT(a, DO_CALL_MORE(OWN_A, 5, 1), DO_SPIN, DO_CALL(OWN_A, 5, 2));
	a->memory->hold = 1;
	dispatch(0, LONG_TICKS);
	SCRIPT(b, DO_REPLY_TO(1, 9), DO_NOTE(1));
	b->memory->tokens = 1;
	run(1);
	a->memory->hold = 0;
	return SAME(run(0), VSP_CHILD_WAIT) && TOLD(a, "AAA0/20.")
	       && TOLD(b, "A") && SAME(a->dcb->saved, 1)
	       && SAME(a->dcb->context[0].x[0], 2)
	       && SAME(a->dcb->context[0].x[8], OWN_A);
}

static bool
sixteen_calls_can_be_unanswered(void)
{
	unsigned answered = 0;

	make_three();
	SCRIPT(b, DO_WAIT_EVER);
	for (unsigned n = 0; n < VSP_NCALLS; n++)
		APPEND(b, DO_WAIT_EVER);
	actor_script(a, NULL, 0);
	for (unsigned n = 0; n < VSP_NCALLS; n++)
		APPEND(a, DO_CALL_MORE(OWN_A, n, 100 + n));
	run(0);
	actor_append(b, NULL, 0);
	b->memory->next = b->memory->count;
	for (unsigned n = 0; n < VSP_NCALLS; n++)
		APPEND(b, DO_REPLY_TO((n * 7) % 16 + 1, n), DO_JUMP(0));
	for (unsigned n = 0; n < VSP_NCALLS; n++) {
		b->memory->next = 17 + 2 * n;
		run(1);
	}
	for (unsigned n = 0; n < VSP_NCALLS; n++)
		answered += a->dcb->answer[(n * 7) % 16].x[0] == n;
	return SAME(b->memory->tokens, VSP_NCALLS)
	       && SAME(answered, VSP_NCALLS);
}

static bool
a_chain_of_calls_has_an_end(void)
{
	enum { N = VSP_NHOPS + 2 };
	struct actor *all[N];
	unsigned deepest = 0;

	for (unsigned i = 0; i < N; i++)
		all[i] = actor_make(i);
	for (unsigned i = 0; i < N; i++) {
		if (i > 0)
			run(i);
		if (i + 1 < N)
			MUST(give_portal(all[i], OWN_A, all[i + 1]));
		SCRIPT(all[i], DO_CALL(OWN_A, 0, i), DO_REPLY(1));
	}
	run(0);
	while (deepest < N - 1
	       && record(all[deepest], 1)->kind == VSP_UPCALL_REPLY)
		deepest++;
	return SAME(deepest, VSP_NHOPS)
	       && SAME(record(all[VSP_NHOPS], 1)->kind, RECORD_RETURNED)
	       && SAME(record(all[VSP_NHOPS], 1)->x[0], VSP_E_DEPTH)
	       && TOLD(all[VSP_NHOPS + 1], "");
}

/* ---- messages ---- */

static bool
a_message_is_seven_words_and_a_badge(void)
{
	struct step call = DO_CALL(OWN_A, 3, 1);
	bool same = true;

	make_three();
	for (unsigned i = 0; i < VSP_NWORDS; i++)
		call.x[i] = 0x1111111111111111ull * (i + 1);
	SCRIPT(b, DO_WAIT_EVER, DO_REPLY(0xabc));
	run(1);
	b->memory->written = 0;
	actor_script(a, &call, 1);
	run(0);
	for (unsigned i = 0; i < VSP_NWORDS; i++)
		same &= SAME(record(b, 0)->x[i], call.x[i]);
	return same && SAME(record(b, 0)->x[7], PORTAL_BADGE)
	       && SAME(record(a, 1)->x[0], 0xabc)
	       && SAME(record(a, 1)->x[7], 3);
}

static bool
a_call_by_an_owner_has_no_badge(void)
{
	make_three();
	MUST(give(a, OWN_B, b->domain, VSP_R_ALL, 7));
	MUST(give(a, OWN_C, b->domain, VSP_R_CALL | VSP_R_SIGNAL, 7));
	SCRIPT(b, DO_REPLY(1), DO_REPLY(1), DO_REPLY(1));
	SCRIPT(a, DO_CALL(OWN_A, 3, 1), DO_CALL(OWN_B, 3, 1),
	       DO_CALL(OWN_C, 3, 1));
	run(0);
	return TOLD(a, "ARRR") && TOLD(b, "CCC")
	       && SAME(record(b, 0)->x[7], PORTAL_BADGE)
	       && SAME(record(b, 1)->x[7], 0) && SAME(record(b, 2)->x[7], 0);
}

/* Of all upcalls that were recorded: but for FAULT, which may show what the
 * domain's own registers were. */
static bool
clean(const struct actor *who)
{
	uint64_t dirt = 0, flags = 0;

	for (unsigned i = 0; i < who->memory->written; i++)
		if (record(who, i)->kind < VSP_UPCALL_FAULT) {
			dirt |= record(who, i)->dirt;
			flags |= record(who, i)->flags;
		}
	return SAME(dirt, 0) && SAME(flags, 0);
}

static bool
nothing_else_is_in_the_registers(void)
{
	make_three();
	SCRIPT(c, DO_WAIT_EVER, DO_REPLY(1));
	SCRIPT(b, DO_CALL(OWN_A, 3, 1), DO_REPLY(2));
	run(2);
	b->memory->next = 0;
	SCRIPT(a, DO_CALL(OWN_A, 3, 1), DO_ACTIVATE, DO_WAIT_MORE);
	run(0);
	return TOLD(a, "ARAA") && TOLD(b, "CR") && TOLD(c, "AC") && clean(a)
	       && clean(b) && clean(c)
	       && SAME(record(a, 1)->tls, (uint64_t)(uintptr_t)a->dcb)
	       && SAME(record(b, 0)->tls, (uint64_t)(uintptr_t)b->dcb)
	       && SAME(record(b, 0)->sp, (uint64_t)(uintptr_t)b->memory
					 + ACTOR_STACK);
}

/* ---- circles ---- */

static bool
two_can_call_each_other(void)
{
	make_three();
	SCRIPT(a, DO_CALL(OWN_A, 0, 1), DO_REPLY(2), DO_NOTE(1));
	SCRIPT(b, DO_CALL(OWN_B, 0, 2), DO_REPLY(3), DO_NOTE(1));
	run(0);
	run(1);
	run(0);
	return SAME(record(a, 1)->kind, VSP_UPCALL_CALL)
	       && SAME(record(b, 0)->kind, VSP_UPCALL_CALL)
	       && (record(a, 2)->kind == VSP_UPCALL_REPLY
		   ? SAME(record(a, 2)->x[0], 3)
		   : SAME(a->dcb->answer[0].x[0], 3));
}

static bool
three_can_call_in_a_circle(void)
{
	make_three();
	SCRIPT(a, DO_CALL(OWN_A, 0, 1), DO_REPLY(4), DO_NOTE(1));
	SCRIPT(b, DO_CALL(OWN_A, 0, 2), DO_REPLY(3));
	SCRIPT(c, DO_CALL(OWN_A, 0, 3), DO_REPLY(2));
	for (unsigned i = 0; i < 9; i++)
		run(i % 3);
	return SAME(c->dcb->answer[0].x[0] == 4
		    || record(c, 1)->x[0] == 4, true)
	       && SAME(b->dcb->answer[0].x[0] == 2
		       || record(b, 1)->x[0] == 2, true)
	       && SAME(a->dcb->answer[0].x[0] == 3
		       || record(a, 2)->x[0] == 3, true);
}

static bool
a_call_to_oneself_is_answered(void)
{
	make_three();
	MUST(give_portal(a, OWN_B, a));
	SCRIPT(a, DO_CALL(OWN_B, 0, 1), DO_REPLY(5), DO_NOTE(1));
	return SAME(run(0), VSP_CHILD_WAIT) && TOLD(a, "ACA0/1.d")
	       && SAME(a->dcb->answer[0].x[0], 5);
}

/* ---- stops and resets in the middle ---- */

static bool
a_reset_server_answers_with_an_error(void)
{
	make_three();
	SCRIPT(b, DO_WAIT_EVER);
	SCRIPT(a, DO_CALL(OWN_A, 3, 1));
	run(0);
	MUST(vsp_domain_reset(b->domain));
	return SAME(run(0), VSP_CHILD_WAIT) && TOLD(a, "AA0/8.")
	       && SAME(a->dcb->answer[3].error, VSP_E_GONE);
}

static bool
portals_survive_a_reset(void)
{
	make_three();
	MUST(vsp_domain_reset(b->domain));
	SCRIPT(b, DO_WAIT_EVER, DO_REPLY(9));
	MUST(vsp_domain_start(b->domain));
	run(1);
	SCRIPT(a, DO_CALL(OWN_A, 3, 1));
	return SAME(run(0), VSP_CHILD_WAIT) && TOLD(a, "AR")
	       && SAME(record(b, 1)->x[7], PORTAL_BADGE);
}

/* a calls b, b calls c, which resets b: c's answer goes nowhere. */
static bool
the_middle_of_a_chain_can_be_reset(void)
{
	make_three();
	MUST(give(c, OWN_B, b->domain, VSP_R_CONTROL, 0));
	SCRIPT(c, DO_INVOKE(OWN_B, VSP_OP_DOMAIN_RESET, 0), DO_REPLY(9));
	SCRIPT(b, DO_CALL(OWN_A, 4, 2), DO_NOTE(1));
	SCRIPT(a, DO_CALL(OWN_A, 3, 1));
	run(0);
	run(2);
	run(0);
	return TOLD(b, "C") && TOLD(c, "Cr")
	       && SAME(a->dcb->answer[3].error, VSP_E_GONE);
}

/* Stopped, it does not answer; started again, it does. */
static bool
a_stopped_server_keeps_its_clients(void)
{
	make_three();
	b->memory->hold = 1;
	SCRIPT(b, DO_SPIN, DO_REPLY(9));
	SCRIPT(a, DO_CALL(OWN_A, 3, 1), DO_NOTE(1));
	dispatch(0, LONG_TICKS);
	MUST(vsp_domain_stop(b->domain));
	b->memory->hold = 0;
	if (!SAME(run(0), VSP_CHILD_WAIT))
		return false;
	MUST(vsp_domain_start(b->domain));
	run(1);
	run(0);
	return TOLD(a, "AAdA0/8.") && SAME(a->dcb->answer[3].x[0], 9);
}

static const struct tap_claim claims[] = {
	CLAIM(a_call_needs_a_capability),
	CLAIM(a_call_needs_a_domain),
	CLAIM(a_call_needs_the_right_to),
	CLAIM(a_call_to_who_is_stopped_fails),
	CLAIM(a_call_number_is_good_for_one_call),
	CLAIM(a_call_number_is_good_for_one_server),
	CLAIM(news_come_before_a_call),
	CLAIM(sixteen_calls_can_be_unanswered),
	CLAIM(a_chain_of_calls_has_an_end),
	CLAIM(a_message_is_seven_words_and_a_badge),
	CLAIM(a_call_by_an_owner_has_no_badge),
	CLAIM(nothing_else_is_in_the_registers),
	CLAIM(two_can_call_each_other),
	CLAIM(three_can_call_in_a_circle),
	CLAIM(a_call_to_oneself_is_answered),
	CLAIM(a_reset_server_answers_with_an_error),
	CLAIM(portals_survive_a_reset),
	CLAIM(the_middle_of_a_chain_can_be_reset),
	CLAIM(a_stopped_server_keeps_its_clients),
};

void
play_ipc(void)
{
	PLAY(claims);
}
