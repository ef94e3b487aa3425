/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * memory.h - memory that a tool cannot do without.
 */
#ifndef MEMORY_H
#define MEMORY_H

#include <stdarg.h>
#include <stddef.h>
#include <string.h>

/* These end the program with a message when there is no memory. */
void out_of_memory(void) __attribute__((noreturn));
void *need_alloc(void *old, size_t count, size_t size);
char *need_printf(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
char *need_vprintf(const char *fmt, va_list ap);

/* One more element, zeroed, at the end of an array that grows: when its length
 * is a power of two, to twice that. */
#define ARRAY_ADD(array, count)						\
	((array) = (count) & ((count) - 1) ? (array) :			\
		need_alloc((array), 2 * (size_t)(count) + 1,		\
			   sizeof *(array)),				\
	 memset(&(array)[count], 0, sizeof *(array)),			\
	 &(array)[(count)++])

#endif
