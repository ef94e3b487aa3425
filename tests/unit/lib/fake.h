/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * fake.h - as much of a kernel as libvesper's and libsched's portable files
 * need: slots with stretches and frames in them, a call that is recorded, a
 * clock that stands still, and leaving calls that come back to the test.
 */
#ifndef FAKE_H
#define FAKE_H

#include <setjmp.h>
#include <vesper/runtime.h>
#include <vesper/startup.h>

#include "../../../libvesper/internal.h"

#define FAKE_SLOTS 256u

/* Slower than a nanosecond, so that not every time is a whole tick. */
#define FAKE_HZ 62500000u

struct fake_cap {
	enum vsp_type type;
	vsp_slot parent;	/* 0: an owner */
	uint64_t address;	/* of a stretch */
	uint64_t rights;
	bool attached;
};

struct fake {
	uint64_t arrived;	/* x9 of the CALL that is to come */
	struct fake_cap cap[FAKE_SLOTS];
	uint64_t memory_pages, tables;	/* left */
	uint64_t next_address;		/* of the next stretch */
	uint64_t now;

	/* The last call: to whom, with what; and its outcome. */
	vsp_slot portal, cap_sent;
	struct vsp_message message;
	int call_error;
	uint64_t answer;

	/* How the domain left, and where the test goes on then. */
	enum { FAKE_WAIT = 1, FAKE_DISPATCH } left;
	uint64_t left_child, left_until;
	jmp_buf leave;
};

extern struct fake fake;
extern struct vsp_dcb fake_dcb;

/* For each claim: slots 16 to 255 free, memory for 1000 pages and 8 tables. */
void fake_setup(void);

/* The stretch that a client gave has arrived in the slot named for it. */
void fake_arrive(uint64_t address, uint64_t rights);

#endif
