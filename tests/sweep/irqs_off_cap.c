/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * irqs_off_cap.c - deletion of much, or of what is entangled.
 */
#include <stddef.h>

#include "irqs_off.h"

#define MANY		10000u
#define DEPTH		(VSP_MAX_DEPTH - 4)	/* below a frame's owner */
#define RING		8u
#define NPDS		100u
#define BIG_PAGES	128u	/* a CNode for MANY */

static const vsp_slot none;

static bool
look_type(vsp_slot slot, enum vsp_type type)
{
	struct vsp_look look = { 0 };

	return SAME(vsp_look(slot, &look), VSP_OK) && SAME(look.type, type);
}

static void
cnode_op(uint64_t *x, uint64_t op, vsp_slot space, vsp_slot slot)
{
	x[0] = slot;
	x[7] = op;
	x[8] = space;
}

static bool
done(void)
{
	return SAME(actor.out[0], VSP_OK);
}

/* slots: a frame, with many children in a CNode at slots + 1. */
static bool
revoke_10000_prepare(uint64_t *x)
{
	bool right = make_of(memory, VSP_TYPE_FRAME, 1, 1, slots)
		     && make_of(memory, VSP_TYPE_CNODE, BIG_PAGES, 1,
				slots + 1);

	for (unsigned i = 1; i <= MANY && right; i++)
		right = vsp_derive(slots + 1, i, slots, VSP_R_READ, 0)
			== VSP_OK;
	cnode_op(x, VSP_OP_CNODE_REVOKE, VSP_SLOT_CNODE, slots);
	return right;
}

static bool
revoke_10000_finish(void)
{
	return done() && SAME(vsp_take(slots + 2, slots + 1, 1), VSP_E_NOCAP)
	       && SAME(vsp_take(slots + 2, slots + 1, MANY), VSP_E_NOCAP);
}

/* The same CNode, deleted with what is in it. */
static bool
delete_full_cnode_prepare(uint64_t *x)
{
	bool right = revoke_10000_prepare(x);

	cnode_op(x, VSP_OP_CNODE_DELETE, VSP_SLOT_CNODE, slots + 1);
	return right;
}

static bool
delete_full_cnode_finish(void)
{
	return done() && look_type(slots + 1, VSP_TYPE_NONE);
}

static bool
delete_empty_cnode_prepare(uint64_t *x)
{
	cnode_op(x, VSP_OP_CNODE_DELETE, VSP_SLOT_CNODE, slots);
	return make_of(memory, VSP_TYPE_CNODE, 512, 1, slots);
}

static bool
delete_empty_cnode_finish(void)
{
	return done() && look_type(slots, VSP_TYPE_NONE);
}

/* CNodes, each of which holds the owner of the next: entered by handles. */
static bool
delete_ring_prepare(uint64_t *x)
{
	vsp_slot handles = slots + RING;
	bool right = make_of(memory, VSP_TYPE_CNODE, 1, RING, slots);

	for (unsigned i = 0; i < RING && right; i++)
		right = vsp_derive(VSP_SLOT_CNODE, handles + i, slots + i,
				   VSP_R_ALL, 0) == VSP_OK;
	for (unsigned i = 0; i < RING && right; i++)
		right = vsp_move(handles + i, 1 + i, slots + (i + 1) % RING)
			== VSP_OK;
	cnode_op(x, VSP_OP_CNODE_DELETE, handles, 1);
	return right;
}

static bool
delete_ring_finish(void)
{
	bool right = done();

	for (unsigned i = 0; i < 2 * RING; i++)
		right &= look_type(slots + i, VSP_TYPE_NONE);
	return right;
}

/* A stretch, attached to many. */
static bool
stretch_of_100_pds_prepare(uint64_t *x)
{
	vsp_slot pds = slots + 1, lent = pds + NPDS;
	bool right = make_of(tables, VSP_TYPE_STRETCH, 1, 1, slots)
		     && make_of(memory, VSP_TYPE_PD, 1, 64, pds)
		     && make_of(memory, VSP_TYPE_PD, 1, NPDS - 64, pds + 64);

	for (unsigned i = 0; i < NPDS && right; i++)
		right = vsp_derive(VSP_SLOT_CNODE, lent + i, slots, RW, 0)
			== VSP_OK
			&& vsp_attach(lent + i, pds + i, RW, NULL) == VSP_OK;
	cnode_op(x, VSP_OP_CNODE_DELETE, VSP_SLOT_CNODE, slots);
	return right;
}

