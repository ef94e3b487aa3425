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
#include "board.h"
#include "check_kernel.h"
#include "claims.h"
#include "libos.h"

#define LINE		40u
#define STEPS		400u
#define PATIENCE	20000u

static uint64_t walks = 50, seed = 1;
static bool trace;

static uint64_t
below(uint64_t n)
{
	return random_below(&world.random, n);
}

static bool
percent(unsigned n)
{
	return random_percent(&world.random, n);
}

/* ---- a random system ---- */

static void
make_root(void)
{
	world.os[0] = (struct libos){
		.actor = { .d = sim_root(), .dcb = domain_dcb(sim_root()) },
		.all = VSP_BOOT_CNODE,
		.self = VSP_BOOT_DOMAIN,
	};
}

static void
bind_line(uint32_t i)
{
	uint64_t domain = i == 0 ? VSP_BOOT_DOMAIN : world.os[i].actor.domain;

	ck_assert_int_eq(SIM_INVOKE(VSP_BOOT_IRQ, VSP_OP_IRQ_BIND, LINE + i,
				    sim_derive(domain, VSP_R_SIGNAL, 1)),
			 VSP_OK);
}

static void
make_domain(uint32_t i)
{
	struct libos *os = &world.os[i];
	uint32_t parent = (uint32_t)below(i);

	*os = (struct libos){ .parent = parent };
	os->actor = actor_make(parent == 0 ? NULL : &world.os[parent].actor,
			       10 + i);
	os->all = actor_give(&os->actor, VSP_BOOT_CNODE, VSP_R_ALL, 0);
	os->self = actor_give(&os->actor, os->actor.domain, VSP_R_CONTROL, 0);
	os->nest = percent(50) ? 1 + (uint32_t)below(world.n - 1) : 0;
	for (uint32_t t = 0; t < LIBOS_THREADS; t++) {
		os->target[t] = 1 + (uint32_t)below(world.n - 1);
		if (percent(60))
			continue;
		os->thread[t] = (struct thread){
			.state = THREAD_RUN, .todo = 1 + (uint32_t)below(2),
		};
		os->actor.dcb->context[t].pc = LIBOS_RUN_PC;
	}
}

static void
make_world(uint64_t state)
{
	world = (struct world){ .random = { state } };
	sim_boot(2048);
	world.n = 3 + (uint32_t)below(LIBOS_MAX - 2);
	make_root();
	for (uint32_t i = 1; i < world.n; i++)
		make_domain(i);
	for (uint32_t i = 1; i < world.n; i++)
		for (uint32_t to = 1; to < world.n; to++)
			world.os[i].portal[to] =
				actor_portal(&world.os[i].actor,
					     &world.os[to].actor, i);
	for (uint32_t i = 0; i < world.n; i++)
		bind_line(i);
	act_activate();
	libos_observe();
}

/* ---- what happens to it ---- */

static void
event(uint32_t i)
{
	if (!libos_alive(&world.os[i]))
		return;
	board_unmask(LINE + i);
	sim_irq(LINE + i);
	libos_observe();
}

/* A handler makes a mistake; the root will start it again. */
static void
stop_current(void)
{
	world.stops--;
	sim_fault(0x96000007, 0xdead000);
	libos_observe();
}

static bool
may_be_stopped(const struct domain *d)
{
	return d != NULL && d != sim_root() && world.stops > 0
	       && domain_dcb(core->cur)->enabled == 0;
}

static void
step(void)
{
	sim.now += below(4);
	if (trace)
		fprintf(stderr, "%lu: page %u pc %lx %s\n",
			(unsigned long)sim.now,
			core->cur == NULL ? 0 : address_page(core->cur),
			core->cur == NULL ? 0ul
			: (unsigned long)core->cur->regs.pc,
			core->cur == NULL ? "idle"
			: domain_enabled(core->cur) ? "enabled" : "disabled");
	if (core->cur == NULL || percent(6))
		event((uint32_t)below(world.n));
	else if (percent(6)) {
		sim_time(sim.now + below(60));
		libos_observe();
	} else if (may_be_stopped(core->cur) && percent(3))
		stop_current();
	else
		libos_step();
}

/* ---- the end ---- */

static bool
waits_for_event(const struct libos *os)
{
	for (uint32_t t = 0; t < LIBOS_THREADS; t++)
		if (os->thread[t].state == THREAD_DEVICE)
			return true;
	return false;
}

/* Its schedulers, up to the root, live. */
static bool
scheduled(uint32_t i)
{
	for (; i != 0; i = world.os[i].parent)
		if (!libos_alive(&world.os[i]))
			return false;
	return true;
}

/* While the core idles: devices finish, and the root looks for who stopped.
 * False when nothing is on its way any more. */
static bool
something_comes(void)
{
	for (uint32_t i = 1; i < world.n; i++) {
		struct libos *os = &world.os[i];

		if (!scheduled(i))
			continue;
		if (os->actor.d->stop) {
			event(0);
			return true;
		}
		if (waits_for_event(os)) {
			event(i);
			return true;
		}
	}
	return false;
}

static void
finish(void)
{
	for (unsigned patience = PATIENCE; patience > 0; patience--) {
		const char *problem;

		if (core->cur != NULL) {
			sim.now++;
			libos_step();
			continue;
		}
		problem = check_idle();
		ck_assert_msg(problem == NULL, "%s", problem);
		if (!something_comes())
			return;
	}
	ck_abort_msg("the system does not come to rest");
}

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

/* I6: what was reported of it = its own + what was reported to it. */
static void
expect_accounts(void)
{
	for (uint32_t i = 1; i < world.n; i++) {
		uint64_t sum = world.os[i].actor.d->ticks;

		for (uint32_t child = 1; child < world.n; child++)
			if (world.os[child].parent == i)
				sum += reported(child);
		ck_assert_uint_eq(reported(i), sum);
	}
}

static void
walk(uint64_t state, uint32_t kills, uint32_t stops, uint32_t cancels)
{
	make_world(state);
	world.kills = kills;
	world.stops = stops;
	world.cancels = cancels;
	for (unsigned i = 0; i < STEPS; i++)
		step();
	world.kills = world.stops = world.cancels = 0;
	finish();
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

		if (trace)
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
		whoever_is_stopped_goes_on, the_others_outlive_whoever_dies,
	};

	if (argc > 1)
		walks = strtoull(argv[1], NULL, 0);
	if (argc > 2)
		seed = strtoull(argv[2], NULL, 0);
	trace = getenv("VSP_TRACE") != NULL;
	return claims_run("walk", claims, sizeof claims / sizeof *claims,
			  NULL, NULL);
}
