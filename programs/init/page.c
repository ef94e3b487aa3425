/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * page.c - the startup pages of a domain: written while its system stretch is
 * still attached to init.
 *
 *	struct vsp_startup | links, in order | arguments | children
 */
#include <string.h>

#include "init.h"

#define STARTUP_BYTES (VSP_STARTUP_PAGES * (uint64_t)VSP_PAGE_SIZE)

static struct vsp_startup *
startup_of(const struct domain *d)
{
	return (struct vsp_startup *)(uintptr_t)
		(d->system_address
		 + VSP_SYSTEM_STARTUP * (uint64_t)VSP_PAGE_SIZE);
}

static uint64_t
links_end(const struct vsp_startup *startup)
{
	return sizeof(*startup)
	       + startup->nlinks * sizeof(struct vsp_startup_link);
}

void
page_begin(struct domain *d)
{
	struct vsp_startup *startup = startup_of(d);

	*startup = (struct vsp_startup){
		.magic = VSP_STARTUP_MAGIC,
		.version = VSP_STARTUP_VERSION,
		.base = d->base,
		.nslots = d->image->slots_pages * VSP_SLOTS_PER_PAGE,
		.stack_pages = d->image->stack_pages,
		.memory_pages = d->image->memory_pages,
		.tables = d->image->tables,
		.boot_count = init_boot_count,
	};
	memcpy(startup->name, d->image->name, VSP_IMAGE_NAME);
	startup->policy = d->image->policy;
}

void
page_link(struct domain *d, const struct vsp_startup_link *link)
{
	struct vsp_startup *startup = startup_of(d);

	if (links_end(startup) + sizeof(*link) > STARTUP_BYTES)
		must(VSP_E_NOMEM, d->image->name, "startup pages: links");
	startup->link[startup->nlinks++] = *link;
}

static uint64_t
args_bytes(const char *args, uint32_t argc)
{
	const char *end = args;

	for (uint32_t i = 0; i < argc; i++)
		end += strlen(end) + 1;
	return (uint64_t)(end - args);
}

/* Whom it schedules, if it is a scheduler. */
static void
page_children(struct domain *d, uint64_t end)
{
	struct vsp_startup *startup = startup_of(d);
	struct vsp_startup_child *child;

	startup->children = (end + 7) & ~7ull;
	child = (struct vsp_startup_child *)(void *)
		((char *)startup + startup->children);
	for (uint32_t i = 0; i < image->ndomains; i++) {
		if (domain_scheduler(&domains[i]) != d)
			continue;
		if ((uintptr_t)(child + 1) - (uintptr_t)startup
		    > STARTUP_BYTES)
			must(VSP_E_NOMEM, d->image->name,
			     "startup pages: children");
		*child = (struct vsp_startup_child){
			.index = i, .time = domains[i].image->time,
		};
		memcpy(child->name, domains[i].image->name, VSP_IMAGE_NAME);
		child++;
		startup->nchildren++;
	}
}

void
page_end(struct domain *d)
{
	struct vsp_startup *startup = startup_of(d);
	const char *args = payload_at(d->image->args);
	uint64_t bytes = args_bytes(args, d->image->argc);

	startup->args = links_end(startup);
	startup->argc = d->image->argc;
	startup->first_free = VSP_SLOT_LINK + d->nlinks;
	if (startup->args + bytes > STARTUP_BYTES)
		must(VSP_E_NOMEM, d->image->name, "startup pages: arguments");
	memcpy((char *)startup + startup->args, args, bytes);
	page_children(d, startup->args + bytes);
}
