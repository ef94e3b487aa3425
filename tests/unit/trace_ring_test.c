/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * trace_ring_test.c - who may trace, where records go, and when a
 * trace ends.
 */
#include <string.h>
#include "claims.h"
#include "clients.h"
#include "tracing.h"

/* ---- authority ---- */

START_TEST(nobody_watches_without_the_right)
{
	uint64_t note = sim_derive(VSP_BOOT_TRACE, VSP_R_NOTE, 0);
	uint64_t read_only;

	ring_make(1);
	read_only = sim_derive(frame, VSP_R_READ, 0);
	ck_assert_int_eq(trace_start(note, frame, VSP_TRACE_ALL), VSP_E_RIGHT);
	ck_assert_int_eq(trace_start(VSP_BOOT_DOMAIN, frame, VSP_TRACE_ALL),
			 VSP_E_TYPE);
	ck_assert_int_eq(trace_start(VSP_BOOT_TRACE, read_only, VSP_TRACE_ALL),
			 VSP_E_RIGHT);
	ck_assert_int_eq(trace_start(VSP_BOOT_TRACE, VSP_BOOT_PD,
				     VSP_TRACE_ALL), VSP_E_TYPE);
	ck_assert_uint_eq(ring->magic, 0);
	ck_assert_uint_eq(kernel.divert, 0);
}
END_TEST

START_TEST(registers_of_devices_are_no_ring)
{
	uint64_t device = sim_make(VSP_BOOT_DEVICE0, VSP_TYPE_FRAME, 1);

	ck_assert_int_eq(trace_start(VSP_BOOT_TRACE, device, VSP_TRACE_ALL),
			 VSP_E_ARG);
	ring_make(1);
	ck_assert_int_eq(trace_start(VSP_BOOT_TRACE, frame,
				     VSP_TRACE_ALL + 1ull), VSP_E_ARG);
	ck_assert_uint_eq(kernel.divert, 0);
}
END_TEST

START_TEST(there_is_one_trace_at_a_time)
{
	uint64_t other;

	ck_assert_int_eq(trace_stop(), VSP_E_EMPTY);
	trace_begin(VSP_TRACE_ALL);
	other = sim_make(VSP_BOOT_RAM, VSP_TYPE_FRAME, 1);
	ck_assert_int_eq(trace_start(VSP_BOOT_TRACE, other, VSP_TRACE_ALL),
			 VSP_E_OCCUPIED);
	ck_assert_int_eq(trace_stop(), VSP_OK);
	ck_assert_int_eq(trace_stop(), VSP_E_EMPTY);
	ck_assert_int_eq(trace_start(VSP_BOOT_TRACE, other,
				     VSP_TRACE_ALL), VSP_OK);
	ring = page_address(sim_page(other));
	ck_assert_uint_eq(ring->serial, 2);
}
END_TEST

/* ---- where it goes ---- */

START_TEST(a_full_ring_goes_on_with_the_oldest)
{
	struct vsp_trace_record *behind;

	ring_make(2);
	behind = &ring->record[2 * VSP_PAGE_SIZE / 32 - 2];
	ck_assert_int_eq(trace_start(VSP_BOOT_TRACE, frame,
				     VSP_TRACE_BIT(NOTE)), VSP_OK);
	ck_assert_uint_eq(ring->capacity, 2 * VSP_PAGE_SIZE / 32 - 2);
	for (uint64_t i = 1; i < 3 * ring->capacity; i++)
		ck_assert_int_eq(SIM_INVOKE(VSP_BOOT_TRACE, VSP_OP_TRACE_NOTE,
					    0, i, ~i), VSP_OK);
	ck_assert_uint_eq(ring->head, 3 * ring->capacity);
	for (uint64_t i = 2 * ring->capacity; i < ring->head; i++) {
		ck_assert_uint_eq(ring_record(i)->a, i);
		ck_assert_uint_eq(ring_record(i)->b, ~i);
	}
	/* The page behind is another's. */
	for (unsigned i = 0; i < 4; i++)
		ck_assert_uint_eq(behind[i].time, 0);
}
END_TEST

START_TEST(a_ring_that_is_to_be_written_once_ends_when_it_is_full)
{
	trace_begin(VSP_TRACE_BIT(NOTE) | VSP_TRACE_ONCE);
	for (uint64_t i = 1; i < 2 * RING_RECORDS(1); i++)
		ck_assert_int_eq(SIM_INVOKE(VSP_BOOT_TRACE, VSP_OP_TRACE_NOTE,
					    0, i, i), VSP_OK);
	ck_assert_uint_eq(ring->head, RING_RECORDS(1));
	ck_assert_uint_eq(ring_record(RING_RECORDS(1) - 1)->a,
			  RING_RECORDS(1) - 1);
	ck_assert_uint_eq(kernel.divert, 0);
	ck_assert_uint_eq(sim_x()[1], 0);
	ck_assert_int_eq(trace_stop(), VSP_E_EMPTY);
}
END_TEST

START_TEST(what_is_written_over_the_ring_confuses_the_reader_only)
{
	uint64_t n = RING_RECORDS(1);

	trace_begin(VSP_TRACE_BIT(NOTE));
	memset(ring, 0xff, VSP_PAGE_SIZE);
	for (uint64_t i = 1; i < 2 * n; i++)
		ck_assert_int_eq(SIM_INVOKE(VSP_BOOT_TRACE, VSP_OP_TRACE_NOTE,
					    0, i, i), VSP_OK);
	ck_assert_uint_eq(ring->head, 2 * n);
	ck_assert_uint_eq(ring->capacity, ~0ull);
	ck_assert_uint_eq(ring->record[n - 1].a, 2 * n - 1);
}
END_TEST

