/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * ipc_test.c - calls and answers: who runs on whose time, and that every call
 * is answered, fails, or is cancelled.
 *
 * Three children of the root: A and C call, B serves.
 */
#include "ipc.h"

#include <string.h>
#include "actor.h"
#include "claims.h"
#include "random.h"

static struct actor a, b, c;
static uint64_t a_to_b, b_to_a, c_to_b, a_to_a, a_itself;

/* The root runs a child; its news is taken first. */
static void
run(const struct actor *child)
{
	while (core->cur == sim_root())
		act_dispatch(child->index, VSP_FOREVER);
}

/* The same, for a time; then the root runs again. */
static void
run_until(const struct actor *child, uint64_t until)
{
	while (core->cur == sim_root())
		act_dispatch(child->index, until);
}

/* A child is activated, and leaves with nothing to do: open to callers. */
static void
open(const struct actor *child)
{
	run(child);
	expect(child->d, VSP_UPCALL_ACTIVATE);
	act_wait(VSP_FOREVER);
	ck_assert_ptr_eq(core->cur, sim_root());
}

static void
setup(void)
{
	sim_boot(SIM_PAGES);
	a = actor_make(NULL, 1);
	b = actor_make(NULL, 2);
	c = actor_make(NULL, 3);
	a_to_b = actor_portal(&a, &b, 0xa);
	b_to_a = actor_portal(&b, &a, 0xb);
	c_to_b = actor_portal(&c, &b, 0xc);
	a_to_a = actor_portal(&a, &a, 0xaa);
	a_itself = actor_give(&a, a.domain, VSP_R_ALL, 0);
	open(&b);
}

/* Who runs calls B with words that tell whose they are. */
static void
call_b(uint64_t portal, uint64_t number, uint64_t word)
{
	for (uint64_t i = 0; i < VSP_NWORDS; i++)
		sim_x()[i] = word + i;
	act_call(portal, number);
}

static void
expect_words(const uint64_t *x, uint64_t word)
{
	for (uint64_t i = 0; i < VSP_NWORDS; i++)
		ck_assert_uint_eq(x[i], word + i);
}

/* A's call 3 is with B, which runs. */
static uint64_t
a_calls_b(void)
{
	run(&a);
	call_b(a_to_b, 3, 100);
	expect(b.d, VSP_UPCALL_CALL);
	return sim_x()[8];
}

