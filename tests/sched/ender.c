/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * ender.c - domains and schedulers that come to an end, each in its way.
 *
 *	ender fault		while disabled
 *	ender stop		itself
 *	ender late		in a while, well
 *	ender exit N		at once; as a scheduler, too
 *	ender lie N		well, after a lie of domain N
 *	ender overload		a scheduler that promises more than there is
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <vesper/runtime.h>
#include <vesper/sched.h>
#include <vesper/vesper.h>

static void
fault(void)
{
	vsp_disable();
	__asm__ volatile("brk #1");
}

static void
promise_too_much(void)
{
	static struct vsp_reservations reservations;
	const struct vsp_sched_params half = {
		.period_ticks = 1000, .slice_ticks = 500,
	};

	vsp_sched_start(vsp_reservations_init(&reservations, 1000, 900));
	printf("first: %s\n", vsp_strerror(vsp_sched_add(1, &half)));
	printf("second: %s\n", vsp_strerror(vsp_sched_add(2, &half)));
	vsp_sched_remove(1);
	printf("third: %s\n", vsp_strerror(vsp_sched_add(2, &half)));
}

/* To say that somebody else's child has stopped. */
static void
lie(const char *index)
{
	struct vsp_message message = { .word = {
		VSP_INIT_STOPPED, strtoull(index, NULL, 10),
	} };

	if (vsp_call(VSP_SLOT_INIT, &message) == VSP_OK)
		printf("lie: %s\n", vsp_strerror((int)message.word[0]));
}

int
main(int argc, char **argv)
{
	const char *how = argc > 1 ? argv[1] : "";

	if (strcmp(how, "fault") == 0)
		fault();
	if (strcmp(how, "stop") == 0)
		vsp_domain_stop(VSP_SLOT_DOMAIN);
	if (strcmp(how, "overload") == 0)
		promise_too_much();
	if (strcmp(how, "lie") == 0)
		lie(argc > 2 ? argv[2] : "");
	if (strcmp(how, "exit") == 0)
		return argc > 2 ? atoi(argv[2]) : 0;
	vsp_sleep_until(vsp_now() + vsp_us_to_ticks(100000));
	printf("done\n");
	return 0;
}
