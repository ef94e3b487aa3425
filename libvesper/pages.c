/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * pages.c - mapped pages, and buffers that can be shared.
 *
 * The last page of a stretch stays unmapped: the next stretch may be anyone's.
 */
#include <errno.h>
#include <string.h>
#include <sys/lock.h>
#include <vesper/memory.h>
#include <vesper/vesper.h>

#include "internal.h"

#define USABLE_PAGES (VSP_STRETCH_NPAGES - 1)

static void *
page_address(const struct vsp_stretch *stretch, uint64_t page)
{
	return (void *)(uintptr_t)(stretch->address
				   + (page << VSP_PAGE_SHIFT));
}

static void *
fail(int error)
{
	errno = vsp_errno(error);
	return NULL;
}

static void *
alloc_pages(uint64_t pages)
{
	static struct vsp_stretch *current;
	static uint64_t next_page;
	void *address;
	int error;

	if (pages == 0 || pages > USABLE_PAGES)
		return fail(VSP_E_ARG);
	if (current == NULL || pages > USABLE_PAGES - next_page) {
		error = vsp_stretch_create(&current);
		if (error != VSP_OK)
			return fail(error);
		next_page = 0;
	}
	error = vsp_stretch_fill(current, next_page, pages, NULL);
	if (error != VSP_OK)
		return fail(error);
	address = page_address(current, next_page);
	next_page += pages;
	return address;
}

/* The lock of malloc(): in a program with threads it is one. */
void *
vsp_alloc_pages(uint64_t pages)
{
	void *address;

	__LIBC_LOCK();
	address = alloc_pages(pages);
	__LIBC_UNLOCK();
	return address;
}

static struct vsp_stretch *unused;	/* buffers that were destroyed */

/* One of them, if one is large enough. */
static struct vsp_stretch *
buffer_reuse(uint64_t pages)
{
	struct vsp_stretch **link = &unused, *stretch;

	while (*link != NULL && (*link)->pages < pages)
		link = &(*link)->next;
	stretch = *link;
	if (stretch != NULL) {
		*link = stretch->next;
		stretch_show(stretch);
		memset(page_address(stretch, 0), 0,
		       stretch->pages << VSP_PAGE_SHIFT);
	}
	return stretch;
}

static int
buffer_new(struct vsp_stretch **stretch, uint64_t pages)
{
	int error = vsp_stretch_create(stretch);

	if (error != VSP_OK)
		return error;
	error = vsp_stretch_fill(*stretch, 0, pages, NULL);
	if (error != VSP_OK)
		vsp_stretch_destroy(*stretch);
	else
		(*stretch)->pages = pages;
	return error;
}

void *
vsp_buffer_create(size_t bytes)
{
	uint64_t pages = (bytes + VSP_PAGE_SIZE - 1) >> VSP_PAGE_SHIFT;
	struct vsp_stretch *stretch;
	int error;

	if (pages == 0 || pages > USABLE_PAGES)
		return fail(VSP_E_ARG);
	__LIBC_LOCK();
	stretch = buffer_reuse(pages);
	__LIBC_UNLOCK();
	if (stretch == NULL) {
		error = buffer_new(&stretch, pages);
		if (error != VSP_OK)
			return fail(error);
	}
	return page_address(stretch, 0);
}

void
vsp_buffer_destroy(void *buffer)
{
	struct vsp_stretch *stretch = vsp_stretch_of(buffer);

	if (stretch == NULL || stretch->pages == 0)
		return;
	stretch_hide(stretch);
	vsp_revoke(stretch->slot);
	__LIBC_LOCK();
	stretch->next = unused;
	unused = stretch;
	__LIBC_UNLOCK();
}
