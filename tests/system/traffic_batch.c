/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * traffic_batch.c - keeps requests until there are three or nobody comes for a
 * moment, and answers the newest first.
 */
#include <stddef.h>

#include "traffic.h"

#define BATCH		3u
#define PATIENCE_TICKS	500u

static void
answer(const struct vsp_request *request)
{
	struct vsp_message message = request->message;

	message.word[0] = traffic_sum(&request->message);
	message.word[1] = request->badge;
	vsp_reply(request->token, &message);
}

int
main(void)
{
	struct vsp_request held[BATCH];
	unsigned n = 0;

	for (;;) {
		uint64_t until = n > 0 ? vsp_now() + PATIENCE_TICKS
				       : VSP_FOREVER;
		bool came = vsp_wait(&held[n], 0, until, NULL)
			    == VSP_WAITED_REQUEST;

		n += came;
		if (came && n < BATCH)
			continue;
		while (n > 0)
			answer(&held[--n]);
	}
}
