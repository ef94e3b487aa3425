/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * bench_vector.S - system calls and upcalls with a counter on either side.
 *
 * As in tests/system/raw_vector.S, an upcall while a bench_...() function has
 * left returns from that function; else it is libvesper's.  Threads are counted
 * with libvesper's own vector.
 */
#include "../vectors.h"
#include "bench.h"

#define OP_STRETCH_MAP	(4 * 16 + 0)	/* bench.c asserts it */

	.macro	entry index, to=bench_enter
	vector_entry \index
	mrs	x9, pmccntr_el0
	mov	x10, #\index
	b	\to
	.endm

	vector_begin bench_vector
	entry	VSP_UPCALL_ACTIVATE, bench_told
	vector_entry VSP_UPCALL_CALL
	stp	x8, x9, [sp, #-16]!		// never measured
	b	upcall_call
	entry	VSP_UPCALL_REPLY

	/* The shortest pager there is. */
	vector_entry VSP_UPCALL_FAULT
	mrs	x9, pmccntr_el0
	adrp	x11, bench_pager
	add	x11, x11, #:lo12:bench_pager
	ldr	x8, [x11]
	cbz	x8, 1f
	ldp	x0, x1, [x11, #8]
	mov	x7, #OP_STRETCH_MAP
	mov	x2, #3				// read, write
	mov	x3, #0
	svc	#VSP_SYS_INVOKE
	adrp	x11, bench_pager
	add	x11, x11, #:lo12:bench_pager
	cbnz	x0, 1f
	ldr	x0, [x11, #24]
	mov	x7, #0
	svc	#VSP_SYS_RESUME
1:	mov	x10, #VSP_UPCALL_FAULT
	b	bench_enter

	entry	VSP_UPCALL_CHILD, bench_told
	vector_end

	.macro	function name
	.text
	.balign	16
	.global	\name
	.type	\name, %function
\name:
	.endm

/* The shortest scheduler there is. */
bench_told:
	adrp	x11, bench_next
	ldr	x12, [x11, #:lo12:bench_next]
	cbz	x12, bench_enter
	str	xzr, [x11, #:lo12:bench_next]
	mov	x0, x12
	mov	x1, #-1
	svc	#VSP_SYS_DISPATCH

/* x9 count, x10 which upcall, x0..x8 its arguments. */
bench_enter:
	take_kept bench_sp, x12, x11
	cbz	x12, to_libvesper
	adrp	x11, bench_entry
	add	x11, x11, #:lo12:bench_entry
	show_words x11
	str	x8, [x11, #64]
	str	x9, [x11, #ENTRY_COUNT]
	mrs	x13, pmccntr_el0
	fmov	x14, d16
	mrs	x15, pmccntr_el0
	sub	x13, x15, x13
	stp	x13, x14, [x11, #ENTRY_FP]
	mov	x0, x10
come_back:
	return_kept x12

to_libvesper:
	cbz	x10, upcall_activate
	cmp	x10, #VSP_UPCALL_FAULT
	b.eq	upcall_fault
	b.hi	upcall_child
	str	x8, [sp, #-16]!			// arrived
	b	upcall_reply

/* The system call has returned instead: 5. */
returned:
	take_kept bench_sp, x12, x11
	mov	x0, #5
	b	come_back

function bench_overhead
	mrs	x0, pmccntr_el0
	mrs	x1, pmccntr_el0
	sub	x0, x1, x0
	ret

function bench_null
	stp	x19, x30, [sp, #-32]!
	str	x20, [sp, #16]
	mov	x20, x0
	mrs	x19, pmccntr_el0
	svc	#VSP_SYS_COUNT
	mrs	x1, pmccntr_el0
	b	counted

function bench_signal
	stp	x19, x30, [sp, #-32]!
	str	x20, [sp, #16]
	mov	x20, x1
	mov	x8, x0
	mrs	x19, pmccntr_el0
	svc	#VSP_SYS_SIGNAL
	mrs	x1, pmccntr_el0
counted:
	str	x0, [x20]
	sub	x0, x1, x19
	ldr	x20, [sp, #16]
	ldp	x19, x30, [sp], #32
	ret

function bench_invoke
	stp	x19, x30, [sp, #-32]!
	str	x20, [sp, #16]
	mov	x20, x0
	ldp	x8, x7, [x20, #0]
	ldp	x0, x1, [x20, #16]
	ldp	x2, x3, [x20, #32]
	ldp	x4, x5, [x20, #48]
	mov	x6, #0
	mrs	x19, pmccntr_el0
	svc	#VSP_SYS_INVOKE
	mrs	x2, pmccntr_el0
	stp	x0, x1, [x20, #64]
	sub	x2, x2, x19
	str	x2, [x20, #80]
	ldr	x20, [sp, #16]
	ldp	x19, x30, [sp], #32
	ret

function bench_call
	keep bench_sp
	mov	x8, x0
	mov	x9, x1
	ldp	x0, x1, [x9, #0]
	ldp	x2, x3, [x9, #16]
	ldp	x4, x5, [x9, #32]
	fmov	d16, x0
	mov	x7, #1				// the library's is 0
	mrs	x6, pmccntr_el0
	svc	#VSP_SYS_CALL
	b	returned

function bench_dispatch
	keep bench_sp
	mov	x1, #-1				// without end
	adrp	x2, bench_entry
	add	x2, x2, #:lo12:bench_entry
	mrs	x3, pmccntr_el0
	str	x3, [x2, #ENTRY_BEFORE]
	svc	#VSP_SYS_DISPATCH
	b	returned

function bench_resume
	keep bench_sp
	mov	x7, #0
	svc	#VSP_SYS_RESUME
	b	returned

/* x13 DCB: enabled for the time of the access. */
function bench_touch
	keep bench_sp
	mrs	x13, tpidr_el0
	adrp	x13, vsp_dcb
	ldr	x13, [x13, #:lo12:vsp_dcb]
	mov	w14, #1
	str	w14, [x13]
	mrs	x10, pmccntr_el0
	ldr	x11, [x0]
	mrs	x12, pmccntr_el0
	str	wzr, [x13]
	sub	x12, x12, x10
	str	x12, [x1]
	b	returned

	.bss
	.balign	16
	.global	bench_entry, bench_pager, bench_next
bench_entry:
	.zero	160
bench_next:
	.zero	8
	.balign	16
bench_pager:
	.zero	32
bench_sp:
	.zero	8

	.section .note.GNU-stack, "", %progbits
