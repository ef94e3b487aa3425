/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * backup.c - has work for ever, and no deadline.
 */
#include "work.h"

int
main(void)
{
	for (;;)
		work_us(1000);
}
