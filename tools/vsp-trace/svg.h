/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * svg.h - what the files of the picture know of each other.
 *
 * A picture is made of lanes, one below the other: a domain's, and indented
 * below it those of its threads, each with one for its notes.  These together
 * are the domain's group.  Behind a scheduler come the domains it schedules.
 */
#ifndef SVG_H
#define SVG_H

#include "trace.h"

enum lane_kind { LANE_DOMAIN, LANE_THREAD, LANE_NOTES };

struct lane {
	enum lane_kind kind;
	int domain;
	uint64_t thread;	/* 0: the domain itself */
	double indent;		/* of its name */
	double y;		/* the top of its bars */
	double height;		/* of its bars */
};

struct picture {
	FILE *out;
	const struct trace *trace;
	const struct timeline *line;
	struct lane *lane;
	unsigned nlanes;
	double left, right;	/* of the bars */
	double bottom;		/* of the lanes */
	double from_us, to_us;
};

/* Nearer together than this, things are drawn as one. */
#define SVG_CLOSE	0.15

/* svg_lane.c */
#define SVG_TOP		76.0	/* of the lanes */
#define SVG_ABOVE	11.0	/* of a domain's bar, for marks */
#define SVG_MARGIN	12.0	/* of names */
/* What is outside is at the edge. */
double svg_x(const struct picture *p, uint64_t time);
bool svg_is_inside(const struct picture *p, uint64_t start, uint64_t end);
const char *svg_colour(int domain);
void svg_put_text(FILE *out, const char *s);
/* NULL if it is not in the picture. */
const struct lane *svg_find_lane(const struct picture *p, int domain,
				 enum lane_kind kind, uint64_t thread);
const char *svg_lane_name(const struct picture *p, const struct lane *lane);
/* All lanes that are to be seen, and where they lie. */
void svg_make_lanes(struct picture *p);

/* svg_frame.c: title, legend and axis. */
void svg_put_frame(const struct picture *p);

/* svg_mark.c: what happens in between: calls, notes, interrupts... */
void svg_put_calls(const struct picture *p);
void svg_put_notes(const struct picture *p, const struct lane *lane);
void svg_put_marks(const struct picture *p, const struct lane *lane);
void svg_put_upcalls(const struct picture *p, const struct lane *lane);

#endif
