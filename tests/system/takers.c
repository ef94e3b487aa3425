/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * takers.c - claims of threads that take capabilities with their answers, at
 * the same time.
 */
#include <string.h>

#include <vesper/vesper.h>

#include "takers.h"
#include "threads.h"

#define NTHREADS	24u	/* more than there are call numbers */
#define NROUNDS		60u

static vsp_slot server, mortal;
static unsigned came;		/* capabilities with requests */
static bool upcalls_right = true;

static uint64_t
badge_in(vsp_slot slot)
{
	struct vsp_look look = { 0 };

	vsp_look(slot, &look);
	return look.type == VSP_TYPE_DOMAIN ? look.badge : 0;
}

static void
forget(vsp_slot slot)
{
	vsp_delete(slot);
	vsp_slot_free(slot);
}

/* How often this failed: a capability was taken that was not meant. */
static int
take(uint64_t how, uint64_t badge)
{
	struct vsp_message message = { .word = { how, badge } };
	vsp_slot cap = ~0ull;
	int error = vsp_call_take(server, &message, &cap);
	int wrong = error != VSP_OK || message.word[1] != badge;

	if (how == TAKE_NOTHING)
		return wrong + (cap != 0);
	wrong += badge_in(cap) != badge;
	forget(cap);
	return wrong;
}

static int
takes(void *argument)
{
	uint64_t base = (uint64_t)(uintptr_t)argument * NROUNDS;
	int wrong = 0;

	for (unsigned i = 0; i < NROUNDS; i++) {
		wrong += take(i % 7 == 3 ? TAKE_NOTHING
			      : i % 3 == 0 ? TAKE_AT_ONCE : TAKE_LATER,
			      base + i);
	}
	return wrong;
}

/* It gets what it did not ask for. */
static int
takes_none(void *argument)
{
	int wrong = 0;

	for (unsigned i = 0; i < NROUNDS; i++) {
		struct vsp_message message = { .word = { TAKE_LATER, 5 } };

		if (i % 2 == 0)
			message.word[0] = TAKE_AT_ONCE;
		wrong += vsp_call(server, &message) != VSP_OK;
		wrong += message.word[0] != VSP_OK;
	}
	(void)argument;
	return wrong;
}

/* Run in n threads; the sum of what they return. */
static int
in_threads(unsigned n, int (*even)(void *), int (*odd)(void *))
{
	struct vsp_thread *thread[NTHREADS];
	int sum = 0;

	for (uintptr_t i = 0; i < n; i++)
		thread[i] = make(i % 2 == 0 ? even : odd, (void *)(i + 1));
	for (unsigned i = 0; i < n; i++)
		sum += join(thread[i]);
	return sum;
}

static bool
each_thread_takes_what_is_meant_for_it(void)
{
	return SAME(in_threads(NTHREADS, takes, takes), 0);
}

static bool
what_nobody_asked_for_takes_nothing_from_others(void)
{
	return SAME(in_threads(NTHREADS, takes, takes_none), 0);
}

static bool
no_slot_is_lost(void)
{
	uint32_t free = vsp_slots_free();

	return SAME(in_threads(NTHREADS, takes, takes_none), 0)
	       && SAME(vsp_slots_free(), free);
}

static bool
requests_bring_capabilities_meanwhile(void)
{
	unsigned before = came;

	return SAME(in_threads(NTHREADS, takes, takes), 0)
	       && SAME(came > before, true) && SAME(upcalls_right, true);
}

/* ---- no capability ---- */

static int
waits_for_ever(void *argument)
{
	struct vsp_message message = { .word = { TAKE_LATER, 9 } };
	vsp_slot cap = ~0ull;
	int error = vsp_call_take(mortal, &message, &cap);

	(void)argument;
	return error == VSP_E_GONE && cap == 0
	       && message.word[0] == TAKE_LATER ? 0 : 1;
}

static int
ends_the_server(void *argument)
{
	struct vsp_message message = { .word = { TAKE_END } };

	(void)argument;
	return vsp_call(mortal, &message) == VSP_E_GONE ? 0 : 1;
}

/* The first five are held, the sixth ends the server. */
static bool
takers_of_a_server_that_ends_go_on(void)
{
	struct vsp_thread *thread[6];
	uint32_t free;
	int wrong = 0;

	for (unsigned i = 0; i < 6; i++)	/* their stacks need slots */
		thread[i] = make(i < 5 ? takes : takes_none, (void *)1);
	wrong += join_all(thread, 6);
	free = vsp_slots_free();
	for (unsigned i = 0; i < 6; i++)
		thread[i] = make(i < 5 ? waits_for_ever : ends_the_server,
				 NULL);
	wrong += join_all(thread, 6);
	return SAME(wrong, 0) && SAME(take(TAKE_LATER, 77), 0)
	       && SAME(waits_for_ever(NULL), 0)
	       && SAME(vsp_slots_free(), free);
}

static bool
without_a_slot_no_call_is_made(void)
{
	uint32_t free = vsp_slots_free(), n = 0;
	static vsp_slot slot[4096];
	struct vsp_message message = { .word = { TAKE_AT_ONCE, 3 } };
	vsp_slot cap = ~0ull;
	int error;

	while ((slot[n] = vsp_slot_alloc()) != 0)
		n++;
	error = vsp_call_take(server, &message, &cap);
	while (n > 0)
		vsp_slot_free(slot[--n]);
	return SAME(error, VSP_E_NOMEM) && SAME(cap, 0)
	       && SAME(message.word[0], TAKE_AT_ONCE)
	       && SAME(vsp_slots_free(), free);
}

/* In an upcall: nobody can wait there for an answer, or keep a slot. */
static bool
serve(struct vsp_request *request)
{
	struct vsp_message message = { .word = { TAKE_AT_ONCE, 1 } };
	uint32_t free = vsp_slots_free();
	vsp_slot cap;

	came += badge_in(request->cap) == 1;
	upcalls_right &= vsp_call_take(server, &message, &cap) == VSP_E_STATE
			 && vsp_slots_free() == free;
	forget(request->cap);
	return true;
}

static const struct tap_claim claims[] = {
	CLAIM(each_thread_takes_what_is_meant_for_it),
	CLAIM(what_nobody_asked_for_takes_nothing_from_others),
	CLAIM(no_slot_is_lost),
	CLAIM(requests_bring_capabilities_meanwhile),
	CLAIM(takers_of_a_server_that_ends_go_on),
	CLAIM(without_a_slot_no_call_is_made),
};

int
main(void)
{
	server = vsp_portal("server");
	mortal = vsp_portal("mortal");
	vsp_share_accept();
	vsp_serve(serve);
	if (!threads_take_turns_of(THREADS_TURN_US))
		return 1;
	return tap_run(claims, TAP_COUNT(claims));
}
