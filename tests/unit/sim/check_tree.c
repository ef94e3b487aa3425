/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * check_tree.c - the capabilities form a tree in preorder, a child has no more
 * than its parent, and no two objects share a page.
 */
#include <string.h>
#include "check_kernel.h"

#include "board.h"
#include "deletion.h"
#include "pte.h"
#include "state.h"
#include "untyped.h"

#define DEVICES		0x3f000u	/* pages from here on are devices */
#define DEVICE_PAGES	0x1000u
#define MAX_PAGES	0x40000u
#define OBJECT		255u

/* Who has a page: an Untyped of depth k (k + 1), an object, or nobody. */
static uint8_t holder[MAX_PAGES];

uint32_t
check_rights(const struct slot *slot)
{
	return slot->flags & SLOT_CONDEMNED ? VSP_R_ALL : slot_rights(slot);
}

static uint32_t
object_size(const struct slot *slot)
{
	switch (slot_type(slot)) {
	case VSP_TYPE_UNTYPED:
		return untyped_size(slot);
	case VSP_TYPE_CNODE:
		return (uint32_t)(slot->data / VSP_SLOTS_PER_PAGE);
	case VSP_TYPE_FRAME:
		return slot->size_pages;
	case VSP_TYPE_PD:
	case VSP_TYPE_DOMAIN:
		return 4;
	case VSP_TYPE_STRETCH:
		return 1;
	default:
		return 0;
	}
}

/* ---- walking the list ---- */

static struct slot *
any_slot(void)
{
	struct domain *root = kernel.cores[0].chain[0].domain;
	struct slot *slots = root->slots;

	if (!slot_empty(&root->cnode))
		return &root->cnode;
	if (!slot_empty(&root->pd))
		return &root->pd;
	for (uint64_t i = 0; i < root->nslots; i++)
		if (!slot_empty(&slots[i]))
			return &slots[i];
	return NULL;
}

struct slot *
check_first_slot(void)
{
	struct slot *slot = any_slot();

	while (slot != NULL && slot->prev != 0)
		slot = slot_at(slot->prev);
	return slot;
}

struct slot *
check_next_slot(const struct slot *slot)
{
	return slot->next != 0 ? slot_at(slot->next) : NULL;
}

/* ---- a child and its parent ---- */

static const char *
check_made(const struct slot *parent, const struct slot *child)
{
	uint32_t first = slot_page(parent);
	uint32_t used = (uint32_t)parent->data;

	if ((child->flags & SLOT_OWNER) == 0)
		return "what was made of Untyped is no owner";
	if (slot_page(child) < first
	    || slot_page(child) + object_size(child) > first + used)
		return "an object lies outside what its Untyped has used";
	return NULL;
}

static const char *
check_badge(const struct slot *parent, const struct slot *child)
{
	bool was_portal = (parent->flags & SLOT_PORTAL) != 0;
	bool was_channel = (parent->flags & SLOT_CHANNEL) != 0;

	if (was_portal && parent->data != 0 && child->flags & SLOT_PORTAL
	    && child->data != parent->data)
		return "a badge that was set has changed";
	if (child->flags & SLOT_CHANNEL) {
		uint64_t mask = was_channel ? parent->data : VSP_EVENT_USER;

		if ((child->data & ~mask) != 0 || child->data == 0)
			return "an event mask has gained bits";
	}
	if (slot_rights(child) == VSP_R_CALL
	    && (child->flags & SLOT_PORTAL) == 0)
		return "a capability with CALL alone is no portal";
	return NULL;
}

static const char *
check_lines(const struct slot *parent, const struct slot *child)
{
	uint64_t first = child->data & 0xffffffff, count = child->data >> 32;
	uint64_t from = parent->data & 0xffffffff;

	if (first < from || first + count > from + (parent->data >> 32))
		return "an Irq has gained lines";
	return NULL;
}

