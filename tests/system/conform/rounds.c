/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * rounds.c - the claim that memory comes back, ten thousand times.
 *
 * Each round makes a tree of three domains with all that they stand on, lets
 * them call and dispatch each other, and takes everything back with one
 * REVOKE, at a moment that differs from round to round.
 */
#include "abi.h"
#include "conform.h"

#define ROUNDS 10000u

/* The root's child a has a child b; both call c, another child. */
static void
make_tree(unsigned round)
{
	struct actor *a = actor_make(0), *b = actor_make_below(a, 7);
	struct actor *c = actor_make(1);

	MUST(give_portal(a, OWN_A, c));
	MUST(give_portal(b, OWN_A, c));
	MUST(give_channel(c, OWN_A, a, 1));
	a->memory->hold = b->memory->hold = c->memory->hold = 1;
	SCRIPT(a, DO_CALL_MORE(OWN_A, 2, 1), DO_DISPATCH(7, VSP_FOREVER),
	       DO_ENABLE, DO_SPIN);
	SCRIPT(b, DO_CALL_MORE(OWN_A, 3, 2), DO_NOTE(1), DO_SPIN);
	SCRIPT(c, DO_WAIT_EVER, DO_SIGNAL(OWN_A), DO_WAIT_EVER, DO_SPIN);
	if (round % 2 != 0)
		dispatch(1, 10 * round % 1000);
	if (round % 3 != 0)
		dispatch(0, 10 * round % 3000);
	if (round % 5 == 0)
		vsp_domain_stop(b->domain);
}

static bool
memory_comes_back_ten_thousand_times(void)
{
	uint64_t used = 0;
	bool whole = true;

	for (unsigned round = 0; whole && round < ROUNDS; round++) {
		make_tree(round);
		whole = stage_end();
		vsp_untyped_info(SLOT_ARENA, NULL, NULL, &used);
		whole &= SAME(used, 0);
		stage_begin();
	}
	return whole;
}

static const struct tap_claim claims[] = {
	CLAIM(memory_comes_back_ten_thousand_times),
};

void
play_rounds(void)
{
	PLAY(claims);
}
