/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * bench_upcall.c - faults and their pager, and a scheduler with one child.
 */
#include <stddef.h>

#include "bench.h"

#define RW	(VSP_R_READ | VSP_R_WRITE)
#define SLOT	9u		/* for contexts; the library's is 0 */
#define INDEX	3u		/* of the child */

static vsp_slot child, stretch, frame;
static uint64_t address;

static int
make(enum vsp_type type, vsp_slot from, vsp_slot slot)
{
	struct vsp_retype what = { type, 1, 1, 0, slot, VSP_RETYPE_NEXT };

	return vsp_retype(from, &what, NULL);
}

bool
bench_child(vsp_slot slot, uint64_t index, void (*vector)(void))
{
	return make(VSP_TYPE_DOMAIN, bench_fixtures, slot) == VSP_OK
	       && vsp_domain_set_spaces(slot, VSP_SLOT_CNODE, VSP_SLOT_PD)
		  == VSP_OK
	       && vsp_domain_set_entry(slot, (uint64_t)(uintptr_t)vector, 0)
		  == VSP_OK
	       && vsp_domain_set_parent(slot, VSP_SLOT_DOMAIN, index)
		  == VSP_OK
	       && vsp_domain_start(slot) == VSP_OK;
}

bool
bench_upcall_prepare(void)
{
	child = vsp_slot_alloc_n(3);
	stretch = child + 1;
	frame = child + 2;
	return child != 0 && bench_child(child, INDEX, bench_waiter)
	       && make(VSP_TYPE_STRETCH, VSP_SLOT_TABLES, stretch) == VSP_OK
	       && make(VSP_TYPE_FRAME, bench_fixtures, frame) == VSP_OK
	       && vsp_attach(stretch, VSP_SLOT_PD, RW, &address) == VSP_OK;
}

static unsigned
touch(uint64_t at, uint64_t *count)
{
	uint32_t slot = vsp_dcb->slot;
	unsigned entry;

	vsp_disable();
	vsp_dcb->slot = SLOT;
	entry = bench_touch(at, count);
	vsp_dcb->slot = slot;
	vsp_enable(true);
	return entry;
}

/* From the access to the handler's first instruction. */
static uint64_t
fault_upcall(unsigned round)
{
	uint64_t count, before;

	(void)round;
	if (touch(address, &count) != VSP_UPCALL_FAULT
	    || bench_entry.x[1] != address || bench_entry.x[2] != SLOT)
		return WRONG;
	before = vsp_dcb->context[SLOT].x[10];
	return bench_entry.count - before - overhead;
}

/* From the access until it has succeeded; the pager is counted. */
static uint64_t
fault_selfpage(unsigned round)
{
	uint64_t page = round % VSP_STRETCH_NPAGES, count = 0;
	unsigned entry;

	bench_pager = (struct bench_pager){ stretch, frame, page, SLOT };
	entry = touch(address + page * VSP_PAGE_SIZE, &count);
	bench_pager.stretch = 0;
	if (entry != 5 || vsp_frame_unmap(frame) != VSP_OK)
		return WRONG;
	return count - overhead;
}

/* One instruction stands between the reading and the svc. */
static uint64_t
dispatch(unsigned round)
{
	unsigned entry;

	(void)round;
	vsp_disable();
	entry = bench_dispatch(INDEX);
	vsp_enable(true);
	if (entry != VSP_UPCALL_CHILD || bench_entry.x[0] != INDEX
	    || bench_entry.x[1] != VSP_CHILD_WAIT)
		return WRONG;
	return bench_entry.count - bench_entry.before - 1 - overhead;
}

const struct bench bench_upcall[] = {
	{ "fault_upcall", fault_upcall },
	{ "fault_selfpage", fault_selfpage },
	{ "dispatch", dispatch },
	{ NULL, NULL },
};
