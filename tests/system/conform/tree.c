/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * tree.c - claims of wakeups through the tree of schedulers: who becomes
 * ready, who is told, who is interrupted, who runs at once.
 */
#include "abi.h"
#include "conform.h"

#define LONG_TICKS	40000u
#define SHORT_TICKS	5000u

static struct actor *a, *b, *c;

/* a and b are children 0 and 1 of the root; a can raise event 4 at b. */
static void
make_two(void)
{
	a = actor_make(0);
	b = actor_make(1);
	MUST(give_channel(a, OWN_B, b, 4));
	MUST(give_portal(a, OWN_A, b));
	MUST(give_portal(b, OWN_A, a));
	run(0);
	run(1);
	a->memory->hold = 1;
}

/* The root's child a has a child b, index 5; b can signal and call a. */
static void
make_two_levels(void)
{
	a = actor_make(0);
	b = actor_make_below(a, 5);
	MUST(give_channel(b, OWN_B, a, 4));
	MUST(give_portal(b, OWN_A, a));
	run(0);
	b->memory->hold = 1;
}

/* ---- preempt and direct ---- */

/* a signals b, and computes; what becomes of a? */
static unsigned
signal_and_spin(void)
{
	SCRIPT(a, DO_SIGNAL(OWN_B), DO_SPIN, DO_NOTE(1));
	SCRIPT(b, DO_NOTE(2));
	root_take_news();
	return dispatch(0, SHORT_TICKS).reason;
}

static bool
a_wakeup_makes_ready_and_interrupts_nobody(void)
{
	make_two();
	return SAME(signal_and_spin(), VSP_CHILD_EXPIRED)
	       && SAME(child_is_ready(1), true) && TOLD(b, "")
	       && SAME(run(1), VSP_CHILD_WAIT) && TOLD(b, "A4.d")
	       && SAME(child_is_ready(1), false);
}

static bool
a_wakeup_interrupts_where_preempt_says_so(void)
{
	make_two();
	root_dcb->preempt = 1u << 1;
	return SAME(signal_and_spin(), VSP_CHILD_PREEMPTED)
	       && SAME(root_dcb->ready & 3, 3) && TOLD(a, "A")
	       && TOLD(b, "");
}

static bool
preempt_is_about_who_wakes(void)
{
	make_two();
	root_dcb->preempt = 1u << 0 | 1u << 2;
	return SAME(signal_and_spin(), VSP_CHILD_EXPIRED) && TOLD(b, "");
}

/* b runs, on what was left of a's grant, before the root is told. */
static bool
a_wakeup_runs_at_once_where_direct_says_so(void)
{
	make_two();
	root_dcb->preempt = root_dcb->direct = 1u << 1;
	return SAME(signal_and_spin(), VSP_CHILD_PREEMPTED)
	       && TOLD(a, "A") && TOLD(b, "A4.d")
	       && SAME(child_is_ready(0), true)
	       && SAME(child_is_ready(1), false);
}

/* The grant of who runs directly ends when the other's would have. */
static bool
who_runs_directly_does_so_until_the_others_time(void)
{
	uint64_t until;

	make_two();
	b->memory->hold = 1;
	root_dcb->preempt = root_dcb->direct = 1u << 1;
	SCRIPT(a, DO_SIGNAL(OWN_B), DO_SPIN);
	SCRIPT(b, DO_SPIN);
	root_take_news();
	until = vsp_now() + SHORT_TICKS;
	dispatch_until(0, until);
	return TOLD(b, "A4.") && SAME(vsp_now() >= until, true)
	       && SAME(vsp_now() < until + LONG_TICKS, true);
}

static bool
an_event_for_who_is_ready_interrupts_again(void)
{
	make_two();
	root_dcb->preempt = 1u << 1;
	return SAME(signal_and_spin(), VSP_CHILD_PREEMPTED)
	       && SAME(dispatch(0, SHORT_TICKS).reason, VSP_CHILD_EXPIRED)
	       && SAME(run(1), VSP_CHILD_WAIT) && TOLD(b, "A4.d");
}

/* ---- up the tree ---- */

