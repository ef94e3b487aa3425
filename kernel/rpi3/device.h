/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * device.h - access to device registers, by physical address.
 */
#ifndef KERNEL_DEVICE_H
#define KERNEL_DEVICE_H

#include <stdint.h>
#include "machine.h"

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
