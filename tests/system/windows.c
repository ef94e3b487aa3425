/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * windows.c - claims that no wakeup is lost, whichever instruction of who waits
 * is interrupted by who wakes it, or the other way round.
 *
 * The main thread waits; the rival, more urgent, sleeps until some ticks later,
 * interrupts it wherever it is then, and does what it waits for.  This is done
 * again for each tick, and for each place of an instruction in a tick.  A wait
 * that ends by its time instead is a wakeup that was lost.  Where there is no
 * such time, the watchdog ends it all.
 */
#include <stdlib.h>
#include <vesper/runtime.h>
#include <vesper/vesper.h>

#include "threads.h"
#include "windows.h"

#define SHIFTS		48u	/* of three instructions: three ticks' worth */
#define RANGE		60u	/* ticks: longer than any of these waits */
#define PATIENCE	20000u	/* ticks: no wakeup comes so late */

static const struct meeting *meeting;
static struct vsp_semaphore begin, end;
static volatile uint64_t meetings;
uint64_t when;

/* Which instructions were interrupted: a bit each. */
static uint64_t seen[1024];
static struct vsp_thread *waiter;

static void
note_place(void)
{
	for (unsigned i = 0; i < VSP_DCB_SLOTS; i++) {
		const struct vsp_context *context = &vsp_dcb->context[i];
		uint64_t place = context->pc / 4 % (64 * 1024);

		if (context->tpidr == vsp_thread_tls(waiter))
			seen[place / 64] |= 1ull << place % 64;
	}
}

static unsigned
places(void)
{
	unsigned n = 0;

	for (unsigned i = 0; i < 1024; i++) {
		n += (unsigned)__builtin_popcountll(seen[i]);
		seen[i] = 0;
	}
	return n;
}

static int
rival(void *argument)
{
	while (argument == NULL) {
		vsp_semaphore_wait(&begin);
		if (meeting->prepare != NULL)
			meeting->prepare();
		vsp_sleep_until(when);
		note_place();
		meeting->wake();
		vsp_semaphore_post(&end);
	}
	return 0;
}

static int
watchdog(void *argument)
{
	uint64_t last = ~0ull;

	(void)argument;
	while (last != meetings) {
		last = meetings;
		vsp_sleep_until(vsp_now() + 50 * PATIENCE);
	}
	printf("Bail out! nobody woke meeting %llu\n",
	       (unsigned long long)last);
	exit(1);
}

/* Three instructions a round, which is no part of the 16 of a tick. */
static void
shift(uint64_t rounds)
{
	__asm__ volatile("1: cbz %0, 2f\n\tsub %0, %0, #1\n\tb 1b\n2:"
			 : "+r"(rounds));
}

static bool
meet_once(uint64_t ticks, uint64_t rounds)
{
	bool woken;

	meetings++;
	when = vsp_now() + 500 + ticks;
	vsp_semaphore_post(&begin);
	while (vsp_now() < when - ticks)
		;
	shift(rounds);
	woken = meeting->wait(vsp_now() + PATIENCE);
	return vsp_semaphore_wait_until(&end, vsp_now() + PATIENCE) && woken;
}

bool
meet(const struct meeting *with)
{
	bool right = true;

	meeting = with;
	for (unsigned ticks = 0; right && ticks < RANGE; ticks++)
		for (unsigned rounds = 0; right && rounds < SHIFTS; rounds++) {
			right = meet_once(ticks, rounds);
			if (!right)
				printf("# lost at tick %u, round %u\n", ticks,
				       rounds);
		}
	printf("# interrupted at %u places\n", places());
	return right;
}

/* ---- what they meet at ---- */

static struct vsp_mutex mutex;
static struct vsp_condition condition;
static struct vsp_semaphore semaphore;
static struct vsp_eventcount count;
static bool flag;

static void
lock(void)
{
	vsp_mutex_lock(&mutex);
}

static void
unlock(void)
{
	vsp_mutex_unlock(&mutex);
}

static bool
take_and_give(uint64_t until)
{
	return vsp_mutex_lock_until(&mutex, until)
	       && vsp_mutex_unlock(&mutex);
}

static bool
no_instruction_of_a_lock_loses_the_mutex(void)
{
	return meet(&(struct meeting){ lock, unlock, take_and_give });
}

static void
signal_flag(void)
{
	vsp_mutex_lock(&mutex);
	flag = true;
	vsp_condition_signal(&condition);
	vsp_mutex_unlock(&mutex);
}