START_TEST(a_call_brings_message_badge_and_nothing_else)
{
	const struct regs *r = &b.d->regs;

	memset(&a.d->regs, 0xee, sizeof a.d->regs);
	memset(&b.d->regs, 0xdd, sizeof b.d->regs);
	run(&a);
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

/* B is preempted while disabled; A at its door makes it go on. */
START_TEST(a_caller_at_a_closed_door_helps)
{
	run_until(&b, 50);
	b.d->regs.x[20] = 0x1234;
	sim_time(50);
	ck_assert_int_eq(b.d->frame, FRAME_FROZEN);
	run(&a);
	call_b(a_to_b, 3, 100);
	ck_assert_ptr_eq(core->cur, b.d);
	ck_assert_uint_eq(b.d->regs.x[20], 0x1234);
	ck_assert_int_eq(a.d->frame, FRAME_ATSVC);
	act_wait(VSP_FOREVER);
	expect(b.d, VSP_UPCALL_CALL);
	expect_words(sim_x(), 100);
	act_reply(0);
	expect(a.d, VSP_UPCALL_REPLY);
}
END_TEST

/* B answers A on C's time: the answer waits in A's DCB. */
START_TEST(an_answer_to_another_is_deposited)
{
	uint64_t token = a_calls_b();

	act_wait(VSP_FOREVER);
	run(&c);
	call_b(c_to_b, 0, 300);
	expect(b.d, VSP_UPCALL_CALL);
	ck_assert_uint_eq(sim_x()[7], 0xc);
	for (uint64_t i = 0; i < VSP_NWORDS; i++)
		sim_x()[i] = 400 + i;
	act_reply(token);
	ck_assert_ptr_eq(core->cur, sim_root());
	run(&a);
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
	run(&a);
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
	run(&b);
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

		run(&b);
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
	run(&c);
	act_reply(token);
	run(&a);
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

START_TEST(a_domain_can_call_itself)
{
	run(&a);
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
	run(&a);
	act_enable();
	a.d->frame = FRAME_ATSVC;
	a.d->callee = domain_ref(a.d);
	a.d->callee_number = 5;
	a.d->regs.x[7] = 5;
	a.d->regs.x[8] = a_to_a;
	a.dcb->saved = 0;
	ck_assert(call_accept_at_door(a.d));
	ck_assert_uint_eq(a.dcb->saved, 0);
	ck_assert(!a.d->pre);
	expect(a.d, VSP_UPCALL_CALL);
}
END_TEST

START_TEST(a_dead_server_answers_its_clients_with_an_error)
{
	a_calls_b();
	act_wait(VSP_FOREVER);
	ck_assert_int_eq(sim_delete(b.domain), VSP_OK);
	ck_assert_ptr_null(a.d->call[3].server);
	run(&a);
	expect(a.d, VSP_UPCALL_ACTIVATE);
	ck_assert_uint_eq(sim_x()[1], 1u << 3);
	ck_assert_uint_eq(a.dcb->answer[3].error, VSP_E_GONE);
}
END_TEST

START_TEST(a_reset_server_answers_its_clients_and_its_portals_live)
{
	a_calls_b();
	act_wait(VSP_FOREVER);
	ck_assert_int_eq(SIM_INVOKE(b.domain, VSP_OP_DOMAIN_RESET), VSP_OK);
	run(&a);
	ck_assert_uint_eq(a.dcb->answer[3].error, VSP_E_GONE);
	act_wait(VSP_FOREVER);
	ck_assert_int_eq(SIM_INVOKE(b.domain, VSP_OP_DOMAIN_START), VSP_OK);
	open(&b);
	a_calls_b();
}
END_TEST

/* The svc of a caller at the door is executed again, and fails. */
START_TEST(callers_at_a_dead_servers_door_fail)
{
	uint64_t svc;

	run_until(&b, 50);
	sim_time(50);
	run_until(&a, 60);
	svc = a.d->regs.pc;
	call_b(a_to_b, 3, 100);
	sim_time(60);
	ck_assert_int_eq(a.d->frame, FRAME_ATSVC);
	ck_assert_int_eq(sim_delete(b.domain), VSP_OK);
	run(&a);
	ck_assert_ptr_eq(core->cur, a.d);
	ck_assert_uint_eq(a.d->regs.pc, svc);
	sim_svc(VSP_SYS_CALL);
	ck_assert_ptr_eq(core->cur, a.d);
	ck_assert_uint_ne(sim_x()[0], VSP_OK);
	ck_assert_uint_eq(a.d->regs.pc, svc + 4);
}
END_TEST

START_TEST(a_stopped_server_refuses)
{
	ck_assert_int_eq(SIM_INVOKE(b.domain, VSP_OP_DOMAIN_STOP), VSP_OK);
	run(&a);
	call_b(a_to_b, 3, 100);
	expect(a.d, SIM_ELSEWHERE);
	ck_assert_uint_eq(sim_x()[0], VSP_E_GONE);
}
END_TEST

START_TEST(a_call_number_serves_one_call_at_a_time)
{
	uint64_t token = a_calls_b();

	act_wait(VSP_FOREVER);
	run(&a);
	call_b(a_to_b, 3, 100);
	ck_assert_uint_eq(sim_x()[0], VSP_E_OCCUPIED);
	call_b(a_to_b, 4, 100);
	expect(b.d, VSP_UPCALL_CALL);
	act_reply(token);
	ck_assert_ptr_eq(core->cur, a.d);
}
END_TEST

START_TEST(a_capability_that_cannot_call_is_refused)
{
	run(&a);
	call_b(0, 3, 100);
	ck_assert_uint_eq(sim_x()[0], VSP_E_NOCAP);
	call_b(ACTOR_CNODE, 3, 100);
	ck_assert_uint_eq(sim_x()[0], VSP_E_TYPE);
	call_b(1ull << 59 | a_to_b, 3, 100);
	ck_assert_uint_eq(sim_x()[0], VSP_E_NOCAP);
	expect(a.d, SIM_ELSEWHERE);
}
END_TEST

/* An event for A, which pays, ends B's turn. */
START_TEST(an_event_takes_the_time_back_from_the_server)
{
	uint64_t to_a;

	to_a = actor_channel(&b, &a, 0x10);
	a_calls_b();
	act_signal(to_a);
	expect(a.d, VSP_UPCALL_ACTIVATE);
	ck_assert_uint_eq(sim_x()[0], 0x10);
	ck_assert_int_eq(b.d->frame, FRAME_FROZEN);
	ck_assert(domain_dcb(sim_root())->ready & 1u << b.index);
}
END_TEST

START_TEST(more_work_is_done_while_the_server_waits)
{
	run(&a);
	a.dcb->more = 1;
	call_b(a_to_b, 3, 100);
	expect(b.d, VSP_UPCALL_CALL);
	act_wait(VSP_FOREVER);
	expect(a.d, VSP_UPCALL_ACTIVATE);
	ck_assert_uint_eq(sim_x()[0] | sim_x()[1], 0);
}
END_TEST

/* ---- a capability travels along ---- */

static void
send(uint64_t slot, uint64_t rights, uint64_t to)
{
	run(&a);
	a.dcb->send_slot = slot;
	a.dcb->send_rights = rights;
	b.dcb->recv_slot = to;
	b.dcb->arrived = 0xff;
	call_b(a_to_b, 3 | VSP_CALL_CAP, 100);
}

START_TEST(a_capability_is_derived_for_the_server)
{
	uint64_t slot = actor_give(&a, a.system, VSP_R_READ | VSP_R_META, 0);

	send(slot, VSP_R_READ | VSP_R_WRITE, 50);
	expect(b.d, VSP_UPCALL_CALL);
	ck_assert_uint_eq(b.dcb->arrived, VSP_ARRIVED_CAP);
	ck_assert_uint_eq(slot_rights(&b.d->slots[50]), VSP_R_READ);
	ck_assert(!slot_empty(&a.d->slots[slot]));
}
END_TEST

START_TEST(a_capability_is_moved_to_the_server)
{
	uint64_t slot = actor_give(&a, a.system, VSP_R_READ, 0);

	send(slot, ~0ull, 50);
	ck_assert_uint_eq(b.dcb->arrived, VSP_ARRIVED_CAP);
	ck_assert_uint_eq(slot_rights(&b.d->slots[50]), VSP_R_READ);
	ck_assert(slot_empty(&a.d->slots[slot]));
}
END_TEST

START_TEST(a_capability_without_a_slot_is_dropped)
{
	uint64_t slot = actor_give(&a, a.system, VSP_R_READ, 0);

	send(slot, ~0ull, 0);
	expect(b.d, VSP_UPCALL_CALL);
	ck_assert_uint_eq(b.dcb->arrived, VSP_ARRIVED_DROPPED);
	ck_assert(!slot_empty(&a.d->slots[slot]));
}
END_TEST

START_TEST(a_capability_for_a_full_slot_fails_its_sender)
{
	uint64_t slot = actor_give(&a, a.system, VSP_R_READ, 0);

	send(slot, VSP_R_READ, ACTOR_CNODE);
	ck_assert_ptr_eq(core->cur, a.d);
	ck_assert_uint_eq(sim_x()[0], VSP_E_OCCUPIED);
	ck_assert_ptr_null(a.d->call[3].server);
	call_b(a_to_b, 3, 100);
	expect(b.d, VSP_UPCALL_CALL);
	ck_assert_uint_eq(b.dcb->arrived, 0);
}
END_TEST

int
main(void)
{
	const TTest *const claims[] = {
		a_call_brings_message_badge_and_nothing_else,
		a_reply_goes_to_the_donor_at_once,
		token_zero_is_the_newest_client,
		a_caller_at_a_closed_door_helps,
		an_answer_to_another_is_deposited, a_token_is_good_once,
		an_answer_to_a_cancelled_call_is_dropped,
		an_answer_that_was_cancelled_is_forgotten,
		a_cancelled_call_gives_no_time, forged_tokens_never_matter,
		a_client_cannot_answer_itself,
		calls_may_come_back_to_the_caller, a_domain_can_call_itself,
		a_call_at_ones_own_door_is_made_once,
		a_dead_server_answers_its_clients_with_an_error,
		a_reset_server_answers_its_clients_and_its_portals_live,
		callers_at_a_dead_servers_door_fail, a_stopped_server_refuses,
		a_call_number_serves_one_call_at_a_time,
		a_capability_that_cannot_call_is_refused,
		an_event_takes_the_time_back_from_the_server,
		more_work_is_done_while_the_server_waits,
		a_capability_is_derived_for_the_server,
		a_capability_is_moved_to_the_server,
		a_capability_without_a_slot_is_dropped,
		a_capability_for_a_full_slot_fails_its_sender,
	};

	return claims_run("ipc", claims, sizeof claims / sizeof *claims,
			  setup, NULL);
}
