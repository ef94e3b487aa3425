/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * pong.c - a server: adds one, and counts for each client by itself.
 *
 * Whoever calls, the server knows by the badge of the portal: the system
 * description set it, and no client can change it.
 */
#include <stdio.h>

#include <vesper/vesper.h>

#include "pingpong.h"

#define NCLIENTS 8u

static unsigned calls[NCLIENTS];	/* by badge */

static void
serve(const struct vsp_request *request, struct vsp_message *answer)
{
	const uint64_t *word = request->message.word;

	*answer = (struct vsp_message){ .word = { VSP_E_OP } };
	if (word[0] != PINGPONG_PING || request->badge >= NCLIENTS)
		return;
	answer->word[0] = VSP_OK;
	answer->word[1] = word[1] + 1;
	answer->word[2] = ++calls[request->badge];
	printf("badge %u is '%s': %u\n", (unsigned)request->badge,
	       vsp_client_name(request->badge), (unsigned)word[1]);
}

int
main(void)
{
	struct vsp_request request;
	struct vsp_message answer;

	for (;;) {
		vsp_receive(&request);
		serve(&request, &answer);
		vsp_reply(request.token, &answer);
	}
}
