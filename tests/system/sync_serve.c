/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * sync_serve.c - claims of threads that wait for requests and events.  The
 * clients are threads of the same domain: it calls itself.
 */
#include <vesper/vesper.h>

#include "sync.h"
#include "threads.h"

#define NSERVERS	4u
#define NCLIENTS	8u
#define NCALLS		60u
#define BADGE		7u
#define STOP		(~0ull)
#define MINE		1ull	/* events */
#define OTHERS		2ull

static vsp_slot portal, channel, both_channel;

/* It takes its time, so that answers overtake each other. */
static void
answer(struct vsp_request *request)
{
	uint64_t *word = request->message.word;

	if (word[0] % 3 == 0)
		vsp_sleep_until(vsp_now() + word[0] % 97);
	word[0] += request->badge;
}

static int
serves_by_two_calls(void *argument)
{
	struct vsp_request request;

	(void)argument;
	for (;;) {
		vsp_receive(&request);
		if (request.message.word[0] == STOP)
			break;
		answer(&request);
		vsp_reply(request.token, &request.message);
	}
	vsp_reply(request.token, &request.message);
	return 0;
}

static int
serves_by_one_call(void *argument)
{
	struct vsp_request request;

	(void)argument;
	vsp_receive(&request);
	while (request.message.word[0] != STOP) {
		answer(&request);
		vsp_reply_receive(&request);
	}
	vsp_reply(request.token, &request.message);
	return 0;
}

static uint64_t
ask_myself(uint64_t word)
{
	struct vsp_message message = { .word = { word } };

	return vsp_call(portal, &message) == VSP_OK ? message.word[0] : 0;
}

static int
asks_and_asks(void *argument)
{
	uint64_t first = *(uint64_t *)argument;
	int wrong = 0;

	for (uint64_t i = first; i < first + NCALLS; i++)
		wrong += ask_myself(i) != i + BADGE;
	return wrong;
}

static void
know_myself(void)
{
	if (portal != 0)
		return;
	portal = vsp_slot_alloc();
	channel = vsp_slot_alloc();
	SAME(vsp_derive(VSP_SLOT_CNODE, portal, VSP_SLOT_DOMAIN, VSP_R_CALL,
			BADGE), VSP_OK);
	SAME(vsp_derive(VSP_SLOT_CNODE, channel, VSP_SLOT_DOMAIN,
			VSP_R_SIGNAL, MINE), VSP_OK);
	both_channel = vsp_slot_alloc();
	SAME(vsp_derive(VSP_SLOT_CNODE, both_channel, VSP_SLOT_DOMAIN,
			VSP_R_SIGNAL, MINE | OTHERS), VSP_OK);
}

/* Servers are of two kinds, in turn. */
static bool
serve_several(unsigned nservers, int (*even)(void *), int (*odd)(void *))
{
	static uint64_t first[NCLIENTS];
	struct vsp_thread *server[NSERVERS], *client[NCLIENTS];
	bool right = true;
	int wrong = 0;

	know_myself();
	for (unsigned i = 0; i < NCLIENTS; i++) {
		first[i] = 1000 * (i + 1);
		client[i] = make(asks_and_asks, &first[i]);
	}
	for (unsigned i = 0; i < nservers; i++)
		server[i] = make(i % 2 == 0 ? even : odd, NULL);
	wrong += join_all(client, NCLIENTS);
	for (unsigned i = 0; i < nservers; i++)
		right &= SAME(ask_myself(STOP), STOP);
	wrong += join_all(server, nservers);
	return SAME(wrong, 0) && right;
}

bool
several_threads_serve_several_callers(void)
{
	return serve_several(NSERVERS, serves_by_two_calls,
			     serves_by_one_call);
}

/* Requests come while it is about to wait for the next. */
bool
one_thread_serves_several_callers(void)
{
	return serve_several(1, serves_by_one_call, NULL)
	       && serve_several(1, serves_by_two_calls, NULL);
}

/* ---- events ---- */

/* What comes as late as the end of the wait does not count. */
static int
waits_for_events(void *mask)
{
	uint64_t until = vsp_now() + 40000;
	uint64_t events = vsp_wait_events_until(*(uint64_t *)mask, until);

	return vsp_now() < until ? (int)events : 0;
}

/* The one that serves came first, and then one that waits for others. */
bool
events_and_requests_find_who_waits_for_them(void)
{
	static uint64_t mine = MINE, others = OTHERS, both = MINE | OTHERS;
	struct vsp_thread *server = make(serves_by_one_call, NULL), *thread[3];
	bool right;

	know_myself();
	right = SAME(ask_myself(300), 300 + BADGE);
	thread[0] = make(waits_for_events, &others);
	thread[1] = make(waits_for_events, &mine);
	thread[2] = make(waits_for_events, &both);
	vsp_sleep_until(vsp_now() + 3000);
	right &= SAME(vsp_signal(channel), VSP_OK)
		 && SAME(join(thread[1]), MINE)
		 && SAME(vsp_signal(both_channel), VSP_OK)
		 && SAME(join(thread[0]), OTHERS)
		 && SAME(join(thread[2]), MINE);
	right &= SAME(ask_myself(STOP), STOP);
	return SAME(join(server), 0) && right;
}

static int
waits_for_all(void *until)
{
	struct vsp_request request;
	uint64_t events = 0;
	enum vsp_waited waited = vsp_wait(&request, MINE, *(uint64_t *)until,
					  &events);

	if (waited == VSP_WAITED_REQUEST)
		vsp_reply(request.token, &request.message);
	return (int)waited * 10 + (int)events;
}

/* What comes when nobody waits is there for the next. */
bool
one_can_wait_for_all_at_once(void)
{
	uint64_t ever = VSP_FOREVER, now = 0, soon;
	struct vsp_thread *thread = make(waits_for_all, &ever);
	bool right;

	know_myself();
	right = SAME(ask_myself(5), 5)
		&& SAME(join(thread), 10 * VSP_WAITED_REQUEST)
		&& SAME(vsp_signal(channel), VSP_OK)
		&& SAME(join(make(waits_for_all, &now)),
			10 * VSP_WAITED_EVENTS + MINE)
		&& SAME(join(make(waits_for_all, &now)),
			10 * VSP_WAITED_TIME);
	soon = vsp_now() + 3000;
	return SAME(join(make(waits_for_all, &soon)), 10 * VSP_WAITED_TIME)
	       && SAME(vsp_now() >= soon, true) && right;
}
