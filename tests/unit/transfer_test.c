/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * transfer_test.c - a capability that travels with a call.
 */
#include "claims.h"
#include "clients.h"

static void
send(uint64_t slot, uint64_t rights, uint64_t to)
{
	run_child(&a);
	a.dcb->send_slot = slot;
	a.dcb->send_rights = rights;
	b.dcb->recv_slot = to;
	call_b(a_to_b, 3 | VSP_CALL_CAP, 100);
}

START_TEST(a_capability_is_derived_for_the_server)
{
	uint64_t slot = actor_give(&a, a.system, VSP_R_READ | VSP_R_META, 0);

	send(slot, VSP_R_READ | VSP_R_WRITE, 50);
	expect(b.d, VSP_UPCALL_CALL);
	ck_assert_uint_eq(sim_x()[9], VSP_ARRIVED_CAP);
	ck_assert_uint_eq(slot_rights(&b.d->slots[50]), VSP_R_READ);
	ck_assert(!slot_empty(&a.d->slots[slot]));
}
END_TEST

START_TEST(a_capability_is_moved_to_the_server)
{
	uint64_t slot = actor_give(&a, a.system, VSP_R_READ, 0);

	send(slot, ~0ull, 50);
	ck_assert_uint_eq(sim_x()[9], VSP_ARRIVED_CAP);
	ck_assert_uint_eq(slot_rights(&b.d->slots[50]), VSP_R_READ);
	ck_assert(slot_empty(&a.d->slots[slot]));
}
END_TEST

START_TEST(a_capability_without_a_slot_is_dropped)
{
	uint64_t slot = actor_give(&a, a.system, VSP_R_READ, 0);

	send(slot, ~0ull, 0);
	expect(b.d, VSP_UPCALL_CALL);
	ck_assert_uint_eq(sim_x()[9], VSP_ARRIVED_DROPPED);
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
	ck_assert_uint_eq(sim_x()[9], 0);
}
END_TEST

/* A's answer, with a capability, waits in the DCB when C's call comes, and A
 * hears of the two apart. */
START_TEST(an_answer_that_waits_brings_its_own_word_of_a_capability)
{
	uint64_t slot = actor_give(&b, b.system, VSP_R_READ, 0);
	uint64_t c_to_a = actor_portal(&c, &a, 7), token = a_calls_b();

	act_wait(VSP_FOREVER);
	run_child(&b);
	b.dcb->send_slot = slot;
	b.dcb->send_rights = VSP_R_READ;
	a.dcb->answer_slot[3] = 50;
	sim_x()[7] = VSP_CALL_CAP;
	sim_x()[8] = token;
	sim_svc(VSP_SYS_REPLY);
	ck_assert(!slot_empty(&a.d->slots[50]));
	run_child(&c);
	act_call(c_to_a, 2);
	expect(a.d, VSP_UPCALL_CALL);
	ck_assert_uint_eq(sim_x()[9], 0);
	act_reply(0);
	expect(c.d, VSP_UPCALL_REPLY);
	act_wait(VSP_FOREVER);
	run_child(&a);
	expect(a.d, VSP_UPCALL_ACTIVATE);
	ck_assert_uint_eq(sim_x()[1], 1u << 3);
	ck_assert_uint_eq(a.dcb->answer[3].arrived, VSP_ARRIVED_CAP);
}
END_TEST

START_TEST(an_answer_in_registers_says_that_a_capability_came)
{
	uint64_t slot = actor_give(&b, b.system, VSP_R_READ, 0);

	a_calls_b();
	b.dcb->send_slot = slot;
	b.dcb->send_rights = VSP_R_READ;
	a.dcb->answer_slot[3] = 50;
	sim_x()[7] = VSP_CALL_CAP;
	sim_x()[8] = 0;
	sim_svc(VSP_SYS_REPLY);
	expect(a.d, VSP_UPCALL_REPLY);
	ck_assert_uint_eq(sim_x()[8], VSP_ARRIVED_CAP);
	ck_assert_uint_eq(slot_rights(&a.d->slots[50]), VSP_R_READ);
}
END_TEST

int
main(void)
{
	const TTest *const claims[] = {
		a_capability_is_derived_for_the_server,
		a_capability_is_moved_to_the_server,
		a_capability_without_a_slot_is_dropped,
		a_capability_for_a_full_slot_fails_its_sender,
		an_answer_that_waits_brings_its_own_word_of_a_capability,
		an_answer_in_registers_says_that_a_capability_came,
	};

	return claims_run("transfer", claims, sizeof claims / sizeof *claims,
			  clients_setup, NULL);
}
