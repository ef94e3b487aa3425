/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * pl011.h - ARM's PL011 UART, polled.
 */
#ifndef PL011_H
#define PL011_H

/* `registers` is where they are mapped.  115200 baud, 8 bits. */
void pl011_init(volatile void *registers);
void pl011_put(char c);
/* Until the last byte has left. */
void pl011_drain(void);

#endif
