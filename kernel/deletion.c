/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * deletion.c - deletion in bounded steps, without recursion.
 *
 * The subtree of a `base` is deleted leaf by leaf: the cursor goes from the
 * base down to a first leaf, deletes it, and is back at its parent; owners go
 * after everything derived from them.  At last the base itself is a leaf.
 * Leaves that stand for nothing else go several at a time.
 *
 * Deleting the owner of a CNode means to delete every capability in it with
 * all that was derived from it: each becomes a base in turn.  What was under
 * way waits in a frame, for which there is always a place: slot 0 of the very
 * CNode that is emptied, which no capability may use.  Frames link through
 * their pages, so the nesting needs no stack.
 *
 *	root -> ... -> owner of CNode A      frame in A: owner, base, next
 *	                 slot i of A -> ... -> owner of CNode B    frame in B
 *	                                         slot j of B = base
 *
 * An owner whose CNode is being emptied is out of the tree already, and
 * marked condemned, as are the root and the bases: a look-up takes them for
 * empty, and the scan of a CNode passes over them.  So a CNode that holds its
 * own owner, and rings of CNodes, end: each is emptied once.  A revoked root
 * that lies in a CNode of its own subtree goes too, last of all; and so does a
 * root that descends from what lies there.
 *
 * The memory of what is deleted is not used again before the deletion is
 * done, since retype first finishes it.
 */
#include "deletion.h"

#include "cnode.h"
#include "frame.h"
#include "irq.h"
#include "pick.h"
#include "protdomain.h"
#include "state.h"
#include "stretch.h"
#include "trace.h"

#define SCAN_SLOTS 16		/* slots of a CNode looked at in one step */
#define LEAVES	   8		/* that are emptied in one step */

/* What waits while a CNode is emptied, in its slot 0.  It shares the place
 * of a slot, whose `object` stays 0: empty. */
struct frame_slot {
	uint64_t object;	/* 0 */
	uint32_t nslots;
	uint32_t scan;		/* the slot to look at next */
	uint32_t owner;		/* slot number of the CNode's owner */
	uint32_t base;		/* to go on with, or 0: the next in `outer` */
	uint32_t outer;		/* page of the CNode that waits for this one */
	uint32_t at_root;	/* the base is the root, which may be moved */
};

_Static_assert(sizeof(struct frame_slot) == sizeof(struct slot),
	       "a frame fits a slot");

static struct deletion *const deletion = &kernel.deletion;

bool
deletion_active(void)
{
	return deletion->root != 0;
}

uint64_t
deletion_serial(void)
{
	return deletion_active() ? deletion->serial : 0;
}

uint64_t
deletion_begin(struct slot *root, bool keep_root)
{
	deletion->serial++;
	deletion->root = slot_number(root);
	deletion->base = deletion->root;
	deletion->cursor = deletion->root;
	deletion->cnode = 0;
	deletion->keep_root = keep_root;
	kernel_divert(DIVERT_DELETION, true);
	if (!keep_root)
		slot_condemn(root);
	return deletion->serial;
}

void
deletion_forget(const struct slot *slot)
{
	if (deletion->cursor == slot_number(slot))
		deletion->cursor = slot->prev;
}

void
deletion_moved(const struct slot *to, const struct slot *from)
{
	uint32_t was = slot_number(from), is = slot_number(to);

	if (deletion->root == was)
		deletion->root = is;
	if (deletion->base == was)
		deletion->base = is;
	if (deletion->cursor == was)
		deletion->cursor = is;
}

static void
finish(void)
{
	kernel_divert(DIVERT_DELETION, false);
	deletion->base = 0;
	deletion->root = 0;
	deletion->cursor = 0;
}

/* The owner of a CNode is a leaf: empty the CNode. */
static void
push_frame(struct slot *owner)
{
	uint32_t page = slot_page(owner);
	struct frame_slot *frame = page_address(page);
	uint32_t self = slot_number(owner);

	*frame = (struct frame_slot){
		.nslots = (uint32_t)owner->data,
		.scan = 1,
		.owner = self,
		.base = deletion->base == self ? 0 : deletion->base,
		.outer = deletion->cnode,
		.at_root = deletion->base == deletion->root,
	};
	ramtab_set(page, PAGE_DYING);
	slot_condemn(owner);
	cap_unlink(owner);
	deletion->cnode = page;
	deletion->base = 0;
}

