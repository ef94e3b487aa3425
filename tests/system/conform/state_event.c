/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * state_event.c - the events that come to T, and what they give.
 */
#include "state.h"

#include "abi.h"

#define LINE	3u		/* system timer, compare 3 */

static int
on_signal(void)
{
	root_leave(VSP_SYS_SIGNAL, (const uint64_t[9]){ [8] = channel });
	return (int)root_upcall.x[0];
}

/* C calls T, and waits at its door if that is closed. */
static int
on_call(void)
{
	SCRIPT(c, DO_CALL(OWN_A, 0, 42));
	run(2);
	return VSP_OK;
}

/* S answers the last call that T made, which may be long over. */
static int
on_reply(void)
{
	unsigned last = s->memory->tokens;

	s->memory->hold = 0;
	SCRIPT(s, DO_REPLY_TO(2, 9), DO_REPLY(9));
	if (last < 2)
		s->memory->token[1] = s->memory->token[0];
	run(1);
	return VSP_OK;
}

static int
on_dispatch(void)
{
	return VSP_OK;
}

static int
on_stop(void)
{
	return vsp_domain_stop(t->domain);
}

static int
on_start(void)
{
	return vsp_domain_start(t->domain);
}

static int
on_reset(void)
{
	int error = vsp_domain_reset(t->domain);

	set_next(AT_NOTE);
	return error == VSP_OK ? vsp_domain_start(t->domain) : error;
}

static int
on_cancel(void)
{
	return vsp_domain_cancel(t->domain, 3);
}

static int
on_delete(void)
{
	return vsp_delete(t->domain);
}

/* Whatever T does next is a fault: its memory is not mapped. */
static int
on_fault(void)
{
	return vsp_frame_unmap(t->frame);
}

static int
on_interrupt(void)
{
	volatile uint32_t *timer = device_registers(TIMER_ADDRESS);
	int error = vsp_irq_bind(VSP_BOOT_IRQ, LINE, channel);

	timer_fire(timer, LINE);
	MUST(vsp_irq_unbind(VSP_BOOT_IRQ, LINE));
	return error;
}

/* Its time is over before it has begun. */
static int
on_expiry(void)
{
	return dispatch_until(0, 0).reason == VSP_CHILD_EXPIRED
	       ? VSP_OK : VSP_E_GONE;
}

static int
on_revoke_pd(void)
{
	return vsp_revoke(t->pd);
}

static int
on_revoke_cnode(void)
{
	return vsp_revoke(t->cnode);
}

static int (*const comes[NEVENTS])(void) = {
	[SIGNAL] = on_signal,
	[CALL] = on_call,
	[REPLY] = on_reply,
	[DISPATCH] = on_dispatch,
	[STOPPED] = on_stop,
	[STARTED] = on_start,
	[RESET] = on_reset,
	[CANCEL] = on_cancel,
	[DELETE] = on_delete,
	[FAULT] = on_fault,
	[INTERRUPT] = on_interrupt,
	[EXPIRY] = on_expiry,
	[REVOKE_PD] = on_revoke_pd,
	[REVOKE_CNODE] = on_revoke_cnode,
};

int
event_comes(enum event event)
{
	return comes[event]();
}
