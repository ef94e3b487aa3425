/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * svg_mark.c - what happens at one time: interrupts, events, faults, calls and
 * the program's notes.
 *
 * Marks of a kind are left out where they would hide each other; upcalls and
 * notes are named where there is room for the name.
 */
#include <string.h>

#include "svg.h"

#define CHARACTER	5.0	/* of a name in a bar is so wide, about */
#define NESTED_MOST	4u

/* ---- marks above a domain's bar, and below it ---- */

enum mark { IRQ, EVENT, FAULT, MARK, EXPIRED, NMARKS };

static const struct {
	const char *class, *path;
	double below;		/* the bar's top, of the path's beginning */
} marks[NMARKS] = {
	[IRQ] = { "irq", "m-3 0h6l-3 7z", -8 },
	[EVENT] = { "event", "m-.5 0h1v7h-1z", -8 },
	[FAULT] = { "fault", "l3 3.5l-3 3.5l-3 -3.5z", -8 },
	[MARK] = { "mark", "l3 3.5l-3 3.5l-3 -3.5z", -8 },
	[EXPIRED] = { "expired", "m-3 0h6l-3 5z", 0 },
};

static enum mark
mark_of(const struct vsp_trace_record *r)
{
	switch (r->kind) {
	case VSP_TRACE_IRQ:
		return IRQ;
	case VSP_TRACE_EVENT:
		return EVENT;
	case VSP_TRACE_FAULT:
		return FAULT;
	case VSP_TRACE_NOTE:
		return r->detail == VSP_NOTE_MARK ? MARK : NMARKS;
	case VSP_TRACE_RETURN:
		return r->detail == VSP_CHILD_EXPIRED ? EXPIRED : NMARKS;
	default:
		return NMARKS;
	}
}

static void
put_mark(const struct picture *p, const struct lane *lane, enum mark mark,
	 double x)
{
	double y = lane->y + marks[mark].below
		   + (mark == EXPIRED ? lane->height + 1 : 0);

	fprintf(p->out, "<path d=\"M%.2f %.1f%s\" class=\"%s\"/>\n", x, y,
		marks[mark].path, marks[mark].class);
}

void
svg_put_marks(const struct picture *p, const struct lane *lane)
{
	double last[NMARKS];

	for (unsigned i = 0; i < NMARKS; i++)
		last[i] = -1;
	for (unsigned i = 0; i < p->trace->nevents; i++) {
		const struct event *e = &p->trace->event[i];
		enum mark mark = mark_of(&e->r);
		double x = svg_x(p, e->r.time);

		if (e->who != lane->domain || mark == NMARKS
		    || !svg_is_inside(p, e->r.time, e->r.time)
		    || x - last[mark] < SVG_CLOSE)
			continue;
		put_mark(p, lane, mark, x);
		last[mark] = x;
	}
}

/* ---- what a bar is about ---- */

static void
put_name_in_bar(const struct picture *p, const struct lane *lane,
		const char *name, double x, double end)
{
	if (CHARACTER * (double)strlen(name) + 4 > end - x)
		return;
	fprintf(p->out, "<text x=\"%.2f\" y=\"%.1f\" class=\"name\">", x + 2,
		lane->y + lane->height - (lane->kind == LANE_NOTES ? 2 : 4));
	svg_put_text(p->out, name);
	fputs("</text>\n", p->out);
}

/* From when the domain is entered and runs until it is entered again, or does
 * not run any more. */
void
svg_put_upcalls(const struct picture *p, const struct lane *lane)
{
	const char *name = NULL;
	uint64_t since = 0;

	for (unsigned i = 0; i < p->trace->nevents; i++) {
		const struct event *e = &p->trace->event[i];
		bool enters = e->r.kind == VSP_TRACE_UPCALL
			      && e->who == lane->domain;

		if (!enters && e->r.kind != VSP_TRACE_RUN)
			continue;
		if (name != NULL && svg_is_inside(p, since, e->r.time)
		    && (enters || e->who != lane->domain))
			put_name_in_bar(p, lane, name, svg_x(p, since),
					svg_x(p, e->r.time));
		if (enters)
			name = detail_name(&e->r);
		else if (e->who != lane->domain)
			name = NULL;
		since = e->r.time;
	}
}

/* Its name may go so far: what is inside is drawn over it. */
static uint64_t
name_room(const struct picture *p, const struct note *note)
{
	const struct note *end = p->line->note + p->line->nnotes;

	for (const struct note *n = note + 1; n < end; n++)
		if (n->who == note->who && n->thread == note->thread)
			return n->start < note->end ? n->start : note->end;
	return note->end;
}

static void
put_note(const struct picture *p, const struct lane *lane,
	 const struct note *note)
{
	double x = svg_x(p, note->start), end = svg_x(p, note->end);
	double inset = note->depth < NESTED_MOST ? note->depth : NESTED_MOST;

	fprintf(p->out, "<rect x=\"%.2f\" y=\"%.1f\" width=\"%.2f\" "
		"height=\"%.1f\" class=\"note\"><title>", x, lane->y + inset,
		end - x < 0.3 ? 0.3 : end - x, lane->height - 2 * inset);
	svg_put_text(p->out, note->name);
	fprintf(p->out, " %.3f to %.3f us</title></rect>\n",
		trace_us(p->trace, note->start),
		trace_us(p->trace, note->end));
	put_name_in_bar(p, lane, note->name, x, svg_x(p, name_room(p, note)));
}

/* The outermost first: those inside are drawn over them. */
void
svg_put_notes(const struct picture *p, const struct lane *lane)
{
	for (unsigned i = 0; i < p->line->nnotes; i++) {
		const struct note *note = &p->line->note[i];

		if (note->who == lane->domain && note->thread == lane->thread
		    && svg_is_inside(p, note->start, note->end))
			put_note(p, lane, note);
	}
}

/* ---- calls ---- */

static void
put_call(const struct picture *p, const struct call *call,
	 const struct lane *from, const struct lane *to)
{
	double x = svg_x(p, call->start), below = from->y + from->height;

	fprintf(p->out, "<line x1=\"%.2f\" x2=\"%.2f\" y1=\"%.1f\" "
		"y2=\"%.1f\" class=\"call\"/>\n", x, x,
		to->y > from->y ? below : from->y,
		to->y > from->y ? to->y : to->y + to->height);
	if (call->answered)
		fprintf(p->out, "<circle cx=\"%.2f\" cy=\"%.1f\" r=\"1.5\" "
			"class=\"answer\"/>\n", svg_x(p, call->end), below);
}

void
svg_put_calls(const struct picture *p)
{
	for (unsigned i = 0; i < p->line->ncalls; i++) {
		const struct call *call = &p->line->call[i];
		const struct lane *from = svg_find_lane(p, call->from,
							LANE_DOMAIN, 0);
		const struct lane *to = svg_find_lane(p, call->to,
						      LANE_DOMAIN, 0);

		if (from != NULL && to != NULL
		    && svg_is_inside(p, call->start, call->end))
			put_call(p, call, from, to);
	}
}
