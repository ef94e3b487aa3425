/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * load.c - a domain's program: copied, relocated, and given to its PD.
 *
 * The stretches are made in one go, so they lie in a row as the program wants
 * it.  Init writes to them through the owner capability, and takes itself out
 * before the domain is let in through a derived one: the same pages are rw
 * here and rx there, never both in one PD.
 */
#include <string.h>

#include "init.h"

#define RWX (VSP_R_READ | VSP_R_WRITE | VSP_R_EXEC)

static uint64_t
pages_of(uint64_t bytes)
{
	return (bytes + VSP_PAGE_SIZE - 1) >> VSP_PAGE_SHIFT;
}

/* Attach all stretches to init; gives the address of the first. */
static uint64_t
open_stretches(const struct domain *d)
{
	uint64_t base = 0;

	for (uint32_t i = 0; i < d->program->nstretches; i++) {
		uint64_t address = object_attach(d->image->name,
				"program's stretch: attach", d->segments + i);

		if (i == 0)
			base = address;
		if (address != base + i * VSP_STRETCH_SIZE)
			must(VSP_E_STATE, d->image->name,
			     "program's stretches in a row");
	}
	return base;
}

static void
map_segment(const struct domain *d, const struct vsp_image_segment *segment)
{
	uint64_t left = pages_of(segment->mem_bytes);
	uint64_t rights = VSP_R_READ | VSP_R_WRITE | segment->rights;

	for (uint32_t i = 0; left != 0; i++) {
		uint64_t pages = left < VSP_STRETCH_NPAGES
				 ? left : VSP_STRETCH_NPAGES;

		object_map(d->image->name, "program's frames",
			   d->segments + segment->first_stretch + i, 0, pages,
			   rights & RWX);
		left -= pages;
	}
}

static char *
program_at(const struct domain *d, uint64_t offset)
{
	return (char *)(uintptr_t)(d->base + offset);
}

static void
copy_segment(const struct domain *d, const struct vsp_image_segment *segment)
{
	memcpy(program_at(d, segment->first_stretch * VSP_STRETCH_SIZE),
	       payload_at(segment->offset), segment->file_bytes);
}

static void
relocate(const struct domain *d)
{
	const struct vsp_image_reloc *reloc = payload_at(d->program->relocs);

	for (uint64_t i = 0; i < d->program->nrelocs; i++) {
		uint64_t value = d->base + (uint64_t)reloc[i].addend;

		memcpy(program_at(d, reloc[i].where), &value, sizeof(value));
	}
}

/* What was written as data is about to be fetched as instructions. */
static void
publish_segment(const struct domain *d,
		const struct vsp_image_segment *segment)
{
	char *start = program_at(d, segment->first_stretch
				    * VSP_STRETCH_SIZE);

	if (segment->rights & VSP_R_EXEC)
		__builtin___clear_cache(start, start + segment->mem_bytes);
}

static void
give_stretch(const struct domain *d, vsp_slot owner, uint32_t rights)
{
	vsp_slot slot = object_derive(d->image->name, "program's stretch",
				      owner, rights, 0);

	must(vsp_detach(owner), d->image->name, "program's stretch: detach");
	must(vsp_attach(slot, d->pd, rights, NULL), d->image->name,
	     "program's stretch: attach");
}

static void
give_segment(const struct domain *d, const struct vsp_image_segment *segment)
{
	uint64_t stretches = (segment->mem_bytes + VSP_STRETCH_SIZE - 1)
			     >> VSP_STRETCH_SHIFT;

	for (uint64_t i = 0; i < stretches; i++)
		give_stretch(d, d->segments + segment->first_stretch + i,
			     segment->rights);
}

void
domain_load(struct domain *d)
{
	const struct vsp_image_program *program = d->program;

	d->base = open_stretches(d);
	for (uint32_t i = 0; i < program->nsegments; i++) {
		map_segment(d, &program->segment[i]);
		copy_segment(d, &program->segment[i]);
	}
	relocate(d);
	for (uint32_t i = 0; i < program->nsegments; i++) {
		publish_segment(d, &program->segment[i]);
		give_segment(d, &program->segment[i]);
	}
}
