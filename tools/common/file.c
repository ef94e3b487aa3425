/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * file.c - reads whole files, looks them up, and writes them atomically.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "file.h"
#include "memory.h"

static void
blob_reserve(struct blob *b, size_t room)
{
	if (room <= b->room)
		return;
	b->room = room > 2 * b->room ? room : 2 * b->room;
	b->bytes = need_alloc(b->bytes, b->room, 1);
}

size_t
blob_add(struct blob *b, const void *bytes, size_t len, size_t align)
{
	size_t start = (b->len + align - 1) & ~(align - 1);

	blob_reserve(b, start + len);
	if (start + len > b->len)
		memset(b->bytes + b->len, 0, start + len - b->len);
	if (bytes && len)
		memcpy(b->bytes + start, bytes, len);
	b->len = start + len;
	return start;
}

void
blob_free(struct blob *b)
{
	free(b->bytes);
	*b = (struct blob){ 0 };
}

static int
read_all(int fd, size_t most, struct blob *b)
{
	ssize_t n;

	do {
		blob_reserve(b, b->len + 65536);
		n = read(fd, b->bytes + b->len, b->room - b->len);
		if (n > 0)
			b->len += (size_t)n;
	} while (b->len <= most && (n > 0 || (n < 0 && errno == EINTR)));
	if (n < 0)
		return errno;
	return b->len > most ? EFBIG : 0;
}

int
file_read(const char *path, size_t most, struct blob *b)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC), error;

	*b = (struct blob){ 0 };
	if (fd < 0)
		return errno;
	error = read_all(fd, most, b);
	close(fd);
	if (error)
		blob_free(b);
	return error;
}

bool
file_same(const char *a, const char *b)
{
	struct stat sa, sb;

	return !stat(a, &sa) && !stat(b, &sb) && sa.st_dev == sb.st_dev &&
		sa.st_ino == sb.st_ino;
}

static int
write_all(int fd, const struct blob *b)
{
	size_t done = 0;

	while (done < b->len) {
		ssize_t n = write(fd, b->bytes + done, b->len - done);

		if (n < 0 && errno != EINTR)
			return errno;
		if (n > 0)
			done += (size_t)n;
	}
	return 0;
}

/* mkstemp() makes files private; an image is as public as umask says. */
static int
make_public(int fd)
{
	mode_t mask = umask(0);

	umask(mask);
	return fchmod(fd, 0666 & ~mask) ? errno : 0;
}

/* Written beside its place and moved there when it is complete, so nobody
 * ever sees a part of it.  What is not a regular file (a pipe, /dev/null) is
 * written in place. */
int
file_write(const char *path, const struct blob *b)
{
	struct stat st;
	bool in_place = !stat(path, &st) && !S_ISREG(st.st_mode);
	char *temp = need_printf("%s.XXXXXX", path);
	int fd = in_place ? open(path, O_WRONLY | O_CLOEXEC) : mkstemp(temp);
	int error = fd < 0 ? errno : write_all(fd, b);

	if (fd >= 0 && !in_place && !error)
		error = make_public(fd);
	if (fd >= 0 && close(fd) && !error)
		error = errno;
	if (!in_place && !error && rename(temp, path))
		error = errno;
	if (!in_place && error && fd >= 0)
		unlink(temp);
	free(temp);
	return error;
}

void
search_add(struct search *s, const char *dir, size_t len)
{
	for (unsigned i = 0; i < s->ndirs; i++)
		if (strlen(s->dir[i]) == len && !memcmp(s->dir[i], dir, len))
			return;
	*ARRAY_ADD(s->dir, s->ndirs) = need_printf("%.*s", (int)len, dir);
}

/* Directories separated by colons, as in PATH. */
void
search_add_path(struct search *s, const char *dirs)
{
	while (dirs && *dirs) {
		size_t len = strcspn(dirs, ":");

		if (len)
			search_add(s, dirs, len);
		dirs += len + (dirs[len] == ':');
	}
}

void
search_free(struct search *s)
{
	for (unsigned i = 0; i < s->ndirs; i++)
		free(s->dir[i]);
	free(s->dir);
	*s = (struct search){ 0 };
}

static bool
is_directory(const char *path)
{
	struct stat st;

	return !stat(path, &st) && S_ISDIR(st.st_mode);
}

static char *
path_join(const char *dir, const char *name)
{
	if (name[0] == '/' || !strcmp(dir, "."))
		return need_printf("%s", name);
	return need_printf("%s%s%s", dir,
			   dir[strlen(dir) - 1] == '/' ? "" : "/", name);
}

/* The first file of the name; or NULL, and in `looked_in` every path tried. */
char *
search_find(const struct search *s, const char *name, char **looked_in)
{
	unsigned ndirs = name[0] == '/' && s->ndirs ? 1 : s->ndirs;
	char *list = need_printf("%s", "");

	for (unsigned i = 0; i < ndirs; i++) {
		char *path = path_join(s->dir[i], name), *longer;
		bool directory = is_directory(path);

		if (!directory && !access(path, F_OK)) {
			free(list);
			*looked_in = NULL;
			return path;
		}
		longer = need_printf("%s%s%s%s", list, i ? ", " : "", path,
				     directory ? " (a directory)" : "");
		free(list);
		free(path);
		list = longer;
	}
	*looked_in = list;
	return NULL;
}

/* Try the names of all files there are. */
void
search_suggest(const struct search *s, struct suggest *near)
{
	struct dirent *entry;
	DIR *dir;

	for (unsigned i = 0; i < s->ndirs; i++) {
		dir = opendir(s->dir[i]);
		while (dir && (entry = readdir(dir)))
			if (entry->d_name[0] != '.' &&
			    entry->d_type != DT_DIR)
				suggest_try(near, entry->d_name);
		if (dir)
			closedir(dir);
	}
}

char *
path_dir(const char *path)
{
	const char *slash = strrchr(path, '/');

	if (!slash)
		return need_printf(".");
	return need_printf("%.*s", slash == path ? 1 : (int)(slash - path),
			   path);
}

const char *
path_base(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}
