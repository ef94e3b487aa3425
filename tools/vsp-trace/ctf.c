/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * ctf.c - the Common Trace Format, version 1.8: a description in its language
 * TSDL, and a stream of one packet.
 *
 * Source: EfficiOS, "Common Trace Format v1.8.3".  All integers are
 * little-endian and aligned to bytes, so that the stream has no padding.  An
 * event class is a kind of record, with the field names of trace.def.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "../common/memory.h"
#include "trace.h"

#define CTF_MAGIC	0xc1fc1fc1u
/* magic, stream_id; begin, end, content_size, packet_size, discarded */
#define HEAD_BYTES	(4 + 4 + 5 * 8)

static const char types[] =
	"typealias integer { size = 8; align = 8; signed = false; } "
	":= uint8;\n"
	"typealias integer { size = 16; align = 8; signed = false; } "
	":= uint16;\n"
	"typealias integer { size = 32; align = 8; signed = false; } "
	":= uint32;\n"
	"typealias integer { size = 64; align = 8; signed = false; } "
	":= uint64;\n"
	"typealias integer { size = 64; align = 8; signed = false; "
	"base = hexadecimal; } := xint64;\n\n"
	"trace {\n"
	"\tmajor = 1;\n\tminor = 8;\n\tbyte_order = le;\n"
	"\tpacket.header := struct { uint32 magic; uint32 stream_id; };\n"
	"};\n\n"
	"env { domain = \"vesper\"; tracer_name = \"vesper\"; };\n\n";

static const char stream[] =
	"typealias integer { size = 64; align = 8; signed = false; "
	"map = clock.counter.value; } := clock64;\n\n"
	"stream {\n"
	"\tid = 0;\n"
	"\tpacket.context := struct {\n"
	"\t\tclock64 timestamp_begin;\n\t\tclock64 timestamp_end;\n"
	"\t\tuint64 content_size;\n\t\tuint64 packet_size;\n"
	"\t\tuint64 events_discarded;\n\t};\n"
	"\tevent.header := struct { uint16 id; clock64 timestamp; };\n"
	"\tevent.context := struct { uint32 page; string domain; "
	"string thread; };\n"
	"};\n\n";

static void
put_field(FILE *out, const char *type, const char *name)
{
	if (*name != '\0')
		fprintf(out, " %s _%s;", type, name);
}

static void
put_class(FILE *out, unsigned number)
{
	const struct kind *kind = &kinds[number];

	fprintf(out, "event {\n\tname = \"%s\";\n\tid = %u;\n"
		"\tstream_id = 0;\n\tfields := struct {", kind->name, number);
	put_field(out, "uint16", kind->detail);
	put_field(out, "xint64", kind->a);
	put_field(out, "xint64", kind->b);
	fputs(" string in_words; };\n};\n\n", out);
}

void
ctf_write_metadata(FILE *out, const struct trace *t)
{
	fprintf(out, "/* CTF 1.8 */\n\n%sclock {\n\tname = counter;\n"
		"\tfreq = %" PRIu64 ";\n\toffset = 0;\n};\n\n%s", types,
		t->ticks_per_s, stream);
	for (unsigned i = 0; i < VSP_TRACE_COUNT; i++)
		put_class(out, i);
}

/* ---- the stream ---- */

static void
put(FILE *out, uint64_t value, unsigned bytes)
{
	for (; bytes > 0; bytes--, value >>= 8)
		fputc((int)(value & 0xff), out);
}

/* Nothing is "-": babeltrace2 2.0 shows the string before an empty one. */
static void
put_text(FILE *out, const char *text)
{
	if (*text == '\0')
		text = "-";
	fwrite(text, 1, strlen(text) + 1, out);
}

/* What the numbers mean: whom a record names, and what its detail is. */
static void
put_words(FILE *out, const struct trace *t, const struct event *e)
{
	const char *detail = detail_name(&e->r);
	const char *other = e->other == NOBODY ? ""
			    : trace_domain_name(t, e->other);

	if (detail == NULL) {
		put_text(out, other);
		return;
	}
	fprintf(out, "%s%s%s", detail, *other != '\0' ? " " : "", other);
	fputc('\0', out);
}

static void
put_event(FILE *out, const struct trace *t, const struct event *e)
{
	const struct kind *kind = &kinds[e->r.kind];

	put(out, e->r.kind, 2);
	put(out, e->r.time, 8);
	put(out, e->r.domain, 4);
	put_text(out, trace_domain_name(t, e->who));
	put_text(out, trace_thread_name(t, e->who, e->thread));
	if (*kind->detail)
		put(out, e->r.detail, 2);
	if (*kind->a)
		put(out, e->r.a, 8);
	if (*kind->b)
		put(out, e->r.b, 8);
	put_words(out, t, e);
}

/* The packet's size stands before what it is the size of. */
static long
size_of_events(const struct trace *t)
{
	char *bytes;
	size_t len;
	FILE *out = open_memstream(&bytes, &len);

	if (out == NULL)
		out_of_memory();
	for (unsigned i = 0; i < t->nevents; i++)
		put_event(out, t, &t->event[i]);
	fclose(out);
	free(bytes);
	return (long)len;
}

void
ctf_write_stream(FILE *out, const struct trace *t)
{
	uint64_t bits = 8 * (HEAD_BYTES + (uint64_t)size_of_events(t));

	put(out, CTF_MAGIC, 4);
	put(out, 0, 4);
	put(out, trace_start(t), 8);
	put(out, trace_start(t) + trace_ticks(t), 8);
	put(out, bits, 8);
	put(out, bits, 8);
	put(out, t->lost, 8);
	for (unsigned i = 0; i < t->nevents; i++)
		put_event(out, t, &t->event[i]);
}
