/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * check.c - checks a system: each domain and link by the tables of checks, and
 * then what all of them take together.
 */
#include <inttypes.h>
#include <string.h>
#include <vesper/bootinfo.h>
#include <vesper/op.h>
#include <vesper/syscall.h>

#include "board.h"
#include "checks.h"

/* One child of init for each domain; init keeps one place. */
#define DOMAINS_MAX	(VSP_NCHILDREN - 1)

static void
check_system_name(struct system *s)
{
	struct subject who = about_system(s, s->desc.system.at);

	if (s->desc.system.s) {
		check_name(s, &who);
	} else if (!s->desc.system.bad) {
		msg_error(&s->msgs, &who, "the system has no name");
		msg_hint(&s->msgs, "say system = \"NAME\"");
	}
}

static void
check_console(struct system *s)
{
	struct subject who = about_system(s, s->desc.console.at);

	if (!s->desc.console.s ||
	    desc_domain(&s->desc, s->desc.console.s) >= 0)
		return;
	msg_error(&s->msgs, &who, "console: there is no domain '%s'",
		  s->desc.console.s);
	hint_domain(s, s->desc.console.s);
}

static void
check_domain_count(struct system *s)
{
	struct subject who = about_system(s, s->desc.system.at);

	if (source_find(&s->desc.source, SOURCE_TOP, "domain", NULL) < 0)
		msg_error(&s->msgs, &who, "has no domain");
	if (s->desc.ndomains > DOMAINS_MAX)
		msg_error(&s->msgs, &who, "has %u domains (at most %u)",
			  s->desc.ndomains, DOMAINS_MAX);
}

/* A system ends when all domains but the daemons have. */
static void
check_daemons(struct system *s)
{
	struct subject who = about_system(s, s->desc.system.at);

	for (unsigned i = 0; i < s->desc.ndomains; i++)
		if (!s->desc.domain[i].daemon.n)
			return;
	if (!s->desc.ndomains)
		return;
	msg_error(&s->msgs, &who, "would end at once: every domain is a "
		  "daemon (%u of %u)", s->desc.ndomains, s->desc.ndomains);
	msg_hint(&s->msgs, "take daemon = true from a domain that the "
		 "system is to last for");
}

static void
check_shared(struct system *s)
{
	uint64_t most = VSP_STRETCH_NPAGES << VSP_PAGE_SHIFT;

	for (unsigned i = 0; i < s->desc.nshared; i++) {
		const struct shared *area = &s->desc.shared[i];
		struct subject who = about_shared(s, area, area->at);

		check_name(s, &who);
		who.at = area->size.at;
		if (area->size.given)
			check_page_size(s, &who, "size", area->size.n, most);
		else if (!area->size.bad)
			msg_error(&s->msgs, &who, "has no size");
	}
}

static void
check_memory_sum(struct system *s, const struct usage *u)
{
	struct subject who = about_system(s, s->desc.system.at);

	if (u->total <= u->ram)
		return;
	msg_error(&s->msgs, &who, "takes %" PRIu64 " K of %" PRIu64 " K of "
		  "memory: kernel %" PRIu64 " K, programs %" PRIu64 " K, "
		  "tables %" PRIu64 " K, domains %" PRIu64 " K, shared %"
		  PRIu64 " K", u->total >> 10, u->ram >> 10,
		  (u->kernel + u->boot) >> 10,
		  u->payload >> 10, u->tables_region >> 10, u->domains >> 10,
		  u->shared >> 10);
}

static void
check_tables_sum(struct system *s, const struct usage *u)
{
	struct subject who = about_system(s, s->desc.system.at);

	if (u->tables <= USAGE_TABLES)
		return;
	msg_error(&s->msgs, &who, "takes %u of %u stretch tables: init %u, "
		  "devices %u, shared memory %u, domains %u", u->tables,
		  USAGE_TABLES, u->tables_init, u->tables_devices,
		  u->tables_shared, u->tables - u->tables_init -
		  u->tables_devices - u->tables_shared);
	msg_hint(&s->msgs, "a domain takes one for each 2 MiB of its program, "
		 "one for its stack, and its `tables`");
}

/* Its stretches have slots of their own in init's first capability space. */
static void
check_init(struct system *s)
{
	struct subject who = {
		s->init.path, { 0, 0 }, "root program", s->init.name
	};
	unsigned most = VSP_BOOT_PAYLOAD - VSP_BOOT_SEGMENT;

	if (s->init.good && s->init.elf.nstretches > most)
		msg_error(&s->msgs, &who, "takes %u stretches (at most %u)",
			  s->init.elf.nstretches, most);
}

/* Programs as they lie in the image. */
static uint64_t
payload_estimate(const struct system *s)
{
	uint64_t bytes = elfprog_pages(&s->init.elf) << VSP_PAGE_SHIFT;

	for (unsigned i = 0; i < s->nprograms; i++)
		for (unsigned k = 0; k < s->program[i].elf.nsegments; k++)
			bytes += s->program[i].elf.segment[k].file_bytes;
	return bytes;
}

/* The kernel hands the payload to init as one frame for each 2 MiB. */
static void
check_payload(struct system *s, uint64_t bytes)
{
	struct subject who = about_system(s, s->desc.system.at);
	uint64_t most = (uint64_t)(VSP_BOOT_FREE - VSP_BOOT_PAYLOAD - 1) <<
		VSP_STRETCH_SHIFT;

	if (bytes > most)
		msg_error(&s->msgs, &who, "the programs have %" PRIu64 " bytes"
			  " (at most %" PRIu64 ")", bytes, most);
}

static void
check_sums(struct system *s)
{
	uint64_t payload = payload_estimate(s);
	struct usage u;

	usage_compute(&u, s, payload);
	check_schedulers(s);
	check_memory_sum(s, &u);
	check_tables_sum(s, &u);
	check_payload(s, payload);
	usage_free(&u);
}

static void (*const system_checks[])(struct system *s) = {
	check_system_name, check_console, check_domain_count, check_daemons,
	check_init, check_init_policy,
};

static void
check_domains(struct system *s, bool sizes)
{
	for (size_t c = 0; c < ndomain_checks; c++)
		for (unsigned i = 0; i < s->desc.ndomains; i++)
			if (domain_check[c].size == sizes)
				domain_check[c].check(s, &s->desc.domain[i]);
}

static void
check_links(struct system *s)
{
	for (size_t c = 0; c < nlink_checks; c++)
		for (unsigned i = 0; i < s->desc.nlinks; i++)
			if (link_check[c].kind == s->desc.link[i].kind)
				link_check[c].check(s, &s->desc.link[i]);
}

/* Sums are made only of numbers that are sensible one by one. */
void
system_check(struct system *s)
{
	unsigned before = s->msgs.count;

	check_domains(s, true);
	check_shared(s);
	if (s->msgs.count == before)
		check_sums(s);
	for (size_t i = 0; i < sizeof system_checks / sizeof *system_checks;
	     i++)
		system_checks[i](s);
	check_domains(s, false);
	check_links(s);
}
