/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * vsp-sched.c - schedules domains, with the policy that the system description
 * chose.
 *
 * Its children are there already, or will be: init makes them.  What is left
 * to do for the main thread is to tell init of children that have stopped by
 * themselves, for a scheduler hears of them and nobody else; and to answer
 * children that ask for other parameters, if the description links them here.
 */
#include <stdio.h>
#include <string.h>
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

static void
tell_stopped(uint64_t stopped)
{
	for (; stopped != 0; stopped &= stopped - 1)
		tell_init((uint32_t)__builtin_ctzll(stopped));
}

/* The badge says who calls. */
static const struct vsp_startup_child *
child_of_badge(uint64_t badge)
{
	uint32_t count;
	const struct vsp_startup_child *child = vsp_children(&count);
	const char *name = vsp_client_name(badge);

	for (uint32_t i = 0; i < count; i++)
		if (strcmp(child[i].name, name) == 0)
			return &child[i];
	return NULL;
}

static void
answer(struct vsp_request *request)
{
	const struct vsp_startup_child *child = child_of_badge(request->badge);
	struct vsp_sched_params most;

	if (child != NULL) {
		vsp_sched_params_described(&most, &child->time);
		vsp_sched_answer(child->index, &most, request);
	} else {
		request->message.word[0] = VSP_E_NOCAP;
	}
	vsp_reply(request->token, &request->message);
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
		struct vsp_request request;

		if (vsp_wait(&request, VSP_SCHED_EVENT_STOPPED, VSP_FOREVER,
			     NULL) == VSP_WAITED_REQUEST)
			answer(&request);
		else
			tell_stopped(vsp_sched_take_stopped());
	}
}
