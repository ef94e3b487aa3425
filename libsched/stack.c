/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * stack.c - memory for stacks: mapped pages above one that is not.
 *
 *	stretch | guard | stack | guard | stack | ...
 */
#include <vesper/memory.h>
#include <vesper/op.h>

#include "thread.h"

static struct vsp_mutex lock;
static struct vsp_stretch *current;
static uint64_t next_page;

static uint64_t
stack_fill(uint64_t pages)
{
	if (current == NULL || pages + 1 > VSP_STRETCH_NPAGES - next_page) {
		struct vsp_stretch *fresh;

		if (vsp_stretch_create(&fresh) != VSP_OK)
			return 0;
		current = fresh;
		next_page = 0;
	}
	if (vsp_stretch_fill(current, next_page + 1, pages, NULL) != VSP_OK)
		return 0;
	next_page += pages + 1;
	return current->address + next_page * VSP_PAGE_SIZE;
}

uint64_t
stack_make(uint64_t pages)
{
	uint64_t top = 0;

	vsp_mutex_lock(&lock);
	if (pages < VSP_STRETCH_NPAGES)
		top = stack_fill(pages);
	vsp_mutex_unlock(&lock);
	return top;
}
