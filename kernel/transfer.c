/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * transfer.c - a capability travels with a call or an answer, into the slot
 * that the receiver named for it.
 */
#include "transfer.h"

#include "cnode.h"

#define SEND_MOVED (~0ull)

/* What DERIVE or MOVE would need of its own space. */
static bool
space_has(const struct domain *d, uint32_t rights)
{
	return (slot_rights(&d->cnode) & rights) == rights;
}

enum vsp_error
transfer_decode(struct transfer *transfer, struct domain *sender,
		struct domain *receiver, const volatile uint64_t *named)
{
	const volatile struct vsp_dcb *dcb = domain_dcb(sender);
	struct slot *source = cap_lookup(sender, dcb->send_slot);
	uint64_t rights = dcb->send_rights, index = *named;
	enum vsp_error error = VSP_OK;

	if (slot_failed(source))
		return slot_error(source);
	transfer->move = rights == SEND_MOVED;
	if (!space_has(sender, transfer->move ? VSP_R_READ | VSP_R_WRITE
					      : VSP_R_READ))
		return VSP_E_RIGHT;
	if (!transfer->move)
		error = cap_derive(&transfer->child, source, (uint32_t)rights,
				   0);
	if (error != VSP_OK)
		return error;
	transfer->from = source;
	transfer->to = NULL;
	if (index == 0 || index >= receiver->nslots
	    || !cnode_alive(&receiver->cnode)
	    || !space_has(receiver, VSP_R_WRITE))
		return VSP_OK;
	transfer->to = &receiver->slots[index];
	return slot_empty(transfer->to) ? VSP_OK : VSP_E_OCCUPIED;
}

uint32_t
transfer_commit(const struct transfer *transfer)
{
	if (transfer->from == NULL)
		return 0;
	if (transfer->to == NULL)
		return VSP_ARRIVED_DROPPED;
	if (transfer->move) {
		cap_move(transfer->to, transfer->from);
	} else {
		*transfer->to = transfer->child;
		cap_insert_child(transfer->to, transfer->from);
	}
	return VSP_ARRIVED_CAP;
}
