/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * main.c - init, the root program: builds what the description says with the
 * system calls anyone could use, starts it, schedules it and serves it.
 */
#include <string.h>
#include <vesper/sched.h>

#include "init.h"

extern const char __vsp_image[];	/* vesper.ld: its first byte */

#define INIT_BADGE	(~0ull)		/* no domain has it */

/* The domain that portals named "console" lead to; ndomains if none. */
static uint32_t
console_index(void)
{
	const struct vsp_image_link *link = payload_at(image->links);

	for (uint32_t i = 0; i < image->nlinks; i++)
		if (link[i].kind == VSP_LINK_PORTAL
		    && strcmp(link[i].name, "console") == 0)
			return link[i].to;
	return image->ndomains;
}

/* A domain, and before it those that schedule it: the tree of schedulers is
 * built from its root. */
static void
start(uint32_t index)
{
	while (!domains[index].started) {
		struct domain *d = &domains[index], *above;

		while ((above = domain_scheduler(d)) != NULL
		       && !above->started)
			d = above;
		domain_load(d);
		domain_connect((uint32_t)(d - domains));
		domain_start((uint32_t)(d - domains));
	}
}

static void
start_console(uint32_t index)
{
	start(index);
	must(vsp_derive(VSP_SLOT_CNODE, VSP_SLOT_CONSOLE,
			domains[index].domain, VSP_R_CALL, INIT_BADGE), "init",
	     "console");
	console_runs = true;
}

/* A fault of init's own, in the FAULT upcall: say so, and end. */
static bool
fail(const struct vsp_fault *fault)
{
	console_runs = false;
	report("has itself failed: %s", vsp_fault_kind(fault->syndrome));
	report("address 0x%llx, pc 0x%llx, first segment at 0x%llx",
	       (unsigned long long)fault->address,
	       (unsigned long long)fault->pc,
	       (unsigned long long)(uintptr_t)__vsp_image);
	power_off();
}

int
main(void)
{
	static union vsp_any_policy any;
	struct vsp_policy *policy;
	uint32_t console;

	vsp_pager(fail);
	startup_move_slots();
	payload_map();
	devices_make();
	policy = vsp_policy_described(&any, &image->policy);
	must(policy != NULL ? VSP_OK : VSP_E_ARG, NULL, "scheduling policy");
	vsp_sched_start(policy);
	console = console_index();
	for (uint32_t i = 0; i < image->ndomains; i++)
		domain_make(i);
	shared_make();
	if (console < image->ndomains)
		start_console(console);
	for (uint32_t i = 0; i < image->ndomains; i++)
		if (i != console)
			start(i);
	serve();
}
