/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * traffic_upcall.c - answers in the upcall, with FP registers and errno in
 * use; meanwhile its main thread computes, sleeps a moment, and compares.
 */
#include <errno.h>

#include "traffic.h"

#define MAIN_ERRNO	4711
#define NAP_TICKS	200u

static volatile unsigned changes;

static bool
serve(struct vsp_request *request)
{
	struct vsp_message *message = &request->message;
	double sum = 0;

	if (message->word[0] == TRAFFIC_REPORT) {
		message->word[0] = changes;
		return true;
	}
	errno = (int)request->badge;
	for (unsigned i = 0; i < VSP_NWORDS; i++)
		sum += (double)message->word[i];
	message->word[0] = (uint64_t)sum;
	message->word[1] = (uint64_t)errno;
	return true;
}

static double
compute(void)
{
	double up = 1, down = 1;

	for (int i = 0; i < 500; i++) {
		up *= 1.001;
		down /= 1.001;
	}
	return up + down;
}

int
main(void)
{
	double first = compute();

	vsp_serve(serve);
	errno = MAIN_ERRNO;
	for (;;) {
		if (compute() != first || errno != MAIN_ERRNO)
			changes++;
		vsp_sleep_until(vsp_now() + NAP_TICKS);
	}
}
