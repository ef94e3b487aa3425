/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * summary.c - what each domain and thread did, and whose time it was.
 *
 * Time is charged as the kernel does (kernel/grant.c): a grant costs what
 * passes until it returns, and its own part is what its children's grants in
 * it did not take.  A grant that was there when the trace began counts from
 * then on; one that is there when it ends, until then.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "../common/memory.h"
#include "trace.h"

struct account {
	uint64_t charged;	/* ticks of its own grants */
	uint64_t ran;		/* ticks on the processor, whoever paid */
	unsigned runs, grants, expired, preempted, calls, served, faults;
	unsigned interrupts, events;
};

struct level {
	bool known;
	int who;
	uint64_t start, children;
};

struct book {
	const struct trace *trace;
	struct account *account;
	struct level level[VSP_NLEVELS];
	unsigned top;
};

static void
open_grant(struct book *book, const struct event *e)
{
	uint64_t begun = trace_start(book->trace);

	if (e->r.detail >= VSP_NLEVELS)
		return;
	book->top = e->r.detail;
	book->level[book->top] = (struct level){
		.known = true, .who = e->who,
		.start = e->r.b > begun ? e->r.b : begun,
	};
	book->account[e->who].grants++;
}

static void
close_grant(struct book *book, uint64_t end)
{
	struct level *level = &book->level[book->top];
	uint64_t used = end > level->start ? end - level->start : 0;

	if (level->known) {
		book->account[level->who].charged += used - level->children;
		if (book->top > 0)
			level[-1].children += used;
	}
	level->known = false;
	book->top -= book->top > 0;
}

/* The record is a little later than the end of the grant. */
static void
return_grant(struct book *book, const struct event *e)
{
	struct level *level = &book->level[book->top];
	struct account *account = &book->account[e->who];
	uint64_t begun = trace_start(book->trace), end = e->r.time;

	if (level->known && level->start > begun)
		end = level->start + e->r.b;
	close_grant(book, end);
	account->expired += e->r.detail == VSP_CHILD_EXPIRED;
	account->preempted += e->r.detail == VSP_CHILD_PREEMPTED;
}

static void
count(struct book *book, const struct event *e)
{
	struct account *account;

	if (e->who == NOBODY)
		return;
	account = &book->account[e->who];
	account->interrupts += e->r.kind == VSP_TRACE_IRQ;
	account->events += e->r.kind == VSP_TRACE_EVENT;
	account->faults += e->r.kind == VSP_TRACE_FAULT;
	if (e->r.kind == VSP_TRACE_GRANT)
		open_grant(book, e);
	else if (e->r.kind == VSP_TRACE_RETURN)
		return_grant(book, e);
}

/* Not only another thread of the same domain. */
static bool
begins_run(const struct timeline *line, unsigned i)
{
	const struct span *span = &line->span[i];

	return i == 0 || span[-1].who != span->who
	       || span[-1].payer != span->payer || span[-1].end != span->start;
}

static void
fill(struct book *book, const struct timeline *line)
{
	const struct trace *t = book->trace;

	for (unsigned i = 0; i < t->nevents; i++)
		count(book, &t->event[i]);
	for (unsigned i = VSP_NLEVELS; i-- > 0;) {
		book->top = i;
		close_grant(book, trace_start(t) + trace_ticks(t));
	}
	for (unsigned i = 0; i < line->nspans; i++) {
		const struct span *span = &line->span[i];

		book->account[span->who].ran += span->end - span->start;
		book->account[span->who].runs += begins_run(line, i);
	}
	for (unsigned i = 0; i < line->ncalls; i++) {
		if (line->call[i].from != NOBODY)
			book->account[line->call[i].from].calls++;
		book->account[line->call[i].to].served++;
	}
}

static void
put_account(FILE *out, const char *name, const struct account *a)
{
	fprintf(out, "%-16s %12" PRIu64 " %12" PRIu64
		" %6u %6u %6u %6u %6u %6u %6u %6u %6u\n",
		name, a->charged, a->ran, a->runs, a->grants, a->expired,
		a->preempted, a->calls, a->served, a->events, a->interrupts,
		a->faults);
}

/* Spans of one thread that follow each other are as many runs. */
static void
put_thread(FILE *out, const struct trace *t, const struct timeline *line,
	   const struct thread *thread)
{
	uint64_t ran = 0;
	unsigned runs = 0;

	for (unsigned i = 0; i < line->nspans; i++) {
		const struct span *span = &line->span[i];

		if (span->who != thread->domain
		    || span->thread != thread->number)
			continue;
		ran += span->end - span->start;
		runs++;
	}
	fprintf(out, "%-16s %12" PRIu64 " %6u  %s\n",
		trace_domain_name(t, thread->domain), ran, runs, thread->name);
}

void
summary_write(FILE *out, const struct trace *t, const struct timeline *line)
{
	struct book book = { .trace = t };
	struct account sum = { 0 };
	size_t bytes = t->ndomains * sizeof *book.account;

	book.account = memset(need_alloc(NULL, t->ndomains + 1,
					 sizeof *book.account), 0, bytes);
	fill(&book, line);
	fprintf(out, "%u records, %" PRIu64 " lost, %.3f us, %" PRIu64
		" ticks of %" PRIu64 " a second\n\n", t->nevents, t->lost,
		(double)trace_ns(t, trace_ticks(t)) / 1000, trace_ticks(t),
		t->ticks_per_s);
	fprintf(out, "%-16s %12s %12s %6s %6s %6s %6s %6s %6s %6s %6s %6s\n",
		"domain", "charged", "ran", "runs", "grants", "expird",
		"preemp", "calls", "served", "events", "irqs", "faults");
	for (unsigned i = 0; i < t->ndomains; i++) {
		put_account(out, trace_domain_name(t, (int)i),
			    &book.account[i]);
		sum.charged += book.account[i].charged;
		sum.ran += book.account[i].ran;
	}
	fprintf(out, "%-16s %12s %12" PRIu64 "\n", "idle", "",
		trace_ticks(t) - sum.ran);
	fprintf(out, "%-16s %12" PRIu64 " %12" PRIu64 "\n", "all",
		sum.charged, trace_ticks(t));
	if (t->nthreads)
		fprintf(out, "\n%-16s %12s %6s  %s\n", "domain", "ran",
			"runs", "thread");
	for (unsigned i = 0; i < t->nthreads; i++)
		put_thread(out, t, line, &t->thread[i]);
	free(book.account);
}
