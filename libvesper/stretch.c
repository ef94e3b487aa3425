/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * stretch.c - the stretches a domain has made, and memory for them.
 *
 * The address of a stretch follows from its table's page, so tables are not
 * given back: a stretch that is no longer needed is emptied and kept for the
 * next who wants one.
 */
#include <stddef.h>
#include <vesper/memory.h>
#include <vesper/startup.h>

#include "internal.h"

static struct vsp_stretch records[VSP_STRETCHES];
static uint32_t nrecords;
static struct vsp_stretch *in_use, *emptied;

static void
list_push(struct vsp_stretch **list, struct vsp_stretch *stretch)
{
	bool enabled = vsp_disable();

	stretch->next = *list;
	*list = stretch;
	vsp_enable(enabled);
}

static struct vsp_stretch *
list_pop(struct vsp_stretch **list)
{
	bool enabled = vsp_disable();
	struct vsp_stretch *stretch = *list;

	if (stretch != NULL)
		*list = stretch->next;
	vsp_enable(enabled);
	return stretch;
}

static void
list_remove(struct vsp_stretch **list, struct vsp_stretch *stretch)
{
	bool enabled = vsp_disable();

	while (*list != NULL && *list != stretch)
		list = &(*list)->next;
	if (*list != NULL)
		*list = stretch->next;
	vsp_enable(enabled);
}

void
stretch_show(struct vsp_stretch *stretch)
{
	list_push(&in_use, stretch);
}

void
stretch_hide(struct vsp_stretch *stretch)
{
	list_remove(&in_use, stretch);
}

static struct vsp_stretch *
record_new(void)
{
	bool enabled = vsp_disable();
	struct vsp_stretch *stretch = NULL;

	if (nrecords < VSP_STRETCHES)
		stretch = &records[nrecords++];
	vsp_enable(enabled);
	return stretch;
}

static int
stretch_make(struct vsp_stretch *stretch)
{
	struct vsp_retype what = {
		.type = VSP_TYPE_STRETCH,
		.count = 1,
		.first_slot = stretch->slot,
		.offset_pages = VSP_RETYPE_NEXT,
	};
	int error = vsp_retype(VSP_SLOT_TABLES, &what, NULL);

	if (error != VSP_OK)
		return error;
	error = vsp_attach(stretch->slot, VSP_SLOT_PD,
			   VSP_R_READ | VSP_R_WRITE, &stretch->address);
	if (error != VSP_OK)
		vsp_delete(stretch->slot);
	return error;
}

/* A record with a slot; kept, with its slot, if the rest fails. */
static int
stretch_new(struct vsp_stretch **stretch)
{
	static struct vsp_stretch *spare;
	struct vsp_stretch *new = list_pop(&spare);
	int error;

	if (new == NULL)
		new = record_new();
	if (new == NULL)
		return VSP_E_NOMEM;
	if (new->slot == 0)
		new->slot = vsp_slot_alloc();
	error = new->slot == 0 ? VSP_E_NOMEM : stretch_make(new);
	if (error != VSP_OK)
		list_push(&spare, new);
	else
		*stretch = new;
	return error;
}

int
vsp_stretch_create(struct vsp_stretch **stretch)
{
	struct vsp_stretch *made = list_pop(&emptied);

	if (made == NULL) {
		int error = stretch_new(&made);

		if (error != VSP_OK)
			return error;
	}
	made->pages = 0;
	stretch_show(made);
	*stretch = made;
	return VSP_OK;
}

void
vsp_stretch_destroy(struct vsp_stretch *stretch)
{
	stretch_hide(stretch);
	vsp_revoke(stretch->slot);
	vsp_unmap(stretch->slot, 0, VSP_STRETCH_NPAGES);
	list_push(&emptied, stretch);
}

struct vsp_stretch *
vsp_stretch_of(const void *address)
{
	uint64_t start = (uint64_t)(uintptr_t)address
			 & ~(VSP_STRETCH_SIZE - 1);
	bool enabled = vsp_disable();
	struct vsp_stretch *stretch = in_use;

	while (stretch != NULL && stretch->address != start)
		stretch = stretch->next;
	vsp_enable(enabled);
	return stretch;
}

static int
frame_make_and_map(const struct vsp_stretch *stretch, uint64_t page,
		   uint64_t pages, vsp_slot slot)
{
	struct vsp_retype what = {
		.type = VSP_TYPE_FRAME,
		.size_pages = pages,
		.count = 1,
		.first_slot = slot,
		.offset_pages = VSP_RETYPE_NEXT,
	};
	int error = vsp_retype(VSP_SLOT_MEMORY, &what, NULL);

	if (error != VSP_OK)
		return error;
	error = vsp_map(stretch->slot, slot, page, VSP_R_READ | VSP_R_WRITE);
	if (error != VSP_OK)
		vsp_delete(slot);
	return error;
}

int
vsp_stretch_fill(const struct vsp_stretch *stretch, uint64_t page,
		 uint64_t pages, vsp_slot *frame)
{
	vsp_slot slot;
	int error;

	if (pages == 0 || page >= VSP_STRETCH_NPAGES
	    || pages > VSP_STRETCH_NPAGES - page)
		return VSP_E_ARG;
	slot = vsp_slot_alloc();
	if (slot == 0)
		return VSP_E_NOMEM;
	error = frame_make_and_map(stretch, page, pages, slot);
	if (error != VSP_OK)
		vsp_slot_free(slot);
	else if (frame != NULL)
		*frame = slot;
	return error;
}
