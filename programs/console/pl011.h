/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * pl011.h - ARM's PL011 UART: sending polled, receiving by interrupt.
 */
#ifndef PL011_H
#define PL011_H

#include <stdbool.h>

/* `registers` is where they are mapped.  115200 baud, 8 bits. */
void pl011_init(volatile void *registers);
void pl011_put(char c);
/* Until the last byte has left. */
void pl011_drain(void);

/* From now on it interrupts when bytes have come. */
void pl011_listen(void);
/* The next byte that has come; false if there is none: the line is quiet. */
bool pl011_get(char *c);

#endif
