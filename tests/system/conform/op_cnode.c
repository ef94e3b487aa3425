/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * op_cnode.c - rows of the operations on CNodes.
 */
#include "zoo.h"

#define ALL	VSP_R_ALL
#define LINES(first, count)	((first) | (uint64_t)(count) << 32)

/* x0 slot, x1 from_space, x2 from_slot, x3 rights, x4 badge */
#define DERIVE(error, what, ...) \
	{ FAILS(error, what, CNODE, DERIVE, Z_CNODE, __VA_ARGS__) }
#define DERIVED(what, then_, ...) \
	{ WORKS(what, CNODE, DERIVE, VSP_BOOT_CNODE, __VA_ARGS__), \
	  .then = then_ }
/* x0 slot, x1 from_space, x2 from_slot */
#define MOVE(error, what, ...) \
	{ FAILS(error, what, CNODE, MOVE, Z_CNODE, __VA_ARGS__) }
#define FULL_BEFORE \
	.before = { CALLS(CNODE, DERIVE, Z_CNODE, 5, 0, Z_FRAME, ALL) }

static bool
is(vsp_slot slot, enum vsp_type type, uint64_t rights, uint64_t badge)
{
	struct vsp_look look;

	vsp_look(slot, &look);
	return SAME(look.type, type) && SAME(look.rights, rights)
	       && SAME(look.badge, badge);
}

static bool
only_what_is_named(struct vsp_result result)
{
	(void)result;
	return is(Z_EMPTY, VSP_TYPE_FRAME, VSP_R_READ, 0);
}

static bool
only_what_there_is(struct vsp_result result)
{
	(void)result;
	return is(Z_EMPTY, VSP_TYPE_FRAME, VSP_R_READ, 0)
	       && is(Z_FRAME_R, VSP_TYPE_FRAME, VSP_R_READ, 0);
}

static bool
no_more_than_control(struct vsp_result result)
{
	(void)result;
	return is(Z_EMPTY, VSP_TYPE_DOMAIN, VSP_R_CONTROL, 0);
}

static bool
read_only(struct vsp_result result)
{
	(void)result;
	return is(Z_EMPTY, VSP_TYPE_CNODE, VSP_R_READ, 0);
}

static bool
a_portal(struct vsp_result result)
{
	(void)result;
	return is(Z_EMPTY, VSP_TYPE_DOMAIN, VSP_R_CALL, 0x1234567890);
}

static bool
the_old_badge(struct vsp_result result)
{
	(void)result;
	return is(Z_EMPTY, VSP_TYPE_DOMAIN, VSP_R_CALL, ZOO_BADGE);
}

static bool
mask_4(struct vsp_result result)
{
	(void)result;
	return is(Z_EMPTY, VSP_TYPE_DOMAIN, VSP_R_SIGNAL, 4);
}

static bool
the_old_mask(struct vsp_result result)
{
	(void)result;
	return is(Z_EMPTY, VSP_TYPE_DOMAIN, VSP_R_SIGNAL, ZOO_MASK);
}

static bool
user_events_only(struct vsp_result result)
{
	(void)result;
	return is(Z_EMPTY, VSP_TYPE_DOMAIN, VSP_R_SIGNAL, VSP_EVENT_USER);
}

static bool
lines_1_and_2(struct vsp_result result)
{
	(void)result;
	return is(Z_EMPTY, VSP_TYPE_IRQ, VSP_R_BIND, LINES(1, 2));
}

static bool
lines_0_to_3(struct vsp_result result)
{
	(void)result;
	return is(Z_EMPTY, VSP_TYPE_IRQ, VSP_R_BIND, LINES(0, 4));
}

static bool
the_frame_is_elsewhere(struct vsp_result result)
{
	(void)result;
	return is(Z_EMPTY, VSP_TYPE_FRAME, VSP_R_ALL, 0)
	       && is(Z_FRAME, VSP_TYPE_NONE, 0, 0);
}

static bool
nothing_of_the_frame_is_left(struct vsp_result result)
{
	(void)result;
	return is(Z_FRAME, VSP_TYPE_NONE, 0, 0)
	       && is(Z_FRAME_R, VSP_TYPE_NONE, 0, 0)
	       && is(Z_FRAME_0, VSP_TYPE_NONE, 0, 0);
}

