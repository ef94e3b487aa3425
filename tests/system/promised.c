/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * promised.c - claims of threads under policies that promise time: shares
 * (argument "shares") or slices (argument "slices").
 *
 * The policies themselves are tested where there is no machine
 * (tests/unit/reservations_test.c, tests/sched/); here is whether they do for
 * threads what they do for domains.  Time is the machine's, in which an
 * instruction takes a nanosecond.
 */
#include <string.h>

#include <vesper/vesper.h>

#include "threads.h"

#define QUANTUM_US	1000u
#define PERIOD_US	10000u
#define SLICE_US	3000u
#define PERIODS		20u
#define SPINNERS	6u
/* Two thirds of a slice; a round takes six instructions. */
#define JOB_ROUNDS	(SLICE_US * 1000 * 2 / 3 / 6)

static volatile bool over;
static volatile uint64_t turns[3];	/* round the loop, by each thread */

static int
spins(void *mine)
{
	volatile uint64_t *count = mine;

	while (!over)
		++*count;
	return 0;
}

/* Within two hundredths of the whole. */
static bool
about(uint64_t part, uint64_t whole, uint64_t percent)
{
	uint64_t got = part * 1000 / whole, want = percent * 10;

	return got + 20 >= want && got <= want + 20 ? true
	       : SAME(got, want);
}

static bool
threads_get_time_in_proportion_to_their_shares(void)
{
	static const uint32_t share[3] = { 1, 3, 6 };
	struct vsp_thread *thread[3];
	bool right = true;
	uint64_t all;

	for (unsigned i = 0; i < 3; i++)
		thread[i] = promise((struct vsp_sched_params){
				    .share = share[i] }, spins,
				    (void *)&turns[i]);
	vsp_sleep_until(vsp_now() + vsp_us_to_ticks(100 * QUANTUM_US));
	over = true;
	all = turns[0] + turns[1] + turns[2];
	for (unsigned i = 0; i < 3; i++) {
		join(thread[i]);
		right &= about(turns[i], all, share[i] * 10);
	}
	return right;
}

static struct vsp_sched_params
slice(uint32_t slice_us, bool extra)
{
	return (struct vsp_sched_params){
		.period_ticks = vsp_us_to_ticks(PERIOD_US),
		.slice_ticks = vsp_us_to_ticks(slice_us), .extra = extra,
	};
}

static uint64_t late;	/* jobs that ended after their period */

/* A job in each period, of two thirds of the slice. */
static int
works(void *argument)
{
	uint64_t period = vsp_us_to_ticks(PERIOD_US);
	uint64_t begin = vsp_now();

	(void)argument;
	for (unsigned i = 0; i < PERIODS; i++) {
		for (volatile uint32_t n = 0; n < JOB_ROUNDS; n += 1)
			;
		late += vsp_now() > begin + period;
		begin += period;
		vsp_sleep_until(begin);
	}
	return 0;
}

/* One spins beyond its slice, the others have none.  An even part of the time
 * would be too little for the job. */
static bool
deadlines_are_met_among_others_that_spin(void)
{
	struct vsp_sched_params mine = slice(SLICE_US, false);
	struct vsp_sched_params others = slice(2000, true);
	struct vsp_sched_params none = { .extra = true };
	struct vsp_thread *spinner[SPINNERS], *worker;

	over = false;
	spinner[0] = promise(others, spins, (void *)&turns[0]);
	for (unsigned i = 1; i < SPINNERS; i++)
		spinner[i] = promise(none, spins, (void *)&turns[1]);
	worker = promise(mine, works, NULL);
	join(worker);
	over = true;
	for (unsigned i = 0; i < SPINNERS; i++)
		join(spinner[i]);
	return SAME(late, 0) && SAME(turns[0] != 0 && turns[1] != 0, true);
}

static bool
a_thread_without_extra_time_gets_its_slice_and_no_more(void)
{
	struct vsp_sched_params mine = slice(SLICE_US, false);
	struct vsp_sched_params none = { .extra = true };
	struct vsp_thread *sliced, *rest;

	over = false;
	turns[0] = turns[1] = 0;
	rest = promise(none, spins, (void *)&turns[1]);
	sliced = promise(mine, spins, (void *)&turns[0]);
	vsp_sleep_until(vsp_now() + PERIODS * vsp_us_to_ticks(PERIOD_US));
	over = true;
	join(sliced);
	join(rest);
	return about(turns[0], turns[0] + turns[1],
		     100 * SLICE_US / PERIOD_US);
}

/* What it does until then, when it is interrupted in between. */
static uint64_t
rounds_until(uint64_t interrupted, uint64_t end)
{
	uint64_t before = turns[0];

	vsp_sleep_until(interrupted);
	vsp_sleep_until(end);
	return turns[0] - before;
}

/* It is interrupted when it has had almost all of its slice; none of the
 * periods may be worth more than the first and a half. */
static bool
a_turn_ends_however_little_was_left_of_the_slice(void)
{
	struct vsp_sched_params mine = {
		.period_ticks = vsp_us_to_ticks(2000),
		.slice_ticks = vsp_us_to_ticks(200),
	};
	uint64_t begin = vsp_now(), first = 0, most = 0;
	struct vsp_thread *thread;

	over = false;
	thread = promise(mine, spins, (void *)&turns[0]);
	for (uint64_t i = 0; i < 300; i++) {
		uint64_t rounds;

		begin += mine.period_ticks;
		rounds = rounds_until(begin + mine.slice_ticks + 3 * i,
				      begin + 5 * mine.slice_ticks);
		first = i <= 1 ? rounds : first;
		most = rounds > most ? rounds : most;
	}
	over = true;
	join(thread);
	return most < first * 3 / 2 ? true : SAME(most, first);
}

