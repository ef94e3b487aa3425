/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * bench_cap.c - capabilities, and fresh memory.
 */
#include <stddef.h>

#include "bench.h"

#define NSLOTS 1024u

static vsp_slot slots;		/* some, in a row */

bool
bench_cap_prepare(void)
{
	slots = vsp_slot_alloc_n(NSLOTS);
	return slots != 0;
}

static bool
is_there(vsp_slot slot)
{
	struct vsp_look look;

	return vsp_look(slot, &look) == VSP_OK && look.type != VSP_TYPE_NONE;
}

static int
derive_at(vsp_slot slot, vsp_slot from)
{
	return vsp_derive(VSP_SLOT_CNODE, slot, from, VSP_R_USE, 0);
}

static uint64_t
derive(unsigned round)
{
	uint64_t count = bench_invoke_ok((struct bench_invoke){
		VSP_SLOT_CNODE, VSP_OP_CNODE_DERIVE,
		{ slots, 0, VSP_SLOT_PD, VSP_R_USE, 0 }, 0, 0, 0 });

	(void)round;
	if (!is_there(slots) || vsp_delete(slots) != VSP_OK)
		return WRONG;
	return count;
}

static uint64_t
delete(unsigned round)
{
	uint64_t count;

	(void)round;
	if (derive_at(slots, VSP_SLOT_PD) != VSP_OK)
		return WRONG;
	count = bench_invoke_ok((struct bench_invoke){
		VSP_SLOT_CNODE, VSP_OP_CNODE_DELETE, { slots }, 0, 0, 0 });
	return is_there(slots) ? WRONG : count;
}

static uint64_t
revoke(unsigned nchildren)
{
	uint64_t count;
	bool left = false;

	derive_at(slots, VSP_SLOT_PD);
	for (unsigned i = 1; i <= nchildren; i++)
		if (derive_at(slots + i, slots) != VSP_OK)
			return WRONG;
	count = bench_invoke_ok((struct bench_invoke){
		VSP_SLOT_CNODE, VSP_OP_CNODE_REVOKE, { slots }, 0, 0, 0 });
	for (unsigned i = 1; i <= nchildren; i++)
		left |= is_there(slots + i);
	left |= !is_there(slots);
	vsp_delete(slots);
	return left ? WRONG : count;
}

static uint64_t
revoke_0(unsigned round)
{
	(void)round;
	return revoke(0);
}

static uint64_t
revoke_10(unsigned round)
{
	(void)round;
	return revoke(10);
}

static uint64_t
revoke_1000(unsigned round)
{
	(void)round;
	return revoke(1000);
}

/* Made, counted, and given back. */
static uint64_t
retype_frame(uint64_t size_pages)
{
	uint64_t count = bench_invoke_ok((struct bench_invoke){
		bench_fresh, VSP_OP_UNTYPED_RETYPE,
		{ VSP_TYPE_FRAME, size_pages, 1, 0, slots, VSP_RETYPE_NEXT },
		0, 0, 0 });
	uint64_t size = 0;

	if (vsp_frame_info(slots, NULL, &size) != VSP_OK
	    || size != size_pages || vsp_delete(slots) != VSP_OK)
		return WRONG;
	return count;
}

static uint64_t
retype_frame_4k(unsigned round)
{
	(void)round;
	return retype_frame(1);
}

static uint64_t
retype_frame_2m(unsigned round)
{
	(void)round;
	return retype_frame(VSP_STRETCH_NPAGES);
}

const struct bench bench_cap[] = {
	{ "derive", derive },
	{ "delete", delete },
	{ "revoke_0", revoke_0 },
	{ "revoke_10", revoke_10 },
	{ "revoke_1000", revoke_1000 },
	{ "retype_frame_4k", retype_frame_4k },
	{ "retype_frame_2m", retype_frame_2m },
	{ NULL, NULL },
};
