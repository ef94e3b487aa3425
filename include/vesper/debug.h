/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * debug.h - look into a domain that has stopped, and let it go on.
 *
 * Whoever holds CONTROL over a domain can stop it (vsp_domain_stop()), read
 * and write its registers, and let it go on (vsp_domain_start()).  A debugger
 * also asks to be told of faults: each stops the domain, instead of being an
 * upcall to it, and raises the debugger's event.  vsp_domain_fault() says what
 * it was.  A breakpoint is a BRK instruction, and a fault like any other.
 *
 * A domain that was stopped in enabled code goes on at ACTIVATE, as after any
 * preemption, and its own scheduler resumes what was stopped.  Only enabled
 * code is single-stepped; a system call is one step.
 *
 * Errors of all: NOCAP, TYPE, RIGHT (needs CONTROL); STATE if the domain is
 * not stopped.
 */
#ifndef VESPER_DEBUG_H
#define VESPER_DEBUG_H

#include <vesper/dcb.h>
#include <vesper/invoke.h>

struct vsp_fp_registers {
	uint64_t v[64];		/* v0..v31, low half first */
	uint64_t fpcr, fpsr;
};

/* x0..x30, sp, pc, pstate, tpidr of a stopped domain.  EMPTY if it was not
 * running anything, and goes on at an upcall.  Writing changes nothing of
 * pstate but NZCV; a domain that waited at a server's door gives up that
 * call. */
int vsp_domain_read_regs(vsp_slot domain, struct vsp_context *registers);
int vsp_domain_write_regs(vsp_slot domain,
			  const struct vsp_context *registers);

int vsp_domain_read_fp(vsp_slot domain, struct vsp_fp_registers *registers);
int vsp_domain_write_fp(vsp_slot domain,
			const struct vsp_fp_registers *registers);

/* VSP_DEBUG_FAULTS, VSP_DEBUG_STEP, both, or 0: let it be.  `channel` is
 * raised at each stop; 0: nobody is told but its scheduler.  STATE if the
 * domain is the root. */
int vsp_domain_debug(vsp_slot domain, uint64_t flags, vsp_slot channel);

/* ESR_EL1 and FAR_EL1 of the fault or step that stopped it last. */
int vsp_domain_fault(vsp_slot domain, uint64_t *syndrome, uint64_t *address);

#endif
