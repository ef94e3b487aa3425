/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * transfer.c - claims of a capability that goes along with a call or an
 * answer.
 */
#include "abi.h"
#include "conform.h"

#define TO	100u		/* the slot that a receiver names */
#define MOVED	(~0ull)

static struct actor *a, *b;
static vsp_slot frame;

/* a calls b and sends what is in its slot OWN_C. */
static void
make_two(uint64_t rights, uint64_t recv_slot)
{
	a = actor_make(0);
	b = actor_make(1);
	frame = make(VSP_TYPE_FRAME, 1);
	MUST(give_portal(a, OWN_A, b));
	MUST(give(a, OWN_C, frame, VSP_R_READ | VSP_R_WRITE, 0));
	SCRIPT(b, DO_WAIT_EVER, DO_REPLY(1));
	SCRIPT(a, DO_CALL_CAP(OWN_A, 3, 42));
	run(1);
	a->dcb->send_slot = OWN_C;
	a->dcb->send_rights = rights;
	b->dcb->recv_slot = recv_slot;
}

/* What is in a slot of an actor's. */
static bool
has(const struct actor *who, uint64_t slot, uint64_t type, uint64_t rights)
{
	struct vsp_result look = invoke(who->cnode, VSP_OP_CNODE_LOOK, slot, 0,
					0, 0, 0, 0);

	return SAME(look.x1, type) && SAME(look.x2, rights);
}

static bool
a_capability_is_derived_for_who_is_called(void)
{
	make_two(VSP_R_READ, TO);
	return SAME(run(0), VSP_CHILD_WAIT) && TOLD(a, "AR") && TOLD(b, "AC")
	       && SAME(record_arrived(record(b, 1)), VSP_ARRIVED_CAP)
	       && has(b, TO, VSP_TYPE_FRAME, VSP_R_READ)
	       && has(a, OWN_C, VSP_TYPE_FRAME, VSP_R_READ | VSP_R_WRITE);
}

static bool
what_was_derived_goes_with_its_parent(void)
{
	make_two(VSP_R_READ, TO);
	run(0);
	invoke(a->cnode, VSP_OP_CNODE_DELETE, OWN_C, 0, 0, 0, 0, 0);
	return has(b, TO, VSP_TYPE_NONE, 0);
}

static bool
no_right_can_be_sent_that_one_lacks(void)
{
	make_two(VSP_R_ALL, TO);
	run(0);
	return has(b, TO, VSP_TYPE_FRAME, VSP_R_READ | VSP_R_WRITE);
}

static bool
a_capability_can_be_moved(void)
{
	make_two(MOVED, TO);
	return SAME(run(0), VSP_CHILD_WAIT)
	       && SAME(record_arrived(record(b, 1)), VSP_ARRIVED_CAP)
	       && has(b, TO, VSP_TYPE_FRAME, VSP_R_READ | VSP_R_WRITE)
	       && has(a, OWN_C, VSP_TYPE_NONE, 0);
}

static bool
without_a_slot_it_is_dropped_and_said_so(void)
{
	make_two(MOVED, 0);
	return SAME(run(0), VSP_CHILD_WAIT) && TOLD(a, "AR")
	       && SAME(record_arrived(record(b, 1)), VSP_ARRIVED_DROPPED)
	       && has(a, OWN_C, VSP_TYPE_FRAME, VSP_R_READ | VSP_R_WRITE);
}

static bool
a_slot_that_is_not_there_is_none(void)
{
	make_two(VSP_R_READ, 128);
	return SAME(run(0), VSP_CHILD_WAIT)
	       && SAME(record_arrived(record(b, 1)), VSP_ARRIVED_DROPPED);
}

static bool
a_call_without_a_capability_says_so(void)
{
	make_two(VSP_R_READ, TO);
	SCRIPT(a, DO_CALL(OWN_A, 3, 42));
	return SAME(run(0), VSP_CHILD_WAIT)
	       && SAME(record_arrived(record(b, 1)), 0)
	       && has(b, TO, VSP_TYPE_NONE, 0);
}

/* ---- the sender fails ---- */

static bool
call_fails(unsigned error)
{
	return SAME(run(0), VSP_CHILD_WAIT) && TOLD(b, "A")
	       && SAME(a->memory->written, 2)
	       && SAME(record(a, 1)->kind, RECORD_RETURNED)
	       && SAME(record(a, 1)->x[0], error);
}

static bool
an_occupied_slot_fails_the_sender(void)
{
	make_two(MOVED, OWN_PD);
	return call_fails(VSP_E_OCCUPIED)
	       && has(a, OWN_C, VSP_TYPE_FRAME, VSP_R_READ | VSP_R_WRITE);
}

