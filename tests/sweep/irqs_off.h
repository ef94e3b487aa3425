/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * irqs_off.h - operations in the state in which they are longest.
 */
#ifndef TESTS_IRQS_OFF_H
#define TESTS_IRQS_OFF_H

#include "operation.h"

/* Each ends with a NULL name. */
extern const struct operation irqs_off_memory[], irqs_off_cap[],
	irqs_off_ipc[];

/* mark.S: tell the plugin. */
void irqs_off_mark(uint64_t phase);

#endif
