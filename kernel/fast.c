/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * fast.c - derive, delete, revoke, map, attach, detach, retype, acknowledge,
 * without a stack.
 *
 * Each function checks everything before it changes anything, does what the
 * operation of the same name does (cnode.c, stretch.c) in the case that needs
 * no help from elsewhere, and gives up in all others.  Nothing here can wake
 * anyone, and no deletion is in progress: an object that a capability names
 * is alive.  local.mk has the compiler refuse a function that needs a stack.
 */
#include "fast.h"

#include "frame.h"
#include "irq.h"
#include "pte.h"
#include "state.h"
#include "stretch.h"
#include "unmask.h"
#include "untyped.h"

#define GIVE_UP() fast_give_up(x0, x1, x2, x3, x4)

/* Rights as they stand in slot.object, above the type. */
#define RIGHTS(rights)	((uint64_t)(rights) << 4)
#define TYPE_MASK	0xfull

/* core->cur is not told of who was entered by a fast path. */
static inline const struct domain *
current(void)
{
	return (const struct domain *)machine_sp();
}

static inline bool
has(uint64_t object, uint32_t right)
{
	return (object & RIGHTS(right)) != 0;
}

/* It is of this type and has this right, the lowest there is. */
static inline bool
is(uint64_t object, enum vsp_type type, uint32_t right)
{
	return (object & (TYPE_MASK | RIGHTS(right)))
	       == ((uint64_t)type | RIGHTS(right));
}

/* The object, a page or several, as a table. */
static inline uint64_t *
table(uint64_t object)
{
	return (uint64_t *)(uintptr_t)(object & ~0xfffull);
}

static inline struct slot *
slot_in(struct slot *slots, uint64_t index)
{
	struct slot *slot = (struct slot *)((uintptr_t)slots
					    + (index << SLOT_SHIFT));

	/* A pointer, which the compiler is not to take apart again. */
	__asm__("" : "+r"(slot));
	return slot;
}

static inline struct slot *
slots_of(uint64_t cnode)
{
	return (struct slot *)table(cnode);
}

static inline uint64_t
physical(uint64_t object)
{
	return MACHINE_OFFSET(object) & ~0xfffull;
}

/* x0 slot, x1 from_space (0: one's own), x2 from_slot, x3 rights */
static void
derive(FAST_ARGUMENTS)
{
	uint64_t cnode = cap->object, limit = cap->data;
	struct slot *to, *from;
	uint32_t shape;

	if (!has(cnode, VSP_R_WRITE) || x0 >= limit || x0 == 0)
		goto give_up;
	if (x1 != 0 || x2 >= nslots || !has(current()->cnode.object,
					    VSP_R_READ))
		goto give_up;
	to = slot_in(slots_of(cnode), x0);
	from = slot_in(slots, x2);
	shape = from->shape;
	if (!slot_empty(to) || (shape & SHAPE_PLAIN) == 0)
		goto give_up;
	shape = (shape & SHAPE_INHERITED) + SHAPE_DEPTH_ONE;
	if ((shape & SHAPE_TOO_DEEP) != 0)
		goto give_up;
	to->object = from->object & (x3 << 4 | ~RIGHTS(VSP_R_ALL));
	to->data = 0;
	to->where = 0;
	to->shape = shape;
	slot_link(to, from);
	fast_return(VSP_OK, x1);
	return;
give_up:
	GIVE_UP();
}

/* x0 slot.  An empty one is linked to nil, and is deleted like any other. */
static void
delete(FAST_ARGUMENTS)
{
	uint64_t cnode = cap->object, limit = cap->data;
	struct slot *slot;

	if (!has(cnode, VSP_R_WRITE) || x0 >= limit)
		goto give_up;
	slot = slot_in(slots_of(cnode), x0);
	if (!slot_leaf(slot))
		goto give_up;
	slot_unlink(slot);
	slot_clear(slot);
	fast_return(VSP_OK, x1);
	return;
give_up:
	GIVE_UP();
}

/* x0 slot.  A run of leaves goes at once; but CNodes, among which might be
 * the one that is invoked, by which C is to find the rest. */
