/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * irqs_off.h - operations in the state in which they are longest.
 */
#ifndef TESTS_IRQS_OFF_H
#define TESTS_IRQS_OFF_H

#include "operation.h"

/* Each ends with a NULL name. */
extern const struct operation irqs_off_memory[], irqs_off_cap[],
	irqs_off_ipc[], irqs_off_deep[], irqs_off_short[];

/* The Trace capability of this name. */
vsp_slot irqs_off_trace(const char *name);

/* mark.S: tell the plugin. */
void irqs_off_mark(uint64_t phase);

#endif
