/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * svg.c - a picture of the run: a row for each domain, and below it one for
 * each of its threads; time goes to the right.
 *
 * A bar is a domain that runs, pale where another pays.  A line from row to row
 * is a call, a dot in it the answer.  Small marks above a row are interrupts
 * (red), events (blue), faults (black).  Bars of a row that no eye could tell
 * apart are drawn as one.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "trace.h"

#define LEFT	150.0		/* of the bars */
#define WIDTH	1100.0
#define TOP	54.0
#define ROW	26.0
#define BAR	14.0
#define CLOSE	0.15		/* bars nearer than this are one */
#define TICKS	10u

struct row {
	int domain;
	bool is_thread;
	uint64_t thread;
	double y;
};

struct picture {
	FILE *out;
	const struct trace *trace;
	const struct timeline *line;
	struct row *row;
	unsigned nrows;
	double height;
	double from, to;	/* microseconds */
};

static const char *const colours[] = {
	"#3b6ea5", "#c1662f", "#4f8f4f", "#8b5a9e", "#b5484d", "#4c9ba5",
	"#a58a2f", "#6b6b8f", "#9e6b5a", "#5a7f3b"
};

static const char *
colour(int domain)
{
	return colours[(unsigned)domain % (sizeof colours / sizeof *colours)];
}

/* What is outside is at the edge. */
static double
x_of(const struct picture *p, uint64_t time)
{
	double us = trace_us(p->trace, time);

	if (us < p->from)
		us = p->from;
	if (us > p->to)
		us = p->to;
	return LEFT + WIDTH * (us - p->from) / (p->to - p->from);
}

static bool
is_inside(const struct picture *p, uint64_t start, uint64_t end)
{
	return trace_us(p->trace, end) >= p->from
	       && trace_us(p->trace, start) <= p->to;
}

static void
put_escaped(FILE *out, const char *s)
{
	for (; *s != '\0'; s++) {
		if (*s == '<')
			fputs("&lt;", out);
		else if (*s == '>')
			fputs("&gt;", out);
		else if (*s == '&')
			fputs("&amp;", out);
		else
			fputc((unsigned char)*s < 0x20 ? '?' : *s, out);
	}
}

/* ---- rows ---- */

static bool
appears(const struct picture *p, int domain)
{
	const struct timeline *line = p->line;

	for (unsigned i = 0; i < line->nspans; i++)
		if (line->span[i].who == domain
		    && is_inside(p, line->span[i].start, line->span[i].end))
			return true;
	return false;
}

static void
add_row(struct picture *p, struct row row)
{
	row.y = TOP + ROW * p->nrows;
	*ARRAY_ADD(p->row, p->nrows) = row;
}

static struct row *
find_row(struct picture *p, int domain, bool is_thread, uint64_t thread)
{
	for (unsigned i = 0; i < p->nrows; i++)
		if (p->row[i].domain == domain
		    && p->row[i].is_thread == is_thread
		    && p->row[i].thread == thread)
			return &p->row[i];
	return NULL;
}

static void
make_rows(struct picture *p)
{
	for (unsigned d = 0; d < p->trace->ndomains; d++) {
		if (!appears(p, (int)d))
			continue;
		add_row(p, (struct row){ .domain = (int)d });
		for (unsigned i = 0; i < p->line->nspans; i++) {
			const struct span *s = &p->line->span[i];

			if (s->who == (int)d && s->threaded
			    && !find_row(p, s->who, true, s->thread))
				add_row(p, (struct row){
					.domain = (int)d, .is_thread = true,
					.thread = s->thread });
		}
	}
	p->height = TOP + ROW * p->nrows + 30;
}

static void
put_rows(struct picture *p)
{
	for (unsigned i = 0; i < p->nrows; i++) {
		const struct row *row = &p->row[i];

		fprintf(p->out, "<text x=\"%.1f\" y=\"%.1f\" class=\"%s\">",
			LEFT - 8, row->y + BAR - 2,
			row->is_thread ? "thread" : "domain");
		put_escaped(p->out, row->is_thread
			    ? trace_thread_name(p->trace, row->domain,
						row->thread)
			    : trace_domain_name(p->trace, row->domain));
		fprintf(p->out, "</text>\n<line x1=\"%.1f\" x2=\"%.1f\" "
			"y1=\"%.1f\" y2=\"%.1f\" class=\"row\"/>\n", LEFT,
			LEFT + WIDTH, row->y + BAR, row->y + BAR);
	}
}

/* ---- bars ---- */

static void
put_bar(struct picture *p, const struct row *row, const struct span *s)
{
	double x = x_of(p, s->start), width = x_of(p, s->end) - x;
	const struct trace *t = p->trace;

	fprintf(p->out, "<rect x=\"%.2f\" y=\"%.1f\" width=\"%.2f\" "
		"height=\"%.1f\" fill=\"%s\"%s><title>", x,
		row->y + (row->is_thread ? 3 : 0),
		width < 0.3 ? 0.3 : width, row->is_thread ? BAR - 3 : BAR,
		colour(s->who),
		s->payer != s->who && !row->is_thread
		? " fill-opacity=\"0.55\"" : "");
	put_escaped(p->out, trace_domain_name(t, s->who));
	fprintf(p->out, " %.3f to %.3f us, paid by ", trace_us(t, s->start),
		trace_us(t, s->end));
	put_escaped(p->out, trace_domain_name(t, s->payer));
	fputs("</title></rect>\n", p->out);
}