static bool
an_empty_slot_cannot_be_sent(void)
{
	make_two(VSP_R_READ, TO);
	a->dcb->send_slot = OWN_G;
	return call_fails(VSP_E_NOCAP);
}

static bool
a_slot_that_is_not_there_cannot_be_sent(void)
{
	make_two(MOVED, TO);
	a->dcb->send_slot = 1ull << 32 | OWN_C;
	return call_fails(VSP_E_NOCAP);
}

static bool
untyped_memory_cannot_be_sent_derived(void)
{
	make_two(VSP_R_ALL, TO);
	MUST(vsp_move(a->cnode, OWN_D, make(VSP_TYPE_UNTYPED, 4)));
	a->dcb->send_slot = OWN_D;
	return call_fails(VSP_E_TYPE);
}

static bool
untyped_memory_can_be_moved(void)
{
	make_two(MOVED, TO);
	MUST(vsp_move(a->cnode, OWN_D, make(VSP_TYPE_UNTYPED, 4)));
	a->dcb->send_slot = OWN_D;
	return SAME(run(0), VSP_CHILD_WAIT)
	       && has(b, TO, VSP_TYPE_UNTYPED, VSP_R_ALL)
	       && has(a, OWN_D, VSP_TYPE_NONE, 0);
}

static bool
a_capability_at_the_maximum_depth_cannot_be_sent_derived(void)
{
	vsp_slot from, next;

	make_two(VSP_R_READ, TO);
	from = frame;
	next = slot_new();
	while (vsp_derive(VSP_BOOT_CNODE, next, from, VSP_R_READ, 0)
	       == VSP_OK) {
		from = next;
		next = slot_new();
	}
	MUST(vsp_move(a->cnode, OWN_D, from));
	a->dcb->send_slot = OWN_D;
	return call_fails(VSP_E_DEPTH);
}

/* ---- with an answer ---- */

static bool
reply_with_cap(uint64_t rights, uint64_t answer_slot)
{
	make_two(VSP_R_READ, 0);
	MUST(give(b, OWN_C, frame, VSP_R_READ | VSP_R_EXEC, 0));
	SCRIPT(b, DO_WAIT_EVER, DO_REPLY_CAP(1));
	run(1);
	b->memory->written = 0;
	SCRIPT(a, DO_CALL(OWN_A, 3, 42));
	b->dcb->send_slot = OWN_C;
	b->dcb->send_rights = rights;
	a->dcb->answer_slot[3] = answer_slot;
	return SAME(run(0), VSP_CHILD_WAIT) && TOLD(a, "AR");
}

static bool
a_capability_comes_with_an_answer(void)
{
	return reply_with_cap(VSP_R_EXEC, TO)
	       && SAME(record_arrived(record(a, 1)), VSP_ARRIVED_CAP)
	       && has(a, TO, VSP_TYPE_FRAME, VSP_R_EXEC);
}

static bool
a_capability_moves_with_an_answer(void)
{
	return reply_with_cap(MOVED, TO)
	       && SAME(record_arrived(record(a, 1)), VSP_ARRIVED_CAP)
	       && has(a, TO, VSP_TYPE_FRAME, VSP_R_READ | VSP_R_EXEC)
	       && has(b, OWN_C, VSP_TYPE_NONE, 0);
}

static bool
an_answer_comes_though_its_capability_cannot(void)
{
	return reply_with_cap(MOVED, OWN_PD)
	       && SAME(record_arrived(record(a, 1)), VSP_ARRIVED_DROPPED)
	       && SAME(record(a, 1)->x[0], 1)
	       && has(b, OWN_C, VSP_TYPE_FRAME, VSP_R_READ | VSP_R_EXEC);
}

static bool
an_answer_without_a_capability_says_so(void)
{
	make_two(VSP_R_READ, TO);
	SCRIPT(a, DO_CALL(OWN_A, 3, 42));
	return SAME(run(0), VSP_CHILD_WAIT) && TOLD(a, "AR")
	       && SAME(record_arrived(record(a, 1)), 0);
}

/* It waits in the DCB, and what came with it is said there. */
static bool
a_capability_comes_with_an_answer_that_waits(void)
{
	make_two(VSP_R_READ, 0);
	MUST(give(b, OWN_C, frame, VSP_R_READ, 0));
	SCRIPT(b, DO_WAIT_EVER, DO_WAIT_EVER, DO_REPLY_CAP(1));
	run(1);
	SCRIPT(a, DO_CALL(OWN_A, 3, 42));
	run(0);
	b->dcb->send_slot = OWN_C;
	b->dcb->send_rights = VSP_R_READ;
	a->dcb->answer_slot[3] = TO;
	SCRIPT(b, DO_REPLY_CAP(1));
	run(1);
	return SAME(a->dcb->answer[3].arrived, VSP_ARRIVED_CAP)
	       && has(a, TO, VSP_TYPE_FRAME, VSP_R_READ);
}

