/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * text.c - a line for each record, in the description's names.
 */
#include <inttypes.h>
#include <string.h>

#include "trace.h"

static bool
is_page(const char *field)
{
	size_t len = strlen(field);

	return len > 5 && strcmp(field + len - 5, "_page") == 0;
}

/* Of "x0_or_badge", "x8_or_x0", "x7_or_x1": is it the second? */
static bool
is_second(const struct vsp_trace_record *r, const char *field)
{
	if (r->kind == VSP_TRACE_UPCALL)
		return r->detail == VSP_UPCALL_CALL
		       || r->detail == VSP_UPCALL_REPLY;
	if (field == kinds[r->kind].b)
		return r->detail == VSP_SYS_DISPATCH;
	return r->detail >= VSP_SYS_WAIT && r->detail <= VSP_SYS_ACTIVATE;
}

static void
put_field_name(FILE *out, const struct vsp_trace_record *r, const char *field)
{
	const char *or = strstr(field, "_or_");

	if (or == NULL)
		fprintf(out, " %s=", field);
	else if (is_second(r, field))
		fprintf(out, " %s=", or + 4);
	else
		fprintf(out, " %.*s=", (int)(or - field), field);
}

/* Eight characters of a name. */
static void
put_characters(FILE *out, uint64_t value)
{
	char text[9] = { 0 };

	memcpy(text, &value, 8);
	fprintf(out, "'%s'", text);
}

static bool
is_characters(const struct vsp_trace_record *r, uint64_t value)
{
	unsigned type = r->detail & 0xff;

	return r->kind == VSP_TRACE_NOTE
	       && ((type == VSP_NOTE_NAME && value == r->b)
		   || (type == VSP_NOTE_BEGIN && value == r->a));
}

static void
put_value(FILE *out, const struct trace *t, const struct event *e,
	  const char *field, uint64_t value)
{
	if (*field == '\0' || (is_page(field) && e->other == NOBODY))
		return;
	put_field_name(out, &e->r, field);
	if (is_page(field))
		fputs(trace_domain_name(t, e->other), out);
	else if (is_characters(&e->r, value))
		put_characters(out, value);
	else if (strcmp(field, "error") == 0)
		fputs(error_name(value), out);
	else if (value == VSP_FOREVER)
		fputs("forever", out);
	else if (value < 10)
		fprintf(out, "%" PRIu64, value);
	else
		fprintf(out, "0x%" PRIx64, value);
}

static void
put_detail(FILE *out, const struct event *e, const char *field)
{
	const char *name = detail_name(&e->r);

	if (*field == '\0')
		return;
	if (name != NULL)
		fprintf(out, " %s", name);
	else
		fprintf(out, " %s=%u", field, e->r.detail);
}

static void
put_event(FILE *out, const struct trace *t, const struct event *e)
{
	const struct kind *kind = &kinds[e->r.kind];

	fprintf(out, "%12.3f  %-16s %-8s", trace_us(t, e->r.time),
		trace_domain_name(t, e->who), kind->name);
	put_detail(out, e, kind->detail);
	put_value(out, t, e, kind->a, e->r.a);
	put_value(out, t, e, kind->b, e->r.b);
	if (e->r.kind == VSP_TRACE_UPCALL && e->other != NOBODY)
		fprintf(out, " from=%s", trace_domain_name(t, e->other));
	fputc('\n', out);
}

void
text_write(FILE *out, const struct trace *t)
{
	if (t->lost)
		fprintf(out, "# %" PRIu64 " records before these are lost\n",
			t->lost);
	for (unsigned i = 0; i < t->nevents; i++)
		put_event(out, t, &t->event[i]);
}
