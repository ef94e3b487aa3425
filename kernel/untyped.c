/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * untyped.c - Untyped memory: retype.
 *
 * The capability itself says how much is used (a watermark) and how much is
 * zeroed beyond it.  Zeroing is the long part, done a page at a time before
 * anything is created; an interrupt in between loses nothing, since what is
 * zeroed stays so.  An Untyped without children starts afresh, so memory that
 * was given back comes back whole.
 */
#include "untyped.h"

#include "cnode.h"
#include "deletion.h"
#include "domain.h"
#include "frame.h"
#include "invoke.h"
#include "protdomain.h"
#include "stretch.h"

struct retype {
	enum vsp_type type;
	uint32_t object_pages;	/* of each */
	uint32_t count;
	uint32_t start, end;	/* pages from the Untyped's first, for all */
	struct slot *to;	/* for the next one's capability */
};

/* Pages of an object, or 0 if there is none of that size. */
static uint32_t
object_pages(uint64_t type, uint64_t size)
{
	switch (type) {
	case VSP_TYPE_UNTYPED:
		return size <= ramtab_npages() ? (uint32_t)size : 0;
	case VSP_TYPE_CNODE:
		if ((size & (size - 1)) != 0)
			return 0;
		/* fall through */
	case VSP_TYPE_FRAME:
		return size <= VSP_STRETCH_NPAGES ? (uint32_t)size : 0;
	case VSP_TYPE_STRETCH:
		return VSP_STRETCH_PAGES;
	case VSP_TYPE_PD:
		return VSP_PD_PAGES;
	case VSP_TYPE_DOMAIN:
		return VSP_DOMAIN_PAGES;
	default:
		return 0;
	}
}

/* Objects are aligned to their size as far as it is a multiple of a power of
 * two, up to 2 MiB; only for a PD that is needed. */
static uint32_t
object_align(uint32_t npages)
{
	uint32_t align = npages & -npages;

	return align < VSP_STRETCH_NPAGES ? align : VSP_STRETCH_NPAGES;
}

/* Addresses and ASIDs follow from page numbers: a window of them. */
static bool
place_fits_type(const struct retype *retype, uint32_t base)
{
	if (retype->type != VSP_TYPE_STRETCH && retype->type != VSP_TYPE_PD)
		return true;
	return base + retype->end <= STRETCH_MAX_PAGE
	       && (base + retype->start) % retype->object_pages == 0;
}

static enum vsp_error
place(struct retype *retype, const struct slot *untyped, uint64_t offset)
{
	uint32_t base = slot_page(untyped), size = untyped_size(untyped);
	uint32_t used = untyped_watermark(untyped);
	uint32_t align = object_align(retype->object_pages);

	if (offset == VSP_RETYPE_NEXT)
		offset = ((base + used + align - 1) & -align) - base;
	else if (offset >= size || offset < used)
		return VSP_E_ARG;
	retype->start = (uint32_t)offset;
	retype->end = retype->start + retype->object_pages * retype->count;
	if (retype->end > size)
		return VSP_E_NOMEM;
	return place_fits_type(retype, base) ? VSP_OK : VSP_E_ARG;
}

/* x0 type, x1 size_pages, x2 count, x3 space, x4 first_slot, x5 offset */
static enum vsp_error
decode(struct retype *retype, const struct invocation *in)
{
	const struct slot *untyped = in->cap, *cnode;
	uint64_t first = in->x[4], used = 0;

	retype->object_pages = object_pages(in->x[0], in->x[1]);
	retype->type = (enum vsp_type)in->x[0];
	if (retype->object_pages == 0 || in->x[2] == 0
	    || in->x[2] > VSP_RETYPE_MAX_COUNT)
		return VSP_E_ARG;
	retype->count = (uint32_t)in->x[2];
	if ((untyped->flags & SLOT_DEVICE) != 0
	    && retype->type != VSP_TYPE_FRAME
	    && retype->type != VSP_TYPE_UNTYPED)
		return VSP_E_ARG;
	if (untyped->depth >= VSP_MAX_DEPTH)
		return VSP_E_DEPTH;
	cnode = cnode_find(in, 3, VSP_R_WRITE);
	if (slot_failed(cnode))
		return slot_error(cnode);
	if (first == 0 || first >= cnode_nslots(cnode)
	    || retype->count > cnode_nslots(cnode) - first)
		return VSP_E_ARG;
	retype->to = cnode_slots(cnode) + first;
	for (uint32_t i = 0; i < retype->count; i++)
		used |= retype->to[i].object;
	if (used != 0)
		return VSP_E_OCCUPIED;
	return place(retype, untyped, in->x[5]);
}

