/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * op_trace.c - what the operations on the trace do, and how they fail.
 */
#include <vesper/trace.h>

#include "conform.h"
#include "zoo.h"

#define START(error, text, on, ...) \
	{ FAILS(error, text, TRACE, START, on, __VA_ARGS__) }
#define STARTED_BEFORE \
	.before = { CALLS(TRACE, START, Z_TRACE, Z_FRAME_8, VSP_TRACE_ALL) }

static bool
another_can_begin(struct vsp_result result)
{
	(void)result;
	return SAME(vsp_trace_start(Z_TRACE, Z_FRAME, 0), VSP_OK);
}

static bool
one_is_on(struct vsp_result result)
{
	(void)result;
	return SAME(vsp_trace_start(Z_TRACE, Z_FRAME, 0), VSP_E_OCCUPIED);
}

static bool
none_is_on(struct vsp_result result)
{
	return SAME(result.x1, 0);
}

static bool
the_trace_has_a_number(struct vsp_result result)
{
	return SAME(result.x1 != 0, true);
}

static const struct row trace[] = {
	{ WORKS("all kinds", TRACE, START, Z_TRACE, Z_FRAME, VSP_TRACE_ALL),
	  .then = one_is_on },
	{ WORKS("no kind but its ends", TRACE, START, Z_TRACE, Z_FRAME_8, 0),
	  .then = one_is_on },
	{ WORKS("until the ring is full", TRACE, START, Z_TRACE, Z_FRAME,
		VSP_TRACE_ONCE), .then = one_is_on },
	{ WORKS("with WATCH alone", TRACE, START, Z_TRACE_WATCH, Z_FRAME, 0),
	  .then = one_is_on },
	START(ARG, "a kind that is none", Z_TRACE, Z_FRAME,
	      VSP_TRACE_ALL + 1ull),
	START(ARG, "kinds beyond 32 bits", Z_TRACE, Z_FRAME, FAR),
	START(ARG, "registers of a device", Z_TRACE, Z_DEVICE, 0),
	START(NOCAP, "an empty slot", Z_TRACE, Z_EMPTY, 0),
	START(NOCAP, "no slot", Z_TRACE, NSLOTS, 0),
	START(TYPE, "a stretch", Z_TRACE, Z_STRETCH, 0),
	START(RIGHT, "a frame that cannot be written", Z_TRACE, Z_FRAME_R, 0),
	{ FAILS(OCCUPIED, "while another is on", TRACE, START, Z_TRACE,
		Z_FRAME, 0), STARTED_BEFORE },

	{ WORKS("what it began", TRACE, STOP, Z_TRACE, 0), STARTED_BEFORE,
	  .then = another_can_begin },
	{ WORKS("what another began", TRACE, STOP, Z_TRACE_WATCH, 0),
	  STARTED_BEFORE, .then = another_can_begin },
	{ FAILS(EMPTY, "when none is on", TRACE, STOP, Z_TRACE, 0) },
	{ FAILS(EMPTY, "when its frame is deleted", TRACE, STOP, Z_TRACE, 0),
	  .before = { CALLS(TRACE, START, Z_TRACE, Z_FRAME_8, 0),
		      CALLS(CNODE, DELETE, VSP_BOOT_CNODE, Z_FRAME_8) } },
	{ FAILS(EMPTY, "when its right was taken back", TRACE, STOP, Z_TRACE,
		0),
	  .before = { CALLS(TRACE, START, Z_TRACE_WATCH, Z_FRAME_8, 0),
		      CALLS(CNODE, REVOKE, VSP_BOOT_CNODE, Z_TRACE) } },

	{ WORKS("when none is on", TRACE, NOTE, Z_TRACE, 0, 1, 2),
	  .then = none_is_on },
	{ WORKS("with NOTE alone", TRACE, NOTE, Z_TRACE_NOTE, 0xffff, ~0ull,
		~0ull), STARTED_BEFORE, .then = the_trace_has_a_number },
	{ FAILS(ARG, "a detail of 17 bits", TRACE, NOTE, Z_TRACE, 0x10000, 0,
		0) },
	{ FAILS(ARG, "a detail beyond 32 bits", TRACE, NOTE, Z_TRACE, FAR, 0,
		0), STARTED_BEFORE },
};

const struct rows rows_trace = ROWS(trace);
