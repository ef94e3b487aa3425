/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * tree.c - what the leaves of a tree of schedulers had of the processor, and
 * what they should have.
 *
 *	tree SPAN_MS TOLERANCE PER_MILLE...	one for each badge, from 1
 *
 * TOLERANCE is in per mille of the span as well.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <vesper/vesper.h>

#include "../tap.h"

#define NLEAVES 62u

static unsigned nleaves;
static uint64_t span_ticks, tolerance, wanted[NLEAVES], had[NLEAVES];

static bool
all_leaves_run(void)
{
	for (unsigned reports = 0; reports < nleaves; reports++) {
		struct vsp_request request;

		vsp_receive(&request);
		if (request.badge == 0 || request.badge > nleaves)
			return false;
		had[request.badge - 1] = request.message.word[1];
		vsp_reply(request.token, &request.message);
	}
	return true;
}

static bool
each_has_had_its_part(void)
{
	uint64_t most = 0, least = UINT64_MAX;
	bool all = true;

	for (unsigned i = 0; i < nleaves; i++) {
		uint64_t got = had[i] * 1000000 / span_ticks;
		uint64_t want = wanted[i] * 1000, off = tolerance * 1000;
		bool right = got + off >= want && got <= want + off;

		if (!right || nleaves < 10)
			printf("# leaf %u: %" PRIu64 " ppm, wanted %" PRIu64
			       "\n", i + 1, got, want);
		all &= right;
		most = got > most ? got : most;
		least = got < least ? got : least;
	}
	printf("# from %" PRIu64 " to %" PRIu64 " ppm\n", least, most);
	return all;
}

int
main(int argc, char **argv)
{
	static const struct tap_claim claims[] = {
		CLAIM(all_leaves_run), CLAIM(each_has_had_its_part),
	};

	if (argc < 4)
		return 2;
	span_ticks = vsp_us_to_ticks(strtoull(argv[1], NULL, 10) * 1000);
	tolerance = strtoull(argv[2], NULL, 10);
	for (int i = 3; i < argc && nleaves < NLEAVES; i++)
		wanted[nleaves++] = strtoull(argv[i], NULL, 10);
	return tap_run(claims, TAP_COUNT(claims));
}
