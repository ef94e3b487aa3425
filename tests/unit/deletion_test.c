/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * deletion_test.c - whatever holds whatever, a deletion ends, takes all that
 * was derived and nothing else, and the memory comes back whole.
 */
#include "deletion.h"

#include "actor.h"
#include "claims.h"
#include "cnode.h"

#define SELF	VSP_BOOT_CNODE
#define SIZE	64u

static uint64_t untyped;

static void
setup(void)
{
	sim_boot(SIM_PAGES);
	untyped = sim_make(VSP_BOOT_RAM, VSP_TYPE_UNTYPED, SIZE);
}

static int
delete_in(uint64_t cnode, uint64_t slot)
{
	return SIM_INVOKE(cnode, VSP_OP_CNODE_DELETE, slot);
}

/* One object can have all the memory again. */
static void
expect_whole(uint64_t memory, uint32_t size)
{
	uint64_t slot;

	ck_assert(!deletion_active());
	ck_assert_int_eq(SIM_INVOKE(memory, VSP_OP_UNTYPED_INFO), VSP_OK);
	ck_assert_uint_eq(sim_x()[2], size);
	ck_assert_uint_eq(sim_x()[3], 0);
	slot = sim_make(memory, VSP_TYPE_FRAME, size);
	ck_assert_uint_eq(sim_page(slot), sim_page(memory));
	ck_assert_int_eq(sim_delete(slot), VSP_OK);
}

START_TEST(a_cnode_that_holds_its_own_owner_goes)
{
	uint64_t cnode = sim_make(untyped, VSP_TYPE_CNODE, 1);
	uint64_t way = sim_derive(cnode, VSP_R_ALL, 0);
	uint64_t frame = sim_make(untyped, VSP_TYPE_FRAME, 1);

	sim_move_into(way, 9, frame);
	sim_move_into(way, 5, cnode);
	ck_assert_int_eq(delete_in(way, 5), VSP_OK);
	ck_assert(sim_slot_empty(way));
	expect_whole(untyped, SIZE);
}
END_TEST

START_TEST(a_cnode_that_holds_the_untyped_it_is_made_of_goes)
{
	uint64_t child = sim_make(untyped, VSP_TYPE_UNTYPED, 16);
	uint64_t cnode = sim_make(child, VSP_TYPE_CNODE, 2);
	uint64_t way = sim_derive(cnode, VSP_R_ALL, 0);

	sim_move_into(way, 200, child);
	sim_move_into(way, 3, cnode);
	ck_assert_int_eq(delete_in(way, 200), VSP_OK);
	ck_assert(sim_slot_empty(way));
	expect_whole(untyped, SIZE);
}
END_TEST

/* A revoke keeps its root, unless the root's own place goes with it. */
START_TEST(a_revoked_root_in_its_own_subtree_goes_too)
{
	uint64_t child = sim_make(untyped, VSP_TYPE_UNTYPED, 16);
	uint64_t cnode = sim_make(child, VSP_TYPE_CNODE, 1);
	uint64_t frame = sim_make(child, VSP_TYPE_FRAME, 1);

	sim_move_into(cnode, 7, child);
	ck_assert_int_eq(SIM_INVOKE(cnode, VSP_OP_CNODE_REVOKE, 7), VSP_OK);
	ck_assert(sim_slot_empty(cnode) && sim_slot_empty(frame));
	expect_whole(untyped, SIZE);
}
END_TEST

/* Each of n CNodes holds the owner of the next. */
static void
ring(uint32_t n)
{
	uint64_t owner[8], way[8];

	for (uint32_t i = 0; i < n; i++) {
		owner[i] = sim_make(untyped, VSP_TYPE_CNODE, 1);
		way[i] = sim_derive(owner[i], VSP_R_ALL, 0);
	}
	for (uint32_t i = 0; i < n; i++)
		sim_move_into(way[i], 10 + i, owner[(i + 1) % n]);
	ck_assert_int_eq(delete_in(way[0], 10), VSP_OK);
	for (uint32_t i = 0; i < n; i++)
		ck_assert(sim_slot_empty(way[i]));
	expect_whole(untyped, SIZE);
}

START_TEST(rings_of_cnodes_go)
{
	for (uint32_t n = 1; n <= 5; n++)
		ring(n);
}
END_TEST

START_TEST(cnodes_in_cnodes_go_however_deep)
{
	uint64_t outer = sim_make(untyped, VSP_TYPE_CNODE, 1), inner;

	for (uint32_t i = 0; i < 40; i++) {
		inner = sim_make(untyped, VSP_TYPE_CNODE, 1);
		sim_move_into(inner, 1 + i, outer);
		outer = inner;
	}
	ck_assert_int_eq(sim_delete(outer), VSP_OK);
	expect_whole(untyped, SIZE);
}
END_TEST

