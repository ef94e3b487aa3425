/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * frame.c - Frames: mapping in chunks, and their operations.
 */
#include "frame.h"

#include "invoke.h"
#include "pte.h"
#include "stretch.h"

_Static_assert(VSP_STRETCH_NPAGES / FRAME_CHUNK_PAGES < FRAME_ALL_CHUNKS
	       && FRAME_ALL_CHUNKS < 1 << (32 - FRAME_CHUNKS_SHIFT)
	       && VSP_STRETCH_NPAGES
		  <= 1 << (FRAME_CHUNKS_SHIFT - FRAME_INDEX_SHIFT)
	       && STRETCH_MAX_PAGE <= 1 << FRAME_INDEX_SHIFT,
	       "slot.where has room");

void
frame_begin_map(struct slot *frame, uint32_t stretch_page, uint32_t index)
{
	frame->data = ramtab_word(stretch_page);
	frame->where = stretch_page | index << FRAME_INDEX_SHIFT;
}

/* A run of its pages. */
struct chunk {
	uint32_t index, npages;	/* where in the stretch */
	uint64_t physical;	/* what the first leaf names */
};

static inline struct chunk
chunk_of(const struct slot *frame, uint32_t number)
{
	uint32_t page = number * FRAME_CHUNK_PAGES;
	uint32_t left = frame->size_pages - page;

	return (struct chunk){
		frame_index(frame) + page,
		left < FRAME_CHUNK_PAGES ? left : FRAME_CHUNK_PAGES,
		page_physical(slot_page(frame) + page),
	};
}

bool
frame_map_chunk(struct slot *frame, uint64_t bits)
{
	struct chunk chunk = chunk_of(frame, frame_mapped_chunks(frame));
	uint64_t *leaf = page_address(frame_stretch(frame).page);

	leaf += chunk.index;
	if (!stretch_leaves_empty(leaf, chunk.npages))
		return false;
	stretch_fill_leaves(leaf, chunk.npages, chunk.physical | bits);
	frame->where += 1u << FRAME_CHUNKS_SHIFT;
	return true;
}

bool
frame_unmap_chunk(struct slot *frame)
{
	struct chunk chunk;
	uint32_t left;

	if (frame_mapped_chunks(frame) == 0 || !frame_mapped(frame)) {
		frame->data = 0;
		frame->where = 0;
		frame->flags &= (uint8_t)~SLOT_UNMAPPING;
		return false;
	}
	left = frame_mapped_chunks(frame) - 1;
	frame->where &= (1u << FRAME_CHUNKS_SHIFT) - 1;
	frame->where |= left << FRAME_CHUNKS_SHIFT;
	chunk = chunk_of(frame, left);
	stretch_clear(frame_stretch(frame).page, chunk.index,
		      chunk.npages,
		      (struct leaves){ PTE_ADDRESS | PTE_DCB, chunk.physical,
				       VSP_PAGE_SIZE });
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
