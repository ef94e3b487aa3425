/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * grammar.c - the options of a description, and libConfuse's reading of them.
 *
 * Every value is a string to libConfuse: it would stop at the first number
 * that is none.  For the same reason statements that are unknown, repeated or
 * of a wrong form are told and taken out of the text before libConfuse sees it.
 */
#include <stdlib.h>
#include <string.h>

#include "../common/memory.h"
#include "../common/suggest.h"
#include "desc.h"
#include "lexer.h"

#define OPTION(name)	CFG_STR(name, NULL, CFGF_NODEFAULT)
#define LIST(name)	CFG_STR_LIST(name, NULL, CFGF_NODEFAULT)
#define SECTION(name, options) CFG_SEC(name, options, CFGF_MULTI | CFGF_TITLE)

static cfg_opt_t portal_options[] = {
	OPTION("to"), OPTION("badge"), CFG_END()
};
static cfg_opt_t event_options[] = {
	OPTION("to"), OPTION("bits"), CFG_END()
};
static cfg_opt_t device_options[] = { OPTION("rights"), CFG_END() };
static cfg_opt_t irq_options[] = { OPTION("event"), CFG_END() };
static cfg_opt_t trace_options[] = { CFG_END() };
static cfg_opt_t grant_options[] = { OPTION("rights"), CFG_END() };

static cfg_opt_t shared_options[] = {
	OPTION("size"), SECTION("grant", grant_options), CFG_END()
};

#define DOMAIN_OPTIONS \
	OPTION("program"), LIST("args"), OPTION("memory"), OPTION("stack"), \
	OPTION("tables"), OPTION("slots"), OPTION("daemon"), OPTION("dma"), \
	OPTION("scheduler"), OPTION("share"), OPTION("priority"), \
	OPTION("period"), OPTION("slice"), OPTION("latency"), \
	OPTION("extra"), \
	SECTION("portal", portal_options), SECTION("event", event_options), \
	SECTION("device", device_options), SECTION("irq", irq_options), \
	SECTION("trace", trace_options)

static cfg_opt_t domain_options[] = { DOMAIN_OPTIONS, CFG_END() };

static cfg_opt_t scheduler_options[] = {
	OPTION("policy"), OPTION("quantum"), OPTION("limit"),
	DOMAIN_OPTIONS, CFG_END()
};

static cfg_opt_t system_options[] = {
	OPTION("system"), OPTION("console"),
	SECTION("domain", domain_options),
	SECTION("scheduler", scheduler_options),
	SECTION("shared", shared_options),
	CFG_END()
};

/* What libConfuse complains of; it has no better way to hand it over. */
static char *grammar_complaint;
static unsigned grammar_line;

static void
grammar_error(cfg_t *cfg, const char *fmt, va_list ap)
{
	if (grammar_complaint)
		return;
	grammar_line = cfg && cfg->line > 0 ? (unsigned)cfg->line : 1;
	if (vasprintf(&grammar_complaint, fmt, ap) < 0)
		grammar_complaint = NULL;
}

cfg_t *
grammar_new(void)
{
	cfg_t *cfg = cfg_init(system_options, CFGF_NONE);

	if (!cfg)
		out_of_memory();
	cfg_set_error_function(cfg, grammar_error);
	return cfg;
}

/* The options that may stand in a statement's section; NULL if the section
 * itself is unknown. */
static const cfg_opt_t *
options_in(const struct source *s, const cfg_opt_t *top, int section)
{
	const char *name[4];
	int depth = 0;

	for (; section != SOURCE_TOP && depth < 4; depth++) {
		name[depth] = s->token[s->statement[section].name].word;
		section = s->statement[section].parent;
	}
	while (top && depth-- > 0) {
		while (top->name && strcmp(top->name, name[depth]))
			top++;
		top = top->name ? top->subopts : NULL;
	}
	return section == SOURCE_TOP ? top : NULL;
}

static struct subject
grammar_subject(const struct source *s, struct place at, int section)
{
	const struct statement *st;

	if (section == SOURCE_TOP)
		return (struct subject){ s->file, at, "description", s->file };
	st = &s->statement[section];
	return (struct subject){
		s->file, at, s->token[st->name].word,
		st->title ? s->token[st->title].word : ""
	};
}

/* The first kind of section that `name` may stand in, two levels down at most;
 * NULL if it is not known anywhere. */
static const char *
section_with(const cfg_opt_t *top, const char *name)
{
	for (; top->name; top++)
		for (const cfg_opt_t *o = top->subopts; o && o->name; o++) {
			if (!strcmp(o->name, name))
				return top->name;
			for (const cfg_opt_t *in = o->subopts; in && in->name;
			     in++)
				if (!strcmp(in->name, name))
					return o->name;
		}
	return NULL;
}

