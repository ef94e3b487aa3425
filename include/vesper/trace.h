/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * trace.h - the kernel's trace: what it writes, and how to have it written.
 *
 * Whoever holds a Trace capability with VSP_R_WATCH gives the kernel a Frame,
 * and the kernel writes a record there of what happens, to anyone:
 *
 *	0        struct vsp_trace_ring, 64 bytes
 *	64       record[0] record[1] ...          capacity records in all
 *
 * Record number i (from 0) is record[i % capacity].  `head` counts the
 * records written; the oldest are overwritten, so those from
 * head - capacity to head - 1 are there.  Record 0 is the beginning (TRACE);
 * then come a GRANT for each domain that is on the chain, root first, and RUN.
 * With VSP_TRACE_ONCE the trace ends, without a record, when the ring is full.
 *
 * The kernel never reads what it wrote.  When the Frame capability is
 * deleted, or STOP is invoked, the trace ends.
 */
#ifndef VESPER_TRACE_H
#define VESPER_TRACE_H

#include <stdbool.h>
#include <stdint.h>

#include <vesper/invoke.h>

#define VSP_TRACE_MAGIC		0x4543415254505356ull	/* "VSPTRACE" */
#define VSP_TRACE_VERSION	1

enum vsp_trace_kind {
#define VSP_TRACE(name, number, detail, a, b, text) \
	VSP_TRACE_##name = (number),
#include <vesper/trace.def>
#undef VSP_TRACE
	VSP_TRACE_COUNT
};

/* The mask of kinds that START takes; TRACE is always written. */
#define VSP_TRACE_ALL		((1u << VSP_TRACE_COUNT) - 1)
#define VSP_TRACE_BIT(name)	(1u << VSP_TRACE_##name)
/* In the mask: end when the ring is full, rather than overwrite the oldest. */
#define VSP_TRACE_ONCE		(1u << 31)

struct vsp_trace_record {
	uint64_t time;		/* ticks, CNTVCT_EL0 */
	uint16_t kind;		/* enum vsp_trace_kind */
	uint16_t detail;
	uint32_t domain;	/* number of its page; 0: none */
	uint64_t a, b;
};

struct vsp_trace_ring {
	uint64_t magic;
	uint32_t version;
	uint32_t mask;		/* kinds that are written */
	uint64_t capacity;	/* records */
	uint64_t head;		/* records written: the kernel's last store */
	uint64_t serial;	/* traces begun since boot, this one included */
	uint64_t spare[3];
	struct vsp_trace_record record[];
};

_Static_assert(sizeof(struct vsp_trace_record) == 32, "a record is 32 bytes");
_Static_assert(sizeof(struct vsp_trace_ring) == 64, "the head is 64 bytes");

/* detail of LIFE; a: the page of another domain, b: a number */
enum vsp_trace_life {
	VSP_LIFE_MADE,		/* b: its epoch; it is stopped at first */
	VSP_LIFE_STARTED,
	VSP_LIFE_STOPPED,	/* by STOP, RESET, or a fault while disabled */
	VSP_LIFE_RESET,
	VSP_LIFE_PARENT,	/* a: its parent, or 0; b: its index */
	VSP_LIFE_KILLED,	/* the page can be another domain's later */
	VSP_LIFE_CANCELLED	/* a: the call's server, or 0; b: its number */
};

/* detail of NOTE, bits 7..0 */
enum vsp_note {
	VSP_NOTE_MARK,		/* a, b: the program's own */
	VSP_NOTE_BEGIN,		/* something begins that is named a (8 bytes,
				   a NUL or all of them), b: its own */
	VSP_NOTE_END,		/* what began last, by this thread, ends */
	VSP_NOTE_THREAD,	/* thread a runs from now on; 0: none */
	VSP_NOTE_NAME,		/* thread a is named b: 8 bytes, those from
				   8 * part on (VSP_NOTE_PART) */
	VSP_NOTE_COUNT
};

#define VSP_NOTE_PART(part)	((part) << 8)	/* detail, bits 15..8 */

/* Begin a trace of the kinds in `mask` in the frame, which must be mapped
 * for the reader, and cached.  Errors: those of the operation START. */
int vsp_trace_start(vsp_slot trace, vsp_slot frame, uint64_t mask);
int vsp_trace_stop(vsp_slot trace);

/* Write a note.  *serial (may be NULL): the number of the trace that goes on,
 * 0 if none does. */
int vsp_trace_note(vsp_slot trace, uint64_t detail, uint64_t a, uint64_t b,
		   uint64_t *serial);

/* The same, with the capability that the description gave this domain
 * (trace "note" {}); without it, nothing.  libvesper writes the notes THREAD
 * and NAME itself then. */
void vsp_note(uint64_t detail, uint64_t a, uint64_t b);
bool vsp_noting(void);
/* What is in between is called `name` (its first 8 bytes). */
void vsp_note_begin(const char *name, uint64_t value);
void vsp_note_end(void);

/* Where a reader of a ring is; begin with next = 0. */
struct vsp_trace_reader {
	const volatile struct vsp_trace_ring *ring;
	uint64_t next;		/* number of the record to be read next */
	uint64_t lost;		/* records overwritten before they were read */
};

/* Copy up to `most` records that have not been read yet, oldest first; gives
 * how many.  Those that the kernel has overwritten are counted as lost. */
uint32_t vsp_trace_read(struct vsp_trace_reader *reader,
			struct vsp_trace_record *record, uint32_t most);

#endif
