/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * survive_bystander.c - works along: it counts, and answers calls.
 */
#include <vesper/vesper.h>

#include "survive.h"

#define BEAT_US 500u

static bool
echo(struct vsp_request *request)
{
	request->message.word[1] = ~request->message.word[1];
	return true;
}

int
main(void)
{
	struct marks *marks = vsp_shared("marks", NULL);

	vsp_serve(echo);
	for (;;) {
		vsp_sleep_until(vsp_now() + vsp_us_to_ticks(BEAT_US));
		marks->beats++;
	}
}
