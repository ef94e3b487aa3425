/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * payload.c - the packed image, mapped as it lies in memory.
 *
 * Its frames are contiguous, and so are stretches that are made in one go: a
 * byte's offset is its distance from the first stretch.
 */
#include "init.h"

const struct vsp_image *image;

static uint64_t
map_frame(vsp_slot stretch, vsp_slot frame)
{
	uint64_t address = 0;

	must(vsp_map(stretch, frame, 0, VSP_R_READ), NULL, "payload: map");
	must(vsp_attach(stretch, VSP_SLOT_PD, VSP_R_READ, &address), NULL,
	     "payload: attach");
	return address;
}

void
payload_map(void)
{
	vsp_slot stretch = object_make(&(struct wanted){
		.what = "payload: stretches", .type = VSP_TYPE_STRETCH,
		.count = bootinfo->npayload,
	});
	uint64_t first = map_frame(stretch, VSP_BOOT_PAYLOAD);

	for (uint32_t n = 1; n < bootinfo->npayload; n++)
		if (map_frame(stretch + n, VSP_BOOT_PAYLOAD + n)
		    != first + n * VSP_STRETCH_SIZE)
			must(VSP_E_STATE, NULL, "payload: stretches in a row");
	image = (const struct vsp_image *)(uintptr_t)first;
	if (image->magic != VSP_IMAGE_MAGIC
	    || image->version != VSP_IMAGE_VERSION)
		must(VSP_E_STATE, NULL, "payload: magic and version");
	if (image->ndomains > INIT_NDOMAINS)
		must(VSP_E_ARG, NULL, "payload: at most 64 domains");
}

const void *
payload_at(uint64_t offset)
{
	return (const char *)image + offset;
}
