/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * lexer.c - splits the text of a description into tokens with their places.
 *
 * The tokens are libConfuse's: words, "strings" with C's escapes, 'strings',
 * braces, equal signs, commas.  Where libConfuse would pass over a character
 * in silence, expand an environment variable, or be left in the middle of a
 * string, this is an error: a description means the same everywhere.  Comments
 * are blanked out, since libConfuse counts their lines wrong.
 */
#include <stdlib.h>
#include <string.h>

#include "../common/memory.h"
#include "lexer.h"

struct lexer {
	struct source *source;
	struct msgs *msgs;
	size_t pos, line_start;
	unsigned line;
};

void
text_blank(char *text, size_t start, size_t end)
{
	for (size_t i = start; i < end; i++)
		if (text[i] != '\n')
			text[i] = ' ';
}

static struct place
lexer_place(const struct lexer *l)
{
	return (struct place){
		l->line, (unsigned)(l->pos - l->line_start) + 1
	};
}

static struct subject
lexer_subject(const struct lexer *l, struct place at)
{
	return (struct subject){
		l->source->file, at, "description", l->source->file
	};
}

static char
lexer_peek(const struct lexer *l, size_t ahead)
{
	size_t pos = l->pos + ahead;

	return pos < l->source->len ? l->source->text[pos] : '\0';
}

static void
lexer_step(struct lexer *l)
{
	if (l->source->text[l->pos++] == '\n') {
		l->line++;
		l->line_start = l->pos;
	}
}

static bool
lexer_at_comment(const struct lexer *l)
{
	char c = lexer_peek(l, 0), next = lexer_peek(l, 1);

	return c == '#' || (c == '/' && (next == '/' || next == '*'));
}

static void
lex_comment(struct lexer *l)
{
	struct subject here = lexer_subject(l, lexer_place(l));
	bool block = lexer_peek(l, 0) == '/' && lexer_peek(l, 1) == '*';
	size_t start = l->pos;

	if (block) {
		char *end = memmem(l->source->text + start + 2,
				   l->source->len - start - 2, "*/", 2);

		if (!end)
			msg_error(l->msgs, &here, "comment is never closed");
		while (l->pos < l->source->len &&
		       (!end || l->source->text + l->pos < end + 2))
			lexer_step(l);
	} else {
		while (l->pos < l->source->len && lexer_peek(l, 0) != '\n')
			lexer_step(l);
	}
	text_blank(l->source->text, start, l->pos);
}

static struct token *
lexer_add(struct lexer *l, enum token_kind kind)
{
	struct token *t = ARRAY_ADD(l->source->token, l->source->ntokens);

	t->kind = kind;
	t->start = t->end = l->pos;
	t->at = lexer_place(l);
	return t;
}

/* Of numeric escapes nobody needs a description to have any. */
static char
lex_escape(struct lexer *l)
{
	static const char from[] = "nt\"\\", to[] = "\n\t\"\\";
	struct subject here = lexer_subject(l, lexer_place(l));
	const char *which;
	char c;

	lexer_step(l);
	c = lexer_peek(l, 0);
	which = c ? strchr(from, c) : NULL;
	if (!which) {
		msg_error(l->msgs, &here, "unknown escape in a string");
		msg_hint(l->msgs, "known are \\n \\t \\\" and \\\\");
		return c;
	}
	return to[which - from];
}

static char
lex_quoted(struct lexer *l, char quote)
{
	struct subject here = lexer_subject(l, lexer_place(l));

	if (lexer_peek(l, 0) == '\\' && quote == '"')
		return lex_escape(l);
	if (lexer_peek(l, 0) == '\\')
		msg_error(l->msgs, &here, "backslash in a '...' string");
	if (lexer_peek(l, 0) == '$' && lexer_peek(l, 1) == '{')
		msg_error(l->msgs, &here,
			  "environment variables are not expanded");
	if ((unsigned char)lexer_peek(l, 0) < ' ' && lexer_peek(l, 0) != '\t')
		msg_error(l->msgs, &here, "byte 0x%02x is not text",
			  (unsigned char)lexer_peek(l, 0));
	return lexer_peek(l, 0);
}