static bool
stretch_of_100_pds_finish(void)
{
	return done() && look_type(slots + 1 + NPDS, VSP_TYPE_NONE);
}

/* A PD with many stretches. */
#define NSTRETCHES 192u

static bool
pd_of_192_stretches_prepare(uint64_t *x)
{
	bool right = make_of(memory, VSP_TYPE_PD, 1, 1, slots + NSTRETCHES);

	for (unsigned i = 0; i < NSTRETCHES && right; i += 64)
		right = make_of(tables, VSP_TYPE_STRETCH, 1, 64, slots + i);
	for (unsigned i = 0; i < NSTRETCHES && right; i++)
		right = vsp_attach(slots + i, slots + NSTRETCHES, RW, NULL)
			== VSP_OK;
	cnode_op(x, VSP_OP_CNODE_DELETE, VSP_SLOT_CNODE, slots + NSTRETCHES);
	return right;
}

static bool
pd_of_192_stretches_finish(void)
{
	return done() && look_type(slots + NSTRETCHES, VSP_TYPE_NONE);
}

/* As deep as derivation goes. */
#define DEEPEST (VSP_MAX_DEPTH - 8)

static bool
delete_deepest_prepare(uint64_t *x)
{
	bool right = make_of(memory, VSP_TYPE_FRAME, 1, 1, slots);
	unsigned i;

	for (i = 0; i < DEEPEST && right; i++)
		right = vsp_derive(VSP_SLOT_CNODE, slots + i + 1, slots + i,
				   VSP_R_READ, 0) == VSP_OK;
	cnode_op(x, VSP_OP_CNODE_DELETE, VSP_SLOT_CNODE, slots);
	return right;
}

static bool
delete_deepest_finish(void)
{
	return done() && look_type(slots + DEEPEST, VSP_TYPE_NONE);
}

static bool
derive_prepare(uint64_t *x)
{
	cnode_op(x, VSP_OP_CNODE_DERIVE, VSP_SLOT_CNODE, slots + 1);
	x[2] = slots;
	x[3] = VSP_R_READ;
	x[1] = none;
	return make_of(memory, VSP_TYPE_FRAME, 1, 1, slots);
}

static bool
derive_finish(void)
{
	return done() && look_type(slots + 1, VSP_TYPE_FRAME);
}

static bool
move_prepare(uint64_t *x)
{
	bool right = derive_prepare(x);

	x[7] = VSP_OP_CNODE_MOVE;
	return right;
}

#define move_finish derive_finish

static bool
attach_prepare(uint64_t *x)
{
	x[0] = slots + 1;
	x[1] = RW;
	x[7] = VSP_OP_STRETCH_ATTACH;
	x[8] = slots;
	return make_of(tables, VSP_TYPE_STRETCH, 1, 1, slots)
	       && make_of(memory, VSP_TYPE_PD, 1, 1, slots + 1);
}

static bool
attach_finish(void)
{
	return done();
}

static bool
detach_prepare(uint64_t *x)
{
	bool right = attach_prepare(x);

	x[7] = VSP_OP_STRETCH_DETACH;
	return right && vsp_attach(slots, slots + 1, RW, NULL) == VSP_OK;
}

#define detach_finish attach_finish

const struct operation irqs_off_cap[] = {
	OP(revoke_10000, VSP_SYS_INVOKE),
	OP(delete_full_cnode, VSP_SYS_INVOKE),
	OP(delete_empty_cnode, VSP_SYS_INVOKE),
	OP(delete_ring, VSP_SYS_INVOKE),
	OP(delete_deepest, VSP_SYS_INVOKE),
	OP(stretch_of_100_pds, VSP_SYS_INVOKE),
	OP(pd_of_192_stretches, VSP_SYS_INVOKE),
	OP(derive, VSP_SYS_INVOKE),
	OP(move, VSP_SYS_INVOKE),
	OP(attach, VSP_SYS_INVOKE),
	OP(detach, VSP_SYS_INVOKE),
	END
};
