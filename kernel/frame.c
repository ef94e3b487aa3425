/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * frame.c - operations on Frames.
 */
#include "frame.h"

#include "invoke.h"
#include "pte.h"
#include "stretch.h"

struct weak
frame_stretch(const struct slot *frame)
{
	return (struct weak){ frame->where & FRAME_PAGE_MASK, frame->data };
}

void
frame_mapped(struct slot *frame, uint32_t stretch_page, uint32_t index)
{
	frame->data = ramtab_word(stretch_page);
	frame->where = stretch_page | index << FRAME_INDEX_SHIFT;
}

void
frame_unmap(struct slot *frame)
{
	struct weak stretch = frame_stretch(frame);
	uint32_t index = frame->where >> FRAME_INDEX_SHIFT;
	uint32_t page = slot_page(frame), npages = frame->size_pages;
	uint64_t *leaf = page_address(stretch.page);

	frame->data = 0;
	frame->where = 0;
	if (!weak_alive(stretch))
		return;
	for (uint32_t i = 0; i < npages; i++)
		if (leaf[index + i] != 0 && pte_page(leaf[index + i]) == page + i
		    && (leaf[index + i] & PTE_DCB) == 0)
			leaf[index + i] = 0;
	machine_flush_pages(stretch_address(stretch.page).value
			    + page_physical(index), npages);
}

enum vsp_error
op_FRAME_UNMAP(struct invocation *in)
{
	if (!weak_alive(frame_stretch(in->cap)))
		return VSP_E_EMPTY;
	frame_unmap(in->cap);
	return VSP_OK;
}

enum vsp_error
op_FRAME_INFO(struct invocation *in)
{
	in->x[1] = page_physical(slot_page(in->cap));
	in->x[2] = in->cap->size_pages;
	return VSP_OK;
}
