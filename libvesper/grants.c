/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * grants.c - shares that others gave this domain.
 *
 * A capability can only come with a request when the DCB names an empty slot
 * for it.  Each one that arrives takes that slot; the next is named at once, in
 * the same upcall, so that none is missed while slots last; or at the next
 * request, if there was no slot.
 *
 * The giver can take a share back at any time.  Its capability is gone then,
 * so a record is believed only after asking the kernel.
 */
#include <stddef.h>
#include <vesper/memory.h>
#include <vesper/share.h>
#include <vesper/startup.h>

#include "internal.h"

struct grant {
	vsp_slot slot;		/* the Stretch, attached; 0: record is free */
	uint64_t badge;		/* who gave it */
	uint64_t address, bytes, rights;
};

static struct grant grants[VSP_SHARES];
static bool accepts;		/* vsp_share_accept() was called */

static void
grant_forget(struct grant *grant)
{
	vsp_delete(grant->slot);
	vsp_slot_free(grant->slot);
	grant->slot = 0;
}

/* Is it still there?  Forget it if not. */
static bool
grant_lives(struct grant *grant)
{
	uint64_t attached = 0;

	if (grant->slot == 0)
		return false;
	if (vsp_stretch_info(grant->slot, NULL, &attached) == VSP_OK
	    && attached)
		return true;
	grant_forget(grant);
	return false;
}

static struct grant *
grant_record(void)
{
	for (size_t i = 0; i < VSP_SHARES; i++)
		if (!grant_lives(&grants[i]))
			return &grants[i];
	return NULL;
}

/* Does the stretch lie where the giver says? */
static bool
grant_fits(const struct grant *grant, uint64_t stretch)
{
	return grant->address >= stretch
	       && grant->address - stretch < VSP_STRETCH_SIZE
	       && grant->bytes <= VSP_STRETCH_SIZE
				  - (grant->address - stretch);
}

static int
grant_attach(const struct grant *grant)
{
	uint64_t stretch;
	int error = vsp_stretch_info(grant->slot, &stretch, NULL);

	if (error != VSP_OK)
		return error;
	if (!grant_fits(grant, stretch))
		return VSP_E_ARG;
	return vsp_attach(grant->slot, VSP_SLOT_PD, grant->rights, NULL);
}

static int
grant_accept(const struct vsp_request *request)
{
	struct grant *grant = grant_record();
	int error;

	if (grant == NULL)
		return VSP_E_NOMEM;
	grant->slot = request->cap;
	grant->badge = request->badge;
	grant->address = request->message.word[1];
	grant->bytes = request->message.word[2];
	grant->rights = request->message.word[3];
	error = grant_attach(grant);
	if (error != VSP_OK)
		grant->slot = 0;
	return error;
}

static int
accept_or_drop(struct vsp_request *request)
{
	int error = request->cap == 0 ? VSP_E_NOCAP : grant_accept(request);

	if (error != VSP_OK && request->cap != 0) {
		vsp_delete(request->cap);
		vsp_slot_free(request->cap);
	}
	request->cap = 0;
	return error;
}

/* The slot of a capability that has just arrived, 0 if none has; the next slot
 * is named at once. */
static vsp_slot
collect(uint64_t arrived)
{
	vsp_slot cap = (arrived & VSP_ARRIVED_CAP) != 0 ? vsp_dcb->recv_slot
							 : 0;

	if (cap != 0 || (accepts && vsp_dcb->recv_slot == 0))
		vsp_dcb->recv_slot = vsp_slot_alloc();
	return cap;
}

bool
grants_refuse(struct vsp_request *request, uint64_t arrived)
{
	int error;

	request->cap = collect(arrived);
	if (request->message.word[0] != VSP_SHARE_GIVE)
		return false;
	error = accept_or_drop(request);
	request->message.word[0] = error != VSP_OK ? (uint64_t)error
						   : VSP_SHARE_GIVE;
	return error != VSP_OK;
}

int
vsp_share_accept(void)
{
	bool enabled = vsp_disable();
	int error;

	accepts = true;
	if (vsp_dcb->recv_slot == 0)
		vsp_dcb->recv_slot = vsp_slot_alloc();
	error = vsp_dcb->recv_slot != 0 ? VSP_OK : VSP_E_NOMEM;
	vsp_enable(enabled);
	return error;
}

static bool
grant_covers(const struct grant *grant, uint64_t badge, uint64_t address,
	     uint64_t bytes, uint64_t rights)
{
	return grant->slot != 0 && grant->badge == badge
	       && (grant->rights & rights) == rights
	       && address >= grant->address && bytes <= grant->bytes
	       && address - grant->address <= grant->bytes - bytes;
}

bool
vsp_share_check(uint64_t badge, const void *address, size_t bytes,
		uint64_t rights)
{
	uint64_t start = (uint64_t)(uintptr_t)address;
	bool enabled = vsp_disable(), found = false;

	for (size_t i = 0; i < VSP_SHARES && !found; i++)
		found = grant_covers(&grants[i], badge, start, bytes, rights)
			&& grant_lives(&grants[i]);
	vsp_enable(enabled);
	return found;
}

void
vsp_share_drop(uint64_t badge, const void *address)
{
	uint64_t start = (uint64_t)(uintptr_t)address;
	bool enabled = vsp_disable();

	for (size_t i = 0; i < VSP_SHARES; i++)
		if (grant_covers(&grants[i], badge, start, 0, 0))
			grant_forget(&grants[i]);
	vsp_enable(enabled);
}
