/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * sensor.c - takes a picture every 10 ms, and has it ready 4 ms later.
 */
#include <stdio.h>

#include <vesper/vesper.h>

#include "work.h"

#define PICTURES	20u
#define PERIOD_US	10000u
#define WORK_US		1500u
#define LATENCY_US	4000u

int
main(void)
{
	uint64_t due = vsp_now();
	unsigned late = 0;

	for (unsigned i = 0; i < PICTURES; i++) {
		due += vsp_us_to_ticks(PERIOD_US);
		vsp_sleep_until(due);
		work_us(WORK_US);
		if (vsp_now() > due + vsp_us_to_ticks(LATENCY_US))
			late++;
	}
	printf("%u pictures, %u of them late\n", PICTURES, late);
	return 0;
}
