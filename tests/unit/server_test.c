/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * server_test.c - callers of a server that is busy, stopped or dead, and
 * those who have other things to do: every call is answered or fails.
 */
#include "claims.h"
#include "clients.h"
#include "deletion.h"

/* B is preempted while disabled; A at its door makes it go on. */
START_TEST(a_caller_at_a_closed_door_helps)
{
	run_until(&b, 50);
	b.d->regs.x[20] = 0x1234;
	sim_time(50);
	ck_assert_int_eq(b.d->frame, FRAME_FROZEN);
	run_child(&a);
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

START_TEST(a_dead_server_answers_its_clients_with_an_error)
{
	a_calls_b();
	act_wait(VSP_FOREVER);
	ck_assert_int_eq(sim_delete(b.domain), VSP_OK);
	ck_assert_ptr_null(a.d->call[3].server);
	run_child(&a);
	expect(a.d, VSP_UPCALL_ACTIVATE);
	ck_assert_uint_eq(sim_x()[1], 1u << 3);
	ck_assert_uint_eq(a.dcb->answer[3].error, VSP_E_GONE);
}
END_TEST

/* Its calls go one a step, so a server can come in between: its answers to
 * that client are dropped. */
START_TEST(nobody_answers_a_caller_that_dies)
{
	for (uint64_t n = 0; n < VSP_NCALLS; n++) {
		run_child(&a);
		call_b(a_to_b, n, 100);
		expect(b.d, VSP_UPCALL_CALL);
		act_wait(VSP_FOREVER);
	}
	sim_x()[0] = a.domain;
	sim_x()[7] = VSP_OP_CNODE_DELETE;
	sim_x()[8] = VSP_BOOT_CNODE;
	sim.interrupt_at = sim.polls + 2;
	sim_svc(VSP_SYS_INVOKE);
	ck_assert(deletion_active());
	ck_assert_ptr_nonnull(domain_client(b.d));
	run_child(&b);
	act_reply(0);
	ck_assert_uint_eq(a.d->replies, 0);
	for (int i = 0; i < 40 && deletion_active(); i++)
		sim_svc(VSP_SYS_COUNT);
	ck_assert(!deletion_active());
	ck_assert_ptr_null(b.d->clients);
}
END_TEST

START_TEST(a_reset_server_answers_its_clients_and_its_portals_live)
{
	a_calls_b();
	act_wait(VSP_FOREVER);
	ck_assert_int_eq(SIM_INVOKE(b.domain, VSP_OP_DOMAIN_RESET), VSP_OK);
	run_child(&a);
	ck_assert_uint_eq(a.dcb->answer[3].error, VSP_E_GONE);
	act_wait(VSP_FOREVER);
	ck_assert_int_eq(SIM_INVOKE(b.domain, VSP_OP_DOMAIN_START), VSP_OK);
	open_door(&b);
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
	run_child(&a);
	ck_assert_ptr_eq(core->cur, a.d);
	ck_assert_uint_eq(a.d->regs.pc, svc);
	expect_words(sim_x(), 100);
	sim_svc(VSP_SYS_CALL);
	ck_assert_ptr_eq(core->cur, a.d);
	ck_assert_uint_ne(sim_x()[0], VSP_OK);
	ck_assert_uint_eq(a.d->regs.pc, svc + 4);
}
END_TEST

START_TEST(a_stopped_server_refuses)
{
	ck_assert_int_eq(SIM_INVOKE(b.domain, VSP_OP_DOMAIN_STOP), VSP_OK);
	run_child(&a);
	call_b(a_to_b, 3, 100);
	expect(a.d, SIM_ELSEWHERE);
	ck_assert_uint_eq(sim_x()[0], VSP_E_GONE);
}
END_TEST

START_TEST(a_call_number_serves_one_call_at_a_time)
{
	uint64_t token = a_calls_b();

	act_wait(VSP_FOREVER);
	run_child(&a);
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
	run_child(&a);
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
	run_child(&a);
	call_b(a_to_b, 3 | VSP_LEAVE_MORE, 100);
	expect(b.d, VSP_UPCALL_CALL);
	act_wait(VSP_FOREVER);
	expect(a.d, VSP_UPCALL_ACTIVATE);
	ck_assert_uint_eq(sim_x()[0] | sim_x()[1], 0);
}
END_TEST

int
main(void)
{
	const TTest *const claims[] = {
		a_caller_at_a_closed_door_helps,
		a_dead_server_answers_its_clients_with_an_error,
		nobody_answers_a_caller_that_dies,
		a_reset_server_answers_its_clients_and_its_portals_live,
		callers_at_a_dead_servers_door_fail, a_stopped_server_refuses,
		a_call_number_serves_one_call_at_a_time,
		a_capability_that_cannot_call_is_refused,
		an_event_takes_the_time_back_from_the_server,
		more_work_is_done_while_the_server_waits,
	};

	return claims_run("server", claims, sizeof claims / sizeof *claims,
			  clients_setup, NULL);
}
