/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * deletion.h - deleting a capability and everything derived from it.
 */
#ifndef KERNEL_DELETION_H
#define KERNEL_DELETION_H

#include <stdbool.h>
#include <stdint.h>
#include "cap.h"

/* Begin to delete what was derived from `root`, and `root` too unless
 * `keep_root`.  None may be in progress.  Gives its serial number. */
uint64_t deletion_begin(struct slot *root, bool keep_root);
bool deletion_active(void);
/* The serial number of the one in progress, or 0. */
uint64_t deletion_serial(void);
/* One bounded step of it. */
void deletion_step(void);
/* Steps until it is done, or an interrupt waits, or somebody else is to run;
 * gives whether it is done. */
bool deletion_run(void);

/* A slot was unlinked, or moved, while one is in progress. */
void deletion_forget(const struct slot *slot);
void deletion_moved(const struct slot *to, const struct slot *from);

#endif
