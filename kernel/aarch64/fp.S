/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * fp.S - save and load the floating-point registers (struct fp_regs).
 */
#include "offsets.h"

	.arch	armv8-a+fp+simd

	.macro	each_pair instruction
	\instruction	q0, q1, [x0, #32 * 0]
	\instruction	q2, q3, [x0, #32 * 1]
	\instruction	q4, q5, [x0, #32 * 2]
	\instruction	q6, q7, [x0, #32 * 3]
	\instruction	q8, q9, [x0, #32 * 4]
	\instruction	q10, q11, [x0, #32 * 5]
	\instruction	q12, q13, [x0, #32 * 6]
	\instruction	q14, q15, [x0, #32 * 7]
	\instruction	q16, q17, [x0, #32 * 8]
	\instruction	q18, q19, [x0, #32 * 9]
	\instruction	q20, q21, [x0, #32 * 10]
	\instruction	q22, q23, [x0, #32 * 11]
	\instruction	q24, q25, [x0, #32 * 12]
	\instruction	q26, q27, [x0, #32 * 13]
	\instruction	q28, q29, [x0, #32 * 14]
	\instruction	q30, q31, [x0, #32 * 15]
	.endm

	.section .text.machine_fp_save, "ax"
	/* void machine_fp_save(struct fp_regs *to); */
	.global	machine_fp_save
machine_fp_save:
	each_pair stp
	mrs	x1, fpcr
	mrs	x2, fpsr
	add	x0, x0, #FP_CONTROL
	stp	x1, x2, [x0]
	ret

	.section .text.machine_fp_load, "ax"
	/* void machine_fp_load(const struct fp_regs *from); */
	.global	machine_fp_load
machine_fp_load:
	each_pair ldp
	add	x0, x0, #FP_CONTROL
	ldp	x1, x2, [x0]
	msr	fpcr, x1
	msr	fpsr, x2
	ret
