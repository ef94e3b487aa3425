/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * transfer.h - a capability that travels with a call.
 */
#ifndef KERNEL_TRANSFER_H
#define KERNEL_TRANSFER_H

#include "domain.h"

/* What was decided: everything checked, nothing done. */
struct transfer {
	struct slot *from;	/* NULL: no capability goes along */
	struct slot *to;	/* NULL: the receiver named no slot */
	bool move;
	struct slot child;	/* what is derived, if it is not moved */
};

/* `named` is the word of the receiver's DCB that has the slot for it. */
enum vsp_error transfer_decode(struct transfer *transfer,
			       struct domain *sender,
			       struct domain *receiver,
			       const volatile uint64_t *named);
/* Gives the bits VSP_ARRIVED_* to show the receiver. */
uint32_t transfer_commit(const struct transfer *transfer);

#endif
