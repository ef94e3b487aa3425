/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * ipc_server.c - a server that answers when and how it is told to.
 */
#include <stdlib.h>

#include <vesper/runtime.h>
#include <vesper/vesper.h>

#include "ipc.h"

#define HELD_MAX 32u

static struct vsp_request held[HELD_MAX];
static unsigned nheld;
static vsp_slot last_cap;

static void
invert(struct vsp_message *message)
{
	for (unsigned i = 0; i < VSP_NWORDS; i++)
		message->word[i] = ~message->word[i];
}

static void
answer_held(bool newest_first)
{
	for (unsigned i = 0; i < nheld; i++) {
		struct vsp_request *request =
			&held[newest_first ? nheld - 1 - i : i];

		invert(&request->message);
		vsp_reply(request->token, &request->message);
	}
	nheld = 0;
}

static void
receive_into(uint64_t how)
{
	vsp_dcb->recv_slot = 0;
	if (how == ASK_RECEIVE_ANY)
		vsp_dcb->recv_slot = vsp_slot_alloc();
	if (how == ASK_RECEIVE_FULL)
		vsp_dcb->recv_slot = VSP_SLOT_PD;
}

static void
look_at(vsp_slot slot, uint64_t *word)
{
	struct vsp_look look = { 0 };

	if (slot != 0)
		vsp_look(slot, &look);
	word[1] = look.type;
	word[2] = look.rights;
	word[3] = look.badge;
}

static void
call_back(uint64_t *word)
{
	struct vsp_message message = { .word = { ASK_ECHO, word[1] } };

	word[1] = (uint64_t)vsp_call(vsp_portal("client"), &message);
	word[2] = message.word[1];
}

/* Held requests have been kept already; the rest is answered by main(). */
static void
serve(struct vsp_request *request)
{
	uint64_t *word = request->message.word;

	switch (word[0]) {
	case ASK_BADGE:
		word[1] = request->badge;
		break;
	case ASK_OLDEST_FIRST:
	case ASK_NEWEST_FIRST:
		answer_held(word[0] == ASK_NEWEST_FIRST);
		break;
	case ASK_TOKEN:
		word[1] = nheld > 0 ? held[nheld - 1].token : 0;
		break;
	case ASK_TWICE:
		vsp_reply(request->token, &request->message);
		break;
	case ASK_REPLY_AS:
		vsp_reply(word[1], &request->message);
		break;
	case ASK_CALL_BACK:
		call_back(word);
		break;
	case ASK_RECEIVE_NONE:
	case ASK_RECEIVE_ANY:
	case ASK_RECEIVE_FULL:
		receive_into(word[0]);
		break;
	case ASK_CAP:
		last_cap = request->cap;
		/* fall through */
	case ASK_HAS_CAP:
		look_at(last_cap, word);
		break;
	case ASK_SIGNAL:
		word[1] = (uint64_t)vsp_signal(vsp_channel("client"));
		break;
	case ASK_GIVE:
		break;
	case ASK_EXIT:
		exit((int)word[1]);
	default:
		invert(&request->message);
	}
}

int
main(void)
{
	for (;;) {
		struct vsp_request request;

		vsp_receive(&request);
		if (request.message.word[0] == ASK_HOLD && nheld < HELD_MAX) {
			held[nheld++] = request;
			continue;
		}
		serve(&request);
		if (request.message.word[0] == ASK_GIVE)
			vsp_reply_cap(request.token, &request.message,
				      VSP_SLOT_PD, VSP_R_USE);
		else
			vsp_reply(request.token, &request.message);
	}
}
