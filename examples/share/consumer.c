/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * consumer.c - follows the pointers of somebody else's list, in place.
 *
 * The producer can take the memory away at any instruction, and its pointers
 * can point anywhere, into this domain's own memory too.  So each node is
 * checked against what this client has shared, and read where a fault has an
 * exit.
 */
#include <stdio.h>
#include <stdlib.h>

#include <vesper/vesper.h>

#include "list.h"

#define NODES_MAX 1000u

static const struct node *last;		/* that a client has shown */

/* Copy a node, or say why that cannot be done. */
static int
read_node(const struct node *from, struct node *to)
{
	struct vsp_fault fault;

	if (vsp_copy_from(to, from, sizeof(*to), &fault))
		return VSP_OK;
	printf("fault at 0x%lx: %s\n", (unsigned long)fault.address,
	       vsp_fault_kind(fault.syndrome));
	return VSP_E_EMPTY;
}

static int
walk(uint64_t badge, const struct node *node)
{
	struct node copy;
	unsigned left = NODES_MAX;

	last = node;
	for (; node != NULL; node = copy.next) {
		int error;

		/* The client may have tied the list into a ring. */
		if (left-- == 0)
			return VSP_E_ARG;
		if (!vsp_share_check(badge, node, sizeof(*node), VSP_R_READ))
			return VSP_E_RIGHT;
		error = read_node(node, &copy);
		if (error != VSP_OK)
			return error;
		printf("node at %p: %d\n", (const void *)node, copy.value);
	}
	return VSP_OK;
}

/* As a careless server would: without a check. */
static int
look_again(void)
{
	struct node copy;

	return last == NULL ? VSP_E_EMPTY : read_node(last, &copy);
}

static int
serve(const struct vsp_request *request)
{
	const uint64_t *word = request->message.word;

	switch (word[0]) {
	case VSP_SHARE_GIVE:	/* libvesper has attached it */
		return VSP_OK;
	case LIST_WALK:
		return walk(request->badge,
			    (const struct node *)(uintptr_t)word[1]);
	case LIST_AGAIN:
		return look_again();
	default:
		return VSP_E_OP;
	}
}

/* Who takes shares can be sent any capability; this one wants no other. */
static void
drop_cap(const struct vsp_request *request)
{
	if (request->cap == 0)
		return;
	vsp_delete(request->cap);
	vsp_slot_free(request->cap);
}

int
main(void)
{
	struct vsp_request request;

	if (vsp_share_accept() != VSP_OK)
		return 1;
	vsp_receive(&request);
	for (;;) {
		request.message.word[0] = (uint64_t)serve(&request);
		drop_cap(&request);
		vsp_reply_receive(&request);
	}
}
