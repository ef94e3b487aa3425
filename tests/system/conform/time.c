/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * time.c - claims of grants: when they end, to whom they are charged, and
 * what whoever gave them is told.
 */
#include "abi.h"
#include "conform.h"

#define LONG_TICKS	40000u
#define SHORT_TICKS	5000u

static struct actor *a, *b, *c;

static uint64_t
ticks_of(const struct actor *who)
{
	uint64_t ticks = ~0ull;

	vsp_domain_info(who->domain, NULL, NULL, &ticks);
	return ticks;
}

/* The root's child a has a child b, index 5. */
static void
make_two_levels(void)
{
	a = actor_make(0);
	b = actor_make_below(a, 5);
	run(0);
	b->memory->hold = 1;
	SCRIPT(b, DO_SPIN, DO_NOTE(1));
}

static void
make_two(void)
{
	a = actor_make(0);
	b = actor_make(1);
	MUST(give_portal(a, OWN_A, b));
	run(0);
	run(1);
}

/* ---- ends ---- */

static bool
a_grant_ends_at_its_time(void)
{
	struct back back;
	uint64_t until;

	make_two();
	a->memory->hold = 1;
	SCRIPT(a, DO_SPIN);
	until = vsp_now() + SHORT_TICKS;
	back = dispatch_until(0, until);
	return SAME(back.reason, VSP_CHILD_EXPIRED)
	       && SAME(vsp_now() >= until, true)
	       && SAME(vsp_now() < until + SHORT_TICKS, true);
}

static bool
an_inner_grant_ends_with_the_outer(void)
{
	uint64_t until;

	make_two_levels();
	until = vsp_now() + SHORT_TICKS;
	SCRIPT(a, DO_DISPATCH(5, until + LONG_TICKS));
	return SAME(dispatch_until(0, until).reason, VSP_CHILD_EXPIRED)
	       && SAME(vsp_now() >= until, true)
	       && SAME(vsp_now() < until + LONG_TICKS, true)
	       && TOLD(a, "A") && TOLD(b, "A");
}

static bool
an_inner_grant_can_end_before_the_outer(void)
{
	uint64_t until;

	make_two_levels();
	until = vsp_now() + SHORT_TICKS;
	SCRIPT(a, DO_DISPATCH(5, until), DO_NOTE(1));
	return SAME(dispatch_until(0, until + LONG_TICKS).reason,
		    VSP_CHILD_WAIT)
	       && SAME(vsp_now() >= until, true)
	       && SAME(vsp_now() < until + LONG_TICKS, true)
	       && TOLD(a, "AH5:2.d");
}

/* Seven levels; the grant that `shortest` gives is the shortest. */
static bool
ends_at_level(unsigned shortest)
{
	struct actor *d[VSP_NLEVELS - 1];
	uint64_t now;

	d[0] = actor_make(0);
	for (unsigned i = 1; i < VSP_NLEVELS - 1; i++)
		d[i] = actor_make_below(d[i - 1], i);
	d[VSP_NLEVELS - 2]->memory->hold = 1;
	now = vsp_now();
	for (unsigned i = 0; i < VSP_NLEVELS - 2; i++)
		SCRIPT(d[i], DO_DISPATCH(i + 1, i == shortest
					 ? now + LONG_TICKS : VSP_FOREVER),
		       DO_NOTE(1));
	SCRIPT(d[VSP_NLEVELS - 2], DO_SPIN);
	dispatch_until(0, VSP_FOREVER);
	return SAME(record(d[shortest], 1)->kind, VSP_UPCALL_CHILD)
	       && SAME(record(d[shortest], 1)->x[1], VSP_CHILD_EXPIRED)
	       && SAME(vsp_now() >= now + LONG_TICKS, true);
}

static bool
the_shortest_grant_of_all_ends_first(void)
{
	bool holds = true;

	for (unsigned level = 0; level < VSP_NLEVELS - 2; level++) {
		holds &= ends_at_level(level);
		holds &= stage_end();
		stage_begin();
	}
	return holds;
}

static bool
a_grant_of_the_past_runs_nobody(void)
{
	uint64_t before;

	make_two();
	before = ticks_of(a);
	SCRIPT(a, DO_NOTE(1));
	return SAME(dispatch_until(0, 0).reason, VSP_CHILD_EXPIRED)
	       && SAME(dispatch_until(0, 1).reason, VSP_CHILD_EXPIRED)
	       && SAME(dispatch_until(0, vsp_now()).reason, VSP_CHILD_EXPIRED)
	       && TOLD(a, "") && SAME(ticks_of(a), before)
	       && SAME(run(0), VSP_CHILD_WAIT) && TOLD(a, "Ad");
}

static bool
a_childs_grant_of_the_past_runs_nobody(void)
{
	make_two_levels();
	SCRIPT(a, DO_DISPATCH(5, 0), DO_DISPATCH(5, 1), DO_NOTE(1));
	return SAME(run(0), VSP_CHILD_WAIT) && TOLD(a, "AH5:2.H5:2.d")
	       && TOLD(b, "");
}

