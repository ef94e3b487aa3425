/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * tokens.c - claims of calls not answered yet: how many, in which order they
 * can be answered, and by whom.
 */
#include <string.h>

#include <vesper/vesper.h>

#include "../tap.h"
#include "ask.h"
#include "ipc.h"
#include "raw.h"

static vsp_slot server;

/* ---- several calls at a time ----
 *
 * While call 0 is held, nothing can be printed: what is found is kept. */

static uint64_t sent[VSP_NCALLS][VSP_NWORDS];

/* Make call n, which will be held; true if it was accepted. */
static bool
hold(unsigned n)
{
	unsigned entry;

	fill(sent[n], ASK_HOLD, n);
	entry = raw_call(server, n | VSP_LEAVE_MORE, sent[n]);
	return entry == VSP_UPCALL_ACTIVATE;
}

static uint64_t answer[VSP_NCALLS][VSP_NWORDS];
static uint64_t first_answered;		/* a bit, when only one came first */

/* An answer comes in registers, or waits in the DCB.  A bit for each. */
static uint64_t
take_answers(unsigned entry)
{
	uint64_t n = raw_entry.x[7] & VSP_CALL_NUMBER;

	if (entry == VSP_UPCALL_REPLY) {
		memcpy(answer[n], raw_entry.x, sizeof(answer[n]));
		return 1ull << n;
	}
	if (entry != VSP_UPCALL_ACTIVATE)
		return 0;
	for (n = 0; n < VSP_NCALLS; n++)
		if (raw_entry.x[1] >> n & 1)
			memcpy(answer[n], vsp_dcb->answer[n].x,
			       sizeof(answer[n]));
	return raw_entry.x[1];
}

/* Have all that is held answered, by call 15; a bit for each answer. */
static uint64_t
release(uint64_t order)
{
	uint64_t message[VSP_NWORDS] = { order };
	uint64_t answered;

	memset(answer, 0, sizeof(answer));
	answered = take_answers(raw_call(server, 15, message));
	first_answered = answered;
	for (unsigned i = 0; i < 64 && (answered >> 15 & 1) == 0; i++)
		answered |= take_answers(raw_wait(VSP_FOREVER));
	return answered;
}

static struct {
	unsigned held, refused;
	int cancelled, cancelled_again;
	uint64_t answered;
} many;

static unsigned
count_refused(void)
{
	uint64_t message[VSP_NWORDS] = { ASK_ECHO };
	unsigned refused = 0;

	for (unsigned n = 0; n < VSP_NCALLS; n++)
		refused += raw_call(server, n, message) == RAW_RETURNED
			   && raw_entry.x[0] == VSP_E_OCCUPIED;
	return refused;
}

static void
try_many(uint64_t order)
{
	vsp_disable();
	many.held = 0;
	for (unsigned n = 0; n < VSP_NCALLS; n++)
		many.held += hold(n);
	many.refused = count_refused();
	many.cancelled = vsp_domain_cancel(VSP_SLOT_DOMAIN, 15);
	many.cancelled_again = vsp_domain_cancel(VSP_SLOT_DOMAIN, 15);
	many.answered = release(order);
	vsp_enable(true);
}

static bool
sixteen_calls_can_be_unanswered(void)
{
	try_many(ASK_NEWEST_FIRST);
	return SAME(many.held, VSP_NCALLS);
}

static bool
a_call_number_in_use_is_refused(void)
{
	return SAME(many.refused, VSP_NCALLS);
}

static bool
a_call_can_be_cancelled_once(void)
{
	return SAME(many.cancelled, VSP_OK)
	       && SAME(many.cancelled_again, VSP_E_EMPTY)
	       && SAME(vsp_domain_cancel(VSP_SLOT_DOMAIN, 16), VSP_E_ARG);
}

/* All but call 15 were held; each answer is for the call of its number. */
static bool
all_were_answered(void)
{
	bool right = SAME(many.answered, 0xffff);

	for (unsigned n = 0; n < 15; n++)
		right &= inverted(answer[n], sent[n]);
	return right;
}

static bool
clients_can_be_answered_newest_first(void)
{
	return SAME(first_answered, 1u << 14) && all_were_answered();
}

static bool
clients_can_be_answered_oldest_first(void)
{
	try_many(ASK_OLDEST_FIRST);
	return SAME(first_answered, 1u << 0) && all_were_answered();
}

/* ---- tokens ---- */

/* Call 3 is held, its token is known, and somebody replies with it. */
static bool
reply_has_no_effect(vsp_slot who, uint64_t change)
{
	uint64_t token, answered;
	bool held;

	vsp_disable();
	held = hold(3);
	vsp_enable(true);
	token = ask(server, ASK_TOKEN, 0);
	ask(who, ASK_REPLY_AS, token ^ change);
	vsp_disable();
	answered = release(ASK_OLDEST_FIRST);
	vsp_enable(true);
	return held && token != 0 && SAME(answered, 0x8008)
	       && inverted(answer[3], sent[3]);
}

static bool
another_domain_cannot_use_a_token(void)
{
	return reply_has_no_effect(vsp_portal("stranger"), 0);
}

static bool
a_token_with_any_bit_changed_is_dropped(void)
{
	bool dropped = true;

	for (unsigned bit = 0; bit < 64; bit++)
		dropped &= reply_has_no_effect(server, 1ull << bit);
	return dropped;
}

static bool
a_token_is_good_once(void)
{
	struct vsp_message message = { .word = { ASK_TWICE, 5 } };

	return SAME(vsp_call(server, &message), VSP_OK)
	       && SAME(message.word[1], 5) && SAME(ask(server, ASK_ECHO, 6),
						   ~6ull);
}

/* The server holds both, and answers the one that was cancelled last. */
static bool
an_answer_to_a_cancelled_call_is_dropped(void)
{
	uint64_t answered;

	vsp_disable();
	hold(3);
	vsp_domain_cancel(VSP_SLOT_DOMAIN, 3);
	hold(3);
	answered = release(ASK_NEWEST_FIRST);
	vsp_enable(true);
	return SAME(answered, 0x8008)
	       && inverted(answer[3], sent[3]);
}

static const struct tap_claim claims[] = {
	CLAIM(sixteen_calls_can_be_unanswered),
	CLAIM(a_call_number_in_use_is_refused),
	CLAIM(a_call_can_be_cancelled_once),
	CLAIM(clients_can_be_answered_newest_first),
	CLAIM(clients_can_be_answered_oldest_first),
	CLAIM(another_domain_cannot_use_a_token),
	CLAIM(a_token_with_any_bit_changed_is_dropped),
	CLAIM(a_token_is_good_once),
	CLAIM(an_answer_to_a_cancelled_call_is_dropped),
};

int
main(void)
{
	server = vsp_portal("server");
	return tap_run(claims, TAP_COUNT(claims));
}
