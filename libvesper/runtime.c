/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * runtime.c - the upcalls that tell what has happened.
 *
 * Each finds out what became of the thread that ran, passes on its news, and
 * leaves.  ACTIVATE is in dispatch.c, CALL in serve.c, FAULT in fault.c, REPLY
 * in call.c.
 */
#include <stddef.h>

#include "context.h"

struct vsp_dcb *vsp_dcb;

void
vsp_post_events(uint64_t events)
{
	runtime.events |= events;
	wait_deliver_events();
}

void
runtime_news(uint64_t events, uint64_t answered)
{
	for (; answered != 0; answered &= answered - 1) {
		unsigned n = (unsigned)__builtin_ctzll(answered);
		struct vsp_answer *answer = &vsp_dcb->answer[n % VSP_NCALLS];

		call_answer(n, answer->x, answer->error, answer->arrived);
	}
	vsp_post_events(events & ~(VSP_EVENT_CHILD | VSP_EVENT_TIMER));
	if (events & VSP_EVENT_CHILD)
		vsp_hooks.child(~0u, NULL);
}

_Noreturn void
upcall_child(uint64_t child, uint64_t reason, uint64_t ticks, uint64_t until)
{
	struct vsp_child report = {
		.until = until,
		.ticks = ticks,
		.reason = (uint32_t)reason,
	};

	context_settle(upcall_dcb());
	vsp_hooks.child((uint32_t)child, &report);
	runtime_leave();
}
