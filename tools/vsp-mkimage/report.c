/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * report.c - tells in a text where a system's memory goes, and its time.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "../common/memory.h"
#include "board.h"
#include "usage.h"

static void
print_size(FILE *to, const char *what, uint64_t bytes)
{
	fprintf(to, "  %-32s %9" PRIu64 " K\n", what, (bytes + 1023) / 1024);
}

static void
print_program(FILE *to, const struct program *p)
{
	for (unsigned i = 0; i < p->elf.nsegments; i++) {
		const struct vsp_image_segment *seg = &p->elf.segment[i];

		fprintf(to, "  %-16s %s %11" PRIu64 " %11" PRIu64 " %9u\n",
			i ? "" : p->name, seg->rights & 4 ? "r-x" :
			seg->rights & 2 ? "rw-" : "r--", seg->file_bytes,
			seg->mem_bytes, seg->first_stretch);
	}
}

static void
print_programs(FILE *to, const struct system *s)
{
	fprintf(to, "\n  %-16s     %11s %11s %9s\n", "program", "file bytes",
		"mem bytes", "stretch");
	print_program(to, &s->init);
	for (unsigned i = 0; i < s->nprograms; i++)
		print_program(to, &s->program[i]);
}

static void
print_domains(FILE *to, const struct system *s, const struct usage *u)
{
	fprintf(to, "\n  %-16s %-14s %8s %8s %8s %8s %8s %6s\n", "domain",
		"program", "objects", "segments", "stack", "memory", "total",
		"tables");
	for (unsigned i = 0; i < s->desc.ndomains; i++) {
		const struct domain_usage *d = &u->domain[i];

		fprintf(to, "  %-16s %-14s", s->desc.domain[i].name,
			s->program[s->program_of[i]].name);
		fprintf(to, " %6" PRIu64 " K %6" PRIu64 " K %6" PRIu64 " K",
			d->objects >> 10, d->segments >> 10, d->stack >> 10);
		fprintf(to, " %6" PRIu64 " K %6" PRIu64 " K %6u\n",
			d->memory >> 10, d->total >> 10, d->tables);
	}
}

/* "460us", as it could be written. */
static void
print_time(FILE *to, uint64_t ns)
{
	static const struct { uint64_t ns; const char *suffix; } unit[] = {
		{ 1000000000, "s" }, { 1000000, "ms" }, { 1000, "us" },
		{ 1, "ns" },
	};
	unsigned i = 0;

	while (ns % unit[i].ns)
		i++;
	fprintf(to, "%" PRIu64 "%s", ns / unit[i].ns, unit[i].suffix);
}

static void
print_wish(FILE *to, const struct system *s, const struct domain *dom,
	   enum vsp_policy_kind kind)
{
	uint64_t share = sched_share(&s->desc, dom);

	if (kind == VSP_POLICY_STRIDE) {
		fprintf(to, "%" PRIu64 ".%" PRIu64 "%%", share / 10,
			share % 10);
	} else if (kind == VSP_POLICY_FIXED_PRIORITY) {
		fprintf(to, "priority %" PRIu64, dom->priority.n);
	} else if (dom->slice.n) {
		print_time(to, dom->slice.n);
		fprintf(to, " in ");
		print_time(to, dom->period.n);
		if (dom->latency.n) {
			fprintf(to, ", after ");
			print_time(to, dom->latency.n);
			fprintf(to, " at most");
		}
	}
	if (kind == VSP_POLICY_EDF && (dom->extra.n || !dom->slice.n))
		fprintf(to, "%sextra time", dom->slice.n ? ", and " : "");
}

/* Who schedules whom; nothing if nothing was said about that. */
static void
print_schedulers(FILE *to, const struct system *s)
{
	bool said = s->desc.init.schedules;

	for (unsigned i = 0; i < s->desc.ndomains; i++)
		said |= s->desc.domain[i].schedules ||
			s->desc.domain[i].share.given;
	if (!said)
		return;
	fprintf(to, "\n  %-16s %-16s %-14s %s\n", "domain", "scheduler",
		"policy", "asks for");
	for (unsigned i = 0; i < s->desc.ndomains; i++) {
		const struct domain *dom = &s->desc.domain[i];
		const struct domain *above = sched_of(&s->desc, dom);

		fprintf(to, "  %-16s %-16s %-14s ", dom->name, above->name,
			sched_policy_name(sched_policy(above)));
		print_wish(to, s, dom, sched_policy(above));
		fprintf(to, "\n");
	}
}

static void
print_memory(FILE *to, const struct usage *u)
{
	fprintf(to, "\n");
	print_size(to, "kernel", u->kernel);
	print_size(to, "kernel at boot: RamTab, objects", u->boot);
	print_size(to, "stretch tables", u->tables_region);
	print_size(to, "init and packed programs", u->payload);
	print_size(to, "domains", u->domains);
	print_size(to, "shared memory", u->shared);
	print_size(to, "free", u->free);
	fprintf(to, "  of %" PRIu64 " MiB\n", u->ram >> 20);
	fprintf(to, "\n  stretch tables: %u for init, %u for devices, "
		"%u for shared memory,\n  %u for domains; %u of %u are free\n",
		u->tables_init, u->tables_devices, u->tables_shared,
		u->tables - u->tables_init - u->tables_devices -
		u->tables_shared, USAGE_TABLES - u->tables, USAGE_TABLES);
}

void
report_print(FILE *to, enum report_format format, const struct system *s,
	     const struct image *image, const struct usage *u,
	     const char *output)
{
	if (format == REPORT_JSON) {
		report_json(to, s, image, u, output);
		return;
	}
	fprintf(to, "system '%s' for %s: %s, %zu bytes\n", s->desc.system.s,
		board_name, output,
		s->kernel.memory.len + image->payload.len);
	print_programs(to, s);
	print_domains(to, s, u);
	print_schedulers(to, s);
	print_memory(to, u);
}

/* One line for each thing in the file: offset, bytes, what, whose. */
void
report_map(struct blob *to, const struct system *s, const struct image *image)
{
	size_t base = s->kernel.memory.len;
	char *line = need_printf("# offset bytes what whose part\n"
				 "0x%08x %zu kernel %s\n", 0u, base,
				 path_base(s->kernel.path));

	blob_add(to, line, strlen(line), 1);
	free(line);
	for (unsigned i = 0; i < image->nitems; i++) {
		const struct image_item *item = &image->item[i];

		line = need_printf("0x%08zx %zu %s %s %s\n",
				   base + item->offset, item->bytes,
				   item->kind, item->name, item->part);
		blob_add(to, line, strlen(line), 1);
		free(line);
	}
}
