/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * traffic.c - a client among several that keep three servers busy.
 *
 * One server answers in its upcall, one passes requests on, one answers in
 * reverse order.  Somebody sleeps for a moment all the time, so everyone is
 * preempted at any instruction.  Each client makes its own claims; the first
 * has the plan, and asks the first server's.
 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

#include "traffic.h"

#define ROUNDS	400u

struct tally {
	unsigned errors, wrong_sums, wrong_badges, fp_changes;
};

static void
ask(vsp_slot server, uint64_t seed, uint64_t badge, struct tally *tally)
{
	struct vsp_message message;
	uint64_t sum;

	for (unsigned i = 0; i < VSP_NWORDS; i++)
		message.word[i] = seed + i;
	sum = traffic_sum(&message);
	if (vsp_call(server, &message) != VSP_OK) {
		tally->errors++;
		return;
	}
	tally->wrong_sums += message.word[0] != sum;
	tally->wrong_badges += message.word[1] != badge;
}

static void
run(uint64_t me, struct tally *tally)
{
	const vsp_slot server[] = {
		vsp_portal("upcall"), vsp_portal("relay"), vsp_portal("batch"),
	};
	vsp_slot next = vsp_channel("next");
	double product = 1;

	for (unsigned round = 0; round < ROUNDS; round++) {
		for (unsigned i = 0; i < 3; i++) {
			product *= 1.25;
			ask(server[i], 1000 * me + round, TRAFFIC_BADGE + me,
			    tally);
			product /= 1.25;
			tally->fp_changes += product != 1;
		}
		vsp_signal(next);
		if (round % 16 == 0)
			vsp_wait_events_until(1, vsp_now() + 100);
	}
}

/* Without a number: nobody knows who comes first. */
static void
claim(bool holds, const char *what, const char *who)
{
	printf("%sok - %s_%s\n", holds ? "" : "not ", what, who);
}

static void
claim_for_server(void)
{
	struct vsp_message message = { .word = { TRAFFIC_REPORT } };
	int error = vsp_call(vsp_portal("upcall"), &message);

	if (message.word[0] != 0)
		printf("# %u changes\n", (unsigned)message.word[0]);
	claim(error == VSP_OK && message.word[0] == 0,
	      "handlers_keep_the_fp_registers_and_errno_of", "upcall");
}

int
main(int argc, char **argv)
{
	uint64_t me = argc > 1 ? (uint64_t)atoi(argv[1]) : 0;
	struct tally tally = { 0 };

	if (me == 1)
		printf("1..%u\n", 2 * TRAFFIC_CLIENTS + 1);
	run(me, &tally);
	if (tally.errors + tally.wrong_sums + tally.wrong_badges != 0)
		printf("# %u errors, %u wrong sums, %u wrong badges\n",
		       tally.errors, tally.wrong_sums, tally.wrong_badges);
	claim(tally.errors + tally.wrong_sums + tally.wrong_badges == 0,
	      "every_answer_is_to_its_own_question_of", vsp_name());
	claim(tally.fp_changes == 0,
	      "preemption_keeps_the_fp_registers_of", vsp_name());
	if (me == 1)
		claim_for_server();
	return 0;
}
