/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * bench_thread.c - threads: one gives way to another, one is preempted for
 * another, and one is woken by an event.
 *
 * Priorities: the threads that are switched between take turns with the main
 * thread; the one that waits for an event is more urgent.
 */
#include <stddef.h>
#include <vesper/thread.h>

#include "bench.h"

#define TURN_US	200u	/* of those with the same priority */
#define EVENT	0x100ull
#define BY_HAND	100u	/* a yield is less than this */
#define REST	5000u	/* more than any switch; a turn is much more */

static volatile uint64_t stamp;		/* the last of all */
static volatile uint64_t gap;		/* between stamps of two threads */
static volatile uint64_t lap;		/* between two of one thread */
static void *volatile stamper;
static volatile enum { YIELD, SPIN, END } partner_does;
static vsp_slot channel;

static inline uint64_t
count_now(void)
{
	uint64_t count;

	__asm__ volatile("mrs %0, pmccntr_el0" : "=r"(count) : : "memory");
	return count;
}

/* Stamps all the time, and sees from the last one when it was switched to. */
static void
spin_and_stamp(void)
{
	void *self = &self;
	uint64_t now = count_now();

	if (stamper != self) {
		gap = now - stamp;
		stamper = self;
	} else {
		lap = now - stamp;
	}
	stamp = count_now();
}

static int
partner(void *nothing)
{
	(void)nothing;
	while (partner_does != END) {
		if (partner_does == SPIN) {
			spin_and_stamp();
			continue;
		}
		vsp_thread_yield();
		stamp = count_now();
	}
	return 0;
}

static int
event_thread(void *nothing)
{
	(void)nothing;
	while (vsp_wait_events(EVENT) != 0)
		stamp = count_now();
	return 1;
}

bool
bench_thread_prepare(void)
{
	static struct vsp_fixed_priority policy;
	struct vsp_sched_params ordinary = { .priority = 1 };
	struct vsp_thread_attributes same = { .params.priority = 1 };
	struct vsp_thread_attributes urgent = { .params.priority = 2 };

	channel = vsp_slot_alloc();
	return vsp_derive(VSP_SLOT_CNODE, channel, VSP_SLOT_DOMAIN,
			  VSP_R_SIGNAL, EVENT) == VSP_OK
	       && vsp_threads_start(vsp_fixed_priority_init(&policy,
				vsp_us_to_ticks(TURN_US)), &ordinary) == VSP_OK
	       && vsp_thread_create(NULL, &same, partner, NULL) == VSP_OK
	       && vsp_thread_create(NULL, &urgent, event_thread, NULL)
		  == VSP_OK;
}

static uint64_t
thread_switch(unsigned round)
{
	uint64_t before, after;

	(void)round;
	partner_does = YIELD;
	stamp = 0;
	before = count_now();
	vsp_thread_yield();
	after = stamp;
	return after != 0 ? after - before - overhead : WRONG;
}

/* Both spin until the turn ends; what the parent's turns cost in between is
 * left out, and so is what the loop takes by itself. */
static uint64_t
thread_preempt(unsigned round)
{
	uint64_t seen;

	(void)round;
	partner_does = SPIN;
	do {
		gap = 0;
		while ((seen = gap) == 0)
			spin_and_stamp();
	} while (seen < BY_HAND || seen > REST);
	partner_does = YIELD;
	lap = REST;
	while (lap > BY_HAND)
		spin_and_stamp();
	return seen - lap;
}

/* From the signal to the thread that waits for it. */
static uint64_t
event_to_thread(unsigned round)
{
	uint64_t before;

	(void)round;
	vsp_thread_yield();
	stamp = 0;
	before = count_now();
	vsp_signal(channel);
	return stamp != 0 ? stamp - before - overhead : WRONG;
}

const struct bench bench_thread[] = {
	{ "thread_switch", thread_switch },
	{ "thread_preempt", thread_preempt },
	{ "event_to_thread", event_to_thread },
	{ NULL, NULL },
};
