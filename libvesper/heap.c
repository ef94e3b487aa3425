/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * heap.c - sbrk(), from which picolibc's malloc() lives.
 *
 *	start of region            brk          mapped          limit
 *	  |--- handed out ----------|--- pages ---|-- no pages ---|
 *
 * The region is one stretch or several in a row.  Stretches follow each other
 * as long as nobody else makes one; if somebody did, a new region is begun,
 * and malloc() copes with the gap.  Pages are mapped in steps that double, so
 * that a large heap does not take a slot for each few pages.
 */
#include <errno.h>
#include <unistd.h>
#include <vesper/memory.h>
#include <vesper/vesper.h>

#define STEP_PAGES_MIN	8u

static uint64_t brk_address, mapped, limit;
static uint64_t step_pages = STEP_PAGES_MIN;

/* Stretches until `bytes` more fit between brk and limit. */
static int
heap_reserve(uint64_t bytes)
{
	while (limit - brk_address < bytes) {
		struct vsp_stretch *stretch;
		int error = vsp_stretch_create(&stretch);

		if (error != VSP_OK)
			return error;
		if (stretch->address != limit)
			brk_address = mapped = stretch->address;
		limit = stretch->address + VSP_STRETCH_SIZE;
	}
	return VSP_OK;
}

/* Map up to `pages` at `mapped`, as far as its stretch goes. */
static int
heap_fill(uint64_t pages)
{
	const struct vsp_stretch *stretch =
		vsp_stretch_of((const void *)(uintptr_t)mapped);
	uint64_t page = mapped % VSP_STRETCH_SIZE >> VSP_PAGE_SHIFT;
	int error;

	if (pages > VSP_STRETCH_NPAGES - page)
		pages = VSP_STRETCH_NPAGES - page;
	error = vsp_stretch_fill(stretch, page, pages, NULL);
	if (error == VSP_OK)
		mapped += pages << VSP_PAGE_SHIFT;
	return error;
}

/* Pages until brk + bytes is mapped: in large steps while there is memory. */
static int
heap_map(uint64_t bytes)
{
	while (mapped - brk_address < bytes) {
		uint64_t need = (bytes - (mapped - brk_address)
				 + VSP_PAGE_SIZE - 1) >> VSP_PAGE_SHIFT;
		uint64_t step = need > step_pages ? need : step_pages;
		int error = heap_fill(step);

		if (error == VSP_E_NOMEM && step > need) {
			step_pages = STEP_PAGES_MIN;
			error = heap_fill(need);
		} else if (step_pages < VSP_STRETCH_NPAGES) {
			step_pages *= 2;
		}
		if (error != VSP_OK)
			return error;
	}
	return VSP_OK;
}

void *
sbrk(ptrdiff_t increment)
{
	uint64_t bytes = (uint64_t)increment;
	uint64_t old;
	int error = increment < 0 ? VSP_E_NOMEM : heap_reserve(bytes);

	if (error == VSP_OK)
		error = heap_map(bytes);
	if (error != VSP_OK) {
		errno = ENOMEM;
		return (void *)-1;
	}
	old = brk_address;
	brk_address += bytes;
	return (void *)(uintptr_t)old;
}
