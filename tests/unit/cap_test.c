/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * cap_test.c - the tree of derivation: what a child may have, and what becomes
 * of it.
 */
#include "cap.h"

#include "check_kernel.h"
#include "claims.h"
#include "sim.h"

#define SELF VSP_BOOT_CNODE

static void
setup(void)
{
	sim_boot(SIM_PAGES);
}

static int
derive(uint64_t to, uint64_t from, uint32_t rights, uint64_t badge)
{
	return SIM_INVOKE(SELF, VSP_OP_CNODE_DERIVE, to, 0, from, rights,
			  badge);
}

static int
move(uint64_t to, uint64_t from)
{
	return SIM_INVOKE(SELF, VSP_OP_CNODE_MOVE, to, 0, from);
}

static uint32_t
rights_of(uint64_t slot)
{
	return slot_rights(sim_slot(slot));
}

/* All pairs of what a parent has and what is asked for. */
START_TEST(derive_cannot_add_rights)
{
	uint64_t frame = sim_make(VSP_BOOT_RAM, VSP_TYPE_FRAME, 1);
	uint64_t child = sim_slots(2);

	for (uint32_t has = 0; has <= VSP_R_ALL; has++)
		for (uint32_t asked = 0; asked <= VSP_R_ALL; asked++) {
			ck_assert_int_eq(derive(child, frame, has, 0), VSP_OK);
			ck_assert_int_eq(derive(child + 1, child, asked, 0),
					 VSP_OK);
			ck_assert_uint_eq(rights_of(child + 1), has & asked);
			ck_assert_int_eq(sim_delete(child), VSP_OK);
		}
}
END_TEST

START_TEST(rights_beyond_the_four_mean_nothing)
{
	uint64_t frame = sim_make(VSP_BOOT_RAM, VSP_TYPE_FRAME, 1);
	uint64_t child = sim_slots(1);

	ck_assert_int_eq(derive(child, frame, ~0u, 0), VSP_OK);
	ck_assert_uint_eq(rights_of(child), VSP_R_ALL);
	ck_assert_int_eq(slot_type(sim_slot(child)), VSP_TYPE_FRAME);
	ck_assert_uint_eq(sim_page(child), sim_page(frame));
}
END_TEST

START_TEST(a_badge_that_is_set_stays)
{
	uint64_t portal = sim_derive(VSP_BOOT_DOMAIN, VSP_R_CALL, 0);
	uint64_t badged = sim_derive(portal, VSP_R_CALL, 7);
	uint64_t again = sim_derive(badged, VSP_R_CALL, 8);
	uint64_t none = sim_derive(badged, VSP_R_CALL, 0);

	ck_assert_uint_eq(sim_slot(portal)->data, 0);
	ck_assert_uint_eq(sim_slot(badged)->data, 7);
	ck_assert_uint_eq(sim_slot(again)->data, 7);
	ck_assert_uint_eq(sim_slot(none)->data, 7);
}
END_TEST

START_TEST(an_event_mask_only_loses_bits)
{
	uint64_t all = sim_derive(VSP_BOOT_DOMAIN, VSP_R_SIGNAL, ~0ull);
	uint64_t some = sim_derive(all, VSP_R_SIGNAL, 0xf0);
	uint64_t fewer = sim_derive(some, VSP_R_SIGNAL, 0x3c);

	ck_assert_uint_eq(sim_slot(all)->data, VSP_EVENT_USER);
	ck_assert_uint_eq(sim_slot(fewer)->data, 0x30);
	ck_assert_int_eq(derive(sim_slots(1), fewer, VSP_R_SIGNAL, 0x0f),
			 VSP_E_ARG);
}
END_TEST

START_TEST(a_portal_has_no_other_right_to_give)
{
	uint64_t portal = sim_derive(VSP_BOOT_DOMAIN, VSP_R_CALL, 7);
	uint64_t child = sim_derive(portal, VSP_R_ALL, 0);

	ck_assert_uint_eq(rights_of(child), VSP_R_CALL);
	child = sim_derive(portal, VSP_R_SIGNAL, ~0ull);
	ck_assert_uint_eq(rights_of(child), 0);
}
END_TEST

START_TEST(untyped_cannot_be_derived)
{
	uint64_t child = sim_slots(1);

	ck_assert_int_eq(derive(child, VSP_BOOT_RAM, VSP_R_ALL, 0),
			 VSP_E_TYPE);
	ck_assert(sim_slot_empty(child));
}
END_TEST

