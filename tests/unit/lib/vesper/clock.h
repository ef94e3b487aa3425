/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * clock.h - the system counter of the fake kernel, in place of the machine's.
 */
#ifndef VESPER_CLOCK_H
#define VESPER_CLOCK_H

#include <stdint.h>

uint64_t vsp_now(void);
uint64_t vsp_ticks_per_s(void);
void vsp_sleep_until(uint64_t until_ticks);

#endif
