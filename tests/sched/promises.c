/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * promises.c - domains to whom much of the processor is promised, among
 * neighbours who mean no good: nobody misses a deadline.
 *
 *	promises WORKERS NEIGHBOURS
 *
 * Workers have the badges from 1 on, neighbours those from 11 on.
 *
 * Run with BOOT_ICOUNT_SHIFT=4 a tick of the counter is an instruction, and
 * ten seconds are 625 million of them.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <vesper/vesper.h>

#include "../tap.h"
#include "promises.h"

#define NWORKERS	10u
#define NHOSTILE	5u

static unsigned nworkers, nhostile;

static struct worker {
	uint64_t jobs, late, calls;
	int64_t worst;
	bool reported;
} worker[NWORKERS];
static uint64_t hostile[NHOSTILE];

static unsigned
take(const struct vsp_request *request)
{
	const uint64_t *word = request->message.word;
	uint64_t i = request->badge - 1;

	if (word[0] == PROMISES_HOSTILE && i - NWORKERS < NHOSTILE)
		hostile[i - NWORKERS] = word[1];
	if (word[0] != PROMISES_REPORT || i >= nworkers || worker[i].reported)
		return 0;
	worker[i] = (struct worker){
		word[1], word[2], word[4], (int64_t)word[3], true,
	};
	return 1;
}

static bool
everybody_reports(void)
{
	unsigned reports = 0;

	while (reports < nworkers) {
		struct vsp_request request;

		vsp_receive(&request);
		reports += take(&request);
		request.message.word[0] = VSP_OK;
		vsp_reply(request.token, &request.message);
	}
	return true;
}

static bool
no_admitted_domain_misses_a_deadline(void)
{
	uint64_t late = 0, jobs = 0;
	int64_t worst = INT64_MIN;

	for (unsigned i = 0; i < nworkers; i++) {
		const struct worker *w = &worker[i];

		printf("# worker %u: %" PRIu64 " jobs, %" PRIu64 " late, worst "
		       "lateness %" PRId64 " instructions\n", i, w->jobs,
		       w->late, w->worst);
		late += w->late;
		jobs += w->jobs;
		if (w->worst > worst)
			worst = w->worst;
	}
	printf("# worst lateness of all: %" PRId64 " instructions\n", worst);
	return late == 0 && jobs > 100;
}

/* A spinner, one who begs init, an interrupt storm, calls, and threads: each
 * did its worst. */
static bool
the_neighbours_were_hostile(void)
{
	static const uint64_t least[NHOSTILE] = { 50, 1000, 1000, 1000, 60 };
	bool all = true;

	for (unsigned i = 0; i < nhostile; i++) {
		printf("# neighbour %u: %" PRIu64 "\n", i, hostile[i]);
		all &= hostile[i] >= least[i];
	}
	printf("# calls served by the flooded: %" PRIu64 "\n",
	       worker[3].calls);
	return all && (nhostile < 4 || worker[3].calls >= least[3]);
}

int
main(int argc, char **argv)
{
	static const struct tap_claim claims[] = {
		CLAIM(everybody_reports),
		CLAIM(no_admitted_domain_misses_a_deadline),
		CLAIM(the_neighbours_were_hostile),
	};

	if (argc != 3)
		return 2;
	nworkers = (unsigned)atoi(argv[1]) % (NWORKERS + 1);
	nhostile = (unsigned)atoi(argv[2]) % (NHOSTILE + 1);
	return tap_run(claims, TAP_COUNT(claims));
}
