/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * timer.h - something to be done at a time.
 *
 * A domain has one queue of times, and tells its parent the first of them
 * (`until`).  Whether it has the processor then is the parent's decision.
 */
#ifndef VESPER_TIMER_H
#define VESPER_TIMER_H

#include <stdbool.h>
#include <stdint.h>

#include <vesper/pqueue.h>

struct vsp_timer {
	struct vsp_pnode node;
	/* Called once, in an upcall, disabled; the timer is no longer set,
	 * and may be set again. */
	void (*expire)(struct vsp_timer *timer);
};

/* Call `expire` at `when` (ticks) or soon after.  A timer that is set already
 * is set anew. */
void vsp_timer_set(struct vsp_timer *timer, uint64_t when,
		   void (*expire)(struct vsp_timer *timer));

/* True if it was set. */
bool vsp_timer_cancel(struct vsp_timer *timer);

#endif
