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
#define REST	1000u	/* more than any switch: one in which the parent has a
			   turn, too, takes about 2000 */
#define ATTEMPTS 50u

static volatile uint64_t stamp;		/* the last of all */
static volatile uint64_t stamps[2];	/* of who spins: main, partner */
static volatile enum { YIELD, SPIN, SPIN_FP } partner_does;
static vsp_slot channel;

static inline uint64_t
count_now(void)
{
	uint64_t count;

	__asm__ volatile("mrs %0, pmccntr_el0" : "=r"(count) : : "memory");
	return count;
}

/* Stamp all the time, and use FP registers or not, until others have run; gives
 * how long ago the other thread's last stamp was, less what a lap takes: it was
 * interrupted somewhere in a lap, as this one was. */
static inline uint64_t
spin(unsigned self, bool fp)
{
	uint64_t now = count_now(), last = now, lap;

	do {
		lap = now - last;
		last = now;
		if (fp)
			__asm__ volatile("fmov d16, %0" : : "r"(now) : "d16");
		stamps[self] = now = count_now();
	} while (now - last < BY_HAND);
	return now - stamps[1 - self] - lap;
}

static int
partner(void *nothing)
{
	(void)nothing;
	for (;;) {
		while (partner_does == SPIN)
			spin(1, false);
		while (partner_does == SPIN_FP)
			spin(1, true);
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

static bool
start(void)
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

/* All have run, and wait. */
bool
bench_thread_prepare(void)
{
	if (!start())
		return false;
	vsp_thread_yield();
	return true;
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

static bool
is_switch(uint64_t count)
{
	return count >= BY_HAND && count <= REST;
}

/* Both spin until the turn ends.  A switch in which the parent has a turn, too,
 * does not count; if all take so long, something is wrong. */
static inline uint64_t
preempt(bool fp)
{
	uint64_t seen = 0;

	partner_does = fp ? SPIN_FP : SPIN;
	for (unsigned i = 0; i < ATTEMPTS && !is_switch(seen); i++)
		seen = spin(0, fp);
	partner_does = YIELD;
	return is_switch(seen) ? seen : WRONG;
}

static uint64_t
thread_preempt(unsigned round)
{
	(void)round;
	return preempt(false);
}

static uint64_t
thread_preempt_fp(unsigned round)
{
	(void)round;
	return preempt(true);
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
	{ "thread_preempt_fp", thread_preempt_fp },
	{ "event_to_thread", event_to_thread },
	{ NULL, NULL },
};
