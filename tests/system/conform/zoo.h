/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * zoo.h - one object of each type, and capabilities with less than all rights,
 * in known slots; and the rows of the tables of operations.
 *
 * A row is a claim: this operation, on this capability, with these arguments,
 * ends with this error; and if it is an error, nothing has changed.
 */
#ifndef CONFORM_ZOO_H
#define CONFORM_ZOO_H

#include "conform.h"

enum zoo {
	/* In the order of enum vsp_type: zoo_of(). */
	Z_UNTYPED = SLOT_TEST,	/* 64 pages, nothing made of them */
	Z_CNODE,		/* 128 slots */
	Z_FRAME,		/* a page */
	Z_STRETCH,
	Z_PD,
	Z_DOMAIN,		/* has spaces and an entry, is not started */
	Z_IRQ,			/* lines 0..3 */
	Z_TRACE,

	Z_CNODE_2,
	Z_FRAME_8,		/* 8 pages */
	Z_STRETCH_2,
	Z_PD_2,
	Z_DOMAIN_2,		/* has nothing */
	Z_PORTAL,		/* to Z_DOMAIN; badge 0x77 */
	Z_CHANNEL,		/* to Z_DOMAIN; mask 5 */
	Z_DEVICE,		/* Frame: registers of a device */

	/* With some rights only. */
	Z_CNODE_R, Z_CNODE_W, Z_CNODE_0,
	Z_FRAME_R, Z_FRAME_0,
	Z_STRETCH_RW, Z_STRETCH_META,
	Z_TRACE_NOTE, Z_TRACE_WATCH,
	Z_PD_0, Z_PD_USE,
	Z_DOMAIN_CONTROL, Z_DOMAIN_SCHED, Z_DOMAIN_SIGNAL,

	Z_EMPTY,		/* and the next too */
	Z_EMPTY_2,
	Z_DEEP,			/* for what a row prepares */
	Z_END
};

#define ZOO_BADGE	0x77
#define ZOO_MASK	5
#define ZOO_PAGES	64
#define NSLOTS		(64u * VSP_SLOTS_PER_PAGE)	/* of the root */
#define FAR		(1ull << 32)	/* too far for 32 bits to tell */

void zoo_make(void);

/* Rows' preparations: put into Z_DEEP a capability of maximum depth. */
void deep_untyped(void);
void deep_frame(void);
void deep_cnode(void);
void deep_pd(void);
void deep_channel(void);
/* Fill the PD's three tables. */
void full_pd(void);
/* A chain of domains that ends at the deepest level: Z_DEEP. */
void deep_domain(void);
/* A domain that is a child of the root: Z_DEEP. */
void third_domain(void);
/* A domain that was preempted while disabled, and stopped: Z_DEEP. */
void frozen(void);
/* A domain whose call 3 is not answered: Z_DEEP. */
void caller(void);

struct row_call {
	uint64_t op, on;
	uint64_t x[6];
};

struct row {
	int error;		/* enum vsp_error */
	const char *what;
	struct row_call call;
	struct row_call before[4];	/* these first; they succeed */
	void (*prepare)(void);
	/* What else holds, if it succeeds. */
	bool (*then)(struct vsp_result result);
};

struct rows {
	const struct row *row;
	unsigned count;
};

#define ROWS(rows)	{ rows, sizeof(rows) / sizeof((rows)[0]) }

/* Beginnings of a row: FAILS(error, what, type, operation, on, x0, ...). */
#define CALLS(type, name, on, ...) \
	{ VSP_OP_##type##_##name, (on), { __VA_ARGS__ } }
#define FAILS(name_of_error, text, type, name, on, ...) \
	.error = VSP_E_##name_of_error, .what = text, \
	.call = CALLS(type, name, on, __VA_ARGS__)
#define WORKS(text, type, name, on, ...) \
	FAILS(OK, text, type, name, on, __VA_ARGS__)

extern const struct rows rows_untyped, rows_cnode, rows_frame, rows_stretch,
	rows_domain, rows_irq, rows_trace;

#endif
