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
#define THREAD_INDENT	14.0	/* of names */
#define CHILD_INDENT	8.0	/* of whom init does not schedule itself */
#define DEPTH_MOST	(VSP_NLEVELS - 1)

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
add_lane(struct picture *p, struct lane lane)
{
	lane.y = p->bottom + (lane.kind == LANE_DOMAIN ? SVG_ABOVE : 0);
	lane.height = lane.kind == LANE_DOMAIN ? DOMAIN_BAR : THREAD_BAR;
	p->bottom = lane.y + lane.height + BETWEEN;
	*ARRAY_ADD(p->lane, p->nlanes) = lane;
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
add_notes(struct picture *p, struct lane lane)
{
	lane.kind = LANE_NOTES;
	for (unsigned i = 0; i < p->line->nnotes; i++)
		if (p->line->note[i].who == lane.domain
		    && p->line->note[i].thread == lane.thread
		    && !svg_find_lane(p, lane.domain, lane.kind, lane.thread))
			add_lane(p, lane);
}

/* A thread that runs only elsewhere has its lane all the same: the lanes of
 * two parts of a run are the same. */
static void
make_group(struct picture *p, struct lane lane)
{
	add_lane(p, lane);
	lane.indent += THREAD_INDENT;
	add_notes(p, lane);
	for (unsigned i = 0; i < p->line->nspans; i++) {
		const struct span *s = &p->line->span[i];

		lane.kind = LANE_THREAD;
		lane.thread = s->thread;
		if (s->who == lane.domain && s->thread != 0
		    && !svg_find_lane(p, s->who, LANE_THREAD, s->thread)) {
			add_lane(p, lane);
			add_notes(p, lane);
		}
	}
	p->bottom += GROUP_END;
}

static void
make_groups_below(struct picture *p, int parent, unsigned depth)
{
	struct lane lane = { .kind = LANE_DOMAIN };

	lane.indent = depth < 2 ? 0 : CHILD_INDENT * (depth - 1);
	for (unsigned d = 0; d < p->trace->ndomains; d++) {
		if (p->trace->domain[d].parent != parent)
			continue;
		lane.domain = (int)d;
		if (runs(p, (int)d))
			make_group(p, lane);
		if (depth < DEPTH_MOST)
			make_groups_below(p, (int)d, depth + 1);
	}
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
	double widest = 0, width;

	p->bottom = SVG_TOP;
	make_groups_below(p, NOBODY, 0);
	for (unsigned i = 0; i < p->nlanes; i++) {
		width = p->lane[i].indent
			+ CHARACTER * (double)strlen(svg_lane_name(p,
							&p->lane[i]));
		if (width > widest)
			widest = width;
	}
	p->left = SVG_MARGIN + widest + SVG_MARGIN;
	p->right = p->left + WIDTH;
}
