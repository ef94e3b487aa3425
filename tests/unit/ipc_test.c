/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * ipc_test.c - calls and answers: what arrives, who runs on whose time, and
 * which tokens are good.
 */
#include "ipc.h"

#include <string.h>
#include "claims.h"
#include "clients.h"
#include "../random.h"

START_TEST(a_call_brings_message_badge_and_nothing_else)
{
	const struct regs *r = &b.d->regs;

	memset(&a.d->regs, 0xee, sizeof a.d->regs);
	memset(&b.d->regs, 0xdd, sizeof b.d->regs);
	run_child(&a);
	for (unsigned i = 9; i < 31; i++)
		a.d->regs.x[i] = 0xbad;
	call_b(a_to_b, 3, 100);
	expect(b.d, VSP_UPCALL_CALL);
	expect_words(r->x, 100);
	ck_assert_uint_eq(r->x[7], 0xa);
	for (unsigned i = 9; i < 31; i++)
		ck_assert_uint_eq(r->x[i], 0);
	ck_assert_uint_eq(r->sp, b.d->stack);
	ck_assert_uint_eq(r->tpidr, b.d->dcb_address);
	ck_assert_uint_eq(r->pstate, 0);
	ck_assert_uint_eq(b.dcb->enabled, 0);
}
END_TEST

START_TEST(a_reply_goes_to_the_donor_at_once)
{
	uint64_t token = a_calls_b();

	for (uint64_t i = 0; i < VSP_NWORDS; i++)
		sim_x()[i] = 200 + i;
	act_reply(token);
	expect(a.d, VSP_UPCALL_REPLY);
	expect_words(sim_x(), 200);
	ck_assert_uint_eq(sim_x()[7], 3);
	for (unsigned i = 8; i < 31; i++)
		ck_assert_uint_eq(sim_x()[i], 0);
}
END_TEST

START_TEST(token_zero_is_the_newest_client)
{
	a_calls_b();
	act_reply(0);
	expect(a.d, VSP_UPCALL_REPLY);
}
END_TEST

/* B answers A on C's time: the answer waits in A's DCB. */
START_TEST(an_answer_to_another_is_deposited)
{
	uint64_t token = a_calls_b();

	act_wait(VSP_FOREVER);
	run_child(&c);
	call_b(c_to_b, 0, 300);
	expect(b.d, VSP_UPCALL_CALL);
	ck_assert_uint_eq(sim_x()[7], 0xc);
	for (uint64_t i = 0; i < VSP_NWORDS; i++)
		sim_x()[i] = 400 + i;
	act_reply(token);
	ck_assert_ptr_eq(core->cur, sim_root());
	run_child(&a);
	expect(a.d, VSP_UPCALL_ACTIVATE);
	ck_assert_uint_eq(sim_x()[1], 1u << 3);
	expect_words(a.dcb->answer[3].x, 400);
	ck_assert_uint_eq(a.dcb->answer[3].error, VSP_OK);
	ck_assert_ptr_eq(c.d->call[0].server, b.d);
}
END_TEST

START_TEST(a_token_is_good_once)
{
	uint64_t token = a_calls_b();

	act_reply(token);
	call_b(a_to_b, 3, 500);
	expect(b.d, VSP_UPCALL_CALL);
	ck_assert_uint_ne(sim_x()[8], token);
	act_reply(token);
	ck_assert_ptr_eq(core->cur, sim_root());
	ck_assert_ptr_eq(a.d->call[3].server, b.d);
	ck_assert_uint_eq(a.d->replies, 0);
}
END_TEST

/* A waits no longer: B's answer comes late, and disturbs nobody. */
START_TEST(an_answer_to_a_cancelled_call_is_dropped)
{
	uint64_t token = a_calls_b();

	act_wait(VSP_FOREVER);
	run_child(&a);
	ck_assert_int_eq(SIM_INVOKE(a_itself, VSP_OP_DOMAIN_CANCEL, 3),
			 VSP_OK);
	ck_assert_int_eq(SIM_INVOKE(a_itself, VSP_OP_DOMAIN_CANCEL, 3),
			 VSP_E_EMPTY);
	call_b(a_to_b, 3, 500);
	act_reply(token);
	ck_assert_ptr_eq(a.d->call[3].server, b.d);
	ck_assert_uint_eq(a.d->replies, 0);
}
END_TEST

START_TEST(an_answer_that_was_cancelled_is_forgotten)
{
	uint64_t token = a_calls_b();

	act_wait(VSP_FOREVER);
	run_child(&b);
	act_reply(token);
	ck_assert_uint_eq(a.d->replies, 1u << 3);
	ck_assert_int_eq(SIM_INVOKE(a.domain, VSP_OP_DOMAIN_CANCEL, 3),
			 VSP_OK);
	ck_assert_uint_eq(a.d->replies, 0);
}
END_TEST

/* Somebody else cancels it while B runs on A's time: that is A's again. */
START_TEST(a_cancelled_call_gives_no_time)
{
	uint64_t control = actor_give(&b, a.domain, VSP_R_ALL, 0);

	a_calls_b();
	ck_assert_int_eq(SIM_INVOKE(control, VSP_OP_DOMAIN_CANCEL, 3),
			 SIM_LEFT);
	ck_assert_ptr_ne(core->cur, b.d);
	ck_assert_int_eq(b.d->frame, FRAME_FROZEN);
	ck_assert_uint_eq(b.d->regs.x[0], VSP_OK);
}
END_TEST

