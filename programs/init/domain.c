/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * domain.c - a domain's objects, its memory, and its start.
 *
 * First the objects of all domains are made, so that links can be derived
 * from any; then each is loaded, connected and started.
 */
#include <vesper/sched.h>
#include <vesper/startup.h>

#include "init.h"

#define RW (VSP_R_READ | VSP_R_WRITE)

struct domain domains[INIT_NDOMAINS];

static void
make_objects(struct domain *d)
{
	const char *who = d->image->name;

	d->cnode = object_make(&(struct wanted){
		who, "CNode", VSP_TYPE_CNODE, d->image->slots_pages, 1,
		NULL });
	d->pd = object_make(&(struct wanted){
		who, "PD", VSP_TYPE_PD, VSP_PD_PAGES, 1, NULL });
	d->domain = object_make(&(struct wanted){
		who, "Domain", VSP_TYPE_DOMAIN, VSP_DOMAIN_PAGES, 1,
		&d->page });
	d->system = object_make(&(struct wanted){
		who, "system stretch", VSP_TYPE_STRETCH, 1, 1, NULL });
	d->segments = object_make(&(struct wanted){
		who, "program's stretches", VSP_TYPE_STRETCH, 1,
		d->program->nstretches, NULL });
}

/* DCB, startup pages, stacks. */
static void
make_system_stretch(struct domain *d)
{
	const char *who = d->image->name;

	if (d->image->stack_pages > VSP_STRETCH_NPAGES - 1 - VSP_SYSTEM_STACK)
		must(VSP_E_ARG, who, "stack");
	d->system_address = object_attach(who, "system stretch: attach",
					  d->system);
	must(vsp_domain_map_dcb(d->domain, d->system, VSP_SYSTEM_DCB, NULL),
	     who, "DCB: map");
	object_map(who, "startup pages", d->system, VSP_SYSTEM_STARTUP,
		   VSP_STARTUP_PAGES, RW);
	object_map(who, "upcall stack", d->system, VSP_SYSTEM_UPCALL_STACK,
		   VSP_UPCALL_STACK_PAGES, RW);
	object_map(who, "stack", d->system, VSP_SYSTEM_STACK,
		   d->image->stack_pages, RW);
}

void
domain_make(uint32_t index)
{
	const struct vsp_image_domain *all = payload_at(image->domains);
	const struct vsp_image_program *programs = payload_at(image->programs);
	struct domain *d = &domains[index];

	d->image = &all[index];
	d->program = &programs[d->image->program];
	make_objects(d);
	make_system_stretch(d);
}

struct domain *
domain_of_badge(uint64_t badge)
{
	if (badge == 0 || badge > image->ndomains)
		return NULL;
	return &domains[badge - 1];
}

/* Put a capability of the domain's into its own space. */
static void
endow(struct domain *d, const char *what, vsp_slot slot, vsp_slot from,
      uint64_t rights, uint64_t badge)
{
	must(vsp_derive(d->cnode, slot, from, rights, badge), d->image->name,
	     what);
}

/* Memory that is the domain's own: moved, for Untyped cannot be derived. */
static void
endow_untyped(struct domain *d, const char *what, vsp_slot slot,
	      vsp_slot from, uint64_t pages)
{
	struct vsp_retype untyped = {
		.type = VSP_TYPE_UNTYPED, .size_pages = pages, .count = 1,
		.first_slot = vsp_slot_alloc(),
		.offset_pages = VSP_RETYPE_NEXT,
	};

	if (pages == 0) {
		vsp_slot_free(untyped.first_slot);
		return;
	}
	must(vsp_retype(from, &untyped, NULL), d->image->name, what);
	object_move(d->image->name, what, d->cnode, slot, untyped.first_slot);
}

static void
endow_all(uint32_t index)
{
	struct domain *d = &domains[index];
	vsp_slot system = object_derive(d->image->name, "system stretch",
					d->system, RW | VSP_R_META, 0);

	must(vsp_detach(d->system), d->image->name, "system stretch: detach");
	must(vsp_attach(system, d->pd, RW, NULL), d->image->name,
	     "system stretch: attach");
	object_move(d->image->name, "system stretch", d->cnode,
		    VSP_SLOT_SYSTEM, system);
	endow(d, "own CNode", VSP_SLOT_CNODE, d->cnode, RW, 0);
	endow(d, "own PD", VSP_SLOT_PD, d->pd, VSP_R_ATTACH | VSP_R_USE, 0);
	endow(d, "itself", VSP_SLOT_DOMAIN, d->domain, VSP_R_ALL, 0);
	endow(d, "portal to init", VSP_SLOT_INIT, VSP_SLOT_DOMAIN, VSP_R_CALL,
	      index + 1);
	endow_untyped(d, "memory", VSP_SLOT_MEMORY, VSP_BOOT_RAM,
		      d->image->memory_pages);
	endow_untyped(d, "tables", VSP_SLOT_TABLES, VSP_BOOT_TABLES,
		      d->image->tables);
}

struct domain *
domain_scheduler(const struct domain *d)
{
	return d->image->scheduler < image->ndomains
	       ? &domains[d->image->scheduler] : NULL;
}

static vsp_slot
scheduler_slot(const struct domain *d)
{
	const struct domain *scheduler = domain_scheduler(d);

	return scheduler != NULL ? scheduler->domain : VSP_SLOT_DOMAIN;
}

/* A domain has the same number, 0 to 63, under whatever scheduler. */
void
domain_start(uint32_t index)
{
	struct domain *d = &domains[index];
	const char *who = d->image->name;

	endow_all(index);
	must(vsp_domain_set_spaces(d->domain, d->cnode, d->pd), who,
	     "spaces");
	must(vsp_domain_set_entry(d->domain, d->base + d->program->vector,
				  d->system_address
				  + (VSP_SYSTEM_UPCALL_STACK
				     + VSP_UPCALL_STACK_PAGES)
				    * (uint64_t)VSP_PAGE_SIZE), who, "entry");
	must(vsp_domain_set_parent(d->domain, scheduler_slot(d), index), who,
	     "parent");
	if (d->image->scheduler == VSP_IMAGE_INIT)
		must(vsp_sched_add_described(index, &d->image->time), who,
		     "scheduler");
	must(vsp_domain_start(d->domain), who, "start");
	d->started = true;
}
