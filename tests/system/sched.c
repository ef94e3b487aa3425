/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * sched.c - claims of time: grants, their end, what a scheduler is told, and
 * who interrupts whom.
 *
 * The domain makes children of its own and dispatches them, raw.  Time is the
 * machine's; no claim is about how long something takes.
 */
#include <string.h>

#include <vesper/vesper.h>

#include "../tap.h"
#include "attempt.h"
#include "raw.h"

#define GRANT_TICKS	50000u
#define NLEVELS		(VSP_NLEVELS - 2)	/* below init and this one */

extern const char child_waits[], child_waits_until[], child_counts[],
	child_faults[], child_signals[];
extern volatile uint64_t child_woken, child_until, child_counter,
	child_channel;

static vsp_slot slots;		/* of the children, by index */

/* A child with this vector, at this index; the domain's slot is also there. */
static bool
child_make(unsigned index, const char *vector)
{
	struct vsp_retype what = { VSP_TYPE_DOMAIN, 1, 1, 0, slots + index,
				   VSP_RETYPE_NEXT };

	return vsp_retype(VSP_SLOT_MEMORY, &what, NULL) == VSP_OK
	       && vsp_domain_set_spaces(slots + index, VSP_SLOT_CNODE,
					VSP_SLOT_PD) == VSP_OK
	       && vsp_domain_set_entry(slots + index,
				       (uint64_t)(uintptr_t)vector, 0)
		  == VSP_OK
	       && vsp_domain_set_parent(slots + index, VSP_SLOT_DOMAIN, index)
		  == VSP_OK
	       && vsp_domain_start(slots + index) == VSP_OK;
}

static void
children_delete(void)
{
	vsp_revoke(VSP_SLOT_MEMORY);
	vsp_dcb->preempt = vsp_dcb->direct = 0;
}

/* Dispatch until a CHILD or an ACTIVATE comes; events of earlier children may
 * come first.  The sleep is for a fresh turn from init, longer than any here:
 * the end of our own would be the end of the child's. */
static unsigned
dispatch(uint64_t index, uint64_t ticks)
{
	struct raw_regs regs = { { index, ticks } };
	unsigned entry;

	vsp_sleep_until(vsp_now() + GRANT_TICKS);
	if (ticks != VSP_FOREVER)
		regs.x[1] = vsp_now() + ticks;
	vsp_disable();
	memset(vsp_dcb->child, 0, sizeof(vsp_dcb->child));
	do
		entry = raw_leave(VSP_SYS_DISPATCH, &regs, NULL);
	while (entry == VSP_UPCALL_ACTIVATE
	       && vsp_dcb->child[index % VSP_NCHILDREN].reason
		  == VSP_CHILD_NONE);
	vsp_enable(true);
	return entry;
}

/* The child came back, for this reason: in registers, or in the table. */
static bool
came_back(unsigned entry, uint64_t index, uint64_t reason)
{
	if (entry == VSP_UPCALL_CHILD)
		return SAME(raw_entry.x[0], index)
		       && SAME(raw_entry.x[1], reason);
	return SAME(entry, VSP_UPCALL_ACTIVATE)
	       && SAME(vsp_dcb->child[index].reason, reason);
}

static bool
a_child_that_waits_says_until_when(void)
{
	unsigned entry;
	bool right = child_make(5, child_waits_until);

	child_until = vsp_now() + (1ull << 40);
	entry = dispatch(5, VSP_FOREVER);
	right &= SAME(entry, VSP_UPCALL_CHILD)
		 && came_back(entry, 5, VSP_CHILD_WAIT)
		 && SAME(raw_entry.x[3], child_until);
	return right;
}

static bool
the_child_upcall_shows_its_report_only(void)
{
	unsigned dirty = 0;
	bool right = SAME(dispatch(5, VSP_FOREVER), VSP_UPCALL_CHILD);

	for (unsigned i = 4; i < 31; i++)
		dirty += raw_entry.x[i] != 0;
	children_delete();
	return right && SAME(dirty, 0);
}