static void
revoke(FAST_ARGUMENTS)
{
	uint64_t cnode = cap->object, limit = cap->data;
	struct slot *root = slot_in(slots_of(cnode), x0), *next;

	if (!has(cnode, VSP_R_WRITE) || x0 >= limit || slot_empty(root)
	    || slot_type(root) == VSP_TYPE_CNODE) {
		GIVE_UP();
		return;
	}
	next = slot_at(root->next);
	while (next->depth > root->depth && slot_leaf(next)
	       && !machine_interrupted())
		next = slot_drop(next);
	slot_join(root, next);
	if (next->depth > root->depth)
		GIVE_UP();
	else
		fast_return(VSP_OK, x1);
}

/* What attachments and leaves look like, by their rights; 0: not allowed. */
#define ATTACHMENT(rights) [rights] = PTE_ATTACHMENT(rights)
#define LEAF(rights) [rights] = PTE_LEAF(rights)

static const uint64_t attachments[] = {
	ATTACHMENT(VSP_R_READ),
	ATTACHMENT(VSP_R_READ | VSP_R_WRITE),
	ATTACHMENT(VSP_R_READ | VSP_R_EXEC),
};

static const uint64_t leaves[] = {
	LEAF(VSP_R_READ),
	LEAF(VSP_R_READ | VSP_R_WRITE),
	LEAF(VSP_R_READ | VSP_R_EXEC),
	LEAF(VSP_R_READ | VSP_R_WRITE | VSP_R_EXEC),
};

#define NUMBER_OF(array) (sizeof(array) / sizeof(*(array)))

/* x0 pd, x1 rights */
static void
attach(FAST_ARGUMENTS)
{
	uint64_t stretch = cap->object, pd, *root, *entry, descriptor, use;

	if (x1 >= NUMBER_OF(attachments) || x0 >= nslots
	    || (x1 & ~(stretch >> 4)) != 0 || cap->where != 0)
		goto give_up;
	pd = slots[x0].object;
	descriptor = attachments[x1];
	if (!is(pd, VSP_TYPE_PD, VSP_R_ATTACH) || descriptor == 0)
		goto give_up;
	root = table(pd);
	root += physical(stretch) >> 21;
	use = *root;
	entry = table(MACHINE_ADDRESS(use & PTE_ADDRESS))
		+ (physical(stretch) >> 12 & 511);
	if (use == 0 || *entry != 0)
		goto give_up;

	*entry = descriptor | physical(stretch);
	*root = use + PTE_COUNT_ONE;
	machine_publish();
	cap->data = table(pd)[PD_WORD];
	cap->where = pte_page(use);
	fast_return(VSP_OK, physical(stretch) << 9);
	return;
give_up:
	GIVE_UP();
}

static void
detach(FAST_ARGUMENTS)
{
	uint64_t stretch = physical(cap->object);
	uint64_t where = cap->where, pd = where & ~(VSP_PD_PAGES - 1ull);
	uint64_t entry = MACHINE_ADDRESS(where << VSP_PAGE_SHIFT);
	uint64_t *root = (uint64_t *)(uintptr_t)(entry & ~(PD_BYTES - 1));

	/* Page 0, where what is not attached seems to be, is no PD. */
	if (ramtab.word[pd] != cap->data) {
		GIVE_UP();
		return;
	}
	table(entry)[stretch >> 12 & 511] = 0;
	root[stretch >> 21] -= PTE_COUNT_ONE;
	cap->data = 0;
	cap->where = 0;
	machine_flush_space(root);
	fast_return(VSP_OK, x1);
}

#define MOST_PAGES	64u	/* mapped without a look for interrupts */

/* x0 frame, x1 page, x2 rights, x3 uncached.  A short frame of cached RAM. */
static void
map(FAST_ARGUMENTS)
{
	uint64_t stretch = cap->object, object, leaf, rest, n;
	uint64_t *entry, *end;
	struct slot *frame;

	if (!has(stretch, VSP_R_META) || x0 >= nslots
	    || x1 >= VSP_STRETCH_NPAGES || x2 >= NUMBER_OF(leaves) || x3 != 0)
		goto give_up;
	frame = slot_in(slots, x0);
	object = frame->object;
	leaf = leaves[x2];
	rest = frame->rest;
	n = rest >> 32 & FRAME_SIZE_MASK;
	if (!is(object, VSP_TYPE_FRAME, VSP_R_READ) || leaf == 0
	    || (x2 & ~(object >> 4)) != 0 || (rest & REST_UNFIT) != 0
	    || n > MOST_PAGES
	    || x1 + n > VSP_STRETCH_NPAGES)
		goto give_up;
	end = table(stretch) + x1;
	entry = end + n;
	do {
		if (*--entry != 0)
			goto give_up;
	} while (entry != end);

	end += n;
	leaf |= physical(object);
	do {
		*entry++ = leaf;
		leaf += VSP_PAGE_SIZE;
	} while (entry != end);
	machine_publish();
	stretch = physical(stretch) >> VSP_PAGE_SHIFT;
	frame->data = ramtab.word[stretch];
	frame->where = (uint32_t)(stretch | x1 << FRAME_INDEX_SHIFT
				  | (uint64_t)FRAME_ALL_CHUNKS
				    << FRAME_CHUNKS_SHIFT);
	fast_return(VSP_OK, x1);
	return;
give_up:
	GIVE_UP();
}

