/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * file.h - whole files: read, looked up, written all or not at all.
 */
#ifndef FILE_H
#define FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "suggest.h"

struct blob {
	uint8_t *bytes;
	size_t len, room;
};

/* These return 0 or an errno; a file of more than `most` bytes is EFBIG, and
 * so is a device without an end. */
int file_read(const char *path, size_t most, struct blob *b);
int file_write(const char *path, const struct blob *b);

/* Whether two paths name one file; not if there is none. */
bool file_same(const char *a, const char *b);

struct search {
	char **dir;
	unsigned ndirs;
};

void search_add(struct search *s, const char *dir, size_t len);
void search_add_path(struct search *s, const char *dirs);
void search_free(struct search *s);
char *search_find(const struct search *s, const char *name, char **looked_in);
void search_suggest(const struct search *s, struct suggest *near);
char *path_dir(const char *path);
const char *path_base(const char *path);

/* Append `len` bytes at the next multiple of `align` (a power of two), which
 * is returned; `bytes` may be NULL for zeros. */
size_t blob_add(struct blob *b, const void *bytes, size_t len, size_t align);
void blob_free(struct blob *b);

#endif
