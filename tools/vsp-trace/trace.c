/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * trace.c - which domain, and which thread, each record is about.
 */
#include <stdlib.h>
#include <string.h>

#include "../common/memory.h"
#include "trace.h"

const char *
trace_problem(const struct vsp_trace_record *r)
{
	if (r->kind >= VSP_TRACE_COUNT)
		return "its kind is unknown";
	if (r->domain == 0 && r->kind != VSP_TRACE_RUN
	    && r->kind != VSP_TRACE_TRACE && r->kind != VSP_TRACE_IRQ)
		return "its domain is missing";
	if (r->kind == VSP_TRACE_GRANT && r->detail >= VSP_NLEVELS)
		return "there is no such level";
	return NULL;
}

void
trace_record(struct trace *t, const struct vsp_trace_record *r)
{
	struct event *event = ARRAY_ADD(t->event, t->nevents);

	event->r = *r;
	event->who = event->other = NOBODY;
}

static int
domain_new(struct trace *t, uint32_t page)
{
	struct domain *domain = ARRAY_ADD(t->domain, t->ndomains);

	domain->page = page;
	domain->parent = NOBODY;
	return (int)t->ndomains - 1;
}

/* Who is on the page now: the last that came there. */
static int
domain_seen(const struct trace *t, uint64_t page)
{
	for (unsigned i = t->ndomains; i-- > 0;)
		if (t->domain[i].page == page && !t->domain[i].gone)
			return (int)i;
	return NOBODY;
}

static int
domain_find(struct trace *t, uint64_t page)
{
	int seen = domain_seen(t, page);

	if (page == 0 || seen != NOBODY)
		return seen;
	return domain_new(t, (uint32_t)page);
}

/* A name that was given before anything is known of who came and went. */
struct given {
	uint32_t page;
	char *name;
};

static struct given *given;
static unsigned ngiven;

void
trace_name(struct trace *t, uint32_t page, const char *name)
{
	struct given *new = ARRAY_ADD(given, ngiven);

	(void)t;
	new->page = page;
	new->name = need_printf("%s", name);
}

static void
name_thread(struct trace *t, const struct event *e)
{
	unsigned part = e->r.detail >> 8, i = 0;
	struct thread *thread;

	while (i < t->nthreads && (t->thread[i].domain != e->who
				   || t->thread[i].number != e->r.a))
		i++;
	thread = i < t->nthreads ? &t->thread[i]
				 : ARRAY_ADD(t->thread, t->nthreads);
	thread->domain = e->who;
	thread->number = e->r.a;
	if (part < sizeof thread->name / 8 - 1)
		memcpy(&thread->name[8 * part], &e->r.b, 8);
}

/* Pages that a record names besides its own. */
static uint64_t
other_page(const struct vsp_trace_record *r)
{
	switch (r->kind) {
	case VSP_TRACE_RUN:
		return r->b;
	case VSP_TRACE_DOOR:
	case VSP_TRACE_READY:
	case VSP_TRACE_LIFE:
		return r->a;
	case VSP_TRACE_UPCALL:
		return r->detail == VSP_UPCALL_CALL
		       ? (uint32_t)r->b >> 4 : 0;
	default:
		return 0;
	}
}

/* A domain's threads are told by itself; none runs in a handler. */
static void
follow_thread(struct trace *t, struct event *e)
{
	struct domain *domain;

	if (e->who == NOBODY)
		return;
	domain = &t->domain[e->who];
	if (e->r.kind == VSP_TRACE_NOTE && e->r.detail == VSP_NOTE_THREAD)
		domain->thread = e->r.a;
	else if (e->r.kind == VSP_TRACE_UPCALL)
		domain->thread = 0;
	e->thread = domain->thread;
}

