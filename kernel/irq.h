/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * irq.h - interrupt lines as capabilities.
 *
 * A line that is bound raises bits of a domain.  The kernel masks it at each
 * interrupt; the driver unmasks it when its device is quiet (ACK).
 */
#ifndef KERNEL_IRQ_H
#define KERNEL_IRQ_H

#include "cap.h"

/* The lines that an Irq capability names. */
static inline uint32_t
irq_first(const struct slot *irq)
{
	return (uint32_t)irq->data;
}

static inline uint32_t
irq_count(const struct slot *irq)
{
	return (uint32_t)(irq->data >> 32);
}

/* A line interrupted: mask it, and signal its event. */
void irq_deliver(uint32_t line);
/* A capability is deleted: one step of unbinding the lines that were bound with
 * it; false: none is left. */
bool irq_release_line(struct slot *irq);

#endif
