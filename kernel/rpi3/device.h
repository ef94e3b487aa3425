/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * device.h - the device registers that the kernel uses, by physical address.
 *
 * Sources: BCM2835 ARM Peripherals, chapters 7 and 13; BCM2836 ARM-local
 * peripherals (QA7).
 */
#ifndef KERNEL_DEVICE_H
#define KERNEL_DEVICE_H

#include <stdint.h>
#include "machine.h"

#define PERIPHERALS	0x3f000000u
#define GPU_IRQ		(PERIPHERALS + 0xb200u)
#define UART0		(PERIPHERALS + 0x201000u)
#define LOCAL		0x40000000u

/* Interrupt controller: two words of GPU lines, one of ARM lines. */
#define GPU_PENDING(n)	(GPU_IRQ + 0x04u + 4 * (n))
#define ARM_PENDING	(GPU_IRQ + 0x00u)
#define ENABLE(n)	(GPU_IRQ + 0x10u + 4 * (n))
#define DISABLE(n)	(GPU_IRQ + 0x1cu + 4 * (n))
#define ARM_LINES	0xffu
#define LINES_PER_WORD	32u
#define FIRST_ARM_LINE	64u
#define END_ARM_LINE	72u

/* Core 0 of the local controller. */
#define LOCAL_TIMER	(LOCAL + 0x34u)	/* control */
#define LOCAL_TIMERS	(LOCAL + 0x40u)	/* enable: bit n is source n */
#define LOCAL_MAILBOXES	(LOCAL + 0x50u)	/* enable: bit n is source 4 + n */
#define LOCAL_SOURCE	(LOCAL + 0x60u)
#define SOURCE_CNTPNS	1u		/* the kernel's timer */
#define SOURCE_GPU	8u
#define SOURCE_TIMER	11u
#define NSOURCES	12u

static inline volatile uint32_t *
device_register(uint32_t address)
{
	return (volatile uint32_t *)(MACHINE_BASE + address);
}

static inline uint32_t
device_read(uint32_t address)
{
	return *device_register(address);
}

static inline void
device_write(uint32_t address, uint32_t value)
{
	*device_register(address) = value;
}

#endif
