/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * fake.c - as much of a kernel as the libraries' portable files need.
 */
#include "fake.h"

#include <string.h>
#include <vesper/clock.h>

struct fake fake;
struct vsp_dcb fake_dcb;
struct runtime runtime;
struct vsp_dcb *vsp_dcb = &fake_dcb;

void
fake_setup(void)
{
	fake = (struct fake){
		.memory_pages = 1000, .tables = 8,
		.next_address = 16 * VSP_STRETCH_SIZE, .now = 1000,
	};
	fake_dcb = (struct vsp_dcb){ .enabled = 1 };
	slot_init(16, FAKE_SLOTS);
}

void
fake_arrive(uint64_t address, uint64_t rights)
{
	fake.arrived = VSP_ARRIVED_CAP;
	fake.cap[fake_dcb.recv_slot] = (struct fake_cap){
		.type = VSP_TYPE_STRETCH, .rights = rights,
		.address = address & ~(VSP_STRETCH_SIZE - 1),
	};
}

bool
vsp_disable(void)
{
	bool enabled = fake_dcb.enabled;

	fake_dcb.enabled = 0;
	return enabled;
}

void
vsp_enable(bool enabled)
{
	fake_dcb.enabled = enabled;
}

uint64_t
vsp_now(void)
{
	return fake.now;
}

uint64_t
vsp_ticks_per_s(void)
{
	return FAKE_HZ;
}

static struct fake_cap *
cap(vsp_slot slot)
{
	return &fake.cap[slot % FAKE_SLOTS];
}

int
vsp_retype(vsp_slot untyped, const struct vsp_retype *what,
	   uint64_t *last_page)
{
	bool table = what->type == VSP_TYPE_STRETCH;
	uint64_t *left = table ? &fake.tables : &fake.memory_pages;
	uint64_t pages = table ? 1 : what->size_pages;

	(void)last_page;
	if (untyped != (table ? VSP_SLOT_TABLES : VSP_SLOT_MEMORY))
		return VSP_E_TYPE;
	if (cap(what->first_slot)->type != VSP_TYPE_NONE)
		return VSP_E_OCCUPIED;
	if (*left < pages)
		return VSP_E_NOMEM;
	*left -= pages;
	*cap(what->first_slot) = (struct fake_cap){
		.type = what->type, .rights = VSP_R_ALL,
		.address = fake.next_address,
	};
	if (table)
		fake.next_address += VSP_STRETCH_SIZE;
	return VSP_OK;
}

int
vsp_attach(vsp_slot stretch, vsp_slot pd, uint64_t rights, uint64_t *address)
{
	if (pd != VSP_SLOT_PD || cap(stretch)->type != VSP_TYPE_STRETCH)
		return VSP_E_TYPE;
	if ((cap(stretch)->rights & rights) != rights)
		return VSP_E_RIGHT;
	if (cap(stretch)->attached)
		return VSP_E_STATE;
	cap(stretch)->attached = true;
	if (address != NULL)
		*address = cap(stretch)->address;
	return VSP_OK;
}

int
vsp_stretch_info(vsp_slot stretch, uint64_t *address, uint64_t *attached)
{
	if (cap(stretch)->type != VSP_TYPE_STRETCH)
		return VSP_E_NOCAP;
	if (address != NULL)
		*address = cap(stretch)->address;
	if (attached != NULL)
		*attached = cap(stretch)->attached;
	return VSP_OK;
}

int
vsp_map(vsp_slot stretch, vsp_slot frame, uint64_t page, uint64_t rights)
{
	(void)page;
	(void)rights;
	return cap(stretch)->type == VSP_TYPE_STRETCH
	       && cap(frame)->type == VSP_TYPE_FRAME ? VSP_OK : VSP_E_TYPE;
}

int
vsp_unmap(vsp_slot stretch, uint64_t page, uint64_t size_pages)
{
	(void)page;
	(void)size_pages;
	return cap(stretch)->type == VSP_TYPE_STRETCH ? VSP_OK : VSP_E_TYPE;
}

int
vsp_derive(vsp_slot into, vsp_slot slot, vsp_slot from, uint64_t rights,
	   uint64_t badge)
{
	(void)into;
	(void)badge;
	if (cap(slot)->type != VSP_TYPE_NONE)
		return VSP_E_OCCUPIED;
	*cap(slot) = *cap(from);
	cap(slot)->parent = from;
	cap(slot)->rights &= rights;
	cap(slot)->attached = false;
	return VSP_OK;
}

int
vsp_revoke(vsp_slot slot)
{
	for (vsp_slot i = 1; i < FAKE_SLOTS; i++)
		if (fake.cap[i].type != VSP_TYPE_NONE
		    && fake.cap[i].parent == slot)
			fake.cap[i] = (struct fake_cap){ 0 };
	return VSP_OK;
}

int
vsp_delete(vsp_slot slot)
{
	vsp_revoke(slot);
	*cap(slot) = (struct fake_cap){ 0 };
	return VSP_OK;
}

int
vsp_call_cap(vsp_slot portal, struct vsp_message *message, vsp_slot sent,
	     uint64_t rights)
{
	(void)rights;
	fake.portal = portal;
	fake.cap_sent = sent;
	fake.message = *message;
	if (fake.call_error == VSP_OK)
		message->word[0] = fake.answer;
	return fake.call_error;
}

/* ---- what hooks call ---- */

void
vsp_post_events(uint64_t events)
{
	runtime.events |= events;
}

static uint64_t
never(void)
{
	return VSP_FOREVER;
}

static bool
no_more(const struct vsp_thread *leaving)
{
	(void)leaving;
	return false;
}

_Noreturn void
vsp_leave_wait(uint64_t until)
{
	fake.left = FAKE_WAIT;
	fake.left_until = until;
	longjmp(fake.leave, 1);
}

_Noreturn void
vsp_leave_dispatch(uint64_t child, uint64_t until)
{
	fake.left = FAKE_DISPATCH;
	fake.left_child = child;
	fake.left_until = until;
	longjmp(fake.leave, 1);
}

const struct vsp_thread_ops *vsp_thread_ops;

struct vsp_hooks vsp_hooks = {
	.until = never,
	.idle = vsp_leave_wait,
	.more = no_more,
};