/* Zero what is to be used; false if an interrupt waits before it is done.
 * What is zeroed is one range, which this one continues or else replaces. */
static bool
zero(struct slot *untyped, const struct retype *retype)
{
	uint32_t base = slot_page(untyped);

	if (retype->start < untyped_from(untyped)
	    || retype->start > untyped->where) {
		untyped_set(untyped, untyped_size(untyped), retype->start,
			    untyped_watermark(untyped));
		untyped->where = retype->start;
	}
	for (; untyped->where < retype->end; untyped->where++) {
		if (machine_interrupted())
			return false;
		machine_zero_page(page_address(base + untyped->where), 16);
	}
	machine_sync_code();
	return true;
}

/* Objects now reach up to `used`; what is zeroed goes on behind them. */
static void
use(struct slot *untyped, uint32_t used)
{
	uint32_t from = untyped_from(untyped);

	if (untyped->where < used)
		from = untyped->where = used;
	untyped_set(untyped, untyped_size(untyped), from, used);
}

static void
create_object(enum vsp_type type, uint32_t page)
{
	switch (type) {
	case VSP_TYPE_CNODE:
		ramtab_begin(page, PAGE_CNODE);
		break;
	case VSP_TYPE_FRAME:
		ramtab_set(page, PAGE_FRAME);
		break;
	case VSP_TYPE_STRETCH:
		ramtab_begin(page, PAGE_STRETCH);
		break;
	case VSP_TYPE_PD:
		pd_create(page);
		break;
	case VSP_TYPE_DOMAIN:
		domain_create(page);
		break;
	default:
		break;
	}
}

/* The next one, on this page. */
static void
create(struct slot *untyped, const struct retype *retype, uint32_t page)
{
	uint8_t device = untyped->flags & (uint8_t)SLOT_DEVICE;
	struct slot *slot = retype->to;

	if (device == 0)
		create_object(retype->type, page);
	*slot = (struct slot){
		.object = slot_make(page, VSP_R_ALL, retype->type),
		.flags = device | SLOT_OWNER,
		.plain = type_plain(retype->type),
	};
	if (retype->type == VSP_TYPE_UNTYPED)
		untyped_set(slot, retype->object_pages, 0, 0);
	else if (retype->type == VSP_TYPE_CNODE)
		slot->data = retype->object_pages * VSP_SLOTS_PER_PAGE;
	else if (retype->type == VSP_TYPE_FRAME)
		slot->size_pages = retype->object_pages & FRAME_SIZE_MASK;
	cap_insert_child(slot, untyped);
}

enum vsp_error
op_UNTYPED_RETYPE(struct invocation *in)
{
	struct slot *untyped = in->cap;
	struct retype retype = { 0 };
	enum vsp_error error;

	/* A deletion may still use the memory, or take this capability. */
	if (deletion_active()) {
		deletion_run();
		return INVOKE_RESTART;
	}
	untyped_refresh(untyped);
	error = decode(&retype, in);
	if (error != VSP_OK)
		return error;
	if (retype.type != VSP_TYPE_UNTYPED
	    && (untyped->flags & SLOT_DEVICE) == 0
	    && !zero(untyped, &retype))
		return INVOKE_RESTART;

	/* One after another, while the arguments say what is left. */
	in->x[5] = retype.start;
	for (; in->x[2] > 0; in->x[2]--) {
		if (machine_interrupted())
			return INVOKE_RESTART;
		create(untyped, &retype,
		       slot_page(untyped) + (uint32_t)in->x[5]);
		retype.to++;
		in->x[4]++;
		in->x[5] += retype.object_pages;
		use(untyped, (uint32_t)in->x[5]);
	}
	in->x[1] = slot_page(untyped) + retype.end - retype.object_pages;
	return VSP_OK;
}

enum vsp_error
op_UNTYPED_INFO(struct invocation *in)
{
	untyped_refresh(in->cap);
	in->x[1] = slot_page(in->cap);
	in->x[2] = untyped_size(in->cap);
	in->x[3] = untyped_watermark(in->cap);
	return VSP_OK;
}
