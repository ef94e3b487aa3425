/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * threads_server.c - lets callers wait until enough of them have called.
 */
#include <vesper/vesper.h>

#include "threads.h"

/* It uses FP registers, so that callers' own go. */
static volatile double answered;

static void
answer(struct vsp_request *request)
{
	answered = answered + 0.5;
	request->message.word[0] += 1000;
	vsp_reply(request->token, &request->message);
}

int
main(void)
{
	struct vsp_request held[THREADS_CALLERS];
	unsigned n = 0;

	for (;;) {
		vsp_receive(&held[n]);
		if (held[n].message.word[0] >= THREADS_AT_ONCE)
			answer(&held[n]);
		else
			n++;
		if (n < THREADS_CALLERS)
			continue;
		/* Let those try who find no number. */
		vsp_sleep_until(vsp_now() + 3000);
		while (n > 0)
			answer(&held[--n]);
	}
}
