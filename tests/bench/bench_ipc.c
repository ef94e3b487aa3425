/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * bench_ipc.c - system calls, calls and signals.
 */
#include <stddef.h>
#include <string.h>

#include "bench.h"

static uint64_t
null_syscall(unsigned round)
{
	uint64_t error, count = bench_null(&error);

	(void)round;
	return error == VSP_E_OP ? count - overhead : WRONG;
}

/* Call; true if the answer is right. */
static bool
call(const char *server, unsigned round)
{
	uint64_t word[6] = { round, 0, 0, round + 3, round + 4, round + 5 };
	unsigned entry;

	vsp_disable();
	entry = bench_call(vsp_portal(server), word);
	vsp_enable(true);
	return entry == VSP_UPCALL_REPLY && bench_entry.x[0] == round + 1
	       && bench_entry.x[3] == round + 3 && bench_entry.x[7] == 1
	       && bench_entry.x[5] == round + 5;
}

static uint64_t
call_one_way(unsigned round)
{
	if (!call("counter", round))
		return WRONG;
	return bench_entry.x[1] - bench_entry.x[6] - overhead;
}

static uint64_t
reply_one_way(unsigned round)
{
	if (!call("counter", round))
		return WRONG;
	return bench_entry.count - bench_entry.x[2] - overhead;
}

static uint64_t
call_reply(unsigned round)
{
	if (!call("server", round))
		return WRONG;
	return bench_entry.count - bench_entry.x[6] - overhead;
}

/* Both sides' first use of the FP registers is counted. */
static uint64_t
call_reply_fp(unsigned round)
{
	static double calls;

	calls += 1;
	if (!call("fp_server", round) || bench_entry.d16 != round
	    || memcmp(&bench_entry.x[1], &calls, sizeof calls) != 0)
		return WRONG;
	return bench_entry.count - bench_entry.x[6] - overhead
	       + bench_entry.fp_count - overhead;
}

static uint64_t
signal_no_wake(unsigned round)
{
	vsp_slot channel = vsp_channel("server");
	uint64_t error, count;

	(void)round;
	vsp_disable();
	bench_signal(channel, &error);		/* now it is ready */
	count = bench_signal(channel, &error);
	vsp_enable(true);
	return error == VSP_OK ? count - overhead : WRONG;
}

const struct bench bench_ipc[] = {
	{ "null_syscall", null_syscall },
	{ "call", call_one_way },
	{ "reply", reply_one_way },
	{ "call_reply", call_reply },
	{ "call_reply_fp", call_reply_fp },
	{ "signal_no_wake", signal_no_wake },
	{ NULL, NULL },
};
