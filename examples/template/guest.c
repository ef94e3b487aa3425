/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * guest.c - a client: leaves a name in shared memory, and calls the greeter.
 */
#include <stdio.h>
#include <string.h>
#include <vesper/vesper.h>

#include "greeting.h"

int
main(int argc, char **argv)
{
	const char *name = argc > 1 ? argv[1] : "nobody";
	size_t bytes = strlen(name), room = 0;
	char *names = vsp_shared("names", &room);
	struct vsp_message message = { .word = { GREETING_PLEASE, bytes } };
	int error;

	if (names == NULL || bytes > room)
		return 1;
	memcpy(names, name, bytes);
	error = vsp_call(vsp_portal("greeter"), &message);
	if (error == VSP_OK)
		error = (int)message.word[0];
	if (error != VSP_OK) {
		printf("no greeting: %s\n", vsp_strerror(error));
		return 1;
	}
	printf("I was guest number %d\n", (int)message.word[1]);
	return 0;
}