START_TEST(what_lies_beside_a_deleted_cnode_stays)
{
	uint64_t cnode = sim_make(untyped, VSP_TYPE_CNODE, 1);
	uint64_t frame = sim_make(untyped, VSP_TYPE_FRAME, 1);
	uint64_t lent = sim_slots(1);

	sim_move_into(cnode, 4, frame);
	ck_assert_int_eq(SIM_INVOKE(SELF, VSP_OP_CNODE_DERIVE, lent, cnode, 4,
				    VSP_R_READ), VSP_OK);
	frame = sim_make(untyped, VSP_TYPE_FRAME, 1);
	ck_assert_int_eq(sim_delete(cnode), VSP_OK);
	ck_assert(sim_slot_empty(lent));
	ck_assert(!sim_slot_empty(frame));
}
END_TEST

/* ---- the running domain deletes what it stands on ---- */

static struct actor actor;

static void
run_actor(void)
{
	actor = actor_make(NULL, 3);
}

static void
delete_own(uint64_t slot)
{
	act_dispatch(3, VSP_FOREVER);
	expect(actor.d, VSP_UPCALL_ACTIVATE);
	ck_assert_int_eq(SIM_INVOKE(ACTOR_CNODE, VSP_OP_CNODE_DELETE, slot),
			 SIM_LEFT);
}

START_TEST(a_domain_can_delete_itself)
{
	uint32_t page;

	run_actor();
	page = sim_page(actor.domain);
	sim_move_into(actor.cnode, 20, actor.domain);
	delete_own(20);
	expect_root(VSP_UPCALL_CHILD);
	ck_assert_uint_eq(sim_x()[0], 3);
	ck_assert_uint_eq(sim_x()[1], VSP_CHILD_GONE);
	ck_assert_int_eq(ramtab_role(ramtab_word(page)), PAGE_FREE);
}
END_TEST

START_TEST(a_domain_that_deletes_its_cnode_has_none)
{
	run_actor();
	sim_move_into(actor.cnode, 20, actor.cnode);
	act_dispatch(3, VSP_FOREVER);
	ck_assert_int_eq(SIM_INVOKE(ACTOR_CNODE, VSP_OP_CNODE_DELETE, 20),
			 VSP_OK);
	expect(actor.d, SIM_ELSEWHERE);
	ck_assert_uint_eq(actor.d->nslots, 0);
	ck_assert_int_eq(SIM_INVOKE(ACTOR_CNODE, VSP_OP_CNODE_LOOK, 1),
			 VSP_E_NOCAP);
}
END_TEST

START_TEST(a_domain_that_deletes_its_pd_reaches_nothing)
{
	uint64_t address;

	run_actor();
	address = actor.d->dcb_address;
	sim_move_into(actor.cnode, 20, actor.pd);
	act_dispatch(3, VSP_FOREVER);
	ck_assert(sim_access(address, VSP_R_READ));
	ck_assert_int_eq(SIM_INVOKE(ACTOR_CNODE, VSP_OP_CNODE_DELETE, 20),
			 VSP_OK);
	ck_assert_uint_eq(sim.ttbr0, kernel.empty_root);
	ck_assert(!sim_access(address, VSP_R_READ));
	expect_root(VSP_UPCALL_CHILD);
	ck_assert_uint_eq(sim_x()[1], VSP_CHILD_FAULT);
}
END_TEST

START_TEST(the_dcb_of_a_dead_domain_is_mapped_no_more)
{
	uint64_t address;

	run_actor();
	address = actor.d->dcb_address;
	ck_assert_int_eq(SIM_INVOKE(actor.system, VSP_OP_STRETCH_DETACH),
			 VSP_OK);
	ck_assert_int_eq(SIM_INVOKE(actor.system, VSP_OP_STRETCH_ATTACH,
				    VSP_BOOT_PD, VSP_R_READ | VSP_R_WRITE),
			 VSP_OK);
	ck_assert(sim_access(address, VSP_R_WRITE));
	ck_assert_int_eq(sim_delete(actor.domain), VSP_OK);
	ck_assert_int_eq(mmu_access(sim.ttbr0, address, VSP_R_READ).fault,
			 MMU_TRANSLATION);
}
END_TEST

/* ---- interrupted ---- */

/* A tree with something of every kind, all made of `untyped`. */
static void
grow(void)
{
	uint64_t cnode = sim_make(untyped, VSP_TYPE_CNODE, 1);
	uint64_t way = sim_derive(cnode, VSP_R_ALL, 0);
	uint64_t pd = sim_make(untyped, VSP_TYPE_PD, 0);
	uint64_t stretch = sim_make(VSP_BOOT_TABLES, VSP_TYPE_STRETCH, 0);
	uint64_t frame = sim_make(untyped, VSP_TYPE_FRAME, 2);
	uint64_t domain = sim_make(untyped, VSP_TYPE_DOMAIN, 0);

	SIM_INVOKE(stretch, VSP_OP_STRETCH_MAP, frame, 3, VSP_R_READ);
	SIM_INVOKE(stretch, VSP_OP_STRETCH_ATTACH, pd, VSP_R_READ);
	SIM_INVOKE(domain, VSP_OP_DOMAIN_SET_SPACES, cnode, pd);
	SIM_INVOKE(domain, VSP_OP_DOMAIN_MAP_DCB, stretch, 8);
	SIM_INVOKE(domain, VSP_OP_DOMAIN_SET_PARENT, VSP_BOOT_DOMAIN, 9);
	for (uint32_t i = 0; i < 4; i++)
		frame = sim_derive(frame, VSP_R_READ, 0);
	sim_move_into(way, 40, stretch);
	sim_move_into(way, 90, pd);
	sim_move_into(way, 7, cnode);
}

