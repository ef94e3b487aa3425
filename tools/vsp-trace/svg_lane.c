/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * svg_lane.c - where things are in the picture: lanes from top to bottom, time
 * to the right; and how they are named and coloured.
 */
#include <string.h>

#include "../common/memory.h"
#include "svg.h"

#define WIDTH		1100.0	/* of the bars */
#define DOMAIN_BAR	14.0
#define THREAD_BAR	9.0
#define BETWEEN		6.0	/* lanes */
#define GROUP_END	5.0
#define CHARACTER	6.4	/* is so wide, about */

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
	lane->y = p->bottom + (kind == LANE_DOMAIN ? SVG_ABOVE : 0);
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

static void
add_notes(struct picture *p, int domain, uint64_t thread)
{
	for (unsigned i = 0; i < p->line->nnotes; i++)
		if (p->line->note[i].who == domain
		    && p->line->note[i].thread == thread
		    && !svg_find_lane(p, domain, LANE_NOTES, thread))
			add_lane(p, LANE_NOTES, domain, thread);
}

/* A thread that runs only elsewhere has its lane all the same: the lanes of
 * two parts of a run are the same. */
static void
make_group(struct picture *p, int domain)
{
	add_lane(p, LANE_DOMAIN, domain, 0);
	add_notes(p, domain, 0);
	for (unsigned i = 0; i < p->line->nspans; i++) {
		const struct span *s = &p->line->span[i];

		if (s->who == domain && s->thread != 0
		    && !svg_find_lane(p, domain, LANE_THREAD, s->thread)) {
			add_lane(p, LANE_THREAD, domain, s->thread);
			add_notes(p, domain, s->thread);
		}
	}
	p->bottom += GROUP_END;
}

const char *
svg_lane_name(const struct picture *p, const struct lane *lane)
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

void
svg_make_lanes(struct picture *p)
{
	size_t longest = 0;

	p->bottom = SVG_TOP;
	for (unsigned d = 0; d < p->trace->ndomains; d++)
		if (runs(p, (int)d))
			make_group(p, (int)d);
	for (unsigned i = 0; i < p->nlanes; i++)
		if (strlen(svg_lane_name(p, &p->lane[i])) > longest)
			longest = strlen(svg_lane_name(p, &p->lane[i]));
	p->left = SVG_MARGIN + SVG_INDENT + CHARACTER * (double)longest
		  + SVG_MARGIN;
	p->right = p->left + WIDTH;
}
