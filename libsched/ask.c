/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * ask.c - a child asks its scheduler for other parameters, or for its account.
 *
 * Who may ask is a matter of the system description: it takes a portal to the
 * scheduler.  What may be asked for is bounded: time that is reserved, by what
 * the policy admits; what takes from others without that, by what the
 * description gives.
 */
#include <stddef.h>
#include <vesper/clock.h>
#include <vesper/error.h>
#include <vesper/proto.h>
#include <vesper/sched.h>

/* A scheduler that had to begin periods more often would do nothing else, for
 * its other children neither. */
#define SHORTEST_PERIOD_US 100u

enum { WHAT, PRIORITY, SHARE, PERIOD, SLICE, LATENCY, EXTRA };	/* words */

/* ---- the child ---- */

static int
ask(vsp_slot scheduler, struct vsp_message *message)
{
	int error = vsp_call(scheduler, message);

	return error != VSP_OK ? error : (int)message->word[0];
}

int
vsp_sched_ask(vsp_slot scheduler, const struct vsp_sched_params *params)
{
	struct vsp_message message = { .word = {
		[WHAT] = VSP_SCHED_CHANGE,
		[PRIORITY] = params->priority,
		[SHARE] = params->share,
		[PERIOD] = params->period_ticks,
		[SLICE] = params->slice_ticks,
		[LATENCY] = params->latency_ticks,
		[EXTRA] = params->extra,
	} };

	return ask(scheduler, &message);
}

int
vsp_sched_ask_charged(vsp_slot scheduler, uint64_t *ticks)
{
	struct vsp_message message = { .word = { VSP_SCHED_CHARGED } };
	int error = ask(scheduler, &message);

	if (error == VSP_OK)
		*ticks = message.word[1];
	return error;
}

/* ---- the scheduler ---- */

static int
change(uint32_t index, const struct vsp_sched_params *most,
       const uint64_t *word)
{
	struct vsp_sched_params params = {
		.priority = (uint32_t)word[PRIORITY],
		.share = (uint32_t)word[SHARE],
		.period_ticks = word[PERIOD],
		.slice_ticks = word[SLICE],
		.latency_ticks = word[LATENCY],
		.extra = word[EXTRA] != 0,
	};

	if (word[PRIORITY] > most->priority || word[SHARE] > most->share
	    || (params.extra && !most->extra))
		return VSP_E_RIGHT;
	if (params.slice_ticks != 0
	    && params.period_ticks < vsp_us_to_ticks(SHORTEST_PERIOD_US))
		return VSP_E_ARG;
	return vsp_sched_change(index, &params);
}

void
vsp_sched_answer(uint32_t index, const struct vsp_sched_params *most,
		 struct vsp_request *request)
{
	uint64_t *word = request->message.word;

	switch (word[WHAT]) {
	case VSP_SCHED_CHANGE:
		word[0] = (uint64_t)change(index, most, word);
		break;
	case VSP_SCHED_CHARGED:
		word[0] = VSP_OK;
		word[1] = vsp_sched_charged(index);
		break;
	default:
		word[0] = VSP_E_OP;
	}
}
