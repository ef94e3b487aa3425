/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * fuzz_test.c - domains that do anything at all: whatever system call, with
 * whatever registers, and a DCB full of garbage.  After each step everything
 * in check_kernel.h holds, and the kernel neither faults nor panics; at the
 * end all of it is revoked, and the memory is whole again.
 *
 * The root is no part of it: it dispatches its children and nothing else, and
 * has given none of them authority over itself.
 *
 *	fuzz_test [steps [seed]]
 *
 * runs longer, or again what failed; VSP_TRACE=1 in the environment prints
 * each step.
 */
#include <stdio.h>
#include <stdlib.h>
#include "actor.h"
#include "claims.h"
#include "hostile.h"

#define PAGES		4096u
#define NACTORS		9u
#define STEPS_PER_BOOT	1500u
#define PATIENCE	2000u

static struct actor actors[NACTORS];
static uint64_t steps = 30000, seed = 1;

#define below	hostile_below
#define percent	hostile_percent

/* ---- the stage ---- */

static void
give_all(struct actor *a)
{
	uint64_t memory = sim_make(VSP_BOOT_RAM, VSP_TYPE_UNTYPED, 64);
	uint64_t tables = sim_make(VSP_BOOT_TABLES, VSP_TYPE_UNTYPED, 8);

	SIM_INVOKE(a->cnode, VSP_OP_CNODE_MOVE, a->next_slot++, 0, memory);
	SIM_INVOKE(a->cnode, VSP_OP_CNODE_MOVE, a->next_slot++, 0, tables);
	actor_give(a, a->domain, VSP_R_ALL, 0);
	actor_give(a, a->pd, VSP_R_ALL, 0);
	actor_give(a, a->system, VSP_R_ALL, 0);
	actor_give(a, VSP_BOOT_IRQ, VSP_R_ALL, HOSTILE_LINE | 8ull << 32);
	actor_give(a, VSP_BOOT_TRACE, VSP_R_ALL, 0);
	for (unsigned i = 0; i < NACTORS; i++) {
		actor_portal(a, &actors[i], i + 1);
		actor_channel(a, &actors[i], 0xff);
	}
	actor_give(a, actors[below(NACTORS)].domain, VSP_R_ALL, 0);
	actor_give(a, actors[below(NACTORS)].cnode, VSP_R_ALL, 0);
	actor_give(a, actors[below(NACTORS)].pd, VSP_R_ALL, 0);
}

/* Three children of the root, and below them others, six levels deep. */
static void
stage(void)
{
	static const int parents[NACTORS] = { -1, -1, -1, 0, 1, 4, 5, 6, 4 };

	sim_boot(PAGES);
	sim.unruly = true;
	for (unsigned i = 0; i < NACTORS; i++)
		actors[i] = actor_make(parents[i] < 0 ? NULL
				       : &actors[parents[i]], i % 4);
	for (unsigned i = 0; i < NACTORS; i++)
		give_all(&actors[i]);
}

/* ---- what happens to them ---- */

static void
outside(void)
{
	if (percent(50))
		sim_irq((uint32_t)(HOSTILE_LINE + below(8)));
	else
		sim_time(sim.now + below(40));
}

/* Somebody who was stopped runs again, with its old spaces if those live. */
static void
restart(const struct actor *a)
{
	if (!a->d->stop)
		return;
	if (percent(50))
		SIM_INVOKE(a->domain, VSP_OP_DOMAIN_RESET);
	SIM_INVOKE(a->domain, VSP_OP_DOMAIN_SET_SPACES, a->cnode, a->pd);
	SIM_INVOKE(a->domain, VSP_OP_DOMAIN_START);
}

static void
root_step(void)
{
	for (unsigned i = 0; i < NACTORS; i++)
		if (core->cur == sim_root())
			restart(&actors[i]);
	if (core->cur != sim_root())
		return;
	if (percent(85))
		act_dispatch(below(4), sim.now + 1 + below(100));
	else if (percent(50))
		act_wait(sim.now + below(50));
	else
		act_activate();
}

static void
step(void)
{
	struct domain *d = core->cur;

	sim.now += below(3);
	sim.slow = percent(30);
	if (percent(30))
		sim.interrupt_at = sim.polls + 1 + below(6);
	if (hostile_tell)
		fprintf(stderr, "%lu: %s page %u\n", (unsigned long)sim.now,
			d == NULL ? "idle" : domain_enabled(d) ? "enabled"
			: "disabled", d != NULL ? address_page(d) : 0);
	if (d == NULL || percent(5))
		outside();
	else if (d == sim_root())
		root_step();
	else
		hostile_step(d);
}

/* ---- the end ---- */

static void
root_revokes(uint64_t slot)
{
	int error = SIM_LEFT;

	for (unsigned i = 0; i < PATIENCE && error == SIM_LEFT; i++) {
		if (core->cur == sim_root())
			error = sim_revoke(slot);
		else
			sim_time(sim.now + 1000);
	}
	ck_assert_int_eq(error, VSP_OK);
	ck_assert(!slot_has_children(sim_slot(slot)));
}

static void
take_all_back(void)
{
	root_revokes(VSP_BOOT_RAM);
	root_revokes(VSP_BOOT_TABLES);
	ck_assert_uint_eq(kernel.nstepping, 0);
	for (uint32_t page = slot_page(sim_slot(VSP_BOOT_RAM)); page < PAGES;
	     page++) {
		enum page_role role = ramtab_role(ramtab_word(page));

		ck_assert(role == PAGE_FREE || role == PAGE_FRAME);
	}
}

START_TEST(nothing_a_domain_does_breaks_an_invariant)
{
	hostile_random.state = seed;
	for (uint64_t n = 0; n < steps; n++) {
		if (n % STEPS_PER_BOOT == 0) {
			if (hostile_tell)
				fprintf(stderr, "boot %lu\n",
					(unsigned long)hostile_random.state);
			if (n != 0)
				take_all_back();
			stage();
		}
		step();
	}
	take_all_back();
}
END_TEST

int
main(int argc, char **argv)
{
	const TTest *const claims[] = {
		nothing_a_domain_does_breaks_an_invariant,
	};

	if (argc > 1)
		steps = strtoull(argv[1], NULL, 0);
	if (argc > 2)
		seed = strtoull(argv[2], NULL, 0);
	hostile_tell = getenv("VSP_TRACE") != NULL;
	return claims_run("fuzz", claims, sizeof claims / sizeof *claims,
			  NULL, NULL);
}
