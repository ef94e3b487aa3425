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

static struct space
space_of(const struct slot *cnode)
{
	if (!cnode_alive(cnode))
		return (struct space){ .error = VSP_E_NOCAP };
	return (struct space){ VSP_OK, slot_object(cnode), cnode->data };
}

struct space
space_find(const struct invocation *in, unsigned arg, uint32_t right)
{
	struct lookup found = { VSP_OK, &in->caller->cnode };

	if (in->x[arg] != 0)
		found = invoke_cap(in, arg, VSP_TYPE_CNODE, right);
	else if ((slot_rights(found.slot) & right) != right)
		found.error = VSP_E_RIGHT;
	if (found.error != VSP_OK)
		return (struct space){ .error = found.error };
	return space_of(found.slot);
}

struct lookup
space_empty_slot(struct space space, uint64_t index)
{
	struct slot *slot;

	if (index == 0 || index >= space.nslots)
		return (struct lookup){ VSP_E_ARG, NULL };
	slot = &space.slots[index];
	return (struct lookup){ slot_empty(slot) ? VSP_OK : VSP_E_OCCUPIED,
				slot };
}

static struct lookup
space_full_slot(struct space space, uint64_t index)
{
	struct slot *slot;

	if (index >= space.nslots)
		return (struct lookup){ VSP_E_ARG, NULL };
	slot = &space.slots[index];
	if (slot_empty(slot) || slot->flags & SLOT_CONDEMNED)
		return (struct lookup){ VSP_E_NOCAP, slot };
	return (struct lookup){ VSP_OK, slot };
}

/* Where a capability comes from and goes to. */
struct ends {
	enum vsp_error error;
	struct slot *to, *from;
};

/* x0 slot, x1 from_space, x2 from_slot */
static struct ends
find_ends(const struct invocation *in, uint32_t from_right)
{
	struct space to_space = space_of(in->cap);
	struct space from_space = space_find(in, 1, from_right);
	struct lookup to, from;

	if (to_space.error != VSP_OK)
		return (struct ends){ .error = to_space.error };
	if (from_space.error != VSP_OK)
		return (struct ends){ .error = from_space.error };
	from = space_full_slot(from_space, in->x[2]);
	if (from.error != VSP_OK)
		return (struct ends){ .error = from.error };
	to = space_empty_slot(to_space, in->x[0]);
	return (struct ends){ to.error, to.slot, from.slot };
}

enum vsp_error
op_CNODE_DERIVE(struct invocation *in)
{
	struct ends ends = find_ends(in, VSP_R_READ);
	struct slot child;
	enum vsp_error error;

	if (ends.error != VSP_OK)
		return ends.error;
	error = cap_derive(&child, ends.from, (uint32_t)in->x[3], in->x[4]);
	if (error != VSP_OK)
		return error;
	*ends.to = child;
	cap_insert_child(ends.to, ends.from);
	return VSP_OK;
}

enum vsp_error
op_CNODE_MOVE(struct invocation *in)
{
	struct ends ends = find_ends(in, VSP_R_READ | VSP_R_WRITE);

	if (ends.error != VSP_OK)
		return ends.error;
	cap_move(ends.to, ends.from);
	return VSP_OK;
}

/* Another deletion is finished first: at most one is in progress. */
static enum vsp_error
delete_subtree(struct invocation *in, bool keep_root)
{
	struct space space = space_of(in->cap);
	struct lookup root;

	if (deletion_active()) {
		deletion_run();
		return INVOKE_RESTART;
	}
	if (space.error != VSP_OK)
		return space.error;
	root = space_full_slot(space, in->x[0]);
	if (root.error != VSP_OK)
		return root.error;
	in->x[0] = deletion_begin(root.slot, keep_root);
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
	struct space space = space_of(in->cap);
	struct lookup found;

	if (space.error != VSP_OK)
		return space.error;
	found = space_full_slot(space, in->x[0]);
	if (found.slot == NULL)
		return found.error;
	in->x[1] = in->x[2] = in->x[3] = 0;
	if (found.error != VSP_OK)
		return VSP_OK;
	in->x[1] = slot_type(found.slot);
	in->x[2] = slot_rights(found.slot);
	if (found.slot->flags & (SLOT_PORTAL | SLOT_CHANNEL)
	    || slot_type(found.slot) == VSP_TYPE_IRQ)
		in->x[3] = found.slot->data;
	return VSP_OK;
}
