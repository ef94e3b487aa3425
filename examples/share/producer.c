/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * producer.c - builds a list, lends it to the consumer, and takes it back.
 */
#include <stdio.h>
#include <stdlib.h>

#include <vesper/vesper.h>

#include "list.h"

#define BUFFER_BYTES	16384u
#define NNODES		5u

static void
check(const char *what, int error)
{
	if (error == VSP_OK)
		return;
	printf("%s: %s\n", what, vsp_strerror(error));
	exit(1);
}

/* The nodes are spread over the buffer, and linked back to front. */
static const struct node *
build(char *buffer)
{
	const struct node *head = NULL;

	for (unsigned i = 0; i < NNODES; i++) {
		struct node *node = (struct node *)(void *)
			(buffer + i * (BUFFER_BYTES / NNODES & ~15u));

		node->value = (int)(i * i);
		node->next = head;
		head = node;
	}
	return head;
}

static void
ask(vsp_slot consumer, uint64_t what, const struct node *head)
{
	struct vsp_message message = {
		.word = { what, (uint64_t)(uintptr_t)head },
	};

	check("call", vsp_call(consumer, &message));
	if (message.word[0] != VSP_OK)
		printf("the consumer says: %s\n",
		       vsp_strerror((int)message.word[0]));
}

int
main(void)
{
	vsp_slot consumer = vsp_portal("consumer");
	char *buffer = vsp_buffer_create(BUFFER_BYTES);
	const struct node *head;
	struct vsp_share share;

	if (buffer == NULL)
		check("buffer", VSP_E_NOMEM);
	head = build(buffer);
	printf("list at %p, lent for reading\n", (const void *)head);
	check("share", vsp_share(consumer, buffer, BUFFER_BYTES, VSP_R_READ,
				 &share));
	ask(consumer, LIST_WALK, head);
	printf("taken back\n");
	check("unshare", vsp_unshare(&share));
	ask(consumer, LIST_AGAIN, NULL);
	ask(consumer, LIST_WALK, head);
	return 0;
}
