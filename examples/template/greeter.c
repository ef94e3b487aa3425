/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * greeter.c - a server: greets by the name that a guest has left in memory
 * which both have.
 *
 * The guest may write there at any time, so the name is copied before it is
 * looked at, and no more of it than there is room for.
 */
#include <stdio.h>
#include <string.h>
#include <vesper/vesper.h>

#include "greeting.h"

static int
greet(const char *names, size_t room, const struct vsp_request *request)
{
	char name[GREETING_BYTES + 1] = "";
	uint64_t bytes = request->message.word[1];

	if (request->message.word[0] != GREETING_PLEASE)
		return VSP_E_OP;
	if (bytes > GREETING_BYTES || bytes > room)
		return VSP_E_ARG;
	memcpy(name, names, bytes);
	printf("good evening, %s (domain '%s')\n", name,
	       vsp_client_name(request->badge));
	return VSP_OK;
}

int
main(void)
{
	size_t room = 0;
	const char *names = vsp_shared("names", &room);
	uint64_t guests = 0;

	for (;;) {
		struct vsp_request request;
		struct vsp_message *message = &request.message;

		vsp_receive(&request);
		message->word[0] = (uint64_t)greet(names, room, &request);
		message->word[1] = ++guests;
		vsp_reply(request.token, message);
	}
}
