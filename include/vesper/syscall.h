/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * syscall.h - the eight system calls: numbers and registers.
 *
 * `svc #number`.  A call that returns gives an error in x0 and clobbers
 * x1..x17; x18..x30, SP and the FP registers are kept.  A call that leaves
 * gives up all registers: the domain continues at an upcall (dcb.h).
 *
 *  number       in                                      out
 *  CALL      x8 capability, x7 call number and flags,   leaves; x0 error
 *            x0..x6 message                             if it fails
 *  REPLY     x8 token (0: the newest client's),         leaves
 *            x7 flags, x0..x6 message
 *  WAIT      x0 until, x7 flags                         leaves
 *  RESUME    x0 context slot, x7 flags                  leaves
 *  DISPATCH  x0 child index, x1 until                   leaves
 *  ACTIVATE                                             leaves
 *  SIGNAL    x8 capability                              x0 error
 *  INVOKE    x8 capability, x7 operation, x0..x6        x0 error, x1 result
 *
 * CALL fails with NOCAP, TYPE or RIGHT if x8 is no portal; GONE if the server
 * is dead or stopped; OCCUPIED if the call number is in use, or the slot for
 * the capability sent; DEPTH if the running chain of calls is 8 long; and, for
 * a capability sent, with the errors of CNODE_DERIVE.  SIGNAL fails with
 * NOCAP, TYPE, or RIGHT if x8 is no event channel.  An unknown number is OP.
 *
 * Times are absolute, in ticks of the system counter (CNTVCT_EL0; its
 * frequency is CNTFRQ_EL0).
 */
#ifndef VESPER_SYSCALL_H
#define VESPER_SYSCALL_H

#define VSP_SYS_CALL		0
#define VSP_SYS_REPLY		1
#define VSP_SYS_WAIT		2
#define VSP_SYS_RESUME		3
#define VSP_SYS_DISPATCH	4
#define VSP_SYS_ACTIVATE	5
#define VSP_SYS_SIGNAL		6
#define VSP_SYS_INVOKE		7
#define VSP_SYS_COUNT		8

#define VSP_NCALLS		16	/* call numbers of a domain: 0..15 */
#define VSP_NWORDS		7	/* words of a message: x0..x6 */
#define VSP_NCHILDREN		64	/* children of a scheduler: 0..63 */
#define VSP_NLEVELS		8	/* depth of the scheduling tree */
#define VSP_NHOPS		8	/* calls in a chain, one in the other */

/* x7 of CALL: bits 3..0 the call number.  Flags in x7 of CALL and REPLY: */
#define VSP_CALL_NUMBER		0x0fu
#define VSP_CALL_CAP		0x10u	/* send the capability the DCB names */
/* and of WAIT and RESUME too: */
#define VSP_LEAVE_MORE		0x20u	/* I have other work: activate me when
					   nothing else runs (no matter to
					   RESUME) */
#define VSP_LEAVE_UNTIL		0x40u	/* not of WAIT: I want to run at
					   dcb.until */
#define VSP_LEAVE_NO_FP		0x80u	/* the FP registers are not those of
					   who goes on: used by enabled code
					   they are a fault, until disabled
					   code has used them */

/* x7 at the REPLY entry: bits 3..0 the call number, bits 39..32 the error
 * (VSP_OK, or VSP_E_GONE when the server died: then there is no message). */
#define VSP_REPLY_ERROR_SHIFT	32

#define VSP_FOREVER		0xffffffffffffffffull

#endif