/* c is a child of b, which is not running; a wakes c. */
static void
make_nephew(void)
{
	make_two();
	c = actor_make_below(b, 9);
	MUST(give_channel(a, OWN_C, c, 8));
	run(1);
	/* Its first turn. */
	SCRIPT(b, DO_DISPATCH(9, VSP_FOREVER));
	run(1);
	SCRIPT(a, DO_SIGNAL(OWN_C), DO_SPIN);
	SCRIPT(b, DO_NOTE(2), DO_DISPATCH(9, VSP_FOREVER));
	SCRIPT(c, DO_NOTE(3));
	root_take_news();
}

static bool
a_wakeup_deep_down_makes_all_above_ready(void)
{
	make_nephew();
	return SAME(dispatch(0, SHORT_TICKS).reason, VSP_CHILD_EXPIRED)
	       && SAME(child_is_ready(1), true)
	       && SAME(b->dcb->ready >> 9 & 1, 1)
	       && SAME(run(1), VSP_CHILD_WAIT) && TOLD(c, "A8.d")
	       && SAME(record(b, 0)->x[0], VSP_EVENT_CHILD)
	       && SAME(b->dcb->ready, 0);
}

static bool
a_wakeup_deep_down_interrupts_where_preempt_says_so(void)
{
	make_nephew();
	root_dcb->preempt = 1u << 1;
	return SAME(dispatch(0, SHORT_TICKS).reason, VSP_CHILD_PREEMPTED)
	       && TOLD(a, "A") && TOLD(b, "") && TOLD(c, "");
}

static bool
a_wakeup_deep_down_runs_the_scheduler_directly(void)
{
	make_nephew();
	root_dcb->preempt = root_dcb->direct = 1u << 1;
	return SAME(dispatch(0, SHORT_TICKS).reason, VSP_CHILD_PREEMPTED)
	       && TOLD(a, "A") && TOLD(c, "A8.d");
}

/* ---- to those on the chain ---- */

static bool
an_event_for_ones_scheduler_activates_it_at_once(void)
{
	make_two_levels();
	SCRIPT(a, DO_DISPATCH(5, VSP_FOREVER), DO_NOTE(1));
	SCRIPT(b, DO_SIGNAL(OWN_B), DO_SPIN);
	return SAME(run(0), VSP_CHILD_WAIT) && TOLD(a, "AA4.d")
	       && SAME(record(a, 1)->x[0], VSP_EVENT_CHILD | 4)
	       && SAME(a->dcb->child[5].reason, VSP_CHILD_PREEMPTED)
	       && SAME(a->dcb->ready >> 5 & 1, 1) && TOLD(b, "A");
}

/* Of seven levels the third is signalled by the last. */
static bool
an_event_on_the_chain_falls_back_to_its_level(void)
{
	enum { N = VSP_NLEVELS - 1, M = 2 };
	struct actor *all[N];

	all[0] = actor_make(0);
	for (unsigned i = 1; i < N; i++) {
		all[i] = actor_make_below(all[i - 1], 0);
		SCRIPT(all[i - 1], DO_DISPATCH(0, VSP_FOREVER), DO_NOTE(1));
	}
	MUST(give_channel(all[N - 1], OWN_B, all[M], 4));
	all[N - 1]->memory->hold = 1;
	SCRIPT(all[N - 1], DO_SIGNAL(OWN_B), DO_SPIN);
	run(0);
	return TOLD(all[M], "AA4.d") && TOLD(all[M + 1], "A")
	       && TOLD(all[M - 1], "AH0:1.d")
	       && SAME(all[M]->dcb->child[0].reason, VSP_CHILD_PREEMPTED)
	       && SAME(all[N - 2]->dcb->child[0].reason, VSP_CHILD_PREEMPTED);
}

