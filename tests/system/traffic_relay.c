/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * traffic_relay.c - answers some requests itself and has the others answered,
 * in turn, by the server in the upcall and by the one that batches.
 */
#include "traffic.h"

static uint64_t
answer(const struct vsp_message *request, unsigned turn)
{
	struct vsp_message message = *request;

	if (turn == 0)
		return traffic_sum(&message);
	if (vsp_call(vsp_portal(turn == 1 ? "upcall" : "batch"), &message)
	    != VSP_OK)
		return 0;
	return message.word[0];
}

int
main(void)
{
	struct vsp_request request;
	unsigned turn = 0;

	vsp_receive(&request);
	for (;;) {
		request.message.word[0] = answer(&request.message, turn);
		request.message.word[1] = request.badge;
		turn = (turn + 1) % 3;
		vsp_reply_receive(&request);
	}
}
