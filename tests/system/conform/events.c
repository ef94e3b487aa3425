/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * events.c - claims of events: who may raise them, that none gets lost, and
 * that they come at once to whoever can be told.
 */
#include "abi.h"
#include "conform.h"

#define SHORT_TICKS	5000u

static struct actor *a, *b, *c;

/* a can call b, b can call c; c can raise event 4 at b, a at itself. */
static void
make_three(void)
{
	a = actor_make(0);
	b = actor_make(1);
	c = actor_make(2);
	MUST(give_portal(a, OWN_A, b));
	MUST(give_portal(b, OWN_A, c));
	MUST(give_channel(a, OWN_B, a, 4));
	MUST(give_channel(c, OWN_B, b, 4));
	run(0);
	run(1);
	run(2);
}

/* The first word of a's DCB as a sees it: `pending` is its upper half. */
#define DO_READ_PENDING	DO_READ((uint64_t)(uintptr_t)a->dcb)

static uint64_t
pending_then(unsigned n)
{
	return record(a, n)->x[0] >> 32;
}

/* ---- who may ---- */

static bool
signal_fails(uint64_t slot, uint64_t error)
{
	root_leave(VSP_SYS_SIGNAL, (const uint64_t[9]){ [8] = slot });
	return SAME(root_upcall.kind, UPCALL_RETURNED)
	       && SAME(root_upcall.x[0], error);
}

static bool
signal_needs_a_capability(void)
{
	return signal_fails(slot_new(), VSP_E_NOCAP)
	       && signal_fails(0, VSP_E_NOCAP)
	       && signal_fails(64 * VSP_SLOTS_PER_PAGE, VSP_E_NOCAP)
	       && signal_fails(~0ull, VSP_E_NOCAP)
	       && signal_fails(1ull << 32 | VSP_BOOT_DOMAIN, VSP_E_NOCAP);
}

static bool
signal_needs_a_domain(void)
{
	return signal_fails(VSP_BOOT_PD, VSP_E_TYPE)
	       && signal_fails(VSP_BOOT_RAM, VSP_E_TYPE)
	       && signal_fails(VSP_BOOT_IRQ, VSP_E_TYPE);
}

/* Nor does it help if there are events already. */
static bool
signal_needs_a_channel(void)
{
	vsp_slot portal, both, channel;

	make_three();
	portal = derive(a->domain, VSP_R_CALL, 8);
	both = derive(a->domain, VSP_R_SIGNAL | VSP_R_CALL, 8);
	channel = derive(a->domain, VSP_R_SIGNAL, 4);
	SCRIPT(a, DO_NOTE(1));
	for (unsigned i = 0; i < 2; i++) {
		if (!signal_fails(portal, VSP_E_RIGHT)
		    || !signal_fails(both, VSP_E_RIGHT)
		    || !signal_fails(a->domain, VSP_E_RIGHT)
		    || !SAME(child_is_ready(0), i == 1)
		    || !signal_fails(channel, VSP_OK))
			return false;
	}
	return SAME(run(0), VSP_CHILD_WAIT) && TOLD(a, "A4.d");
}

/* ---- none gets lost ---- */

static bool
events_add_up(void)
{
	vsp_slot one, two;

	make_three();
	one = derive(a->domain, VSP_R_SIGNAL, 1);
	two = derive(a->domain, VSP_R_SIGNAL, 0x30);
	SCRIPT(a, DO_NOTE(1));
	return signal_fails(one, VSP_OK) && signal_fails(two, VSP_OK)
	       && signal_fails(one, VSP_OK) && SAME(run(0), VSP_CHILD_WAIT)
	       && TOLD(a, "A31.d") && SAME(run(0), VSP_CHILD_WAIT)
	       && TOLD(a, "A31.dA");
}