static void
tell_unknown(const struct source *s, struct msgs *m, int index,
	     const cfg_opt_t *known)
{
	const struct statement *st = &s->statement[index];
	const char *name = s->token[st->name].word;
	struct subject who = grammar_subject(s, source_name(s, index),
					     st->parent);
	struct suggest near;

	msg_error(m, &who, "unknown %s '%s'",
		  st->section ? "section" : "option", name);
	if (section_with(system_options, name)) {
		msg_hint(m, "its place is in a section '%s'",
			 section_with(system_options, name));
		return;
	}
	suggest_start(&near, name);
	for (; known->name; known++)
		suggest_try(&near, known->name);
	suggest_hint(&near, m);
}

static void
tell_repeated(const struct source *s, struct msgs *m, int index, int first)
{
	const struct statement *st = &s->statement[index];
	const char *name = s->token[st->name].word;
	const char *title = st->title ? s->token[st->title].word : NULL;
	struct place at = source_name(s, first);

	if (title) {
		struct subject who = { s->file, source_title(s, index), name,
			title };

		msg_error(m, &who, "is given twice");
	} else {
		struct subject who = grammar_subject(s, source_name(s, index),
						     st->parent);

		msg_error(m, &who, "option '%s' is given twice", name);
	}
	msg_hint(m, "it is given first at %u:%u", at.line, at.col);
}

/* A section where an option should be, and the like. */
static bool
form_is_wrong(struct source *s, struct msgs *m, int index, const cfg_opt_t *o)
{
	const struct statement *st = &s->statement[index];
	struct subject who = grammar_subject(s, source_name(s, index),
					     st->parent);

	if (o->type == CFGT_SEC && (!st->section || !st->title)) {
		msg_error(m, &who, "section '%s' has no %s", o->name,
			  st->section ? "title" : "{ }");
		msg_hint(m, "say %s \"NAME\" { ... }", o->name);
	} else if (o->type != CFGT_SEC && (st->section || !st->value)) {
		msg_error(m, &who, "option '%s' has no value", o->name);
		msg_hint(m, "say %s = VALUE", o->name);
	} else if (st->list && !(o->flags & CFGF_LIST)) {
		msg_error(m, &who, "option '%s' takes one value, not a list",
			  o->name);
	} else {
		return false;
	}
	return true;
}

/* True if the statement is not for libConfuse: it was told. */
static bool
grammar_refuses(struct source *s, struct msgs *m, const cfg_t *cfg, int index)
{
	const struct statement *st = &s->statement[index];
	const char *name = s->token[st->name].word;
	const char *title = st->title ? s->token[st->title].word : NULL;
	const cfg_opt_t *known = options_in(s, cfg->opts, st->parent);
	const cfg_opt_t *o = known;
	int first = source_find(s, st->parent, name, title);

	if (!known)		/* the section was told already */
		return false;
	while (o->name && strcmp(o->name, name))
		o++;
	if (!o->name)
		tell_unknown(s, m, index, known);
	else if (form_is_wrong(s, m, index, o))
		return true;
	else if (first != index)
		tell_repeated(s, m, index, first);
	else
		return false;
	return true;
}

/* Tell of statements that cannot stand as they do, and take them out.  Behind
 * a token that fits nowhere statements are guesswork, and one that has such a
 * token inside cannot be taken out: false. */
bool
grammar_check(struct source *s, struct msgs *m, cfg_t *cfg)
{
	for (unsigned i = 0; i < s->nstatements; i++) {
		const struct statement *st = &s->statement[i];

		if (s->odd >= 0 && st->name > (unsigned)s->odd)
			break;
		if (!grammar_refuses(s, m, cfg, (int)i))
			continue;
		if (s->odd >= 0 && st->last >= (unsigned)s->odd)
			return false;
		source_blank(s, st);
	}
	return true;
}

/* The word that a message of libConfuse has in quotes, or NULL. */
static char *
quoted_word(const char *message)
{
	const char *start = strchr(message, '\'');
	const char *end = start ? strchr(start + 1, '\'') : NULL;

	if (!end)
		return NULL;
	return need_printf("%.*s", (int)(end - start - 1), start + 1);
}

static void
tell_complaint(const struct source *s, struct msgs *m)
{
	char *word = quoted_word(grammar_complaint);
	struct subject who = {
		s->file, source_token_on(s, grammar_line, word),
		"description", s->file
	};

	msg_error(m, &who, "%s", grammar_complaint);
	free(word);
	free(grammar_complaint);
	grammar_complaint = NULL;
}

/* libConfuse had no complaint where there should be one. */
static void
tell_odd(const struct source *s, struct msgs *m)
{
	const struct token *t = &s->token[s->odd];
	struct subject who = { s->file, t->at, "description", s->file };

	msg_error(m, &who, "unexpected '%s'", t->word ? t->word : "end");
}

bool
grammar_parse(struct source *s, struct msgs *m, cfg_t *cfg)
{
	int status = cfg_parse_buf(cfg, s->text);

	if (grammar_complaint)
		tell_complaint(s, m);
	else if (s->odd >= 0 && !m->count)
		tell_odd(s, m);
	return status == CFG_SUCCESS && s->odd < 0;
}
