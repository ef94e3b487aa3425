/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * source.c - tells where everything in the text of a description stands.
 *
 * libConfuse, which parses descriptions, keeps a line number only, and stops
 * at the first problem.  So the text is first split into tokens (lexer.c) and
 * those into statements, leniently: `name = value`, `name = { values }` and
 * `name title { statements }`.  What does not fit is left to libConfuse to
 * refuse; only a section that is never closed is told here, because
 * libConfuse lets it pass.
 */
#include <stdlib.h>
#include <string.h>

#include "../common/memory.h"
#include "lexer.h"
#include "source.h"

struct grouper {
	struct source *source;
	unsigned next;		/* token to look at */
	int section;		/* the innermost that is open */
};

static bool
grouper_take(struct grouper *g, enum token_kind kind)
{
	if (g->source->token[g->next].kind != kind)
		return false;
	g->next++;
	return true;
}

static void
grouper_odd(struct grouper *g)
{
	if (g->source->odd < 0)
		g->source->odd = (int)g->next;
}

/* `next` is behind the equal sign. */
static void
group_value(struct grouper *g, struct statement *st)
{
	unsigned first = g->next;

	if (grouper_take(g, TOKEN_WORD)) {
		st->value = first;
	} else if (grouper_take(g, TOKEN_OPEN)) {
		st->value = g->next;
		st->list = true;
		while (grouper_take(g, TOKEN_WORD) ||
		       grouper_take(g, TOKEN_COMMA))
			;
		if (!grouper_take(g, TOKEN_CLOSE))
			grouper_odd(g);
	} else {
		grouper_odd(g);
	}
	st->last = g->next - 1;
}

/* `next` is behind the name. */
static void
group_section(struct grouper *g, struct statement *st, int index)
{
	unsigned title = g->next;

	if (grouper_take(g, TOKEN_WORD))
		st->title = title;
	st->last = g->next - 1;
	if (grouper_take(g, TOKEN_OPEN)) {
		st->section = true;
		g->section = index;
	} else {
		grouper_odd(g);
	}
}

static void
group_statement(struct grouper *g)
{
	struct source *s = g->source;
	int index = (int)s->nstatements;
	struct statement *st = ARRAY_ADD(s->statement, s->nstatements);

	st->parent = g->section;
	st->name = g->next++;
	if (grouper_take(g, TOKEN_EQUAL))
		group_value(g, st);
	else
		group_section(g, st, index);
}

static void
group_close(struct grouper *g)
{
	struct statement *st;

	if (g->section == SOURCE_TOP) {
		grouper_odd(g);
	} else {
		st = &g->source->statement[g->section];
		st->last = g->next;
		g->section = st->parent;
	}
	g->next++;
}

static void
source_group(struct source *s, struct msgs *m)
{
	struct grouper g = { .source = s, .section = SOURCE_TOP };
	enum token_kind kind;

	while ((kind = s->token[g.next].kind) != TOKEN_END) {
		if (kind == TOKEN_WORD) {
			group_statement(&g);
		} else if (kind == TOKEN_CLOSE) {
			group_close(&g);
		} else {
			grouper_odd(&g);
			g.next++;
		}
	}
	if (g.section != SOURCE_TOP) {
		const struct statement *st = &s->statement[g.section];
		const struct token *name = &s->token[st->name];
		struct subject who = {
			s->file, name->at, name->word,
			st->title ? s->token[st->title].word : ""
		};

		msg_error(m, &who, "section is never closed");
		msg_hint(m, "a '}' is missing behind it");
	}
}

void
source_read(struct source *s, struct msgs *m, const char *file,
	    const char *text, size_t len)
{
	*s = (struct source){ .file = file, .len = len, .odd = -1 };
	s->text = need_alloc(NULL, len + 1, 1);
	if (len)
		memcpy(s->text, text, len);
	s->text[len] = '\0';
	lexer_run(s, m);
	if (!m->count)
		source_group(s, m);
}

/* Take a statement out of the text, for libConfuse not to see it. */
void
source_blank(struct source *s, const struct statement *what)
{
	text_blank(s->text, s->token[what->name].start,
		   s->token[what->last].end);
}

void
source_free(struct source *s)
{
	for (unsigned i = 0; i < s->ntokens; i++)
		free(s->token[i].word);
	free(s->token);
	free(s->statement);
	free(s->text);
	*s = (struct source){ 0 };
}

/* The first statement of this name, and title if it is not NULL, in a
 * section; SOURCE_TOP if there is none. */
int
source_find(const struct source *s, int parent, const char *name,
	    const char *title)
{
	for (unsigned i = 0; i < s->nstatements; i++) {
		const struct statement *st = &s->statement[i];

		if (st->parent == parent &&
		    !strcmp(s->token[st->name].word, name) &&
		    (!title || (st->title &&
				!strcmp(s->token[st->title].word, title))))
			return (int)i;
	}
	return SOURCE_TOP;
}

struct place
source_name(const struct source *s, int statement)
{
	if (statement < 0)
		return (struct place){ 1, 1 };
	return s->token[s->statement[statement].name].at;
}

struct place
source_title(const struct source *s, int statement)
{
	if (statement < 0 || !s->statement[statement].title)
		return source_name(s, statement);
	return s->token[s->statement[statement].title].at;
}

struct place
source_value(const struct source *s, int statement)
{
	if (statement < 0 || !s->statement[statement].value)
		return source_name(s, statement);
	return s->token[s->statement[statement].value].at;
}

/* Where libConfuse's complaint about a line is to be put: at the token that
 * fits nowhere, else at the word it names. */
struct place
source_token_on(const struct source *s, unsigned line, const char *word)
{
	struct place first = { line, 1 };

	if (s->odd >= 0 && s->token[s->odd].at.line == line)
		return s->token[s->odd].at;
	for (unsigned i = s->ntokens; i-- > 0;) {
		const struct token *t = &s->token[i];

		if (t->at.line == line && word && t->word &&
		    !strcmp(t->word, word))
			return t->at;
		if (t->at.line == line)
			first = t->at;
	}
	return first;
}
