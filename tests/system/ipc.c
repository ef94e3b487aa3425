/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * ipc.c - claims of calls, answers, capabilities that travel, and events.
 */
#include <string.h>

#include <vesper/vesper.h>

#include "../tap.h"
#include "ask.h"
#include "ipc.h"
#include "raw.h"

static vsp_slot server, other, exiting;

static bool
seven_words_go_there_and_back(void)
{
	struct vsp_message sent, message;

	fill(sent.word, ASK_ECHO, 7);
	message = sent;
	return SAME(vsp_call(server, &message), VSP_OK)
	       && inverted(message.word, sent.word);
}

static bool
badges_tell_two_portals_apart(void)
{
	return SAME(ask(server, ASK_BADGE, 0), 11)
	       && SAME(ask(other, ASK_BADGE, 0), 12);
}

static bool
a_badge_cannot_be_changed(void)
{
	vsp_slot slot = vsp_slot_alloc();
	bool same = SAME(vsp_derive(VSP_SLOT_CNODE, slot, server, VSP_R_CALL,
				    99), VSP_OK)
		    && SAME(ask(slot, ASK_BADGE, 0), 11);

	vsp_delete(slot);
	vsp_slot_free(slot);
	return same;
}

static bool
a_server_can_call_its_client_back(void)
{
	struct vsp_message message = { .word = { ASK_CALL_BACK, 42 } };

	return SAME(vsp_call(server, &message), VSP_OK)
	       && SAME(message.word[1], VSP_OK)
	       && SAME(message.word[2], ~42ull);
}

/* ---- a call to oneself ---- */

static bool
a_domain_can_call_itself(void)
{
	uint64_t message[VSP_NWORDS] = { 1, 2, 3, 4, 5, 6, 7 };
	struct raw_entry called;
	unsigned entry[2];

	vsp_disable();
	entry[0] = raw_call(VSP_SLOT_DOMAIN, 2, message);
	called = raw_entry;
	entry[1] = raw_reply(called.x[8], message);
	vsp_enable(true);
	return SAME(entry[0], VSP_UPCALL_CALL) && SAME(called.x[6], 7)
	       && SAME(called.x[7], 0) && SAME(entry[1], VSP_UPCALL_ACTIVATE)
	       && SAME(raw_entry.x[1], 1u << 2)
	       && SAME(vsp_dcb->answer[2].x[6], 7);
}

/* ---- capabilities that travel ---- */

static bool
send(vsp_slot cap, uint64_t rights, int error, struct vsp_message *message)
{
	*message = (struct vsp_message){ .word = { ASK_CAP } };
	return SAME(vsp_call_cap(server, message, cap, rights), error);
}

static bool
a_capability_arrives_with_fewer_rights(void)
{
	vsp_slot frame = vsp_slot_alloc();
	struct vsp_retype what = { VSP_TYPE_FRAME, 1, 1, 0, frame,
				   VSP_RETYPE_NEXT };
	struct vsp_message message;
	bool arrived;

	ask(server, ASK_RECEIVE_ANY, 0);
	arrived = SAME(vsp_retype(VSP_SLOT_MEMORY, &what, NULL), VSP_OK)
		  && send(frame, VSP_R_READ, VSP_OK, &message)
		  && SAME(message.word[1], VSP_TYPE_FRAME)
		  && SAME(message.word[2], VSP_R_READ);
	arrived &= SAME(vsp_revoke(frame), VSP_OK)
		   && SAME(ask(server, ASK_HAS_CAP, 0), VSP_TYPE_NONE);
	vsp_delete(frame);
	vsp_slot_free(frame);
	return arrived;
}

static bool
a_capability_can_be_moved_away(void)
{
	vsp_slot frame = vsp_slot_alloc();
	struct vsp_retype what = { VSP_TYPE_FRAME, 1, 1, 0, frame,
				   VSP_RETYPE_NEXT };
	struct vsp_message message;
	struct vsp_look look;

	ask(server, ASK_RECEIVE_ANY, 0);
	return SAME(vsp_retype(VSP_SLOT_MEMORY, &what, NULL), VSP_OK)
	       && send(frame, ~0ull, VSP_OK, &message)
	       && SAME(message.word[1], VSP_TYPE_FRAME)
	       && SAME(message.word[2], VSP_R_ALL)
	       && SAME(vsp_look(frame, &look), VSP_OK)
	       && SAME(look.type, VSP_TYPE_NONE);
}

static bool
a_capability_nobody_waits_for_is_dropped(void)
{
	struct vsp_message message;

	ask(server, ASK_RECEIVE_NONE, 0);
	return send(other, VSP_R_CALL, VSP_OK, &message)
	       && SAME(message.word[1], VSP_TYPE_NONE);
}

