/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * registers.h - what two domains that look for each other's leavings agree on.
 */
#ifndef TESTS_REGISTERS_H
#define TESTS_REGISTERS_H

#include <stdbool.h>
#include <stdint.h>
#include <vesper/op.h>
#include <vesper/startup.h>

#include "raw.h"

/* All registers full of what belongs to `owner`. */
static inline void
secret_regs(struct raw_regs *regs, uint64_t owner)
{
	for (unsigned i = 0; i < 31; i++)
		regs->x[i] = owner << 32 | 0x5ec00 | i;
}

static inline void
secret_fp(struct raw_fp *fp, uint64_t owner)
{
	for (unsigned i = 0; i < 64; i++)
		fp->v[i] = owner << 48 | 0xf10a7 << 8 | i;
	fp->fpcr = owner % 2 << 22;	/* rounding mode */
	fp->fpsr = owner % 2 << 27;	/* saturation happened */
}

static inline uint64_t
own_upcall_stack(void)
{
	return (uint64_t)(uintptr_t)vsp_dcb
	       + (VSP_SYSTEM_UPCALL_STACK + VSP_UPCALL_STACK_PAGES)
		 * (uint64_t)VSP_PAGE_SIZE;
}

/* Registers from x[first] on, and the special ones, that are not as the kernel
 * has to leave them. */
static inline unsigned
count_dirty(const struct raw_entry *entry, unsigned first)
{
	unsigned dirty = 0;

	for (unsigned i = first; i < 31; i++)
		dirty += entry->x[i] != 0;
	dirty += entry->sp != own_upcall_stack();
	dirty += entry->tpidr != (uint64_t)(uintptr_t)vsp_dcb;
	dirty += entry->flags != 0;
	return dirty;
}

static inline unsigned
count_wrong_fp(const struct raw_entry *entry, uint64_t owner)
{
	struct raw_fp want;
	unsigned wrong = 0;

	secret_fp(&want, owner);
	for (unsigned i = 0; i < 64; i++)
		wrong += entry->fp.v[i] != want.v[i];
	wrong += entry->fp.fpcr != want.fpcr;
	wrong += entry->fp.fpsr != want.fpsr;
	return wrong;
}

#endif
