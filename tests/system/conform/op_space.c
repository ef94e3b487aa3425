/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * op_space.c - rows of the operations on Frames, Stretches and PDs.
 */
#include "zoo.h"

#define R	VSP_R_READ
#define W	VSP_R_WRITE
#define X	VSP_R_EXEC
#define META	VSP_R_META

/* x0 frame, x1 page, x2 rights, x3 uncached */
#define MAP(error, what, ...) \
	{ FAILS(error, what, STRETCH, MAP, Z_STRETCH, __VA_ARGS__) }
#define MAPPED_BEFORE(...) \
	.before = { CALLS(STRETCH, MAP, Z_STRETCH, __VA_ARGS__) }
/* x0 page, x1 size_pages */
#define UNMAP(error, what, ...) \
	{ FAILS(error, what, STRETCH, UNMAP, Z_STRETCH, __VA_ARGS__) }
/* x0 pd, x1 rights */
#define ATTACH(error, what, ...) \
	{ FAILS(error, what, STRETCH, ATTACH, Z_STRETCH, __VA_ARGS__) }
#define ATTACHED_BEFORE(on) \
	.before = { CALLS(STRETCH, ATTACH, on, Z_PD, R) }

static uint64_t
address_of(vsp_slot stretch)
{
	uint64_t address = 0;

	vsp_stretch_info(stretch, &address, NULL);
	return address;
}

static bool
the_place_is_free_again(struct vsp_result result)
{
	(void)result;
	return SAME(vsp_frame_unmap(Z_FRAME), VSP_E_EMPTY)
	       && SAME(vsp_map(Z_STRETCH, Z_FRAME_8, 7, R), VSP_OK);
}

static bool
a_page_it_is(struct vsp_result result)
{
	return SAME(result.x1 % VSP_PAGE_SIZE, 0) && SAME(result.x2, 1);
}

static bool
the_address_of_its_page(struct vsp_result result)
{
	return SAME(result.x1, address_of(Z_STRETCH))
	       && SAME(result.x1 % VSP_STRETCH_SIZE, 0);
}

static bool
one_table_is_used(struct vsp_result result)
{
	return SAME(result.x2, 1);
}

static bool
three_tables_are_used(struct vsp_result result)
{
	return SAME(result.x2, 3);
}

static bool
no_table_is_used(struct vsp_result result)
{
	uint64_t tables = 9;

	(void)result;
	vsp_pd_info(Z_PD, NULL, &tables);
	return SAME(tables, 0);
}

static bool
it_is_attached(struct vsp_result result)
{
	return SAME(result.x2, 1);
}

static bool
both_pages_are_free(struct vsp_result result)
{
	(void)result;
	return SAME(vsp_map(Z_STRETCH, Z_FRAME_8, 0, R), VSP_OK);
}

static const struct row frame[] = {
	{ WORKS("what it mapped", FRAME, UNMAP, Z_FRAME, 0),
	  MAPPED_BEFORE(Z_FRAME, 9, R), .then = the_place_is_free_again },
	{ FAILS(EMPTY, "what is not mapped", FRAME, UNMAP, Z_FRAME, 0) },
	{ FAILS(EMPTY, "what another capability mapped", FRAME, UNMAP,
		Z_FRAME_R, 0), MAPPED_BEFORE(Z_FRAME, 0, R) },
	{ FAILS(EMPTY, "what was in a stretch that is deleted", FRAME, UNMAP,
		Z_FRAME, 0),
	  .before = { CALLS(STRETCH, MAP, Z_STRETCH, Z_FRAME, 0, R),
		      CALLS(CNODE, DELETE, VSP_BOOT_CNODE, Z_STRETCH) } },
	{ WORKS("address and size", FRAME, INFO, Z_FRAME, 0),
	  .then = a_page_it_is },
};

