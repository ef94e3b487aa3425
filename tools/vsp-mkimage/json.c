/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * json.c - the memory report for programs: one JSON object (RFC 8259), sizes
 * in bytes.
 */
#include <inttypes.h>

#include "board.h"
#include "usage.h"

/* Prints members and elements with the commas between them. */
struct json {
	FILE *to;
	bool first;
};

static void
json_string(FILE *to, const char *s)
{
	putc('"', to);
	for (; *s; s++) {
		if (*s == '"' || *s == '\\')
			fprintf(to, "\\%c", *s);
		else if ((unsigned char)*s < ' ')
			fprintf(to, "\\u%04x", (unsigned char)*s);
		else
			putc(*s, to);
	}
	putc('"', to);
}

static void
json_name(struct json *j, const char *name)
{
	if (!j->first)
		putc(',', j->to);
	j->first = false;
	if (name) {
		json_string(j->to, name);
		putc(':', j->to);
	}
}

static void
json_open(struct json *j, const char *name, char bracket)
{
	json_name(j, name);
	putc(bracket, j->to);
	j->first = true;
}

static void
json_close(struct json *j, char bracket)
{
	putc(bracket, j->to);
	j->first = false;
}

static void
json_text(struct json *j, const char *name, const char *s)
{
	json_name(j, name);
	json_string(j->to, s);
}

static void
json_number(struct json *j, const char *name, uint64_t n)
{
	json_name(j, name);
	fprintf(j->to, "%" PRIu64, n);
}

static void
json_program(struct json *j, const struct program *p)
{
	json_open(j, NULL, '{');
	json_text(j, "name", p->name);
	json_text(j, "path", p->path);
	json_number(j, "vector", p->elf.vector);
	json_number(j, "stretches", p->elf.nstretches);
	json_number(j, "relocations", p->elf.nrelocs);
	json_open(j, "segments", '[');
	for (unsigned i = 0; i < p->elf.nsegments; i++) {
		const struct vsp_image_segment *seg = &p->elf.segment[i];

		json_open(j, NULL, '{');
		json_text(j, "rights", seg->rights & 4 ? "rx" :
			  seg->rights & 2 ? "rw" : "r");
		json_number(j, "stretch", seg->first_stretch);
		json_number(j, "file_bytes", seg->file_bytes);
		json_number(j, "memory_bytes", seg->mem_bytes);
		json_close(j, '}');
	}
	json_close(j, ']');
	json_close(j, '}');
}

static void
json_sched(struct json *j, const struct desc *d, const struct domain *dom)
{
	json_text(j, "scheduler", sched_of(d, dom)->name);
	json_number(j, "share_permille", dom->share.n);
	json_number(j, "priority", dom->priority.n);
	json_number(j, "period_ns", dom->period.n);
	json_number(j, "slice_ns", dom->slice.n);
	if (dom->schedules)
		json_text(j, "policy", sched_policy_name(sched_policy(dom)));
}

static void
json_domain(struct json *j, const struct system *s, const struct usage *u,
	    unsigned index)
{
	const struct domain *dom = &s->desc.domain[index];
	const struct domain_usage *d = &u->domain[index];

	json_open(j, NULL, '{');
	json_text(j, "name", dom->name);
	json_text(j, "program", s->program[s->program_of[index]].name);
	json_number(j, "objects_bytes", d->objects);
	json_number(j, "segments_bytes", d->segments);
	json_number(j, "stack_bytes", d->stack);
	json_number(j, "memory_bytes", d->memory);
	json_number(j, "total_bytes", d->total);
	json_number(j, "stretch_tables", d->tables);
	json_sched(j, &s->desc, dom);
	json_close(j, '}');
}

static void
json_items(struct json *j, const struct system *s, const struct image *image)
{
	json_open(j, "contents", '[');
	for (unsigned i = 0; i < image->nitems; i++) {
		const struct image_item *item = &image->item[i];

		json_open(j, NULL, '{');
		json_text(j, "kind", item->kind);
		json_text(j, "name", item->name);
		json_text(j, "part", item->part);
		json_number(j, "offset", s->kernel.memory.len + item->offset);
		json_number(j, "bytes", item->bytes);
		json_close(j, '}');
	}
	json_close(j, ']');
}

static void
json_memory(struct json *j, const struct usage *u)
{
	json_open(j, "memory", '{');
	json_number(j, "ram_bytes", u->ram);
	json_number(j, "kernel_bytes", u->kernel);
	json_number(j, "boot_bytes", u->boot);
	json_number(j, "stretch_tables_bytes", u->tables_region);
	json_number(j, "payload_bytes", u->payload);
	json_number(j, "domains_bytes", u->domains);
	json_number(j, "shared_bytes", u->shared);
	json_number(j, "free_bytes", u->free);
	json_close(j, '}');
	json_open(j, "stretch_tables", '{');
	json_number(j, "all", USAGE_TABLES);
	json_number(j, "init", u->tables_init);
	json_number(j, "devices", u->tables_devices);
	json_number(j, "shared", u->tables_shared);
	json_number(j, "free", USAGE_TABLES - u->tables);
	json_close(j, '}');
}

void
report_json(FILE *to, const struct system *s, const struct image *image,
	    const struct usage *u, const char *output)
{
	struct json j = { to, true };

	json_open(&j, NULL, '{');
	json_text(&j, "system", s->desc.system.s);
	json_text(&j, "board", board_name);
	json_text(&j, "image", output);
	json_number(&j, "image_bytes",
		    s->kernel.memory.len + image->payload.len);
	json_memory(&j, u);
	json_open(&j, "programs", '[');
	json_program(&j, &s->init);
	for (unsigned i = 0; i < s->nprograms; i++)
		json_program(&j, &s->program[i]);
	json_close(&j, ']');
	json_open(&j, "domains", '[');
	for (unsigned i = 0; i < s->desc.ndomains; i++)
		json_domain(&j, s, u, i);
	json_close(&j, ']');
	json_items(&j, s, image);
	json_close(&j, '}');
	putc('\n', to);
}
