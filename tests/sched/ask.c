/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * ask.c - a domain that asks its scheduler for other parameters.
 *
 *	ask			the claims; a child of vsp-sched, or of init
 *	ask stranger		asks on behalf of its caller, and is no child
 *	ask rival		has all that is left
 *	ask unreserved		the claims where no time is reserved
 */
#include <string.h>

#include <vesper/runtime.h>
#include <vesper/sched.h>
#include <vesper/vesper.h>

#include "../tap.h"

#define PERIOD_US	20000u
#define PERIODS		5u

static struct vsp_sched_params
slice(uint32_t slice_us)
{
	return (struct vsp_sched_params){
		.period_ticks = vsp_us_to_ticks(PERIOD_US),
		.slice_ticks = vsp_us_to_ticks(slice_us),
	};
}

static vsp_slot
scheduler(void)
{
	vsp_slot portal = vsp_portal("scheduler");

	return portal != 0 ? portal : VSP_SLOT_INIT;
}

static int
ask(struct vsp_sched_params params)
{
	return vsp_sched_ask(scheduler(), &params);
}

/* What it gets of the processor, when it never waits. */
static uint64_t
percent(void)
{
	uint64_t start, before, passed;

	vsp_sleep_until(vsp_now() + vsp_us_to_ticks(3 * PERIOD_US));
	start = vsp_now();
	before = vsp_dcb->used;
	do {
		passed = vsp_now() - start;
	} while (passed < PERIODS * vsp_us_to_ticks(PERIOD_US));
	return ((vsp_dcb->used - before) * 100 + passed / 2) / passed;
}

static bool
given(uint64_t want)
{
	uint64_t got = percent();

	return got + 2 >= want && got <= want + 2 ? true : SAME(got, want);
}

static bool
a_child_has_what_was_described(void)
{
	return given(10);
}

static bool
a_child_gets_what_it_asks_for(void)
{
	return SAME(ask(slice(6000)), VSP_OK) && given(30)
	       && SAME(ask(slice(4000)), VSP_OK) && given(20);
}

static bool
overload_is_refused_and_nothing_changes(void)
{
	return SAME(ask(slice(19000)), VSP_E_OVERLOAD) && given(20)
	       && SAME(ask(slice(4000)), VSP_OK);
}

static bool
nonsense_is_refused_and_nothing_changes(void)
{
	struct vsp_sched_params params = slice(4000);

	params.latency_ticks = params.period_ticks + 1;
	return SAME(ask(params), VSP_E_ARG) && given(20);
}

/* A scheduler that had to keep them would do nothing else. */
static bool
periods_that_are_too_short_are_refused(void)
{
	struct vsp_sched_params params = { .period_ticks = 200,
					   .slice_ticks = 1 };

	return SAME(ask(params), VSP_E_ARG) && given(20);
}

static bool
priority_share_and_extra_are_not_more_than_described(void)
{
	struct vsp_sched_params urgent = slice(4000), much = slice(4000);
	struct vsp_sched_params extra = slice(4000);

	urgent.priority = 1;
	much.share = 1001;
	extra.extra = true;
	return SAME(ask(urgent), VSP_E_RIGHT) && SAME(ask(much), VSP_E_RIGHT)
	       && SAME(ask(extra), VSP_E_RIGHT) && given(20);
}

static bool
an_unknown_question_is_told_so(void)
{
	struct vsp_message message = { .word = { 47 } };

	return SAME(vsp_call(scheduler(), &message), VSP_OK)
	       && SAME(message.word[0], VSP_E_OP);
}

static bool
who_is_not_its_child_is_refused(void)
{
	struct vsp_message message = { .word = { 1 } };

	return SAME(vsp_call(vsp_portal("stranger"), &message), VSP_OK)
	       && SAME(message.word[0], VSP_E_NOCAP);
}

/* The scheduler's account has what it decided for this domain, too. */
static bool
the_account_is_the_kernels_and_decisions(void)
{
	uint64_t told = 0, after = 0, used = vsp_dcb->used, slack;

	SAME(vsp_sched_ask_charged(scheduler(), &told), VSP_OK);
	percent();
	SAME(vsp_sched_ask_charged(scheduler(), &after), VSP_OK);
	told = after - told;
	used = vsp_dcb->used - used;
	slack = used / 20 + vsp_us_to_ticks(4000);	/* of this grant */
	return SAME(told + slack > used && told < used + slack, true);
}

/* Where no time can be promised, to say that it was would be a lie. */
static bool
time_is_not_reserved_by_who_reserves_none(void)
{
	return SAME(ask(slice(4000)), VSP_E_ARG);
}

static bool
a_smaller_share_is_given(void)
{
	return given(75) && SAME(ask((struct vsp_sched_params){
		.share = 250 }), VSP_OK) && given(50);
}

static bool
a_share_is_not_more_than_described(void)
{
	return SAME(ask((struct vsp_sched_params){ .share = 751 }),
		    VSP_E_RIGHT) && given(50);
}

static _Noreturn void
stranger(void)
{
	for (;;) {
		struct vsp_request request;

		vsp_receive(&request);
		request.message.word[0] = (uint64_t)ask(slice(1000));
		vsp_reply(request.token, &request.message);
	}
}

static _Noreturn void
rival(void)
{
	for (;;)
		__asm__ volatile("" ::: "memory");
}

int
main(int argc, char **argv)
{
	static const struct tap_claim claims[] = {
		CLAIM(a_child_has_what_was_described),
		CLAIM(a_child_gets_what_it_asks_for),
		CLAIM(overload_is_refused_and_nothing_changes),
		CLAIM(nonsense_is_refused_and_nothing_changes),
		CLAIM(periods_that_are_too_short_are_refused),
		CLAIM(priority_share_and_extra_are_not_more_than_described),
		CLAIM(an_unknown_question_is_told_so),
		CLAIM(who_is_not_its_child_is_refused),
		CLAIM(the_account_is_the_kernels_and_decisions),
	};

	static const struct tap_claim unreserved[] = {
		CLAIM(time_is_not_reserved_by_who_reserves_none),
		CLAIM(a_smaller_share_is_given),
		CLAIM(a_share_is_not_more_than_described),
	};

	if (argc > 1 && strcmp(argv[1], "unreserved") == 0)
		return tap_run(unreserved, TAP_COUNT(unreserved));
	if (argc > 1 && strcmp(argv[1], "stranger") == 0)
		stranger();
	if (argc > 1)
		rival();
	return tap_run(claims, TAP_COUNT(claims));
}
