/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * console.h - bytes to and from the console, for stdio, read() and write().
 */
#ifndef LIBVESPER_CONSOLE_H
#define LIBVESPER_CONSOLE_H

#include <stddef.h>

/* Gives an enum vsp_error: NOCAP if there is no console. */
int console_write(const char *bytes, size_t count);

/* Up to `limit` bytes of a line that is typed, when there is one; 0: the end
 * of the file, or no console. */
size_t console_read(char *bytes, size_t limit);

#endif
