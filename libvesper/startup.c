/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * startup.c - where a domain finds what init told it.
 *
 * In a file of its own: the root program, which nobody starts, brings its own
 * startup_find().
 */
#include <stddef.h>
#include <vesper/op.h>

#include "internal.h"

const struct vsp_startup *
startup_find(struct vsp_dcb *dcb)
{
	const struct vsp_startup *startup = (const struct vsp_startup *)
		((uintptr_t)dcb + VSP_SYSTEM_STARTUP * VSP_PAGE_SIZE);

	if (startup->magic != VSP_STARTUP_MAGIC
	    || startup->version != VSP_STARTUP_VERSION)
		return NULL;
	return startup;
}
