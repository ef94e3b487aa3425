/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * entry.S - exception vectors: save the user's registers, call C, load those
 * of the current domain.
 *
 * While user level runs, SP_EL1 is the current Domain, which begins with its
 * struct regs.  The kernel runs with interrupts masked, on one stack.
 *
 * This is the slow way, which does everything.  fastpath.S has vectors of its
 * own in front of it; while something diverts (state.h) they are not in use.
 */
#include "regs.h"

	.macro	save_user
	save_low sp
	stp	x16, x17, [sp, #16 * 8]
	save_rest
	.endm

	/* The table.  From EL1 the kernel's own faults come, interrupts are
	 * masked there; from AArch32, nothing does. */
	kernel_vectors slow
	vector	slow, 0x500, user_irq
	/* An SError is charged to whom it interrupts: a fault. */
	vector	slow, 0x580, user_sync_slow

	/* void trap_sync(uint64_t syndrome, uint64_t address); */
	.section .text.slow.0x400, "ax"
	.global	user_sync_slow
user_sync_slow:
	save_user
	mrs	x0, esr_el1
	mrs	x1, far_el1
	bl	trap_sync
	b	kernel_exit

	/* void trap_irq(void); */
	.section .text.slow.0x480, "ax"
	.global	user_irq
user_irq:
	save_user
take_irq:
	bl	trap_irq
	b	kernel_exit

	/* struct domain *trap_exit(void); NULL: nobody can run. */
	.section .text.kernel_exit, "ax"
	.global	kernel_exit
kernel_exit:
	bl	trap_exit
	cbz	x0, idle
	mov	sp, x0
	ldp	x30, x0, [sp, #REGS_X30]
	ldp	x1, x2, [sp, #REGS_PC]
	ldr	x3, [sp, #REGS_TPIDR]
	msr	sp_el0, x0
	msr	elr_el1, x1
	msr	spsr_el1, x2
	msr	tpidr_el0, x3
	load_high sp
	ldp	x16, x17, [sp, #REGS_X16]
	load_low sp
	eret

	/* WFI wakes on an interrupt that is masked. */
idle:
	wfi
	b	take_irq

	/* _Noreturn void panic_fault(const struct regs *r, uint64_t syndrome,
	 *			      uint64_t address);
	 * The registers go to a place of their own: nothing is resumed. */
	.text
	.global	fault_in_kernel
fault_in_kernel:
	msr	tpidr_el0, x0
	adr	x0, panic_regs
	save_low x0
	stp	x16, x17, [x0, #REGS_X16]
	save_high x0
	mrs	x2, tpidr_el0
	mov	x3, sp
	str	x2, [x0]
	stp	x30, x3, [x0, #REGS_X30]
	mrs	x2, elr_el1
	mrs	x3, spsr_el1
	stp	x2, x3, [x0, #REGS_PC]
	adrp	x3, __kernel_stack_top
	mov	sp, x3
	mrs	x1, esr_el1
	mrs	x2, far_el1
	bl	panic_fault
