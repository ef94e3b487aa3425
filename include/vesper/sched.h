/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * sched.h - domains scheduled by a domain, their parent in the scheduling
 * tree.  Who of them runs is decided by a policy (policy.h).
 */
#ifndef VESPER_SCHED_H
#define VESPER_SCHED_H

#include <stdint.h>

#include <vesper/image.h>
#include <vesper/ipc.h>
#include <vesper/policy.h>

/* From now on, whenever this domain has nothing to do itself, it lends the
 * processor to its children as the policy says.  Called again, it changes the
 * policy: no children must have been added then. */
void vsp_sched_start(struct vsp_policy *policy);

/* Child `index`, 0 to 63, is there: schedule it.  NULL: it asks for nothing
 * in particular.  Errors: those of vsp_task_join(); VSP_E_ARG. */
int vsp_sched_add(uint32_t index, const struct vsp_sched_params *params);

/* Other parameters for it; errors: those of vsp_task_change(); VSP_E_ARG, also
 * if they reserve time and the policy reserves none. */
int vsp_sched_change(uint32_t index, const struct vsp_sched_params *params);

/* Forget child `index`. */
void vsp_sched_remove(uint32_t index);

/* Ticks charged to it so far, for decisions too; 0 if there is none. */
uint64_t vsp_sched_charged(uint32_t index);

/* Raised at this domain when a child has stopped. */
#define VSP_SCHED_EVENT_STOPPED (1ull << 61)

/* Children that have stopped by themselves since the last time: a bit each. */
uint64_t vsp_sched_take_stopped(void);

/* ---- as the system description says ---- */

union vsp_any_policy {
	struct vsp_round_robin round_robin;
	struct vsp_fixed_priority fixed_priority;
	struct vsp_reservations reservations;
	struct vsp_stride stride;
};

/* The policy that was described; NULL if there is no such kind. */
struct vsp_policy *
vsp_policy_described(union vsp_any_policy *policy,
		     const struct vsp_image_policy *described);

/* What was described, as parameters. */
void vsp_sched_params_described(struct vsp_sched_params *params,
				const struct vsp_image_time *described);

/* As vsp_sched_add(), for a child that asks for what was described. */
int vsp_sched_add_described(uint32_t index,
			    const struct vsp_image_time *described);

/* ---- a child asks its scheduler (proto.h) ---- */

/* Through a portal to it (VSP_SLOT_INIT, if that is init): be scheduled with
 * these parameters from now on.  Errors: those of vsp_call() and of
 * VSP_SCHED_CHANGE. */
int vsp_sched_ask(vsp_slot scheduler, const struct vsp_sched_params *params);

/* *ticks: what was charged to the calling domain so far.  Errors alike. */
int vsp_sched_ask_charged(vsp_slot scheduler, uint64_t *ticks);

/* The scheduler: do what child `index` asks for, within `most` (its priority,
 * share and extra); the answer is in the request's message then. */
void vsp_sched_answer(uint32_t index, const struct vsp_sched_params *most,
		      struct vsp_request *request);

#endif