/* However short the grants, all ends well and nothing is counted twice. */
static bool
tiny_grants_come_back(void)
{
	uint64_t sum = 0, before;
	bool holds = true;

	make_two();
	a->memory->hold = 1;
	SCRIPT(a, DO_SPIN, DO_NOTE(1));
	before = ticks_of(a);
	for (uint64_t ticks = 1; ticks < 200; ticks++) {
		struct back back = dispatch(0, ticks);

		holds &= SAME(back.reason, VSP_CHILD_EXPIRED);
		sum += back.ticks;
	}
	holds &= SAME(ticks_of(a) - before, sum);
	a->memory->hold = 0;
	return holds && SAME(run(0), VSP_CHILD_WAIT) && TOLD(a, "Ad");
}

/* ---- accounts ---- */

/* Rounds with one that computes at each level. */
static bool
time_is_that_of_self_and_children(void)
{
	uint64_t a_before, b_before, c_before, given = 0, to_b = 0, of_c;

	a = actor_make(0);
	b = actor_make_below(a, 5);
	c = actor_make_below(b, 6);
	run(0);
	c->memory->hold = 1;
	SCRIPT(c, DO_SPIN);
	SCRIPT(a, DO_DISPATCH(5, VSP_FOREVER), DO_JUMP(0));
	SCRIPT(b, DO_DISPATCH(6, VSP_FOREVER), DO_JUMP(0));
	a_before = ticks_of(a);
	b_before = ticks_of(b);
	c_before = ticks_of(c);
	to_b = a->dcb->child[5].ticks;
	for (unsigned i = 1; i < 30; i++)
		given += dispatch(0, 100 * i).ticks;
	to_b = a->dcb->child[5].ticks - to_b;
	for (unsigned i = 0; i < a->memory->written; i++)
		if (record(a, i)->kind == VSP_UPCALL_CHILD)
			to_b += record(a, i)->x[2];
	of_c = ticks_of(c) - c_before;
	return SAME(given, ticks_of(a) - a_before)
	       && SAME(to_b, ticks_of(b) - b_before)
	       && SAME(given > to_b && to_b > of_c && of_c > 10000, true)
	       && SAME(a->dcb->used, ticks_of(a))
	       && SAME(b->dcb->used, ticks_of(b))
	       && SAME(c->dcb->used, ticks_of(c));
}

static bool
a_server_is_charged_to_its_caller(void)
{
	uint64_t a_before, b_before, given;

	make_two();
	b->memory->hold = 1;
	SCRIPT(b, DO_SPIN, DO_REPLY(1));
	SCRIPT(a, DO_CALL(OWN_A, 0, 1));
	a_before = ticks_of(a);
	b_before = ticks_of(b);
	given = dispatch(0, LONG_TICKS).ticks;
	return TOLD(b, "C") && SAME(given >= LONG_TICKS / 2, true)
	       && SAME(ticks_of(a) - a_before, given)
	       && SAME(ticks_of(b), b_before);
}

/* An event of another kind makes a leave the first one in the table. */
static bool
a_second_report_adds_its_ticks(void)
{
	vsp_slot channel;
	uint64_t before;

	make_two_levels();
	channel = derive(a->domain, VSP_R_SIGNAL, 4);
	before = ticks_of(b);
	SCRIPT(a, DO_DISPATCH(5, VSP_FOREVER), DO_JUMP(0));
	dispatch(0, SHORT_TICKS);
	root_leave(VSP_SYS_SIGNAL, (const uint64_t[9]){ [8] = channel });
	dispatch(0, SHORT_TICKS);
	return TOLD(a, "AA4.")
	       && SAME(a->dcb->child[5].ticks, ticks_of(b) - before)
	       && SAME(a->dcb->child[5].ticks > SHORT_TICKS, true);
}

/* ---- what is told ---- */

static bool
who_waits_says_until_when(void)
{
	uint64_t until = vsp_now() + (1ull << 40);
	struct back back;

	make_two();
	SCRIPT(a, DO_WAIT(until), DO_WAIT_EVER);
	back = dispatch(0, LONG_TICKS);
	if (!SAME(back.reason, VSP_CHILD_WAIT) || !SAME(back.until, until))
		return false;
	back = dispatch(0, LONG_TICKS);
	return SAME(back.reason, VSP_CHILD_WAIT)
	       && SAME(back.until, VSP_FOREVER);
}

static bool
who_calls_says_until_when(void)
{
	uint64_t until = vsp_now() + (1ull << 40);
	struct back back;

	make_two();
	SCRIPT(b, DO_WAIT_EVER);
	SCRIPT(a, DO_CALL_UNTIL(OWN_A, 0, 1, until));
	back = dispatch(0, LONG_TICKS);
	return SAME(back.reason, VSP_CHILD_WAIT) && SAME(back.until, until);
}

