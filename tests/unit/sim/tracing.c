/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * tracing.c - a trace of the simulated machine's kernel.
 */
#include "tracing.h"

#include <check.h>

uint64_t frame;
struct vsp_trace_ring *ring;

void
ring_make(uint64_t pages)
{
	frame = sim_make(VSP_BOOT_RAM, VSP_TYPE_FRAME, pages);
	ring = page_address(sim_page(frame));
}

const struct vsp_trace_record *
ring_record(uint64_t i)
{
	ck_assert_uint_lt(i, ring->head);
	return &ring->record[i % ring->capacity];
}

int
trace_start(uint64_t cap, uint64_t on_frame, uint64_t mask)
{
	return SIM_INVOKE(cap, VSP_OP_TRACE_START, on_frame, mask);
}

int
trace_stop(void)
{
	return SIM_INVOKE(VSP_BOOT_TRACE, VSP_OP_TRACE_STOP);
}

void
trace_begin(uint64_t mask)
{
	ring_make(1);
	ck_assert_int_eq(trace_start(VSP_BOOT_TRACE, frame, mask), VSP_OK);
}
