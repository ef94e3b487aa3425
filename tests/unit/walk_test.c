/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * walk_test.c - random walks of well-behaved domains: whatever the order of
 * calls, answers, preemptions, events, deaths and restarts, nobody who can run
 * is forgotten, every call ends, and the accounts are right.
 *
 * What the model checker does for small systems, this does for larger ones on
 * the kernel's own code.
 *
 *	walk_test [walks [seed]]
 */
#include <stdio.h>
#include <stdlib.h>
#include "claims.h"
#include "libos.h"
#include "wander.h"

static uint64_t walks = 50, seed = 1;

/* Does somebody it depends on not run any more: dead, or without scheduler? */
static bool
all_live(void)
{
	for (uint32_t i = 1; i < world.n; i++)
		if (!libos_alive(&world.os[i]))
			return false;
	return true;
}

static void
expect_served(void)
{
	for (uint32_t i = 1; i < world.n; i++)
		ck_assert_msg(libos_done(&world.os[i]),
			      "domain %u was not served", i);
}

static uint64_t
reported(uint32_t i)
{
	const struct libos *os = &world.os[i];

	return os->ticks + world.os[os->parent].actor.dcb
			   ->child[os->actor.index].ticks;
}

/* I6: what was reported of it is what was charged to it, and its children's
 * is a part of that; it may read so. */
static void
expect_accounts(void)
{
	for (uint32_t i = 1; i < world.n; i++) {
		const struct actor *actor = &world.os[i].actor;
		uint64_t children = 0;

		for (uint32_t child = 1; child < world.n; child++)
			if (world.os[child].parent == i)
				children += reported(child);
		ck_assert_uint_eq(reported(i), actor->d->ticks);
		ck_assert_uint_eq(actor->dcb->used, actor->d->ticks);
		ck_assert_uint_le(children, actor->d->ticks);
	}
}

static void
walk(uint64_t state, uint32_t kills, uint32_t stops, uint32_t cancels)
{
	wander_begin(state);
	world.sleeps = 4;
	world.kills = kills;
	world.stops = stops;
	world.cancels = cancels;
	wander_on();
	wander_finish();
	if (all_live()) {
		expect_served();
		expect_accounts();
	}
}

static void
walk_all(uint32_t kills, uint32_t stops, uint32_t cancels)
{
	for (uint64_t i = 0; i < walks; i++) {
		uint64_t state = (seed << 20 | i) * 0x9e3779b97f4a7c15ull | 1;

		if (wander_tell)
			fprintf(stderr, "walk %lu\n", (unsigned long)i);
		walk(state, kills, stops, cancels);
	}
}

START_TEST(every_call_is_answered)
{
	walk_all(0, 0, 0);
}
END_TEST

START_TEST(cancelled_calls_disturb_nobody)
{
	walk_all(0, 0, 4);
}
END_TEST

START_TEST(whoever_is_stopped_goes_on)
{
	walk_all(0, 3, 1);
}
END_TEST

/* They signal, stop and debug each other, change their schedulers, and send
 * capabilities with calls.  Times are not added up: some are reported to who
 * was the parent then. */
START_TEST(whoever_is_moved_goes_on)
{
	for (uint64_t i = 0; i < walks; i++) {
		wander_begin((seed << 20 | i) * 0x9e3779b97f4a7c15ull | 1);
		world.stops = 1;
		world.moves = world.signals = world.debugs = 6;
		world.sends = 20;
		wander_on();
		wander_finish();
		expect_served();
	}
}
END_TEST

START_TEST(the_others_outlive_whoever_dies)
{
	walk_all(2, 1, 2);
}
END_TEST

int
main(int argc, char **argv)
{
	const TTest *const claims[] = {
		every_call_is_answered, cancelled_calls_disturb_nobody,
		whoever_is_moved_goes_on,
		whoever_is_stopped_goes_on, the_others_outlive_whoever_dies,
	};

	if (argc > 1)
		walks = strtoull(argv[1], NULL, 0);
	if (argc > 2)
		seed = strtoull(argv[2], NULL, 0);
	wander_tell = getenv("VSP_TRACE") != NULL;
	return claims_run("walk", claims, sizeof claims / sizeof *claims,
			  NULL, NULL);
}
