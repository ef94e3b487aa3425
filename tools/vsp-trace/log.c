/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * log.c - reads the lines of programs/tracer out of a console's log.
 *
 * The lines are those behind one prefix ("tracer | "), which is that of the
 * first line that has a header; all other lines are other programs'.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "../common/memory.h"
#include "trace.h"

#define FIELDS	8

struct field {
	const char *s;
	uint64_t n;		/* if it is a number */
};

struct line {
	const char *text;	/* from the @ on, NUL at its end */
	struct place at;
	unsigned nfields;
	struct field field[FIELDS];
	char *copy;
};

struct reader {
	struct trace *trace;
	struct msgs *msgs;
	char *prefix;
	bool ended;
	uint64_t next, head;	/* number of the next record; of the last + 1 */
	uint64_t records;
};

static struct subject
about(const struct reader *r, const struct line *line, unsigned field,
      const char *kind, const char *name)
{
	struct place at = line->at;

	if (field > 0)
		at.col += (unsigned)(line->field[field].s - line->copy);
	return (struct subject){ r->trace->file, at, kind, name };
}

static unsigned
sum_of(const char *text, size_t len)
{
	unsigned sum = 0;

	for (size_t i = 0; i < len; i++)
		sum = (sum * 31 + (unsigned char)text[i]) & 0xffff;
	return sum;
}

/* The sum at its end must be that of the rest; it is cut off. */
static bool
check_sum(const struct reader *r, struct line *line)
{
	char *mark = strrchr(line->copy, '#'), *end = NULL;
	char name[3] = { line->copy[0], line->copy[1] };
	struct subject who = about(r, line, 0, "line", name);
	unsigned long is = mark ? strtoul(mark + 1, &end, 16) : 0, should;

	if (mark == NULL || mark == line->copy || end != mark + 5 || *end) {
		msg_error(r->msgs, &who, "there is no sum at its end");
		msg_hint(r->msgs, "the line was cut; capture the console "
			 "again");
		return false;
	}
	should = sum_of(line->copy, (size_t)(mark - line->copy) - 1);
	who.at.col += (unsigned)(mark - line->copy);
	if (is != should) {
		msg_error(r->msgs, &who, "it is #%04lx, that of the line is "
			  "#%04lx", is, should);
		msg_hint(r->msgs, "the line was spoiled on its way; capture "
			 "the console again");
		return false;
	}
	mark[-1] = '\0';
	return true;
}

static void
split(struct line *line)
{
	char *rest = line->copy, *word;

	while (line->nfields < FIELDS
	       && (word = strsep(&rest, " ")) != NULL)
		line->field[line->nfields++].s = word;
	/* What is too much stays with the last field, and is no number. */
	if (rest != NULL)
		rest[-1] = ' ';
}

/* Fields `first` and on are hexadecimal numbers, `n` of them. */
static bool
numbers(const struct reader *r, struct line *line, unsigned first, unsigned n)
{
	bool fine = true;

	if (line->nfields < first + n) {
		struct subject who = about(r, line, 0, "line",
					   line->field[0].s);

		msg_error(r->msgs, &who, "%u fields are too few (%u)",
			  line->nfields, first + n);
		return false;
	}
	for (unsigned i = first; i < first + n; i++) {
		struct field *field = &line->field[i];
		struct subject who = about(r, line, i, "line",
					   line->field[0].s);
		char *end;

		field->n = strtoull(field->s, &end, 16);
		if (end != field->s && *end == '\0')
			continue;
		msg_error(r->msgs, &who, "'%s' is no hexadecimal number",
			  field->s);
		fine = false;
	}
	return fine;
}

static void
read_head(struct reader *r, struct line *line)
{
	struct subject who = about(r, line, 1, "trace", r->trace->file);

	if (r->trace->ticks_per_s != 0) {
		who.at = line->at;
		msg_error(r->msgs, &who, "a second trace begins");
		msg_hint(r->msgs, "cut the log in two");
		return;
	}
	if (!numbers(r, line, 1, 5))
		return;
	if (line->field[1].n != VSP_TRACE_VERSION)
		msg_error(r->msgs, &who, "version %" PRIu64 " is not %u",
			  line->field[1].n, VSP_TRACE_VERSION);
	r->trace->ticks_per_s = line->field[2].n;
	r->trace->mask = line->field[3].n;
	r->trace->lost = r->next = line->field[4].n;
	r->head = line->field[5].n;
	if (r->trace->ticks_per_s == 0) {
		who = about(r, line, 2, "trace", r->trace->file);
		msg_error(r->msgs, &who, "a counter of 0 ticks a second");
	}
}

static void
read_domain(struct reader *r, struct line *line)
{
	if (line->nfields < 3) {
		struct subject who = about(r, line, 0, "line", "@D");

		msg_error(r->msgs, &who, "there is no name");
		return;
	}
	if (numbers(r, line, 1, 1))
		trace_name(r->trace, (uint32_t)line->field[1].n,
			   line->field[2].s);
}

