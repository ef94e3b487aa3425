/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * invoke.S - INVOKE in the ordinary case: from the registers to a function of
 * fast.c, and back to user level.
 *
 * Those functions have no stack: SP stays the Domain.  They are compiled not to
 * touch x12..x15 and x18..x30; x0 and x1 are results, and what C leaves in
 * the others is covered with what this domain last saved there.
 */
#include "offsets.h"

	/*
	 * x8 capability, x7 operation, x0..x4 arguments; fastpath.S has saved
	 * x16 and x17.
	 */
	.section .text.fast_invoke, "ax"
	.global	fast_invoke
fast_invoke:
	stp	x5, x6, [sp, #REGS_X5]
	stp	x7, x8, [sp, #REGS_X7]
	ldp	x6, x5, [sp, #DOMAIN_NSLOTS]
	cmp	x8, x6
	b.hs	fast_give_up
	add	x16, x5, x8, lsl #SLOT_SHIFT
	ldr	x17, [x16, #SLOT_OBJECT]
	and	x17, x17, #SLOT_TYPE
	cmp	x17, x7, lsr #OPS_PER_TYPE_SHIFT
	b.ne	fast_give_up
	adr	x17, fast_operations
	ldr	x17, [x17, x7, lsl #3]
	mov	x7, x16
	br	x17

	/* void fast_return(uint64_t error, uint64_t result); */
	.global	fast_return
fast_return:
	ldp	x2, x3, [sp, #16 * 1]
	ldp	x4, x5, [sp, #16 * 2]
	ldp	x6, x7, [sp, #16 * 3]
	ldp	x8, x9, [sp, #16 * 4]
	ldp	x10, x11, [sp, #16 * 5]
	ldp	x16, x17, [sp, #16 * 8]
	eret

	/* void fast_give_up(uint64_t x0, uint64_t x1, uint64_t x2,
	 *		     uint64_t x3, uint64_t x4); */
	.global	fast_give_up
fast_give_up:
	ldp	x5, x6, [sp, #REGS_X5]
	ldp	x7, x8, [sp, #REGS_X7]
	mov	w16, #SYS_INVOKE
	b	returning_call
