/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * listen.c - have an interrupt raise events of one's own.
 */
#include <vesper/link.h>
#include <vesper/memory.h>
#include <vesper/startup.h>

int
vsp_irq_listen(vsp_slot irq, uint64_t line, uint64_t mask)
{
	vsp_slot channel = vsp_slot_alloc();
	int error;

	if (channel == 0)
		return VSP_E_NOMEM;
	error = vsp_derive(VSP_SLOT_CNODE, channel, VSP_SLOT_DOMAIN,
			   VSP_R_SIGNAL, mask);
	if (error == VSP_OK)
		error = vsp_irq_bind(irq, line, channel);
	if (error == VSP_OK)
		return VSP_OK;	/* the binding lasts as long as the channel */
	vsp_delete(channel);
	vsp_slot_free(channel);
	return error;
}
