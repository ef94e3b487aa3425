/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * vsp-sched.c - schedules domains, with the policy that the system description
 * chose.
 *
 * Its children are there already, or will be: init makes them.  All that is
 * left to do for the main thread is to tell init of children that have
 * stopped by themselves, for a scheduler hears of them and nobody else.
 */
#include <stdio.h>
#include <vesper/runtime.h>
#include <vesper/sched.h>
#include <vesper/vesper.h>

static bool
add_children(void)
{
	uint32_t count;
	const struct vsp_startup_child *child = vsp_children(&count);
	bool all = true;

	for (uint32_t i = 0; i < count; i++) {
		int error = vsp_sched_add_described(child[i].index,
						    &child[i].time);

		if (error == VSP_OK)
			continue;
		all = false;
		printf("domain '%s' is not scheduled: %s\n", child[i].name,
		       vsp_strerror(error));
	}
	return all;
}

static void
tell_init(uint32_t index)
{
	struct vsp_message message = { .word = {
		VSP_INIT_STOPPED, index, vsp_dcb->child[index].syndrome,
	} };

	vsp_call(VSP_SLOT_INIT, &message);
}

int
main(void)
{
	static union vsp_any_policy any;
	struct vsp_policy *policy = vsp_policy_described(&any,
						&vsp_startup()->policy);

	if (policy == NULL) {
		printf("there is no policy of kind %u\n",
		       vsp_startup()->policy.kind);
		return 1;
	}
	vsp_sched_start(policy);
	if (!add_children())
		return 1;
	for (;;) {
		uint64_t stopped;

		vsp_wait_events(VSP_SCHED_EVENT_STOPPED);
		for (stopped = vsp_sched_take_stopped(); stopped != 0;
		     stopped &= stopped - 1)
			tell_init((uint32_t)__builtin_ctzll(stopped));
	}
}
