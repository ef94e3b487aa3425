/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * irq.c - operations on interrupt lines.
 */
#include "ops.h"

int
vsp_irq_bind(vsp_slot irq, uint64_t line, vsp_slot channel)
{
	return vsp_invoke(irq, VSP_OP_IRQ_BIND, OP_ARGS(line, channel)).error;
}

int
vsp_irq_unbind(vsp_slot irq, uint64_t line)
{
	return vsp_invoke(irq, VSP_OP_IRQ_UNBIND, OP_ARGS(line)).error;
}

int
vsp_irq_ack(vsp_slot irq, uint64_t line)
{
	return vsp_invoke(irq, VSP_OP_IRQ_ACK, OP_ARGS(line)).error;
}
