/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * call.c - calling through a portal, and signalling.
 */
#include <stddef.h>
#include <vesper/memory.h>
#include <vesper/share.h>
#include <vesper/syscall.h>

#include "internal.h"

/* A capability that the answer brought and nobody asked for. */
static void
drop(vsp_slot cap)
{
	if (cap == 0)
		return;
	vsp_delete(cap);
	vsp_slot_free(cap);
}

static int
call(vsp_slot portal, struct vsp_message *message, uint64_t flags,
     vsp_slot *cap)
{
	struct vsp_thread *thread = vsp_self;
	uint64_t error;

	if (!vsp_dcb->enabled)
		return VSP_E_STATE;
	message_copy(&thread->in.message, message);
	do {
		vsp_disable();
		error = thread_call(thread, vsp_dcb, portal,
				    thread->number | flags
				    | runtime_leaving(thread));
	} while (error == VSP_CALL_AGAIN);
	vsp_enable(true);
	if (error != VSP_OK)
		return (int)error;
	message_copy(message, &thread->in.message);
	if (cap != NULL)
		*cap = thread->in.cap;
	else
		drop(thread->in.cap);
	return VSP_OK;
}

int
vsp_call(vsp_slot portal, struct vsp_message *message)
{
	return call(portal, message, 0, NULL);
}

int
vsp_call_cap(vsp_slot portal, struct vsp_message *message, vsp_slot cap,
	     uint64_t rights)
{
	vsp_dcb->send_slot = cap;
	vsp_dcb->send_rights = rights;
	return call(portal, message, VSP_CALL_CAP, NULL);
}

int
vsp_call_take(vsp_slot portal, struct vsp_message *message, vsp_slot *cap)
{
	int error = vsp_share_accept();

	*cap = 0;
	return error != VSP_OK ? error : call(portal, message, 0, cap);
}

int
vsp_signal(vsp_slot channel)
{
	register uint64_t error __asm__("x0");
	register uint64_t slot __asm__("x8") = channel;

	__asm__ volatile("svc %2" : "=r"(error), "+r"(slot)
			 : "i"(VSP_SYS_SIGNAL)
			 : "x1", "x2", "x3", "x4", "x5", "x6", "x7", "x9",
			   "x10", "x11", "x12", "x13", "x14", "x15", "x16",
			   "x17", "cc", "memory");
	return (int)error;
}
