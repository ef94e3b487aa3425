/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * clock.h - time, in ticks of the system counter.
 */
#ifndef VESPER_CLOCK_H
#define VESPER_CLOCK_H

#include <stdint.h>

/* Now: CNTVCT_EL0, not read ahead of what stands before it. */
static inline uint64_t
vsp_now(void)
{
	uint64_t ticks;

	__asm__ volatile("isb\n\tmrs %0, cntvct_el0" : "=r"(ticks) :
			 : "memory");
	return ticks;
}

/* Ticks in a second: CNTFRQ_EL0. */
static inline uint64_t
vsp_ticks_per_s(void)
{
	uint64_t hz;

	__asm__("mrs %0, cntfrq_el0" : "=r"(hz));
	return hz;
}

/* `us` microseconds in ticks, rounded up. */
static inline uint64_t
vsp_us_to_ticks(uint64_t us)
{
	return (us * (vsp_ticks_per_s() / 100u) + 9999u) / 10000u;
}

/* Block until the counter reaches `until_ticks`. */
void vsp_sleep_until(uint64_t until_ticks);

#endif
