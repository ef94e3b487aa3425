/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * perfetto.c - the trace event format, as JSON, which Perfetto opens.
 *
 * Source: Google, "Trace Event Format".  A domain is a process, its threads
 * are its threads; thread 0 is the domain itself.  Process 0 is the processor,
 * which shows who runs.  Times are in microseconds, with three digits for
 * nanoseconds.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "trace.h"

/* A thread's notes are a thread of their own: this number and the thread's. */
#define NOTES	(1ull << 40)
/* And the time that a domain has been lent, whoever runs then. */
#define GRANTS	(1ull << 41)

struct writer {
	FILE *out;
	const struct trace *trace;
	const struct timeline *line;
	bool some;
};

static void
put_string(FILE *out, const char *s)
{
	fputc('"', out);
	for (; *s != '\0'; s++) {
		unsigned char c = (unsigned char)*s;

		if (c == '"' || c == '\\')
			fprintf(out, "\\%c", c);
		else if (c < 0x20 || c > 0x7e)
			fprintf(out, "\\u%04x", c);
		else
			fputc(c, out);
	}
	fputc('"', out);
}

/* The beginning of an event; the rest of its members follow. */
static void
begin(struct writer *w, const char *phase, const char *name, int pid,
      uint64_t tid)
{
	fprintf(w->out, "%s\n{\"ph\":\"%s\",\"pid\":%d,\"tid\":%" PRIu64
		",\"name\":", w->some ? "," : "", phase, pid, tid);
	put_string(w->out, name);
	w->some = true;
}

static void
put_time(struct writer *w, const char *member, uint64_t ticks)
{
	uint64_t ns = trace_ns(w->trace, ticks);

	fprintf(w->out, ",\"%s\":%" PRIu64 ".%03u", member, ns / 1000,
		(unsigned)(ns % 1000));
}

static void
put_at(struct writer *w, uint64_t time)
{
	put_time(w, "ts", time - trace_start(w->trace));
}

static void
put_name(struct writer *w, const char *what, int pid, uint64_t tid,
	 const char *name)
{
	begin(w, "M", what, pid, tid);
	fputs(",\"args\":{\"name\":", w->out);
	put_string(w->out, name);
	fputs("}}", w->out);
}

/* Once for each of them. */
static void
put_name_of_notes(struct writer *w, const struct note *note)
{
	char name[80];

	for (const struct note *n = w->line->note; n < note; n++)
		if (n->who == note->who && n->thread == note->thread)
			return;
	snprintf(name, sizeof name, "%s notes",
		 trace_thread_name(w->trace, note->who, note->thread));
	put_name(w, "thread_name", note->who + 1, NOTES + note->thread,
		 note->thread != 0 ? name : "notes");
}

static void
put_names(struct writer *w)
{
	const struct trace *t = w->trace;

	put_name(w, "process_name", 0, 0, "processor");
	put_name(w, "thread_name", 0, 0, "core 0");
	for (unsigned i = 0; i < t->ndomains; i++) {
		put_name(w, "process_name", (int)i + 1, 0,
			 t->domain[i].name);
		put_name(w, "thread_name", (int)i + 1, 0, "domain");
		put_name(w, "thread_name", (int)i + 1, GRANTS, "grants");
	}
	for (unsigned i = 0; i < t->nthreads; i++)
		put_name(w, "thread_name", t->thread[i].domain + 1,
			 t->thread[i].number, t->thread[i].name);
	for (unsigned i = 0; i < w->line->nnotes; i++)
		put_name_of_notes(w, &w->line->note[i]);
}

static void
put_slice(struct writer *w, const struct span *span, const char *name,
	  int pid, uint64_t tid)
{
	begin(w, "X", name, pid, tid);
	put_at(w, span->start);
	put_time(w, "dur", span->end - span->start);
	fputs(",\"args\":{\"payer\":", w->out);
	put_string(w->out, trace_domain_name(w->trace, span->payer));
	fputs("}}", w->out);
}

static void
put_span(struct writer *w, const struct span *span)
{
	const char *name = trace_domain_name(w->trace, span->who);

	put_slice(w, span, name, 0, 0);
	put_slice(w, span, "runs", span->who + 1, 0);
	if (span->thread != 0)
		put_slice(w, span, trace_thread_name(w->trace, span->who,
						     span->thread),
			  span->who + 1, span->thread);
}

/* A call is on the caller's side, from entry to answer. */
static void
put_call(struct writer *w, const struct call *call, unsigned id)
{
	const char *name = trace_domain_name(w->trace, call->to);

	for (unsigned end = 0; end < 2; end++) {
		begin(w, end ? "e" : "b", name, call->from + 1, 0);
		fprintf(w->out, ",\"cat\":\"call\",\"id\":%u", id);
		put_at(w, end ? call->end : call->start);
		fprintf(w->out, ",\"args\":{\"number\":%u,\"answered\":%s}}",
			call->number, call->answered ? "true" : "false");
	}
}

static void
put_instant(struct writer *w, const struct event *e)
{
	const struct kind *kind = &kinds[e->r.kind];

	begin(w, "i", kind->name, e->who + 1, 0);
	put_at(w, e->r.time);
	fprintf(w->out, ",\"s\":\"t\",\"args\":{\"detail\":%u,\"a\":\"0x%"
		PRIx64 "\",\"b\":\"0x%" PRIx64 "\"}}", e->r.detail, e->r.a,
		e->r.b);
}

static void
put_note(struct writer *w, const struct note *note)
{
	begin(w, "X", note->name, note->who + 1, NOTES + note->thread);
	put_at(w, note->start);
	put_time(w, "dur", note->end - note->start);
	fprintf(w->out, ",\"args\":{\"value\":\"0x%" PRIx64 "\"}}",
		note->value);
}

static bool
is_shown(const struct vsp_trace_record *r)
{
	switch (r->kind) {
	case VSP_TRACE_EVENT:
	case VSP_TRACE_IRQ:
	case VSP_TRACE_FAULT:
	case VSP_TRACE_LIFE:
		return true;
	case VSP_TRACE_NOTE:
		return r->detail == VSP_NOTE_MARK;
	default:
		return false;
	}
}

void
perfetto_write(FILE *out, const struct trace *t, const struct timeline *line)
{
	struct writer w = { .out = out, .trace = t, .line = line };

	fputs("{\"displayTimeUnit\":\"ns\",\"traceEvents\":[", out);
	put_names(&w);
	for (unsigned i = 0; i < line->nspans; i++)
		put_span(&w, &line->span[i]);
	for (unsigned i = 0; i < line->ngrants; i++)
		put_slice(&w, &line->grant[i], "grant",
			  line->grant[i].who + 1, GRANTS);
	for (unsigned i = 0; i < line->ncalls; i++)
		put_call(&w, &line->call[i], i + 1);
	for (unsigned i = 0; i < t->nevents; i++)
		if (is_shown(&t->event[i].r))
			put_instant(&w, &t->event[i]);
	for (unsigned i = 0; i < line->nnotes; i++)
		put_note(&w, &line->note[i]);
	fputs("\n]}\n", out);
}
