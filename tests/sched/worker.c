/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * worker.c - a domain with deadlines: in each period a job, to be done by the
 * period's end.  After a while it tells the tester how that went.
 *
 *	worker PERIOD_US JOB_INSTRUCTIONS MILLISECONDS
 *
 * It serves calls too, in its CALL upcall: whoever makes them pays for that.
 */
#include <stdlib.h>
#include <vesper/vesper.h>

#include "promises.h"

static uint64_t calls;

static bool
serve(struct vsp_request *request)
{
	calls++;
	request->message.word[0] = VSP_OK;
	return true;
}

/* Two instructions a round. */
static void
work(uint64_t instructions)
{
	uint64_t rounds = instructions / 2;

	__asm__ volatile("1: subs %0, %0, #1\n\tb.ne 1b" : "+r"(rounds) :
			 : "cc");
}

int
main(int argc, char **argv)
{
	uint64_t period, job, end, release;
	struct vsp_message report = { .word = { PROMISES_REPORT } };
	int64_t worst = INT64_MIN;

	if (argc != 4)
		return 2;
	period = vsp_us_to_ticks(strtoull(argv[1], NULL, 10));
	job = strtoull(argv[2], NULL, 10);
	vsp_serve(serve);
	release = vsp_now() + PROMISES_START_US * vsp_us_to_ticks(1000) / 1000;
	end = release + vsp_us_to_ticks(strtoull(argv[3], NULL, 10) * 1000);
	for (; release + period <= end; release += period) {
		int64_t late;

		vsp_sleep_until(release);
		work(job);
		late = (int64_t)(vsp_now() - (release + period));
		report.word[1]++;
		report.word[2] += late > 0;
		if (late > worst)
			worst = late;
	}
	report.word[3] = (uint64_t)worst;
	report.word[4] = calls;
	vsp_call(vsp_portal("tester"), &report);
	for (;;)
		vsp_sleep_until(VSP_FOREVER);
}
