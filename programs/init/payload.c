/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * payload.c - the packed image, mapped as it lies in memory.
 *
 * Its frames are contiguous, and so are stretches that are made one after
 * the other: a byte's offset is its distance from the first stretch.
 */
#include "init.h"

const struct vsp_image *image;

static uint64_t
map_next(uint32_t n)
{
	struct vsp_stretch *stretch;

	must(vsp_stretch_create(&stretch), NULL, "payload: stretch");
	must(vsp_map(stretch->slot, VSP_BOOT_PAYLOAD + n, 0, VSP_R_READ),
	     NULL, "payload: map");
	return stretch->address;
}

void
payload_map(void)
{
	uint64_t first = map_next(0);

	for (uint32_t n = 1; n < bootinfo->npayload; n++)
		if (map_next(n) != first + n * VSP_STRETCH_SIZE)
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
