/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * simulate.c - tasks that come and go at random, scheduled by a policy on a
 * clock that is a variable; the log goes to standard output.
 *
 *	simulate POLICY SEED
 */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <vesper/error.h>
#include <vesper/syscall.h>

#include "../random.h"
#include "log.h"

#define QUANTUM	100u
#define NTASKS	12u

static union {
	struct vsp_round_robin round_robin;
	struct vsp_fixed_priority fixed_priority;
	struct vsp_reservations reservations;
	struct vsp_stride stride;
} any;
static struct log_policy logged;
static struct vsp_task task[NTASKS];
static uint64_t now = 1000;
static struct random chance;

static uint32_t
any_below(uint32_t limit)
{
	return (uint32_t)random_below(&chance, limit);
}

static void __attribute__((format(printf, 1, 2)))
line(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	vprintf(format, args);
	va_end(args);
}

static struct vsp_policy *
make_policy(const char *kind)
{
	if (strcmp(kind, "round-robin") == 0)
		return vsp_round_robin_init(&any.round_robin, QUANTUM);
	if (strcmp(kind, "fixed-priority") == 0)
		return vsp_fixed_priority_init(&any.fixed_priority,
					       any_below(2) * QUANTUM);
	if (strcmp(kind, "edf") == 0)
		return vsp_reservations_init(&any.reservations, QUANTUM, 1000);
	if (strcmp(kind, "stride") == 0)
		return vsp_stride_init(&any.stride, QUANTUM);
	fprintf(stderr, "simulate: no policy '%s'\n", kind);
	exit(2);
}

/* Tasks that the policy admits: for reservations, perhaps not all. */
static void
make_tasks(void)
{
	for (unsigned i = 0; i < NTASKS; i++) {
		struct vsp_sched_params params = {
			.priority = any_below(8),
			.share = any_below(20),
			.period_ticks = 100 + any_below(2000),
			.extra = any_below(2),
		};

		if (any_below(4) != 0)
			params.slice_ticks = params.period_ticks
					     / (4 + any_below(12));
		if (any_below(4) == 0)
			params.latency_ticks = params.slice_ticks
				+ any_below((uint32_t)params.period_ticks
					       / 2);
		vsp_task_join(&logged.policy, &task[i], &params);
	}
}

/* Run whoever it is; not always to the end of the turn, sometimes beyond. */
static void
run(void)
{
	uint64_t until, ticks;
	struct vsp_task *t = vsp_policy_pick(&logged.policy, now, &until);

	ticks = until == VSP_FOREVER ? QUANTUM : until - now;
	if (any_below(3) == 0)
		ticks = any_below((uint32_t)ticks + 1);
	else if (any_below(10) == 0)
		ticks += any_below(30);
	now += ticks;
	if (t != NULL && ticks != 0)
		vsp_task_charge(t, ticks, now);
}

static void
disturb(void)
{
	struct vsp_task *t = &task[any_below(NTASKS)];

	switch (any_below(4)) {
	case 0:
		vsp_task_block(t, now);
		break;
	case 1:
		vsp_task_yield(t, now);
		break;
	default:
		vsp_task_wake(t, now);
		break;
	}
}

int
main(int argc, char **argv)
{
	struct vsp_policy *inner;

	if (argc != 3) {
		fprintf(stderr, "usage: simulate POLICY SEED\n");
		return 2;
	}
	chance.state = strtoull(argv[2], NULL, 10) * 2654435769u
		       + 88172645463325252u;
	inner = make_policy(argv[1]);
	log_policy_init(&logged, inner);
	make_tasks();
	while (logged.nentries < LOG_NENTRIES) {
		run();
		if (any_below(3) == 0)
			disturb();
		if (any_below(50) == 0)
			now += any_below(5000);	/* nobody asked */
	}
	printf("policy %s %u\n", argv[1], strcmp(argv[1], "fixed-priority") == 0
	       ? (unsigned)any.fixed_priority.quantum_ticks : QUANTUM);
	log_print(&logged, line);
	return 0;
}
