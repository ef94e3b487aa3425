/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * irqs_off_memory.c - making objects, mapping them, and taking them away.
 */
#include <stddef.h>

#include "irqs_off.h"

#define COUNT VSP_RETYPE_MAX_COUNT

static bool
retype(uint64_t *x, vsp_slot from, enum vsp_type type, uint64_t pages,
       uint64_t count)
{
	x[0] = type;
	x[1] = pages;
	x[2] = count;
	x[4] = slots;
	x[5] = VSP_RETYPE_NEXT;
	x[7] = VSP_OP_UNTYPED_RETYPE;
	x[8] = from;
	return true;
}

/* The last of them is there. */
static bool
retyped(enum vsp_type type, uint64_t count)
{
	struct vsp_look look = { 0 };

	return SAME(actor.out[0], VSP_OK)
	       && SAME(vsp_look(slots + count - 1, &look), VSP_OK)
	       && SAME(look.type, type);
}

#define RETYPE(name, from, type, pages, count)				\
	static bool							\
	name##_prepare(uint64_t *x)					\
	{								\
		return retype(x, from, type, pages, count);		\
	}								\
									\
	static bool							\
	name##_finish(void)						\
	{								\
		return retyped(type, count);				\
	}

RETYPE(retype_frame_2m, memory, VSP_TYPE_FRAME, 512, 1)
RETYPE(retype_64_frames_2m, memory, VSP_TYPE_FRAME, 512, COUNT)
RETYPE(retype_64_frames_4k, memory, VSP_TYPE_FRAME, 1, COUNT)
RETYPE(retype_64_cnodes, memory, VSP_TYPE_CNODE, 1, COUNT)
RETYPE(retype_cnode_2m, memory, VSP_TYPE_CNODE, 512, 1)
RETYPE(retype_64_domains, memory, VSP_TYPE_DOMAIN, 1, COUNT)
RETYPE(retype_64_pds, memory, VSP_TYPE_PD, 1, COUNT)
RETYPE(retype_64_stretches, tables, VSP_TYPE_STRETCH, 1, COUNT)
RETYPE(retype_64_untyped, memory, VSP_TYPE_UNTYPED, 512, COUNT)

/* slots: frames; slots + 100: a stretch, attached here. */
static uint64_t address;

static bool
stretch_with(uint64_t pages, uint64_t count)
{
	return make_of(memory, VSP_TYPE_FRAME, pages, count, slots)
	       && make_of(tables, VSP_TYPE_STRETCH, 1, 1, slots + 100)
	       && vsp_attach(slots + 100, VSP_SLOT_PD, RW, &address) == VSP_OK;
}

static bool
there(uint64_t page)
{
	uint8_t byte = 1;

	return vsp_copy_to((void *)(uintptr_t)(address + page * VSP_PAGE_SIZE),
			   &byte, 1, NULL);
}

static bool
map_512_prepare(uint64_t *x)
{
	x[0] = slots;
	x[2] = RW;
	x[7] = VSP_OP_STRETCH_MAP;
	x[8] = slots + 100;
	return stretch_with(512, 1);
}

static bool
map_512_finish(void)
{
	return SAME(actor.out[0], VSP_OK) && there(0) && there(511);
}

static bool
unmap_frame_512_prepare(uint64_t *x)
{
	x[7] = VSP_OP_FRAME_UNMAP;
	x[8] = slots;
	return stretch_with(512, 1)
	       && vsp_map(slots + 100, slots, 0, RW) == VSP_OK && there(511);
}

static bool
unmap_finish(void)
{
	return SAME(actor.out[0], VSP_OK) && !there(0) && !there(511);
}

#define unmap_frame_512_finish unmap_finish
#define unmap_512_finish unmap_finish
#define delete_frame_512_finish unmap_finish

static bool
unmap_512_prepare(uint64_t *x)
{
	x[0] = 0;
	x[1] = 512;
	x[7] = VSP_OP_STRETCH_UNMAP;
	x[8] = slots + 100;
	return stretch_with(512, 1)
	       && vsp_map(slots + 100, slots, 0, RW) == VSP_OK && there(511);
}

static bool
delete_frame_512_prepare(uint64_t *x)
{
	x[0] = slots;
	x[7] = VSP_OP_CNODE_DELETE;
	x[8] = VSP_SLOT_CNODE;
	return stretch_with(512, 1)
	       && vsp_map(slots + 100, slots, 0, RW) == VSP_OK && there(511);
}

/* A DCB in the middle: it stays. */
static bool
map_occupied_prepare(uint64_t *x)
{
	map_512_prepare(x);
	return make_of(memory, VSP_TYPE_DOMAIN, 1, 1, slots + 101)
	       && vsp_domain_map_dcb(slots + 101, slots + 100, 509, NULL)
		  == VSP_OK;
}

static bool
map_occupied_finish(void)
{
	return SAME(actor.out[0], VSP_E_OCCUPIED) && !there(0);
}

const struct operation irqs_off_memory[] = {
	OP(retype_frame_2m, VSP_SYS_INVOKE),
	OP(retype_64_frames_2m, VSP_SYS_INVOKE),
	OP(retype_64_frames_4k, VSP_SYS_INVOKE),
	OP(retype_64_cnodes, VSP_SYS_INVOKE),
	OP(retype_cnode_2m, VSP_SYS_INVOKE),
	OP(retype_64_domains, VSP_SYS_INVOKE),
	OP(retype_64_pds, VSP_SYS_INVOKE),
	OP(retype_64_stretches, VSP_SYS_INVOKE),
	OP(retype_64_untyped, VSP_SYS_INVOKE),
	OP(map_512, VSP_SYS_INVOKE),
	OP(map_occupied, VSP_SYS_INVOKE),
	OP(unmap_512, VSP_SYS_INVOKE),
	OP(unmap_frame_512, VSP_SYS_INVOKE),
	OP(delete_frame_512, VSP_SYS_INVOKE),
	END
};
