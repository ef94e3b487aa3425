/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * attack_test.c - what somebody might try who holds capabilities lawfully and
 * wants more than they give, or to leave the kernel half way.
 *
 * Each claim was an attack before it was a claim.
 */
#include "claims.h"
#include "clients.h"
#include "deletion.h"

#define SELF	VSP_BOOT_CNODE

static uint64_t untyped;

static void
setup(void)
{
	clients_setup();
	untyped = sim_make(VSP_BOOT_RAM, VSP_TYPE_UNTYPED, 64);
}

/* ---- the tree ---- */

/* `outer` is made into `inner`, that into a CNode, and the CNode holds
 * `outer`: what goes on the inside reaches what began it. */
struct knot {
	uint64_t outer, inner, cnode, beside, inside;
};

static struct knot
tie(void)
{
	struct knot knot = { .outer = sim_make(untyped, VSP_TYPE_UNTYPED, 32) };

	knot.inner = sim_make(knot.outer, VSP_TYPE_UNTYPED, 16);
	knot.cnode = sim_make(knot.inner, VSP_TYPE_CNODE, 1);
	knot.beside = sim_make(knot.outer, VSP_TYPE_FRAME, 1);
	knot.inside = sim_make(untyped, VSP_TYPE_FRAME, 1);
	sim_move_into(knot.cnode, 9, knot.inside);
	sim_move_into(knot.cnode, 5, knot.outer);
	return knot;
}

static void
expect_untied(const struct knot *knot)
{
	uint64_t slot;

	ck_assert(!deletion_active());
	ck_assert(sim_slot_empty(knot->inner) && sim_slot_empty(knot->cnode)
		  && sim_slot_empty(knot->beside));
	slot = sim_make(untyped, VSP_TYPE_FRAME, 64);
	ck_assert_uint_eq(sim_page(slot), sim_page(untyped));
	ck_assert_int_eq(sim_delete(slot), VSP_OK);
}

START_TEST(a_deletion_that_meets_its_own_beginning_goes_on)
{
	struct knot knot = tie();

	ck_assert_int_eq(sim_delete(knot.inner), VSP_OK);
	expect_untied(&knot);
}
END_TEST

START_TEST(a_revoke_that_meets_its_own_beginning_goes_on)
{
	struct knot knot = tie();

	ck_assert_int_eq(sim_revoke(knot.inner), VSP_OK);
	expect_untied(&knot);
}
END_TEST

START_TEST(a_deletion_that_meets_its_beginning_can_be_interrupted)
{
	for (uint64_t at = 1; at < 40; at++) {
		struct knot knot = tie();

		sim.interrupt_at = sim.polls + at;
		ck_assert_int_eq(at % 2 ? sim_delete(knot.inner)
				 : sim_revoke(knot.inner), VSP_OK);
		expect_untied(&knot);
	}
}
END_TEST

/* What is revoked takes the capability along through which that is done, and
 * then something that takes longer. */
START_TEST(a_revoke_through_what_it_takes_is_done)
{
	uint64_t way = sim_derive(a.cnode, VSP_R_ALL, 0);

	sim_move_into(way, 20, a.cnode);
	ck_assert_int_eq(SIM_INVOKE(way, VSP_OP_CNODE_REVOKE, 20), VSP_OK);
	ck_assert(sim_slot_empty(way));
	ck_assert_uint_eq(a.d->nslots, 0);
}
END_TEST

/* ---- domains ---- */

/* A child that is being deleted has lost its place: a new one there stays. */
START_TEST(a_new_child_keeps_the_place_of_one_that_dies)
{
	struct actor next = actor_make(NULL, 9);

	deletion_begin(sim_slot(c.domain), false);
	while (!c.d->dying)
		deletion_step();
	ck_assert(deletion_active());
	ck_assert_int_eq(SIM_INVOKE(next.domain, VSP_OP_DOMAIN_SET_PARENT,
				    VSP_BOOT_DOMAIN, c.index), VSP_OK);
	while (deletion_active())
		sim_svc(VSP_SYS_COUNT);
	ck_assert_ptr_eq(domain_deref(sim_root()->child[c.index]), next.d);
	ck_assert_uint_ne(domain_dcb(sim_root())->ready & 1ull << c.index, 0);
}
END_TEST

