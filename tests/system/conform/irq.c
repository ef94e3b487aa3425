/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * irq.c - claims of interrupts: bound, delivered, masked, acknowledged.
 *
 * They come from compare 1 and 3 of the system timer: lines 1 and 3 of the
 * GPU's controller.  The sources of the local controller belong to the kernel's
 * own page or to privileged registers: user level can bind their lines, but
 * can make none of them interrupt.
 */
#include "abi.h"
#include "conform.h"

#define SHORT_TICKS	5000u
#define LINES(first, count)	((first) | (uint64_t)(count) << 32)

static struct actor *a, *b;
static vsp_slot irq, channel;
static volatile uint32_t *timer;

static void
make_driver(uint64_t mask)
{
	a = actor_make(0);
	b = actor_make(1);
	run(0);
	run(1);
	channel = derive(a->domain, VSP_R_SIGNAL, mask);
	irq = derive(VSP_BOOT_IRQ, VSP_R_BIND, 0);
	timer = device_registers(TIMER_ADDRESS);
	timer_clear(timer, 1);
	timer_clear(timer, 3);
	SCRIPT(a, DO_NOTE(1));
	MUST(give(a, OWN_A, irq, VSP_R_BIND, LINES(3, 1)));
}

static bool
an_interrupt_is_an_event(void)
{
	make_driver(0x10);
	MUST(vsp_irq_bind(irq, 3, channel));
	timer_fire(timer, 3);
	return SAME(child_is_ready(0), true) && SAME(run(0), VSP_CHILD_WAIT)
	       && TOLD(a, "A10.d");
}

static bool
lines_have_events_of_their_own(void)
{
	vsp_slot other;

	make_driver(0x10);
	other = derive(a->domain, VSP_R_SIGNAL, 0x20);
	MUST(vsp_irq_bind(irq, 3, channel));
	MUST(vsp_irq_bind(irq, 1, other));
	timer_fire(timer, 1);
	timer_fire(timer, 3);
	return SAME(run(0), VSP_CHILD_WAIT) && TOLD(a, "A30.d");
}

static bool
a_line_is_masked_until_it_is_acknowledged(void)
{
	make_driver(0x10);
	MUST(vsp_irq_bind(irq, 3, channel));
	timer_fire(timer, 3);
	run(0);
	timer_fire(timer, 3);
	if (!SAME(child_is_ready(0), false))
		return false;
	MUST(vsp_irq_ack(irq, 3));
	timer_fire(timer, 3);
	return SAME(child_is_ready(0), true);
}

static bool
a_device_that_is_not_quiet_interrupts_again(void)
{
	make_driver(0x10);
	timer_set(timer, 3, 2);
	MUST(vsp_irq_bind(irq, 3, channel));
	root_sleep(SHORT_TICKS);
	run(0);
	if (!SAME(child_is_ready(0), false))
		return false;
	MUST(vsp_irq_ack(irq, 3));
	root_sleep(SHORT_TICKS);
	timer_clear(timer, 3);
	return SAME(child_is_ready(0), true);
}

static bool
an_unbound_line_is_silent(void)
{
	make_driver(0x10);
	MUST(vsp_irq_bind(irq, 3, channel));
	MUST(vsp_irq_unbind(irq, 3));
	timer_fire(timer, 3);
	return SAME(child_is_ready(0), false);
}

/* Who has one line has no other. */
static bool
ranges_can_be_split(void)
{
	vsp_slot two, one;

	make_driver(0x10);
	two = derive(irq, VSP_R_BIND, LINES(2, 2));
	one = derive(two, VSP_R_BIND, LINES(3, 1));
	return SAME(vsp_irq_bind(two, 1, channel), VSP_E_ARG)
	       && SAME(vsp_irq_bind(two, 4, channel), VSP_E_ARG)
	       && SAME(vsp_irq_bind(one, 2, channel), VSP_E_ARG)
	       && SAME(vsp_irq_bind(two, 2, channel), VSP_OK)
	       && SAME(vsp_irq_bind(one, 3, channel), VSP_OK)
	       && SAME(vsp_irq_bind(two, 3, channel), VSP_E_OCCUPIED);
}

/* It takes its line with it, and no other. */
static bool
a_deleted_irq_unbinds_what_it_bound(void)
{
	vsp_slot some;

	make_driver(0x10);
	some = derive(irq, VSP_R_BIND, LINES(0, 8));
	MUST(vsp_irq_bind(some, 3, channel));
	MUST(vsp_irq_bind(irq, 1, channel));
	MUST(vsp_delete(some));
	timer_fire(timer, 3);
	if (!SAME(child_is_ready(0), false))
		return false;
	timer_fire(timer, 1);
	return SAME(child_is_ready(0), true)
	       && SAME(vsp_irq_unbind(irq, 1), VSP_OK);
}

/* Also on the fast path: nothing is told of what is gone. */
static bool
a_revoked_channel_unbinds_its_lines(void)
{
	vsp_slot lent;

	make_driver(0x10);
	lent = derive(channel, VSP_R_SIGNAL, 0);
	MUST(vsp_irq_bind(irq, 3, lent));
	MUST(vsp_revoke(channel));
	timer_fire(timer, 3);
	return SAME(child_is_ready(0), false)
	       && SAME(vsp_irq_ack(irq, 3), VSP_E_EMPTY)
	       && SAME(vsp_irq_bind(irq, 3, channel), VSP_OK);
}

