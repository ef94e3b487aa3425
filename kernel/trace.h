/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * trace.h - the hooks of the kernel's trace.
 *
 * kernel.divert has a bit for each kind of record that somebody wants.  Off,
 * a hook is one test of one word, and fast paths, which the word keeps away
 * from C, have none.  Hooks stand at the ends of functions where they can, so
 * that the function needs no stack for them.
 */
#ifndef KERNEL_TRACE_H
#define KERNEL_TRACE_H

#include <vesper/trace.h>
#include "state.h"

/* `what` is the kind, and the detail << 16.  It comes last, so that the other
 * arguments mostly are where they are. */
#define TRACE_DETAIL 16
__attribute__((cold))
void trace_write(const struct domain *d, uint64_t a, uint64_t b,
		 uint32_t what);

static inline bool
trace_wants(enum vsp_trace_kind kind)
{
	return (kernel.divert & DIVERT_TRACE << kind) != 0;
}

static inline void
trace(enum vsp_trace_kind kind, uint32_t detail, const struct domain *d,
      uint64_t a, uint64_t b)
{
	if (trace_wants(kind))
		trace_write(d, a, b, kind | detail << TRACE_DETAIL);
}

static inline uint32_t
trace_page(const struct domain *d)
{
	return d == NULL ? 0 : address_page(d);
}

/* Records that take more to write; trace_wants() is to be asked before. */

/* A system call or a fault, by the syndrome. */
__attribute__((cold))
void trace_trap(struct domain *d, uint64_t syndrome, uint64_t address);
__attribute__((cold))
void trace_upcall(const struct domain *d, unsigned entry, const uint64_t *x);
/* Gives the slot. */
__attribute__((cold))
uint32_t trace_save(const struct domain *d, uint32_t slot);
/* Never on a path that is measured, so it asks itself. */
__attribute__((cold))
void trace_life(const struct domain *d, enum vsp_trace_life change,
		const struct domain *other, uint64_t number);
/* The bit was set or cleared. */
__attribute__((cold))
void trace_ready(const struct domain *parent, const struct domain *d,
		 bool was_ready);
/* Who runs from now on may be another, or on another's time. */
__attribute__((cold))
void trace_run(void);

/* The capability in this slot goes: if the trace stands on it, it ends. */
void trace_release(const struct slot *slot);
void trace_moved(const struct slot *to, const struct slot *from);

#endif
