/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * twice.c - the fast paths do what the C code does: random walks of five
 * domains, each made twice, on the fast paths and then with all of them
 * diverted to the C code, which a trace does.  Each upcall with all its
 * registers, each result, the words of each DCB and the states must be the
 * same.
 *
 * The C code is held against the model by walks of its own (tests/model/);
 * this is the step from there to the assembler.
 *
 * Time passes faster on the fast paths, so nothing here may depend on it: times
 * are never, or have come already (VSP_LEAVE_UNTIL, WAIT and DISPATCH until
 * then), when the timer interrupts the first instruction at user level in
 * both.  Grants that end later, and devices, would interrupt another
 * instruction each time; tests/sweep interrupts at each.
 *
 * A walk's domains have random scripts, and a tree: the root dispatches 0, 1
 * and 2 in any order; 0 is the parent of 3 and 4.  Each can call, signal and
 * control each other.
 */
#include "twice.h"

#include <stdio.h>
#include <string.h>

#include <vesper/trace.h>

#include "../../random.h"
#include "../conform/abi.h"

#define NWALKS		400u
#define NSTEPS		28u
#define PORTALS		OWN_A
#define CHANNELS	40u
#define CONTROLS	50u
#define RECEIVED	60u

static struct seen seen[2];
static struct actor *actor[NACTORS];
static struct random dice;

static uint64_t
below(uint64_t n)
{
	return random_below(&dice, n);
}

static bool
percent(unsigned n)
{
	return random_percent(&dice, n);
}

/* ---- the domains of a walk ---- */

static uint64_t
flags(void)
{
	return (percent(30) ? VSP_LEAVE_MORE : 0)
	       | (percent(10) ? VSP_LEAVE_UNTIL : 0);
}

/* What dcb.until says is one, too. */
static uint64_t
some_time(void)
{
	return percent(85) ? VSP_FOREVER : 1;
}

static struct step
store(const uint64_t *word, uint64_t value)
{
	return (struct step)DO_WRITE((uint64_t)(uintptr_t)word, value);
}

/* The slot that a script has named so far.  It is the kernel's, which may
 * write to it what it likes; those that are resumed are others. */
static uint64_t named;

static struct step
name_slot(struct vsp_dcb *dcb)
{
	named = below(3);
	return store((const uint64_t *)&dcb->slot, named);
}

/* What the domain says in its own DCB. */
static struct step
random_store(struct vsp_dcb *dcb)
{
	switch (below(7)) {
	case 0:
		return store(&dcb->preempt, below(4));
	case 1:
		return store(&dcb->direct, below(4));
	case 2:
		return store(&dcb->send_slot,
			     percent(70) ? OWN_PD : RECEIVED);
	case 3:
		return store(&dcb->send_rights,
			     percent(70) ? VSP_R_ALL : 1);
	case 4:
		return store(&dcb->answer_slot[below(3)],
			     percent(70) ? RECEIVED : 0);
	case 5:
		return store(&dcb->until, some_time());
	default:
		return store(&dcb->recv_slot, percent(70) ? RECEIVED : 0);
	}
}

static struct step
random_invoke(void)
{
	uint64_t control = CONTROLS + below(NACTORS);

	switch (below(6)) {
	case 0:
		return (struct step)DO_INVOKE(OWN_DOMAIN, VSP_OP_DOMAIN_CANCEL,
					      below(3));
	case 1:
		return (struct step)DO_INVOKE(OWN_CNODE, VSP_OP_CNODE_DELETE,
					      RECEIVED);
	case 2:
		return (struct step)DO_INVOKE(control, VSP_OP_DOMAIN_START, 0);
	case 3:
		return percent(20)
		       ? (struct step)DO_INVOKE(control, VSP_OP_DOMAIN_STOP, 0)
		       : (struct step)DO_UNKNOWN;
	case 4:
		return (struct step)DO_INVOKE(OWN_CNODE, VSP_OP_CNODE_DERIVE,
					      RECEIVED, 0, OWN_PD, VSP_R_ALL);
	default:
		return (struct step)DO_INVOKE(control, VSP_OP_DOMAIN_INFO, 0);
	}
}

/* In what a domain does most there is most of a fast path. */
static struct step
random_step(struct vsp_dcb *dcb)
{
	uint64_t what = below(100), word = below(1000), n = below(3);
	uint64_t cap = percent(15) ? VSP_CALL_CAP : 0;

	if (what < 24)
		return (struct step)DO_CALL(PORTALS + below(NACTORS),
					    n | flags() | cap, word);
	if (what < 36)
		return (struct step){ .what = VSP_SYS_REPLY,
			.x = { word, [7] = flags() | cap } };
	if (what < 42)
		return (struct step)DO_REPLY_TO(1 + below(4), word);
	if (what < 54)
		return (struct step){ .what = VSP_SYS_WAIT,
			.x = { some_time(), [7] = flags() } };
	if (what < 66)
		return (struct step)DO_SIGNAL(CHANNELS + below(NACTORS));
	if (what < 69)
		return (struct step){ .what = VSP_SYS_RESUME,
			.x = { (named + 1 + below(2)) % 3, [7] = flags() } };
	if (what < 72)
		return name_slot(dcb);
	if (what < 80)
		return (struct step)DO_DISPATCH(below(3), some_time());
	if (what < 82)
		return (struct step)DO_ACTIVATE;
	if (what < 87)
		return (struct step)DO(percent(60) ? DEED_ENABLE
						   : DEED_DISABLE, 0);
	if (what < 90)
		return (struct step)DO(DEED_SET_FP, word);
	if (what < 93)
		return (struct step)DO(DEED_GET_FP, 0);
	return what < 97 ? random_store(dcb) : random_invoke();
}

