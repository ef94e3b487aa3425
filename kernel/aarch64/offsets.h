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
#define DOMAIN_NSLOTS		280	/* nslots, slots */
#define DOMAIN_SLOTS		288	/* slots, limit */
#define DOMAIN_STATE		304	/* callee; flags; clients */
#define DOMAIN_CLIENTS		312	/* clients, hops_left */
#define DOMAIN_HOPS_LEFT	320	/* hops_left, calls */
#define DOMAIN_CALL_ENTRY	336	/* call_entry, ttbr0 */
#define DOMAIN_TTBR0		344	/* ttbr0, reply_entry */
#define DOMAIN_VECTOR		360	/* vector, stack */
#define DOMAIN_STACK		368	/* stack, dcb_address */
#define DOMAIN_DCB_ADDRESS	376
#define DOMAIN_CPACR		384
#define DOMAIN_EVENTS		392
#define DOMAIN_ZERO		400	/* two words */
#define DOMAIN_FP		2272

/* Bits of its state; machine.c asserts what cannot be asserted of bits. */
#define STATE_READY_BIT		32
#define STATE_EVENTS_BIT	40

/* struct call */
#define CALL_SHIFT		5
#define CALL_SERVER		0	/* server, token */
#define CALL_TOKEN		8

/* struct vsp_dcb, on the page after */
#define DCB_ENABLED		(4096 + 0)	/* enabled, pending */
#define DCB_PENDING		(4096 + 4)
#define DCB_SLOT		(4096 + 8)
#define DCB_SAVED		(4096 + 16)
#define DCB_CONTEXT		(2 * 4096)	/* laid out like struct regs */
#define CONTEXT_SHIFT		9

/* struct slot */
#define SLOT_SHIFT		5	/* as in cap.h */
#define SLOT_OBJECT		0	/* object, data */
#define SLOT_DATA		8
#define SLOT_TYPE		0xf	/* in object */
#define SLOT_CALLED_BIT		8
#define SLOT_SIGNALLED_BIT	9

/* struct kernel: the first core */
#define KERNEL_CUR		0	/* cur, loaded */
#define KERNEL_FP_OWNER		16
/* <vesper/op.h> */
#define OPS_PER_TYPE_SHIFT	4

/* Exception classes (Arm ARM D19.2.37), CPACR_EL1. */
#define CLASS_SHIFT		26
#define CLASS_FP		0x07
#define CLASS_SVC		0x15
#define CLASS_DATA_ABORT	0x24
#define CPACR_FP_TRAPS		(1 << 20)
#define CPACR_FP_OPEN		(3 << 20)

/* System calls, and an error */
#define SYS_REPLY		1
#define SYS_RESUME		3
#define SYS_SIGNAL		6
#define SYS_INVOKE		7
#define ERROR_OP		4

#endif
