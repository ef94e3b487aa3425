/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * string.c - the two functions that compilers expect even of a freestanding
 * program, for structs that they copy and clear.
 */
#include <stddef.h>

void *memcpy(void *restrict to, const void *restrict from, size_t n);
void *memset(void *to, int value, size_t n);

void *
memcpy(void *restrict to, const void *restrict from, size_t n)
{
	volatile char *t = to;
	const char *f = from;

	while (n-- > 0)
		*t++ = *f++;
	return to;
}

void *
memset(void *to, int value, size_t n)
{
	volatile char *t = to;

	while (n-- > 0)
		*t++ = (char)value;
	return to;
}
