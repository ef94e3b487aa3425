/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * svg_frame.c - what is around the lanes of the picture: its title, what its
 * marks mean, and the axis of time.
 */
#include <inttypes.h>
#include <string.h>

#include "svg.h"

#define TITLE_Y		22.0
#define LEGEND_Y	42.0
#define AXIS_Y		68.0
#define STEPS_MOST	12.0

static const char style[] =
	"<style>text{font:11px sans-serif;fill:#222}"
	".title{font-size:14px;font-weight:bold}"
	".domain>text{font-weight:bold}.thread>text,.notes>text{fill:#555}"
	".time,.key text{fill:#555}.time{text-anchor:middle}"
	".base{stroke:#ccc}.grid{stroke:#e6e6e6}.group{fill:#f5f6f8}"
	".pale{fill-opacity:.55}.grant{fill-opacity:.35}"
	".thread>rect{fill-opacity:.8}"
	".note{fill:#fff;stroke:#888;stroke-width:.6}"
	"g>text.name{font:8px sans-serif}.domain>.name{fill:#fff}"
	".call{stroke:#444;stroke-width:.6}.answer{fill:#444}"
	".irq{fill:#d00}.event{fill:#46f}.fault{fill:#000}.mark{fill:#909}"
	".expired{fill:#e80}</style>\n";

/* ---- title and legend ---- */

static void
put_title(const struct picture *p)
{
	const struct trace *t = p->trace;
	const char *slash = strrchr(t->file, '/');

	fprintf(p->out, "<text x=\"12\" y=\"%.1f\"><tspan class=\"title\">",
		TITLE_Y);
	svg_put_text(p->out, slash != NULL ? slash + 1 : t->file);
	fprintf(p->out, "</tspan> %u records, %.3f us", t->nevents,
		trace_us(t, trace_start(t) + trace_ticks(t)));
	if (t->lost)
		fprintf(p->out, ", %" PRIu64 " lost before", t->lost);
	fputs("</text>\n", p->out);
}

/* Each is drawn at 0,0 to 14,8, with its words from 18 on. */
static const struct {
	const char *drawing, *words;
	double width;
} keys[] = {
	{ "<rect width=\"14\" height=\"8\"/>", "runs", 58 },
	{ "<rect width=\"14\" height=\"8\" class=\"pale\"/>",
	  "runs on another's time", 154 },
	{ "<rect y=\"5\" width=\"14\" height=\"3\" class=\"grant\"/>",
	  "grant of time", 104 },
	{ "<path d=\"M5 -1h6l-3 5z\" class=\"expired\"/>", "used up",
	  76 },
	{ "<path d=\"M7 -2v12\" class=\"call\"/>"
	  "<circle cx=\"7\" cy=\"10\" r=\"1.5\" class=\"answer\"/>",
	  "call, answer", 96 },
	{ "<path d=\"M4 0h6l-3 7z\" class=\"irq\"/>", "interrupt", 80 },
	{ "<path d=\"M6 0h2v7h-2z\" class=\"event\"/>", "event", 62 },
	{ "<path d=\"M7 0l3 3.5l-3 3.5l-3 -3.5z\" class=\"fault\"/>", "fault",
	  58 },
	{ "<path d=\"M7 0l3 3.5l-3 3.5l-3 -3.5z\" class=\"mark\"/>",
	  "the program's mark", 120 },
};

static void
put_legend(const struct picture *p)
{
	double x = SVG_MARGIN;

	for (unsigned i = 0; i < sizeof keys / sizeof *keys; i++) {
		fprintf(p->out, "<g class=\"key\" fill=\"%s\" transform=\""
			"translate(%.1f,%.1f)\">%s<text x=\"18\" y=\"8\">%s"
			"</text></g>\n", svg_colour(0), x, LEGEND_Y - 8,
			keys[i].drawing, keys[i].words);
		x += keys[i].width;
	}
}

/* ---- lanes' background, and time ---- */

/* Every second group is tinted, under all of its lanes. */
static void
put_groups(const struct picture *p)
{
	bool tinted = false;

	for (unsigned i = 0, next; i < p->nlanes; i = next) {
		double top = p->lane[i].y - SVG_ABOVE, end;

		for (next = i + 1; next < p->nlanes; next++)
			if (p->lane[next].kind == LANE_DOMAIN)
				break;
		end = next < p->nlanes ? p->lane[next].y - SVG_ABOVE
				       : p->bottom;
		if (tinted)
			fprintf(p->out, "<rect x=\"0\" y=\"%.1f\" "
				"width=\"%.1f\" height=\"%.1f\" "
				"class=\"group\"/>\n", top, p->right + 40,
				end - top);
		tinted = !tinted;
	}
}

/* A round number of microseconds: 1, 2 or 5 and noughts. */
static double
choose_step(double range_us)
{
	double step = 0.001;

	for (;;) {
		if (range_us / step <= STEPS_MOST)
			return step;
		if (range_us / (2 * step) <= STEPS_MOST)
			return 2 * step;
		if (range_us / (5 * step) <= STEPS_MOST)
			return 5 * step;
		step *= 10;
	}
}

static void
put_time(const struct picture *p, double us, double step_us)
{
	double unit_us = step_us >= 1e6 ? 1e6 : step_us >= 1e3 ? 1e3 : 1;
	const char *unit = step_us >= 1e6 ? "s" : step_us >= 1e3 ? "ms" : "us";
	double x = p->left + (p->right - p->left) * (us - p->from_us)
			     / (p->to_us - p->from_us);

	fprintf(p->out, "<line x1=\"%.1f\" x2=\"%.1f\" y1=\"%.1f\" "
		"y2=\"%.1f\" class=\"grid\"/>\n", x, x, AXIS_Y + 4, p->bottom);
	for (unsigned i = 0; i < 2; i++)
		fprintf(p->out, "<text x=\"%.1f\" y=\"%.1f\" class=\"time\">"
			"%.10g %s</text>\n", x, i ? p->bottom + 14 : AXIS_Y,
			us / unit_us, unit);
}

static void
put_axis(const struct picture *p)
{
	double step = choose_step(p->to_us - p->from_us);
	uint64_t first = (uint64_t)(p->from_us / step);

	if ((double)first * step < p->from_us)
		first++;
	for (uint64_t i = first; (double)i * step <= p->to_us; i++)
		put_time(p, (double)i * step, step);
}

void
svg_put_frame(const struct picture *p)
{
	double width = p->right + 40, height = p->bottom + 26;

	fprintf(p->out, "<svg xmlns=\"http://www.w3.org/2000/svg\" "
		"viewBox=\"0 0 %.0f %.0f\" width=\"%.0f\" height=\"%.0f\">\n"
		"%s<rect width=\"100%%\" height=\"100%%\" fill=\"#fff\"/>\n",
		width, height, width, height, style);
	put_title(p);
	put_legend(p);
	put_groups(p);
	put_axis(p);
}
