/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * load.c - a domain that wants the processor, in one of several ways.
 *
 *	load spin		always
 *	load every US N		N rounds of work every US microseconds
 *	load ring US N		the same, and it rings "bell" each time
 *	load bell N		N rounds each time that event 0 comes
 */
#include <stdlib.h>
#include <string.h>
#include <vesper/vesper.h>

#define BELL 1u

static void
work(uint64_t rounds)
{
	for (volatile uint64_t i = 0; i < rounds; i++)
		;
}

static void
every(uint64_t period_ticks, uint64_t rounds, vsp_slot bell)
{
	for (uint64_t next = vsp_now(); ; next += period_ticks) {
		vsp_sleep_until(next);
		if (bell != 0)
			vsp_signal(bell);
		work(rounds);
	}
}

int
main(int argc, char **argv)
{
	const char *how = argc > 1 ? argv[1] : "spin";
	uint64_t a = argc > 2 ? strtoull(argv[2], NULL, 10) : 0;
	uint64_t b = argc > 3 ? strtoull(argv[3], NULL, 10) : 0;

	if (strcmp(how, "every") == 0)
		every(vsp_us_to_ticks(a), b, 0);
	if (strcmp(how, "ring") == 0)
		every(vsp_us_to_ticks(a), b, vsp_channel("bell"));
	while (strcmp(how, "bell") == 0) {
		vsp_wait_events(BELL);
		work(a);
	}
	for (;;)
		work(1000);
}
