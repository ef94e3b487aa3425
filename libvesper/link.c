/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * link.c - what the system description connects this domain to, by name.
 */
#include <string.h>
#include <vesper/link.h>

#include "internal.h"

const struct vsp_startup *
vsp_startup(void)
{
	return runtime.startup;
}

const char *
vsp_name(void)
{
	return runtime.startup->name;
}

const struct vsp_startup_link *
vsp_link(uint32_t kind, const char *name)
{
	const struct vsp_startup *startup = runtime.startup;

	for (uint32_t i = 0; i < startup->nlinks; i++) {
		const struct vsp_startup_link *link = &startup->link[i];

		if (link->kind == kind
		    && strncmp(link->name, name, VSP_IMAGE_NAME) == 0)
			return link;
	}
	return NULL;
}

static vsp_slot
slot_of(uint32_t kind, const char *name)
{
	const struct vsp_startup_link *link = vsp_link(kind, name);

	return link != NULL ? link->slot : 0;
}

vsp_slot
vsp_portal(const char *name)
{
	return slot_of(VSP_LINK_PORTAL, name);
}

vsp_slot
vsp_channel(const char *name)
{
	return slot_of(VSP_LINK_EVENT, name);
}

vsp_slot
vsp_irq(const char *name, uint64_t *line, uint64_t *mask)
{
	const struct vsp_startup_link *link = vsp_link(VSP_LINK_IRQ, name);

	if (link == NULL)
		return 0;
	*line = link->value;
	*mask = link->bytes;
	return link->slot;
}

static void *
area_of(uint32_t kind, const char *name, size_t *bytes)
{
	const struct vsp_startup_link *link = vsp_link(kind, name);

	if (link == NULL)
		return NULL;
	if (bytes != NULL)
		*bytes = link->bytes;
	return (void *)(uintptr_t)link->address;
}

void *
vsp_shared(const char *name, size_t *bytes)
{
	return area_of(VSP_LINK_SHARED, name, bytes);
}

volatile void *
vsp_device(const char *name, size_t *bytes)
{
	return area_of(VSP_LINK_DEVICE, name, bytes);
}

const char *
vsp_client_name(uint64_t badge)
{
	const struct vsp_startup *startup = runtime.startup;

	for (uint32_t i = 0; i < startup->nlinks; i++) {
		const struct vsp_startup_link *link = &startup->link[i];

		if (link->kind == VSP_LINK_CLIENT && link->value == badge)
			return link->name;
	}
	return "?";
}

const struct vsp_startup_child *
vsp_children(uint32_t *count)
{
	const struct vsp_startup *startup = runtime.startup;

	*count = startup->nchildren;
	return (const struct vsp_startup_child *)(const void *)
		((const char *)startup + startup->children);
}
