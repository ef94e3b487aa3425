/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * check_domain.c - the checks that look at one domain.
 */
#include <string.h>
#include <vesper/op.h>
#include <vesper/startup.h>

#include "board.h"
#include "checks.h"

static void
check_domain_name(struct system *s, const struct domain *dom)
{
	struct subject who = about_domain(s, dom, dom->at);

	check_name(s, &who);
	if (!strcmp(dom->name, "init"))
		msg_error(&s->msgs, &who, "the name is the root program's");
}

static void
check_program(struct system *s, const struct domain *dom)
{
	struct subject who = about_domain(s, dom, dom->program.at);

	if (dom->program.s || dom->program.bad)
		return;
	msg_error(&s->msgs, &who, "has no program");
	msg_hint(&s->msgs, "say program = \"FILE\"");
}

static void
check_memory(struct system *s, const struct domain *dom)
{
	struct subject who = about_domain(s, dom, dom->memory.at);

	if (!dom->memory.bad)
		check_page_size(s, &who, "memory", dom->memory.n,
				board_ram_bytes);
}

/* The stack lies in the system stretch, behind what else is there; the last
 * page is left unmapped. */
static void
check_stack(struct system *s, const struct domain *dom)
{
	struct subject who = about_domain(s, dom, dom->stack.at);

	if (!dom->stack.bad)
		check_page_size(s, &who, "stack", dom->stack.n,
				(VSP_STRETCH_NPAGES - 1 - VSP_SYSTEM_STACK) <<
				VSP_PAGE_SHIFT);
}

static void
check_domain_tables(struct system *s, const struct domain *dom)
{
	struct subject who = about_domain(s, dom, dom->tables.at);

	if (dom->tables.n >= USAGE_TABLES)
		msg_error(&s->msgs, &who, "tables: %llu are more than there "
			  "are (%u)", (unsigned long long)dom->tables.n,
			  USAGE_TABLES);
}

static void
check_slots(struct system *s, const struct domain *dom)
{
	struct subject who = about_domain(s, dom, dom->slots.at);
	unsigned links = domain_links(&s->desc, dom->name);
	unsigned most = VSP_STRETCH_NPAGES * VSP_SLOTS_PER_PAGE;

	if (dom->slots.bad)
		return;
	if (dom->slots.n > most) {
		msg_error(&s->msgs, &who, "slots: %llu are too many (at most "
			  "%u)", (unsigned long long)dom->slots.n, most);
	} else if (dom->slots.n < VSP_SLOT_LINK + links) {
		msg_error(&s->msgs, &who, "slots: %llu are too few for %u "
			  "links and %u slots that every domain has",
			  (unsigned long long)dom->slots.n, links,
			  VSP_SLOT_LINK);
	}
}

static void
check_share(struct system *s, const struct domain *dom)
{
	struct subject who = about_domain(s, dom, dom->share.at);

	if (dom->share.given && (!dom->share.n || dom->share.n > 1000))
		msg_error(&s->msgs, &who, "share %llu.%llu%% is not above 0%% "
			  "and at most 100%%",
			  (unsigned long long)dom->share.n / 10,
			  (unsigned long long)dom->share.n % 10);
}

static size_t
children_of(const struct system *s, const struct domain *dom)
{
	size_t count = 0;

	for (unsigned i = 0; i < s->desc.ndomains; i++)
		count += sched_of(&s->desc, &s->desc.domain[i]) == dom;
	return count;
}

/* The startup pages hold the links, the clients and the arguments. */
static void
check_startup(struct system *s, const struct domain *dom)
{
	struct subject who = about_domain(s, dom, dom->at);
	size_t links = domain_links(&s->desc, dom->name);
	size_t args = 0, size, most = VSP_STARTUP_PAGES * VSP_PAGE_SIZE;

	for (unsigned i = 0; i < s->desc.nlinks; i++) {
		const struct link *link = &s->desc.link[i];

		links += link->kind == VSP_LINK_PORTAL && link->to.s &&
			!strcmp(link->to.s, dom->name);
	}
	for (unsigned i = 0; i < dom->nargs; i++)
		args += strlen(dom->args[i].s) + 1;
	size = sizeof(struct vsp_startup) + args +
		links * sizeof(struct vsp_startup_link) +
		8 + children_of(s, dom) * sizeof(struct vsp_startup_child);
	if (size > most && dom->schedules)
		msg_error(&s->msgs, &who, "arguments (%zu bytes), %zu links "
			  "and clients, and %zu children take %zu bytes at "
			  "its start (at most %zu)", args, links,
			  children_of(s, dom), size, most);
	else if (size > most)
		msg_error(&s->msgs, &who, "arguments (%zu bytes) and %zu links"
			  " and clients take %zu bytes at its start (at most "
			  "%zu)", args, links, size, most);
}

static bool
has_dma_device(const struct system *s, const struct domain *dom,
	       const struct link **which)
{
	for (unsigned i = 0; i < s->desc.nlinks; i++) {
		const struct link *link = &s->desc.link[i];
		const struct board_device *device;

		if (link->kind != VSP_LINK_DEVICE ||
		    strcmp(link->from.s, dom->name))
			continue;
		device = board_device_find(link->name);
		*which = link;
		if (device && device->dma && !device->refused)
			return true;
	}
	return false;
}

/* There is no IOMMU: who starts DMA can reach all memory. */
static void
check_dma(struct system *s, const struct domain *dom)
{
	const struct link *link;
	struct subject who;

	if (dom->dma.n || dom->dma.bad || !has_dma_device(s, dom, &link))
		return;
	who = about_domain(s, dom, link->at);
	msg_error(&s->msgs, &who, "device '%s' can reach all memory by DMA",
		  link->name);
	msg_hint(&s->msgs, "if '%s' is to be trusted with that, say "
		 "dma = true", dom->name);
}

const struct domain_check domain_check[] = {
	{ false, check_domain_name },
	{ false, check_program },
	{ true, check_memory },
	{ true, check_stack },
	{ true, check_domain_tables },
	{ true, check_slots },
	{ true, check_share },
	{ true, check_scheduler_of },
	{ true, check_policy },
	{ true, check_time },
	{ false, check_startup },
	{ false, check_dma },
};
const size_t ndomain_checks = sizeof domain_check / sizeof *domain_check;