/* b holds a's calls 3, 4 and 5, and has a capability to go with answers. */
static void
hold_three_calls(void)
{
	make_two(VSP_R_READ, 0);
	MUST(give(b, OWN_C, frame, VSP_R_READ | VSP_R_EXEC, 0));
	SCRIPT(b, DO_WAIT_EVER, DO_WAIT_EVER, DO_WAIT_EVER, DO_WAIT_EVER);
	run(1);
	SCRIPT(a, DO_CALL_MORE(OWN_A, 3, 42), DO_CALL_MORE(OWN_A, 4, 43),
	       DO_CALL(OWN_A, 5, 44));
	run(0);
	b->dcb->send_slot = OWN_C;
	b->dcb->send_rights = VSP_R_READ;
}

/* All come before a runs; the word for requests does not count for them. */
static bool
each_answer_has_a_slot_of_its_own(void)
{
	hold_three_calls();
	a->dcb->answer_slot[3] = TO;
	a->dcb->answer_slot[4] = TO + 1;
	a->dcb->recv_slot = TO + 2;
	SCRIPT(b, DO_REPLY_CAP_TO(2, 2));
	run(1);
	SCRIPT(b, DO_REPLY_CAP_TO(3, 3));
	run(1);
	b->dcb->send_rights = VSP_R_EXEC;
	SCRIPT(b, DO_REPLY_CAP_TO(1, 1));
	run(1);
	return SAME(a->dcb->answer[3].arrived, VSP_ARRIVED_CAP)
	       && SAME(a->dcb->answer[4].arrived, VSP_ARRIVED_CAP)
	       && SAME(a->dcb->answer[5].arrived, VSP_ARRIVED_DROPPED)
	       && has(a, TO, VSP_TYPE_FRAME, VSP_R_EXEC)
	       && has(a, TO + 1, VSP_TYPE_FRAME, VSP_R_READ)
	       && has(a, TO + 2, VSP_TYPE_NONE, 0);
}

/* c calls a while an answer, with its capability, waits there. */
static bool
a_request_and_an_answer_each_bring_one(void)
{
	struct actor *c;

	hold_three_calls();
	a->dcb->answer_slot[4] = TO;
	a->dcb->recv_slot = TO + 1;
	c = actor_make(2);
	MUST(give_portal(c, OWN_A, a));
	MUST(give(c, OWN_C, frame, VSP_R_EXEC, 0));
	SCRIPT(b, DO_REPLY_CAP_TO(2, 2));
	run(1);
	c->dcb->send_slot = OWN_C;
	c->dcb->send_rights = VSP_R_EXEC;
	SCRIPT(c, DO_CALL_CAP(OWN_A, 0, 7));
	run(2);
	return SAME(a->dcb->answer[4].arrived, VSP_ARRIVED_CAP)
	       && has(a, TO, VSP_TYPE_FRAME, VSP_R_READ)
	       && has(a, TO + 1, VSP_TYPE_FRAME, VSP_R_EXEC);
}

static const struct tap_claim claims[] = {
	CLAIM(a_capability_is_derived_for_who_is_called),
	CLAIM(what_was_derived_goes_with_its_parent),
	CLAIM(no_right_can_be_sent_that_one_lacks),
	CLAIM(a_capability_can_be_moved),
	CLAIM(without_a_slot_it_is_dropped_and_said_so),
	CLAIM(a_slot_that_is_not_there_is_none),
	CLAIM(a_call_without_a_capability_says_so),
	CLAIM(an_occupied_slot_fails_the_sender),
	CLAIM(an_empty_slot_cannot_be_sent),
	CLAIM(a_slot_that_is_not_there_cannot_be_sent),
	CLAIM(untyped_memory_cannot_be_sent_derived),
	CLAIM(untyped_memory_can_be_moved),
	CLAIM(a_capability_at_the_maximum_depth_cannot_be_sent_derived),
	CLAIM(a_capability_comes_with_an_answer),
	CLAIM(a_capability_moves_with_an_answer),
	CLAIM(an_answer_comes_though_its_capability_cannot),
	CLAIM(an_answer_without_a_capability_says_so),
	CLAIM(a_capability_comes_with_an_answer_that_waits),
	CLAIM(each_answer_has_a_slot_of_its_own),
	CLAIM(a_request_and_an_answer_each_bring_one),
};

void
play_transfer(void)
{
	PLAY(claims);
}
