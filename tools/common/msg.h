/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * msg.h - collects problems, so that all of them are told and in the order of
 * the source.
 */
#ifndef MSG_H
#define MSG_H

#include <stdio.h>

struct place {
	unsigned line, col;	/* both from 1; line 0: no place */
};

/* Whose problem it is: FILE:LINE:COL: error: KIND 'NAME': ... */
struct subject {
	const char *file;
	struct place at;
	const char *kind, *name;
};

struct msg {
	char *file;
	struct place at;
	unsigned number;	/* keeps the order of messages at one place */
	char *text, *hint;
};

struct msgs {
	struct msg *msg;
	unsigned count;
};

void msg_error(struct msgs *m, const struct subject *s, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));
void msg_hint(struct msgs *m, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));
void msg_print(struct msgs *m, FILE *to);
void msg_free(struct msgs *m);

#endif
