/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * source.h - where everything in the text of a description stands.
 */
#ifndef SOURCE_H
#define SOURCE_H

#include <stdbool.h>

#include "../common/msg.h"

enum token_kind { TOKEN_WORD, TOKEN_OPEN, TOKEN_CLOSE, TOKEN_EQUAL,
		  TOKEN_COMMA, TOKEN_END };

struct token {
	enum token_kind kind;
	size_t start, end;	/* offsets in the text */
	struct place at;
	char *word;		/* quotes and escapes resolved */
};

#define SOURCE_TOP (-1)		/* parent of the outermost statements */

struct statement {
	int parent;		/* the section it is in, or SOURCE_TOP */
	unsigned name, title;	/* tokens; title 0: none */
	unsigned value;		/* its first value's token; 0: none */
	unsigned last;		/* its last token */
	bool section, list;	/* it has { } behind its name or '=' */
};

struct source {
	const char *file;
	char *text;		/* comments are blanked out */
	size_t len;
	struct token *token;
	unsigned ntokens;
	struct statement *statement;
	unsigned nstatements;
	int odd;		/* first token that fits nowhere, or -1 */
};

void source_read(struct source *s, struct msgs *m, const char *file,
		 const char *text, size_t len);
void source_blank(struct source *s, const struct statement *what);
void source_free(struct source *s);
int source_find(const struct source *s, int parent, const char *name,
		const char *title);
struct place source_name(const struct source *s, int statement);
struct place source_title(const struct source *s, int statement);
struct place source_value(const struct source *s, int statement);
struct place source_token_on(const struct source *s, unsigned line,
			     const char *word);

#endif
