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
#define DOMAIN_LIMIT		296
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
#define DOMAIN_WORD		440
#define DOMAIN_UNTIL		448
#define DOMAIN_TOLD_UNTIL	1024
#define DOMAIN_PARENT		1040
#define DOMAIN_INDEX		1056
#define DOMAIN_REPORTS		1068
#define DOMAIN_REPORTED		1072
#define DOMAIN_TICKS		1080
#define DOMAIN_CHILD		1088
#define DOMAIN_FP		2272

/* Bits of its state, which a unit test looks up. */
#define STATE_READY_BIT		32
#define STATE_UNTIL_BIT		33
#define STATE_MORE_BIT		34
#define STATE_EVENTS_BIT	41
#define STATE_READY_PRE		(0x21 << 32)
#define STATE_ONLY_NEWS		(0x221 << 32)	/* ready, pre, has_events */

/* struct call */
#define CALL_SHIFT		5
#define CALL_SERVER		0	/* server, token */
#define CALL_TOKEN		8

/* struct vsp_dcb, on the page after */
#define DCB_ENABLED		(4096 + 0)	/* enabled, pending */
#define DCB_PENDING		(4096 + 4)
#define DCB_SLOT		(4096 + 8)
#define DCB_SAVED		(4096 + 16)
#define DCB_UNTIL		(4096 + 24)
#define DCB_READY		(4096 + 64)
#define DCB_DIRECT		(4096 + 88)
#define DCB_CHILD_UNTIL		(4096 + 2048)
#define DCB_CHILD_TICKS		(DCB_CHILD_UNTIL + 8)
#define DCB_CHILD_REASON	(DCB_CHILD_UNTIL + 16)
#define CHILD_SHIFT		5
#define CHILD_WAIT		1
#define CHILD_PREEMPTED		3
#define CONTEXT_SPARE		280	/* struct vsp_context */
#define EVENT_CHILD_BIT		63
#define EVENT_TIMER_BIT		62
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
#define KERNEL_TOP		24
#define KERNEL_ALARM_STALE	28
#define KERNEL_ALARM		32
#define KERNEL_CHAIN		64
#define KERNEL_IRQ		656

/* struct irq_binding */
#define IRQ_SHIFT		5
#define IRQ_TARGET		0	/* target: domain, word */
#define IRQ_MASK		16

/* struct grant */
#define GRANT_SHIFT		6
#define GRANT_BYTES		64
#define GRANT_DOMAIN		0	/* domain, end */
#define GRANT_END		8
#define GRANT_UNTIL		16	/* until, start */
#define GRANT_START		24	/* start, child_ticks */
#define GRANT_CHILD_TICKS	32
#define MAX_CALL_HOPS		8
/* <vesper/op.h> */
#define OPS_PER_TYPE_SHIFT	4

/* Exception classes (Arm ARM D19.2.37), CPACR_EL1. */
#define CLASS_SHIFT		26
#define CLASS_FP		0x07
#define CLASS_SVC		0x15
#define CLASS_DATA_ABORT	0x24
#define CPACR_FP_TRAPS		(1 << 20)
#define CPACR_FP_OPEN		(3 << 20)

/* In the upcall vector: as far from ACTIVATE as CHILD is from it. */
#define REPLY_ENTRY		0x100
#define ACTIVATE_ENTRY		0
#define FAULT_ENTRY		0x180

/* System calls, a flag, and an error */
#define LEAVE_UNTIL_BIT		6
#define SYS_REPLY		1
#define SYS_RESUME		3
#define SYS_DISPATCH		4
#define SYS_SIGNAL		6
#define SYS_INVOKE		7
#define ERROR_OP		4

#endif
