/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * own_time.h - how long this domain has had the processor, or lent it.
 *
 * What the kernel has charged is exact; the time since that was seen to change
 * is what the grant that runs has taken, but for its first instructions, which
 * count when the kernel has charged it.  So what others had in between does
 * not count.
 */
#ifndef LIBSCHED_OWN_TIME_H
#define LIBSCHED_OWN_TIME_H

#include <stdbool.h>
#include <stdint.h>
#include <vesper/runtime.h>

struct own_time {
	uint64_t charged;	/* dcb.used, when it was seen to have changed,
				   and */
	uint64_t ahead;		/* how far it was ahead of the clock */
};

#define OWN_TIME_BEGIN	{ .charged = VSP_FOREVER }

static inline uint64_t
own_time(struct own_time *own, uint64_t now)
{
	uint64_t used = vsp_dcb->used;

	if (__builtin_expect(used != own->charged, false)) {
		own->charged = used;
		own->ahead = used - now;
	}
	return now + own->ahead;
}

#endif
