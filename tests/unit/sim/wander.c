/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * wander.c - random walks of well-behaved domains.
 */
#include "wander.h"

#include <check.h>
#include <stdio.h>
#include "board.h"
#include "check_kernel.h"
#include "debug.h"
#include "libos.h"

#define LINE		40u
#define STEPS		400u
#define PATIENCE	20000u

bool wander_tell;

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

/* Domain i may call, signal and control the other. */
static void
make_known(uint32_t i, uint32_t to)
{
	struct libos *os = &world.os[i];
	struct actor other = world.os[to].actor;

	if (to == 0)
		other.domain = VSP_BOOT_DOMAIN;
	else
		os->portal[to] = actor_portal(&os->actor, &other, i);
	os->channel[to] = actor_channel(&os->actor, &other, 1);
	os->control[to] = actor_give(&os->actor, other.domain, VSP_R_ALL, 0);
	libos_receive(os, LIBOS_RECEIVED);
}

void
wander_begin(uint64_t state)
{
	world = (struct world){ .random = { state } };
	sim_boot(2048);
	world.n = 3 + (uint32_t)below(LIBOS_MAX - 2);
	make_root();
	for (uint32_t i = 1; i < world.n; i++)
		make_domain(i);
	for (uint32_t i = 1; i < world.n; i++)
		for (uint32_t to = 0; to < world.n; to++)
			make_known(i, to);
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

/* A handler makes a mistake, or who is debugged; the root will start it
 * again. */
static void
stop_current(void)
{
	world.stops--;
	sim_fault(0x92000007, 0xdead000);
	libos_observe();
}

static bool
may_be_stopped(struct domain *d)
{
	return d != NULL && d != sim_root() && world.stops > 0
	       && (!domain_enabled(d) || debug_stops(d));
}

static void
step(void)
{
	sim.now += below(4);
	if (wander_tell)
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

void
wander_on(void)
{
	for (unsigned i = 0; i < STEPS; i++)
		step();
	world.kills = world.stops = world.cancels = world.sleeps = 0;
	world.signals = world.moves = world.debugs = 0;
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

/* While the core idles: time passes, devices finish, and the root looks for who
 * stopped.  False when nothing is on its way any more. */
static bool
something_comes(void)
{
	if (sim.alarm != VSP_FOREVER) {
		sim_time(sim.alarm);
		libos_observe();
		return true;
	}
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

void
wander_finish(void)
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