static bool
an_event_for_the_root_stops_all(void)
{
	vsp_slot channel = derive(VSP_BOOT_DOMAIN, VSP_R_SIGNAL, 0x40);

	make_two_levels();
	MUST(give(b, OWN_C, channel, VSP_R_SIGNAL, 0));
	SCRIPT(a, DO_DISPATCH(5, VSP_FOREVER));
	SCRIPT(b, DO_SIGNAL(OWN_C), DO_SPIN);
	root_take_news();
	root_events = 0;
	return SAME(dispatch(0, LONG_TICKS).reason, VSP_CHILD_PREEMPTED)
	       && SAME(root_events & VSP_EVENT_USER, 0x40) && TOLD(b, "A")
	       && SAME(a->dcb->child[5].reason, VSP_CHILD_PREEMPTED);
}

/* ---- schedulers that serve ---- */

static bool
a_child_can_call_its_own_scheduler(void)
{
	make_two_levels();
	SCRIPT(a, DO_DISPATCH(5, VSP_FOREVER), DO_REPLY(9), DO_NOTE(1));
	SCRIPT(b, DO_CALL(OWN_A, 0, 1), DO_NOTE(2));
	return SAME(run(0), VSP_CHILD_WAIT) && TOLD(a, "ACH5:1.d")
	       && TOLD(b, "ARd");
}

/* Called by its child, it dispatches: that takes it off the child's time. */
static bool
a_scheduler_that_serves_its_child_can_dispatch(void)
{
	make_two_levels();
	c = actor_make_below(a, 6);
	run(0);
	SCRIPT(a, DO_DISPATCH(5, VSP_FOREVER), DO_DISPATCH(6, VSP_FOREVER),
	       DO_DISPATCH(6, VSP_FOREVER), DO_REPLY(9), DO_NOTE(1));
	SCRIPT(b, DO_CALL(OWN_A, 0, 1), DO_NOTE(2));
	SCRIPT(c, DO_NOTE(3));
	run(0);
	run(0);
	return TOLD(c, "Ad") && SAME(record(a, 1)->kind, VSP_UPCALL_CALL)
	       && SAME(a->dcb->child[5].reason == VSP_CHILD_NONE
		       || a->dcb->child[5].reason == VSP_CHILD_WAIT, true);
}

/* A server on its caller's time is not the payer. */
static bool
only_who_pays_dispatches(void)
{
	make_two();
	c = actor_make_below(b, 9);
	run(1);
	SCRIPT(b, DO_DISPATCH(9, VSP_FOREVER), DO_NOTE(1),
	       DO_DISPATCH(9, VSP_FOREVER));
	SCRIPT(a, DO_CALL(OWN_A, 0, 1));
	SCRIPT(c, DO_NOTE(3));
	if (!SAME(run(0), VSP_CHILD_WAIT) || !TOLD(c, "")
	    || !SAME(child_is_ready(1), true))
		return false;
	run(1);
	return TOLD(c, "Ad");
}

/* ---- helping ---- */

static bool
who_waits_at_a_door_lends_its_time(void)
{
	make_two();
	b->memory->hold = 1;
	SCRIPT(b, DO_SPIN, DO_NOTE(1), DO_WAIT_EVER, DO_REPLY(7));
	dispatch(1, SHORT_TICKS);
	SCRIPT(a, DO_CALL(OWN_A, 0, 1), DO_NOTE(2));
	if (!SAME(dispatch(0, SHORT_TICKS).reason, VSP_CHILD_EXPIRED))
		return false;
	b->memory->hold = 0;
	return SAME(run(0), VSP_CHILD_WAIT) && TOLD(b, "AdC")
	       && TOLD(a, "ARd");
}

/* a has called b, which has called c; c was preempted.  a's time runs c. */
static bool
time_follows_a_chain_of_calls(void)
{
	make_two();
	c = actor_make(2);
	MUST(give_portal(b, OWN_C, c));
	run(2);
	c->memory->hold = 1;
	SCRIPT(c, DO_SPIN, DO_REPLY(3));
	SCRIPT(b, DO_CALL(OWN_C, 0, 2), DO_REPLY(2));
	SCRIPT(a, DO_CALL(OWN_A, 0, 1));
	if (!SAME(dispatch(0, SHORT_TICKS).reason, VSP_CHILD_EXPIRED)
	    || !SAME(child_is_ready(2), true))
		return false;
	c->memory->hold = 0;
	return SAME(run(0), VSP_CHILD_WAIT) && TOLD(a, "AR")
	       && TOLD(b, "CR") && TOLD(c, "C");
}