static const struct row stretch[] = {
	{ WORKS("read only", STRETCH, MAP, Z_STRETCH, Z_FRAME, 0, R) },
	{ WORKS("all rights", STRETCH, MAP, Z_STRETCH, Z_FRAME, 0,
		R | W | X) },
	{ WORKS("uncached", STRETCH, MAP, Z_STRETCH, Z_FRAME, 511, R, 1) },
	{ WORKS("device registers", STRETCH, MAP, Z_STRETCH, Z_DEVICE, 0,
		R | W) },
	{ WORKS("with META alone", STRETCH, MAP, Z_STRETCH_META, Z_FRAME, 0,
		R) },
	MAP(ARG, "page 512", Z_FRAME, 512, R),
	MAP(ARG, "beyond the end", Z_FRAME_8, 505, R),
	MAP(ARG, "a page beyond 32 bits", Z_FRAME, FAR, R),
	MAP(ARG, "for nothing", Z_FRAME, 0, 0),
	MAP(ARG, "for writing alone", Z_FRAME, 0, W),
	MAP(ARG, "for running alone", Z_FRAME, 0, X),
	MAP(ARG, "a right that is none", Z_FRAME, 0, R | META),
	MAP(ARG, "rights beyond 32 bits", Z_FRAME, 0, FAR | R),
	MAP(NOCAP, "an empty slot", Z_EMPTY, 0, R),
	MAP(NOCAP, "no slot", NSLOTS, 0, R),
	MAP(TYPE, "a stretch", Z_STRETCH_2, 0, R),
	MAP(RIGHT, "what cannot be read", Z_FRAME_0, 0, R),
	MAP(RIGHT, "for writing what cannot be written", Z_FRAME_R, 0, R | W),
	MAP(RIGHT, "for running what cannot be run", Z_FRAME_R, 0, R | X),
	MAP(RIGHT, "device registers for running", Z_DEVICE, 0, R | X),
	{ FAILS(OCCUPIED, "its only page", STRETCH, MAP, Z_STRETCH, Z_FRAME, 3,
		R), MAPPED_BEFORE(Z_FRAME_R, 3, R) },
	{ FAILS(OCCUPIED, "its last page", STRETCH, MAP, Z_STRETCH, Z_FRAME_8,
		1, R), MAPPED_BEFORE(Z_FRAME, 8, R) },
	{ FAILS(OCCUPIED, "by a DCB", STRETCH, MAP, Z_STRETCH, Z_FRAME, 2, R),
	  .before = { CALLS(DOMAIN, MAP_DCB, Z_DOMAIN, Z_STRETCH, 0) } },
	{ FAILS(OCCUPIED, "by a DCB, which no UNMAP takes away", STRETCH, MAP,
		Z_STRETCH, Z_FRAME, 2, R),
	  .before = { CALLS(DOMAIN, MAP_DCB, Z_DOMAIN, Z_STRETCH, 0),
		      CALLS(STRETCH, UNMAP, Z_STRETCH, 0, 512) } },
	{ FAILS(STATE, "twice in a place", STRETCH, MAP, Z_STRETCH, Z_FRAME, 3,
		R), MAPPED_BEFORE(Z_FRAME, 3, R) },
	{ FAILS(STATE, "in a second place", STRETCH, MAP, Z_STRETCH_2, Z_FRAME,
		3, R), MAPPED_BEFORE(Z_FRAME, 3, R) },

	{ WORKS("whoever mapped it", STRETCH, UNMAP, Z_STRETCH, 0, 512),
	  .before = { CALLS(STRETCH, MAP, Z_STRETCH, Z_FRAME, 0, R),
		      CALLS(STRETCH, MAP, Z_STRETCH, Z_FRAME_R, 1, R) },
	  .then = both_pages_are_free },
	{ WORKS("nothing", STRETCH, UNMAP, Z_STRETCH, 511, 0) },
	UNMAP(ARG, "from page 512", 512, 0),
	UNMAP(ARG, "513 pages", 0, 513),
	UNMAP(ARG, "beyond the end", 511, 2),
	UNMAP(ARG, "a page beyond 32 bits", FAR, 1),
	UNMAP(ARG, "pages beyond 32 bits", 0, FAR | 1),
	UNMAP(ARG, "pages that wrap around", 1, ~0ull),

	{ WORKS("for reading", STRETCH, ATTACH, Z_STRETCH, Z_PD, R),
	  .then = the_address_of_its_page },
	{ WORKS("for reading and writing", STRETCH, ATTACH, Z_STRETCH, Z_PD,
		R | W), .then = the_address_of_its_page },
	{ WORKS("for running", STRETCH, ATTACH, Z_STRETCH, Z_PD, R | X),
	  .then = the_address_of_its_page },
	ATTACH(ARG, "for nothing", Z_PD, 0),
	ATTACH(ARG, "for writing alone", Z_PD, W),
	ATTACH(ARG, "for running alone", Z_PD, X),
	ATTACH(ARG, "for writing and running", Z_PD, R | W | X),
	ATTACH(ARG, "a right that is none", Z_PD, R | META),
	ATTACH(ARG, "rights beyond 32 bits", Z_PD, FAR | R),
	ATTACH(NOCAP, "to an empty slot", Z_EMPTY, R),
	ATTACH(NOCAP, "to no slot", NSLOTS, R),
	ATTACH(TYPE, "to a domain", Z_DOMAIN, R),
	ATTACH(RIGHT, "to a PD that is not for attaching", Z_PD_USE, R),
	{ FAILS(RIGHT, "for running what cannot be run", STRETCH, ATTACH,
		Z_STRETCH_RW, Z_PD, R | X) },
	{ FAILS(RIGHT, "for reading what cannot be read", STRETCH, ATTACH,
		Z_STRETCH_META, Z_PD, R) },
	{ FAILS(OCCUPIED, "by another capability", STRETCH, ATTACH, Z_STRETCH,
		Z_PD, R), ATTACHED_BEFORE(Z_STRETCH_RW) },
	{ FAILS(FULL, "a fourth region", STRETCH, ATTACH, Z_STRETCH, Z_PD, R),
	  .prepare = full_pd },
	{ FAILS(STATE, "twice", STRETCH, ATTACH, Z_STRETCH, Z_PD, R),
	  ATTACHED_BEFORE(Z_STRETCH) },
	{ FAILS(STATE, "to a second PD", STRETCH, ATTACH, Z_STRETCH, Z_PD_2,
		R), ATTACHED_BEFORE(Z_STRETCH) },

	{ WORKS("what it attached", STRETCH, DETACH, Z_STRETCH, 0),
	  ATTACHED_BEFORE(Z_STRETCH), .then = no_table_is_used },
	{ FAILS(EMPTY, "what is not attached", STRETCH, DETACH, Z_STRETCH,
		0) },
	{ FAILS(EMPTY, "what another capability attached", STRETCH, DETACH,
		Z_STRETCH_RW, 0), ATTACHED_BEFORE(Z_STRETCH) },
	{ FAILS(EMPTY, "from a PD that is deleted", STRETCH, DETACH, Z_STRETCH,
		0),
	  .before = { CALLS(STRETCH, ATTACH, Z_STRETCH, Z_PD, R),
		      CALLS(CNODE, DELETE, VSP_BOOT_CNODE, Z_PD) } },

	{ WORKS("that it is attached", STRETCH, INFO, Z_STRETCH, 0),
	  ATTACHED_BEFORE(Z_STRETCH), .then = it_is_attached },
	{ WORKS("its address", STRETCH, INFO, Z_STRETCH, 0),
	  .then = the_address_of_its_page },

	{ WORKS("the tables in use", PD, INFO, Z_PD, 0),
	  ATTACHED_BEFORE(Z_STRETCH), .then = one_table_is_used },
	{ WORKS("when all are", PD, INFO, Z_PD, 0), .prepare = full_pd,
	  .then = three_tables_are_used },
};

const struct rows rows_frame = ROWS(frame);
const struct rows rows_stretch = ROWS(stretch);