START_TEST(forged_tokens_never_matter)
{
	struct random rnd = { 99 };
	uint64_t token = a_calls_b();

	act_wait(VSP_FOREVER);
	sim.unchecked = true;
	for (unsigned i = 0; i < 5000; i++) {
		uint64_t forged = i < 64 ? token ^ 1ull << i
				  : random_word(&rnd) >> random_below(&rnd, 64);

		run_child(&b);
		if (forged == token || forged == 0)
			continue;
		act_reply(forged);
		ck_assert_ptr_eq(a.d->call[3].server, b.d);
		ck_assert_uint_eq(a.d->replies | b.d->replies, 0);
	}
}
END_TEST

START_TEST(a_client_cannot_answer_itself)
{
	uint64_t token = a_calls_b();

	act_wait(VSP_FOREVER);
	run_child(&c);
	act_reply(token);
	run_child(&a);
	act_reply(token);
	ck_assert_ptr_eq(a.d->call[3].server, b.d);
}
END_TEST

START_TEST(calls_may_come_back_to_the_caller)
{
	uint64_t token = a_calls_b();

	act_call(b_to_a, 0);
	expect(a.d, VSP_UPCALL_CALL);
	ck_assert_uint_eq(sim_x()[7], 0xb);
	act_reply(0);
	ck_assert_ptr_eq(core->cur, b.d);
	act_reply(token);
	ck_assert_ptr_eq(core->cur, a.d);
	ck_assert_ptr_null(a.d->call[3].server);
	ck_assert_ptr_null(b.d->call[0].server);
}
END_TEST

/* The user writes that word; but who has left is enabled, and who was never
 * activated is not. */
START_TEST(doors_are_the_kernels_business)
{
	b.dcb->enabled = 0;
	run_child(&a);
	call_b(a_to_b, 3, 100);
	expect(b.d, VSP_UPCALL_CALL);
	a.dcb->enabled = 0;
	act_reply(0);
	expect(a.d, VSP_UPCALL_REPLY);
	b.d->pre = true;
	b.dcb->enabled = 0;
	ck_assert(!domain_open(b.d));
	b.dcb->enabled = 1;
	ck_assert(domain_open(b.d));
}
END_TEST

START_TEST(a_domain_can_call_itself)
{
	run_child(&a);
	act_call(a_to_a, 5);
	expect(a.d, VSP_UPCALL_CALL);
	ck_assert_uint_eq(sim_x()[7], 0xaa);
	sim_x()[0] = 42;
	act_reply(0);
	expect(a.d, VSP_UPCALL_ACTIVATE);
	ck_assert_uint_eq(sim_x()[1], 1u << 5);
	ck_assert_uint_eq(a.dcb->answer[5].x[0], 42);
}
END_TEST

/* A scheduler that has news of its own calls itself on another's time: it is
 * at its own door, and when it is let in, the call is not made again. */
START_TEST(a_call_at_ones_own_door_is_made_once)
{
	run_child(&a);
	act_enable();
	a.d->frame = FRAME_ATSVC;
	a.d->door = domain_ref(a.d);
	domain_set_out(a.d, &a.d->call[5]);
	a.d->regs.x[7] = 5;
	a.d->regs.x[8] = a_to_a;
	a.dcb->saved = 0;
	ck_assert(call_accept_at_door(a.d));
	ck_assert_uint_eq(a.dcb->saved, 0);
	ck_assert(!a.d->pre);
	expect(a.d, VSP_UPCALL_CALL);
}
END_TEST

/* offsets.c has them as numbers. */
START_TEST(the_bits_of_a_state_are_where_the_fast_paths_look)
{
	struct domain idle = { .ready = true };
	uint64_t state;

	memcpy(&state, &idle.callee, sizeof state);
	ck_assert_uint_eq(state, 1ull << 32);
	idle.ready = false;
	idle.has_until = true;
	memcpy(&state, &idle.callee, sizeof state);
	ck_assert_uint_eq(state, 1ull << 33);
	idle.has_until = false;
	idle.has_events = true;
	memcpy(&state, &idle.callee, sizeof state);
	ck_assert_uint_eq(state, 1ull << 41);
	idle.has_events = false;
	idle.pre = true;
	memcpy(&state, &idle.callee, sizeof state);
	ck_assert_uint_eq(state, 1ull << 37);
	idle.pre = false;
	idle.more = true;
	memcpy(&state, &idle.callee, sizeof state);
	ck_assert_uint_eq(state, 1ull << 34);
}
END_TEST

int
main(void)
{
	const TTest *const claims[] = {
		the_bits_of_a_state_are_where_the_fast_paths_look,
		a_call_brings_message_badge_and_nothing_else,
		a_reply_goes_to_the_donor_at_once,
		token_zero_is_the_newest_client,
		an_answer_to_another_is_deposited, a_token_is_good_once,
		an_answer_to_a_cancelled_call_is_dropped,
		an_answer_that_was_cancelled_is_forgotten,
		a_cancelled_call_gives_no_time, forged_tokens_never_matter,
		a_client_cannot_answer_itself,
		calls_may_come_back_to_the_caller, a_domain_can_call_itself,
		a_call_at_ones_own_door_is_made_once,
		doors_are_the_kernels_business,
	};

	return claims_run("ipc", claims, sizeof claims / sizeof *claims,
			  clients_setup, NULL);
}
