/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * copy.c - copies from and to memory that somebody else can take away.
 */
#include <string.h>
#include <vesper/fault.h>

static bool
copy(void *to, const void *from, size_t bytes, struct vsp_fault *fault)
{
	struct vsp_try place;

	if (vsp_try(&place) != 0) {
		if (fault != NULL)
			*fault = place.fault;
		return false;
	}
	memcpy(to, from, bytes);
	vsp_try_end(&place);
	return true;
}

bool
vsp_copy_from(void *to, const void *client, size_t bytes,
	      struct vsp_fault *fault)
{
	return copy(to, client, bytes, fault);
}

bool
vsp_copy_to(void *client, const void *from, size_t bytes,
	    struct vsp_fault *fault)
{
	return copy(client, from, bytes, fault);
}