/* What a Frame of one page has in `shape`, but for its depth. */
#define SHAPE_PAGE	((uint32_t)SLOT_OWNER << 24 | SHAPE_PLAIN | 1)

/* x0 type, x1 size_pages, x2 count, x3 space (0: one's own), x4 first_slot,
 * x5 offset.  A page of RAM, the next one, as a Frame. */
static void
retype(FAST_ARGUMENTS)
{
	uint32_t shape = cap->shape, from, where, used;
	struct slot *to = slot_in(slots, x4);
	uint64_t page;

	if (x0 != VSP_TYPE_FRAME || x1 != 1 || x2 != 1 || x3 != 0
	    || current()->regs.x[5] != VSP_RETYPE_NEXT || x4 == 0
	    || x4 >= nslots || !slot_empty(to)
	    || !has(current()->cnode.object, VSP_R_WRITE))
		goto give_up;
	/* Its flags: RAM, and not at the greatest depth. */
	shape = (shape & (SHAPE_DEPTH | SHAPE_DEVICE)) + SHAPE_DEPTH_ONE;
	if ((shape & (SHAPE_TOO_DEEP | SHAPE_DEVICE)) != 0)
		goto give_up;
	untyped_refresh(cap);
	used = untyped_watermark(cap);
	if (used >= untyped_size(cap))
		goto give_up;

	page = physical(cap->object) + ((uint64_t)used << VSP_PAGE_SHIFT);
	from = untyped_from(cap);
	where = cap->where;
	if (used < from)
		from = where = used;
	if (where == used++) {
		machine_zero_page((void *)MACHINE_ADDRESS(page), 4);
		where = used;
	}
	machine_sync_code();
	untyped_set(cap, untyped_size(cap), from, used);
	cap->where = where;
	ramtab.word[page >> VSP_PAGE_SHIFT] = PAGE_FRAME;
	to->object = MACHINE_ADDRESS(page) | RIGHTS(VSP_R_ALL)
		     | VSP_TYPE_FRAME;
	to->data = 0;
	to->where = 0;
	to->shape = shape | SHAPE_PAGE;
	slot_link(to, cap);
	fast_return(VSP_OK, page >> VSP_PAGE_SHIFT);
	return;
give_up:
	GIVE_UP();
}

/* x0 line */
static void
ack(FAST_ARGUMENTS)
{
	if (!has(cap->object, VSP_R_BIND) || !board_line_is_ordinary(x0)
	    || x0 - irq_first(cap) >= irq_count(cap)
	    || slot_empty(slot_in(kernel.irq, x0))) {
		GIVE_UP();
		return;
	}
	board_unmask_ordinary(x0);
	fast_return(VSP_OK, x1);
}

/* An operation that has no fast path. */
static void
none(FAST_ARGUMENTS)
{
	GIVE_UP();
}

#define ALL [0 ... VSP_OP_LIMIT - 1]

#pragma GCC diagnostic ignored "-Woverride-init"
fast_function *const fast_operations[VSP_OP_LIMIT] = {
	ALL = none,
	[VSP_OP_CNODE_DERIVE] = derive,
	[VSP_OP_CNODE_DELETE] = delete,
	[VSP_OP_CNODE_REVOKE] = revoke,
	[VSP_OP_STRETCH_MAP] = map,
	[VSP_OP_STRETCH_ATTACH] = attach,
	[VSP_OP_STRETCH_DETACH] = detach,
	[VSP_OP_UNTYPED_RETYPE] = retype,
	[VSP_OP_IRQ_ACK] = ack,
};
