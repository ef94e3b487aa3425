/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * raw_vector.S - an upcall vector that shows all registers; see raw.h.
 *
 * raw_saved_sp is where raw_leave() has put what it must keep, or 0 while it
 * is not active: then upcalls are libvesper's.
 */
#include <vesper/dcb.h>
#include "raw.h"

#define FRAME	176		/* x19..x30, d8..d15, TPIDR_EL0 */

	.macro	entry index
	.org	vsp_upcall_vector + \index * VSP_UPCALL_SIZE
	stp	x9, x10, [sp, #-16]!
	mrs	x9, pmccntr_el0
	mov	x10, #\index
	b	raw_enter
	.endm

	.section .text.vector, "ax", %progbits
	.balign	VSP_UPCALL_SIZE
	.global	vsp_upcall_vector
	.type	vsp_upcall_vector, %function
vsp_upcall_vector:
	entry	VSP_UPCALL_ACTIVATE
	entry	VSP_UPCALL_CALL
	entry	VSP_UPCALL_REPLY
	entry	VSP_UPCALL_FAULT
	entry	VSP_UPCALL_CHILD
	.size	vsp_upcall_vector, . - vsp_upcall_vector

	/* All of x0..x8 are the upcall's; x9 count, x10 index, x11, x12. */
	.text
raw_enter:
	stp	x11, x12, [sp, #-16]!
	adrp	x11, raw_saved_sp
	ldr	x12, [x11, #:lo12:raw_saved_sp]
	str	xzr, [x11, #:lo12:raw_saved_sp]
	cbz	x12, to_libvesper
	adrp	x11, raw_entry
	add	x11, x11, #:lo12:raw_entry
	str	x9, [x11, #RAW_COUNT]

	/* The registers as they were, four of them from the stack. */
	stp	x0, x1, [x11, #RAW_X + 0]
	stp	x2, x3, [x11, #RAW_X + 16]
	stp	x4, x5, [x11, #RAW_X + 32]
	stp	x6, x7, [x11, #RAW_X + 48]
	ldp	x0, x1, [sp, #16]
	ldp	x2, x3, [sp], #32
	stp	x8, x0, [x11, #RAW_X + 64]
	stp	x1, x2, [x11, #RAW_X + 80]
	stp	x3, x13, [x11, #RAW_X + 96]
	stp	x14, x15, [x11, #RAW_X + 112]
	stp	x16, x17, [x11, #RAW_X + 128]
	stp	x18, x19, [x11, #RAW_X + 144]
	stp	x20, x21, [x11, #RAW_X + 160]
	stp	x22, x23, [x11, #RAW_X + 176]
	stp	x24, x25, [x11, #RAW_X + 192]
	stp	x26, x27, [x11, #RAW_X + 208]
	stp	x28, x29, [x11, #RAW_X + 224]
	mov	x0, sp
	stp	x30, x0, [x11, #RAW_X + 240]
	mrs	x0, tpidr_el0
	mrs	x1, nzcv
	stp	x0, x1, [x11, #RAW_TPIDR]
	adrp	x0, raw_look_at_fp
	ldr	x0, [x0, #:lo12:raw_look_at_fp]
	cbz	x0, raw_back
	add	x11, x11, #RAW_FP
	.irp	n, 0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30
	str	q\n, [x11, #16 * \n]
	.endr
	.irp	n, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 29, 31
	str	q\n, [x11, #16 * \n]
	.endr
	mrs	x0, fpcr
	mrs	x1, fpsr
	str	x0, [x11, #FP_FPCR]
	str	x1, [x11, #FP_FPSR]
	msr	fpcr, xzr

	/* raw_leave() returns: x10 is which upcall, x12 its frame. */
raw_back:
	mov	sp, x12
	mov	x0, x10
	ldp	x19, x20, [sp, #0]
	ldp	x21, x22, [sp, #16]
	ldp	x23, x24, [sp, #32]
	ldp	x25, x26, [sp, #48]
	ldp	x27, x28, [sp, #64]
	ldp	x29, x30, [sp, #80]
	ldp	d8, d9, [sp, #96]
	ldp	d10, d11, [sp, #112]
	ldp	d12, d13, [sp, #128]
	ldp	d14, d15, [sp, #144]
	ldr	x9, [sp, #160]
	msr	tpidr_el0, x9
	add	sp, sp, #FRAME
	ret

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
	sub	sp, sp, #FRAME
	stp	x19, x20, [sp, #0]
	stp	x21, x22, [sp, #16]
	stp	x23, x24, [sp, #32]
	stp	x25, x26, [sp, #48]
	stp	x27, x28, [sp, #64]
	stp	x29, x30, [sp, #80]
	stp	d8, d9, [sp, #96]
	stp	d10, d11, [sp, #112]
	stp	d12, d13, [sp, #128]
	stp	d14, d15, [sp, #144]
	mrs	x9, tpidr_el0
	str	x9, [sp, #160]
	adrp	x9, raw_saved_sp
	mov	x10, sp
	str	x10, [x9, #:lo12:raw_saved_sp]
	cbz	x2, 1f
	.irp	n, 0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30
	ldr	q\n, [x2, #16 * \n]
	.endr
	.irp	n, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 29, 31
	ldr	q\n, [x2, #16 * \n]
	.endr
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
	ldp	x0, x1, [x30, #0]
	ldp	x2, x3, [x30, #16]
	ldp	x4, x5, [x30, #32]
	ldp	x6, x7, [x30, #48]
	ldp	x8, x9, [x30, #64]
	ldp	x10, x11, [x30, #80]
	ldp	x12, x13, [x30, #96]
	ldp	x14, x15, [x30, #112]
	ldp	x16, x17, [x30, #128]
	ldp	x18, x19, [x30, #144]
	ldp	x20, x21, [x30, #160]
	ldp	x22, x23, [x30, #176]
	ldp	x24, x25, [x30, #192]
	ldp	x26, x27, [x30, #208]
	ldp	x28, x29, [x30, #224]
	ldr	x30, [x30, #240]
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