START_TEST(an_irq_cannot_gain_lines)
{
	static const struct {
		uint64_t first, count;
		int error;
	} cases[] = {
		{ 10, 5, VSP_OK }, { 12, 2, VSP_OK }, { 10, 6, VSP_E_ARG },
		{ 9, 2, VSP_E_ARG }, { 15, 1, VSP_E_ARG },
		{ 12, 0, VSP_E_ARG }, { 12, 0xffffffff, VSP_E_ARG },
		{ 0xffffffff, 0xffffffff, VSP_E_ARG },
	};
	uint64_t irq = sim_derive(VSP_BOOT_IRQ, VSP_R_ALL, 10 | 5ull << 32);

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		ck_assert_int_eq(derive(sim_slots(1), irq, VSP_R_ALL,
					cases[i].first
					| cases[i].count << 32),
				 cases[i].error);
}
END_TEST

START_TEST(depth_is_limited)
{
	uint64_t slot = sim_make(VSP_BOOT_RAM, VSP_TYPE_FRAME, 1), next;

	while (sim_slot(slot)->depth < VSP_MAX_DEPTH)
		slot = sim_derive(slot, VSP_R_ALL, 0);
	next = sim_slots(1);
	ck_assert_int_eq(derive(next, slot, VSP_R_ALL, 0), VSP_E_DEPTH);
	ck_assert(sim_slot_empty(next));
}
END_TEST

START_TEST(untyped_at_the_depth_limit_makes_nothing)
{
	uint64_t slot = sim_make(VSP_BOOT_RAM, VSP_TYPE_UNTYPED, 16), next;

	while (sim_slot(slot)->depth < VSP_MAX_DEPTH)
		slot = sim_make(slot, VSP_TYPE_UNTYPED, 16);
	next = sim_slots(1);
	ck_assert_int_eq(SIM_INVOKE(slot, VSP_OP_UNTYPED_RETYPE,
				    VSP_TYPE_FRAME, 1, 1, 0, next,
				    VSP_RETYPE_NEXT), VSP_E_DEPTH);
	ck_assert(sim_slot_empty(next));
}
END_TEST

/* a -> b -> c: whoever is moved, a still has b, and b has c. */
START_TEST(move_keeps_place_and_children)
{
	uint64_t a = sim_make(VSP_BOOT_RAM, VSP_TYPE_FRAME, 1);
	uint64_t b = sim_derive(a, VSP_R_READ, 0);
	uint64_t c = sim_derive(b, VSP_R_READ, 0);
	uint64_t a2 = sim_slots(3), b2 = a2 + 1, c2 = a2 + 2;

	ck_assert_int_eq(move(b2, b), VSP_OK);
	ck_assert_int_eq(move(c2, c), VSP_OK);
	ck_assert_int_eq(move(a2, a), VSP_OK);
	ck_assert(sim_slot_empty(a) && sim_slot_empty(b) && sim_slot_empty(c));
	ck_assert_int_eq(sim_revoke(b2), VSP_OK);
	ck_assert(!sim_slot_empty(b2) && sim_slot_empty(c2));
	ck_assert_int_eq(sim_delete(a2), VSP_OK);
	ck_assert(sim_slot_empty(a2) && sim_slot_empty(b2));
}
END_TEST

START_TEST(a_full_slot_is_not_overwritten)
{
	uint64_t a = sim_make(VSP_BOOT_RAM, VSP_TYPE_FRAME, 1);
	uint64_t b = sim_make(VSP_BOOT_RAM, VSP_TYPE_FRAME, 1);

	ck_assert_int_eq(derive(b, a, VSP_R_ALL, 0), VSP_E_OCCUPIED);
	ck_assert_int_eq(move(b, a), VSP_E_OCCUPIED);
	ck_assert_int_eq(move(a, a), VSP_E_OCCUPIED);
	ck_assert(!sim_slot_empty(a) && !sim_slot_empty(b));
}
END_TEST

START_TEST(slot_zero_takes_nothing)
{
	uint64_t a = sim_make(VSP_BOOT_RAM, VSP_TYPE_FRAME, 1);

	ck_assert_int_eq(derive(0, a, VSP_R_ALL, 0), VSP_E_ARG);
	ck_assert_int_eq(move(0, a), VSP_E_ARG);
	ck_assert_int_eq(derive(sim_slots(1), 0, VSP_R_ALL, 0), VSP_E_NOCAP);
	ck_assert_int_eq(derive(8192, a, VSP_R_ALL, 0), VSP_E_ARG);
	ck_assert_int_eq(derive(~0ull, a, VSP_R_ALL, 0), VSP_E_ARG);
}
END_TEST

START_TEST(delete_takes_all_that_was_derived)
{
	uint64_t a = sim_make(VSP_BOOT_RAM, VSP_TYPE_FRAME, 1);
	uint64_t b = sim_derive(a, VSP_R_READ, 0);
	uint64_t c = sim_derive(b, VSP_R_READ, 0);
	uint64_t d = sim_derive(a, VSP_R_READ, 0);

	ck_assert_int_eq(sim_delete(a), VSP_OK);
	ck_assert(sim_slot_empty(a) && sim_slot_empty(b)
		  && sim_slot_empty(c) && sim_slot_empty(d));
}
END_TEST

