/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * deletion_race.c - claims of deletions that are interrupted: gone on with, by
 * whoever began, by another who wants the same, or by nobody.
 *
 * An actor deletes in the root's capability space, of which it has been given
 * a capability (OWN_H).
 */
#include "abi.h"
#include "conform.h"

#define RW (VSP_R_READ | VSP_R_WRITE)
#define DO_DELETE(slot)	DO_INVOKE(OWN_H, VSP_OP_CNODE_DELETE, (slot))
#define DO_REVOKE(slot)	DO_INVOKE(OWN_H, VSP_OP_CNODE_REVOKE, (slot))
#define TINY_TICKS	60u	/* enough for a few steps */

static struct actor *a, *b;

static void
make_two(void)
{
	a = actor_make(0);
	b = actor_make(1);
	MUST(give(a, OWN_H, VSP_BOOT_CNODE, RW, 0));
	MUST(give(b, OWN_H, VSP_BOOT_CNODE, RW, 0));
	run(0);
	run(1);
}

static vsp_slot tree;		/* a CNode full of derived capabilities, */
static vsp_slot frame;		/* all of this frame */

static void
make_tree(void)
{
	make_two();
	frame = make(VSP_TYPE_FRAME, 1);
	tree = make(VSP_TYPE_CNODE, 4);
	for (unsigned i = 1; i < 512; i++)
		MUST(vsp_derive(tree, i, frame, VSP_R_READ, 0));
}

/* Its grant ends in the middle of its deletion. */
static bool
begin_and_abandon(const struct actor *who)
{
	return SAME(dispatch(who->index, 200).reason, VSP_CHILD_EXPIRED)
	       && SAME(who->memory->written, 1);
}

static bool
an_interrupted_deletion_goes_on_where_it_was(void)
{
	unsigned turns = 0;

	make_tree();
	SCRIPT(a, DO_DELETE(tree));
	while (a->memory->written < 2 && turns++ < 2000)
		dispatch(0, TINY_TICKS);
	return SAME(turns > 10, true)
	       && SAME(record(a, 1)->kind, RECORD_RETURNED)
	       && SAME(record(a, 1)->x[0], VSP_OK) && gone(tree);
}

static bool
two_domains_can_delete_the_same(void)
{
	make_tree();
	SCRIPT(a, DO_DELETE(tree));
	SCRIPT(b, DO_DELETE(tree));
	return begin_and_abandon(a) && SAME(run(1), VSP_CHILD_WAIT)
	       && TOLD(b, "Ar") && gone(tree)
	       && SAME(run(0), VSP_CHILD_WAIT) && TOLD(a, "Ar");
}

/* In turn, hardly a step each: one the CNode, the other the frame that all in
 * the CNode was derived from. */
static bool
two_domains_can_delete_at_the_same_time(void)
{
	unsigned turns = 0;

	make_tree();
	SCRIPT(a, DO_DELETE(tree));
	SCRIPT(b, DO_DELETE(frame));
	while (a->memory->written + b->memory->written < 4
	       && turns++ < 4000)
		dispatch(turns % 2, TINY_TICKS);
	return SAME(turns > 10 && turns < 4000, true) && gone(tree)
	       && gone(frame);
}

static bool
an_abandoned_deletion_ends_by_itself(void)
{
	make_tree();
	SCRIPT(a, DO_DELETE(tree));
	if (!begin_and_abandon(a))
		return false;
	root_sleep(GRANT_TICKS);
	return gone(tree);
}

static bool
a_deletion_ends_though_who_began_it_is_deleted(void)
{
	make_tree();
	SCRIPT(a, DO_DELETE(tree));
	return begin_and_abandon(a) && SAME(vsp_delete(a->domain), VSP_OK)
	       && gone(tree) && gone(a->domain);
}

/* While it is being deleted, it looks empty, and cannot be used. */
static bool
nothing_condemned_is_usable(void)
{
	struct vsp_result look;

	make_tree();
	SCRIPT(a, DO_DELETE(tree));
	SCRIPT(b, DO_INVOKE(OWN_H, VSP_OP_CNODE_LOOK, tree),
	       DO_INVOKE(OWN_H, VSP_OP_CNODE_DERIVE, slot_next(),
			 OWN_H, tree, VSP_R_ALL));
	if (!begin_and_abandon(a))
		return false;
	look = invoke(tree, VSP_OP_CNODE_LOOK, 1, 0, 0, 0, 0, 0);
	run(1);
	return SAME(look.error, VSP_E_NOCAP) && TOLD(b, "Arr1.")
	       && SAME(record(b, 1)->x[1], VSP_TYPE_NONE);
}

/* What is retyped was not, a moment ago, in a deletion's hands. */
static bool
retype_first_finishes_a_deletion(void)
{
	vsp_slot slot;
	struct vsp_retype what;

	make_tree();
	slot = slot_new();
	what = (struct vsp_retype){ VSP_TYPE_FRAME, 1, 1, 0, slot,
				    VSP_RETYPE_NEXT };
	SCRIPT(a, DO_DELETE(tree));
	return begin_and_abandon(a)
	       && SAME(vsp_retype(SLOT_MEMORY, &what, NULL), VSP_OK)
	       && gone(tree);
}

/* The capability is moved while all that was derived from it goes. */
static bool
a_root_can_be_moved_while_it_is_revoked(void)
{
	vsp_slot lent, to;

	make_two();
	frame = make(VSP_TYPE_FRAME, 1);
	lent = slots_new(500);
	to = slot_new();
	for (unsigned i = 0; i < 500; i++)
		MUST(vsp_derive(VSP_BOOT_CNODE, lent + i, frame, VSP_R_READ,
				0));
	SCRIPT(a, DO_REVOKE(frame));
	if (!begin_and_abandon(a))
		return false;
	MUST(vsp_take(to, 0, frame));
	return SAME(run(0), VSP_CHILD_WAIT) && TOLD(a, "Ar") && gone(lent)
	       && gone(lent + 499) && there(to);
}

static const struct tap_claim claims[] = {
	CLAIM(an_interrupted_deletion_goes_on_where_it_was),
	CLAIM(two_domains_can_delete_the_same),
	CLAIM(two_domains_can_delete_at_the_same_time),
	CLAIM(an_abandoned_deletion_ends_by_itself),
	CLAIM(a_deletion_ends_though_who_began_it_is_deleted),
	CLAIM(nothing_condemned_is_usable),
	CLAIM(retype_first_finishes_a_deletion),
	CLAIM(a_root_can_be_moved_while_it_is_revoked),
};

void
play_deletion_races(void)
{
	PLAY(claims);
}
