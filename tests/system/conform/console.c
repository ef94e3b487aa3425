/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * console.c - the test's output, straight to uart0, and the end of it.
 *
 * Device memory is given out in ascending order, so the three devices that are
 * used are made into frames by whoever asks first.
 */
#include <stdio.h>

#include <vesper/invoke.h>

#include "root.h"
#include "stage.h"

#define UART_DATA	(0x00 / 4)
#define UART_FLAGS	(0x18 / 4)
#define UART_CONTROL	(0x30 / 4)
#define UART_FULL	0x20u
#define UART_ENABLED	0x301u
#define PM_RSTC		(0x1c / 4)
#define PM_RSTS		(0x20 / 4)
#define PM_PASSWORD	0x5a000000u
#define PM_FULL_RESET	0x20u
#define PM_HALT		0x555u

static const struct {
	uint64_t physical;
	vsp_slot untyped;
} devices[] = {
	{ TIMER_ADDRESS, VSP_BOOT_DEVICE0 },
	{ POWER_ADDRESS, VSP_BOOT_DEVICE1 },
	{ UART_ADDRESS, VSP_BOOT_DEVICE1 },
};

#define NDEVICES (sizeof(devices) / sizeof(devices[0]))

/* Each in a stretch of its own, in the order of `devices`. */
static uint64_t
device_map(unsigned i)
{
	vsp_slot frame = SLOT_DEVICES + 2 * i, stretch = frame + 1;
	uint64_t first = 0, address = 0;
	struct vsp_retype what = {
		.type = VSP_TYPE_FRAME, .size_pages = 1, .count = 1,
		.first_slot = frame,
	};

	vsp_untyped_info(devices[i].untyped, &first, NULL, NULL);
	what.offset_pages = (devices[i].physical >> VSP_PAGE_SHIFT) - first;
	vsp_retype(devices[i].untyped, &what, NULL);
	what = (struct vsp_retype){
		VSP_TYPE_STRETCH, 1, 1, 0, stretch, VSP_RETYPE_NEXT
	};
	vsp_retype(VSP_BOOT_TABLES, &what, NULL);
	vsp_map(stretch, frame, 0, VSP_R_READ | VSP_R_WRITE);
	vsp_attach(stretch, VSP_BOOT_PD, VSP_R_READ | VSP_R_WRITE, &address);
	return address;
}

volatile uint32_t *
device_registers(uint64_t physical)
{
	static uint64_t address[NDEVICES];

	for (unsigned i = 0; i < NDEVICES; i++) {
		if (address[i] == 0)
			address[i] = device_map(i);
		if (devices[i].physical == physical)
			return (volatile uint32_t *)(uintptr_t)address[i];
	}
	return NULL;
}

static int
put(char c, FILE *file)
{
	volatile uint32_t *uart = device_registers(UART_ADDRESS);

	(void)file;
	uart[UART_CONTROL] = UART_ENABLED;
	while (uart[UART_FLAGS] & UART_FULL)
		;
	if (c == '\n')
		uart[UART_DATA] = '\r';
	uart[UART_DATA] = (unsigned char)c;
	return 0;
}

static FILE out = FDEV_SETUP_STREAM(put, NULL, NULL, _FDEV_SETUP_WRITE);
FILE *const stdout = &out;

_Noreturn void
power_off(void)
{
	volatile uint32_t *pm = device_registers(POWER_ADDRESS);

	pm[PM_RSTS] = PM_PASSWORD | PM_HALT;
	pm[PM_RSTC] = PM_PASSWORD | PM_FULL_RESET;
	for (;;)
		;
}
