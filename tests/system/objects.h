/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * objects.h - frames and stretches of a test domain's own memory.
 */
#ifndef TESTS_OBJECTS_H
#define TESTS_OBJECTS_H

#include <stdio.h>

#include <vesper/vesper.h>

static vsp_slot slots;		/* some, in a row; all empty between claims */

static inline struct vsp_retype
frames(uint64_t size_pages, uint64_t count)
{
	return (struct vsp_retype){ VSP_TYPE_FRAME, size_pages, count, 0,
				    slots, VSP_RETYPE_NEXT };
}

static inline int
retype(struct vsp_retype what)
{
	return vsp_retype(VSP_SLOT_MEMORY, &what, NULL);
}

static inline uint8_t *
bytes_at(uint64_t address)
{
	return (uint8_t *)(uintptr_t)address;
}

/* A stretch of the tables', attached to this domain; its slot is the given. */
static inline uint64_t
stretch_at(vsp_slot slot, uint64_t rights)
{
	struct vsp_retype what = { VSP_TYPE_STRETCH, 1, 1, 0, slot,
				   VSP_RETYPE_NEXT };
	uint64_t address = 0;

	if (vsp_retype(VSP_SLOT_TABLES, &what, NULL) != VSP_OK
	    || vsp_attach(slot, VSP_SLOT_PD, rights, &address) != VSP_OK)
		printf("# no stretch\n");
	return address;
}

#endif
