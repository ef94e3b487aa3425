/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * check_kernel.h - what must hold whenever user level runs, whatever was
 * done: the invariants of the design, looked up in the kernel's memory.
 */
#ifndef SIM_CHECK_KERNEL_H
#define SIM_CHECK_KERNEL_H

#include <stdbool.h>
#include <stdint.h>

struct slot;

/* Remember what the kernel mapped for the root program. */
void check_boot(void);

/* The first thing that does not hold, or NULL. */
const char *check_kernel(void);

/* Its parts. */
const char *check_tree(void);	/* the list of capabilities, and rights */
const char *check_pages(void);	/* roles and owners of pages */
const char *check_spaces(void);	/* tables, mappings, attachments */
const char *check_chain(void);	/* grants, donors, states of domains */

/* Nobody who could run is forgotten while the core idles.  Holds if all
 * schedulers dispatch whoever is ready. */
const char *check_idle(void);

/* The first capability of the list, and the next. */
struct slot *check_first_slot(void);
struct slot *check_next_slot(const struct slot *slot);
/* Its rights; all of them if they were taken from it to condemn it. */
uint32_t check_rights(const struct slot *slot);

#endif