/* a calls b, b calls a: whoever is dispatched, a's handler runs. */
static bool
time_follows_a_cycle_of_calls(void)
{
	make_two();
	SCRIPT(a, DO_CALL(OWN_A, 0, 1), DO_SPIN, DO_REPLY(2), DO_NOTE(1));
	SCRIPT(b, DO_CALL(OWN_A, 0, 2), DO_REPLY(3));
	if (!SAME(dispatch(0, SHORT_TICKS).reason, VSP_CHILD_EXPIRED)
	    || !TOLD(a, "AC") || !TOLD(b, "C"))
		return false;
	if (!SAME(dispatch(1, SHORT_TICKS).reason, VSP_CHILD_EXPIRED))
		return false;
	a->memory->hold = 0;
	run(1);
	run(0);
	run(1);
	run(0);
	return SAME(a->memory->written >= 3, true)
	       && SAME(record(b, 1)->kind == VSP_UPCALL_REPLY
		       || b->dcb->answer[0].x[0] == 2, true);
}

static bool
a_cancelled_call_gives_no_time(void)
{
	make_two();
	b->memory->hold = 1;
	SCRIPT(b, DO_SPIN, DO_NOTE(1));
	SCRIPT(a, DO_CALL(OWN_A, 3, 1), DO_NOTE(2));
	dispatch(0, SHORT_TICKS);
	MUST(vsp_domain_cancel(a->domain, 3));
	b->memory->hold = 0;
	return SAME(run(0), VSP_CHILD_WAIT) && TOLD(b, "C")
	       && SAME(run(1), VSP_CHILD_WAIT) && TOLD(b, "Cd");
}

/* b, preempted on a's time, is ready at its own parent. */
static bool
a_preempted_server_is_ready_at_its_own_parent(void)
{
	make_two();
	b->memory->hold = 1;
	SCRIPT(b, DO_SPIN, DO_REPLY(7));
	SCRIPT(a, DO_CALL(OWN_A, 3, 1), DO_NOTE(2));
	root_take_news();
	if (!SAME(dispatch(0, SHORT_TICKS).reason, VSP_CHILD_EXPIRED)
	    || !SAME(child_is_ready(1), true))
		return false;
	b->memory->hold = 0;
	/* On its own time it deposits the answer. */
	return SAME(run(1), VSP_CHILD_WAIT) && SAME(child_is_ready(0), true)
	       && SAME(run(0), VSP_CHILD_WAIT) && TOLD(a, "AA0/8.d");
}

static const struct tap_claim claims[] = {
	CLAIM(a_wakeup_makes_ready_and_interrupts_nobody),
	CLAIM(a_wakeup_interrupts_where_preempt_says_so),
	CLAIM(preempt_is_about_who_wakes),
	CLAIM(a_wakeup_runs_at_once_where_direct_says_so),
	CLAIM(who_runs_directly_does_so_until_the_others_time),
	CLAIM(an_event_for_who_is_ready_interrupts_again),
	CLAIM(a_wakeup_deep_down_makes_all_above_ready),
	CLAIM(a_wakeup_deep_down_interrupts_where_preempt_says_so),
	CLAIM(a_wakeup_deep_down_runs_the_scheduler_directly),
	CLAIM(an_event_for_ones_scheduler_activates_it_at_once),
	CLAIM(an_event_on_the_chain_falls_back_to_its_level),
	CLAIM(an_event_for_the_root_stops_all),
	CLAIM(a_child_can_call_its_own_scheduler),
	CLAIM(a_scheduler_that_serves_its_child_can_dispatch),
	CLAIM(only_who_pays_dispatches),
	CLAIM(who_waits_at_a_door_lends_its_time),
	CLAIM(time_follows_a_chain_of_calls),
	CLAIM(time_follows_a_cycle_of_calls),
	CLAIM(a_cancelled_call_gives_no_time),
	CLAIM(a_preempted_server_is_ready_at_its_own_parent),
};

void
play_tree(void)
{
	PLAY(claims);
}
