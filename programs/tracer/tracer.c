/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * tracer.c - traces the system for a time, then writes the trace to the
 * console as lines for vsp-trace.
 *
 * Arguments, all of the form name=value:
 *
 *	ms=N		for N milliseconds (1000)
 *	pages=N		in a ring of N pages (64): 128 records each, less 2
 *	kinds=A,B,...	only records of these kinds (all)
 *	wrap=1		when the ring is full, overwrite the oldest; without,
 *			the trace ends then, and nothing is lost
 *
 * The lines (of words with a blank between, numbers in hexadecimal):
 *
 *	@T version ticks_per_s mask first head
 *	@D page name
 *	@R number time kind detail domain a b
 *	@E records
 *
 * and each ends in " #" and a sum of the bytes before, so that what a serial
 * line has spoiled is seen.
 */
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <vesper/trace.h>
#include <vesper/vesper.h>

#define LINE_BYTES	160u

static uint64_t ms = 1000, pages = 64, mask = VSP_TRACE_ALL;
static bool wrap;

static vsp_slot trace;
static const struct vsp_trace_ring *ring;

/* ---- arguments ---- */

static const char *const kind_names[] = {
#define VSP_TRACE(name, number, detail, a, b, text) [number] = #name,
#include <vesper/trace.def>
#undef VSP_TRACE
};

static bool
add_kind(const char *name)
{
	for (unsigned kind = 0; kind < VSP_TRACE_COUNT; kind++)
		if (strcmp(kind_names[kind], name) == 0) {
			mask |= 1u << kind;
			return true;
		}
	printf("there is no kind '%s'\n", name);
	return false;
}

static bool
set_kinds(char *names)
{
	bool known = true;

	mask = 0;
	for (char *name = strtok(names, ","); name != NULL;
	     name = strtok(NULL, ","))
		known &= add_kind(name);
	return known;
}

static bool
set_argument(char *argument)
{
	char *value = strchr(argument, '=');
	uint64_t number;

	if (value == NULL) {
		printf("'%s' is not name=value\n", argument);
		return false;
	}
	*value++ = '\0';
	number = strtoull(value, NULL, 0);
	if (strcmp(argument, "kinds") == 0)
		return set_kinds(value);
	if (strcmp(argument, "ms") == 0)
		ms = number;
	else if (strcmp(argument, "pages") == 0)
		pages = number;
	else if (strcmp(argument, "wrap") == 0)
		wrap = number != 0;
	else
		printf("there is no argument '%s'\n", argument);
	return true;
}

/* ---- the trace ---- */

static int
begin(void)
{
	const struct vsp_startup_link *link = vsp_link(VSP_LINK_TRACE,
						       "watch");
	struct vsp_stretch *stretch;
	vsp_slot frame;
	int error;

	if (link == NULL)
		return VSP_E_NOCAP;
	trace = link->slot;
	error = vsp_stretch_create(&stretch);
	if (error == VSP_OK)
		error = vsp_stretch_fill(stretch, 0, pages, &frame);
	if (error != VSP_OK)
		return error;
	ring = (const struct vsp_trace_ring *)stretch->address;
	return vsp_trace_start(trace, frame,
			       mask | (wrap ? 0 : VSP_TRACE_ONCE));
}

/* ---- the lines ---- */

static void __attribute__((format(printf, 1, 2)))
put_line(const char *format, ...)
{
	char line[LINE_BYTES];
	uint32_t sum = 0;
	va_list args;

	va_start(args, format);
	vsnprintf(line, sizeof(line), format, args);
	va_end(args);
	for (const char *c = line; *c != '\0'; c++)
		sum = (sum * 31 + (unsigned char)*c) & 0xffff;
	printf("%s #%04" PRIx32 "\n", line, sum);
}

static void
put_names(void)
{
	for (uint64_t i = 0;; i++) {
		struct vsp_message message = { .word = { VSP_INIT_NAME, i } };
		char name[VSP_IMAGE_NAME];

		if (vsp_call(VSP_SLOT_INIT, &message) != VSP_OK
		    || message.word[0] != VSP_OK)
			return;
		memcpy(name, &message.word[2], sizeof(name));
		put_line("@D %" PRIx64 " %s", message.word[1], name);
	}
}

static void
put_records(void)
{
	struct vsp_trace_reader reader = { .ring = ring };
	struct vsp_trace_record r;
	uint64_t n = 0;

	while (vsp_trace_read(&reader, &r, 1) == 1) {
		put_line("@R %" PRIx64 " %" PRIx64 " %x %x %" PRIx32 " %" PRIx64
			 " %" PRIx64, reader.next - 1, r.time, r.kind,
			 r.detail, r.domain, r.a, r.b);
		n++;
	}
	put_line("@E %" PRIx64, n);
}

int
main(int argc, char **argv)
{
	uint64_t head, first = 0;
	int error;

	for (int i = 1; i < argc; i++)
		if (!set_argument(argv[i]))
			return 2;
	error = begin();
	if (error != VSP_OK) {
		printf("cannot trace: %s\n", vsp_strerror(error));
		return 1;
	}
	vsp_sleep_until(vsp_now() + vsp_us_to_ticks(ms * 1000));
	vsp_trace_stop(trace);
	head = ring->head;
	if (head > ring->capacity)
		first = head - ring->capacity;
	put_line("@T %x %" PRIx64 " %x %" PRIx64 " %" PRIx64,
		 VSP_TRACE_VERSION, vsp_ticks_per_s(), (unsigned)mask, first,
		 head);
	put_names();
	put_records();
	return 0;
}
