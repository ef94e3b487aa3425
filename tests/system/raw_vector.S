/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * raw_vector.S - an upcall vector that shows all registers; see raw.h.
 *
 * raw_saved_sp is where raw_leave() has put what it must keep, or 0 while it
 * is not active: then upcalls are libvesper's.
 */
#include "../vectors.h"
#include "raw.h"

	.macro	entry index
	vector_entry \index
	stp	x9, x10, [sp, #-16]!
	mrs	x9, pmccntr_el0
	mov	x10, #\index
	b	raw_enter
	.endm

	vector_begin
	entry	VSP_UPCALL_ACTIVATE
	entry	VSP_UPCALL_CALL
	entry	VSP_UPCALL_REPLY
	entry	VSP_UPCALL_FAULT
	entry	VSP_UPCALL_CHILD
	vector_end

	/* All of x0..x8 are the upcall's; x9 count, x10 index, x11, x12. */
	.text
raw_enter:
	stp	x11, x12, [sp, #-16]!
	take_kept raw_saved_sp, x12, x11
	cbz	x12, to_libvesper
	adrp	x11, raw_entry
	add	x11, x11, #:lo12:raw_entry
	str	x9, [x11, #RAW_COUNT]

	/* The registers as they were, four of them from the stack. */
	show_words x11, RAW_X
	ldp	x0, x1, [sp, #16]
	ldp	x2, x3, [sp], #32
	stp	x8, x0, [x11, #RAW_X + 64]
	stp	x1, x2, [x11, #RAW_X + 80]
	str	x3, [x11, #RAW_X + 96]
	show_rest x11, RAW_X
	mov	x0, sp
	stp	x30, x0, [x11, #RAW_X + 240]
	mrs	x0, tpidr_el0
	mrs	x1, nzcv
	stp	x0, x1, [x11, #RAW_TPIDR]
	adrp	x0, raw_look_at_fp
	ldr	x0, [x0, #:lo12:raw_look_at_fp]
	cbz	x0, raw_back
	add	x11, x11, #RAW_FP
	all_vectors str, x11
	mrs	x0, fpcr
	mrs	x1, fpsr
	str	x0, [x11, #FP_FPCR]
	str	x1, [x11, #FP_FPSR]
	msr	fpcr, xzr

	/* raw_leave() returns: x10 is which upcall, x12 its frame. */
raw_back:
	mov	x0, x10
	return_kept x12

	/* The argument registers are as they were. */
to_libvesper:
	ldr	x9, [sp, #16]
	add	sp, sp, #32
	cbz	x10, upcall_activate
	cmp	x10, #VSP_UPCALL_FAULT
	b.eq	upcall_fault
	b.hi	upcall_child
	stp	x8, x9, [sp, #-16]!		// token, arrived; or arrived
	cmp	x10, #VSP_UPCALL_REPLY
	b.eq	upcall_reply
	b	upcall_call

/* unsigned raw_leave(number, regs, fp) */
	.global	raw_leave
	.type	raw_leave, %function
raw_leave:
	keep raw_saved_sp
	cbz	x2, 1f
	all_vectors ldr, x2
	ldr	x9, [x2, #FP_FPCR]
	ldr	x10, [x2, #FP_FPSR]
	msr	fpcr, x9
	msr	fpsr, x10
1:	adr	x9, svc_table
	add	x9, x9, x0, lsl #7
	br	x9

	/* One entry for each system call: it uses up all registers. */
	.balign	128
svc_table:
	.irp	number, 0, 1, 2, 3, 4, 5, 6, 7
	.org	svc_table + \number * 128
	mov	x30, x1
	load_all x30
	svc	#\number
	b	raw_returned
	.endr
raw_returned:
	stp	x9, x10, [sp, #-16]!
	mrs	x9, pmccntr_el0
	mov	x10, #RAW_RETURNED
	b	raw_enter

	.bss
	.balign	16
	.global	raw_entry, raw_look_at_fp
raw_entry:
	.zero	RAW_FP + 528
raw_saved_sp:
	.zero	8
raw_look_at_fp:
	.zero	8

	.section .note.GNU-stack, "", %progbits
