/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * irqs_off_ipc.c - calls in long paths, and of many clients.
 */
#include <string.h>

#include "deep.h"

/* A call through a path of servers, the last of which answers as `last`. */
static bool
path(uint64_t *x, const char *last)
{
	bool right = trees();

	for (unsigned i = 0; i < NHOPS && right; i++)
		right = server_at(i, i + 1 < NHOPS ? subject_passes_on : last)
			&& portal_to(slots + PORTALS + i, SERVER + i);
	for (unsigned i = 0; i + 1 < NHOPS; i++)
		subjects[SERVER + i].x[8] = slots + PORTALS + i + 1;
	x[8] = slots + PORTALS;
	return right && deep_actor();
}

static bool
call_path_prepare(uint64_t *x)
{
	return path(x, subject_answers);
}

static bool
call_path_finish(void)
{
	return did(VSP_UPCALL_REPLY, 1);
}

/* The last of them signals someone far away. */
static bool
signal_from_path_prepare(uint64_t *x)
{
	bool right = path(x, subject_signals)
		     && subject_at(SLEEPER, subject_rests,
				   slots + SLEEPERS + NRELAYS - 1, 0)
		     && channel_to(slots + PORTALS + 20, SLEEPER);

	subjects[SERVER + NHOPS - 1].x[8] = slots + PORTALS + 20;
	return right && run_child(3);
}

static bool
signal_from_path_finish(void)
{
	return did(VSP_UPCALL_REPLY, 0);
}

/* The last of them, enabled, signals one in the middle. */
static bool
signal_on_path_prepare(uint64_t *x)
{
	bool right = path(x, subject_signals_enabled)
		     && channel_to(slots + PORTALS + 20, SERVER + NHOPS / 2);

	subjects[SERVER + NHOPS - 1].x[8] = slots + PORTALS + 20;
	return right;
}

#define signal_on_path_finish signal_from_path_finish

/* Someone else's call is not done when the time is over: the deep caller
 * comes to a closed door. */
static bool
call_at_door_prepare(uint64_t *x)
{
	struct subject *first = &subjects[SLEEPER];
	bool right = trees() && server_at(0, subject_is_slow)
		     && portal_to(slots + PORTALS, SERVER)
		     && settle()
		     && subject_at(SLEEPER, subject_once,
				   slots + SLEEPERS + NRELAYS - 1, 0);

	subjects[SERVER].x[0] = 20000;
	first->x[8] = slots + PORTALS;
	first->number = VSP_SYS_CALL;
	while (right && subjects[SERVER].calls == 0)
		subject_dispatch(3, vsp_now() + DEEP, NULL);
	x[8] = slots + PORTALS;
	who = &subjects[CALLER];
	who_index = 1;
	shortest = DEEP;
	return right && run_child(1) && caller_at(0, subject_once);
}

static bool
call_at_door_finish(void)
{
	return did(VSP_UPCALL_REPLY, 1)
	       && SAME(subjects[SERVER].calls, 2);
}

/* One server with a thousand unanswered calls. */
static bool
flood(void)
{
	bool right = trees() && server_at(0, subject_keeps)
		     && portal_to(slots + PORTALS, SERVER) && settle();

	for (unsigned i = 0; i < NFLOODERS && right; i++) {
		right = caller_at(i, subject_floods);
		subjects[CALLER + i].x[8] = slots + PORTALS;
	}
	return right && run_child(1)
	       && SAME(subjects[SERVER].calls, NFLOODERS * VSP_NCALLS);
}

static bool
server_of_1000_dies_prepare(uint64_t *x)
{
	x[0] = slots + SERVER;
	x[7] = VSP_OP_CNODE_DELETE;
	x[8] = VSP_SLOT_CNODE;
	return flood();
}

static bool
answered_1000(void)
{
	bool right = SAME(who->out[0], VSP_OK);

	for (unsigned i = 0; i < NFLOODERS; i++)
		right &= SAME(subjects[CALLER + i].dcb->answer[15].error,
			      VSP_E_GONE);
	return right;
}

#define server_of_1000_dies_finish answered_1000

static bool
reset_server_of_1000_prepare(uint64_t *x)
{
	x[7] = VSP_OP_DOMAIN_RESET;
	x[8] = slots + SERVER;
	return flood();
}

#define reset_server_of_1000_finish answered_1000

/* A caller with 16 calls of its own dies. */
static bool
caller_of_16_dies_prepare(uint64_t *x)
{
	x[0] = slots + CALLER + 7;
	x[7] = VSP_OP_CNODE_DELETE;
	x[8] = VSP_SLOT_CNODE;
	return flood();
}

static bool
caller_of_16_dies_finish(void)
{
	return SAME(who->out[0], VSP_OK);
}

/* The call of somebody else's that the time runs on is given up. */
static bool
cancel_on_path_prepare(uint64_t *x)
{
	bool right = path(x, subject_is_slow);

	subjects[SERVER + NHOPS - 1].x[0] = 40000;
	while (right && subjects[SERVER + NHOPS - 1].calls == 0) {
		memcpy(who->x, x, sizeof(who->x));
		who->number = VSP_SYS_CALL;
		subject_dispatch(1, vsp_now() + DEEP, NULL);
	}
	who = &actor;
	who_index = 0;
	x[0] = 0;
	x[7] = VSP_OP_DOMAIN_CANCEL;
	x[8] = slots + CALLER;
	return right;
}

#define cancel_on_path_finish returned

const struct operation irqs_off_ipc[] = {
	OP(call_path, VSP_SYS_CALL),
	OP(signal_from_path, VSP_SYS_CALL),
	OP(signal_on_path, VSP_SYS_CALL),
	OP(cancel_on_path, VSP_SYS_INVOKE),
	OP(call_at_door, VSP_SYS_CALL),
	OP(server_of_1000_dies, VSP_SYS_INVOKE),
	OP(reset_server_of_1000, VSP_SYS_INVOKE),
	OP(caller_of_16_dies, VSP_SYS_INVOKE),
	END
};