static struct vsp_mutex mutex;

/* A round is about a seventh of its slice, on both sides of a nap, if it takes
 * one; it lets go and takes again. */
static int
holds_now_and_then(void *nap_us)
{
	while (!over) {
		vsp_mutex_lock(&mutex);
		for (volatile uint32_t n = 0; n < 20000; n += 1)
			if (nap_us != NULL && n == 10000)
				vsp_sleep_until(vsp_now()
						+ vsp_us_to_ticks(
						*(uint64_t *)nap_us));
		vsp_mutex_unlock(&mutex);
	}
	return 0;
}

static uint64_t
time_to_lock(void)
{
	uint64_t before = vsp_now(), taken;

	vsp_mutex_lock(&mutex);
	taken = vsp_now() - before;
	vsp_mutex_unlock(&mutex);
	return taken;
}

/* About a slice of work, and a pause that does not fit the period. */
static int
comes_and_goes(void *argument)
{
	(void)argument;
	while (!over) {
		for (volatile uint32_t n = 0; n < 1000000; n += 1)
			;
		vsp_sleep_until(vsp_now() + vsp_us_to_ticks(3700));
	}
	return 0;
}

/* How long it takes at worst to get the mutex, asked for at any time of the
 * owner's period, among others that have almost all of the rest. */
static uint64_t
worst_wait(uint64_t nap_us)
{
	struct vsp_sched_params none = { .extra = true };
	struct vsp_thread *thread[3];
	uint64_t worst = 0;

	over = false;
	thread[0] = promise(slice(1000, false), holds_now_and_then,
			    nap_us != 0 ? &nap_us : NULL);
	thread[1] = promise(slice(7000, false), comes_and_goes, NULL);
	thread[2] = promise(none, spins, (void *)&turns[1]);
	for (unsigned i = 0; i < 5 * PERIODS; i++) {
		uint64_t taken;

		vsp_sleep_until(vsp_now()
				+ vsp_us_to_ticks(i * 1237 % PERIOD_US));
		taken = time_to_lock();
		if (taken > worst)
			worst = taken;
	}
	over = true;
	for (unsigned i = 0; i < 3; i++)
		join(thread[i]);
	return worst;
}

/* At worst the owner has just used up its slice: it goes on in its next
 * period, by the end of which it has had enough to let go; then it is the
 * turn of who waits, within its own period. */
static bool
a_mutex_is_there_within_the_owners_next_slice_and_own(void)
{
	uint64_t bound = 3 * vsp_us_to_ticks(PERIOD_US), worst = worst_wait(0);

	printf("# %llu of %llu ticks at worst\n", (unsigned long long)worst,
	       (unsigned long long)bound);
	return worst <= bound ? true : SAME(worst, bound);
}

/* What comes after the nap takes two periods again. */
static bool
an_owner_that_sleeps_adds_that_and_two_periods(void)
{
	uint64_t nap_us = PERIOD_US * 3 / 2;
	uint64_t bound = 5 * vsp_us_to_ticks(PERIOD_US)
			 + vsp_us_to_ticks(nap_us);
	uint64_t worst = worst_wait(nap_us);

	printf("# %llu of %llu ticks at worst\n", (unsigned long long)worst,
	       (unsigned long long)bound);
	return (worst <= bound ? true : SAME(worst, bound))
	       && SAME(worst >= vsp_us_to_ticks(nap_us), true);
}

static bool
a_thread_that_asks_for_more_than_is_left_is_refused(void)
{
	struct vsp_thread_attributes attributes = {
		.params = slice(PERIOD_US, false),
	};
	struct vsp_thread *thread;
	uint32_t slots = vsp_slots_free();
	bool right = true;

	for (unsigned i = 0; i < 200; i++)
		right &= SAME(vsp_thread_create(&thread, &attributes, spins,
						(void *)&turns[0]),
			      VSP_E_OVERLOAD);
	return SAME(vsp_slots_free() + 2 >= slots, true) && right;
}

static int
shares(void)
{
	static struct vsp_stride stride;
	static const struct tap_claim claims[] = {
		CLAIM(threads_get_time_in_proportion_to_their_shares),
	};
	struct vsp_sched_params mine = { .share = 10 };

	vsp_threads_start(vsp_stride_init(&stride,
					  vsp_us_to_ticks(QUANTUM_US)), &mine);
	return tap_run(claims, TAP_COUNT(claims));
}

static int
slices(void)
{
	static struct vsp_reservations reservations;
	static const struct tap_claim claims[] = {
		CLAIM(deadlines_are_met_among_others_that_spin),
		CLAIM(a_thread_without_extra_time_gets_its_slice_and_no_more),
		CLAIM(a_turn_ends_however_little_was_left_of_the_slice),
		CLAIM(a_mutex_is_there_within_the_owners_next_slice_and_own),
		CLAIM(an_owner_that_sleeps_adds_that_and_two_periods),
		CLAIM(a_thread_that_asks_for_more_than_is_left_is_refused),
	};
	struct vsp_sched_params mine = slice(1000, true);

	vsp_threads_start(vsp_reservations_init(&reservations,
						vsp_us_to_ticks(QUANTUM_US),
						950), &mine);
	return tap_run(claims, TAP_COUNT(claims));
}

int
main(int argc, char **argv)
{
	return argc > 1 && strcmp(argv[1], "slices") == 0 ? slices()
							  : shares();
}
