/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * cnode.h - CNodes: tables of capability slots.
 *
 * Slot 0 of a CNode is always empty: number 0 means "none" to users, and a
 * deletion keeps its frame there (deletion.c).
 */
#ifndef KERNEL_CNODE_H
#define KERNEL_CNODE_H

#include "invoke.h"

struct space {
	enum vsp_error error;
	struct slot *slots;
	uint64_t nslots;
};

/* The CNode that argument `arg` names, 0 for the caller's own space; the
 * capability has `right`. */
struct space space_find(const struct invocation *in, unsigned arg,
			uint32_t right);
/* An empty slot of it to put a capability into: ARG or OCCUPIED if not. */
struct lookup space_empty_slot(struct space space, uint64_t index);

/* Not being deleted? */
bool cnode_alive(const struct slot *cnode);

#endif
