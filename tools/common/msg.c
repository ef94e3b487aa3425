/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * msg.c - collects problems and prints them sorted by their place.
 */
#include <stdarg.h>
#include <stdlib.h>

#include "memory.h"
#include "msg.h"

void
msg_error(struct msgs *m, const struct subject *s, const char *fmt, ...)
{
	unsigned number = m->count;
	struct msg *new = ARRAY_ADD(m->msg, m->count);
	va_list ap;
	char *text;

	va_start(ap, fmt);
	text = need_vprintf(fmt, ap);
	va_end(ap);
	new->file = need_printf("%s", s->file);
	new->at = s->at;
	new->number = number;
	new->text = need_printf("%s '%s': %s", s->kind, s->name, text);
	free(text);
}

/* The hint belongs to the error told last. */
void
msg_hint(struct msgs *m, const char *fmt, ...)
{
	struct msg *last = &m->msg[m->count - 1];
	va_list ap;

	free(last->hint);
	va_start(ap, fmt);
	last->hint = need_vprintf(fmt, ap);
	va_end(ap);
}

static int
msg_compare(const void *pa, const void *pb)
{
	const struct msg *a = pa, *b = pb;

	if (a->at.line != b->at.line)
		return a->at.line < b->at.line ? -1 : 1;
	if (a->at.col != b->at.col)
		return a->at.col < b->at.col ? -1 : 1;
	return a->number < b->number ? -1 : 1;
}

void
msg_print(struct msgs *m, FILE *to)
{
	if (m->count > 1)
		qsort(m->msg, m->count, sizeof *m->msg, msg_compare);
	for (unsigned i = 0; i < m->count; i++) {
		const struct msg *e = &m->msg[i];

		fprintf(to, "%s:", e->file);
		if (e->at.line)
			fprintf(to, "%u:%u:", e->at.line, e->at.col);
		fprintf(to, " error: %s\n", e->text);
		if (e->hint)
			fprintf(to, "hint: %s\n", e->hint);
	}
}

void
msg_free(struct msgs *m)
{
	for (unsigned i = 0; i < m->count; i++) {
		free(m->msg[i].file);
		free(m->msg[i].text);
		free(m->msg[i].hint);
	}
	free(m->msg);
	*m = (struct msgs){ 0 };
}
