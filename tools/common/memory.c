/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * memory.c - memory or the end of the program.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "memory.h"

void
out_of_memory(void)
{
	fprintf(stderr, "%s: error: out of memory\n",
		program_invocation_short_name);
	exit(1);
}

void *
need_alloc(void *old, size_t count, size_t size)
{
	void *p = reallocarray(old, count ? count : 1, size ? size : 1);

	if (!p)
		out_of_memory();
	return p;
}

char *
need_vprintf(const char *fmt, va_list ap)
{
	char *text;

	if (vasprintf(&text, fmt, ap) < 0)
		out_of_memory();
	return text;
}

char *
need_printf(const char *fmt, ...)
{
	va_list ap;
	char *text;

	va_start(ap, fmt);
	text = need_vprintf(fmt, ap);
	va_end(ap);
	return text;
}
