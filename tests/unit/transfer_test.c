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
		a_capability_is_derived_for_the_server,
		a_capability_is_moved_to_the_server,
		a_capability_without_a_slot_is_dropped,
		a_capability_for_a_full_slot_fails_its_sender,
	};

	return claims_run("transfer", claims, sizeof claims / sizeof *claims,
			  clients_setup, NULL);
}
