/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * call.c - calling through a portal, and signalling.
 */
#include <vesper/syscall.h>

#include "internal.h"

static int
call(vsp_slot portal, struct vsp_message *message, uint64_t flags)
{
	struct vsp_thread *thread = vsp_self;
	uint64_t error;

	do {
		runtime_leaving(thread);
		error = thread_call(thread, vsp_dcb, portal,
				    thread->number | flags, message);
	} while (error == VSP_CALL_AGAIN);
	if (error == VSP_OK)
		message_copy(message, &thread->in.message);
	return (int)error;
}

int
vsp_call(vsp_slot portal, struct vsp_message *message)
{
	return call(portal, message, 0);
}

int
vsp_call_cap(vsp_slot portal, struct vsp_message *message, vsp_slot cap,
	     uint64_t rights)
{
	vsp_dcb->send_slot = cap;
	vsp_dcb->send_rights = rights;
	return call(portal, message, VSP_CALL_CAP);
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
