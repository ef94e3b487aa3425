/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * board_boot.c - Raspberry Pi 3, at boot: quiet interrupt controllers, the
 * size of RAM, where devices are.
 *
 * Source: the firmware's mailbox property interface.
 */
#include "board.h"

#include "device.h"
#include "page.h"

const struct board_range board_devices[BOARD_DEVICE_RANGES] = {
	{ 0x3f000, 0xb },	/* below the interrupt controller's page */
	{ 0x3f00c, 0xff4 },	/* above it, up to the local controller */
};

void
board_init(void)
{
	for (uint32_t n = 0; n < 2; n++)
		device_write(DISABLE(n), 0xffffffffu);
	device_write(DISABLE(2), ARM_LINES);
	device_write(LOCAL_TIMERS, 1u << SOURCE_CNTPNS);
}

#define MAILBOX		(PERIPHERALS + 0xb880u)
#define MAILBOX_READ	(MAILBOX + 0x00u)
#define MAILBOX_STATUS	(MAILBOX + 0x18u)
#define MAILBOX_WRITE	(MAILBOX + 0x20u)
#define MAILBOX_FULL	0x80000000u
#define MAILBOX_EMPTY	0x40000000u
#define CHANNEL_TAGS	8u
#define TAG_ARM_MEMORY	0x00010005u
#define TAG_ANSWERED	0x80000000u
#define BUS_UNCACHED	0xc0000000u	/* the GPU's uncached alias */
#define PATIENCE	1000000u
#define SMALLEST_RAM	0x10000000ull	/* 256 MiB: if nobody answers */

static bool
mailbox_call(uint32_t bus_address)
{
	uint32_t patience = PATIENCE;

	while (device_read(MAILBOX_STATUS) & MAILBOX_FULL)
		if (patience-- == 0)
			return false;
	device_write(MAILBOX_WRITE, bus_address | CHANNEL_TAGS);
	while (device_read(MAILBOX_STATUS) & MAILBOX_EMPTY)
		if (patience-- == 0)
			return false;
	return device_read(MAILBOX_READ) == (bus_address | CHANNEL_TAGS);
}

uint64_t
board_ram_bytes(void)
{
	static volatile uint32_t buffer[16] __attribute__((aligned(64))) = {
		8 * sizeof(uint32_t), 0, TAG_ARM_MEMORY, 8, 0, 0, 0, 0,
	};
	uint32_t physical = (uint32_t)((uintptr_t)buffer - MACHINE_BASE);

	machine_flush_line(buffer);
	if (!mailbox_call(physical | BUS_UNCACHED))
		return SMALLEST_RAM;
	machine_flush_line(buffer);
	if ((buffer[4] & TAG_ANSWERED) == 0 || buffer[5] != 0)
		return SMALLEST_RAM;
	return buffer[6];
}
