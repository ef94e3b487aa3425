/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * main.c - the main thread: constructors, main(), exit().
 */
#include <stdio.h>
#include <stdlib.h>
#include <sys/time.h>
#include <unistd.h>

#include "internal.h"

extern int main(int argc, char **argv);

typedef void constructor(void);

extern constructor *const __preinit_array_start[], *const __preinit_array_end[];
extern constructor *const __init_array_start[], *const __init_array_end[];

/* What picolibc calls and libvesper has.  The linker reads libvesper before the
 * C library and takes from an archive only what is wanted by then; this table
 * wants it, and is then dropped, for nobody refers to it. */
__attribute__((used)) static const void *const glue[] = {
	&stdout, (const void *)_exit, (const void *)sbrk, (const void *)write,
	(const void *)gettimeofday,
};

void
runtime_main(void)
{
	for (constructor *const *c = __preinit_array_start;
	     c < __preinit_array_end; c++)
		(*c)();
	for (constructor *const *c = __init_array_start;
	     c < __init_array_end; c++)
		(*c)();
	exit(main((int)runtime.startup->argc + 1, runtime.argv));
}
