/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * logged.c - vsp-sched with a log: schedules its children as described for a
 * while, and then prints what its policy was told and what it answered.
 *
 *	logged MILLISECONDS
 */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <vesper/runtime.h>
#include <vesper/sched.h>
#include <vesper/vesper.h>

#include "log.h"

static struct log_policy logged;

static void __attribute__((format(printf, 1, 2)))
line(const char *format, ...)
{
	va_list args;

	fputs("log ", stdout);
	va_start(args, format);
	vprintf(format, args);
	va_end(args);
}

static bool
add_children(void)
{
	const struct vsp_startup *startup = vsp_startup();
	const struct vsp_startup_child *child =
		(const struct vsp_startup_child *)(const void *)
		((const char *)startup + startup->children);

	for (uint32_t i = 0; i < startup->nchildren; i++)
		if (vsp_sched_add_described(child[i].index, &child[i].time)
		    != VSP_OK)
			return false;
	return true;
}

/* As in the description; the log has the quantum in ticks. */
static void
print_policy(const struct vsp_image_policy *policy)
{
	static const char *const kind[] = {
		[VSP_POLICY_ROUND_ROBIN] = "round-robin",
		[VSP_POLICY_FIXED_PRIORITY] = "fixed-priority",
		[VSP_POLICY_EDF] = "edf",
		[VSP_POLICY_STRIDE] = "stride",
	};

	line("policy %s %llu\n", kind[policy->kind],
	     (unsigned long long)(policy->quantum_ns * vsp_ticks_per_s()
				  / 1000000000u));
}

int
main(int argc, char **argv)
{
	static union vsp_any_policy any;
	uint64_t ms = argc > 1 ? strtoull(argv[1], NULL, 10) : 100;
	struct vsp_policy *inner = vsp_policy_described(&any,
						&vsp_startup()->policy);

	if (inner == NULL)
		return 1;
	vsp_sched_start(log_policy_init(&logged, inner));
	if (!add_children())
		return 1;
	vsp_sleep_until(vsp_now() + vsp_us_to_ticks(ms * 1000));
	logged.closed = true;
	print_policy(&vsp_startup()->policy);
	log_print(&logged, line);
	line("end\n");
	return 0;
}