/* ---- tokens ---- */

/* A client dies unanswered, and another is made where it was: the server
 * still has a token. */
START_TEST(a_token_of_the_last_domain_on_a_page_answers_nobody)
{
	uint64_t slot = sim_make(untyped, VSP_TYPE_DOMAIN, 0);
	struct domain *old = page_address(sim_page(slot)), *next;
	uint32_t last = old->call[3].generation += 1000;

	ck_assert_int_eq(sim_delete(slot), VSP_OK);
	slot = sim_make(untyped, VSP_TYPE_DOMAIN, 0);
	next = page_address(sim_page(slot));
	ck_assert_ptr_eq(next, old);
	for (unsigned n = 0; n < VSP_NCALLS; n++)
		ck_assert_uint_gt(next->call[n].generation, last);
}
END_TEST

/* ---- capabilities that travel ---- */

static void
send(uint64_t slot, uint64_t rights)
{
	run_child(&a);
	a.dcb->send_slot = slot;
	a.dcb->send_rights = rights;
	b.dcb->recv_slot = 50;
	call_b(a_to_b, 3 | VSP_CALL_CAP, 100);
}

static void
confine(struct actor *who, uint32_t rights)
{
	uint64_t way = sim_derive(who->cnode, rights, 0);

	ck_assert_int_eq(SIM_INVOKE(who->domain, VSP_OP_DOMAIN_SET_SPACES,
				    way, 0), VSP_OK);
}

START_TEST(who_may_not_take_capabilities_out_cannot_send_them)
{
	uint64_t slot = actor_give(&a, a.system, VSP_R_READ, 0);

	confine(&a, VSP_R_NONE);
	send(slot, VSP_R_READ);
	ck_assert_ptr_eq(core->cur, a.d);
	ck_assert_uint_eq(sim_x()[0], VSP_E_RIGHT);
	ck_assert(slot_empty(&b.d->slots[50]));
}
END_TEST

START_TEST(who_may_only_copy_capabilities_cannot_move_them)
{
	uint64_t slot = actor_give(&a, a.system, VSP_R_READ, 0);

	confine(&a, VSP_R_READ);
	send(slot, ~0ull);
	ck_assert_ptr_eq(core->cur, a.d);
	ck_assert_uint_eq(sim_x()[0], VSP_E_RIGHT);
	ck_assert(slot_empty(&b.d->slots[50]));
}
END_TEST

START_TEST(who_may_not_put_capabilities_in_receives_none)
{
	uint64_t slot = actor_give(&a, a.system, VSP_R_READ, 0);

	confine(&b, VSP_R_READ);
	send(slot, VSP_R_READ);
	expect(b.d, VSP_UPCALL_CALL);
	ck_assert_uint_eq(sim_x()[9], VSP_ARRIVED_DROPPED);
	ck_assert(slot_empty(&b.d->slots[50]));
}
END_TEST

int
main(void)
{
	const TTest *const claims[] = {
		a_deletion_that_meets_its_own_beginning_goes_on,
		a_revoke_that_meets_its_own_beginning_goes_on,
		a_deletion_that_meets_its_beginning_can_be_interrupted,
		a_revoke_through_what_it_takes_is_done,
		a_new_child_keeps_the_place_of_one_that_dies,
		a_token_of_the_last_domain_on_a_page_answers_nobody,
		who_may_not_take_capabilities_out_cannot_send_them,
		who_may_only_copy_capabilities_cannot_move_them,
		who_may_not_put_capabilities_in_receives_none,
	};

	return claims_run("attack", claims, sizeof claims / sizeof *claims,
			  setup, NULL);
}