static void
know_each_other(void)
{
	for (unsigned i = 0; i < NACTORS; i++)
		for (unsigned to = 0; to < NACTORS; to++) {
			const struct actor *other = actor[to];

			MUST(give(actor[i], PORTALS + to, other->domain,
				  VSP_R_CALL, 100 + i));
			MUST(give_channel(actor[i], CHANNELS + to, other,
					  1u << i));
			MUST(give(actor[i], CONTROLS + to, other->domain,
				  VSP_R_ALL, 0));
		}
}

static void
make_actors(void)
{
	for (unsigned i = 0; i < 3; i++)
		actor[i] = actor_make(i);
	for (unsigned i = 3; i < NACTORS; i++)
		actor[i] = actor_make_below(actor[0], i - 3);
	know_each_other();
	for (unsigned i = 0; i < NACTORS; i++) {
		struct step steps[NSTEPS];

		named = 0;
		for (unsigned n = 0; n < NSTEPS; n++)
			steps[n] = random_step(actor[i]->dcb);
		memset(actor[i]->memory->record, 0,
		       sizeof actor[i]->memory->record);
		actor_script(actor[i], steps, NSTEPS);
	}
	actor[0]->dcb->preempt = below(4);
	actor[0]->dcb->direct = actor[0]->dcb->preempt & below(4);
}

/* ---- a walk ---- */

static void
turn(struct root_upcall *end)
{
	root_dcb->preempt = below(8);
	root_dcb->direct = root_dcb->preempt & below(8);
	root_leave(VSP_SYS_DISPATCH,
		   (const uint64_t[9]){ below(3), VSP_FOREVER });
	seen_turn(end);
}

static void
walk(uint64_t seed, bool diverted, struct seen *to)
{
	vsp_slot frame;
	uint64_t begun;

	dice.state = (seed + 1) * 0x9e3779b97f4a7c15ull | 1;
	stage_begin();
	make_actors();
	frame = make(VSP_TYPE_FRAME, 1);
	root_take_news();
	if (diverted)
		MUST(invoke(VSP_BOOT_TRACE, VSP_OP_TRACE_START, frame,
			    VSP_TRACE_BIT(NOTE), 0, 0, 0, 0).error);
	begun = vsp_now();
	for (unsigned i = 0; i < NTURNS; i++)
		turn(&to->turn[i]);
	to->ticks = vsp_now() - begun;
	if (diverted)
		MUST(invoke(VSP_BOOT_TRACE, VSP_OP_TRACE_STOP, 0, 0, 0, 0, 0,
			    0).error);
	for (unsigned i = 0; i < NACTORS; i++)
		seen_actor(&to->actor[i], actor[i]);
	to->ready = root_dcb->ready;
	to->stopped = root_dcb->stopped;
}

/* ---- claims ---- */

static uint64_t fast_ticks, slow_ticks;
static unsigned records[7];

static void
count(const struct seen *s)
{
	fast_ticks += seen[0].ticks;
	slow_ticks += seen[1].ticks;
	for (unsigned i = 0; i < NACTORS; i++)
		for (unsigned n = 0; n < ACTOR_NRECORDS
				     && n < s->actor[i].written; n++)
			records[s->actor[i].record[n].kind % 7]++;
}

static bool
fast_paths_do_what_the_c_code_does(void)
{
	for (uint64_t seed = 0; seed < NWALKS; seed++) {
		for (unsigned i = 0; i < 2; i++) {
			walk(seed, i == 1, &seen[i]);
			if (!stage_end())
				return false;
		}
		count(&seen[0]);
		if (!seen_same(&seen[0], &seen[1])) {
			printf("# walk %u\n", (unsigned)seed);
			return false;
		}
	}
	return true;
}

/* Else something is compared with itself. */
static bool
the_c_code_takes_more_instructions(void)
{
	printf("# ticks: fast %lu, slow %lu\n", (unsigned long)fast_ticks,
	       (unsigned long)slow_ticks);
	return fast_ticks < slow_ticks;
}

static bool
walks_come_to_every_upcall(void)
{
	bool all = true;

	for (unsigned kind = 0; kind < 7; kind++) {
		printf("# records of kind %u: %u\n", kind, records[kind]);
		all &= records[kind] > NWALKS / 4;
	}
	return all;
}

static const struct tap_claim claims[] = {
	CLAIM(fast_paths_do_what_the_c_code_does),
	CLAIM(the_c_code_takes_more_instructions),
	CLAIM(walks_come_to_every_upcall),
};

int
main(void)
{
	stage_build();
	tap_run(claims, TAP_COUNT(claims));
	power_off();
}
