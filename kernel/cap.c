/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * cap.c - the tree of derivation, and look-up in a capability space.
 */
#include "cap.h"

#include "cnode.h"
#include "deletion.h"
#include "domain.h"
#include "irq.h"
#include "trace.h"

void
cap_insert_child(struct slot *slot, struct slot *parent)
{
	slot->depth = (uint8_t)(parent->depth + 1);
	slot_link(slot, parent);
}

void
cap_unlink(struct slot *slot)
{
	deletion_forget(slot);
	slot_unlink(slot);
	slot->next = slot->prev = 0;
}

void
cap_move(struct slot *to, struct slot *from)
{
	uint32_t self = slot_number(to);

	*to = *from;
	slot_at(to->prev)->next = self;
	slot_at(to->next)->prev = self;
	*from = (struct slot){ 0 };
	deletion_moved(to, from);
	trace_moved(to, from);
}

void
cap_remove(struct slot *slot)
{
	cap_unlink(slot);
	*slot = (struct slot){ 0 };
}

/* A Domain capability with CALL or SIGNAL alone becomes a portal or an event
 * channel: a set badge stays, a mask only loses bits. */
static enum vsp_error
derive_domain(struct slot *child, const struct slot *parent, uint32_t rights,
	      uint64_t badge)
{
	child->data = parent->data;
	if (rights == VSP_R_CALL) {
		child->flags |= SLOT_PORTAL;
		if (child->data == 0)
			child->data = badge;
	} else if (rights == VSP_R_SIGNAL) {
		child->flags |= SLOT_CHANNEL;
		child->object |= SLOT_SIGNALLED;
		if ((parent->flags & SLOT_CHANNEL) == 0)
			child->data = badge & VSP_EVENT_USER;
		else if (badge != 0)
			child->data &= badge;
		if (child->data == 0)
			return VSP_E_ARG;
	}
	return VSP_OK;
}

static enum vsp_error
derive_irq(struct slot *child, const struct slot *parent, uint64_t range)
{
	uint64_t end = (uint64_t)irq_first(parent) + irq_count(parent);

	child->data = range != 0 ? range : parent->data;
	if (irq_count(child) == 0 || irq_first(child) < irq_first(parent)
	    || (uint64_t)irq_first(child) + irq_count(child) > end)
		return VSP_E_ARG;
	return VSP_OK;
}

enum vsp_error
cap_derive(struct slot *child, const struct slot *parent, uint32_t rights,
	   uint64_t badge)
{
	enum vsp_type type = slot_type(parent);

	rights &= slot_rights(parent);
	if (type == VSP_TYPE_UNTYPED)
		return VSP_E_TYPE;
	if (parent->depth >= VSP_MAX_DEPTH)
		return VSP_E_DEPTH;
	*child = (struct slot){
		.object = slot_make(slot_page(parent), rights, type),
		.size_pages = parent->size_pages,
		.flags = parent->flags & (uint8_t)SLOT_DEVICE,
		.plain = parent->plain,
	};
	switch (type) {
	case VSP_TYPE_DOMAIN:
		return derive_domain(child, parent, rights, badge);
	case VSP_TYPE_IRQ:
		return derive_irq(child, parent, badge);
	case VSP_TYPE_CNODE:
		child->data = parent->data;
		return VSP_OK;
	default:
		return VSP_OK;
	}
}

struct slot *
cap_lookup(const struct domain *domain, uint64_t index)
{
	if (index >= domain->nslots || !slot_usable(&domain->slots[index]))
		return slot_none(VSP_E_NOCAP);
	return &domain->slots[index];
}

struct slot *
cap_find(const struct domain *domain, uint64_t index, enum vsp_type type,
	 uint32_t rights)
{
	struct slot *slot = cap_lookup(domain, index);

	if (slot_failed(slot))
		return slot;
	if (slot_type(slot) != type)
		return slot_none(VSP_E_TYPE);
	if ((slot_rights(slot) & rights) != rights)
		return slot_none(VSP_E_RIGHT);
	return slot;
}

struct slot *
cap_find_channel(const struct domain *domain, uint64_t index)
{
	struct slot *slot = cap_find(domain, index, VSP_TYPE_DOMAIN,
				     VSP_R_SIGNAL);

	if (!slot_failed(slot) && (slot->flags & SLOT_CHANNEL) == 0)
		return slot_none(VSP_E_RIGHT);
	return slot;
}
