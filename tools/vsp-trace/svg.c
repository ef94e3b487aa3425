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

#include "svg.h"

#define STRIP		3.0

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
	svg_put_text(p->out, svg_lane_name(p, lane));
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
		SVG_MARGIN + lane->indent, base - 1);
	svg_put_text(p->out, svg_lane_name(p, lane));
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
	svg_make_lanes(&p);
	svg_put_frame(&p);
	for (unsigned i = 0; i < p.nlanes; i++)
		put_lane(&p, &p.lane[i]);
	svg_put_calls(&p);
	fputs("</svg>\n", out);
	free(p.lane);
}
