/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * input.c - what is typed at the console, and who waits to read it.
 *
 *	text	complete lines, and then the one that is typed now
 *		|<---- done ---->|<-- can be erased -->|
 *
 * A line is complete with its newline; control-D, typed at the start of a
 * line, is a line of its own that reads as the end of the file.  Lines go to
 * those who ask, in the order in which they asked.
 *
 * A client waits once at most.  If it asks again, it may have given up its
 * earlier call, and nobody would take the line; and it cannot fill the ring.
 */
#include "input.h"

#include <string.h>

#include <vesper/proto.h>

#define TEXT_BYTES	512u
#define READERS		65u	/* clients there can be */
#define END_OF_FILE	'\004'
#define ERASE_LINE	'\025'	/* control-U */
#define DELETE		'\177'

static char text[TEXT_BYTES];
static uint32_t length, done;

struct reader {
	uint64_t badge, token;
	uint64_t limit;		/* bytes it takes */
};

static struct reader readers[READERS];	/* a ring */
static uint32_t first_reader, nreaders;

static const char *
erase(void)
{
	if (length == done)
		return "";
	length--;
	return "\b \b";
}

/* Without a terminal's knowledge of columns: a new line. */
static const char *
erase_line(void)
{
	length = done;
	return "^U\r\n";
}

static const char *
append(char c)
{
	static char echo[2];

	/* The last place is for the newline. */
	if (length >= TEXT_BYTES - (c != '\n'))
		return "\a";
	text[length++] = c;
	if (c == '\n' || c == END_OF_FILE) {
		done = length;
		return c == '\n' ? "\r\n" : "";
	}
	echo[0] = c;
	return echo;
}

const char *
input_type(char c)
{
	switch (c) {
	case '\b':
	case DELETE:
		return erase();
	case ERASE_LINE:
		return erase_line();
	case END_OF_FILE:
		return length == done ? append(c) : "";
	case '\r':
		return append('\n');
	default:
		return c == '\n' || c == '\t' || (unsigned char)c >= ' '
		       ? append(c) : "";
	}
}

/* Take up to `limit` bytes of the first line. */
static uint32_t
take(char *bytes, uint64_t limit)
{
	uint32_t count = 0, taken;

	if (text[0] == END_OF_FILE) {
		taken = 1;
	} else {
		while (count < limit && (count == 0
					 || text[count - 1] != '\n'))
			count++;
		memcpy(bytes, text, count);
		taken = count;
	}
	length -= taken;
	done -= taken;
	memmove(text, text + taken, length);
	return count;
}

static void
answer_with_line(struct vsp_message *answer, uint64_t limit)
{
	memset(answer, 0, sizeof(*answer));
	answer->word[1] = take((char *)&answer->word[2], limit);
	answer->word[0] = VSP_OK;
}

static struct reader *
reader_of(uint64_t badge)
{
	for (uint32_t i = 0; i < nreaders; i++) {
		struct reader *reader = &readers[(first_reader + i) % READERS];

		if (reader->badge == badge)
			return reader;
	}
	return NULL;
}

/* In place of its earlier read, which is answered instead. */
static void
read_again(struct reader *reader, struct vsp_request *request, uint64_t limit)
{
	uint64_t earlier = reader->token;

	reader->token = request->token;
	reader->limit = limit;
	request->token = earlier;
	request->message.word[0] = VSP_E_BUSY;
}

bool
input_read(struct vsp_request *request)
{
	uint64_t limit = request->message.word[1];
	struct reader *reader = reader_of(request->badge);

	if (limit == 0 || limit > VSP_CONSOLE_BYTES) {
		request->message.word[0] = VSP_E_ARG;
		return true;
	}
	if (nreaders == 0 && done != 0) {
		answer_with_line(&request->message, limit);
		return true;
	}
	if (reader != NULL) {
		read_again(reader, request, limit);
		return true;
	}
	if (nreaders == READERS) {
		request->message.word[0] = VSP_E_BUSY;
		return true;
	}
	readers[(first_reader + nreaders++) % READERS] =
		(struct reader){ request->badge, request->token, limit };
	return false;
}

bool
input_serve(uint64_t *token, struct vsp_message *answer)
{
	struct reader *reader = &readers[first_reader];

	if (nreaders == 0 || done == 0)
		return false;
	*token = reader->token;
	answer_with_line(answer, reader->limit);
	first_reader = (first_reader + 1) % READERS;
	nreaders--;
	return true;
}