static const char *
check_derived(const struct slot *parent, const struct slot *child)
{
	if (slot_type(child) != slot_type(parent)
	    || slot_page(child) != slot_page(parent)
	    || child->size_pages != parent->size_pages)
		return "a child is of another object than its parent";
	if ((slot_rights(child) & ~check_rights(parent)) != 0)
		return "a child has more rights than its parent";
	if (child->flags & SLOT_OWNER)
		return "an owner was derived";
	if ((child->flags & SLOT_DEVICE) != (parent->flags & SLOT_DEVICE))
		return "RAM and devices are confused";
	if (slot_type(child) == VSP_TYPE_CNODE && child->data != parent->data)
		return "a CNode's size has changed";
	if (slot_type(child) == VSP_TYPE_DOMAIN)
		return check_badge(parent, child);
	if (slot_type(child) == VSP_TYPE_IRQ)
		return check_lines(parent, child);
	return NULL;
}

/* ---- pages ---- */

/* A page is taken from the Untyped one level up, by one object only. */
static const char *
claim_pages(const struct slot *slot)
{
	uint32_t page = slot_page(slot), end = page + object_size(slot);
	bool untyped = slot_type(slot) == VSP_TYPE_UNTYPED;

	for (; page < end; page++) {
		if (page >= MAX_PAGES)
			return "a capability of pages that do not exist";
		if (holder[page] > slot->depth)
			return "two capabilities own a page";
		holder[page] = untyped ? (uint8_t)(slot->depth + 1) : OBJECT;
	}
	return NULL;
}

static const char *
check_role(const struct slot *slot)
{
	static const enum page_role roles[VSP_TYPE_COUNT] = {
		[VSP_TYPE_CNODE] = PAGE_CNODE,
		[VSP_TYPE_FRAME] = PAGE_FRAME,
		[VSP_TYPE_STRETCH] = PAGE_STRETCH,
		[VSP_TYPE_PD] = PAGE_PD,
		[VSP_TYPE_DOMAIN] = PAGE_DOMAIN,
	};
	enum page_role is, should = roles[slot_type(slot)];

	if (should == 0 || slot->flags & SLOT_DEVICE)
		return NULL;
	is = ramtab_role(ramtab_word(slot_page(slot)));
	if (is == should || (is == PAGE_DYING && deletion_active()))
		return NULL;
	return "RamTab says that an object's page is something else";
}

static const char *
check_slot(struct slot *const *line, const struct slot *slot)
{
	const char *problem = NULL;

	if (slot_empty(slot))
		return "an empty slot is in the tree";
	if (slot->depth > 0) {
		const struct slot *parent = line[slot->depth - 1];

		problem = slot_type(parent) == VSP_TYPE_UNTYPED
			  ? check_made(parent, slot)
			  : check_derived(parent, slot);
	}
	if (problem == NULL && slot->flags & SLOT_OWNER
	    && slot_type(slot) < VSP_TYPE_IRQ)	/* has no memory */
		problem = claim_pages(slot);
	if (problem == NULL && slot->flags & SLOT_OWNER)
		problem = check_role(slot);
	return problem;
}

const char *
check_tree(void)
{
	struct slot *line[256], *slot = check_first_slot();
	int depth = -1;

	memset(holder, 0, ramtab_npages());
	memset(holder + DEVICES, 0, DEVICE_PAGES);
	for (; slot != NULL; slot = check_next_slot(slot)) {
		const char *problem;

		if (slot->depth > depth + 1)
			return "a capability is deeper than below its parent";
		if (slot->next != 0
		    && slot_at(slot->next)->prev != slot_number(slot))
			return "the list's links disagree";
		depth = slot->depth;
		line[depth] = slot;
		problem = check_slot(line, slot);
		if (problem != NULL)
			return problem;
	}
	return NULL;
}

/* Every kernel object has its owner capability.  Holds between deletions;
 * after check_tree(). */
const char *
check_pages(void)
{
	if (deletion_active())
		return NULL;
	for (uint32_t page = 0; page < ramtab_npages(); page++) {
		switch (ramtab_role(ramtab_word(page))) {
		case PAGE_DYING:
			return "a deletion has left a page behind";
		case PAGE_CNODE:
		case PAGE_STRETCH:
		case PAGE_PD:
		case PAGE_TABLE:
		case PAGE_DOMAIN:
			if (holder[page] != OBJECT)
				return "an object has lost its owner";
			break;
		default:
			break;
		}
	}
	return NULL;
}
