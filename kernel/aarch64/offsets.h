/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * offsets.h - what assembler knows of the kernel's structures.
 *
 * machine.c asserts every line of it.
 */
#ifndef KERNEL_OFFSETS_H
#define KERNEL_OFFSETS_H

/* struct regs, at the start of struct domain */
#define REGS_X5		40
#define REGS_X7		56
#define REGS_X16	128
#define REGS_X30	240
#define REGS_PC		256
#define REGS_TPIDR	272

/* struct domain */
#define DOMAIN_SLOTS		288	/* slots, nslots */
#define DOMAIN_EVENTS		304	/* events, and eight bytes of state */
#define DOMAIN_CLIENT		320	/* client, clients */
#define DOMAIN_CLIENTS		328	/* clients, callee.domain */
#define DOMAIN_CALLEE		336	/* callee.domain, callee.word */
#define DOMAIN_CALLEE_NUMBER	352
#define DOMAIN_HOPS		356
#define DOMAIN_DONOR		360
#define DOMAIN_WORD		368
#define DOMAIN_UNTIL		376
#define DOMAIN_TTBR0		384
#define DOMAIN_VECTOR		392	/* vector, stack */
#define DOMAIN_DCB_ADDRESS	408
#define DOMAIN_CALL		416
#define DOMAIN_READY		944

/* struct call */
#define CALL_SHIFT		5
#define CALL_SERVER		0
#define CALL_NEXT		8	/* next, prev */
#define CALL_GENERATION		24
#define CALL_NUMBER		28
#define CALL_GENERATION_BITS	28

/* struct vsp_dcb, on the page after */
#define DCB_ENABLED		(4096 + 0)	/* enabled, pending */

/* struct slot */
#define SLOT_BYTES_SHIFT	5
#define SLOT_OBJECT		0
#define SLOT_DATA		8
#define SLOT_TYPE		0xf		/* in object */
#define SLOT_TYPE_AND_CALL	0x1f		/* in object */
#define SLOT_IS_PORTAL		0x16

/* struct kernel: the first core, and what keeps off the fast path */
#define KERNEL_CUR		0		/* cur, loaded */
#define KERNEL_FP_OWNER		16
#define KERNEL_DIVERT		384
#define KERNEL_FAST		392

/* <vesper/op.h>, <vesper/syscall.h> */
#define OPS_PER_TYPE_SHIFT	4
#define SYS_INVOKE		7

#define MAX_CALL_HOPS		16

#endif
