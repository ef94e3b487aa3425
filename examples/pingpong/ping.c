/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * ping.c - a client: calls the server some times, and says what it answers.
 *
 *	ping FIRST COUNT
 */
#include <stdio.h>
#include <stdlib.h>

#include <vesper/vesper.h>

#include "pingpong.h"

static void
fail(int error)
{
	printf("no answer: %s\n", vsp_strerror(error));
	exit(1);
}

int
main(int argc, char **argv)
{
	vsp_slot pong = vsp_portal("pong");
	uint64_t number = argc > 1 ? strtoul(argv[1], NULL, 0) : 0;
	unsigned long count = argc > 2 ? strtoul(argv[2], NULL, 0) : 1;

	while (count-- > 0) {
		struct vsp_message message = {
			.word = { PINGPONG_PING, number },
		};
		int error = vsp_call(pong, &message);

		if (error == VSP_OK)
			error = (int)message.word[0];
		if (error != VSP_OK)
			fail(error);
		printf("%u became %u in call %u\n", (unsigned)number,
		       (unsigned)message.word[1], (unsigned)message.word[2]);
		number = message.word[1];
	}
	return 0;
}
