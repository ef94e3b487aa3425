/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * report.h - a child's report, out of the table in the DCB.
 */
#ifndef LIBSCHED_REPORT_H
#define LIBSCHED_REPORT_H

#include <stdbool.h>
#include <stdint.h>
#include <vesper/dcb.h>

/* The reason first: the kernel can write another report at any instruction, as
 * a child that has called me runs on its own time.  That one stays for the
 * next time; its ticks add up.  False if there is none. */
static inline bool
report_take(struct vsp_child *entry, struct vsp_child *report)
{
	report->reason = __atomic_exchange_n(&entry->reason, VSP_CHILD_NONE,
					     __ATOMIC_RELAXED);
	if (report->reason == VSP_CHILD_NONE)
		return false;
	report->ticks = __atomic_exchange_n(&entry->ticks, 0,
					    __ATOMIC_RELAXED);
	report->until = __atomic_load_n(&entry->until, __ATOMIC_RELAXED);
	return true;
}

#endif
