/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * bench_space.c - map and attach: what it costs to give a domain memory.
 *
 * The stretch is made here, and its pages are touched, or fault, as they
 * should after each round.
 */
#include <stddef.h>

#include "bench.h"

#define RW (VSP_R_READ | VSP_R_WRITE)

static vsp_slot stretch, lent, frame, pd;
static uint64_t address;

static int
make(enum vsp_type type, vsp_slot from, vsp_slot slot, uint64_t pages)
{
	struct vsp_retype what = { type, pages, 1, 0, slot, VSP_RETYPE_NEXT };

	return vsp_retype(from, &what, NULL);
}

/* The stretch belongs to another PD, too: this one is "one more". */
bool
bench_space_prepare(void)
{
	stretch = vsp_slot_alloc_n(4);
	lent = stretch + 1;
	frame = stretch + 2;
	pd = stretch + 3;
	return stretch != 0
	       && make(VSP_TYPE_STRETCH, VSP_SLOT_TABLES, stretch, 1) == VSP_OK
	       && make(VSP_TYPE_PD, bench_fixtures, pd, 1) == VSP_OK
	       && vsp_derive(VSP_SLOT_CNODE, lent, stretch, RW, 0) == VSP_OK
	       && vsp_attach(stretch, pd, RW, &address) == VSP_OK
	       && vsp_attach(lent, VSP_SLOT_PD, RW, NULL) == VSP_OK;
}

static bool
page_there(unsigned n)
{
	uint8_t byte = (uint8_t)n;

	return vsp_copy_to((void *)(uintptr_t)
			   (address + n * (uint64_t)VSP_PAGE_SIZE), &byte, 1,
			   NULL);
}

/* Pages of the stretch, from its start, that can be written. */
static unsigned
pages_there(void)
{
	unsigned n = 0;

	while (n < VSP_STRETCH_NPAGES && page_there(n))
		n++;
	return n;
}

static bool
frame_make(uint64_t pages)
{
	return make(VSP_TYPE_FRAME, bench_fresh, frame, pages) == VSP_OK;
}

/* Fresh pages, in a stretch that is attached: a domain can touch them. */
static uint64_t
map(uint64_t pages)
{
	uint64_t count;

	if (!frame_make(pages) || pages_there() != 0)
		return WRONG;
	count = bench_invoke_ok((struct bench_invoke){
		stretch, VSP_OP_STRETCH_MAP, { frame, 0, RW, 0 }, 0, 0, 0 });
	if (pages_there() != pages || vsp_delete(frame) != VSP_OK)
		return WRONG;
	return count;
}

static uint64_t
map_1(unsigned round)
{
	(void)round;
	return map(1);
}

static uint64_t
map_64(unsigned round)
{
	(void)round;
	return map(64);
}

static uint64_t
map_512(unsigned round)
{
	(void)round;
	return map(VSP_STRETCH_NPAGES);
}

static bool
fill(void)
{
	return frame_make(VSP_STRETCH_NPAGES)
	       && vsp_map(stretch, frame, 0, RW) == VSP_OK;
}

static uint64_t
attach_2m(unsigned round)
{
	uint64_t count;

	(void)round;
	if (!fill() || vsp_detach(lent) != VSP_OK || pages_there() != 0)
		return WRONG;
	count = bench_invoke_ok((struct bench_invoke){
		lent, VSP_OP_STRETCH_ATTACH, { VSP_SLOT_PD, RW }, 0, 0, 0 });
	if (pages_there() != VSP_STRETCH_NPAGES)
		return WRONG;
	return vsp_delete(frame) == VSP_OK ? count : WRONG;
}

static uint64_t
detach_2m(unsigned round)
{
	uint64_t count;

	(void)round;
	if (!fill() || pages_there() != VSP_STRETCH_NPAGES)
		return WRONG;
	count = bench_invoke_ok((struct bench_invoke){
		lent, VSP_OP_STRETCH_DETACH, { 0 }, 0, 0, 0 });
	if (pages_there() != 0)
		return WRONG;
	vsp_attach(lent, VSP_SLOT_PD, RW, NULL);
	return vsp_delete(frame) == VSP_OK ? count : WRONG;
}

const struct bench bench_space[] = {
	{ "map_1", map_1 },
	{ "map_64", map_64 },
	{ "map_512", map_512 },
	{ "attach_2m", attach_2m },
	{ "detach_2m", detach_2m },
	{ NULL, NULL },
};
