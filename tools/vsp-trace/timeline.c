/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * timeline.c - who ran from when to when, who had been lent time, how long
 * calls took, and what programs say took time.
 */
#include <stdlib.h>
#include <string.h>

#include "../common/memory.h"
#include "trace.h"

struct maker {
	struct timeline *line;
	const struct trace *trace;
	struct span now;	/* who: NOBODY while the core idles */
	bool running;
	struct span grant[VSP_NLEVELS];	/* who: NOBODY if there is none */
};

static void
end_span(struct maker *m, uint64_t time)
{
	if (!m->running || m->now.who == NOBODY || time <= m->now.start)
		return;
	m->now.end = time;
	*ARRAY_ADD(m->line->span, m->line->nspans) = m->now;
}

static void
begin_span(struct maker *m, const struct event *e, int payer)
{
	m->running = true;
	m->now = (struct span){ .start = e->r.time, .who = e->who,
				.payer = payer, .thread = e->thread };
}

/* Another thread of the domain that runs, or a handler. */
static void
switch_thread(struct maker *m, const struct event *e)
{
	if (!m->running || m->now.who != e->who || e->who == NOBODY
	    || m->now.thread == e->thread)
		return;
	end_span(m, e->r.time);
	begin_span(m, e, m->now.payer);
}

/* ---- grants ---- */

static void
end_grant(struct maker *m, struct span *grant, uint64_t time)
{
	grant->end = time;
	if (grant->who != NOBODY && grant != &m->grant[0])
		*ARRAY_ADD(m->line->grant, m->line->ngrants) = *grant;
	grant->who = NOBODY;
}

static void
begin_grant(struct maker *m, const struct event *e)
{
	struct span *grant = &m->grant[e->r.detail];

	end_grant(m, grant, e->r.time);
	*grant = (struct span){ .start = e->r.time, .who = e->who,
				.payer = e->who };
}

static void
take_return(struct maker *m, const struct event *e)
{
	for (unsigned i = 0; i < VSP_NLEVELS; i++)
		if (m->grant[i].who == e->who)
			end_grant(m, &m->grant[i], e->r.time);
}

/* ---- calls ---- */

static void
begin_call(struct maker *m, const struct event *e)
{
	*ARRAY_ADD(m->line->call, m->line->ncalls) = (struct call){
		.start = e->r.time, .from = e->other, .to = e->who,
		.number = e->r.b & 15,
	};
}

static void
end_call(struct maker *m, const struct event *e, unsigned number)
{
	for (unsigned i = m->line->ncalls; i-- > 0;) {
		struct call *call = &m->line->call[i];

		if (call->answered || call->from != e->who
		    || call->number != number)
			continue;
		call->end = e->r.time;
		call->answered = true;
		return;
	}
}

static void
take_upcall(struct maker *m, const struct event *e)
{
	switch_thread(m, e);
	if (e->r.detail == VSP_UPCALL_CALL)
		begin_call(m, e);
	else if (e->r.detail == VSP_UPCALL_REPLY)
		end_call(m, e, e->r.a & 15);
}

/* ---- notes ---- */

/* The thread's that began last and has not ended. */
static struct note *
open_note(struct maker *m, const struct event *e)
{
	for (unsigned i = m->line->nnotes; i-- > 0;) {
		struct note *note = &m->line->note[i];

		if (!note->ended && note->who == e->who
		    && note->thread == e->thread)
			return note;
	}
	return NULL;
}

/* An end without a beginning, which was lost, is left out. */
static void
take_note(struct maker *m, const struct event *e)
{
	struct note *outer = open_note(m, e), *note;
	unsigned depth = outer == NULL ? 0 : outer->depth + 1;

	if (e->r.detail == VSP_NOTE_END && outer != NULL) {
		outer->end = e->r.time;
		outer->ended = true;
	} else if (e->r.detail == VSP_NOTE_BEGIN) {
		note = ARRAY_ADD(m->line->note, m->line->nnotes);
		*note = (struct note){
			.start = e->r.time, .who = e->who,
			.thread = e->thread, .depth = depth, .value = e->r.b,
		};
		memcpy(note->name, &e->r.a, 8);
	}
}

static void
take(struct maker *m, const struct event *e)
{
	const struct vsp_trace_record *r = &e->r;

	if (r->kind == VSP_TRACE_RUN) {
		end_span(m, r->time);
		begin_span(m, e, e->other);
	} else if (r->kind == VSP_TRACE_NOTE) {
		switch_thread(m, e);
		take_note(m, e);
	} else if (r->kind == VSP_TRACE_GRANT) {
		begin_grant(m, e);
	} else if (r->kind == VSP_TRACE_RETURN) {
		take_return(m, e);
	} else if (r->kind == VSP_TRACE_UPCALL) {
		take_upcall(m, e);
	} else if (r->kind == VSP_TRACE_ANSWER) {
		end_call(m, e, r->detail);
	} else if (r->kind == VSP_TRACE_LIFE
		   && r->detail == VSP_LIFE_CANCELLED) {
		end_call(m, e, r->b & 15);
	}
}

void
timeline_make(struct timeline *line, const struct trace *t)
{
	struct maker m = { .line = line, .trace = t };
	uint64_t end = trace_start(t) + trace_ticks(t);

	*line = (struct timeline){ 0 };
	for (unsigned i = 0; i < VSP_NLEVELS; i++)
		m.grant[i].who = NOBODY;
	for (unsigned i = 0; i < t->nevents; i++)
		take(&m, &t->event[i]);
	end_span(&m, end);
	for (unsigned i = 0; i < VSP_NLEVELS; i++)
		end_grant(&m, &m.grant[i], end);
	for (unsigned i = 0; i < line->ncalls; i++)
		if (!line->call[i].answered)
			line->call[i].end = end;
	for (unsigned i = 0; i < line->nnotes; i++)
		if (!line->note[i].ended)
			line->note[i].end = end;
}

void
timeline_free(struct timeline *line)
{
	free(line->span);
	free(line->grant);
	free(line->call);
	free(line->note);
	*line = (struct timeline){ 0 };
}
