/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * board.c - the devices and interrupt lines of the Raspberry Pi 3.
 *
 * From "BCM2835 ARM Peripherals", with the peripherals at 0x3f000000 as the
 * BCM2837 has them.  Lines are the GPU interrupt controller's.
 */
#include <string.h>

#include "board.h"

const char board_name[] = "raspi3";

/* What the firmware leaves of 1 GiB with its usual gpu_mem; QEMU gives 960. */
const uint64_t board_ram_bytes = 948ull << 20;

static const char kernels_page[] =
	"it shares its page with the interrupt controller, which is the "
	"kernel's";

const struct board_device board_device[] = {
	{ "systimer", 0x3f003000, 0x1000, false, NULL },
	{ "dma", 0x3f007000, 0x1000, true, NULL },
	{ "intc", 0x3f00b000, 0x1000, false, kernels_page },
	{ "armtimer", 0x3f00b000, 0x1000, false, kernels_page },
	{ "mailbox", 0x3f00b000, 0x1000, true, kernels_page },
	{ "pm", 0x3f100000, 0x1000, false, NULL },
	{ "clocks", 0x3f101000, 0x1000, false, NULL },
	{ "rng", 0x3f104000, 0x1000, false, NULL },
	{ "gpio", 0x3f200000, 0x1000, false, NULL },
	{ "uart0", 0x3f201000, 0x1000, false, NULL },
	{ "sdhost", 0x3f202000, 0x1000, false, NULL },
	{ "i2s", 0x3f203000, 0x1000, false, NULL },
	{ "spi0", 0x3f204000, 0x1000, false, NULL },
	{ "i2c0", 0x3f205000, 0x1000, false, NULL },
	{ "pwm", 0x3f20c000, 0x1000, false, NULL },
	{ "thermal", 0x3f212000, 0x1000, false, NULL },
	{ "aux", 0x3f215000, 0x1000, false, NULL },
	{ "uart1", 0x3f215000, 0x1000, false, NULL },
	{ "emmc", 0x3f300000, 0x1000, false, NULL },
	{ "i2c1", 0x3f804000, 0x1000, false, NULL },
	{ "usb", 0x3f980000, 0x10000, true, NULL },
	{ "local", 0x40000000, 0x1000, false,
	  "the cores' local interrupt controller is the kernel's" },
};
const size_t board_ndevices = sizeof board_device / sizeof *board_device;

const struct board_irq board_irq[] = {
	{ "systimer0", 0 }, { "systimer1", 1 },
	{ "systimer2", 2 }, { "systimer3", 3 },
	{ "usb", 9 },
	{ "dma0", 16 }, { "dma1", 17 }, { "dma2", 18 }, { "dma3", 19 },
	{ "dma4", 20 }, { "dma5", 21 }, { "dma6", 22 }, { "dma7", 23 },
	{ "dma8", 24 }, { "dma9", 25 }, { "dma10", 26 },
	{ "aux", 29 }, { "uart1", 29 },
	{ "gpio0", 49 }, { "gpio1", 50 }, { "gpio2", 51 }, { "gpio3", 52 },
	{ "i2c", 53 }, { "spi", 54 }, { "i2s", 55 },
	{ "sdhost", 56 }, { "uart0", 57 }, { "emmc", 62 },
};
const size_t board_nirqs = sizeof board_irq / sizeof *board_irq;

const struct board_device *
board_device_find(const char *name)
{
	for (size_t i = 0; i < board_ndevices; i++)
		if (!strcmp(board_device[i].name, name))
			return &board_device[i];
	return NULL;
}

const struct board_irq *
board_irq_find(const char *name)
{
	for (size_t i = 0; i < board_nirqs; i++)
		if (!strcmp(board_irq[i].name, name))
			return &board_irq[i];
	return NULL;
}
