/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * bench_counter.S - a server that says when it was entered, and when it left:
 * words 1 and 2 of its answer, whose word 0 is that of the call plus one.
 */
#include "../vectors.h"

	server_begin
	mrs	x1, pmccntr_el0
	add	x0, x0, #1
	mov	x7, #0
	mrs	x2, pmccntr_el0
	server_end
