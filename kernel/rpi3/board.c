/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * board.c - Raspberry Pi 3: interrupt controllers, RAM size, epitaph.
 *
 * Sources: BCM2835 ARM Peripherals, chapters 7 and 13; BCM2836 ARM-local
 * peripherals (QA7); the firmware's mailbox property interface.
 */
#include "board.h"

#include "device.h"
#include "page.h"

#define PERIPHERALS	0x3f000000u
#define GPU_IRQ		(PERIPHERALS + 0xb200u)
#define MAILBOX		(PERIPHERALS + 0xb880u)
#define UART0		(PERIPHERALS + 0x201000u)
#define LOCAL		0x40000000u

/* Interrupt controller: two words of GPU lines, one of ARM lines. */
#define GPU_PENDING(n)	(GPU_IRQ + 0x04u + 4 * (n))
#define GPU_ENABLE(n)	(GPU_IRQ + 0x10u + 4 * (n))
#define GPU_DISABLE(n)	(GPU_IRQ + 0x1cu + 4 * (n))
#define ARM_PENDING	(GPU_IRQ + 0x00u)
#define ARM_ENABLE	(GPU_IRQ + 0x18u)
#define ARM_DISABLE	(GPU_IRQ + 0x24u)
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

const struct board_range board_devices[BOARD_DEVICE_RANGES] = {
	{ 0x3f000, 0xb },	/* below the interrupt controller's page */
	{ 0x3f00c, 0xff4 },	/* above it, up to the local controller */
};

void
board_init(void)
{
	for (uint32_t n = 0; n < 2; n++)
		device_write(GPU_DISABLE(n), 0xffffffffu);
	device_write(ARM_DISABLE, ARM_LINES);
	device_write(LOCAL_TIMERS, 1u << SOURCE_CNTPNS);
}

/* ---- RAM ---- */

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

/* ---- interrupts ---- */

bool
board_line_exists(uint32_t line)
{
	uint32_t source = line - VSP_IRQ_LOCAL;

	if (line < END_ARM_LINE)
		return true;
	return line >= VSP_IRQ_LOCAL && source < NSOURCES
	       && source != SOURCE_CNTPNS && source != SOURCE_GPU
	       && (source < 8 || source == SOURCE_TIMER);
}

static void
local_enable(uint32_t source, bool enable)
{
	uint32_t where = source < 4 ? LOCAL_TIMERS : LOCAL_MAILBOXES;
	uint32_t bit = 1u << source % 4, value;

	if (source == SOURCE_TIMER) {
		where = LOCAL_TIMER;
		bit = 1u << 29;
	}
	value = device_read(where);
	device_write(where, enable ? value | bit : value & ~bit);
}

void
board_mask(uint32_t line)
{
	if (line >= VSP_IRQ_LOCAL)
		local_enable(line - VSP_IRQ_LOCAL, false);
	else if (line >= FIRST_ARM_LINE)
		device_write(ARM_DISABLE, 1u << (line - FIRST_ARM_LINE));
	else
		device_write(GPU_DISABLE(line / LINES_PER_WORD),
			     1u << line % LINES_PER_WORD);
}

void
board_unmask(uint32_t line)
{
	if (line >= VSP_IRQ_LOCAL)
		local_enable(line - VSP_IRQ_LOCAL, true);
	else if (line >= FIRST_ARM_LINE)
		device_write(ARM_ENABLE, 1u << (line - FIRST_ARM_LINE));
	else
		device_write(GPU_ENABLE(line / LINES_PER_WORD),
			     1u << line % LINES_PER_WORD);
}

static uint32_t
lowest_bit(uint32_t word)
{
	return (uint32_t)__builtin_ctz(word);
}

static uint32_t
gpu_pending_line(void)
{
	for (uint32_t n = 0; n < 2; n++) {
		uint32_t pending = device_read(GPU_PENDING(n));

		if (pending != 0)
			return n * LINES_PER_WORD + lowest_bit(pending);
	}
	if (device_read(ARM_PENDING) & ARM_LINES)
		return FIRST_ARM_LINE
		       + lowest_bit(device_read(ARM_PENDING) & ARM_LINES);
	return BOARD_NO_LINE;
}

uint32_t
board_pending_line(void)
{
	uint32_t source = device_read(LOCAL_SOURCE);
	uint32_t local = source & ~(1u << SOURCE_CNTPNS | 1u << SOURCE_GPU);

	if (local != 0)
		return VSP_IRQ_LOCAL + lowest_bit(local);
	if (source & 1u << SOURCE_GPU)
		return gpu_pending_line();
	return BOARD_NO_LINE;
}

/* ---- epitaph ---- */

#define UART_DATA	(UART0 + 0x00u)
#define UART_FLAGS	(UART0 + 0x18u)
#define UART_IBRD	(UART0 + 0x24u)
#define UART_FBRD	(UART0 + 0x28u)
#define UART_LCRH	(UART0 + 0x2cu)
#define UART_CONTROL	(UART0 + 0x30u)
#define UART_FULL	0x20u
#define UART_ENABLED	0x301u		/* UART, transmit, receive */

/* 115200 baud from a clock of 48 MHz, 8 bits, FIFOs; whoever drove it. */
static void
uart_enable(void)
{
	if ((device_read(UART_CONTROL) & UART_ENABLED) == UART_ENABLED)
		return;
	device_write(UART_CONTROL, 0);
	device_write(UART_IBRD, 26);
	device_write(UART_FBRD, 3);
	device_write(UART_LCRH, 0x70);
	device_write(UART_CONTROL, UART_ENABLED);
}

static void
uart_put(char c)
{
	uint32_t patience = PATIENCE;

	while (device_read(UART_FLAGS) & UART_FULL)
		if (patience-- == 0)
			return;
	device_write(UART_DATA, (uint8_t)c);
}

void
board_put_char(char c)
{
	uart_enable();
	if (c == '\n')
		uart_put('\r');
	uart_put(c);
}
