/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * describe.c - policies and parameters as the system description has them: a
 * name for the kind, and times in nanoseconds.
 */
#include <stddef.h>
#include <vesper/clock.h>
#include <vesper/sched.h>

/* Rounded down: what is reserved never gets more for it. */
static uint64_t
ticks(uint64_t ns)
{
	uint64_t hz = vsp_ticks_per_s(), s = ns / 1000000000u;

	return s * hz + (ns - s * 1000000000u) * hz / 1000000000u;
}

struct vsp_policy *
vsp_policy_described(union vsp_any_policy *policy,
		     const struct vsp_image_policy *described)
{
	uint64_t quantum = ticks(described->quantum_ns);

	switch (described->kind) {
	case VSP_POLICY_ROUND_ROBIN:
		return vsp_round_robin_init(&policy->round_robin, quantum);
	case VSP_POLICY_FIXED_PRIORITY:
		return vsp_fixed_priority_init(&policy->fixed_priority,
					       quantum);
	case VSP_POLICY_EDF:
		return vsp_reservations_init(&policy->reservations, quantum,
					     described->limit_permille);
	case VSP_POLICY_STRIDE:
		return vsp_stride_init(&policy->stride, quantum);
	default:
		return NULL;
	}
}

void
vsp_sched_params_described(struct vsp_sched_params *params,
			   const struct vsp_image_time *described)
{
	*params = (struct vsp_sched_params){
		.priority = described->priority,
		.share = described->share_permille,
		.period_ticks = ticks(described->period_ns),
		.slice_ticks = ticks(described->slice_ns),
		.latency_ticks = ticks(described->latency_ns),
		.extra = described->extra != 0,
	};
}

int
vsp_sched_add_described(uint32_t index, const struct vsp_image_time *described)
{
	struct vsp_sched_params params;

	vsp_sched_params_described(&params, described);
	return vsp_sched_add(index, &params);
}
