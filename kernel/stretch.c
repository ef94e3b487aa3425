/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * stretch.c - operations on Stretches: map and unmap, attach and detach.
 */
#include "stretch.h"

#include "frame.h"
#include "invoke.h"
#include "protdomain.h"
#include "pte.h"

#define RWX (VSP_R_READ | VSP_R_WRITE | VSP_R_EXEC)

void
stretch_map(uint32_t stretch_page, uint32_t index, uint32_t npages,
	    uint64_t first)
{
	uint64_t *leaf = page_address(stretch_page);

	stretch_fill_leaves(leaf + index, npages, first);
	machine_publish();
}

void
stretch_map_dcb(uint32_t stretch_page, uint32_t index, uint32_t page)
{
	stretch_map(stretch_page, index, VSP_DCB_PAGES,
		    PTE_DCB | pte_leaf(page, VSP_R_READ | VSP_R_WRITE,
				       PTE_NORMAL));
}

void
stretch_clear(uint32_t stretch_page, uint32_t index, uint32_t npages,
	      struct leaves these)
{
	uint64_t *leaf = page_address(stretch_page);

	for (uint32_t i = index; i < index + npages; i++) {
		if ((leaf[i] & these.mask) == these.value)
			leaf[i] = 0;
		these.value += these.step;
	}
	machine_flush_pages(stretch_address(stretch_page).value
			    + page_physical(index), npages);
}

/* Does [index, index + npages) lie in a stretch? */
static bool
in_stretch(uint64_t index, uint64_t npages)
{
	return index < VSP_STRETCH_NPAGES && npages <= VSP_STRETCH_NPAGES
	       && index + npages <= VSP_STRETCH_NPAGES;
}

static enum vsp_error
check_map_rights(const struct slot *frame, uint64_t rights)
{
	if ((rights & ~(uint64_t)RWX) != 0 || (rights & VSP_R_READ) == 0)
		return VSP_E_ARG;
	if ((rights & slot_rights(frame)) != rights)
		return VSP_E_RIGHT;
	if (frame->flags & SLOT_DEVICE && rights & VSP_R_EXEC)
		return VSP_E_RIGHT;
	return VSP_OK;
}

static unsigned
memory_type(const struct slot *frame, uint64_t uncached)
{
	if (frame->flags & SLOT_DEVICE)
		return PTE_DEVICE;
	return uncached != 0 ? PTE_UNCACHED : PTE_NORMAL;
}

/* May this frame be mapped here?  A map that was interrupted may go on. */
static enum vsp_error
check_map(const struct invocation *in, const struct slot *frame)
{
	enum vsp_error error;

	if (!in_stretch(in->x[1], frame->size_pages))
		return VSP_E_ARG;
	error = check_map_rights(frame, in->x[2]);
	if (error != VSP_OK)
		return error;
	if (!frame_mapped(frame))
		return VSP_OK;
	if (frame_stretch(frame).page != slot_page(in->cap)
	    || frame_index(frame) != in->x[1]
	    || frame_mapped_chunks(frame) == frame_chunks(frame))
		return VSP_E_STATE;
	return VSP_OK;
}

/* Somebody has mapped there: undo what is done. */
static enum vsp_error
undo_map(struct slot *frame)
{
	frame->flags |= SLOT_UNMAPPING;
	while (frame_unmap_chunk(frame))
		if (machine_interrupted())
			return INVOKE_RESTART;
	return VSP_E_OCCUPIED;
}

/* Map chunk by chunk. */
static enum vsp_error
map_chunks(struct slot *frame, uint64_t bits)
{
	uint32_t chunks = frame_chunks(frame);

	for (;;) {
		if (!frame_map_chunk(frame, bits))
			return undo_map(frame);
		if (frame->where >> FRAME_CHUNKS_SHIFT == chunks)
			break;
		if (machine_interrupted())
			return INVOKE_RESTART;
	}
	machine_publish();
	return VSP_OK;
}

