/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * suggest.c - finds the word that was probably meant, by edit distance.
 */
#include <stdlib.h>
#include <string.h>

#include "msg.h"

static size_t
min3(size_t a, size_t b, size_t c)
{
	size_t least = a < b ? a : b;

	return least < c ? least : c;
}

/* Insertions, deletions and substitutions that make one word the other, by
 * Wagner and Fischer's method, of which one row is kept. */
size_t
edit_distance(const char *a, const char *b)
{
	size_t nb = strlen(b), *row = need_alloc(NULL, nb + 1, sizeof *row);
	size_t diagonal, above;

	for (size_t j = 0; j <= nb; j++)
		row[j] = j;
	for (size_t i = 0; a[i]; i++) {
		diagonal = row[0];
		row[0] = i + 1;
		for (size_t j = 0; j < nb; j++) {
			above = row[j + 1];
			row[j + 1] = min3(above + 1, row[j] + 1,
					  diagonal + (a[i] != b[j]));
			diagonal = above;
		}
	}
	above = row[nb];
	free(row);
	return above;
}

void
suggest_start(struct suggest *s, const char *word)
{
	*s = (struct suggest){
		.word = word,
		.distance = strlen(word) / 3 + 2,	/* farther: no typo */
	};
}

void
suggest_try(struct suggest *s, const char *candidate)
{
	size_t distance = edit_distance(s->word, candidate);

	if (distance < s->distance && distance < strlen(candidate)) {
		s->distance = distance;
		s->best = candidate;
	}
}

void
suggest_hint(const struct suggest *s, struct msgs *m)
{
	if (s->best)
		msg_hint(m, "did you mean '%s'?", s->best);
}
