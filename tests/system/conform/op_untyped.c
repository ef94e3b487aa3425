/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * op_untyped.c - rows of the operations on Untyped memory.
 */
#include "zoo.h"

#define NEXT VSP_RETYPE_NEXT
#define RAM	VSP_TYPE_UNTYPED
#define CNODE	VSP_TYPE_CNODE
#define FRAME	VSP_TYPE_FRAME
#define STRETCH	VSP_TYPE_STRETCH
#define PD	VSP_TYPE_PD
#define DOMAIN	VSP_TYPE_DOMAIN

/* x0 type, x1 size_pages, x2 count, x3 space, x4 first_slot, x5 offset */
#define RETYPE(error, what, ...) \
	{ FAILS(error, what, UNTYPED, RETYPE, Z_UNTYPED, __VA_ARGS__) }
#define MADE_BEFORE(...) \
	.before = { CALLS(UNTYPED, RETYPE, Z_UNTYPED, __VA_ARGS__) }

static bool
made(vsp_slot slot, enum vsp_type type)
{
	struct vsp_look look;

	vsp_look(slot, &look);
	return SAME(look.type, type) && SAME(look.rights, VSP_R_ALL)
	       && SAME(look.badge, 0);
}

static bool
uses(uint64_t pages)
{
	uint64_t size = 0, used = 0;

	return SAME(vsp_untyped_info(Z_UNTYPED, NULL, &size, &used), VSP_OK)
	       && SAME(size, ZOO_PAGES) && SAME(used, pages);
}

static bool
one_frame(struct vsp_result result)
{
	uint64_t first = 0;

	vsp_untyped_info(Z_UNTYPED, &first, NULL, NULL);
	return made(Z_EMPTY, VSP_TYPE_FRAME) && uses(1)
	       && SAME(result.x1, first);
}

static bool
two_frames(struct vsp_result result)
{
	uint64_t first = 0;

	vsp_untyped_info(Z_UNTYPED, &first, NULL, NULL);
	return made(Z_EMPTY, VSP_TYPE_FRAME)
	       && made(Z_EMPTY_2, VSP_TYPE_FRAME) && uses(4)
	       && SAME(result.x1, first + 2);
}

static bool
a_pd_is_aligned(struct vsp_result result)
{
	return made(Z_EMPTY, VSP_TYPE_PD) && SAME(result.x1 % 4, 0) && uses(8);
}

static bool
a_frame_at_page_40(struct vsp_result result)
{
	uint64_t first = 0;

	vsp_untyped_info(Z_UNTYPED, &first, NULL, NULL);
	return SAME(result.x1, first + 40) && uses(41);
}

static bool
all_is_used(struct vsp_result result)
{
	(void)result;
	return uses(ZOO_PAGES);
}

static bool
in_another_space(struct vsp_result result)
{
	struct vsp_result look = invoke(Z_CNODE, VSP_OP_CNODE_LOOK, 127, 0, 0,
					0, 0, 0);

	(void)result;
	return SAME(look.x1, VSP_TYPE_FRAME);
}

static bool
info_of_all(struct vsp_result result)
{
	return SAME(result.x2, ZOO_PAGES) && SAME(result.x3, 0);
}

