/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * raw.h - system calls with all registers in hand, and upcalls with all
 * registers to see.
 *
 * A program linked with raw_vector.S is an ordinary one, with main() and
 * libvesper; but while it is inside raw_leave(), an upcall does not go to
 * libvesper: raw_leave() returns, and says which upcall it was.  The domain is
 * disabled then.  So a test reads as a sequence:
 *
 *	vsp_disable();
 *	entry = raw_leave(VSP_SYS_CALL, &regs, NULL);
 *	if (entry == VSP_UPCALL_REPLY) ... raw_entry.x[0] ...
 *	vsp_enable(true);
 *
 * raw_entry is what was in the registers at the upcall's first instruction.
 */
#ifndef TESTS_RAW_H
#define TESTS_RAW_H

/* Offsets for raw_vector.S; raw.c asserts them. */
#define RAW_X		0
#define RAW_SP		248
#define RAW_TPIDR	256
#define RAW_FLAGS	264
#define RAW_COUNT	272
#define RAW_FP		288
#define FP_FPCR		512
#define FP_FPSR		520

#define RAW_RETURNED	5	/* no upcall: the system call returned */

#ifndef __ASSEMBLER__
#include <stdbool.h>
#include <stdint.h>

#include <vesper/dcb.h>
#include <vesper/runtime.h>
#include <vesper/syscall.h>

struct raw_regs {
	uint64_t x[31];
};

struct raw_fp {
	uint64_t v[64];
	uint64_t fpcr, fpsr;
};

struct raw_entry {
	uint64_t x[31];
	uint64_t sp, tpidr, flags;
	uint64_t count;		/* PMCCNTR_EL0 at the third instruction */
	uint64_t spare;
	struct raw_fp fp;	/* if raw_look_at_fp */
};

extern struct raw_entry raw_entry;
extern uint64_t raw_look_at_fp;

/* Make the system call with these registers, and FP registers if not NULL.
 * Disabled before and after. */
unsigned raw_leave(uint64_t number, const struct raw_regs *regs,
		   const struct raw_fp *fp);

/* The same with what most need: x8, x7, and a message or nothing. */
unsigned raw_call(uint64_t portal, uint64_t number_flags,
		  const uint64_t *message);
unsigned raw_reply(uint64_t token, const uint64_t *message);
unsigned raw_wait(uint64_t until);

/* raw_leave(), again and again after other upcalls: until one like this. */
void raw_wait_for(unsigned entry);

#endif
#endif
