/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * fuzz_test.c - domains that do anything at all: whatever system call, with
 * whatever registers, and a DCB full of garbage.  After each step everything
 * in check_kernel.h holds, and the kernel neither faults nor panics.
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
#include "random.h"

#define PAGES		4096u
#define NACTORS		6u
#define STEPS_PER_BOOT	1500u
#define LINE		40u	/* lines that actors may have */

static struct random rnd;
static struct actor actors[NACTORS];
static uint64_t steps = 30000, seed = 1;
static bool trace;

static uint64_t
below(uint64_t n)
{
	return random_below(&rnd, n);
}

static bool
percent(unsigned n)
{
	return random_percent(&rnd, n);
}

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
	actor_give(a, VSP_BOOT_IRQ, VSP_R_ALL, LINE | 8ull << 32);
	actor_give(a, VSP_BOOT_TRACE, VSP_R_ALL, 0);
	for (unsigned i = 0; i < NACTORS; i++) {
		actor_portal(a, &actors[i], i + 1);
		actor_channel(a, &actors[i], 0xff);
	}
	actor_give(a, actors[below(NACTORS)].domain, VSP_R_ALL, 0);
	actor_give(a, actors[below(NACTORS)].cnode, VSP_R_ALL, 0);
	actor_give(a, actors[below(NACTORS)].pd, VSP_R_ALL, 0);
}

/* Two children of the root, one with a child, one with two generations. */
static void
stage(void)
{
	sim_boot(PAGES);
	sim.unruly = true;
	actors[0] = actor_make(NULL, 0);
	actors[1] = actor_make(NULL, 1);
	actors[2] = actor_make(NULL, 2);
	actors[3] = actor_make(&actors[0], 0);
	actors[4] = actor_make(&actors[1], 1);
	actors[5] = actor_make(&actors[4], 2);
	for (unsigned i = 0; i < NACTORS; i++)
		give_all(&actors[i]);
}

/* ---- what user level may do ---- */

static uint64_t
some_slot(const struct domain *d)
{
	uint64_t slot = 0;

	if (d->nslots == 0)
		return below(64);
	for (unsigned i = 0; i < 8; i++) {
		slot = below(percent(10) ? d->nslots : 48);
		if (!slot_empty(&d->slots[slot]))
			break;
	}
	return slot;
}

static uint64_t
some_word(const struct domain *d)
{
	switch (below(10)) {
	case 0:
		return 0;
	case 1:
		return random_word(&rnd);
	case 2:
		return ~0ull >> below(64);
	case 3:
		return 1ull << below(64);
	case 4:
		return d->regs.x[below(31)];
	case 5:
		return (LINE + below(9)) | below(4) << 32;
	case 6:
	case 7:
		return some_slot(d);
	default:
		return below(16);
	}
}

static void
fill_registers(struct domain *d)
{
	for (unsigned i = 0; i < 9; i++)
		d->regs.x[i] = some_word(d);
	d->regs.x[8] = percent(90) ? some_slot(d) : some_word(d);
}

/* A slot with a capability of this type, if a few tries find one. */
static uint64_t
slot_of(const struct domain *d, enum vsp_type type)
{
	uint64_t slot = some_slot(d);

	for (unsigned i = 0; i < 30; i++) {
		if (slot < d->nslots && slot_type(&d->slots[slot]) == type)
			break;
		slot = some_slot(d);
	}
	return slot;
}

/* Arguments that are not all garbage: with that alone, little would
 * succeed. */
static void
fill_arguments(struct domain *d, uint64_t op)
{
	static const uint64_t sizes[] = { 0, 1, 1, 2, 3, 4, 20, 512 };
	uint64_t *x = d->regs.x;

	switch (op) {
	case VSP_OP_UNTYPED_RETYPE:
		x[0] = 1 + below(7);
		x[1] = sizes[below(8)];
		x[2] = 1 + below(3);
		x[3] = percent(80) ? 0 : slot_of(d, VSP_TYPE_CNODE);
		x[4] = below(48);
		x[5] = percent(80) ? VSP_RETYPE_NEXT : below(80);
		break;
	case VSP_OP_CNODE_DERIVE:
	case VSP_OP_CNODE_MOVE:
		x[0] = below(50);
		x[1] = percent(80) ? 0 : slot_of(d, VSP_TYPE_CNODE);
		x[2] = some_slot(d);
		x[3] = percent(50) ? VSP_R_ALL : below(16);
		break;
	case VSP_OP_STRETCH_MAP:
		x[0] = slot_of(d, VSP_TYPE_FRAME);
		x[1] = below(percent(50) ? 16 : 520);
		x[2] = 1 | below(8);
		break;
	case VSP_OP_STRETCH_ATTACH:
		x[0] = slot_of(d, VSP_TYPE_PD);
		x[1] = 1 | below(8);
		break;
	case VSP_OP_DOMAIN_SET_SPACES:
		x[0] = percent(30) ? 0 : slot_of(d, VSP_TYPE_CNODE);
		x[1] = percent(30) ? 0 : slot_of(d, VSP_TYPE_PD);
		break;
	case VSP_OP_DOMAIN_SET_PARENT:
		x[0] = percent(20) ? 0 : slot_of(d, VSP_TYPE_DOMAIN);
		break;
	case VSP_OP_DOMAIN_MAP_DCB:
		x[0] = slot_of(d, VSP_TYPE_STRETCH);
		break;
	case VSP_OP_IRQ_BIND:
		x[0] = LINE + below(9);
		x[1] = slot_of(d, VSP_TYPE_DOMAIN);
		break;
	case VSP_OP_IRQ_ACK:
	case VSP_OP_IRQ_UNBIND:
		x[0] = LINE + below(9);
		break;
	default:
		break;
	}
}

