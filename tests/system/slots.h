/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * slots.h - the capability space of a test domain, before and after.
 */
#ifndef TESTS_SLOTS_H
#define TESTS_SLOTS_H

#include <string.h>
#include <vesper/vesper.h>

#include "../tap.h"

#define SLOTS 1024u	/* as the description says */

static struct vsp_look before[SLOTS];

static inline bool
remember(void)
{
	for (vsp_slot slot = 0; slot < SLOTS; slot++)
		if (vsp_look(slot, &before[slot]) != VSP_OK)
			return false;
	return true;
}

/* All capabilities are where and what they were. */
static inline bool
nothing_changed(void)
{
	unsigned changed = 0;

	for (vsp_slot slot = 0; slot < SLOTS; slot++) {
		struct vsp_look now;

		changed += vsp_look(slot, &now) != VSP_OK
			   || memcmp(&now, &before[slot], sizeof(now)) != 0;
	}
	return SAME(changed, 0);
}

static inline bool
is_held(vsp_slot slot)
{
	return slot < SLOTS && before[slot].type != VSP_TYPE_NONE;
}

#endif
