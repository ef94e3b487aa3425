/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * console.c - stdin, stdout and stderr on the console portal.
 *
 * Characters are kept until a line is complete or the buffer is full, and go
 * out VSP_CONSOLE_BYTES at a time.  Each thread has lines of its own, which go
 * out whole: what two threads write at a time does not mix.  A domain without
 * a console writes into nothing, as to a terminal nobody looks at, and reads
 * the end of the file.
 */
#include <stdio.h>
#include <string.h>
#include <sys/lock.h>
#include <vesper/startup.h>
#include <vesper/vesper.h>

#include "console.h"

#define LINE_BYTES 240u		/* six messages */

_Static_assert(VSP_CONSOLE_BYTES <= (VSP_NWORDS - 2) * sizeof(uint64_t),
	       "the bytes of a message follow two words");

struct line {
	size_t used;
	char text[LINE_BYTES];
};

/* Of stdout, and of stderr. */
static _Thread_local struct line lines[2];

static struct line *
line_of(const FILE *file)
{
	return &lines[file == stderr];
}

static int
write_messages(const char *bytes, size_t count)
{
	struct vsp_message message;
	int error = VSP_OK;

	while (count != 0 && error == VSP_OK) {
		size_t n = count < VSP_CONSOLE_BYTES ? count
						     : VSP_CONSOLE_BYTES;

		memset(&message, 0, sizeof(message));
		message.word[0] = VSP_CONSOLE_WRITE;
		message.word[1] = n;
		memcpy(&message.word[2], bytes, n);
		error = vsp_call(VSP_SLOT_CONSOLE, &message);
		bytes += n;
		count -= n;
	}
	return error;
}

/* Under malloc()'s lock, which is one where there are threads, if it takes
 * several messages. */
int
console_write(const char *bytes, size_t count)
{
	int error;

	if (count <= VSP_CONSOLE_BYTES)
		return write_messages(bytes, count);
	__LIBC_LOCK();
	error = write_messages(bytes, count);
	__LIBC_UNLOCK();
	return error;
}

size_t
console_read(char *bytes, size_t limit)
{
	struct vsp_message message = { .word = {
		VSP_CONSOLE_READ,
		limit < VSP_CONSOLE_BYTES ? limit : VSP_CONSOLE_BYTES,
	} };
	size_t count;

	if (limit == 0 || vsp_call(VSP_SLOT_CONSOLE, &message) != VSP_OK
	    || message.word[0] != VSP_OK || message.word[1] > limit)
		return 0;
	count = message.word[1];
	memcpy(bytes, &message.word[2], count);
	return count;
}

static int
stream_flush(FILE *file)
{
	struct line *line = line_of(file);
	int error = console_write(line->text, line->used);

	line->used = 0;
	return error == VSP_OK || error == VSP_E_NOCAP ? 0 : EOF;
}

static int
stream_put(char c, FILE *file)
{
	struct line *line = line_of(file);

	line->text[line->used++] = c;
	if (c == '\n' || line->used == LINE_BYTES)
		return stream_flush(file);
	return 0;
}

/* What was asked should be seen before it is answered. */
static int
stream_get(FILE *file)
{
	static char line[VSP_CONSOLE_BYTES];
	static size_t next, end;

	(void)file;
	if (next == end) {
		stream_flush(stdout);
		next = 0;
		end = console_read(line, sizeof(line));
	}
	return next < end ? (unsigned char)line[next++] : _FDEV_EOF;
}

static FILE out = FDEV_SETUP_STREAM(stream_put, NULL, stream_flush,
				    _FDEV_SETUP_WRITE);
static FILE err = FDEV_SETUP_STREAM(stream_put, NULL, stream_flush,
				    _FDEV_SETUP_WRITE);
static FILE in = FDEV_SETUP_STREAM(NULL, stream_get, NULL, _FDEV_SETUP_READ);

FILE *const stdin = &in;
FILE *const stdout = &out;
FILE *const stderr = &err;

/* exit() runs this: picolibc knows no list of streams to flush. */
__attribute__((destructor)) static void
streams_flush(void)
{
	stream_flush(stdout);
	stream_flush(stderr);
}