/* ---- when it ends ---- */

START_TEST(the_trace_ends_with_the_frame)
{
	trace_begin(VSP_TRACE_ALL);
	ck_assert_int_eq(sim_delete(frame), VSP_OK);
	ck_assert_uint_eq(kernel.divert, 0);
	ck_assert_uint_eq(ring_record(ring->head - 1)->kind, VSP_TRACE_TRACE);
	ck_assert_uint_eq(ring_record(ring->head - 1)->detail, 0);
	/* The memory can be anything now. */
	frame = sim_make(VSP_BOOT_RAM, VSP_TYPE_CNODE, 1);
	ck_assert_int_eq(SIM_INVOKE(VSP_BOOT_TRACE, VSP_OP_TRACE_NOTE, 0, 1,
				    1), VSP_OK);
}
END_TEST

START_TEST(the_trace_ends_when_the_frame_is_taken_back)
{
	uint64_t lent;

	ring_make(1);
	lent = sim_derive(frame, VSP_R_ALL, 0);
	ck_assert_int_eq(trace_start(VSP_BOOT_TRACE, lent,
				     VSP_TRACE_ALL), VSP_OK);
	ck_assert_int_eq(sim_revoke(frame), VSP_OK);
	ck_assert_uint_eq(kernel.divert, 0);
	ck_assert_int_eq(trace_stop(), VSP_E_EMPTY);
}
END_TEST

START_TEST(the_trace_ends_when_its_right_is_taken_back)
{
	uint64_t lent = sim_derive(VSP_BOOT_TRACE, VSP_R_WATCH, 0);

	ring_make(1);
	ck_assert_int_eq(trace_start(lent, frame, VSP_TRACE_ALL), VSP_OK);
	ck_assert_int_eq(sim_revoke(VSP_BOOT_TRACE), VSP_OK);
	ck_assert_uint_eq(kernel.divert, 0);
}
END_TEST

START_TEST(other_capabilities_of_the_frame_do_not_matter)
{
	uint64_t other, cap;

	ring_make(1);
	other = sim_derive(frame, VSP_R_ALL, 0);
	cap = sim_derive(VSP_BOOT_TRACE, VSP_R_ALL, 0);
	ck_assert_int_eq(trace_start(VSP_BOOT_TRACE, frame,
				     VSP_TRACE_ALL), VSP_OK);
	ck_assert_int_eq(sim_delete(other), VSP_OK);
	ck_assert_int_eq(sim_delete(cap), VSP_OK);
	ck_assert_int_eq(trace_stop(), VSP_OK);
}
END_TEST

START_TEST(a_frame_or_right_that_is_moved_still_ends_it)
{
	uint64_t cap = sim_derive(VSP_BOOT_TRACE, VSP_R_ALL, 0);
	uint64_t to = sim_slots(2);

	ring_make(1);
	ck_assert_int_eq(trace_start(cap, frame, VSP_TRACE_ALL), VSP_OK);
	ck_assert_int_eq(SIM_INVOKE(VSP_BOOT_CNODE, VSP_OP_CNODE_MOVE, to, 0,
				    frame), VSP_OK);
	ck_assert_int_eq(sim_delete(to), VSP_OK);
	ck_assert_uint_eq(kernel.divert, 0);
	ring_make(1);
	ck_assert_int_eq(trace_start(cap, frame, VSP_TRACE_ALL), VSP_OK);
	ck_assert_int_eq(SIM_INVOKE(VSP_BOOT_CNODE, VSP_OP_CNODE_MOVE, to + 1,
				    0, cap), VSP_OK);
	ck_assert_int_eq(sim_delete(to + 1), VSP_OK);
	ck_assert_uint_eq(kernel.divert, 0);
}
END_TEST

START_TEST(after_the_end_nothing_is_written)
{
	uint64_t head;

	trace_begin(VSP_TRACE_ALL);
	ck_assert_int_eq(trace_stop(), VSP_OK);
	head = ring->head;
	ck_assert_uint_eq(ring_record(head - 1)->kind, VSP_TRACE_TRACE);
	run_child(&a);
	call_b(a_to_b, 3, 100);
	act_reply(0);
	act_wait(VSP_FOREVER);
	ck_assert_uint_eq(ring->head, head);
	ck_assert_uint_eq(kernel.divert, 0);
}
END_TEST

int
main(void)
{
	const TTest *const claims[] = {
		nobody_watches_without_the_right,
		registers_of_devices_are_no_ring,
		there_is_one_trace_at_a_time,
		a_full_ring_goes_on_with_the_oldest,
		a_ring_that_is_to_be_written_once_ends_when_it_is_full,
		what_is_written_over_the_ring_confuses_the_reader_only,
		the_trace_ends_with_the_frame,
		the_trace_ends_when_the_frame_is_taken_back,
		the_trace_ends_when_its_right_is_taken_back,
		other_capabilities_of_the_frame_do_not_matter,
		a_frame_or_right_that_is_moved_still_ends_it,
		after_the_end_nothing_is_written,
	};

	return claims_run("trace_ring", claims, sizeof claims / sizeof *claims,
			  clients_setup, NULL);
}
