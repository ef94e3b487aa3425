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

/* The CNode that argument `arg` names, 0 for the caller's own; the capability
 * has `right`. */
struct slot *cnode_find(const struct invocation *in, unsigned arg,
			uint32_t right);

/* Not being deleted? */
bool cnode_alive(const struct slot *cnode);

static inline struct slot *
cnode_slots(const struct slot *cnode)
{
	return slot_object(cnode);
}

static inline uint64_t
cnode_nslots(const struct slot *cnode)
{
	return cnode->data;
}

#endif
