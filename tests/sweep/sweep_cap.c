/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * sweep_cap.c - deletion of much, interrupted, and with somebody else at work
 * on the same tree.
 */
#include <stddef.h>

#include "sweep.h"

#define NCHILDREN	100u
#define ROOT		slots
#define CHILD(i)	(slots + 1 + (i))
#define ELSEWHERE	(slots + 1 + NCHILDREN)
#define RING		3u

static bool
empty(vsp_slot slot)
{
	struct vsp_look look = { 0 };

	return SAME(vsp_look(slot, &look), VSP_OK)
	       && SAME(look.type, VSP_TYPE_NONE);
}

/* Half of them are children of the root, half are grandchildren. */
static bool
revoke_100_prepare(uint64_t *x)
{
	bool right = vsp_derive(VSP_SLOT_CNODE, ROOT, sweep_frame, RW, 0)
		     == VSP_OK;

	for (unsigned i = 0; i < NCHILDREN && right; i++)
		right = vsp_derive(VSP_SLOT_CNODE, CHILD(i),
				   i % 2 == 0 ? ROOT : CHILD(i - 1), RW, 0)
			== VSP_OK;
	sweep_slots = 2 + NCHILDREN;
	x[0] = ROOT;
	x[7] = VSP_OP_CNODE_REVOKE;
	x[8] = VSP_SLOT_CNODE;
	return right;
}

static bool
revoke_100_finish(void)
{
	struct vsp_look root = { 0 };
	bool right = SAME(who->out[0], VSP_OK);

	for (unsigned i = 0; i <= NCHILDREN; i++)
		right &= empty(CHILD(i));
	vsp_look(ROOT, &root);
	right &= SAME(root.type, VSP_TYPE_FRAME);
	right &= vsp_delete(ROOT) == VSP_OK;
	return right;
}

#define revoke_100_while_one_is_deleted_prepare revoke_100_prepare
#define revoke_100_while_one_is_deleted_finish revoke_100_finish
#define revoke_100_while_one_is_derived_prepare revoke_100_prepare
#define revoke_100_while_one_is_derived_finish revoke_100_finish
#define revoke_100_while_one_is_moved_prepare revoke_100_prepare
#define revoke_100_while_one_is_moved_finish revoke_100_finish

static void
delete_one(void)
{
	vsp_delete(CHILD(50));
}

/* Of the last that the deletion comes to, or none if that is gone. */
static void
derive_one(void)
{
	vsp_derive(VSP_SLOT_CNODE, ELSEWHERE, CHILD(0), VSP_R_READ, 0);
}

static void
move_one(void)
{
	vsp_move(VSP_SLOT_CNODE, ELSEWHERE, CHILD(1));
}

/* CNodes, each of which holds the owner of the next, and handles to them. */
static bool
delete_ring_prepare(uint64_t *x)
{
	vsp_slot handles = slots + RING;
	bool right = make_of(memory, VSP_TYPE_CNODE, 1, RING, slots);

	for (unsigned i = 0; i < RING && right; i++)
		right = vsp_derive(VSP_SLOT_CNODE, handles + i, slots + i,
				   VSP_R_ALL, 0) == VSP_OK
			&& vsp_derive(handles + i, 100, sweep_frame, RW, 0)
			   == VSP_OK;
	for (unsigned i = 0; i < RING && right; i++)
		right = vsp_move(handles + i, 1 + i, slots + (i + 1) % RING)
			== VSP_OK;
	x[0] = 1;
	x[7] = VSP_OP_CNODE_DELETE;
	x[8] = handles;
	return right;
}

/* All of it is gone, and the memory can be used. */
static bool
delete_ring_finish(void)
{
	bool right = SAME(who->out[0], VSP_OK);
	uint64_t used = ~0ull;

	for (unsigned i = 0; i < 2 * RING; i++)
		right &= empty(slots + i);
	vsp_untyped_info(memory, NULL, NULL, &used);
	return right && SAME(used, 0)
	       && make_of(memory, VSP_TYPE_CNODE, 1, RING, slots);
}

#define delete_ring_while_one_is_derived_prepare delete_ring_prepare
#define delete_ring_while_one_is_derived_finish delete_ring_finish
#define delete_ring_while_one_is_deleted_prepare delete_ring_prepare
#define delete_ring_while_one_is_deleted_finish delete_ring_finish

static void
derive_into_ring(void)
{
	for (unsigned i = 0; i < RING; i++)
		vsp_derive(slots + RING + i, 50, sweep_frame, VSP_R_READ, 0);
}

static void
delete_in_ring(void)
{
	struct vsp_args x = { { 100 } };

	vsp_invoke(slots + RING + 1, VSP_OP_CNODE_DELETE, &x);
}

/* A server with clients, and its PD. */
#define NCLIENTS 3u	/* and itself */

static bool
delete_domain_prepare(uint64_t *x)
{
	bool right = subject_at(0, subject_keeps, VSP_SLOT_DOMAIN, 1)
		     && vsp_derive(VSP_SLOT_CNODE, slots + 10, slots,
				   VSP_R_CALL, 7) == VSP_OK;

	for (unsigned i = 1; i < NCLIENTS && right; i++) {
		right = subject_at(i, subject_once, VSP_SLOT_DOMAIN, 1 + i);
		subjects[i].x[8] = slots + 10;
		subjects[i].number = VSP_SYS_CALL;
	}
	for (unsigned i = 1; i <= NCLIENTS && right; i++)
		right = run_child(i);
	x[0] = slots;
	x[7] = VSP_OP_CNODE_DELETE;
	x[8] = VSP_SLOT_CNODE;
	subjects[0].dcb = actor.dcb;	/* its own goes */
	return right;
}

static bool
delete_domain_finish(void)
{
	bool right = SAME(who->out[0], VSP_OK) && empty(slots)
		     && empty(slots + 10);

	for (unsigned i = 1; i < NCLIENTS; i++)
		right &= SAME(subjects[i].out[7] >> VSP_REPLY_ERROR_SHIFT,
			      VSP_E_GONE);
	for (unsigned i = 0; i < NCLIENTS; i++)
		subjects[i].dcb = NULL;
	return right;
}

const struct operation sweep_cap[] = {
	OP(revoke_100, VSP_SYS_INVOKE),
	OP_MEANWHILE(revoke_100_while_one_is_deleted, VSP_SYS_INVOKE,
		     delete_one),
	OP_MEANWHILE(revoke_100_while_one_is_derived, VSP_SYS_INVOKE,
		     derive_one),
	OP_MEANWHILE(revoke_100_while_one_is_moved, VSP_SYS_INVOKE, move_one),
	OP(delete_ring, VSP_SYS_INVOKE),
	OP_MEANWHILE(delete_ring_while_one_is_derived, VSP_SYS_INVOKE,
		     derive_into_ring),
	OP_MEANWHILE(delete_ring_while_one_is_deleted, VSP_SYS_INVOKE,
		     delete_in_ring),
	OP(delete_domain, VSP_SYS_INVOKE),
	END
};
