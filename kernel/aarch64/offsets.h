/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * offsets.h - the offsets that entry.S uses, asserted in machine.c.
 */
#ifndef KERNEL_OFFSETS_H
#define KERNEL_OFFSETS_H

#define REGS_X30	240
#define REGS_PC		256
#define REGS_TPIDR	272

#endif
