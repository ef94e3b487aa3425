/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * suggest.c - finds the word that was probably meant, by edit distance.
 */
#include <stdlib.h>
#include <string.h>

#include "memory.h"
#include "suggest.h"

static size_t
min3(size_t a, size_t b, size_t c)
{
	size_t least = a < b ? a : b;

	return least < c ? least : c;
}

/* The edits that make `a[0..i)` into `b[0..j)`, from those of shorter words;
 * `d` points to its place in a table with rows of `row`. */
static size_t
fewest_edits(const size_t *d, size_t row, const char *a, const char *b,
	     size_t i, size_t j)
{
	size_t fewest;

	if (i == 0 || j == 0)
		return i + j;
	fewest = min3(d[-(ptrdiff_t)row] + 1, d[-1] + 1,
		      d[-(ptrdiff_t)row - 1] + (a[i - 1] != b[j - 1]));
	if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
		fewest = min3(fewest, fewest, d[-2 * (ptrdiff_t)row - 2] + 1);
	return fewest;
}

/* Insertions, deletions, substitutions, and swaps of neighbours: the method of
 * Damerau and Levenshtein, no letter edited twice. */
size_t
edit_distance(const char *a, const char *b)
{
	size_t na = strlen(a), nb = strlen(b), row = nb + 1, distance;
	size_t *table = need_alloc(NULL, (na + 1) * row, sizeof *table);

	for (size_t i = 0; i <= na; i++)
		for (size_t j = 0; j <= nb; j++)
			table[i * row + j] = fewest_edits(&table[i * row + j],
							  row, a, b, i, j);
	distance = table[na * row + nb];
	free(table);
	return distance;
}

void
suggest_start(struct suggest *s, const char *word)
{
	*s = (struct suggest){
		.word = word,
		.distance = strlen(word) / 3 + 2,	/* farther: no typo */
	};
}

/* Of equally near words the first in the alphabet is taken, so that the order
 * in which a folder lists its files does not matter. */
void
suggest_try(struct suggest *s, const char *candidate)
{
	size_t len = strlen(candidate), distance;

	if (strlen(s->word) >= sizeof s->best || len >= sizeof s->best)
		return;
	distance = edit_distance(s->word, candidate);
	if (distance > s->distance || distance >= len)
		return;
	if (distance == s->distance && strcmp(candidate, s->best) > 0)
		return;
	s->distance = distance;
	memcpy(s->best, candidate, len + 1);
}

void
suggest_hint(const struct suggest *s, struct msgs *m)
{
	if (s->best[0])
		msg_hint(m, "did you mean '%s'?", s->best);
}
