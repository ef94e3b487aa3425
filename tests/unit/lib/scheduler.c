/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * scheduler.c - a scheduler of domains on the fake kernel.
 */
#include "scheduler.h"

#include "fake.h"

/* What the scheduler finds when it looks for a thread of its own, and for when
 * one wants to run. */
struct vsp_thread *own_thread;
uint64_t own_until = VSP_FOREVER;

static uint64_t
until_below(void)
{
	return own_until;
}

static struct vsp_thread *
pick_below(struct vsp_thread *ran, uint64_t *until)
{
	(void)ran;
	(void)until;
	return own_thread;
}

void
scheduler_setup(void)
{
	static const struct vsp_thread_ops ops = { .pick = pick_below };
	static struct vsp_round_robin round_robin;

	fake_setup();
	vsp_thread_ops = &ops;
	vsp_hooks.until = until_below;
	vsp_sched_start(vsp_round_robin_init(&round_robin, QUANTUM));
	for (uint32_t i = 0; i < 4; i++)
		ck_assert_int_eq(vsp_sched_add(i, NULL), VSP_OK);
}

/* What the scheduler does when it has nothing to do itself. */
void
idle(void)
{
	fake.left = 0;
	if (setjmp(fake.leave) == 0)
		vsp_hooks.idle(vsp_hooks.until());
}

void
report(uint32_t child, uint32_t reason, uint64_t until)
{
	struct vsp_child r = {
		.reason = reason, .until = until, .ticks = QUANTUM,
	};

	vsp_hooks.child(child, &r);
}
