/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * leaf.c - a domain that never waits, and tells the tester in the end how much
 * of the processor it had.
 *
 *	leaf FROM_MS TO_MS	since boot
 */
#include <stdlib.h>
#include <vesper/vesper.h>

/* Until then; gives the ticks that were charged to the domain. */
static uint64_t
spin_until(const char *ms)
{
	uint64_t end = vsp_us_to_ticks(strtoull(ms, NULL, 10) * 1000);
	uint64_t ticks = 0;

	while (vsp_now() < end)
		for (volatile int i = 0; i < 100; i++)
			;
	vsp_domain_info(VSP_SLOT_DOMAIN, NULL, NULL, &ticks);
	return ticks;
}

int
main(int argc, char **argv)
{
	struct vsp_message message = { .word = { 0 } };
	uint64_t before;

	if (argc != 3)
		return 2;
	before = spin_until(argv[1]);
	message.word[1] = spin_until(argv[2]) - before;
	vsp_call(vsp_portal("tester"), &message);
	return 0;
}