static void
lex_string(struct lexer *l)
{
	struct token *t = lexer_add(l, TOKEN_WORD);
	struct subject here = lexer_subject(l, t->at);
	char quote = lexer_peek(l, 0);
	size_t n = 0;

	t->word = need_alloc(NULL, l->source->len - l->pos + 1, 1);
	lexer_step(l);
	while (l->pos < l->source->len && lexer_peek(l, 0) != quote &&
	       lexer_peek(l, 0) != '\n') {
		t->word[n++] = lex_quoted(l, quote);
		if (l->pos < l->source->len)
			lexer_step(l);
	}
	if (lexer_peek(l, 0) == quote)
		lexer_step(l);
	else
		msg_error(l->msgs, &here,
			  "string is not closed on its line");
	t->word[n] = '\0';
	t->word = need_alloc(t->word, n + 1, 1);
	t->end = l->pos;
}

static bool
byte_is_text(char c)
{
	return (c >= ' ' && c < 0x7f) || strchr("\t\r\n", c);
}

/* What looks like text and comes from elsewhere. */
static void
hint_not_text(const struct lexer *l, const char *bytes)
{
	static const struct { const char *bytes, *hint; } known[] = {
		{ "\xef\xbb\xbf", "save the file without a byte-order mark" },
		{ "\xe2\x80\x9c", "quotation marks are \" and '" },
		{ "\xe2\x80\x9d", "quotation marks are \" and '" },
		{ "\xe2\x80\x98", "quotation marks are \" and '" },
		{ "\xe2\x80\x99", "quotation marks are \" and '" },
		{ "\xc2\xa0", "it is a blank that does not break lines" },
	};

	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (!strncmp(bytes, known[i].bytes, strlen(known[i].bytes)))
			msg_hint(l->msgs, "%s", known[i].hint);
}

/* Bytes in a row are one problem, though they may be many letters. */
static void
lex_not_text(struct lexer *l)
{
	struct subject here = lexer_subject(l, lexer_place(l));
	const char *first = l->source->text + l->pos;
	size_t n = 0;

	do {
		n++;
		lexer_step(l);
	} while (l->pos < l->source->len && !byte_is_text(lexer_peek(l, 0)));
	if (n == 1)
		msg_error(l->msgs, &here, "byte 0x%02x is not text",
			  (unsigned char)*first);
	else
		msg_error(l->msgs, &here, "%zu bytes from 0x%02x on are not "
			  "text", n, (unsigned char)*first);
	hint_not_text(l, first);
}

static bool
lexer_at_word(const struct lexer *l)
{
	char c = lexer_peek(l, 0);

	return c > ' ' && c < 0x7f && !strchr("#\"'={}()+,*$;", c) &&
		!lexer_at_comment(l);
}

static void
lex_word(struct lexer *l)
{
	struct token *t = lexer_add(l, TOKEN_WORD);

	while (lexer_at_word(l))
		lexer_step(l);
	t->end = l->pos;
	t->word = need_printf("%.*s", (int)(t->end - t->start),
			      l->source->text + t->start);
}

static void
lex_punctuation(struct lexer *l)
{
	static const char marks[] = "{}=,";
	static const enum token_kind kind[] = {
		TOKEN_OPEN, TOKEN_CLOSE, TOKEN_EQUAL, TOKEN_COMMA
	};
	struct subject here = lexer_subject(l, lexer_place(l));
	char c = lexer_peek(l, 0);
	const char *which = c ? strchr(marks, c) : NULL;

	if (which) {
		struct token *t = lexer_add(l, kind[which - marks]);

		t->word = need_printf("%c", c);
		t->end++;
	} else {
		msg_error(l->msgs, &here, "character '%c' has no meaning here",
			  c);
	}
	if (c == ';')
		msg_hint(l->msgs, "nothing separates options but blanks and "
			 "line breaks");
	lexer_step(l);
}

void
lexer_run(struct source *s, struct msgs *m)
{
	struct lexer l = { .source = s, .msgs = m, .line = 1 };
	struct subject whole = lexer_subject(&l, (struct place){ 0, 0 });
	const char *zero = memchr(s->text, '\0', s->len);

	if (zero) {
		msg_error(m, &whole, "is not a text (byte %td is 0x00)",
			  zero - s->text);
		l.pos = s->len;
	}
	while (l.pos < s->len) {
		char c = lexer_peek(&l, 0);

		if (c == ' ' || c == '\t' || c == '\r' || c == '\n')
			lexer_step(&l);
		else if (lexer_at_comment(&l))
			lex_comment(&l);
		else if (c == '"' || c == '\'')
			lex_string(&l);
		else if (lexer_at_word(&l))
			lex_word(&l);
		else if (!byte_is_text(c))
			lex_not_text(&l);
		else
			lex_punctuation(&l);
	}
	lexer_add(&l, TOKEN_END);
}
