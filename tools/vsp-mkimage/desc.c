/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * desc.c - reads a system description into struct desc, without judging more
 * of it than each value's form.
 */
#include <stdlib.h>
#include <string.h>
#include <vesper/rights.h>

#include "../common/memory.h"
#include "desc.h"

#define SCHED_QUANTUM_NS	10000000u
#define SCHED_PROGRAM		"vsp-sched"

/* A section that is being read, and where it stands. */
struct reader {
	struct desc *desc;
	struct msgs *msgs;
	cfg_t *cfg;
	int statement;
	const char *kind, *name;
};

const char *
link_kind_name(enum vsp_link_kind kind)
{
	static const char *const name[] = {
		[VSP_LINK_PORTAL] = "portal",
		[VSP_LINK_EVENT] = "event",
		[VSP_LINK_SHARED] = "shared",
		[VSP_LINK_DEVICE] = "device",
		[VSP_LINK_IRQ] = "irq",
		[VSP_LINK_TRACE] = "trace",
	};

	return name[kind];
}

int
desc_domain(const struct desc *d, const char *name)
{
	for (unsigned i = 0; i < d->ndomains; i++)
		if (!strcmp(d->domain[i].name, name))
			return (int)i;
	return -1;
}

static struct reader
reader_section(const struct reader *outer, const char *kind, unsigned n)
{
	struct reader r = *outer;

	r.cfg = cfg_getnsec(outer->cfg, kind, n);
	r.kind = kind;
	r.name = cfg_title(r.cfg);
	r.statement = source_find(&r.desc->source, outer->statement, kind,
				  r.name);
	return r;
}

static int
reader_find(const struct reader *r, const char *option)
{
	return source_find(&r->desc->source, r->statement, option, NULL);
}

/* An option's text; without the option, `at` is where it is missed. */
static struct text
read_text(const struct reader *r, const char *option)
{
	const struct source *source = &r->desc->source;
	int statement = reader_find(r, option);
	const char *s = cfg_getstr(r->cfg, option);

	if (!s)
		return (struct text){
			.bad = statement >= 0,
			.at = source_title(source, r->statement),
		};
	return (struct text){ s, false, source_value(source, statement) };
}

static struct number
read_number(const struct reader *r, const char *option, value_parser parse)
{
	struct text text = read_text(r, option);
	struct number number = { .at = text.at, .bad = text.bad };

	if (!text.s)
		return number;
	number.given = parse(text.s, &number.n);
	if (!number.given) {
		number.bad = true;
		number.n = 0;
		msg_error(r->msgs, &(struct subject){
				r->desc->file, text.at, r->kind, r->name },
			  "%s '%s' is not %s", option, text.s,
			  value_expected(parse));
		if (value_unit(parse, text.s))
			msg_hint(r->msgs, "its unit is written %s",
				 value_unit(parse, text.s));
	}
	return number;
}

static struct number
read_default(const struct reader *r, const char *option, value_parser parse,
	     uint64_t otherwise)
{
	struct number number = read_number(r, option, parse);

	if (!number.given)
		number.n = otherwise;
	return number;
}

static void
read_args(const struct reader *r, struct domain *dom)
{
	struct place at = source_value(&r->desc->source,
				       reader_find(r, "args"));

	for (unsigned i = 0; i < cfg_size(r->cfg, "args"); i++)
		*ARRAY_ADD(dom->args, dom->nargs) = (struct text){
			.s = cfg_getnstr(r->cfg, "args", i), .at = at
		};
}

static struct link *
read_link(const struct reader *r, enum vsp_link_kind kind)
{
	struct link *link = ARRAY_ADD(r->desc->link, r->desc->nlinks);

	link->kind = kind;
	link->name = r->name;
	link->at = source_title(&r->desc->source, r->statement);
	link->shared = -1;
	return link;
}

/* How each kind of link in a domain's section is read. */
static const struct link_option {
	enum vsp_link_kind kind;
	bool has_to;
	const char *value;	/* option for `value`, or NULL */
	bool has_rights;
} link_option[] = {
	{ VSP_LINK_PORTAL, true, "badge", false },
	{ VSP_LINK_EVENT, true, "bits", false },
	{ VSP_LINK_DEVICE, false, NULL, true },
	{ VSP_LINK_IRQ, false, "event", false },
	{ VSP_LINK_TRACE, false, NULL, false },
};

static void
read_links(const struct reader *outer, const struct link_option *how)
{
	const char *kind = link_kind_name(how->kind);

	for (unsigned i = 0; i < cfg_size(outer->cfg, kind); i++) {
		struct reader r = reader_section(outer, kind, i);
		struct link *link = read_link(&r, how->kind);

		link->from = (struct text){ .s = outer->name, .at = link->at };
		if (how->has_to)
			link->to = read_text(&r, "to");
		if (how->value)
			link->value = read_number(&r, how->value,
						  value_integer);
		if (how->has_rights)
			link->rights = read_default(&r, "rights", value_rights,
						    VSP_R_READ | VSP_R_WRITE);
	}
}

/* What a domain asks of its scheduler. */
static void
read_time(const struct reader *r, struct domain *dom)
{
	dom->scheduler = read_text(r, "scheduler");
	dom->share = read_number(r, "share", value_percent);
	dom->priority = read_number(r, "priority", value_integer);
	dom->period = read_number(r, "period", value_time);
	dom->slice = read_number(r, "slice", value_time);
	dom->latency = read_number(r, "latency", value_time);
	dom->extra = read_number(r, "extra", value_bool);
}