static bool
a_moved_irq_keeps_what_it_bound(void)
{
	vsp_slot one, to;

	make_driver(0x10);
	one = derive(irq, VSP_R_BIND, LINES(3, 1));
	to = slot_new();
	MUST(vsp_irq_bind(one, 3, channel));
	MUST(vsp_take(to, 0, one));
	timer_fire(timer, 3);
	return SAME(child_is_ready(0), true)
	       && SAME(vsp_irq_ack(to, 3), VSP_OK)
	       && SAME(vsp_delete(to), VSP_OK)
	       && SAME(vsp_irq_ack(irq, 3), VSP_E_EMPTY);
}

/* b computes; its scheduler, the root, wants a first. */
static bool
an_interrupt_takes_the_processor_where_preempt_says_so(void)
{
	make_driver(0x10);
	MUST(vsp_irq_bind(irq, 3, channel));
	b->memory->hold = 1;
	SCRIPT(b, DO_SPIN);
	root_dcb->preempt = 1u << 0;
	timer_set(timer, 3, 50);
	return SAME(dispatch(1, 100 * SHORT_TICKS).reason,
		    VSP_CHILD_PREEMPTED)
	       && SAME(root_dcb->ready & 3, 3);
}

static bool
an_interrupt_reaches_its_driver_directly(void)
{
	make_driver(0x10);
	MUST(vsp_irq_bind(irq, 3, channel));
	b->memory->hold = 1;
	SCRIPT(b, DO_SPIN);
	root_dcb->preempt = root_dcb->direct = 1u << 0;
	timer_set(timer, 3, 50);
	return SAME(dispatch(1, 100 * SHORT_TICKS).reason,
		    VSP_CHILD_PREEMPTED)
	       && TOLD(a, "A10.d") && SAME(child_is_ready(0), false);
}

/* The device is never quiet, and the driver acknowledges for ever: it uses up
 * its own time, and others get theirs. */
static bool
a_storm_does_not_starve_others(void)
{
	uint64_t until;
	bool holds = true;

	make_driver(0x10);
	SCRIPT(a, DO_INVOKE(OWN_A, VSP_OP_IRQ_ACK, 3), DO_JUMP(0));
	SCRIPT(b, DO_SPIN);
	b->memory->hold = 1;
	timer_set(timer, 3, 2);
	MUST(vsp_irq_bind(irq, 3, channel));
	for (unsigned i = 0; i < 10; i++) {
		until = vsp_now() + SHORT_TICKS;
		holds &= SAME(dispatch_until(0, until).reason,
			      VSP_CHILD_EXPIRED)
			 && SAME(vsp_now() < until + SHORT_TICKS, true);
		holds &= SAME(dispatch(1, SHORT_TICKS).reason,
			      VSP_CHILD_EXPIRED);
	}
	timer_clear(timer, 3);
	return holds && SAME(a->memory->written > 100, true)
	       && TOLD(b, "A");
}

/* ---- the local controller ---- */

#define VIRTUAL_TIMER	(VSP_IRQ_LOCAL + 3)

static bool
the_local_controllers_lines_are_bound_like_others(void)
{
	bool holds = true;

	make_driver(0x10);
	for (uint64_t n = 4; n < 8; n++)
		holds &= SAME(vsp_irq_bind(irq, VSP_IRQ_LOCAL + n,
					   channel), VSP_OK)
			 && SAME(vsp_irq_ack(irq, VSP_IRQ_LOCAL + n),
				 VSP_OK)
			 && SAME(vsp_irq_unbind(irq,
						VSP_IRQ_LOCAL + n), VSP_OK);
	return holds && SAME(vsp_irq_bind(irq, VIRTUAL_TIMER,
					  channel), VSP_OK)
	       && SAME(vsp_irq_unbind(irq, VIRTUAL_TIMER), VSP_OK)
	       && SAME(child_is_ready(0), false);
}

static const struct tap_claim claims[] = {
	CLAIM(an_interrupt_is_an_event),
	CLAIM(lines_have_events_of_their_own),
	CLAIM(a_line_is_masked_until_it_is_acknowledged),
	CLAIM(a_device_that_is_not_quiet_interrupts_again),
	CLAIM(an_unbound_line_is_silent),
	CLAIM(ranges_can_be_split),
	CLAIM(a_deleted_irq_unbinds_what_it_bound),
	CLAIM(a_revoked_channel_unbinds_its_lines),
	CLAIM(a_moved_irq_keeps_what_it_bound),
	CLAIM(an_interrupt_takes_the_processor_where_preempt_says_so),
	CLAIM(an_interrupt_reaches_its_driver_directly),
	CLAIM(a_storm_does_not_starve_others),
	CLAIM(the_local_controllers_lines_are_bound_like_others),
};

void
play_irq(void)
{
	PLAY(claims);
}