START_TEST(a_deletion_interrupted_anywhere_ends_the_same)
{
	uint64_t polls;

	grow();
	sim.polls = 0;
	ck_assert_int_eq(sim_revoke(untyped), VSP_OK);
	polls = sim.polls;
	expect_whole(untyped, SIZE);
	ck_assert_uint_gt(polls, 20);
	for (uint64_t at = 1; at <= polls; at++) {
		grow();
		sim.polls = 0;
		sim.interrupt_at = at;
		ck_assert_int_eq(sim_revoke(untyped), VSP_OK);
		expect_whole(untyped, SIZE);
	}
}
END_TEST

/* Nobody comes back to it: those who run meanwhile finish it. */
START_TEST(an_abandoned_deletion_ends)
{
	run_actor();
	grow();
	actor_give(&actor, SELF, VSP_R_ALL, 0);
	act_dispatch(3, 100);
	act_enable();
	sim.interrupt_at = sim.polls + 2;
	sim.now = 100;
	sim_x()[0] = untyped;
	sim_x()[7] = VSP_OP_CNODE_REVOKE;
	sim_x()[8] = ACTOR_FREE;
	sim_svc(VSP_SYS_INVOKE);
	/* The actor's time is over. */
	expect_root(VSP_UPCALL_CHILD);
	for (int i = 0; i < 200 && deletion_active(); i++)
		sim_svc(VSP_SYS_COUNT);
	expect_whole(untyped, SIZE);
}
END_TEST

/* What an interrupted deletion's svc does later cannot hit a capability that
 * came to the slot meanwhile. */
START_TEST(a_restarted_deletion_takes_nothing_new)
{
	uint64_t cnode = sim_make(untyped, VSP_TYPE_CNODE, 4), frame;
	uint64_t serial;

	sim_x()[0] = cnode;
	sim_x()[7] = VSP_OP_CNODE_DELETE;
	sim_x()[8] = SELF;
	sim.interrupt_at = sim.polls + 1;
	sim_svc(VSP_SYS_INVOKE);
	ck_assert_uint_eq(sim_x()[7], VSP_OP_FINISH);
	serial = sim_x()[0];
	while (deletion_active())
		sim_svc(VSP_SYS_COUNT);
	frame = sim_make(untyped, VSP_TYPE_FRAME, 1);
	ck_assert_int_eq(SIM_INVOKE(SELF, VSP_OP_CNODE_MOVE, cnode, 0, frame),
			 VSP_OK);
	ck_assert_int_eq(SIM_INVOKE(SELF, VSP_OP_FINISH, serial), VSP_OK);
	ck_assert(!sim_slot_empty(cnode));
}
END_TEST

START_TEST(condemned_capabilities_cannot_be_used)
{
	uint64_t cnode = sim_make(untyped, VSP_TYPE_CNODE, 4);

	sim_x()[0] = cnode;
	sim_x()[7] = VSP_OP_CNODE_DELETE;
	sim_x()[8] = SELF;
	sim.interrupt_at = sim.polls + 1;
	sim_svc(VSP_SYS_INVOKE);
	ck_assert(deletion_active());
	sim_x()[7] = VSP_OP_CNODE_LOOK;
	sim_x()[8] = cnode;
	sim_svc(VSP_SYS_INVOKE);
	ck_assert_uint_eq(sim_x()[0], VSP_E_NOCAP);
}
END_TEST

START_TEST(the_root_domain_cannot_be_deleted_in_silence)
{
	sim.panic_expected = true;
	sim_delete(VSP_BOOT_DOMAIN);
	ck_assert_ptr_nonnull(sim.panic);
	ck_assert_ptr_eq(sim.panic_domain, sim_root());
}
END_TEST

int
main(void)
{
	const TTest *const claims[] = {
		a_cnode_that_holds_its_own_owner_goes,
		a_cnode_that_holds_the_untyped_it_is_made_of_goes,
		a_revoked_root_in_its_own_subtree_goes_too,
		rings_of_cnodes_go, cnodes_in_cnodes_go_however_deep,
		what_lies_beside_a_deleted_cnode_stays,
		a_domain_can_delete_itself,
		a_domain_that_deletes_its_cnode_has_none,
		a_domain_that_deletes_its_pd_reaches_nothing,
		the_dcb_of_a_dead_domain_is_mapped_no_more,
		a_deletion_interrupted_anywhere_ends_the_same,
		an_abandoned_deletion_ends,
		a_restarted_deletion_takes_nothing_new,
		condemned_capabilities_cannot_be_used,
		the_root_domain_cannot_be_deleted_in_silence,
	};

	return claims_run("deletion", claims, sizeof claims / sizeof *claims,
			  setup, NULL);
}
