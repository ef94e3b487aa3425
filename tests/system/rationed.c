/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * rationed.c - claims of threads with reservations in a domain that has the
 * processor for two fifths of the time only: they are charged what the domain
 * had, not what passed.
 *
 *	rationed		the claims
 *	rationed rival		has all the rest
 */
#include <vesper/vesper.h>

#include "threads.h"

#define PERIOD_US	13000u	/* no multiple of the domain's */
#define SLICE_US	3000u
#define OWN_US		5200u	/* of the domain, in that time (rationed.vsp) */
#define PERIODS		30u

static volatile bool over;
static volatile uint64_t turns[2];	/* round the loop, by each thread */

static struct vsp_sched_params
slice(uint32_t slice_us, bool extra)
{
	return (struct vsp_sched_params){
		.period_ticks = vsp_us_to_ticks(PERIOD_US),
		.slice_ticks = vsp_us_to_ticks(slice_us), .extra = extra,
	};
}

static int
spins(void *mine)
{
	volatile uint64_t *count = mine;

	while (!over)
		++*count;
	return 0;
}

/* Of what the domain has, the one has its slice, the other the rest. */
static bool
what_others_have_is_not_charged_to_a_thread(void)
{
	struct vsp_sched_params none = { .extra = true };
	struct vsp_thread *rest = promise(none, spins, (void *)&turns[1]);
	struct vsp_thread *sliced = promise(slice(SLICE_US, false), spins,
					    (void *)&turns[0]);
	uint64_t permille;

	vsp_sleep_until(vsp_now() + PERIODS * vsp_us_to_ticks(PERIOD_US));
	over = true;
	join(sliced);
	join(rest);
	permille = turns[0] * 1000 / (turns[0] + turns[1]);
	return permille + 30 > SLICE_US * 1000 / OWN_US
	       && permille < SLICE_US * 1000 / OWN_US + 30
	       ? true : SAME(permille, SLICE_US * 1000 / OWN_US);
}

int
main(int argc, char **argv)
{
	static struct vsp_reservations reservations;
	static const struct tap_claim claims[] = {
		CLAIM(what_others_have_is_not_charged_to_a_thread),
	};
	struct vsp_sched_params mine = slice(1000, true);

	(void)argv;
	if (argc > 1)
		return spins((void *)&turns[0]);
	vsp_threads_start(vsp_reservations_init(&reservations,
						vsp_us_to_ticks(1000), 950),
			  &mine);
	return tap_run(claims, TAP_COUNT(claims));
}
