/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * irqs_off_ipc.c - calls, events and time in deep trees and long paths.
 *
 *	tester (level 1)
 *	  0 actor
 *	  1 relay - relay - relay - relay - relay	callers (level 7)
 *	  2 relay - relay - relay - relay - relay	servers
 *	  3 relay - relay - relay - relay - relay	sleepers
 */
#include <stddef.h>

#include "irqs_off.h"

#define NRELAYS		5u
#define CALLERS		0u	/* subjects from here on: the relays, */
#define SERVERS		NRELAYS
#define SLEEPERS	(2 * NRELAYS)
#define CALLER		(3 * NRELAYS)		/* and below them */
#define SERVER		(CALLER + 64)
#define SLEEPER		(SERVER + 17)
#define PORTALS		200u	/* slots: portals and channels */
#define NFLOODERS	63u
#define NHOPS		(VSP_NHOPS - 1u)	/* of servers after the first */
#define DEEP		12000u	/* ticks to get down there */

static bool
branch(unsigned first, unsigned index)
{
	bool right = subject_at(first, subject_relays, VSP_SLOT_DOMAIN, index);

	for (unsigned i = 1; i < NRELAYS && right; i++)
		right = subject_at(first + i, subject_relays,
				   slots + first + i - 1, index);
	return right;
}

static bool
trees(void)
{
	return branch(CALLERS, 1) && branch(SERVERS, 2)
	       && branch(SLEEPERS, 3);
}

static bool
caller_at(unsigned i, const char *vector)
{
	return subject_at(CALLER + i, vector, slots + CALLERS + NRELAYS - 1, i);
}

static bool
server_at(unsigned i, const char *vector)
{
	return subject_at(SERVER + i, vector, slots + SERVERS + NRELAYS - 1,
			  i);
}

static bool
portal_to(vsp_slot portal, unsigned subject)
{
	return vsp_derive(VSP_SLOT_CNODE, portal, slots + subject, VSP_R_CALL,
			  1) == VSP_OK;
}

static bool
channel_to(vsp_slot channel, unsigned subject)
{
	return vsp_derive(VSP_SLOT_CNODE, channel, slots + subject,
			  VSP_R_SIGNAL, 1) == VSP_OK;
}

static bool
settle(void)
{
	return run_child(1) && run_child(2) && run_child(3);
}

/* The deep caller 0 makes the system call. */
static bool
deep_actor(void)
{
	who = &subjects[CALLER];
	who_index = 1;
	shortest = DEEP;
	return settle() && caller_at(0, subject_once);
}

static bool
done(uint64_t entry, uint64_t word)
{
	return SAME(who->step, SUBJECT_DONE) && SAME(who->entry, entry)
	       && SAME(who->out[0], word);
}

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
	return done(VSP_UPCALL_REPLY, 1);
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
	return done(VSP_UPCALL_REPLY, 0);
}

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
	return done(VSP_UPCALL_REPLY, 1)
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

/* The deep caller, and what happens to those above it. */
static bool
deep(void)
{
	return trees() && deep_actor();
}

static bool
signal_deep_prepare(uint64_t *x)
{
	x[8] = slots + PORTALS;
	return deep()
	       && subject_at(SLEEPER, subject_rests,
			     slots + SLEEPERS + NRELAYS - 1, 0)
	       && run_child(3) && channel_to(slots + PORTALS, SLEEPER);
}

static bool
returned(void)
{
	return done(SUBJECT_RETURNED, VSP_OK);
}

#define signal_deep_finish returned

static bool
wait_deep_prepare(uint64_t *x)
{
	x[0] = VSP_FOREVER;
	return deep();
}

static bool
was_made(void)
{
	return SAME(who->step, SUBJECT_MADE);
}

#define wait_deep_finish was_made

/* Its own scheduler's scheduler is stopped; or dies. */
static bool
stop_above_prepare(uint64_t *x)
{
	x[7] = VSP_OP_DOMAIN_STOP;
	x[8] = slots + CALLERS;
	return deep();
}

#define stop_above_finish was_made

static bool
death_above_prepare(uint64_t *x)
{
	x[0] = slots + CALLERS;
	x[7] = VSP_OP_CNODE_DELETE;
	x[8] = VSP_SLOT_CNODE;
	return deep();
}

#define death_above_finish was_made

static bool
fp_prepare(uint64_t *x)
{
	volatile double mine = 1.5;

	x[0] = 0;
	mine = mine * 2;
	return deep();
}

static bool
fp_finish(void)
{
	return SAME(who->step, SUBJECT_DONE);
}

static bool
fault_prepare(uint64_t *x)
{
	(void)x;
	return deep();
}

#define fault_finish was_made

static bool
fault_enabled_prepare(uint64_t *x)
{
	(void)x;
	return deep();
}

static bool
fault_enabled_finish(void)
{
	return SAME(who->entry, VSP_UPCALL_FAULT);
}

const struct operation irqs_off_ipc[] = {
	OP(call_path, VSP_SYS_CALL),
	OP(signal_from_path, VSP_SYS_CALL),
	OP(call_at_door, VSP_SYS_CALL),
	OP(server_of_1000_dies, VSP_SYS_INVOKE),
	OP(reset_server_of_1000, VSP_SYS_INVOKE),
	OP(caller_of_16_dies, VSP_SYS_INVOKE),
	OP(signal_deep, VSP_SYS_SIGNAL),
	OP_LEAVES(wait_deep, VSP_SYS_WAIT),
	OP_LEAVES(stop_above, VSP_SYS_INVOKE),
	OP_LEAVES(death_above, VSP_SYS_INVOKE),
	OP(fp, SUBJECT_FP),
	OP_LEAVES(fault, SUBJECT_FAULT),
	OP(fault_enabled, SUBJECT_FAULT_ENABLED),
	END
};
