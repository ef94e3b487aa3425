/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * family.h - the stage of tests of the scheduling tree: the root has the
 * children A and B; A has C, and C has D.
 */
#ifndef SIM_FAMILY_H
#define SIM_FAMILY_H

#include "actor.h"

#define LINE	50u

void family_setup(void);
struct vsp_dcb *root_dcb(void);
/* Whoever runs dispatches a child; its news is taken first. */
void lend(const struct actor *child, uint64_t until);
int invoke_domain(const struct actor *who, uint64_t op, uint64_t x0,
		  uint64_t x1);
/* An event comes from outside, on a line that is bound to a child. */
void bind_line(const struct actor *to, uint32_t line);

#endif
