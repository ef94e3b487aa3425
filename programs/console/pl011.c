/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * pl011.c - ARM's PL011 UART: sending polled, receiving by interrupt.
 *
 * Source: PrimeCell UART (PL011) Technical Reference Manual, chapter 3.  The
 * firmware runs its clock at 48 MHz: 48e6 / (16 * 115200) = 26 + 3/64.
 */
#include "pl011.h"

#include <stdint.h>

#define DATA		(0x00 / 4)
#define FLAGS		(0x18 / 4)
#define IBRD		(0x24 / 4)
#define FBRD		(0x28 / 4)
#define LINE_CONTROL	(0x2c / 4)
#define CONTROL		(0x30 / 4)
#define INTERRUPTS	(0x38 / 4)	/* which are enabled */
#define QUIET		(0x44 / 4)	/* write: which end */

#define FLAG_BUSY	0x08u
#define FLAG_EMPTY	0x10u
#define FLAG_FULL	0x20u
#define LINE_8_FIFO	0x70u
#define ENABLED		0x301u		/* UART, transmit, receive */
#define RECEIVED	0x50u		/* enough bytes, or some and a pause */

static volatile uint32_t *uart;

void
pl011_init(volatile void *registers)
{
	uart = registers;
	uart[CONTROL] = 0;
	uart[INTERRUPTS] = 0;
	uart[IBRD] = 26;
	uart[FBRD] = 3;
	uart[LINE_CONTROL] = LINE_8_FIFO;
	uart[CONTROL] = ENABLED;
}

void
pl011_put(char c)
{
	while (uart[FLAGS] & FLAG_FULL)
		;
	uart[DATA] = (unsigned char)c;
}

void
pl011_drain(void)
{
	while (uart[FLAGS] & FLAG_BUSY)
		;
}

void
pl011_listen(void)
{
	uart[QUIET] = RECEIVED;
	uart[INTERRUPTS] = RECEIVED;
}

bool
pl011_get(char *c)
{
	if (uart[FLAGS] & FLAG_EMPTY) {
		uart[QUIET] = RECEIVED;
		if (uart[FLAGS] & FLAG_EMPTY)
			return false;	/* nor did one come meanwhile */
	}
	*c = (char)uart[DATA];
	return true;
}
