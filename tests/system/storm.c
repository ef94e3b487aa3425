/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * storm.c - six domains make any system call at every upcall, and the judge
 * stops, resets, reads, steps and moves them about.  The kernel lives, nobody
 * sees in its registers what is another's, and all go on.
 *
 * It is the fast paths' turn here: fuzz_test.c has the C code only.
 *
 *	storm [rounds]
 */
#include <stdlib.h>
#include <string.h>

#include <vesper/clock.h>
#include <vesper/debug.h>
#include <vesper/sched.h>
#include <vesper/vesper.h>

#include "../random.h"
#include "../tap.h"
#include "storm.h"

static struct storm_board *board;
static vsp_slot actor[STORM_ACTORS], channel[STORM_ACTORS];
static uint64_t rounds = 2000;
static struct random rnd = { 88172645463325252ull };

static uint64_t
below(uint64_t n)
{
	return random_below(&rnd, n);
}

/* They are the judge's children, or init would end those that stop.  Not
 * while its time runs. */
static bool
adopt(uint32_t i)
{
	if (vsp_domain_set_parent(actor[i], VSP_SLOT_DOMAIN, i) != VSP_OK)
		return false;
	vsp_sched_add(i, NULL);
	return true;
}

static void
gather(void)
{
	for (unsigned i = 0; i < STORM_ACTORS; i++) {
		struct vsp_request request;
		uint64_t who;

		vsp_receive(&request);
		who = request.message.word[1] % STORM_ACTORS;
		actor[who] = request.cap;
		vsp_reply(request.token, &request.message);
	}
	for (uint32_t i = 0; i < STORM_ACTORS; i++) {
		channel[i] = vsp_slot_alloc();
		vsp_derive(VSP_SLOT_CNODE, channel[i], actor[i], VSP_R_SIGNAL,
			   1);
		while (!adopt(i))
			vsp_sleep_until(vsp_now() + 1000);
	}
}

static void
read_one(vsp_slot domain)
{
	struct vsp_context registers;
	struct vsp_fp_registers fp;

	if (vsp_domain_read_regs(domain, &registers) == VSP_OK
	    && below(2) == 0)
		vsp_domain_write_regs(domain, &registers);
	if (vsp_domain_read_fp(domain, &fp) == VSP_OK && below(2) == 0)
		vsp_domain_write_fp(domain, &fp);
}

/* Something is done to somebody. */
static void
interfere(void)
{
	unsigned i = (unsigned)below(STORM_ACTORS);
	vsp_slot domain = actor[i];

	switch (below(8)) {
	case 0:
		vsp_domain_cancel(domain, below(4));
		break;
	case 1:
	case 2:
		vsp_domain_stop(domain);
		read_one(domain);
		vsp_domain_start(domain);
		break;
	case 3:
		vsp_domain_reset(domain);
		vsp_domain_start(domain);
		break;
	case 4:
		vsp_domain_debug(domain, below(40) == 0 ? VSP_DEBUG_STEP : 0,
				 0);
		break;
	case 5:
		if (i > 2)
			vsp_domain_set_parent(domain, actor[below(3)],
					      below(4));
		break;
	case 6:
		adopt(i);
		break;
	default:
		break;
	}
}

/* Whoever was stopped by a fault or a step goes on, and who sleeps wakes. */
static void
start_all(void)
{
	uint64_t stopped = vsp_sched_take_stopped();

	for (uint32_t i = 0; i < STORM_ACTORS; i++) {
		vsp_domain_start(actor[i]);
		if ((stopped >> i & 1) != 0)
			vsp_sched_add(i, NULL);
		if (below(4) != 0)
			vsp_signal(channel[i]);
	}
}

static bool
the_kernel_outlives_the_storm(void)
{
	gather();
	for (uint64_t n = 0; n < rounds; n++) {
		interfere();
		start_all();
		vsp_sleep_until(vsp_now() + below(100000));
	}
	return true;
}

static bool
nobody_sees_anothers_registers(void)
{
	bool right = true;

	for (unsigned i = 0; i < STORM_ACTORS; i++) {
		const struct storm_score *score = &board->score[i];

		right &= SAME(score->leaks, 0);
		if (score->leaks != 0)
			printf("# actor %u: entry %u, x%u was %llx\n", i,
			       (unsigned)score->what[0],
			       (unsigned)score->what[1],
			       (unsigned long long)score->what[2]);
		right &= SAME(score->fp_leaks, 0);
	}
	return right;
}

static bool
everybody_was_in_it(void)
{
	bool right = true;

	for (unsigned i = 0; i < STORM_ACTORS; i++) {
		const struct storm_score *score = &board->score[i];

		printf("# actor %u:", i);
		for (unsigned entry = 0; entry <= STORM_RETURNED; entry++) {
			printf(" %llu",
			       (unsigned long long)score->upcalls[entry]);
			right &= score->upcalls[entry] != 0
				 || entry == VSP_UPCALL_CHILD;
		}
		printf(" enabled %llu\n", (unsigned long long)score->enabled);
		right &= score->enabled != 0;
	}
	return right;
}

int
main(int argc, char **argv)
{
	static const struct tap_claim claims[] = {
		CLAIM(the_kernel_outlives_the_storm),
		CLAIM(nobody_sees_anothers_registers),
		CLAIM(everybody_was_in_it),
	};

	static struct vsp_round_robin policy;

	if (argc > 1)
		rounds = strtoull(argv[1], NULL, 0);
	vsp_sched_start(vsp_round_robin_init(&policy, vsp_us_to_ticks(300)));
	board = vsp_shared("board", NULL);
	if (board == NULL || vsp_share_accept() != VSP_OK)
		return 1;
	return tap_run(claims, TAP_COUNT(claims));
}
