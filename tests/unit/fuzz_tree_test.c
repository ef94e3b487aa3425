/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * fuzz_tree_test.c - capabilities of everything, in CNodes anywhere: made,
 * derived, moved into each other, deleted and revoked, in any order, by the
 * root and interrupted at will.  The tree stays one, deletions end, and
 * the memory comes back whole.
 *
 * fuzz_test.c has all that a domain can do, and so little of this: a CNode
 * that holds what it is made of is rare there, and the rule here.
 *
 *	fuzz_tree_test [steps [seed]]
 */
#include <stdlib.h>
#include "claims.h"
#include "deletion.h"
#include "hostile.h"
#include "sim.h"

#define SELF		VSP_BOOT_CNODE
#define FIRST		300u	/* slots of the root that are used */
#define NSLOTS		24u
#define INNER		12u	/* and of the other CNodes */
#define SIZE		64u
#define STEPS_PER_BOOT	400u
#define PATIENCE	1000u

#define below	hostile_below
#define percent	hostile_percent

static uint64_t steps = 40000, seed = 1;
static uint64_t memory, tables;

/* ---- places ---- */

struct place {
	uint64_t space;		/* a slot of the root's, or 0 for its own */
	uint64_t slot;
};

static uint64_t
some_root_slot(enum vsp_type type)
{
	uint64_t slot = FIRST + below(NSLOTS);

	for (unsigned i = 0; i < NSLOTS; i++) {
		if (slot_type(sim_slot(slot)) == type)
			break;
		slot = FIRST + below(NSLOTS);
	}
	return slot;
}

static struct place
some_place(void)
{
	uint64_t cnode = some_root_slot(VSP_TYPE_CNODE);

	if (percent(50) || slot_type(sim_slot(cnode)) != VSP_TYPE_CNODE)
		return (struct place){ 0, FIRST + below(NSLOTS) };
	return (struct place){ cnode, 1 + below(INNER) };
}

static uint64_t
way_to(struct place place)
{
	return place.space != 0 ? place.space : SELF;
}

/* ---- what is done ---- */

static void
make(void)
{
	static const enum vsp_type types[] = {
		VSP_TYPE_UNTYPED, VSP_TYPE_UNTYPED, VSP_TYPE_UNTYPED,
		VSP_TYPE_CNODE, VSP_TYPE_CNODE, VSP_TYPE_CNODE, VSP_TYPE_FRAME,
		VSP_TYPE_STRETCH, VSP_TYPE_PD, VSP_TYPE_DOMAIN,
	};
	enum vsp_type type = types[below(sizeof types / sizeof *types)];
	uint64_t from = some_root_slot(VSP_TYPE_UNTYPED);
	struct place to = some_place();

	SIM_INVOKE(percent(20) ? memory : from, VSP_OP_UNTYPED_RETYPE, type,
		   type == VSP_TYPE_UNTYPED ? 1 + below(16) : 1ull << below(2),
		   1 + below(2), to.space, to.slot, VSP_RETYPE_NEXT);
}

static void
carry(uint64_t op)
{
	struct place to = some_place(), from = some_place();

	SIM_INVOKE(way_to(to), op, to.slot, from.space, from.slot,
		   percent(80) ? VSP_R_ALL : below(16));
}

/* An Untyped goes into a CNode, perhaps one that was made of it. */
static void
tie(void)
{
	uint64_t untyped = some_root_slot(VSP_TYPE_UNTYPED);

	SIM_INVOKE(some_root_slot(VSP_TYPE_CNODE), VSP_OP_CNODE_MOVE,
		   1 + below(INNER), 0, untyped);
}

/* It may be left half done. */
static void
take_away(uint64_t op)
{
	struct place place = some_place();

	if (percent(50)) {
		SIM_INVOKE(way_to(place), op, place.slot);
		return;
	}
	sim.interrupt_at = sim.polls + 1 + below(6);
	sim_x()[0] = place.slot;
	sim_x()[7] = op;
	sim_x()[8] = way_to(place);
	sim_svc(VSP_SYS_INVOKE);
}

static void
connect(void)
{
	uint64_t domain = some_root_slot(VSP_TYPE_DOMAIN);
	uint64_t stretch = some_root_slot(VSP_TYPE_STRETCH);

	switch (below(4)) {
	case 0:
		SIM_INVOKE(domain, VSP_OP_DOMAIN_SET_SPACES,
			   some_root_slot(VSP_TYPE_CNODE),
			   some_root_slot(VSP_TYPE_PD));
		break;
	case 1:
		SIM_INVOKE(domain, VSP_OP_DOMAIN_SET_PARENT, VSP_BOOT_DOMAIN,
			   below(4));
		break;
	case 2:
		SIM_INVOKE(stretch, VSP_OP_STRETCH_ATTACH,
			   some_root_slot(VSP_TYPE_PD), VSP_R_READ);
		break;
	default:
		SIM_INVOKE(stretch, VSP_OP_STRETCH_MAP,
			   some_root_slot(VSP_TYPE_FRAME), below(8),
			   VSP_R_READ);
		break;
	}
}

static void
step(void)
{
	uint64_t what = below(100);

	sim.slow = percent(30);
	if (percent(40))
		sim.interrupt_at = sim.polls + 1 + below(12);
	if (what < 35)
		make();
	else if (what < 42)
		tie();
	else if (what < 65)
		carry(percent(70) ? VSP_OP_CNODE_MOVE : VSP_OP_CNODE_DERIVE);
	else if (what < 80)
		connect();
	else
		take_away(percent(60) ? VSP_OP_CNODE_DELETE
				      : VSP_OP_CNODE_REVOKE);
}

static void
expect_whole(uint64_t untyped, uint64_t size)
{
	ck_assert_int_eq(sim_revoke(untyped), VSP_OK);
	ck_assert(!deletion_active());
	ck_assert_int_eq(SIM_INVOKE(untyped, VSP_OP_UNTYPED_INFO), VSP_OK);
	ck_assert_uint_eq(sim_x()[2], size);
	ck_assert_uint_eq(sim_x()[3], 0);
}

static void
take_all_back(void)
{
	expect_whole(memory, SIZE);
	expect_whole(tables, SIZE);
	for (uint64_t slot = FIRST; slot < FIRST + NSLOTS; slot++)
		ck_assert(slot_empty(sim_slot(slot)) || slot == memory
			  || slot == tables);
}

static void
stage(void)
{
	sim_boot(2048);
	sim.unruly = true;
	memory = sim_make(VSP_BOOT_RAM, VSP_TYPE_UNTYPED, SIZE);
	tables = sim_make(VSP_BOOT_TABLES, VSP_TYPE_UNTYPED, SIZE);
}

START_TEST(nothing_done_to_capabilities_breaks_their_tree)
{
	hostile_random.state = seed;
	for (uint64_t n = 0; n < steps; n++) {
		if (n % STEPS_PER_BOOT == 0) {
			if (n != 0)
				take_all_back();
			stage();
		}
		ck_assert_ptr_eq(core->cur, sim_root());
		step();
	}
	take_all_back();
}
END_TEST

int
main(int argc, char **argv)
{
	const TTest *const claims[] = {
		nothing_done_to_capabilities_breaks_their_tree,
	};

	if (argc > 1)
		steps = strtoull(argv[1], NULL, 0);
	if (argc > 2)
		seed = strtoull(argv[2], NULL, 0);
	return claims_run("fuzz tree", claims, sizeof claims / sizeof *claims,
			  NULL, NULL);
}
