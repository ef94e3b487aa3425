/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * share.c - giving another domain the buffer behind a pointer.
 *
 *	my stretch ---- grant (mine) ---- what the peer gets
 *	  attached to me  in no PD          attached to the peer
 *
 * The grant between the two is the handle: deleting it takes back this one
 * share and nothing else.
 */
#include <vesper/memory.h>
#include <vesper/share.h>
#include <vesper/startup.h>

#include "internal.h"

#define SHARE_RIGHTS (VSP_R_READ | VSP_R_WRITE | VSP_R_EXEC)

/* A stretch of mine, or an area shared with me by the description. */
static vsp_slot
stretch_slot(const void *address)
{
	const struct vsp_stretch *stretch = vsp_stretch_of(address);
	const struct vsp_startup *startup = runtime.startup;

	if (stretch != NULL)
		return stretch->slot;
	for (uint32_t i = 0; i < startup->nlinks; i++) {
		const struct vsp_startup_link *link = &startup->link[i];

		if (link->kind == VSP_LINK_SHARED
		    && (uint64_t)(uintptr_t)address - link->address
		       < VSP_STRETCH_SIZE)
			return link->slot;
	}
	return 0;
}

static int
grant_make(struct vsp_share *share, uint64_t rights)
{
	vsp_slot stretch = stretch_slot(share->address);
	uint64_t offset = (uint64_t)(uintptr_t)share->address
			  % VSP_STRETCH_SIZE;
	int error;

	if (stretch == 0)
		return VSP_E_EMPTY;
	if (share->bytes > VSP_STRETCH_SIZE - offset)
		return VSP_E_ARG;
	share->grant = vsp_slot_alloc();
	if (share->grant == 0)
		return VSP_E_NOMEM;
	error = vsp_derive(VSP_SLOT_CNODE, share->grant, stretch,
			   rights & SHARE_RIGHTS, 0);
	if (error != VSP_OK) {
		vsp_slot_free(share->grant);
		share->grant = 0;
	}
	return error;
}

static int
grant_give(vsp_slot portal, const struct vsp_share *share, uint64_t rights)
{
	struct vsp_message message = { .word = {
		VSP_SHARE_GIVE, (uint64_t)(uintptr_t)share->address,
		share->bytes, rights & SHARE_RIGHTS,
	} };
	int error = vsp_call_cap(portal, &message, share->grant,
				 rights & SHARE_RIGHTS);

	return error != VSP_OK ? error : (int)message.word[0];
}

int
vsp_share(vsp_slot portal, const void *address, size_t bytes, uint64_t rights,
	  struct vsp_share *share)
{
	int error;

	share->grant = 0;
	share->address = address;
	share->bytes = bytes;
	error = grant_make(share, rights);
	if (error != VSP_OK)
		return error;
	error = grant_give(portal, share, rights);
	if (error != VSP_OK)
		vsp_unshare(share);
	return error;
}

int
vsp_unshare(struct vsp_share *share)
{
	int error;

	if (share->grant == 0)
		return VSP_E_EMPTY;
	error = vsp_delete(share->grant);
	if (error == VSP_OK) {
		vsp_slot_free(share->grant);
		share->grant = 0;
	}
	return error;
}
