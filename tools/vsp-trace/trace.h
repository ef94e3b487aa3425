/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * trace.h - a trace that was read, and what follows from it.
 *
 * A log or a ring is read into records (log.c, ring.c); trace.c finds out
 * which domain each is about, for a page can be one domain's and later
 * another's, and which thread; timeline.c makes spans of them.  The writers
 * only look at the results.
 */
#ifndef TRACE_H
#define TRACE_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <vesper/dcb.h>
#include <vesper/syscall.h>
#include <vesper/trace.h>

#include "../common/file.h"
#include "../common/msg.h"

#define NOBODY (-1)		/* instead of a domain: the idle core */

struct domain {
	uint32_t page;
	char *name;
	bool gone;		/* its page can be another's now */
	uint64_t thread;	/* runs, while the trace is read; 0: none */
	int parent;		/* its scheduler in the end, or NOBODY */
};

struct thread {
	int domain;
	uint64_t number;
	char name[64];
};

struct event {
	struct vsp_trace_record r;
	int who;		/* index of r.domain, or NOBODY */
	uint64_t thread;	/* of `who', that runs; 0: none is known */
	int other;		/* of the other domain it names, or NOBODY */
};

struct trace {
	const char *file;
	uint64_t ticks_per_s;
	uint64_t mask;
	uint64_t lost;		/* records before the first */
	struct event *event;
	unsigned nevents;
	struct domain *domain;
	unsigned ndomains;
	struct thread *thread;
	unsigned nthreads;
	int chain[VSP_NLEVELS];	/* who was lent time last, at each level */
};

/* log.c, ring.c: append records; problems are told, all of them. */
void log_read(struct trace *t, struct msgs *m, const char *text, size_t len);
bool ring_is(const struct blob *b);
void ring_read(struct trace *t, struct msgs *m, const struct blob *b);

/* trace.c */
void trace_record(struct trace *t, const struct vsp_trace_record *r);
/* The domain on this page is to be called so (the last one there). */
void trace_name(struct trace *t, uint32_t page, const char *name);
/* What is wrong with a record, in words; NULL if nothing. */
const char *trace_problem(const struct vsp_trace_record *r);
/* When all is read: who is who. */
void trace_resolve(struct trace *t);
void trace_free(struct trace *t);
const char *trace_domain_name(const struct trace *t, int domain);
/* Its name, or "thread 3"; "" if it is none. */
const char *trace_thread_name(const struct trace *t, int domain,
			      uint64_t number);
/* Times are from the first record on. */
uint64_t trace_start(const struct trace *t);
uint64_t trace_ticks(const struct trace *t);
uint64_t trace_ns(const struct trace *t, uint64_t ticks);
double trace_us(const struct trace *t, uint64_t time);

/* kind.c: the tables of trace.def, and the values in words. */
struct kind {
	const char *name, *detail, *a, *b;
};

extern const struct kind kinds[VSP_TRACE_COUNT];
/* "entry CALL", "reason WAIT": what a detail means; NULL if it is a number. */
const char *detail_name(const struct vsp_trace_record *r);
const char *error_name(uint64_t error);

/* timeline.c */
struct span {
	uint64_t start, end;
	int who, payer;
	uint64_t thread;	/* of `who'; 0: none is known */
};

struct call {
	uint64_t start, end;
	int from, to;
	unsigned number;
	bool answered;
};

/* What a program says that takes time. */
struct note {
	uint64_t start, end;
	int who;
	uint64_t thread;	/* of `who' that says it; 0: none is known */
	unsigned depth;		/* notes around it */
	bool ended;
	char name[9];
	uint64_t value;
};

struct timeline {
	struct span *span;
	unsigned nspans;
	struct span *grant;	/* `who' has been lent time, not the root */
	unsigned ngrants;
	struct call *call;
	unsigned ncalls;
	struct note *note;	/* in the order in which they begin */
	unsigned nnotes;
};

void timeline_make(struct timeline *line, const struct trace *t);
void timeline_free(struct timeline *line);

/* The writers. */
void text_write(FILE *out, const struct trace *t);
void summary_write(FILE *out, const struct trace *t,
		   const struct timeline *line);
/* Between these times, in microseconds from the first record on. */
struct window {
	double from_us, to_us;	/* to_us 0: to the end */
};

void svg_write(FILE *out, const struct trace *t, const struct timeline *line,
	       struct window window);
void perfetto_write(FILE *out, const struct trace *t,
		    const struct timeline *line);
/* The two files of a CTF trace. */
void ctf_write_metadata(FILE *out, const struct trace *t);
void ctf_write_stream(FILE *out, const struct trace *t);

#endif
