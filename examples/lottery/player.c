/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * player.c - works, and then asks in which place it came.
 */
#include <stdio.h>
#include <vesper/vesper.h>

#define ROUNDS 10000000u

int
main(void)
{
	struct vsp_message message = { .word = { 0 } };

	for (volatile unsigned i = 0; i < ROUNDS; i++)
		;
	if (vsp_call(vsp_portal("table"), &message) != VSP_OK)
		return 1;
	printf("I am number %llu\n", (unsigned long long)message.word[1]);
	return 0;
}