static void
read_policy(const struct reader *r, struct domain *dom)
{
	dom->schedules = true;
	dom->policy = read_text(r, "policy");
	dom->quantum = read_default(r, "quantum", value_time,
				    SCHED_QUANTUM_NS);
	dom->limit = read_number(r, "limit", value_percent);
}

static void
read_domain(const struct reader *r, struct domain *dom)
{
	dom->name = r->name;
	dom->at = source_title(&r->desc->source, r->statement);
	dom->program = read_text(r, "program");
	read_args(r, dom);
	dom->memory = read_default(r, "memory", value_size, 256 << 10);
	dom->stack = read_default(r, "stack", value_size, 64 << 10);
	dom->tables = read_default(r, "tables", value_integer, 8);
	dom->slots = read_default(r, "slots", value_integer, 256);
	dom->daemon = read_number(r, "daemon", value_bool);
	dom->dma = read_number(r, "dma", value_bool);
	read_time(r, dom);
	for (size_t i = 0; i < sizeof link_option / sizeof *link_option; i++)
		read_links(r, &link_option[i]);
}

/* The section of init says how init schedules; any other is a domain's. */
static void
read_scheduler(const struct reader *r)
{
	struct domain *dom = &r->desc->init;

	if (strcmp(r->name, "init"))
		dom = ARRAY_ADD(r->desc->domain, r->desc->ndomains);
	read_domain(r, dom);
	read_policy(r, dom);
	if (dom->program.s || dom->program.bad)
		return;
	dom->program.s = SCHED_PROGRAM;
	dom->daemon.n = 1;
}

static void
read_shared(const struct reader *outer)
{
	int index = (int)outer->desc->nshared;
	struct shared *area = ARRAY_ADD(outer->desc->shared,
					outer->desc->nshared);

	area->name = outer->name;
	area->at = source_title(&outer->desc->source, outer->statement);
	area->size = read_number(outer, "size", value_size);
	for (unsigned i = 0; i < cfg_size(outer->cfg, "grant"); i++) {
		struct reader r = reader_section(outer, "grant", i);
		struct link *link = read_link(&r, VSP_LINK_SHARED);

		link->from = (struct text){ .s = link->name, .at = link->at };
		link->name = outer->name;
		link->shared = index;
		link->rights = read_default(&r, "rights", value_rights,
					    VSP_R_READ);
	}
}

/* Everyone but the console itself has a portal to it, unless the description
 * says otherwise. */
static void
add_console_links(struct desc *d)
{
	for (unsigned i = 0; i < d->ndomains; i++) {
		const char *from = d->domain[i].name;
		bool has = !strcmp(from, d->console.s);
		struct link *link;

		for (unsigned k = 0; k < d->nlinks; k++)
			has |= d->link[k].kind == VSP_LINK_PORTAL &&
				!strcmp(d->link[k].from.s, from) &&
				!strcmp(d->link[k].name, "console");
		if (has)
			continue;
		link = ARRAY_ADD(d->link, d->nlinks);
		*link = (struct link){
			.kind = VSP_LINK_PORTAL, .name = "console",
			.at = d->domain[i].at, .implied = true, .shared = -1,
			.from = { .s = from, .at = d->domain[i].at },
			.to = d->console,
		};
	}
}

/* Who calls can be told from the badge; unless one is given, it is the
 * caller's place among the domains, from 1. */
static void
set_badges(struct desc *d)
{
	for (unsigned i = 0; i < d->nlinks; i++) {
		struct link *link = &d->link[i];

		if (link->kind == VSP_LINK_PORTAL && !link->value.given)
			link->value.n = 1 + (uint64_t)desc_domain(d,
							link->from.s);
	}
}

static void
read_system(struct reader *r)
{
	struct desc *d = r->desc;

	d->system = read_text(r, "system");
	d->console = read_text(r, "console");
	for (unsigned i = 0; i < cfg_size(r->cfg, "domain"); i++) {
		struct reader section = reader_section(r, "domain", i);

		read_domain(&section, ARRAY_ADD(d->domain, d->ndomains));
	}
	d->init = (struct domain){
		.name = "init", .quantum.n = SCHED_QUANTUM_NS,
	};
	for (unsigned i = 0; i < cfg_size(r->cfg, "scheduler"); i++) {
		struct reader section = reader_section(r, "scheduler", i);

		read_scheduler(&section);
	}
	for (unsigned i = 0; i < cfg_size(r->cfg, "shared"); i++) {
		struct reader section = reader_section(r, "shared", i);

		read_shared(&section);
	}
	if (d->console.s && desc_domain(d, d->console.s) >= 0)
		add_console_links(d);
	set_badges(d);
}

/* False if the text could not be parsed at all. */
bool
desc_read(struct desc *d, struct msgs *m, const char *file, const char *text,
	  size_t len)
{
	struct reader top;

	*d = (struct desc){ .file = file };
	source_read(&d->source, m, file, text, len);
	if (m->count)
		return false;
	d->cfg = grammar_new();
	if (!grammar_check(&d->source, m, d->cfg) ||
	    !grammar_parse(&d->source, m, d->cfg))
		return false;
	top = (struct reader){
		.desc = d, .msgs = m, .cfg = d->cfg, .statement = SOURCE_TOP,
		.kind = "system", .name = "",
	};
	read_system(&top);
	return true;
}

void
desc_free(struct desc *d)
{
	for (unsigned i = 0; i < d->ndomains; i++)
		free(d->domain[i].args);
	free(d->init.args);
	free(d->domain);
	free(d->link);
	free(d->shared);
	if (d->cfg)
		cfg_free(d->cfg);
	source_free(&d->source);
	*d = (struct desc){ 0 };
}
