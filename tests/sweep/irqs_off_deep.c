/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * irqs_off_deep.c - events, faults and ends in deep trees.
 */
#include <vesper/debug.h>
#include <vesper/runtime.h>

#include "deep.h"

static bool
signal_deep_prepare(uint64_t *x)
{
	x[8] = slots + PORTALS;
	return deep()
	       && subject_at(SLEEPER, subject_rests,
			     slots + SLEEPERS + NRELAYS - 1, 0)
	       && run_child(3) && channel_to(slots + PORTALS, SLEEPER);
}

#define signal_deep_finish returned

/* The same, and the tester has said that it wants to hear of it at once, or
 * that the sleeper is to run at once. */
static bool
signal_preempts_prepare(uint64_t *x)
{
	vsp_dcb->preempt = 1u << 3;
	return signal_deep_prepare(x);
}

static bool
signal_preempts_finish(void)
{
	vsp_dcb->preempt = vsp_dcb->direct = 0;
	return returned();
}

static bool
signal_direct_prepare(uint64_t *x)
{
	vsp_dcb->direct = 1u << 3;
	return signal_preempts_prepare(x);
}

#define signal_direct_finish signal_preempts_finish

/* Somebody begins to be ready, deep in the tree. */
static bool
start_deep_prepare(uint64_t *x)
{
	x[7] = VSP_OP_DOMAIN_START;
	x[8] = slots + SLEEPER;
	return deep() && sleeper_at(0) && run_child(3)
	       && vsp_domain_stop(slots + SLEEPER) == VSP_OK;
}

#define start_deep_finish returned

static bool
set_parent_deep_prepare(uint64_t *x)
{
	x[0] = slots + SLEEPERS + NRELAYS - 1;
	x[1] = 5;
	x[7] = VSP_OP_DOMAIN_SET_PARENT;
	x[8] = slots + SLEEPER;
	return deep() && sleeper_at(0)
	       && vsp_domain_set_parent(slots + SLEEPER, 0, 0) == VSP_OK;
}

#define set_parent_deep_finish returned

static bool
wait_deep_prepare(uint64_t *x)
{
	x[0] = VSP_FOREVER;
	return deep();
}

static bool
was_made(void)
{
	return SAME(who->step, SUBJECT_MADE);
}

#define wait_deep_finish was_made

/* Its own scheduler's scheduler is stopped; or dies. */
static bool
stop_above_prepare(uint64_t *x)
{
	x[7] = VSP_OP_DOMAIN_STOP;
	x[8] = slots + CALLERS;
	return deep();
}

#define stop_above_finish was_made

static bool
death_above_prepare(uint64_t *x)
{
	x[0] = slots + CALLERS;
	x[7] = VSP_OP_CNODE_DELETE;
	x[8] = VSP_SLOT_CNODE;
	return deep();
}

#define death_above_finish was_made

/* A fault is told to the parent and to a debugger, each deep in a tree. */
static bool
debugged(uint64_t flags)
{
	return deep() && sleeper_at(0) && run_child(3)
	       && channel_to(slots + PORTALS, SLEEPER)
	       && vsp_domain_debug(who->slot, flags, slots + PORTALS)
		  == VSP_OK;
}

static bool
fault_debugged_prepare(uint64_t *x)
{
	(void)x;
	return debugged(VSP_DEBUG_FAULTS);
}

#define fault_debugged_finish was_made

static bool
step_prepare(uint64_t *x)
{
	(void)x;
	return debugged(VSP_DEBUG_FAULTS | VSP_DEBUG_STEP);
}

#define step_finish was_made

static bool
fp_prepare(uint64_t *x)
{
	volatile double mine = 1.5;

	x[0] = 0;
	mine = mine * 2;
	return deep();
}

static bool
fp_finish(void)
{
	return SAME(who->step, SUBJECT_DONE);
}

static bool
fault_prepare(uint64_t *x)
{
	(void)x;
	return deep();
}

#define fault_finish was_made

static bool
fault_enabled_prepare(uint64_t *x)
{
	(void)x;
	return deep();
}

static bool
fault_enabled_finish(void)
{
	return SAME(who->entry, VSP_UPCALL_FAULT);
}

const struct operation irqs_off_deep[] = {
	OP(signal_deep, VSP_SYS_SIGNAL),
	OP(signal_preempts, VSP_SYS_SIGNAL),
	OP(signal_direct, VSP_SYS_SIGNAL),
	OP(start_deep, VSP_SYS_INVOKE),
	OP(set_parent_deep, VSP_SYS_INVOKE),
	OP_LEAVES(wait_deep, VSP_SYS_WAIT),
	OP_LEAVES(stop_above, VSP_SYS_INVOKE),
	OP_LEAVES(death_above, VSP_SYS_INVOKE),
	OP(fp, SUBJECT_FP),
	OP_LEAVES(fault, SUBJECT_FAULT),
	OP(fault_enabled, SUBJECT_FAULT_ENABLED),
	OP_LEAVES(fault_debugged, SUBJECT_FAULT_ENABLED),
	OP_LEAVES(step, SUBJECT_FAULT_ENABLED),
	END
};
