/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * table.c - a scheduler with a policy of its own; and it tells players who
 * come to the end in which place they are.
 *
 * While the main thread waits for requests, the library schedules.
 */
#include <vesper/sched.h>
#include <vesper/vesper.h>

#include "lottery.h"

#define QUANTUM_US 1000u

int
main(void)
{
	static struct lottery lottery;
	uint32_t count;
	const struct vsp_startup_child *player = vsp_children(&count);
	uint64_t place = 0;

	vsp_sched_start(lottery_init(&lottery, vsp_us_to_ticks(QUANTUM_US)));
	for (uint32_t i = 0; i < count; i++)
		if (vsp_sched_add_described(player[i].index, &player[i].time)
		    != VSP_OK)
			return 1;
	for (;;) {
		struct vsp_request request;

		vsp_receive(&request);
		request.message.word[0] = VSP_OK;
		request.message.word[1] = ++place;
		vsp_reply(request.token, &request.message);
	}
}
