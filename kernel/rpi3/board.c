/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * board.c - Raspberry Pi 3: interrupt controllers, epitaph.
 */
#include "board.h"

#include "device.h"
#include "page.h"

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
	else
		device_write(DISABLE(line / LINES_PER_WORD),
			     1u << line % LINES_PER_WORD);
}

void
board_unmask(uint32_t line)
{
	if (line >= VSP_IRQ_LOCAL)
		local_enable(line - VSP_IRQ_LOCAL, true);
	else
		device_write(ENABLE(line / LINES_PER_WORD),
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
	uint32_t arm;

	for (uint32_t n = 0; n < 2; n++) {
		uint32_t pending = device_read(GPU_PENDING(n));

		if (pending != 0)
			return n * LINES_PER_WORD + lowest_bit(pending);
	}
	arm = device_read(ARM_PENDING) & ARM_LINES;
	return arm != 0 ? FIRST_ARM_LINE + lowest_bit(arm) : BOARD_NO_LINE;
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

#define PATIENCE	1000000u
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
