/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * start.S - the Image header, and the way from EL2 with the MMU off to C in
 * the upper half at EL1.
 *
 * The code runs at its physical address until it jumps to machine_main, so it
 * takes addresses by adr and adrp only.
 */
#define KERNEL_TEXT_OFFSET	0x80000
#define MACHINE_BASE		0xffffff8000000000

/* SCTLR_EL1: RES1 bits, MMU, caches, stack alignment, write implies XN, and
 * what user level may do: DC ZVA, cache maintenance by address, CTR_EL0,
 * WFE. */
#define SCTLR_VALUE	(0x30d00800 | 1 << 0 | 1 << 2 | 1 << 3 | 1 << 4 \
			 | 1 << 12 | 1 << 14 | 1 << 15 | 1 << 18 | 1 << 19 \
			 | 1 << 26)
/* TCR_EL1: 39-bit halves, 4 KiB granules, walks cached and inner shareable,
 * 40-bit physical addresses, 16-bit ASIDs. */
#define TCR_HALF	(25 | 1 << 8 | 1 << 10 | 3 << 12)
#define TCR_VALUE	(TCR_HALF | TCR_HALF << 16 | 2 << 30 | 2 << 32 \
			 | 1 << 36)
/* MAIR_EL1: 0 write-back, 1 device nGnRE, 2 not cacheable; pte.h. */
#define MAIR_VALUE	0x4404ff

	.section .head, "ax"
	.global	_start
_start:
	b	start
	.long	0
	.quad	KERNEL_TEXT_OFFSET
	.quad	__image_size		/* vsp-mkimage adds the payload */
	.quad	0x2			/* little-endian, 4 KiB pages */
	.quad	0, 0, 0
	.ascii	"ARM\x64"
	.long	0

	/* Count every instruction from here on. */
start:
	msr	pmccfiltr_el0, xzr
	mov	x0, #1 << 31
	msr	pmcntenset_el0, x0
	mov	x0, #0x45		/* LC, C, E: 64 bits, from 0 */
	msr	pmcr_el0, x0

	/* Only core 0 goes on; the others are parked. */
	mrs	x0, mpidr_el1
	tst	x0, #3
	b.ne	park
	adr	x0, park
	mov	x1, #0xe0		/* the spin table's entry for core 1 */
	stp	x0, x0, [x1]
	str	x0, [x1, #16]
	dsb	sy
	sev

	/* EL2 gives EL1 everything: AArch64, timers, counters, FP. */
	mrs	x0, CurrentEL
	cmp	x0, #2 << 2
	b.ne	at_el1
	mov	x0, #1 << 31
	msr	hcr_el2, x0
	mov	x0, #3
	msr	cnthctl_el2, x0
	msr	cntvoff_el2, xzr
	mov	x0, #0x33ff
	msr	cptr_el2, x0
	msr	hstr_el2, xzr
	mov	x0, #6			/* all the event counters */
	msr	mdcr_el2, x0
	mrs	x0, midr_el1
	msr	vpidr_el2, x0
	mrs	x0, mpidr_el1
	msr	vmpidr_el2, x0
	ldr	x0, =0x30d00800
	msr	sctlr_el1, x0
	mov	x0, #0x3c5		/* EL1h, interrupts masked */
	msr	spsr_el2, x0
	adr	x0, at_el1
	msr	elr_el2, x0
	eret

at_el1:
	adrp	x0, __kernel_stack_top
	mov	sp, x0
	bl	boot_tables		/* x0: physical address of the root */

	/* The same table serves both halves until we are in the upper. */
	msr	ttbr0_el1, x0
	msr	ttbr1_el1, x0
	ldr	x1, =TCR_VALUE
	msr	tcr_el1, x1
	ldr	x1, =MAIR_VALUE
	msr	mair_el1, x1
	tlbi	vmalle1
	dsb	nsh
	isb
	ldr	x1, =SCTLR_VALUE
	msr	sctlr_el1, x1
	isb
	ldr	x0, =upper
	br	x0

	/* In the upper half: no identity mapping, nothing of the loader's in
	 * the registers that user level can read. */
upper:
	ldr	x0, =__kernel_stack_top
	mov	sp, x0
	ldr	x0, =boot_empty_root
	mov	x1, #MACHINE_BASE
	sub	x0, x0, x1
	msr	ttbr0_el1, x0
	isb
	tlbi	vmalle1
	dsb	nsh
	isb
	ldr	x0, =vectors
	msr	vbar_el1, x0
	mov	x0, #3			/* user level reads the counters */
	msr	cntkctl_el1, x0
	mov	x0, #0xc		/* and PMCCNTR_EL0: CR, ER */
	msr	pmuserenr_el0, x0
	msr	tpidrro_el0, xzr
	msr	tpidr_el0, xzr
	mov	x0, #1 << 12		/* TDCC, as machine_step() */
	msr	mdscr_el1, x0
	msr	oslar_el1, xzr		/* debug exceptions can come */
	bl	machine_main
	b	boot_done

	.text
	/* The code above is gone. */
boot_done:
	bl	machine_end_boot
	b	kernel_exit

	/* Cores that are not used sleep: spinning would cost time. */
park:
	msr	daifset, #15
1:	wfi
	b	1b
