/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * bench_fp_server.S - the smallest server that uses the FP registers: word 0
 * of its answer is that of the call plus one, word 1 how many calls it has
 * answered, a double that it keeps in d0.
 */
#include "../vectors.h"

	server_begin
	fmov	d1, #1.0
	fadd	d0, d0, d1
	fmov	x1, d0
	add	x0, x0, #1
	mov	x7, #0
	server_end