/* The CNode is empty: its owner goes, and what waited goes on. */
static void
pop_frame(struct frame_slot *frame)
{
	uint32_t page = deletion->cnode, owner = frame->owner;

	deletion->cnode = frame->outer;
	deletion->base = frame->at_root ? deletion->root : frame->base;
	deletion->cursor = deletion->base;
	*frame = (struct frame_slot){ 0 };
	ramtab_set(page, PAGE_FREE);
	*slot_at(owner) = (struct slot){ 0 };
	if (owner == deletion->root)
		finish();
}

/* Look on in the CNode for a capability to be the next base. */
static void
next_base(void)
{
	struct frame_slot *frame = page_address(deletion->cnode);
	struct slot *slots = page_address(deletion->cnode);

	for (unsigned i = 0; i < SCAN_SLOTS; i++) {
		struct slot *slot = &slots[frame->scan];

		if (frame->scan >= frame->nslots) {
			pop_frame(frame);
			return;
		}
		frame->scan++;
		if (slot_empty(slot) || slot->flags & SLOT_CONDEMNED)
			continue;
		slot_condemn(slot);
		if (slot_number(slot) == deletion->root) {
			deletion->keep_root = false;
			continue;
		}
		deletion->base = slot_number(slot);
		deletion->cursor = deletion->base;
		return;
	}
}

/* One step of giving up what a Domain's owner owns; true when done. */
static bool
release_domain(struct domain *d)
{
	if (!d->dying) {
		domain_kill(d);
		return false;
	}
	if (domain_unlink_one_call(d) || domain_answer_one_client(d))
		return false;
	domain_destroy(d);
	return true;
}

static void
release_owned(struct slot *slot)
{
	if ((slot->flags & SLOT_DEVICE) == 0)
		ramtab_set(slot_page(slot), PAGE_FREE);
}

/* One step of giving up what a leaf stands for; true when done. */
static bool
release(struct slot *slot)
{
	bool owner = (slot->flags & SLOT_OWNER) != 0;

	switch (slot_type(slot)) {
	case VSP_TYPE_DOMAIN:
		return !owner || release_domain(slot_object(slot));
	case VSP_TYPE_FRAME:
		trace_release(slot);
		if (frame_unmap_chunk(slot))
			return false;
		break;
	case VSP_TYPE_STRETCH:
		stretch_detach(slot);
		break;
	case VSP_TYPE_IRQ:
		return !irq_release_line(slot);
	case VSP_TYPE_TRACE:
		trace_release(slot);
		return true;
	case VSP_TYPE_PD:
		if (owner)
			pd_destroy(slot_page(slot));
		break;
	default:
		return true;
	}
	if (owner)
		release_owned(slot);
	return true;
}

/* A leaf is released: out of the tree with it. */
static void
remove_leaf(struct slot *slot)
{
	uint32_t self = slot_number(slot);
	bool inside = (slot->flags & SLOT_INSIDE) != 0;

	cap_remove(slot);
	if (inside)
		domain_update_spaces(page_address(address_page(slot)));
	if (self == deletion->root)
		finish();
	else if (self == deletion->base)
		deletion->base = 0;
}

/* While a CNode is emptied, the root, where all began, turns out to descend
 * from what is in it: it goes, but last. */
static void
set_root_aside(struct slot *root)
{
	slot_condemn(root);
	cap_unlink(root);
	deletion->keep_root = false;
}

/* Children that are leaves and stand for nothing else go several at a time;
 * false if the first is no such.  None is the root or a base that waits: these
 * are Untyped or own a CNode.  A trace would have to know. */
static bool
drop_leaves(struct slot *slot)
{
	struct slot *first = slot_at(slot->next), *next = first;

	if (kernel.divert != DIVERT_DELETION)
		return false;
	for (unsigned n = 0; n < LEAVES && next->depth > slot->depth
			     && slot_leaf(next); n++)
		next = slot_drop(next);
	slot_join(slot, next);
	return next != first;
}

void
deletion_step(void)
{
	struct slot *slot = slot_at(deletion->cursor);

	if (deletion->base == 0)
		next_base();
	else if (drop_leaves(slot))
		return;
	else if (slot_has_children(slot))
		deletion->cursor = slot->next;
	else if (deletion->cursor == deletion->root && deletion->cnode != 0)
		set_root_aside(slot);
	else if (deletion->cursor == deletion->root && deletion->keep_root)
		finish();
	else if (slot_type(slot) == VSP_TYPE_CNODE
		 && slot->flags & SLOT_OWNER)
		push_frame(slot);
	else if (release(slot))
		remove_leaf(slot);
}

/* With a look behind the last step, too: an interrupt that waits for that one
 * does not wait for what comes then. */
bool
deletion_run(void)
{
	while (!machine_interrupted() && deletion_active()
	       && core->want == NOWANT && !core->upcall)
		deletion_step();
	return !deletion_active();
}
