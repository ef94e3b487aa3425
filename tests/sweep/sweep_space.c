/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * sweep_space.c - map, unmap, attach, detach, retype: to be interrupted.
 */
#include <stddef.h>

#include "sweep.h"

#define FRAME		slots
#define STRETCH		(slots + 1)

/* A capability of the painted frame, and a stretch of one's own. */
static bool
space(void)
{
	sweep_pages = VSP_STRETCH_NPAGES;
	return vsp_derive(VSP_SLOT_CNODE, FRAME, sweep_frame, RW, 0) == VSP_OK
	       && make_of(tables, VSP_TYPE_STRETCH, 1, 1, STRETCH)
	       && vsp_attach(STRETCH, VSP_SLOT_PD, RW, &sweep_address)
		  == VSP_OK;
}

static bool
word_is(uint64_t page, uint64_t want)
{
	uint64_t word = ~0ull;

	vsp_copy_from(&word, (void *)(uintptr_t)(sweep_address
						 + page * VSP_PAGE_SIZE),
		      sizeof(word), NULL);
	return SAME(word, want);
}

static bool
finish(uint64_t error, uint64_t first, uint64_t last)
{
	bool right = SAME(who->out[0], error) && word_is(0, first)
		     && word_is(VSP_STRETCH_NPAGES - 1, last);

	sweep_pages = 0;
	right &= vsp_delete(FRAME) == VSP_OK;
	return right;
}

static bool
map_512_prepare(uint64_t *x)
{
	x[0] = FRAME;
	x[2] = RW;
	x[7] = VSP_OP_STRETCH_MAP;
	x[8] = STRETCH;
	return space();
}

static bool
map_512_finish(void)
{
	return finish(VSP_OK, 1, VSP_STRETCH_NPAGES);
}

static bool
unmap_512_prepare(uint64_t *x)
{
	x[1] = VSP_STRETCH_NPAGES;
	x[7] = VSP_OP_STRETCH_UNMAP;
	x[8] = STRETCH;
	return space() && vsp_map(STRETCH, FRAME, 0, RW) == VSP_OK;
}

static bool
unmap_512_finish(void)
{
	return finish(VSP_OK, ~0ull, ~0ull);
}

static bool
frame_unmap_512_prepare(uint64_t *x)
{
	bool right = unmap_512_prepare(x);

	x[7] = VSP_OP_FRAME_UNMAP;
	x[8] = FRAME;
	return right;
}

#define frame_unmap_512_finish unmap_512_finish

static bool
attach_prepare(uint64_t *x)
{
	bool right = space() && vsp_map(STRETCH, FRAME, 0, RW) == VSP_OK
		     && vsp_detach(STRETCH) == VSP_OK;

	x[0] = VSP_SLOT_PD;
	x[1] = VSP_R_READ;
	x[7] = VSP_OP_STRETCH_ATTACH;
	x[8] = STRETCH;
	return right;
}

static bool
attach_finish(void)
{
	bool right = SAME(who->out[1], sweep_address);

	right &= map_512_finish();
	return right;
}

static bool
detach_prepare(uint64_t *x)
{
	bool right = space() && vsp_map(STRETCH, FRAME, 0, RW) == VSP_OK;

	x[7] = VSP_OP_STRETCH_DETACH;
	x[8] = STRETCH;
	return right;
}

#define detach_finish unmap_512_finish

static bool
retype_5_prepare(uint64_t *x)
{
	x[0] = VSP_TYPE_FRAME;
	x[1] = 1;
	x[2] = 5;
	x[4] = slots;
	x[5] = VSP_RETYPE_NEXT;
	x[7] = VSP_OP_UNTYPED_RETYPE;
	x[8] = memory;
	return true;
}

static bool
retype_5_finish(void)
{
	uint64_t page = 0, used = 0;

	vsp_untyped_info(memory, &page, NULL, &used);
	return SAME(who->out[0], VSP_OK) && SAME(who->out[1], page + 4)
	       && SAME(used, 5);
}

const struct operation sweep_space[] = {
	OP(map_512, VSP_SYS_INVOKE),
	OP(unmap_512, VSP_SYS_INVOKE),
	OP(frame_unmap_512, VSP_SYS_INVOKE),
	OP(attach, VSP_SYS_INVOKE),
	OP(detach, VSP_SYS_INVOKE),
	OP(retype_5, VSP_SYS_INVOKE),
	END
};
