/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * encoder.c - works without end, and says after 200 ms how much of the
 * processor its scheduler has charged to it.
 */
#include <stdio.h>

#include <vesper/sched.h>
#include <vesper/vesper.h>

#include "work.h"

#define MEASURED_US 200000u

int
main(void)
{
	vsp_slot scheduler = vsp_portal("scheduler");
	uint64_t start = vsp_now(), before, after, ticks;

	if (vsp_sched_ask_charged(scheduler, &before) != VSP_OK)
		return 1;
	while (vsp_now() < start + vsp_us_to_ticks(MEASURED_US))
		work_us(10);
	if (vsp_sched_ask_charged(scheduler, &after) != VSP_OK)
		return 1;
	ticks = vsp_now() - start;
	printf("I had %u %% of the processor\n",
	       (unsigned)((100 * (after - before) + ticks / 2) / ticks));
	return 0;
}
