/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * cnode.c - operations on CNodes: derive, move, delete, revoke, look.
 */
#include "cnode.h"

#include "deletion.h"

bool
cnode_alive(const struct slot *cnode)
{
	return !slot_empty(cnode)
	       && ramtab_role(ramtab_word(slot_page(cnode))) == PAGE_CNODE;
}

/* It, if it is found and not being deleted. */
static struct slot *
living(struct slot *cnode)
{
	if (!slot_failed(cnode) && !cnode_alive(cnode))
		return slot_none(VSP_E_NOCAP);
	return cnode;
}

struct slot *
cnode_find(const struct invocation *in, unsigned arg, uint32_t right)
{
	struct slot *own = &in->caller->cnode;

	if (in->x[arg] != 0)
		return living(invoke_cap(in, arg, VSP_TYPE_CNODE, right));
	if ((slot_rights(own) & right) != right)
		return slot_none(VSP_E_RIGHT);
	return living(own);
}

/* A slot of a CNode, if that is found. */
static struct slot *
slot_of(struct slot *cnode, uint64_t index)
{
	if (slot_failed(cnode))
		return cnode;
	if (index >= cnode_nslots(cnode))
		return slot_none(VSP_E_ARG);
	return cnode_slots(cnode) + index;
}

/* One to put a capability into. */
static struct slot *
empty_slot(struct slot *cnode, uint64_t index)
{
	struct slot *slot = slot_of(cnode, index);

	if (slot_failed(slot))
		return slot;
	if (index == 0)
		return slot_none(VSP_E_ARG);
	return slot_empty(slot) ? slot : slot_none(VSP_E_OCCUPIED);
}

/* One that has a capability. */
static struct slot *
full_slot(struct slot *cnode, uint64_t index)
{
	struct slot *slot = slot_of(cnode, index);

	if (!slot_failed(slot) && !slot_usable(slot))
		return slot_none(VSP_E_NOCAP);
	return slot;
}

/* Where a capability comes from and goes to. */
struct ends {
	struct slot *to, *from;
};

/* x0 slot, x1 from_space, x2 from_slot */
static enum vsp_error
find_ends(struct ends *ends, const struct invocation *in, uint32_t from_right)
{
	struct slot *cnode = living(in->cap);

	if (slot_failed(cnode))
		return slot_error(cnode);
	ends->from = full_slot(cnode_find(in, 1, from_right), in->x[2]);
	if (slot_failed(ends->from))
		return slot_error(ends->from);
	ends->to = empty_slot(cnode, in->x[0]);
	if (slot_failed(ends->to))
		return slot_error(ends->to);
	return VSP_OK;
}

enum vsp_error
op_CNODE_DERIVE(struct invocation *in)
{
	struct ends ends;
	struct slot child;
	enum vsp_error error = find_ends(&ends, in, VSP_R_READ);

	if (error == VSP_OK)
		error = cap_derive(&child, ends.from, (uint32_t)in->x[3],
				   in->x[4]);
	if (error != VSP_OK)
		return error;
	*ends.to = child;
	cap_insert_child(ends.to, ends.from);
	return VSP_OK;
}

enum vsp_error
op_CNODE_MOVE(struct invocation *in)
{
	struct ends ends;
	enum vsp_error error = find_ends(&ends, in, VSP_R_READ | VSP_R_WRITE);

	if (error == VSP_OK)
		cap_move(ends.to, ends.from);
	return error;
}

/* Another deletion is finished first: at most one is in progress. */
static enum vsp_error
delete_subtree(struct invocation *in, bool keep_root)
{
	struct slot *root = full_slot(living(in->cap), in->x[0]);

	if (deletion_active()) {
		deletion_run();
		return INVOKE_RESTART;
	}
	if (slot_failed(root))
		return slot_error(root);
	in->x[0] = deletion_begin(root, keep_root);
	in->x[7] = VSP_OP_FINISH;
	return deletion_run() ? VSP_OK : INVOKE_RESTART;
}

enum vsp_error
op_CNODE_DELETE(struct invocation *in)
{
	enum vsp_error error = delete_subtree(in, false);

	return error == VSP_E_NOCAP ? VSP_OK : error;
}

enum vsp_error
op_CNODE_REVOKE(struct invocation *in)
{
	return delete_subtree(in, true);
}

enum vsp_error
op_CNODE_LOOK(struct invocation *in)
{
	const struct slot *slot = slot_of(living(in->cap), in->x[0]);

	if (slot_failed(slot))
		return slot_error(slot);
	in->x[1] = in->x[2] = in->x[3] = 0;
	if (!slot_usable(slot))
		return VSP_OK;
	in->x[1] = slot_type(slot);
	in->x[2] = slot_rights(slot);
	if (slot->flags & (SLOT_PORTAL | SLOT_CHANNEL)
	    || slot_type(slot) == VSP_TYPE_IRQ)
		in->x[3] = slot->data;
	return VSP_OK;
}
