/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * suggest.h - finds the word that was probably meant.
 */
#ifndef SUGGEST_H
#define SUGGEST_H

#include <stddef.h>

#include "msg.h"

/* The nearest of the words tried, if it is near enough for a typing error. */
struct suggest {
	const char *word;
	char best[256];		/* "": none */
	size_t distance;
};

void suggest_start(struct suggest *s, const char *word);
void suggest_try(struct suggest *s, const char *candidate);
void suggest_hint(const struct suggest *s, struct msgs *m);
size_t edit_distance(const char *a, const char *b);

#endif