static void
fill_invoke(struct domain *d)
{
	static const uint64_t ops[] = {
#define VSP_OP(type, name, number, right, in, out, errors, text) \
		VSP_OP_##type##_##name,
#include <vesper/op.def>
#undef VSP_OP
	};
	uint64_t op = ops[below(sizeof ops / sizeof *ops)];

	/* What deletes most is to come more seldom, what makes more often. */
	if ((op == VSP_OP_CNODE_DELETE || op == VSP_OP_CNODE_REVOKE)
	    && percent(60))
		op = VSP_OP_UNTYPED_RETYPE;
	d->regs.x[7] = percent(97) ? op : some_word(d);
	if (percent(95))
		d->regs.x[8] = slot_of(d, (enum vsp_type)
				       (op / VSP_OPS_PER_TYPE));
	if (percent(80))
		fill_arguments(d, op);
}

static void
fill_dcb(struct domain *d)
{
	struct vsp_dcb *dcb = domain_dcb(d);
	uint64_t *word = (uint64_t *)(void *)dcb;

	switch (below(6)) {
	case 0:
		for (unsigned i = 0; i < sizeof *dcb / 8; i++)
			word[i] = random_word(&rnd);
		break;
	case 1:
		word[below(sizeof *dcb / 8)] = random_word(&rnd);
		break;
	case 2:
		dcb->preempt = random_word(&rnd) | 15;
		dcb->direct = random_word(&rnd) & dcb->preempt;
		break;
	case 3:
		dcb->send_slot = some_slot(d);
		dcb->send_rights = percent(40) ? ~0ull : below(16);
		dcb->recv_slot = below(d->nslots + 2);
		break;
	default:
		dcb->enabled = percent(70);
		dcb->slot = (uint32_t)below(32);
		break;
	}
}

static void
system_call(struct domain *d)
{
	uint32_t number = (uint32_t)below(VSP_SYS_COUNT);
	uint64_t op;

	if (percent(2))
		number = (uint32_t)below(65536);
	else if (percent(70))
		number = VSP_SYS_INVOKE;
	fill_registers(d);
	if (number == VSP_SYS_INVOKE)
		fill_invoke(d);
	if (number == VSP_SYS_DISPATCH)
		d->regs.x[1] = sim.now + below(30);
	op = d->regs.x[7];
	if (trace)
		fprintf(stderr, "  svc %u op %lx on %lx\n", number,
			(unsigned long)op, (unsigned long)d->regs.x[8]);
	sim_svc(number);
	if (trace && core->cur == d)
		fprintf(stderr, "    -> %lu (op %lx)\n",
			(unsigned long)d->regs.x[0], (unsigned long)op);
}

static void
touch_fp(const struct domain *d)
{
	struct fp_regs *fp = sim_fp();

	if (fp != NULL)
		fp->v[below(64)] = address_page(d);
}

static void
actor_step(struct domain *d)
{
	uint64_t address = d->dcb_address + below(0x4000);

	if (percent(20))
		fill_dcb(d);
	/* A fault while it is disabled stops it. */
	if (percent(domain_enabled(d) ? 8 : 1))
		sim_access(percent(50) ? address : random_word(&rnd),
			   1u << below(3));
	else if (percent(domain_enabled(d) ? 4 : 1))
		sim_fault(random_word(&rnd), random_word(&rnd));
	else if (percent(5))
		touch_fp(d);
	else
		system_call(d);
}

/* ---- what happens to it ---- */

static void
outside(void)
{
	if (percent(50))
		sim_irq((uint32_t)(LINE + below(8)));
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
	if (trace)
		fprintf(stderr, "%lu: %s page %u\n", (unsigned long)sim.now,
			d == NULL ? "idle" : domain_enabled(d) ? "enabled"
			: "disabled", d != NULL ? address_page(d) : 0);
	if (d == NULL || percent(5))
		outside();
	else if (d == sim_root())
		root_step();
	else
		actor_step(d);
}

START_TEST(nothing_a_domain_does_breaks_an_invariant)
{
	rnd.state = seed;
	for (uint64_t n = 0; n < steps; n++) {
		if (n % STEPS_PER_BOOT == 0) {
			if (trace)
				fprintf(stderr, "boot %lu\n",
					(unsigned long)rnd.state);
			stage();
		}
		step();
	}
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
	trace = getenv("VSP_TRACE") != NULL;
	return claims_run("fuzz", claims, sizeof claims / sizeof *claims,
			  NULL, NULL);
}
