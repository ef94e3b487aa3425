/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * leave.S - the root program's upcall vector, and how it leaves.
 *
 * Nobody relocates the root program: it does so at its first instruction, and
 * calls main() on the main stack.  From then on an upcall ends root_leave().
 */
#include "../../vectors.h"
#include "root.h"

	.macro	entry index
	vector_entry \index
	mov	x10, #\index
	b	entered
	.endm

	vector_begin
	entry	VSP_UPCALL_ACTIVATE
	entry	VSP_UPCALL_CALL
	entry	VSP_UPCALL_REPLY
	entry	VSP_UPCALL_FAULT
	entry	VSP_UPCALL_CHILD
	vector_end

	.text
entered:
	take_kept saved_sp, x11, x9
	cbz	x11, start

	/* What is told, and root_leave() returns. */
back:
	adrp	x9, root_upcall
	add	x9, x9, #:lo12:root_upcall
	show_words x9
	stp	x8, x10, [x9, #64]
	mov	x0, x10
	return_kept x11, fp=0

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
	keep saved_sp, fp=0
	adr	x9, numbers
	add	x9, x9, x0, lsl #5
	mov	x10, x1
	load_words x10
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
	take_kept saved_sp, x11, x9
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