static bool
a_grant_ends_when_its_time_has_come(void)
{
	uint64_t now = vsp_now();
	bool right = child_make(0, child_counts);
	unsigned entry = dispatch(0, GRANT_TICKS);

	right &= came_back(entry, 0, VSP_CHILD_EXPIRED)
		 && SAME(vsp_now() >= now + GRANT_TICKS, true);
	return right;
}

static bool
a_preempted_child_goes_on_exactly(void)
{
	bool right = true;

	for (unsigned i = 0; i < 50; i++) {
		uint64_t before = child_counter;

		right &= came_back(dispatch(0, GRANT_TICKS), 0,
				   VSP_CHILD_EXPIRED)
			 && SAME(child_counter > before, true);
	}
	return right;
}

static bool
a_grant_of_the_past_runs_nobody(void)
{
	uint64_t before = child_counter;

	return came_back(dispatch(0, -1000ull), 0, VSP_CHILD_EXPIRED)
	       && came_back(dispatch(0, 0), 0, VSP_CHILD_EXPIRED)
	       && SAME(child_counter, before);
}

static bool
a_child_is_charged_what_is_reported(void)
{
	uint64_t before = 0, after = 0, reported = 0;
	bool right = true;

	vsp_domain_info(slots, NULL, NULL, &before);
	for (unsigned i = 0; i < 10; i++) {
		right &= SAME(dispatch(0, GRANT_TICKS), VSP_UPCALL_CHILD);
		reported += raw_entry.x[2];
	}
	vsp_domain_info(slots, NULL, NULL, &after);
	children_delete();
	return right && SAME(after - before, reported)
	       && SAME(reported >= 10ull * GRANT_TICKS / 2, true);
}

static bool
a_child_that_faults_while_disabled_is_stopped(void)
{
	uint64_t state = 0;
	bool right = child_make(3, child_faults);

	right &= came_back(dispatch(3, GRANT_TICKS), 3, VSP_CHILD_FAULT)
		 && SAME(CLASS(vsp_dcb->child[3].syndrome), CLASS_DATA)
		 && SAME(vsp_dcb->stopped >> 3 & 1, 1);
	vsp_domain_info(slots + 3, &state, NULL, NULL);
	return right && SAME(state & 5, 5)
	       && came_back(dispatch(3, GRANT_TICKS), 3, VSP_CHILD_FAULT);
}

static bool
a_deleted_child_is_gone(void)
{
	children_delete();
	return came_back(dispatch(3, GRANT_TICKS), 3, VSP_CHILD_GONE)
	       && came_back(dispatch(63, GRANT_TICKS), 63, VSP_CHILD_GONE);
}

/* Child 1 signals child 2, which waits; then it spins. */
static bool
signalled(uint64_t preempt, uint64_t direct, uint64_t reason, uint64_t woken)
{
	bool right = child_make(1, child_signals)
		     && child_make(2, child_waits);
	uint64_t before;

	child_channel = slots + 4;
	vsp_derive(VSP_SLOT_CNODE, child_channel, slots + 2, VSP_R_SIGNAL, 1);
	right &= came_back(dispatch(2, GRANT_TICKS), 2, VSP_CHILD_WAIT);
	before = child_woken;
	vsp_dcb->preempt = preempt;
	vsp_dcb->direct = direct;
	right &= came_back(dispatch(1, GRANT_TICKS), 1, reason)
		 && SAME(vsp_dcb->ready >> 1 & 1, 1)
		 && SAME(child_woken, before + woken)
		 && SAME(vsp_dcb->ready >> 2 & 1, woken == 0);
	children_delete();
	return right;
}

static bool
a_wakeup_makes_its_child_ready_and_interrupts_nobody(void)
{
	return signalled(0, 0, VSP_CHILD_EXPIRED, 0);
}

static bool
a_wakeup_interrupts_where_preempt_says_so(void)
{
	return signalled(1u << 2, 0, VSP_CHILD_PREEMPTED, 0);
}

static bool
a_wakeup_runs_at_once_where_direct_says_so(void)
{
	return signalled(1u << 2, 1u << 2, VSP_CHILD_PREEMPTED, 1);
}

