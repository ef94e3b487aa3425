/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * privileged_words.S - instructions to be tried at user level, in groups: to
 * be copied one by one, not to be run here.
 */
	.arch	armv8-a+crc

	.macro	group name
	.global	words_\name, words_\name\()_end
	.balign	4
words_\name:
	.endm
	.macro	endgroup name
words_\name\()_end:
	.endm

	.section .rodata.words, "a"

	group	reads
	.irp	reg, sctlr_el1, actlr_el1, cpacr_el1, ttbr0_el1, ttbr1_el1, \
		tcr_el1, mair_el1, vbar_el1, elr_el1, spsr_el1, esr_el1, \
		far_el1, par_el1, sp_el0, tpidr_el1, contextidr_el1, \
		midr_el1, mpidr_el1, id_aa64mmfr0_el1, isr_el1, cntkctl_el1, \
		currentel, daif, spsel, mdscr_el1, cntp_ctl_el0, \
		cntp_cval_el0, cntv_ctl_el0, cntv_cval_el0, pmintenset_el1, \
		clidr_el1, csselr_el1, ccsidr_el1, hcr_el2, vbar_el2, \
		ttbr0_el2, sctlr_el2, scr_el3, sctlr_el3
	mrs	x0, \reg
	.endr
	endgroup reads

	group	writes
	.irp	reg, sctlr_el1, actlr_el1, cpacr_el1, ttbr0_el1, ttbr1_el1, \
		tcr_el1, mair_el1, vbar_el1, elr_el1, spsr_el1, sp_el0, \
		tpidr_el1, tpidrro_el0, contextidr_el1, cntkctl_el1, \
		cntp_ctl_el0, cntp_cval_el0, cntp_tval_el0, cntv_ctl_el0, \
		cntv_cval_el0, cntfrq_el0, mdscr_el1, dbgbcr0_el1, \
		dbgwcr0_el1, oslar_el1, pmcr_el0, pmccntr_el0, pmcntenset_el0, \
		pmcntenclr_el0, pmuserenr_el0, pmintenset_el1, \
		pmccfiltr_el0, hcr_el2, vbar_el2, vttbr_el2, scr_el3
	msr	\reg, x0
	.endr
	endgroup writes

	group	invalidations
	tlbi	vmalle1
	tlbi	vmalle1is
	tlbi	vae1, x0
	tlbi	vaae1is, x0
	tlbi	aside1, x0
	tlbi	aside1is, x0
	tlbi	alle1
	tlbi	alle2
	ic	iallu
	ic	ialluis
	dc	ivac, x0
	dc	isw, x0
	dc	csw, x0
	dc	cisw, x0
	at	s1e0r, x0
	at	s1e1w, x0
	at	s12e1r, x0
	endgroup invalidations

	group	masks
	msr	daifset, #15
	msr	daifset, #2
	msr	daifclr, #15
	msr	daif, x0
	msr	spsel, #1
	endgroup masks

	group	exceptions
	hvc	#0
	hvc	#0xffff
	smc	#0
	smc	#0xffff
	eret
	drps
	hlt	#0xf000
	hlt	#0
	dcps1	#0
	dcps2	#0
	dcps3	#0
	brk	#0
	brk	#0xf000
	udf	#0
	endgroup exceptions

	group	allowed
	mrs	x0, cntvct_el0
	mrs	x0, cntpct_el0
	mrs	x0, cntfrq_el0
	mrs	x0, pmccntr_el0
	mrs	x0, ctr_el0
	mrs	x0, dczid_el0
	mrs	x0, tpidr_el0
	mrs	x0, tpidrro_el0
	mrs	x0, nzcv
	mrs	x0, fpcr
	mrs	x0, fpsr
	dsb	sy
	isb
	yield
	wfe
	clrex
	crc32x	w0, w0, x0
	endgroup allowed

	.section .note.GNU-stack, "", %progbits