static bool
wait_for_flag(uint64_t until)
{
	bool woken = true;

	vsp_mutex_lock(&mutex);
	while (!flag && woken)
		woken = vsp_condition_wait_until(&condition, &mutex, until);
	flag = false;
	vsp_mutex_unlock(&mutex);
	return woken;
}

static bool
no_instruction_of_a_wait_loses_a_signal(void)
{
	return meet(&(struct meeting){ NULL, signal_flag, wait_for_flag });
}

static void
post(void)
{
	vsp_semaphore_post(&semaphore);
}

static bool
wait_for_post(uint64_t until)
{
	return vsp_semaphore_wait_until(&semaphore, until);
}

static bool
no_instruction_of_a_wait_loses_a_post(void)
{
	return meet(&(struct meeting){ NULL, post, wait_for_post });
}

static void
advance(void)
{
	vsp_eventcount_advance(&count);
}

static bool
await(uint64_t until)
{
	static uint64_t next;

	next++;
	return vsp_eventcount_await_until(&count, next, until) == next
	       && vsp_now() < until;
}

static bool
no_instruction_of_an_await_loses_an_advance(void)
{
	return meet(&(struct meeting){ NULL, advance, await });
}

static struct vsp_barrier barrier;

static void
arrive(void)
{
	vsp_barrier_wait(&barrier);
}

static bool
arrive_too(uint64_t until)
{
	vsp_barrier_wait(&barrier);
	return vsp_now() < until;
}

static bool
no_instruction_of_a_barrier_lets_it_stay_closed(void)
{
	vsp_barrier_init(&barrier, 2);
	return meet(&(struct meeting){ NULL, arrive, arrive_too });
}

static struct vsp_once once;
static unsigned times;

static void
slowly(void)
{
	times++;
	vsp_sleep_until(when + RANGE);
}

static void
do_once(void)
{
	vsp_once(&once, slowly);
}

static bool
do_once_too(uint64_t until)
{
	bool right;

	vsp_once(&once, slowly);
	right = times == 1 && vsp_now() < until;
	times = 0;
	once = (struct vsp_once){ 0 };
	return right;
}

static bool
no_instruction_lets_it_be_done_twice_or_never(void)
{
	return meet(&(struct meeting){ NULL, do_once, do_once_too });
}

/* The rival has begun, and is done where it interrupts. */
static void
until_then(void)
{
	times++;
	vsp_sleep_until(when);
}

static void
begin_once(void)
{
	vsp_once(&once, until_then);
}

static void
be_done(void)
{
}

static bool
no_instruction_of_who_waits_for_it_loses_its_end(void)
{
	return meet(&(struct meeting){ begin_once, be_done, do_once_too });
}

/* ---- the other way round: the rival waits, the main thread wakes it ---- */

static void
wait_for_main(void)
{
	vsp_semaphore_wait(&semaphore);
}

static bool
post_to_rival(uint64_t until)
{
	vsp_semaphore_post(&semaphore);
	return vsp_now() < until;
}

static bool
no_instruction_of_a_post_loses_it(void)
{
	return meet(&(struct meeting){ NULL, wait_for_main, post_to_rival });
}

static void
make_urgent(int (*run)(void *), uint32_t priority)
{
	struct vsp_thread_attributes attributes = {
		.params.priority = priority,
	};

	SAME(vsp_thread_create(NULL, &attributes, run, NULL), VSP_OK);
}

int
main(void)
{
	static struct vsp_fixed_priority policy;
	static const struct tap_claim claims[] = {
		CLAIM(no_instruction_of_a_lock_loses_the_mutex),
		CLAIM(no_instruction_of_a_wait_loses_a_signal),
		CLAIM(no_instruction_of_a_wait_loses_a_post),
		CLAIM(no_instruction_of_an_await_loses_an_advance),
		CLAIM(no_instruction_of_a_barrier_lets_it_stay_closed),
		CLAIM(no_instruction_lets_it_be_done_twice_or_never),
		CLAIM(no_instruction_of_who_waits_for_it_loses_its_end),
		CLAIM(no_instruction_of_a_post_loses_it),
		CLAIM(no_instruction_of_a_take_loses_a_doorbell),
		CLAIM(no_instruction_of_a_put_loses_the_doorbell),
		CLAIM(no_instruction_of_a_put_into_a_full_ring_loses_one),
		CLAIM(no_instruction_of_a_call_loses_it_or_its_answer),
	};

	waiter = vsp_thread_self();
	vsp_threads_start(vsp_fixed_priority_init(&policy, 0), NULL);
	make_urgent(rival, 2);
	make_urgent(watchdog, 3);
	return tap_run(claims, TAP_COUNT(claims));
}
