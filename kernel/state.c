/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * state.c - the kernel's state.
 */
#include "state.h"

struct kernel kernel;
struct ramtab ramtab;

void
kernel_divert(uint32_t reason, bool on)
{
	kernel.divert &= ~reason;
	if (on)
		kernel.divert |= reason;
	machine_divert(kernel.divert != 0);
}
