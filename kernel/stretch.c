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

bool
stretch_leaves_empty(uint32_t stretch_page, uint64_t index, uint64_t npages)
{
	const uint64_t *leaf = page_address(stretch_page);

	for (uint64_t i = 0; i < npages; i++)
		if (leaf[index + i] != 0)
			return false;
	return true;
}

void
stretch_map_dcb(uint32_t stretch_page, uint32_t index, uint32_t page)
{
	uint64_t *leaf = page_address(stretch_page);

	for (uint32_t i = 0; i < VSP_DCB_PAGES; i++)
		leaf[index + i] = PTE_DCB
				  | pte_leaf(page + i, VSP_R_READ | VSP_R_WRITE,
					     PTE_NORMAL);
	machine_publish();
}

void
stretch_unmap_dcb(uint32_t stretch_page, uint32_t index)
{
	uint64_t *leaf = page_address(stretch_page);

	for (uint32_t i = 0; i < VSP_DCB_PAGES; i++)
		leaf[index + i] = 0;
	machine_flush_pages(stretch_address(stretch_page).value
			    + page_physical(index), VSP_DCB_PAGES);
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

/* x0 frame, x1 page, x2 rights, x3 uncached */
enum vsp_error
op_STRETCH_MAP(struct invocation *in)
{
	struct lookup frame = invoke_cap(in, 0, VSP_TYPE_FRAME, VSP_R_READ);
	uint32_t stretch = slot_page(in->cap), index = (uint32_t)in->x[1];
	uint64_t *leaf = page_address(stretch);
	enum vsp_error error;
	uint32_t page, npages;
	unsigned type;

	if (frame.error != VSP_OK)
		return frame.error;
	npages = frame.slot->size_pages;
	if (!in_stretch(in->x[1], npages))
		return VSP_E_ARG;
	error = check_map_rights(frame.slot, in->x[2]);
	if (error != VSP_OK)
		return error;
	if (weak_alive(frame_stretch(frame.slot)))
		return VSP_E_STATE;
	if (!stretch_leaves_empty(stretch, index, npages))
		return VSP_E_OCCUPIED;

	page = slot_page(frame.slot);
	type = memory_type(frame.slot, in->x[3]);
	for (uint32_t i = 0; i < npages; i++)
		leaf[index + i] = pte_leaf(page + i, (uint32_t)in->x[2], type);
	machine_publish();
	frame_mapped(frame.slot, stretch, index);
	return VSP_OK;
}

/* x0 page, x1 size_pages */
enum vsp_error
op_STRETCH_UNMAP(struct invocation *in)
{
	uint32_t stretch = slot_page(in->cap), index = (uint32_t)in->x[0];
	uint32_t npages = (uint32_t)in->x[1];
	uint64_t *leaf = page_address(stretch);

	if (!in_stretch(in->x[0], in->x[1]))
		return VSP_E_ARG;
	for (uint32_t i = 0; i < npages; i++)
		if ((leaf[index + i] & PTE_DCB) == 0)
			leaf[index + i] = 0;
	machine_flush_pages(stretch_address(stretch).value
			    + page_physical(index), npages);
	return VSP_OK;
}

static bool
attachable(uint64_t rights)
{
	return rights == VSP_R_READ || rights == (VSP_R_READ | VSP_R_WRITE)
	       || rights == (VSP_R_READ | VSP_R_EXEC);
}

/* x0 pd, x1 rights */
enum vsp_error
op_STRETCH_ATTACH(struct invocation *in)
{
	struct lookup pd = invoke_cap(in, 0, VSP_TYPE_PD, VSP_R_ATTACH);
	struct slot *stretch = in->cap;
	struct weak attached = { stretch->where, stretch->data };
	struct pd_entry entry;

	if (pd.error != VSP_OK)
		return pd.error;
	if (!attachable(in->x[1]))
		return VSP_E_ARG;
	if ((in->x[1] & slot_rights(stretch)) != in->x[1])
		return VSP_E_RIGHT;
	if (weak_alive(attached))
		return VSP_E_STATE;
	entry = pd_find_entry(slot_page(pd.slot), slot_page(stretch));
	if (entry.error != VSP_OK)
		return entry.error;

	pd_fill_entry(entry, pte_attachment(slot_page(stretch),
					    (uint32_t)in->x[1]));
	stretch->where = slot_page(pd.slot);
	stretch->data = ramtab_word(slot_page(pd.slot));
	in->x[1] = stretch_address(slot_page(stretch)).value;
	return VSP_OK;
}

void
stretch_detach(struct slot *stretch)
{
	struct weak pd = { stretch->where, stretch->data };

	stretch->where = 0;
	stretch->data = 0;
	if (weak_alive(pd))
		pd_clear_entry(pd.page, slot_page(stretch));
}

enum vsp_error
op_STRETCH_DETACH(struct invocation *in)
{
	struct weak pd = { in->cap->where, in->cap->data };

	if (!weak_alive(pd))
		return VSP_E_EMPTY;
	stretch_detach(in->cap);
	return VSP_OK;
}

enum vsp_error
op_STRETCH_INFO(struct invocation *in)
{
	struct weak pd = { in->cap->where, in->cap->data };

	in->x[1] = stretch_address(slot_page(in->cap)).value;
	in->x[2] = weak_alive(pd);
	return VSP_OK;
}
