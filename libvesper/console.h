/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * console.h - bytes to the console, for stdio and write().
 */
#ifndef LIBVESPER_CONSOLE_H
#define LIBVESPER_CONSOLE_H

#include <stddef.h>

/* Gives an enum vsp_error: NOCAP if there is no console. */
int console_write(const char *bytes, size_t count);

#endif