static bool
the_frame_alone_is_left(struct vsp_result result)
{
	(void)result;
	return is(Z_FRAME, VSP_TYPE_FRAME, VSP_R_ALL, 0)
	       && is(Z_FRAME_R, VSP_TYPE_NONE, 0, 0)
	       && is(Z_FRAME_0, VSP_TYPE_NONE, 0, 0);
}

static bool
looks_empty(struct vsp_result result)
{
	return SAME(result.x1, 0) && SAME(result.x2, 0) && SAME(result.x3, 0);
}

static bool
looks_like_a_portal(struct vsp_result result)
{
	return SAME(result.x1, VSP_TYPE_DOMAIN) && SAME(result.x2, VSP_R_CALL)
	       && SAME(result.x3, ZOO_BADGE);
}

static const struct row rows[] = {
	DERIVED("with less rights", only_what_is_named, Z_EMPTY, 0, Z_FRAME,
		VSP_R_READ, 0),
	DERIVED("with no more rights", only_what_there_is, Z_EMPTY, 0,
		Z_FRAME_R, ~0ull, 0),
	DERIVED("a domain with no more rights", no_more_than_control, Z_EMPTY,
		0, Z_DOMAIN_CONTROL, VSP_R_ALL, 0),
	DERIVED("a CNode with no more rights", read_only, Z_EMPTY, 0,
		Z_CNODE_R, VSP_R_ALL, 0),
	DERIVED("a portal gets its badge", a_portal, Z_EMPTY, 0, Z_DOMAIN,
		VSP_R_CALL, 0x1234567890),
	DERIVED("a badge stays", the_old_badge, Z_EMPTY, 0, Z_PORTAL,
		VSP_R_CALL, 1),
	DERIVED("a mask loses bits", mask_4, Z_EMPTY, 0, Z_CHANNEL,
		VSP_R_SIGNAL, 6),
	DERIVED("a mask stays", the_old_mask, Z_EMPTY, 0, Z_CHANNEL,
		VSP_R_SIGNAL, 0),
	DERIVED("the kernel's events are nobody's", user_events_only, Z_EMPTY,
		0, Z_DOMAIN, VSP_R_SIGNAL, ~0ull),
	DERIVED("some lines", lines_1_and_2, Z_EMPTY, 0, Z_IRQ, VSP_R_BIND,
		LINES(1, 2)),
	DERIVED("all lines", lines_0_to_3, Z_EMPTY, 0, Z_IRQ, VSP_R_BIND, 0),
	DERIVE(ARG, "into slot 0", 0, 0, Z_FRAME, ALL),
	DERIVE(ARG, "into slot 128 of 128", 128, 0, Z_FRAME, ALL),
	DERIVE(ARG, "into a slot beyond 32 bits", FAR | 5, 0, Z_FRAME, ALL),
	DERIVE(ARG, "from a slot that is not there", 5, 0, NSLOTS, ALL),
	DERIVE(ARG, "from a slot beyond 32 bits", 5, 0, FAR | Z_FRAME, ALL),
	DERIVE(ARG, "a channel without events", 5, 0, Z_DOMAIN, VSP_R_SIGNAL,
	       0),
	DERIVE(ARG, "a channel for the kernel's events", 5, 0, Z_DOMAIN,
	       VSP_R_SIGNAL, VSP_EVENT_CHILD | VSP_EVENT_TIMER),
	DERIVE(ARG, "a channel with none of its bits", 5, 0, Z_CHANNEL,
	       VSP_R_SIGNAL, 2),
	DERIVE(ARG, "lines before its first", 5, 0, VSP_BOOT_IRQ, ALL,
	       LINES(128, 1)),
	DERIVE(ARG, "lines behind its last", 5, 0, Z_IRQ, ALL, LINES(3, 2)),
	DERIVE(ARG, "no lines", 5, 0, Z_IRQ, ALL, LINES(1, 0)),
	DERIVE(ARG, "lines that wrap around", 5, 0, Z_IRQ, ALL,
	       LINES(1, 0xffffffff)),
	DERIVE(NOCAP, "of an empty slot", 5, 0, Z_EMPTY, ALL),
	DERIVE(NOCAP, "of slot 0", 5, 0, 0, ALL),
	DERIVE(NOCAP, "from a space that is an empty slot", 5, Z_EMPTY, 1,
	       ALL),
	DERIVE(NOCAP, "from a space that is no slot", 5, NSLOTS, 1, ALL),
	DERIVE(TYPE, "from a space that is a frame", 5, Z_FRAME, 1, ALL),
	DERIVE(TYPE, "untyped memory", 5, 0, Z_UNTYPED, ALL),
	DERIVE(RIGHT, "from a space that cannot be read", 5, Z_CNODE_W, 1,
	       ALL),
	{ FAILS(OCCUPIED, "into a slot that is in use", CNODE, DERIVE, Z_CNODE,
		5, 0, Z_FRAME, ALL), FULL_BEFORE },
	{ FAILS(DEPTH, "at the maximum depth", CNODE, DERIVE, Z_CNODE, 5, 0,
		Z_DEEP, ALL), .prepare = deep_frame },

	{ WORKS("to another slot", CNODE, MOVE, VSP_BOOT_CNODE, Z_EMPTY, 0,
		Z_FRAME), .then = the_frame_is_elsewhere },
	MOVE(ARG, "to slot 0", 0, 0, Z_FRAME),
	MOVE(ARG, "to slot 128 of 128", 128, 0, Z_FRAME),
	MOVE(ARG, "from a slot that is not there", 5, 0, NSLOTS),
	MOVE(NOCAP, "an empty slot", 5, 0, Z_EMPTY),
	MOVE(NOCAP, "from a space that is an empty slot", 5, Z_EMPTY, 1),
	MOVE(TYPE, "from a space that is a frame", 5, Z_FRAME, 1),
	MOVE(RIGHT, "from a space that cannot be read", 5, Z_CNODE_W, 1),
	MOVE(RIGHT, "from a space that cannot be written", 5, Z_CNODE_R, 1),
	{ FAILS(OCCUPIED, "to a slot that is in use", CNODE, MOVE, Z_CNODE, 5,
		0, Z_FRAME_R), FULL_BEFORE },
	{ FAILS(OCCUPIED, "to where it is", CNODE, MOVE, VSP_BOOT_CNODE,
		Z_FRAME, 0, Z_FRAME) },

	{ WORKS("with all that was derived", CNODE, DELETE, VSP_BOOT_CNODE,
		Z_FRAME), .then = nothing_of_the_frame_is_left },
	{ WORKS("an empty slot", CNODE, DELETE, VSP_BOOT_CNODE, Z_EMPTY) },
	{ WORKS("slot 0, which is empty", CNODE, DELETE, VSP_BOOT_CNODE, 0) },
	{ FAILS(ARG, "slot 128 of 128", CNODE, DELETE, Z_CNODE, 128) },
	{ FAILS(ARG, "a slot beyond 32 bits", CNODE, DELETE, VSP_BOOT_CNODE,
		FAR | Z_FRAME) },

	{ WORKS("all that was derived", CNODE, REVOKE, VSP_BOOT_CNODE,
		Z_FRAME), .then = the_frame_alone_is_left },
	{ FAILS(ARG, "slot 128 of 128", CNODE, REVOKE, Z_CNODE, 128) },
	{ FAILS(ARG, "a slot beyond 32 bits", CNODE, REVOKE, VSP_BOOT_CNODE,
		FAR | Z_FRAME) },
	{ FAILS(NOCAP, "an empty slot", CNODE, REVOKE, VSP_BOOT_CNODE,
		Z_EMPTY) },
	{ FAILS(NOCAP, "slot 0", CNODE, REVOKE, VSP_BOOT_CNODE, 0) },

	{ WORKS("type, rights and badge", CNODE, LOOK, VSP_BOOT_CNODE,
		Z_PORTAL), .then = looks_like_a_portal },
	{ WORKS("an empty slot", CNODE, LOOK, VSP_BOOT_CNODE, Z_EMPTY),
	  .then = looks_empty },
	{ FAILS(ARG, "slot 128 of 128", CNODE, LOOK, Z_CNODE, 128) },
	{ FAILS(ARG, "a slot beyond 32 bits", CNODE, LOOK, VSP_BOOT_CNODE,
		FAR | Z_FRAME) },
};

const struct rows rows_cnode = ROWS(rows);
