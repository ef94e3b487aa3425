/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * msg.h - collects problems, so that all of them are told and in the order of
 * the source; and memory that the tool cannot do without.
 */
#ifndef MSG_H
#define MSG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

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

/* These end the program with a message when there is no memory. */
void out_of_memory(void) __attribute__((noreturn));
void *need_alloc(void *old, size_t count, size_t size);
char *need_printf(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

/* One more element, zeroed, at the end of an array that grows: when its length
 * is a power of two, to twice that. */
#define ARRAY_ADD(array, count)						\
	((array) = (count) & ((count) - 1) ? (array) :			\
		need_alloc((array), 2 * (size_t)(count) + 1,		\
			   sizeof *(array)),				\
	 memset(&(array)[count], 0, sizeof *(array)),			\
	 &(array)[(count)++])

#endif
