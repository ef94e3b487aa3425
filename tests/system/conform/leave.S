/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * leave.S - the root program's upcall vector, and how it leaves.
 *
 * Nobody relocates the root program: it does so at its first instruction, and
 * calls main() on the main stack.  From then on an upcall ends root_leave().
 */
#include <vesper/dcb.h>
#include <vesper/syscall.h>
#include "root.h"

#define FRAME 112		/* x19..x30, TPIDR_EL0 */

	.macro	entry index
	.org	vsp_upcall_vector + \index * VSP_UPCALL_SIZE
	mov	x10, #\index
	b	entered
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

	.text
entered:
	adrp	x9, saved_sp
	ldr	x11, [x9, #:lo12:saved_sp]
	str	xzr, [x9, #:lo12:saved_sp]
	cbz	x11, start
	mov	sp, x11

	/* What is told, and root_leave() returns. */
back:
	adrp	x9, root_upcall
	add	x9, x9, #:lo12:root_upcall
	stp	x0, x1, [x9, #0]
	stp	x2, x3, [x9, #16]
	stp	x4, x5, [x9, #32]
	stp	x6, x7, [x9, #48]
	stp	x8, x10, [x9, #64]
	mov	x0, x10
	ldp	x19, x20, [sp, #0]
	ldp	x21, x22, [sp, #16]
	ldp	x23, x24, [sp, #32]
	ldp	x25, x26, [sp, #48]
	ldp	x27, x28, [sp, #64]
	ldp	x29, x30, [sp, #80]
	ldr	x9, [sp, #96]
	msr	tpidr_el0, x9
	add	sp, sp, #FRAME
	ret

	/* word at base + offset = base + addend, for each entry {offset, info,
	 * addend} of .rela.dyn.
	 *
	 *	x9 base	x10 entry  x11 end  x12 offset  x13 addend */
start:
	adrp	x9, __vsp_image
	add	x9, x9, #:lo12:__vsp_image
	adrp	x10, __rela_start
	add	x10, x10, #:lo12:__rela_start
	adrp	x11, __rela_end
	add	x11, x11, #:lo12:__rela_end
1:	cmp	x10, x11
	b.hs	2f
	ldr	x12, [x10], #16
	ldr	x13, [x10], #8
	add	x13, x13, x9
	str	x13, [x9, x12]
	b	1b
2:	mrs	x9, tpidr_el0
	adrp	x10, root_dcb
	str	x9, [x10, #:lo12:root_dcb]
	add	x9, x9, #ROOT_STACK_END
	mov	sp, x9
	/* What is thread-local lies behind TPIDR_EL0. */
	adrp	x9, tls
	add	x9, x9, #:lo12:tls
	msr	tpidr_el0, x9
	bl	main
	brk	#0

/* uint64_t root_leave(uint64_t number, const uint64_t x[9]) */
	.global	root_leave
	.type	root_leave, %function
root_leave:
	sub	sp, sp, #FRAME
	stp	x19, x20, [sp, #0]
	stp	x21, x22, [sp, #16]
	stp	x23, x24, [sp, #32]
	stp	x25, x26, [sp, #48]
	stp	x27, x28, [sp, #64]
	stp	x29, x30, [sp, #80]
	mrs	x9, tpidr_el0
	str	x9, [sp, #96]
	adrp	x9, saved_sp
	mov	x10, sp
	str	x10, [x9, #:lo12:saved_sp]
	adr	x9, numbers
	add	x9, x9, x0, lsl #5
	mov	x10, x1
	ldp	x0, x1, [x10, #0]
	ldp	x2, x3, [x10, #16]
	ldp	x4, x5, [x10, #32]
	ldp	x6, x7, [x10, #48]
	ldr	x8, [x10, #64]
	br	x9

	.balign	32
numbers:
	.irp	number, 0, 1, 2, 3, 4, 5, 6, 7, 8
	.org	numbers + \number * 32
	svc	#\number
	b	returned
	.endr
returned:
	adrp	x9, saved_sp
	str	xzr, [x9, #:lo12:saved_sp]
	mov	x10, #UPCALL_RETURNED
	b	back

	.bss
	.balign	16
	.global	root_upcall, root_dcb
root_upcall:
	.zero	80
root_dcb:
	.zero	8
saved_sp:
	.zero	8
tls:
	.zero	256

	.section .note.GNU-stack, "", %progbits