/* x0 frame, x1 page, x2 rights, x3 uncached */
enum vsp_error
op_STRETCH_MAP(struct invocation *in)
{
	struct slot *frame = invoke_cap(in, 0, VSP_TYPE_FRAME, VSP_R_READ);
	enum vsp_error error;

	if (slot_failed(frame))
		return slot_error(frame);
	if (frame->flags & SLOT_UNMAPPING)
		return undo_map(frame);
	error = check_map(in, frame);
	if (error != VSP_OK)
		return error;
	if (!frame_mapped(frame))
		frame_begin_map(frame, slot_page(in->cap),
				(uint32_t)in->x[1]);
	return map_chunks(frame,
			  pte_leaf(0, (uint32_t)in->x[2],
				   memory_type(frame, in->x[3])));
}

/* x0 page, x1 size_pages.  Interrupted, the arguments say what is left. */
enum vsp_error
op_STRETCH_UNMAP(struct invocation *in)
{
	const struct leaves users = { .mask = PTE_DCB, .value = 0 };

	if (!in_stretch(in->x[0], in->x[1]))
		return VSP_E_ARG;
	while (in->x[1] > 0) {
		uint32_t npages = in->x[1] < FRAME_CHUNK_PAGES
				  ? (uint32_t)in->x[1] : FRAME_CHUNK_PAGES;

		stretch_clear(slot_page(in->cap), (uint32_t)in->x[0], npages,
			      users);
		in->x[0] += npages;
		in->x[1] -= npages;
		if (in->x[1] > 0 && machine_interrupted())
			return INVOKE_RESTART;
	}
	return VSP_OK;
}

static bool
attachable(uint64_t rights)
{
	return rights == VSP_R_READ || rights == (VSP_R_READ | VSP_R_WRITE)
	       || rights == (VSP_R_READ | VSP_R_EXEC);
}

/* The PD that this capability attached the stretch to. */
static struct weak
attached_to(const struct slot *stretch)
{
	return (struct weak){ pd_of_table(stretch->where), stretch->data };
}

void
stretch_attach(struct slot *stretch, struct pd_entry entry, uint32_t rights)
{
	pd_fill_entry(entry, pte_attachment(slot_page(stretch), rights));
	stretch->where = entry.table;
	stretch->data = ramtab_word(entry.pd);
}

/* x0 pd, x1 rights */
enum vsp_error
op_STRETCH_ATTACH(struct invocation *in)
{
	const struct slot *pd = invoke_cap(in, 0, VSP_TYPE_PD, VSP_R_ATTACH);
	struct slot *stretch = in->cap;
	struct pd_entry entry;

	if (slot_failed(pd))
		return slot_error(pd);
	if (!attachable(in->x[1]))
		return VSP_E_ARG;
	if ((in->x[1] & slot_rights(stretch)) != in->x[1])
		return VSP_E_RIGHT;
	if (weak_alive(attached_to(stretch)))
		return VSP_E_STATE;
	entry = pd_find_entry(slot_page(pd), slot_page(stretch));
	if (entry.error != VSP_OK)
		return entry.error;

	stretch_attach(stretch, entry, (uint32_t)in->x[1]);
	in->x[1] = stretch_address(slot_page(stretch)).value;
	return VSP_OK;
}

void
stretch_detach(struct slot *stretch)
{
	if (weak_alive(attached_to(stretch)))
		pd_clear_entry(stretch->where, slot_page(stretch));
	stretch->where = 0;
	stretch->data = 0;
}

enum vsp_error
op_STRETCH_DETACH(struct invocation *in)
{
	if (!weak_alive(attached_to(in->cap)))
		return VSP_E_EMPTY;
	stretch_detach(in->cap);
	return VSP_OK;
}

enum vsp_error
op_STRETCH_INFO(struct invocation *in)
{
	in->x[1] = stretch_address(slot_page(in->cap)).value;
	in->x[2] = weak_alive(attached_to(in->cap));
	return VSP_OK;
}
