/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * device.c - frames of device registers.
 *
 * An Untyped gives its pages in ascending order only, so the frames of all
 * devices are made at once, sorted by address: those of the description, and
 * the two that init itself may need.  Domains that have the same device share
 * one stretch.
 */
#include <stddef.h>

#include "init.h"

#define DEVICES_MAX 64u

static struct device devices[DEVICES_MAX];
static uint32_t ndevices;

/* Keep them sorted, each once. */
static void
device_add(uint64_t address, uint64_t bytes)
{
	uint64_t physical = address & ~(uint64_t)(VSP_PAGE_SIZE - 1);
	uint64_t pages = (address - physical + bytes + VSP_PAGE_SIZE - 1)
			 >> VSP_PAGE_SHIFT;
	uint32_t i = ndevices;

	for (uint32_t j = 0; j < ndevices; j++)
		if (devices[j].physical == physical)
			return;
	if (ndevices == DEVICES_MAX)
		must(VSP_E_NOMEM, NULL, "devices: at most 64");
	for (; i > 0 && devices[i - 1].physical > physical; i--)
		devices[i] = devices[i - 1];
	devices[i] = (struct device){ .physical = physical, .pages = pages };
	ndevices++;
}

static void
device_frame(struct device *device)
{
	struct vsp_retype what = {
		.type = VSP_TYPE_FRAME, .size_pages = device->pages,
		.count = 1, .first_slot = vsp_slot_alloc(),
	};
	uint64_t page = device->physical >> VSP_PAGE_SHIFT, first, size;

	for (unsigned i = 0; i < 2; i++) {
		must(vsp_untyped_info(slot_device[i], &first, &size, NULL),
		     NULL, "devices: info");
		if (page < first || page - first >= size)
			continue;
		what.offset_pages = page - first;
		must(vsp_retype(slot_device[i], &what, NULL), NULL,
		     "devices: frame");
		device->frame = what.first_slot;
	}
}

void
devices_make(void)
{
	const struct vsp_image_link *link = payload_at(image->links);

	device_add(UART0_ADDRESS, VSP_PAGE_SIZE);
	device_add(POWER_ADDRESS, VSP_PAGE_SIZE);
	for (uint32_t i = 0; i < image->nlinks; i++)
		if (link[i].kind == VSP_LINK_DEVICE)
			device_add(link[i].value, link[i].bytes);
	for (uint32_t i = 0; i < ndevices; i++)
		device_frame(&devices[i]);
}

static struct device *
device_find(uint64_t physical)
{
	for (uint32_t i = 0; i < ndevices; i++)
		if (devices[i].physical
		    == (physical & ~(uint64_t)(VSP_PAGE_SIZE - 1))
		    && devices[i].frame != 0)
			return &devices[i];
	return NULL;
}

const struct device *
device_mapped(uint64_t physical)
{
	struct device *device = device_find(physical);

	if (device == NULL || device->stretch != 0)
		return device;
	device->stretch = object_make(&(struct wanted){
		.what = "devices: stretch", .type = VSP_TYPE_STRETCH,
		.count = 1,
	});
	must(vsp_stretch_info(device->stretch, &device->address, NULL), NULL,
	     "devices: stretch info");
	must(vsp_map(device->stretch, device->frame, 0,
		     VSP_R_READ | VSP_R_WRITE), NULL, "devices: map");
	return device;
}

volatile uint32_t *
device_registers(uint64_t physical)
{
	const struct device *device = device_mapped(physical);
	vsp_slot own;

	if (device == NULL)
		return NULL;
	own = object_derive(NULL, "devices: derive", device->stretch,
			    VSP_R_READ | VSP_R_WRITE, 0);
	return (volatile uint32_t *)(uintptr_t)object_attach(NULL,
			"devices: attach", own);
}
