/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * frame.c - Frames: mapping in chunks, and their operations.
 */
#include "frame.h"

#include "invoke.h"
#include "pte.h"
#include "stretch.h"

_Static_assert(VSP_STRETCH_NPAGES / FRAME_CHUNK_PAGES
	       < 1 << (32 - FRAME_CHUNKS_SHIFT)
	       && VSP_STRETCH_NPAGES
		  <= 1 << (FRAME_CHUNKS_SHIFT - FRAME_INDEX_SHIFT)
	       && STRETCH_MAX_PAGE <= 1 << FRAME_INDEX_SHIFT,
	       "slot.where has room");

struct frame_place
frame_place(const struct slot *frame)
{
	return (struct frame_place){
		{ frame->where & FRAME_PAGE_MASK, frame->data },
		frame_index(frame),
	};
}

bool
frame_mapped(const struct slot *frame)
{
	return weak_alive(frame_place(frame).stretch);
}

uint32_t
frame_chunks(const struct slot *frame)
{
	return (frame->size_pages + FRAME_CHUNK_PAGES - 1) / FRAME_CHUNK_PAGES;
}

void
frame_begin_map(struct slot *frame, uint32_t stretch_page, uint32_t index)
{
	frame->data = ramtab_word(stretch_page);
	frame->where = stretch_page | index << FRAME_INDEX_SHIFT;
}

/* Pages of the frame in this chunk of it. */
static uint32_t
chunk_pages(const struct slot *frame, uint32_t chunk)
{
	uint32_t left = frame->size_pages - chunk * FRAME_CHUNK_PAGES;

	return left < FRAME_CHUNK_PAGES ? left : FRAME_CHUNK_PAGES;
}

bool
frame_chunk_empty(const struct slot *frame)
{
	struct frame_place place = frame_place(frame);
	uint32_t chunk = frame_mapped_chunks(frame);

	return stretch_leaves_empty(place.stretch.page,
				    place.index + chunk * FRAME_CHUNK_PAGES,
				    chunk_pages(frame, chunk));
}

void
frame_map_chunk(struct slot *frame, uint64_t first_leaf)
{
	struct frame_place place = frame_place(frame);
	uint32_t chunk = frame_mapped_chunks(frame);
	uint32_t first = chunk * FRAME_CHUNK_PAGES;
	uint32_t npages = chunk_pages(frame, chunk);
	uint64_t *leaf = page_address(place.stretch.page);

	leaf += place.index + first;
	first_leaf += page_physical(first);
	for (uint32_t i = 0; i < npages; i++) {
		leaf[i] = first_leaf;
		first_leaf += VSP_PAGE_SIZE;
	}
	frame->where += FRAME_CHUNK_ONE;
}

bool
frame_unmap_chunk(struct slot *frame)
{
	struct frame_place place = frame_place(frame);
	uint64_t *leaf = page_address(place.stretch.page);
	uint32_t chunk, first, npages;
	uint64_t page;

	if (frame_mapped_chunks(frame) == 0 || !weak_alive(place.stretch)) {
		frame->data = 0;
		frame->where = 0;
		frame->flags &= (uint8_t)~SLOT_UNMAPPING;
		return false;
	}
	frame->where -= FRAME_CHUNK_ONE;
	chunk = frame_mapped_chunks(frame);
	first = chunk * FRAME_CHUNK_PAGES;
	npages = chunk_pages(frame, chunk);
	page = page_physical(slot_page(frame) + first) | PTE_PAGE;
	leaf += place.index + first;
	for (uint32_t i = 0; i < npages; i++, page += VSP_PAGE_SIZE)
		if ((leaf[i] & (PTE_ADDRESS | PTE_DCB | PTE_PAGE)) == page)
			leaf[i] = 0;
	machine_flush_pages(stretch_address(place.stretch.page).value
			    + page_physical(place.index + first), npages);
	return true;
}

enum vsp_error
op_FRAME_UNMAP(struct invocation *in)
{
	if (!frame_mapped(in->cap))
		return VSP_E_EMPTY;
	while (frame_unmap_chunk(in->cap))
		if (machine_interrupted())
			return INVOKE_RESTART;
	return VSP_OK;
}

enum vsp_error
op_FRAME_INFO(struct invocation *in)
{
	in->x[1] = page_physical(slot_page(in->cap));
	in->x[2] = in->cap->size_pages;
	return VSP_OK;
}
