/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * panic.h - the kernel's epitaph: what, where, registers; then it stops.
 */
#ifndef KERNEL_PANIC_H
#define KERNEL_PANIC_H

#include "domain.h"

/* `d`: the domain it is about, or NULL. */
_Noreturn void panic(const char *what, const struct domain *d);
/* The kernel itself faulted.  `r` are its registers. */
_Noreturn void panic_fault(const struct regs *r, uint64_t syndrome,
			   uint64_t address);
/* Stop the processor for good (machine.c). */
_Noreturn void machine_stop(void);

#endif
