/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * svg.c - a picture of the run: a lane for each domain, and below it one for
 * each of its threads; time goes to the right.
 *
 * A bar is a domain that runs, pale where another pays; the strip below it is
 * its grant, the time that it has been lent, whoever runs.  Bars of a lane that
 * no eye could tell apart are drawn as one.
 */
#include <stdlib.h>
#include <string.h>

#include "../common/memory.h"
#include "svg.h"

#define WIDTH		1100.0	/* of the bars */
#define DOMAIN_BAR	14.0
#define THREAD_BAR	9.0
#define STRIP		3.0
#define ABOVE		11.0	/* of a domain's bar, for marks */
#define BETWEEN		6.0	/* lanes */
#define GROUP_END	5.0
#define CHARACTER	6.4	/* is so wide, about */
#define MARGIN		12.0
#define INDENT		14.0

double
svg_x(const struct picture *p, uint64_t time)
{
	double us = trace_us(p->trace, time);

	if (us < p->from_us)
		us = p->from_us;
	if (us > p->to_us)
		us = p->to_us;
	return p->left + (p->right - p->left) * (us - p->from_us)
			 / (p->to_us - p->from_us);
}

bool
svg_is_inside(const struct picture *p, uint64_t start, uint64_t end)
{
	return trace_us(p->trace, end) >= p->from_us
	       && trace_us(p->trace, start) <= p->to_us;
}

const char *
svg_colour(int domain)
{
	static const char *const colours[] = {
		"#3b6ea5", "#c1662f", "#4f8f4f", "#8b5a9e", "#b5484d",
		"#3d8f9a", "#a58a2f", "#6b6b8f", "#9e6b5a", "#5a7f3b"
	};

	return colours[(unsigned)domain % (sizeof colours / sizeof *colours)];
}

void
svg_put_text(FILE *out, const char *s)
{
	for (; *s != '\0'; s++) {
		unsigned char c = (unsigned char)*s;

		if (c == '<')
			fputs("&lt;", out);
		else if (c == '>')
			fputs("&gt;", out);
		else if (c == '&')
			fputs("&amp;", out);
		else
			fputc(c < 0x20 || c > 0x7e ? '?' : c, out);
	}
}

/* ---- lanes ---- */

const struct lane *
svg_find_lane(const struct picture *p, int domain, enum lane_kind kind,
	      uint64_t thread)
{
	for (unsigned i = 0; i < p->nlanes; i++)
		if (p->lane[i].domain == domain && p->lane[i].kind == kind
		    && p->lane[i].thread == thread)
			return &p->lane[i];
	return NULL;
}

static void
add_lane(struct picture *p, enum lane_kind kind, int domain, uint64_t thread)
{
	struct lane *lane = ARRAY_ADD(p->lane, p->nlanes);

	lane->kind = kind;
	lane->domain = domain;
	lane->thread = thread;
	lane->y = p->bottom + (kind == LANE_DOMAIN ? ABOVE : 0);
	lane->height = kind == LANE_DOMAIN ? DOMAIN_BAR : THREAD_BAR;
	p->bottom = lane->y + lane->height + BETWEEN;
}

static bool
runs(const struct picture *p, int domain)
{
	for (unsigned i = 0; i < p->line->nspans; i++) {
		const struct span *s = &p->line->span[i];

		if (s->who == domain && svg_is_inside(p, s->start, s->end))
			return true;
	}
	return false;
}

static bool
notes(const struct picture *p, int domain)
{
	for (unsigned i = 0; i < p->trace->nevents; i++) {
		const struct event *e = &p->trace->event[i];

		if (e->who == domain && e->r.kind == VSP_TRACE_NOTE
		    && e->r.detail == VSP_NOTE_BEGIN)
			return true;
	}
	return false;
}

/* A thread that runs only elsewhere has its lane all the same: the lanes of
 * two parts of a run are the same. */
static void
make_group(struct picture *p, int domain)
{
	add_lane(p, LANE_DOMAIN, domain, 0);
	for (unsigned i = 0; i < p->line->nspans; i++) {
		const struct span *s = &p->line->span[i];

		if (s->who == domain && s->thread != 0
		    && !svg_find_lane(p, domain, LANE_THREAD, s->thread))
			add_lane(p, LANE_THREAD, domain, s->thread);
	}
	if (notes(p, domain))
		add_lane(p, LANE_NOTES, domain, 0);
	p->bottom += GROUP_END;
}

static const char *
lane_name(const struct picture *p, const struct lane *lane)
{
	switch (lane->kind) {
	case LANE_THREAD:
		return trace_thread_name(p->trace, lane->domain, lane->thread);
	case LANE_NOTES:
		return "notes";
	default:
		return trace_domain_name(p->trace, lane->domain);
	}
}

