/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * takers_server.c - gives capabilities with its answers: late, several in one
 * go on its own time, the latest first; and one with a call in between.
 */
#include <stdlib.h>

#include <vesper/vesper.h>

#include "takers.h"

static struct vsp_request held[TAKERS_HELD];
static unsigned nheld;

/* An empty slot has a portal of mine now. */
static vsp_slot
new_portal(uint64_t badge)
{
	vsp_slot slot = vsp_slot_alloc();

	vsp_derive(VSP_SLOT_CNODE, slot, VSP_SLOT_DOMAIN, VSP_R_CALL, badge);
	return slot;
}

static void
forget(vsp_slot slot)
{
	vsp_delete(slot);
	vsp_slot_free(slot);
}

static void
give(struct vsp_request *request)
{
	vsp_slot slot = new_portal(request->message.word[1]);

	request->message.word[0] = VSP_OK;
	vsp_reply_cap(request->token, &request->message, slot, ~0ull);
	forget(slot);
}

static void
call_back(void)
{
	struct vsp_message message = { .word = { TAKE_THIS } };
	vsp_slot portal = vsp_portal("takers"), slot;

	if (portal == 0)
		return;
	slot = new_portal(1);
	if (vsp_call_cap(portal, &message, slot, ~0ull) != VSP_OK)
		abort();
	forget(slot);
}

static void
give_to_all(void)
{
	vsp_sleep_until(vsp_now() + 1000);
	while (nheld > 0) {
		give(&held[--nheld]);
		if (nheld == TAKERS_HELD / 2)
			call_back();
	}
}

static void
serve(const struct vsp_request *request)
{
	struct vsp_request answer = *request;

	switch (request->message.word[0]) {
	case TAKE_LATER:
		held[nheld++] = *request;
		break;
	case TAKE_AT_ONCE:
		give(&answer);
		break;
	case TAKE_END:
		exit(0);
	default:
		answer.message.word[0] = VSP_OK;
		vsp_reply(answer.token, &answer.message);
	}
}

int
main(void)
{
	struct vsp_request request;

	for (;;) {
		uint64_t until = nheld > 0 ? vsp_now() + 20000 : VSP_FOREVER;

		if (vsp_wait(&request, 0, until, NULL) == VSP_WAITED_REQUEST)
			serve(&request);
		else
			give_to_all();
		if (nheld == TAKERS_HELD)
			give_to_all();
	}
}