static bool
is_of(const struct row *row, const struct span *s)
{
	return s->who == row->domain
	       && (!row->is_thread
		   || (s->threaded && s->thread == row->thread));
}

static void
put_bars(struct picture *p, const struct row *row)
{
	struct span bar = { .who = NOBODY };

	for (unsigned i = 0; i < p->line->nspans; i++) {
		const struct span *s = &p->line->span[i];

		if (!is_of(row, s) || !is_inside(p, s->start, s->end))
			continue;
		if (bar.who != NOBODY && bar.payer == s->payer
		    && x_of(p, s->start) - x_of(p, bar.end) < CLOSE) {
			bar.end = s->end;
			continue;
		}
		if (bar.who != NOBODY)
			put_bar(p, row, &bar);
		bar = *s;
	}
	if (bar.who != NOBODY)
		put_bar(p, row, &bar);
}

/* ---- calls and marks ---- */

static void
put_calls(struct picture *p)
{
	for (unsigned i = 0; i < p->line->ncalls; i++) {
		const struct call *call = &p->line->call[i];
		const struct row *from = find_row(p, call->from, false, 0);
		const struct row *to = find_row(p, call->to, false, 0);
		double x = x_of(p, call->start);

		if (from == NULL || to == NULL
		    || !is_inside(p, call->start, call->end))
			continue;
		fprintf(p->out, "<line x1=\"%.2f\" x2=\"%.2f\" y1=\"%.1f\" "
			"y2=\"%.1f\" class=\"call\"/>\n", x, x,
			from->y + BAR, to->y + (to->y > from->y ? 0 : BAR));
		if (call->answered)
			fprintf(p->out, "<circle cx=\"%.2f\" cy=\"%.1f\" "
				"r=\"1.2\" class=\"answer\"/>\n",
				x_of(p, call->end), from->y + BAR);
	}
}

static const char *
mark_class(const struct vsp_trace_record *r)
{
	switch (r->kind) {
	case VSP_TRACE_IRQ:
		return "irq";
	case VSP_TRACE_EVENT:
		return "event";
	case VSP_TRACE_FAULT:
		return "fault";
	default:
		return NULL;
	}
}

static void
put_marks(struct picture *p)
{
	for (unsigned i = 0; i < p->trace->nevents; i++) {
		const struct event *e = &p->trace->event[i];
		const char *class = mark_class(&e->r);
		const struct row *row = find_row(p, e->who, false, 0);
		double x = x_of(p, e->r.time);

		if (class != NULL && row != NULL
		    && is_inside(p, e->r.time, e->r.time))
			fprintf(p->out, "<line x1=\"%.2f\" x2=\"%.2f\" "
				"y1=\"%.1f\" y2=\"%.1f\" class=\"%s\"/>\n", x,
				x, row->y - 5, row->y, class);
	}
}

static void
put_axis(struct picture *p)
{
	for (unsigned i = 0; i <= TICKS; i++) {
		double x = LEFT + WIDTH * i / TICKS;

		fprintf(p->out, "<line x1=\"%.1f\" x2=\"%.1f\" y1=\"%.1f\" "
			"y2=\"%.1f\" class=\"grid\"/>\n<text x=\"%.1f\" "
			"y=\"%.1f\" class=\"time\">%.1f us</text>\n", x, x,
			TOP - 10, p->height - 26, x, p->height - 12,
			p->from + (p->to - p->from) * i / TICKS);
	}
}

static const char style[] =
	"<style>text{font:11px sans-serif;fill:#222}"
	".domain{text-anchor:end;font-weight:bold}.thread{text-anchor:end}"
	".time{text-anchor:middle;fill:#666}.row{stroke:#ccc}"
	".grid{stroke:#eee}.call{stroke:#444;stroke-width:.5}"
	".answer{fill:#444}.irq{stroke:#d00}.event{stroke:#46f}"
	".fault{stroke:#000;stroke-width:2}</style>\n";

void
svg_write(FILE *out, const struct trace *t, const struct timeline *line,
	  struct window window)
{
	struct picture p = { .out = out, .trace = t, .line = line };

	p.from = window.from_us;
	p.to = window.to_us > 0 ? window.to_us
				: trace_us(t, trace_start(t) + trace_ticks(t));
	if (p.to <= p.from)
		p.to = p.from + 1;
	make_rows(&p);
	fprintf(out, "<svg xmlns=\"http://www.w3.org/2000/svg\" "
		"viewBox=\"0 0 %.0f %.0f\" width=\"%.0f\" height=\"%.0f\">\n"
		"%s<rect width=\"100%%\" height=\"100%%\" fill=\"#fff\"/>\n"
		"<text x=\"%.1f\" y=\"20\" font-size=\"14\">", LEFT + WIDTH
		+ 40, p.height, LEFT + WIDTH + 40, p.height, style, LEFT);
	put_escaped(out, t->file);
	fprintf(out, ": %u records, %.3f us", t->nevents,
		trace_us(t, trace_start(t) + trace_ticks(t)));
	if (t->lost)
		fprintf(out, ", %" PRIu64 " lost before", t->lost);
	fputs("</text>\n", out);
	put_axis(&p);
	put_rows(&p);
	for (unsigned i = 0; i < p.nrows; i++)
		put_bars(&p, &p.row[i]);
	put_calls(&p);
	put_marks(&p);
	fputs("</svg>\n", out);
	free(p.row);
}
