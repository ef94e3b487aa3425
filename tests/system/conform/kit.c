/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * kit.c - claims of the kit itself: actors act, and what they do is seen.
 */
#include "abi.h"
#include "conform.h"

static bool
an_actor_plays_its_script(void)
{
	struct actor *a = actor_make(0);

	SCRIPT(a, DO_NOTE(7), DO_UNKNOWN);
	return SAME(run(0), VSP_CHILD_WAIT) && TOLD(a, "Adr4.")
	       && SAME(record(a, 1)->x[0], 7)
	       && SAME(record(a, 2)->x[0], VSP_E_OP);
}

static bool
two_actors_talk(void)
{
	struct actor *a = actor_make(0), *b = actor_make(1);

	MUST(give_portal(a, OWN_A, b));
	SCRIPT(b, DO_WAIT_EVER, DO_REPLY(8));
	SCRIPT(a, DO_CALL(OWN_A, 3, 7));
	return SAME(run(1), VSP_CHILD_WAIT) && SAME(run(0), VSP_CHILD_WAIT)
	       && TOLD(a, "AR") && TOLD(b, "AC")
	       && SAME(record(a, 1)->x[0], 8)
	       && SAME(record(a, 1)->x[7], 3)
	       && SAME(record(b, 1)->x[0], 7)
	       && SAME(record(b, 1)->x[7], PORTAL_BADGE);
}

static const struct tap_claim claims[] = {
	CLAIM(an_actor_plays_its_script),
	CLAIM(two_actors_talk),
};

void
play_kit(void)
{
	PLAY(claims);
}