/* Who lends time is the parent. */
static void
follow_parent(struct trace *t, const struct event *e)
{
	int parent = e->other;

	if (e->who == NOBODY)
		return;
	if (e->r.kind == VSP_TRACE_GRANT) {
		t->chain[e->r.detail] = e->who;
		if (e->r.detail == 0)
			return;
		parent = t->chain[e->r.detail - 1];
	} else if (e->r.kind != VSP_TRACE_READY
		   && (e->r.kind != VSP_TRACE_LIFE
		       || e->r.detail != VSP_LIFE_PARENT)) {
		return;
	}
	if (parent != e->who)
		t->domain[e->who].parent = parent;
}

static void
resolve(struct trace *t, struct event *e)
{
	bool life = e->r.kind == VSP_TRACE_LIFE;
	int old = domain_seen(t, e->r.domain);

	/* Somebody was there whose end was not seen. */
	if (life && e->r.detail == VSP_LIFE_MADE && old != NOBODY)
		t->domain[old].gone = true;
	e->who = domain_find(t, e->r.domain);
	e->other = domain_find(t, other_page(&e->r));
	if (life && e->r.detail == VSP_LIFE_KILLED && e->who != NOBODY)
		t->domain[e->who].gone = true;
	if (e->r.kind == VSP_TRACE_GRANT && e->r.detail == 0
	    && t->domain[e->who].name == NULL)
		t->domain[e->who].name = need_printf("init");
	if (e->r.kind == VSP_TRACE_NOTE && (e->r.detail & 0xff)
					   == VSP_NOTE_NAME)
		name_thread(t, e);
	follow_thread(t, e);
	follow_parent(t, e);
}

/* A name holds for the last domain on the page. */
static void
use_names(struct trace *t)
{
	for (unsigned n = 0; n < ngiven; n++) {
		unsigned i = t->ndomains;

		while (i > 0 && t->domain[i - 1].page != given[n].page)
			i--;
		if (i == 0)
			i = (unsigned)domain_new(t, given[n].page) + 1;
		free(t->domain[i - 1].name);
		t->domain[i - 1].name = given[n].name;
	}
	free(given);
	given = NULL;
	ngiven = 0;
}

void
trace_resolve(struct trace *t)
{
	for (unsigned i = 0; i < VSP_NLEVELS; i++)
		t->chain[i] = NOBODY;
	for (unsigned i = 0; i < t->nevents; i++)
		resolve(t, &t->event[i]);
	use_names(t);
	for (unsigned i = 0; i < t->ndomains; i++)
		if (t->domain[i].name == NULL)
			t->domain[i].name = need_printf("page %x",
							t->domain[i].page);
}

void
trace_free(struct trace *t)
{
	for (unsigned i = 0; i < t->ndomains; i++)
		free(t->domain[i].name);
	free(t->domain);
	free(t->thread);
	free(t->event);
	*t = (struct trace){ 0 };
}

const char *
trace_domain_name(const struct trace *t, int domain)
{
	return domain == NOBODY ? "idle" : t->domain[domain].name;
}

const char *
trace_thread_name(const struct trace *t, int domain, uint64_t number)
{
	static char text[32];

	if (number == 0)
		return "";
	for (unsigned i = 0; i < t->nthreads; i++)
		if (t->thread[i].domain == domain
		    && t->thread[i].number == number)
			return t->thread[i].name;
	snprintf(text, sizeof text, "thread %llu",
		 (unsigned long long)number);
	return text;
}

uint64_t
trace_start(const struct trace *t)
{
	return t->nevents ? t->event[0].r.time : 0;
}

uint64_t
trace_ticks(const struct trace *t)
{
	return t->nevents ? t->event[t->nevents - 1].r.time - trace_start(t)
			  : 0;
}

uint64_t
trace_ns(const struct trace *t, uint64_t ticks)
{
	return ticks / t->ticks_per_s * 1000000000u
	       + ticks % t->ticks_per_s * 1000000000u / t->ticks_per_s;
}

double
trace_us(const struct trace *t, uint64_t time)
{
	return (double)trace_ns(t, time - trace_start(t)) / 1000;
}