/* It comes to wait on lent time, and its own parent does not know yet. */
static bool
who_waits_on_lent_time_tells_its_parent(void)
{
	uint64_t until = vsp_now() + (1ull << 40);

	make_two();
	SCRIPT(b, DO_WAIT(until), DO_WAIT(until));
	SCRIPT(a, DO_CALL(OWN_A, 0, 1));
	run(0);
	return SAME(child_is_ready(1), true)
	       && SAME(dispatch(1, LONG_TICKS).until, until)
	       && SAME(child_is_ready(1), false);
}

/* b comes back to a while a is not running: the report waits. */
static bool
a_report_waits_in_the_table(void)
{
	make_two_levels();
	SCRIPT(a, DO_DISPATCH(5, VSP_FOREVER), DO_NOTE(1));
	if (!SAME(dispatch(0, SHORT_TICKS).reason, VSP_CHILD_EXPIRED)
	    || !SAME(a->dcb->child[5].reason, VSP_CHILD_PREEMPTED))
		return false;
	return SAME(child_is_ready(0), true) && SAME(run(0), VSP_CHILD_WAIT)
	       && TOLD(a, "AH5:3.d")
	       && SAME(a->dcb->child[5].reason, VSP_CHILD_NONE);
}

static bool
reports_of_two_children_come_as_an_event(void)
{
	struct actor *d;

	make_two_levels();
	d = actor_make_below(a, 7);
	run(0);
	SCRIPT(a, DO_DISPATCH(5, VSP_FOREVER), DO_NOTE(1));
	dispatch(0, SHORT_TICKS);
	MUST(vsp_delete(d->domain));
	return SAME(run(0), VSP_CHILD_WAIT) && TOLD(a, "AAd")
	       && SAME(record(a, 1)->x[0], VSP_EVENT_CHILD)
	       && SAME(a->dcb->child[5].reason, VSP_CHILD_PREEMPTED)
	       && SAME(a->dcb->child[7].reason, VSP_CHILD_GONE);
}

/* ---- the root ---- */

static bool
the_root_wakes_at_its_time(void)
{
	uint64_t until, events;

	root_take_news();	/* an earlier `until`, too, is dropped */
	until = vsp_now() + LONG_TICKS;
	events = root_wait(until);
	return SAME(events, VSP_EVENT_TIMER) && SAME(vsp_now() >= until, true)
	       && SAME(vsp_now() < until + SHORT_TICKS, true);
}

static bool
the_root_wakes_at_once_if_its_time_is_past(void)
{
	return SAME(root_wait(1), VSP_EVENT_TIMER)
	       && SAME(root_wait(0), VSP_EVENT_TIMER);
}

static bool
an_event_wakes_the_root(void)
{
	vsp_slot channel = derive(VSP_BOOT_DOMAIN, VSP_R_SIGNAL, 0x40);

	root_leave(VSP_SYS_SIGNAL, (const uint64_t[9]){ [8] = channel });
	return SAME(root_upcall.x[0], VSP_OK)
	       && SAME(root_wait(VSP_FOREVER), 0x40);
}

static bool
an_interrupt_wakes_the_idle_root(void)
{
	volatile uint32_t *timer = device_registers(TIMER_ADDRESS);
	vsp_slot channel = derive(VSP_BOOT_DOMAIN, VSP_R_SIGNAL, 0x40);
	bool woke;

	timer_clear(timer, 1);
	MUST(vsp_irq_bind(VSP_BOOT_IRQ, 1, channel));
	timer_set(timer, 1, 500);
	woke = SAME(root_wait(VSP_FOREVER), 0x40);
	timer_clear(timer, 1);
	MUST(vsp_irq_unbind(VSP_BOOT_IRQ, 1));
	return woke;
}

static const struct tap_claim claims[] = {
	CLAIM(a_grant_ends_at_its_time),
	CLAIM(an_inner_grant_ends_with_the_outer),
	CLAIM(an_inner_grant_can_end_before_the_outer),
	CLAIM(the_shortest_grant_of_all_ends_first),
	CLAIM(a_grant_of_the_past_runs_nobody),
	CLAIM(a_childs_grant_of_the_past_runs_nobody),
	CLAIM(tiny_grants_come_back),
	CLAIM(time_is_that_of_self_and_children),
	CLAIM(a_server_is_charged_to_its_caller),
	CLAIM(a_second_report_adds_its_ticks),
	CLAIM(who_waits_says_until_when),
	CLAIM(who_calls_says_until_when),
	CLAIM(who_waits_on_lent_time_tells_its_parent),
	CLAIM(a_report_waits_in_the_table),
	CLAIM(reports_of_two_children_come_as_an_event),
	CLAIM(the_root_wakes_at_its_time),
	CLAIM(the_root_wakes_at_once_if_its_time_is_past),
	CLAIM(an_event_wakes_the_root),
	CLAIM(an_interrupt_wakes_the_idle_root),
};

void
play_time(void)
{
	PLAY(claims);
}