START_TEST(revoke_keeps_the_root_and_siblings)
{
	uint64_t before = sim_make(VSP_BOOT_RAM, VSP_TYPE_FRAME, 1);
	uint64_t a = sim_make(VSP_BOOT_RAM, VSP_TYPE_FRAME, 1);
	uint64_t after = sim_make(VSP_BOOT_RAM, VSP_TYPE_FRAME, 1);
	uint64_t of_before = sim_derive(before, VSP_R_READ, 0);
	uint64_t of_a = sim_derive(a, VSP_R_READ, 0);
	uint64_t of_after = sim_derive(after, VSP_R_READ, 0);

	ck_assert_int_eq(sim_revoke(a), VSP_OK);
	ck_assert(!sim_slot_empty(a) && sim_slot_empty(of_a));
	ck_assert(!sim_slot_empty(before) && !sim_slot_empty(of_before));
	ck_assert(!sim_slot_empty(after) && !sim_slot_empty(of_after));
	ck_assert_int_eq(sim_revoke(a), VSP_OK);
}
END_TEST

START_TEST(an_empty_slot_is_deleted_but_not_revoked)
{
	uint64_t slot = sim_slots(1);

	ck_assert_int_eq(sim_delete(slot), VSP_OK);
	ck_assert_int_eq(sim_revoke(slot), VSP_E_NOCAP);
	ck_assert_int_eq(sim_delete(8192), VSP_E_ARG);
}
END_TEST

START_TEST(look_tells_type_rights_and_badge)
{
	uint64_t portal = sim_derive(VSP_BOOT_DOMAIN, VSP_R_CALL, 77);

	ck_assert_int_eq(SIM_INVOKE(SELF, VSP_OP_CNODE_LOOK, portal), VSP_OK);
	ck_assert_uint_eq(sim_x()[1], VSP_TYPE_DOMAIN);
	ck_assert_uint_eq(sim_x()[2], VSP_R_CALL);
	ck_assert_uint_eq(sim_x()[3], 77);
	ck_assert_int_eq(SIM_INVOKE(SELF, VSP_OP_CNODE_LOOK, sim_slots(1)),
			 VSP_OK);
	ck_assert_uint_eq(sim_x()[1], VSP_TYPE_NONE);
	ck_assert_int_eq(SIM_INVOKE(SELF, VSP_OP_CNODE_LOOK, 8192),
			 VSP_E_ARG);
}
END_TEST

/* What comes from a CNode needs READ there, what goes in WRITE, and what is
 * moved away both. */
START_TEST(a_cnode_gives_and_takes_by_right)
{
	uint64_t cnode = sim_make(VSP_BOOT_RAM, VSP_TYPE_CNODE, 1);
	uint64_t read = sim_derive(cnode, VSP_R_READ, 0);
	uint64_t write = sim_derive(cnode, VSP_R_WRITE, 0);
	uint64_t a = sim_make(VSP_BOOT_RAM, VSP_TYPE_FRAME, 1);
	uint64_t to = sim_slots(2);

	ck_assert_int_eq(SIM_INVOKE(read, VSP_OP_CNODE_DERIVE, 5, 0, a, 1),
			 VSP_E_RIGHT);
	ck_assert_int_eq(SIM_INVOKE(write, VSP_OP_CNODE_DERIVE, 5, 0, a, 1),
			 VSP_OK);
	ck_assert_int_eq(SIM_INVOKE(SELF, VSP_OP_CNODE_DERIVE, to, write, 5,
				    1), VSP_E_RIGHT);
	ck_assert_int_eq(SIM_INVOKE(SELF, VSP_OP_CNODE_DERIVE, to, read, 5,
				    1), VSP_OK);
	ck_assert_int_eq(SIM_INVOKE(SELF, VSP_OP_CNODE_MOVE, to + 1, read, 5),
			 VSP_E_RIGHT);
	ck_assert_int_eq(SIM_INVOKE(SELF, VSP_OP_CNODE_MOVE, to + 1, cnode,
				    5), VSP_OK);
}
END_TEST

int
main(void)
{
	const TTest *const claims[] = {
		derive_cannot_add_rights, rights_beyond_the_four_mean_nothing,
		a_badge_that_is_set_stays, an_event_mask_only_loses_bits,
		a_portal_has_no_other_right_to_give,
		untyped_cannot_be_derived, an_irq_cannot_gain_lines,
		depth_is_limited, untyped_at_the_depth_limit_makes_nothing,
		move_keeps_place_and_children, a_full_slot_is_not_overwritten,
		slot_zero_takes_nothing, delete_takes_all_that_was_derived,
		revoke_keeps_the_root_and_siblings,
		an_empty_slot_is_deleted_but_not_revoked,
		look_tells_type_rights_and_badge,
		a_cnode_gives_and_takes_by_right,
	};

	return claims_run("cap", claims, sizeof claims / sizeof *claims,
			  setup, NULL);
}
