/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * power.c - switch the board off, with its power manager.
 *
 * The firmware reads RSTS after the reset: 0x555 means halt.
 */
#include "init.h"

#define PM_RSTC		(0x1c / 4)
#define PM_RSTS		(0x20 / 4)
#define PM_PASSWORD	0x5a000000u
#define PM_FULL_RESET	0x20u
#define PM_HALT		0x555u

_Noreturn void
power_off(void)
{
	volatile uint32_t *pm = device_registers(POWER_ADDRESS);

	if (pm != NULL) {
		pm[PM_RSTS] = PM_PASSWORD | PM_HALT;
		pm[PM_RSTC] = PM_PASSWORD | PM_FULL_RESET;
	}
	for (;;)
		vsp_sleep_until(VSP_FOREVER);
}
