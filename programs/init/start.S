/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * start.S - init's own upcall vector: relocates init at its first instruction.
 *
 * Nobody loads init: the kernel maps its segments and enters it at ACTIVATE.
 * Until the R_AARCH64_RELATIVE relocations are done no C code may run, for its
 * pointers are still distances from the program's start.  All other entries
 * are libvesper's.
 */
#define FIRST_ACTIVATE init_activate
#include "../../libvesper/upcall.S"

/*
 * init_activate - the first time: word at base + offset = base + addend, for
 * each entry {offset, info, addend} of .rela.dyn; then upcall_activate(x0, x1).
 *
 *	x9 base	x10 entry  x11 end  x12 offset  x13 addend
 */
	.text
init_activate:
	mrs	x11, pmccntr_el0		// instructions since boot
	adrp	x9, init_relocated
	ldr	w10, [x9, #:lo12:init_relocated]
	cbnz	w10, upcall_activate
	adrp	x10, init_boot_count
	str	x11, [x10, #:lo12:init_boot_count]
	mov	w11, #1
	str	w11, [x9, #:lo12:init_relocated]
	adrp	x9, __vsp_image
	add	x9, x9, #:lo12:__vsp_image
	adrp	x10, __rela_start
	add	x10, x10, #:lo12:__rela_start
	adrp	x11, __rela_end
	add	x11, x11, #:lo12:__rela_end
1:	cmp	x10, x11
	b.hs	upcall_activate
	ldr	x12, [x10], #16
	ldr	x13, [x10], #8
	add	x13, x13, x9
	str	x13, [x9, x12]
	b	1b

	.bss
	.balign	4
init_relocated:
	.zero	4

	/* PMCCNTR_EL0 at the first instruction. */
	.balign	8
	.global	init_boot_count
init_boot_count:
	.zero	8

	.section .note.GNU-stack, "", %progbits