/* Records come in order; tell those that are missing. */
static void
check_number(struct reader *r, const struct line *line)
{
	uint64_t number = line->field[1].n;
	struct subject who = about(r, line, 1, "record", line->field[1].s);

	if (number != r->next)
		msg_error(r->msgs, &who, "comes where %" PRIx64 " should",
			  r->next);
	if (number > r->next)
		msg_hint(r->msgs, "lines before it are missing: %" PRIu64,
			 number - r->next);
	r->next = number + 1;
	r->records++;
}

/* One complaint about a line is enough: its number is not missed. */
static void
skip_record(struct reader *r)
{
	r->next++;
	r->records++;
}

static void
read_record(struct reader *r, struct line *line)
{
	const struct field *f = line->field;
	struct vsp_trace_record record;
	struct subject who;

	if (!numbers(r, line, 1, 7)) {
		skip_record(r);
		return;
	}
	check_number(r, line);
	record = (struct vsp_trace_record){
		.time = f[2].n, .kind = (uint16_t)f[3].n,
		.detail = (uint16_t)f[4].n, .domain = (uint32_t)f[5].n,
		.a = f[6].n, .b = f[7].n,
	};
	who = about(r, line, 3, "record", f[1].s);
	if (trace_problem(&record))
		msg_error(r->msgs, &who, "kind %" PRIu64 ": %s", f[3].n,
			  trace_problem(&record));
	else
		trace_record(r->trace, &record);
}

static void
read_end(struct reader *r, struct line *line)
{
	struct subject who;

	if (!numbers(r, line, 1, 1))
		return;
	who = about(r, line, 1, "trace", r->trace->file);
	r->ended = true;
	if (r->next != r->head)
		msg_error(r->msgs, &who, "it ends before record %" PRIx64
			  ", its head says %" PRIx64, r->next, r->head);
	else if (line->field[1].n != r->records)
		msg_error(r->msgs, &who, "%" PRIu64 " records were written, %"
			  PRIu64 " are here", line->field[1].n, r->records);
}

static void
read_line(struct reader *r, struct line *line)
{
	char kind = line->copy[1];

	if (!check_sum(r, line)) {
		if (kind == 'R')
			skip_record(r);
		return;
	}
	split(line);
	if (kind == 'T')
		read_head(r, line);
	else if (kind == 'D')
		read_domain(r, line);
	else if (kind == 'R')
		read_record(r, line);
	else if (kind == 'E')
		read_end(r, line);
}

/* Is it a line of the trace?  The first with a header says what stands before
 * them. */
static bool
is_ours(struct reader *r, const char *text, const char *at)
{
	size_t len = (size_t)(at - text);

	if (at[1] == '\0' || strchr("TDRE", at[1]) == NULL || at[2] != ' ')
		return false;
	if (r->prefix == NULL && at[1] == 'T') {
		r->prefix = need_printf("%.*s", (int)len, text);
		return true;
	}
	return r->prefix != NULL && strlen(r->prefix) == len
	       && memcmp(r->prefix, text, len) == 0;
}

static void
take(struct reader *r, char *text, unsigned number)
{
	char *at = strchr(text, '@'), *end = strchr(text, '\r');
	struct line line = { 0 };

	if (end != NULL)
		*end = '\0';
	if (at == NULL || !is_ours(r, text, at))
		return;
	line.copy = at;
	line.at = (struct place){ number, (unsigned)(at - text) + 1 };
	read_line(r, &line);
}

static void
check_whole(struct reader *r, unsigned lines)
{
	struct subject who = { r->trace->file, { 0, 0 }, "trace",
			       r->trace->file };

	if (r->prefix == NULL) {
		msg_error(r->msgs, &who, "no line of its %u has a header (@T)",
			  lines);
		msg_hint(r->msgs, "it is to be the console's log of a system "
			 "with the program 'tracer', or a ring's bytes");
	} else if (!r->ended) {
		who.at = (struct place){ lines, 1 };
		msg_error(r->msgs, &who, "it has no end (@E); %" PRIu64 " of %"
			  PRIu64 " records are there", r->records,
			  r->head - r->trace->lost);
		msg_hint(r->msgs, "the log was cut; let the system run to its "
			 "end");
	}
}

void
log_read(struct trace *t, struct msgs *m, const char *text, size_t len)
{
	struct reader r = { .trace = t, .msgs = m };
	char *copy = need_alloc(NULL, len + 1, 1), *rest = copy, *line;
	unsigned number = 0;

	for (size_t i = 0; i < len; i++)
		copy[i] = text[i] ? text[i] : ' ';
	copy[len] = '\0';
	while ((line = strsep(&rest, "\n")) != NULL) {
		if (rest == NULL && *line == '\0')
			break;
		take(&r, line, ++number);
	}
	check_whole(&r, number);
	free(r.prefix);
	free(copy);
}