static void
make_lanes(struct picture *p)
{
	size_t longest = 0;

	p->bottom = SVG_TOP;
	for (unsigned d = 0; d < p->trace->ndomains; d++)
		if (runs(p, (int)d))
			make_group(p, (int)d);
	for (unsigned i = 0; i < p->nlanes; i++)
		if (strlen(lane_name(p, &p->lane[i])) > longest)
			longest = strlen(lane_name(p, &p->lane[i]));
	p->left = MARGIN + INDENT + CHARACTER * (double)longest + MARGIN;
	p->right = p->left + WIDTH;
}

/* ---- bars ---- */

static void
put_bar(const struct picture *p, const struct lane *lane, const struct span *s)
{
	double x = svg_x(p, s->start), width = svg_x(p, s->end) - x;
	bool is_pale = s->payer != s->who && lane->kind == LANE_DOMAIN;
	const struct trace *t = p->trace;

	fprintf(p->out, "<rect x=\"%.2f\" y=\"%.1f\" width=\"%.2f\" "
		"height=\"%.1f\"%s><title>", x, lane->y,
		width < 0.3 ? 0.3 : width, lane->height,
		is_pale ? " class=\"pale\"" : "");
	svg_put_text(p->out, lane_name(p, lane));
	fprintf(p->out, " %.3f to %.3f us, paid by ", trace_us(t, s->start),
		trace_us(t, s->end));
	svg_put_text(p->out, trace_domain_name(t, s->payer));
	fputs("</title></rect>\n", p->out);
}

static void
put_strip(const struct picture *p, const struct lane *lane,
	  const struct span *s)
{
	double x = svg_x(p, s->start), width = svg_x(p, s->end) - x;

	fprintf(p->out, "<rect x=\"%.2f\" y=\"%.1f\" width=\"%.2f\" "
		"height=\"%.1f\" class=\"grant\"/>\n", x,
		lane->y + lane->height + 1, width < 0.3 ? 0.3 : width, STRIP);
}

static bool
is_of(const struct lane *lane, const struct span *s)
{
	return s->who == lane->domain
	       && (lane->kind == LANE_DOMAIN
		   || s->thread == lane->thread);
}

/* Could they be told apart? */
static bool
is_one(const struct picture *p, const struct span *bar, const struct span *s)
{
	return bar->payer == s->payer
	       && svg_x(p, s->start) - svg_x(p, bar->end) < SVG_CLOSE;
}

static void
put_spans(const struct picture *p, const struct lane *lane,
	  const struct span *span, unsigned nspans,
	  void (*put)(const struct picture *p, const struct lane *lane,
		      const struct span *s))
{
	struct span bar = { .who = NOBODY };

	for (unsigned i = 0; i < nspans; i++) {
		const struct span *s = &span[i];

		if (!is_of(lane, s) || !svg_is_inside(p, s->start, s->end))
			continue;
		if (bar.who != NOBODY && is_one(p, &bar, s)) {
			bar.end = s->end;
			continue;
		}
		if (bar.who != NOBODY)
			put(p, lane, &bar);
		bar = *s;
	}
	if (bar.who != NOBODY)
		put(p, lane, &bar);
}

static void
put_lane(const struct picture *p, const struct lane *lane)
{
	static const char *const class[] = { "domain", "thread", "notes" };
	double base = lane->y + lane->height;

	fprintf(p->out, "<g class=\"%s\" fill=\"%s\">\n<text x=\"%.1f\" "
		"y=\"%.1f\">", class[lane->kind], svg_colour(lane->domain),
		MARGIN + (lane->kind == LANE_DOMAIN ? 0 : INDENT), base - 1);
	svg_put_text(p->out, lane_name(p, lane));
	fprintf(p->out, "</text>\n<line x1=\"%.1f\" x2=\"%.1f\" y1=\"%.1f\" "
		"y2=\"%.1f\" class=\"base\"/>\n", p->left, p->right, base,
		base);
	if (lane->kind == LANE_NOTES) {
		svg_put_notes(p, lane);
	} else {
		put_spans(p, lane, p->line->span, p->line->nspans, put_bar);
	}
	if (lane->kind == LANE_DOMAIN) {
		put_spans(p, lane, p->line->grant, p->line->ngrants,
			  put_strip);
		svg_put_upcalls(p, lane);
		svg_put_marks(p, lane);
	}
	fputs("</g>\n", p->out);
}

void
svg_write(FILE *out, const struct trace *t, const struct timeline *line,
	  struct window window)
{
	struct picture p = { .out = out, .trace = t, .line = line };

	p.from_us = window.from_us;
	p.to_us = window.to_us > 0 ? window.to_us
		  : trace_us(t, trace_start(t) + trace_ticks(t));
	if (p.to_us <= p.from_us)
		p.to_us = p.from_us + 1;
	make_lanes(&p);
	svg_put_frame(&p);
	for (unsigned i = 0; i < p.nlanes; i++)
		put_lane(&p, &p.lane[i]);
	svg_put_calls(&p);
	fputs("</svg>\n", out);
	free(p.lane);
}
