/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * upcall.h - entering a domain, and saving and loading its contexts.
 */
#ifndef KERNEL_UPCALL_H
#define KERNEL_UPCALL_H

#include "domain.h"

#define PSTATE_FLAGS	0xf0000000ull	/* NZCV: all that a user may set */

/* The words of a context, in the order of struct regs and vsp_context. */
#define CONTEXT_WORDS	35u

/* Seven words of a message, or the registers of an upcall. */
struct message {
	uint64_t x[10];
};

/* Make `d` the current domain, disabled, at an entry of its upcall vector
 * with these registers and all others scrubbed. */
void upcall_enter(struct domain *d, unsigned entry,
		  const struct message *message);
/* At ACTIVATE, with its events and answers, or at CHILD when all there is to
 * say is one report. */
void upcall_activate(struct domain *d);
/* At FAULT: its context was saved to `slot`. */
void upcall_fault(struct domain *d, uint64_t syndrome, uint64_t address,
		  uint32_t slot);

/* Save the registers to the DCB slot the user named; gives its index. */
uint32_t context_save(struct domain *d);
/* Load them from a slot.  What a user wrote there can harm only itself. */
void context_load(struct domain *d, uint64_t slot);

#endif