static bool
pending_says_that_an_event_waits(void)
{
	make_three();
	SCRIPT(a, DO_READ_PENDING, DO_SIGNAL(OWN_B), DO_READ_PENDING,
	       DO_ACTIVATE, DO_READ_PENDING);
	return SAME(run(0), VSP_CHILD_WAIT) && TOLD(a, "AdrdA4.d")
	       && SAME(pending_then(1), 0) && SAME(pending_then(3), 1)
	       && SAME(pending_then(5), 0);
}

static bool
pending_says_that_a_caller_waits(void)
{
	make_three();
	b->memory->hold = 1;
	SCRIPT(b, DO_SPIN, DO_WAIT_EVER, DO_REPLY(1));
	dispatch(1, SHORT_TICKS);
	if (!SAME(b->dcb->pending, 0))
		return false;
	SCRIPT(a, DO_CALL(OWN_A, 0, 1));
	dispatch(0, SHORT_TICKS);
	return SAME(b->dcb->pending, 1);
}

/* An event that came in an upcall is told before what RESUME goes back to. */
static bool
resume_looks_for_events_first(void)
{
	make_three();
	SCRIPT(a, DO_ENABLE, DO_SPIN, DO_SIGNAL(OWN_B), DO_RESUME(0),
	       DO_RESUME(0), DO_NOTE(1));
	a->memory->hold = 1;
	dispatch(0, SHORT_TICKS);
	a->memory->hold = 0;
	return SAME(run(0), VSP_CHILD_WAIT) && TOLD(a, "AArA4.d");
}

static bool
a_call_looks_for_events_first(void)
{
	make_three();
	SCRIPT(a, DO_SIGNAL(OWN_B), DO_CALL(OWN_A, 0, 1), DO_NOTE(1));
	return SAME(run(0), VSP_CHILD_WAIT) && TOLD(a, "ArA4.d")
	       && TOLD(b, "A");
}

static bool
dispatch_looks_for_events_first(void)
{
	make_three();
	SCRIPT(a, DO_SIGNAL(OWN_B), DO_DISPATCH(9, VSP_FOREVER), DO_NOTE(1));
	return SAME(run(0), VSP_CHILD_WAIT) && TOLD(a, "ArA4.d");
}

/* ---- at once ---- */

/* a calls b, b calls c, which raises an event at b: b runs, then c again. */
static bool
an_event_in_the_middle_of_a_chain_comes_at_once(void)
{
	make_three();
	c->memory->hold = 1;
	SCRIPT(c, DO_SIGNAL(OWN_B), DO_SPIN, DO_REPLY(3));
	SCRIPT(b, DO_CALL(OWN_A, 0, 2), DO_NOTE(1));
	SCRIPT(a, DO_CALL(OWN_A, 0, 1));
	dispatch(0, SHORT_TICKS);
	return TOLD(b, "CA4.d") && TOLD(c, "Cr")
	       && SAME(child_is_ready(2), true);
}

/* The server raises an event at who pays. */
static bool
an_event_for_the_caller_comes_at_once(void)
{
	make_three();
	MUST(give_channel(b, OWN_B, a, 4));
	b->memory->hold = 1;
	SCRIPT(b, DO_SIGNAL(OWN_B), DO_SPIN, DO_REPLY(3));
	SCRIPT(a, DO_CALL(OWN_A, 0, 1), DO_NOTE(1));
	dispatch(0, SHORT_TICKS);
	return TOLD(a, "AA4.d") && TOLD(b, "Cr")
	       && SAME(child_is_ready(1), true);
}

static const struct tap_claim claims[] = {
	CLAIM(signal_needs_a_capability),
	CLAIM(signal_needs_a_domain),
	CLAIM(signal_needs_a_channel),
	CLAIM(events_add_up),
	CLAIM(pending_says_that_an_event_waits),
	CLAIM(pending_says_that_a_caller_waits),
	CLAIM(resume_looks_for_events_first),
	CLAIM(a_call_looks_for_events_first),
	CLAIM(dispatch_looks_for_events_first),
	CLAIM(an_event_in_the_middle_of_a_chain_comes_at_once),
	CLAIM(an_event_for_the_caller_comes_at_once),
};

void
play_events(void)
{
	PLAY(claims);
}