static bool
the_tree_of_schedulers_has_no_cycle_and_a_depth(void)
{
	int deepest = VSP_OK;
	bool right = child_make(0, child_waits) && child_make(1, child_waits);

	right &= SAME(vsp_domain_set_parent(slots, slots, 0), VSP_E_STATE)
		 && SAME(vsp_domain_set_parent(slots, VSP_SLOT_DOMAIN, 1),
			 VSP_E_OCCUPIED)
		 && SAME(vsp_domain_set_parent(slots, VSP_SLOT_DOMAIN, 64),
			 VSP_E_ARG)
		 && SAME(vsp_domain_set_parent(slots, slots + 1, 0), VSP_OK)
		 && SAME(vsp_domain_set_parent(slots + 1, slots, 0),
			 VSP_E_STATE);
	children_delete();
	for (unsigned i = 0; i < 2 * NLEVELS && deepest == VSP_OK; i++) {
		child_make(i, child_waits);
		if (i > 0)
			deepest = vsp_domain_set_parent(slots + i,
							slots + i - 1, 7);
		if (deepest == VSP_E_DEPTH)
			right &= SAME(i, NLEVELS);
	}
	children_delete();
	return right && SAME(deepest, VSP_E_DEPTH);
}

static bool
a_domain_needs_spaces_and_an_entry_to_start(void)
{
	struct vsp_retype what = { VSP_TYPE_DOMAIN, 1, 1, 0, slots,
				   VSP_RETYPE_NEXT };
	bool right = SAME(vsp_retype(VSP_SLOT_MEMORY, &what, NULL), VSP_OK)
		     && SAME(vsp_domain_start(slots), VSP_E_STATE);

	vsp_domain_set_spaces(slots, VSP_SLOT_CNODE, VSP_SLOT_PD);
	right &= SAME(vsp_domain_start(slots), VSP_E_STATE)
		 && SAME(vsp_domain_set_entry(slots, 8, 0), VSP_E_ARG)
		 && SAME(vsp_domain_set_entry(slots, 16, 8), VSP_E_ARG)
		 && SAME(vsp_domain_set_entry(slots, 16, 16), VSP_OK)
		 && SAME(vsp_domain_start(slots), VSP_OK)
		 && SAME(vsp_domain_start(slots), VSP_E_STATE);
	children_delete();
	return right;
}

static bool
sleep_lasts_until_its_time(void)
{
	bool right = true;

	for (uint64_t us = 1; us < 100000; us *= 3) {
		uint64_t until = vsp_now() + vsp_us_to_ticks(us);

		vsp_sleep_until(until);
		right &= SAME(vsp_now() >= until, true);
	}
	return right;
}

static bool
a_wait_for_events_ends_at_its_time(void)
{
	uint64_t until = vsp_now() + vsp_us_to_ticks(1000);

	return SAME(vsp_wait_events_until(1, until), 0)
	       && SAME(vsp_now() >= until, true);
}

static const struct tap_claim claims[] = {
	CLAIM(a_child_that_waits_says_until_when),
	CLAIM(the_child_upcall_shows_its_report_only),
	CLAIM(a_grant_ends_when_its_time_has_come),
	CLAIM(a_preempted_child_goes_on_exactly),
	CLAIM(a_grant_of_the_past_runs_nobody),
	CLAIM(a_child_is_charged_what_is_reported),
	CLAIM(a_child_that_faults_while_disabled_is_stopped),
	CLAIM(a_deleted_child_is_gone),
	CLAIM(a_wakeup_makes_its_child_ready_and_interrupts_nobody),
	CLAIM(a_wakeup_interrupts_where_preempt_says_so),
	CLAIM(a_wakeup_runs_at_once_where_direct_says_so),
	CLAIM(the_tree_of_schedulers_has_no_cycle_and_a_depth),
	CLAIM(a_domain_needs_spaces_and_an_entry_to_start),
	CLAIM(sleep_lasts_until_its_time),
	CLAIM(a_wait_for_events_ends_at_its_time),
};

int
main(void)
{
	slots = vsp_slot_alloc_n(VSP_NCHILDREN);
	if (slots == 0)
		return 1;
	return tap_run(claims, TAP_COUNT(claims));
}
