/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * records.c - the table of the trace's records, from trace.def.
 */
#include <stdio.h>

#include "tables.h"

static const struct {
	const char *name, *detail, *a, *b, *text;
} records[] = {
#define VSP_TRACE(name, number, detail, a, b, text) \
	[number] = { #name, detail, a, b, text },
#include <vesper/trace.def>
#undef VSP_TRACE
};

static void
put_field(const char *what, const char *name)
{
	if (*name != '\0')
		printf("%s @code{%s}; ", what, name);
}

void
records_texi(void)
{
	printf("@table @code\n");
	for (unsigned i = 0; i < sizeof records / sizeof *records; i++) {
		printf("@item %s\n", records[i].name);
		put_texi(records[i].text);
		printf(".\n\n");
		put_field("detail:", records[i].detail);
		put_field("a:", records[i].a);
		put_field("b:", records[i].b);
		printf("kind %u.\n", i);
	}
	printf("@end table\n");
}
