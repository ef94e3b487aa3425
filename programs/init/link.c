/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * link.c - what connects domains: portals, events, shared areas, devices,
 * interrupts, the trace.
 *
 * A link's capability is derived in init's space, attached if it is memory,
 * and moved to the domain's next slot.
 */
#include <string.h>

#include "init.h"

static vsp_slot shared_first;		/* stretches of the shared areas */

void
shared_make(void)
{
	const struct vsp_image_shared *area = payload_at(image->shared);

	if (image->nshared == 0)
		return;
	shared_first = object_make(&(struct wanted){
		.what = "shared areas: stretches", .type = VSP_TYPE_STRETCH,
		.count = image->nshared,
	});
	for (uint32_t i = 0; i < image->nshared; i++)
		object_map(area[i].name, "shared area", shared_first + i, 0,
			   area[i].size_pages,
			   VSP_R_READ | VSP_R_WRITE | VSP_R_EXEC);
}

/* A derived stretch, attached to the domain; *address is where it is. */
static vsp_slot
link_stretch(const struct domain *d, const struct vsp_image_link *link,
	     vsp_slot stretch, uint64_t *address)
{
	vsp_slot slot = object_derive(d->image->name, link->name, stretch,
				      link->rights, 0);

	must(vsp_attach(slot, d->pd, link->rights, address), d->image->name,
	     link->name);
	return slot;
}

static vsp_slot
link_shared(const struct domain *d, const struct vsp_image_link *link,
	    struct vsp_startup_link *out)
{
	const struct vsp_image_shared *area = payload_at(image->shared);

	out->bytes = area[link->value].size_pages * (uint64_t)VSP_PAGE_SIZE;
	return link_stretch(d, link, shared_first + link->value,
			    &out->address);
}

static vsp_slot
link_device(const struct domain *d, const struct vsp_image_link *link,
	    struct vsp_startup_link *out)
{
	const struct device *device = device_mapped(link->value);
	vsp_slot slot;

	if (device == NULL)
		must(VSP_E_ARG, d->image->name, link->name);
	slot = link_stretch(d, link, device->stretch, &out->address);
	out->address += link->value - device->physical;
	out->bytes = link->bytes;
	return slot;
}

static vsp_slot
link_irq(const struct domain *d, const struct vsp_image_link *link,
	 struct vsp_startup_link *out)
{
	out->bytes = 1ull << link->to;
	return object_derive(d->image->name, link->name, slot_irq, VSP_R_BIND,
			     link->value | 1ull << 32);
}

static vsp_slot
link_trace(const struct domain *d, const struct vsp_image_link *link)
{
	return object_derive(d->image->name, link->name, slot_trace,
			     link->rights, 0);
}

static vsp_slot
link_domain(const struct domain *d, const struct vsp_image_link *link,
	    uint64_t right)
{
	return object_derive(d->image->name, link->name,
			     domains[link->to].domain, right, link->value);
}

static vsp_slot
link_make(const struct domain *d, const struct vsp_image_link *link,
	  struct vsp_startup_link *out)
{
	switch (link->kind) {
	case VSP_LINK_PORTAL:
		return link_domain(d, link, VSP_R_CALL);
	case VSP_LINK_EVENT:
		return link_domain(d, link, VSP_R_SIGNAL);
	case VSP_LINK_SHARED:
		return link_shared(d, link, out);
	case VSP_LINK_DEVICE:
		return link_device(d, link, out);
	case VSP_LINK_IRQ:
		return link_irq(d, link, out);
	case VSP_LINK_TRACE:
		return link_trace(d, link);
	default:
		must(VSP_E_ARG, d->image->name, link->name);
		return 0;
	}
}

/* A link of the domain's. */
static void
connect(struct domain *d, const struct vsp_image_link *link)
{
	struct vsp_startup_link out = {
		.kind = link->kind, .rights = link->rights,
		.value = link->value, .slot = VSP_SLOT_LINK + d->nlinks,
	};
	vsp_slot slot = link_make(d, link, &out);

	memcpy(out.name, link->name, VSP_IMAGE_NAME);
	if (link->kind == VSP_LINK_PORTAL && strcmp(link->name, "console") == 0)
		must(vsp_derive(d->cnode, VSP_SLOT_CONSOLE, slot, VSP_R_CALL,
				0), d->image->name, "console");
	object_move(d->image->name, link->name, d->cnode, out.slot, slot);
	d->nlinks++;
	page_link(d, &out);
}

/* A portal of somebody else's to the domain: who has which badge. */
static void
note_client(struct domain *d, const struct vsp_image_link *link)
{
	struct vsp_startup_link out = {
		.kind = VSP_LINK_CLIENT, .value = link->value,
	};

	memcpy(out.name, domains[link->from].image->name, VSP_IMAGE_NAME);
	page_link(d, &out);
}

void
domain_connect(uint32_t index)
{
	const struct vsp_image_link *link = payload_at(image->links);
	struct domain *d = &domains[index];

	page_begin(d);
	for (uint32_t i = 0; i < image->nlinks; i++) {
		if (link[i].from == index)
			connect(d, &link[i]);
		if (link[i].kind == VSP_LINK_PORTAL && link[i].to == index)
			note_client(d, &link[i]);
	}
	page_end(d);
}
