/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * lexer.h - splits the text of a description into tokens.
 */
#ifndef LEXER_H
#define LEXER_H

#include "source.h"

void lexer_run(struct source *s, struct msgs *m);
void text_blank(char *text, size_t start, size_t end);

#endif
