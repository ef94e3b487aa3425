/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * cnode.c - operations on capability slots.
 */
#include <vesper/startup.h>

#include "ops.h"

int
vsp_derive(vsp_slot into, vsp_slot slot, vsp_slot from, uint64_t rights,
	   uint64_t badge)
{
	return vsp_invoke(into, VSP_OP_CNODE_DERIVE,
			  OP_ARGS(slot, 0, from, rights, badge)).error;
}

int
vsp_move(vsp_slot into, vsp_slot slot, vsp_slot from)
{
	return vsp_invoke(into, VSP_OP_CNODE_MOVE,
			  OP_ARGS(slot, 0, from)).error;
}

int
vsp_take(vsp_slot slot, vsp_slot from_space, vsp_slot from)
{
	return vsp_invoke(VSP_SLOT_CNODE, VSP_OP_CNODE_MOVE,
			  OP_ARGS(slot, from_space, from)).error;
}

int
vsp_delete(vsp_slot slot)
{
	return vsp_invoke(VSP_SLOT_CNODE, VSP_OP_CNODE_DELETE,
			  OP_ARGS(slot)).error;
}

int
vsp_revoke(vsp_slot slot)
{
	return vsp_invoke(VSP_SLOT_CNODE, VSP_OP_CNODE_REVOKE,
			  OP_ARGS(slot)).error;
}

int
vsp_look(vsp_slot slot, struct vsp_look *look)
{
	return op_results(vsp_invoke(VSP_SLOT_CNODE, VSP_OP_CNODE_LOOK,
				     OP_ARGS(slot)),
			  &look->type, &look->rights, &look->badge);
}