static const struct row rows[] = {
	{ WORKS("a frame", UNTYPED, RETYPE, Z_UNTYPED, FRAME, 1, 1, 0, Z_EMPTY,
		NEXT), .then = one_frame },
	{ WORKS("two frames of two pages", UNTYPED, RETYPE, Z_UNTYPED, FRAME,
		2, 2, 0, Z_EMPTY, NEXT), .then = two_frames },
	{ WORKS("a PD after a frame is aligned", UNTYPED, RETYPE, Z_UNTYPED,
		PD, 0, 1, 0, Z_EMPTY, NEXT), .then = a_pd_is_aligned,
	  MADE_BEFORE(FRAME, 1, 1, 0, Z_DEEP, NEXT) },
	{ WORKS("at a place", UNTYPED, RETYPE, Z_UNTYPED, FRAME, 1, 1, 0,
		Z_EMPTY, 40), .then = a_frame_at_page_40 },
	{ WORKS("all of it", UNTYPED, RETYPE, Z_UNTYPED, RAM, ZOO_PAGES, 1,
		0, Z_EMPTY, 0), .then = all_is_used },
	{ WORKS("in another space", UNTYPED, RETYPE, Z_UNTYPED, FRAME, 1, 1,
		Z_CNODE, 127, NEXT), .then = in_another_space },

	RETYPE(ARG, "no type", 0, 1, 1, 0, Z_EMPTY, NEXT),
	RETYPE(ARG, "lines", VSP_TYPE_IRQ, 1, 1, 0, Z_EMPTY, NEXT),
	RETYPE(ARG, "a trace", VSP_TYPE_TRACE, 1, 1, 0, Z_EMPTY, NEXT),
	RETYPE(ARG, "no such type", VSP_TYPE_COUNT, 1, 1, 0, Z_EMPTY, NEXT),
	RETYPE(ARG, "a type beyond 32 bits", FAR | FRAME, 1, 1, 0, Z_EMPTY,
	       NEXT),
	RETYPE(ARG, "untyped of no pages", RAM, 0, 1, 0, Z_EMPTY, NEXT),
	RETYPE(ARG, "a frame of no pages", FRAME, 0, 1, 0, Z_EMPTY, NEXT),
	RETYPE(ARG, "a frame of 513 pages", FRAME, 513, 1, 0, Z_EMPTY, NEXT),
	RETYPE(ARG, "pages beyond 32 bits", FRAME, FAR | 1, 1, 0, Z_EMPTY,
	       NEXT),
	RETYPE(ARG, "a CNode of no pages", CNODE, 0, 1, 0, Z_EMPTY, NEXT),
	RETYPE(ARG, "a CNode of 3 pages", CNODE, 3, 1, 0, Z_EMPTY, NEXT),
	RETYPE(ARG, "a CNode of 1024 pages", CNODE, 1024, 1, 0, Z_EMPTY, NEXT),
	RETYPE(ARG, "none", FRAME, 1, 0, 0, Z_EMPTY, NEXT),
	RETYPE(ARG, "65 at a time", FRAME, 1, 65, 0, SLOT_TEST + 64, NEXT),
	RETYPE(ARG, "a count beyond 32 bits", FRAME, 1, FAR | 1, 0, Z_EMPTY,
	       NEXT),
	RETYPE(ARG, "into slot 0", FRAME, 1, 1, 0, 0, NEXT),
	RETYPE(ARG, "into a slot that is not there", FRAME, 1, 1, 0, NSLOTS,
	       NEXT),
	RETYPE(ARG, "the second slot is not there", FRAME, 1, 2, 0, NSLOTS - 1,
	       NEXT),
	RETYPE(ARG, "a slot beyond 32 bits", FRAME, 1, 1, 0, FAR | Z_EMPTY,
	       NEXT),
	RETYPE(ARG, "an offset that is its size", FRAME, 1, 1, 0, Z_EMPTY,
	       ZOO_PAGES),
	RETYPE(ARG, "a PD at page 1 of 4", PD, 4, 1, 0, Z_EMPTY, 1),
	{ FAILS(ARG, "an offset that is used", UNTYPED, RETYPE, Z_UNTYPED,
		FRAME, 1, 1, 0, Z_EMPTY, 3),
	  MADE_BEFORE(FRAME, 4, 1, 0, Z_DEEP, NEXT) },
	{ FAILS(ARG, "a CNode of device memory", UNTYPED, RETYPE,
		VSP_BOOT_DEVICE1, CNODE, 1, 1, 0, Z_EMPTY, NEXT) },
	{ FAILS(ARG, "a Domain of device memory", UNTYPED, RETYPE,
		VSP_BOOT_DEVICE1, DOMAIN, 1, 1, 0, Z_EMPTY, NEXT) },
	{ FAILS(ARG, "a PD of device memory", UNTYPED, RETYPE,
		VSP_BOOT_DEVICE1, PD, 1, 1, 0, Z_EMPTY, NEXT) },
	{ FAILS(ARG, "a stretch of device memory", UNTYPED, RETYPE,
		VSP_BOOT_DEVICE1, STRETCH, 1, 1, 0, Z_EMPTY, NEXT) },
	RETYPE(NOCAP, "the space is an empty slot", FRAME, 1, 1, Z_EMPTY, 1,
	       NEXT),
	RETYPE(NOCAP, "the space is no slot", FRAME, 1, 1, NSLOTS, 1, NEXT),
	RETYPE(TYPE, "the space is a frame", FRAME, 1, 1, Z_FRAME, 1, NEXT),
	RETYPE(RIGHT, "the space is not for writing", FRAME, 1, 1, Z_CNODE_R,
	       1, NEXT),
	RETYPE(OCCUPIED, "the slot is", FRAME, 1, 1, 0, Z_FRAME, NEXT),
	RETYPE(OCCUPIED, "the second slot is", FRAME, 1, 2, 0, SLOT_TEST - 1,
	       NEXT),
	RETYPE(NOMEM, "65 of 64 pages", FRAME, 65, 1, 0, Z_EMPTY, NEXT),
	RETYPE(NOMEM, "two of 33 pages", RAM, 33, 2, 0, Z_EMPTY, NEXT),
	RETYPE(NOMEM, "behind its end", FRAME, 2, 1, 0, Z_EMPTY, 63),
	{ FAILS(NOMEM, "when all is used", UNTYPED, RETYPE, Z_UNTYPED, FRAME,
		1, 1, 0, Z_EMPTY, NEXT),
	  MADE_BEFORE(FRAME, ZOO_PAGES, 1, 0, Z_DEEP, NEXT) },
	{ FAILS(DEPTH, "memory at the maximum depth", UNTYPED, RETYPE, Z_DEEP,
		FRAME, 1, 1, 0, Z_EMPTY, NEXT), .prepare = deep_untyped },

	{ WORKS("pages, and those in use", UNTYPED, INFO, Z_UNTYPED, 0),
	  .then = info_of_all },
};

const struct rows rows_untyped = ROWS(rows);
