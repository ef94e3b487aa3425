/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * tracing.h - a trace of the simulated machine's kernel.
 */
#ifndef SIM_TRACING_H
#define SIM_TRACING_H

#include <vesper/trace.h>
#include "sim.h"

/* Records that fit a ring of so many pages. */
#define RING_RECORDS(pages) \
	(((pages) * VSP_PAGE_SIZE - sizeof(struct vsp_trace_ring)) \
	 / sizeof(struct vsp_trace_record))

/* The root's frame, and what the kernel sees there. */
extern uint64_t frame;
extern struct vsp_trace_ring *ring;

void ring_make(uint64_t pages);
/* Record number `i`, which must have been written. */
const struct vsp_trace_record *ring_record(uint64_t i);

/* By whoever runs; they give the error. */
int trace_start(uint64_t cap, uint64_t on_frame, uint64_t mask);
int trace_stop(void);
/* A ring of a page, and the trace. */
void trace_begin(uint64_t mask);

#endif