static bool
an_occupied_slot_fails_the_sender(void)
{
	struct vsp_message message;

	ask(server, ASK_RECEIVE_FULL, 0);
	return send(other, VSP_R_CALL, VSP_E_OCCUPIED, &message)
	       && SAME(ask(server, ASK_RECEIVE_NONE, 0), 0);
}

static bool
what_one_does_not_hold_cannot_be_sent(void)
{
	struct vsp_message message;

	ask(server, ASK_RECEIVE_ANY, 0);
	return send(200, VSP_R_CALL, VSP_E_NOCAP, &message)
	       && send(~0ull, VSP_R_CALL, VSP_E_NOCAP, &message)
	       && send(VSP_SLOT_MEMORY, VSP_R_ALL, VSP_E_TYPE, &message);
}

static bool
an_answer_can_bring_a_capability(void)
{
	struct vsp_message message = { .word = { ASK_GIVE } };
	struct vsp_look look = { 0 };
	vsp_slot cap = 0;
	bool right = SAME(vsp_share_accept(), VSP_OK)
		     && SAME(vsp_call_take(server, &message, &cap), VSP_OK)
		     && SAME(cap != 0, true);

	vsp_look(cap, &look);
	vsp_delete(cap);
	vsp_slot_free(cap);
	return right && SAME(look.type, VSP_TYPE_PD)
	       && SAME(look.rights, VSP_R_USE);
}

/* ---- events ---- */

static bool
a_channel_raises_its_own_bits_only(void)
{
	ask(server, ASK_SIGNAL, 0);
	return SAME(vsp_wait_events(~0ull), 0x50);
}

static bool
events_add_up(void)
{
	ask(server, ASK_SIGNAL, 0);
	ask(vsp_portal("stranger"), ASK_SIGNAL, 0);
	ask(server, ASK_SIGNAL, 0);
	return SAME(vsp_wait_events(0x40), 0x40)
	       && SAME(vsp_wait_events(~0ull), 0x11);
}

/* ---- the end of a server ---- */

static bool
clients_of_a_server_that_ends_are_told(void)
{
	uint64_t message[VSP_NWORDS] = { ASK_HOLD };
	struct vsp_message end = { .word = { ASK_EXIT } };
	unsigned entry;
	int error;

	vsp_disable();
	entry = raw_call(exiting, 5 | VSP_LEAVE_MORE, message);
	vsp_enable(true);
	error = vsp_call(exiting, &end);
	return SAME(entry, VSP_UPCALL_ACTIVATE) && SAME(error, VSP_E_GONE)
	       && SAME(vsp_dcb->answer[5].error, VSP_E_GONE);
}

static bool
calls_to_a_stopped_server_fail(void)
{
	struct vsp_message message = { .word = { ASK_ECHO } };

	return SAME(vsp_call(exiting, &message), VSP_E_GONE)
	       && SAME(message.word[0], ASK_ECHO);
}

/* There are 16. */
static bool
calls_that_fail_keep_no_number(void)
{
	struct vsp_message message = { .word = { ASK_ECHO } };
	bool right = true;

	for (unsigned i = 0; i < 2 * VSP_NCALLS; i++)
		right &= SAME(vsp_call(200, &message), VSP_E_NOCAP)
			 && SAME(vsp_call(exiting, &message), VSP_E_GONE);
	return SAME(vsp_call(server, &message), VSP_OK) && right;
}

static bool
serve(struct vsp_request *request)
{
	request->message.word[1] = ~request->message.word[1];
	return true;
}

static const struct tap_claim claims[] = {
	CLAIM(seven_words_go_there_and_back),
	CLAIM(badges_tell_two_portals_apart),
	CLAIM(a_badge_cannot_be_changed),
	CLAIM(a_server_can_call_its_client_back),
	CLAIM(a_domain_can_call_itself),
	CLAIM(a_capability_arrives_with_fewer_rights),
	CLAIM(a_capability_can_be_moved_away),
	CLAIM(a_capability_nobody_waits_for_is_dropped),
	CLAIM(an_occupied_slot_fails_the_sender),
	CLAIM(what_one_does_not_hold_cannot_be_sent),
	CLAIM(an_answer_can_bring_a_capability),
	CLAIM(a_channel_raises_its_own_bits_only),
	CLAIM(events_add_up),
	CLAIM(clients_of_a_server_that_ends_are_told),
	CLAIM(calls_to_a_stopped_server_fail),
	CLAIM(calls_that_fail_keep_no_number),
};

int
main(void)
{
	server = vsp_portal("server");
	other = vsp_portal("other");
	exiting = vsp_portal("exiting");
	vsp_serve(serve);
	return tap_run(claims, TAP_COUNT(claims));
}
