/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * trace.c - the kernel's trace: begin, end, write a note, read the ring.
 */
#include <vesper/trace.h>

#include "ops.h"

int
vsp_trace_start(vsp_slot trace, vsp_slot frame, uint64_t mask)
{
	return vsp_invoke(trace, VSP_OP_TRACE_START,
			  OP_ARGS(frame, mask)).error;
}

int
vsp_trace_stop(vsp_slot trace)
{
	return vsp_invoke(trace, VSP_OP_TRACE_STOP, OP_ARGS(0)).error;
}

int
vsp_trace_note(vsp_slot trace, uint64_t detail, uint64_t a, uint64_t b,
	       uint64_t *serial)
{
	return op_results(vsp_invoke(trace, VSP_OP_TRACE_NOTE,
				     OP_ARGS(detail, a, b)),
			  serial, NULL, NULL);
}

/* Skip what has been overwritten. */
static void
catch_up(struct vsp_trace_reader *reader)
{
	uint64_t head = reader->ring->head, capacity = reader->ring->capacity;

	if (head - reader->next <= capacity)
		return;
	reader->lost += head - capacity - reader->next;
	reader->next = head - capacity;
}

uint32_t
vsp_trace_read(struct vsp_trace_reader *reader,
	       struct vsp_trace_record *record, uint32_t most)
{
	const volatile struct vsp_trace_ring *ring = reader->ring;
	uint32_t n = 0;

	catch_up(reader);
	while (n < most && reader->next != ring->head) {
		uint64_t number = reader->next;

		record[n] = ring->record[number % ring->capacity];
		/* The kernel may have been at work meanwhile, even here. */
		catch_up(reader);
		if (reader->next == number) {
			reader->next++;
			n++;
		}
	}
	return n;
}
