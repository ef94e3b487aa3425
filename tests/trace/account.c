/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * account.c - a trace of random doings on the simulated machine, and the
 * kernel's own accounts of them.
 *
 *	account RING TICKS SEED
 *
 * writes the trace's ring to the one file, and to the other a line "page ticks"
 * for each domain but the root.  Four domains, one below the other or
 * beside it, do at random what system calls there are; the clock goes on
 * whenever it is read.
 */
#include <stdio.h>
#include <stdlib.h>
#include "board.h"
#include "claims.h"
#include "family.h"
#include "../random.h"
#include "tracing.h"

#define PAGES		512u
#define STEPS		5000u
#define NACTORS		4u

static struct random rnd;
/* What was charged to it and not to its children. */
static uint64_t
own_ticks(const struct actor *const *actors, unsigned i)
{
	uint64_t own = actors[i]->d->ticks;

	for (unsigned child = 0; child < NACTORS; child++)
		if (domain_parent(actors[child]->d) == actors[i]->d)
			own -= actors[child]->d->ticks;
	return own;
}

static const char *ring_name, *ticks_name;
static uint64_t portals[NACTORS];	/* the same in every actor */

static uint64_t
below(uint64_t n)
{
	return random_below(&rnd, n);
}

static void
stage(void)
{
	struct actor *const actors[NACTORS] = { &a, &b, &c, &d };

	family_setup();
	for (unsigned to = 0; to < NACTORS; to++)
		for (unsigned from = 0; from < NACTORS; from++)
			portals[to] = actor_portal(actors[from], actors[to],
						   from + 1);
	bind_line(&b, LINE);
	bind_line(&d, LINE + 1);
	ring_make(PAGES);
	ck_assert_int_eq(trace_start(VSP_BOOT_TRACE, frame, VSP_TRACE_ALL),
			 VSP_OK);
	sim.ticks_per_read = 1;
}

static void
event(uint32_t line)
{
	board_unmask(line);
	sim_irq(line);
}

/* What the domain that runs does next. */
static void
act(void)
{
	switch (below(9)) {
	case 0:
		act_wait(sim.now + below(500));
		break;
	case 1:
	case 2:
		if (core->cur != sim_root())
			act_call(portals[below(NACTORS)], below(3));
		break;
	case 3:
		act_reply(0);
		break;
	case 4:
		act_enable();
		break;
	default:
		act_dispatch(below(5), sim.now + below(300));
		break;
	}
}

static void
step(void)
{
	if (core->cur == NULL || random_percent(&rnd, 10))
		sim_time(sim.now + below(150));
	if (core->cur == NULL || random_percent(&rnd, 10))
		event(LINE + (uint32_t)below(2));
	if (core->cur != NULL)
		act();
}

/* All grants end, and the root goes on. */
static void
finish(void)
{
	while (core->top > 0 || core->cur != sim_root()) {
		sim_time(sim.now + 1000);
		if (core->cur == NULL)
			event(LINE);
		else if (core->top == 0 && core->cur != sim_root())
			act_wait(VSP_FOREVER);
	}
	ck_assert_int_eq(trace_stop(), VSP_OK);
	ck_assert_uint_lt(ring->head, ring->capacity);
}

static FILE *
create(const char *name)
{
	FILE *file = fopen(name, "wb");

	ck_assert_msg(file != NULL, "%s cannot be written", name);
	return file;
}

START_TEST(anything_can_be_traced)
{
	const struct actor *const actors[NACTORS] = { &a, &b, &c, &d };
	FILE *ring_file = create(ring_name), *ticks = create(ticks_name);

	stage();
	for (unsigned i = 0; i < STEPS; i++)
		step();
	finish();
	fwrite(ring, VSP_PAGE_SIZE, PAGES, ring_file);
	for (unsigned i = 0; i < NACTORS; i++)
		fprintf(ticks, "%x %llu\n", address_page(actors[i]->d),
			(unsigned long long)own_ticks(actors, i));
	ck_assert_int_eq(fclose(ring_file), 0);
	ck_assert_int_eq(fclose(ticks), 0);
}
END_TEST

int
main(int argc, char **argv)
{
	const TTest *const claims[] = { anything_can_be_traced };

	if (argc != 4)
		return 2;
	ring_name = argv[1];
	ticks_name = argv[2];
	rnd.state = strtoull(argv[3], NULL, 0);
	return claims_run("account", claims, 1, NULL, NULL);
}
