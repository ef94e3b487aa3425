/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * system.h - everything that goes into an image: the description, the
 * programs it names, and the kernel.
 */
#ifndef SYSTEM_H
#define SYSTEM_H

#include "desc.h"
#include "elfprog.h"

/* The kernel as it lies in memory, from its image header to the end of its
 * .bss, where the payload starts. */
struct kernel {
	char *path;
	struct blob memory;
	uint64_t address;	/* physical, of its first byte */
};

struct program {
	char *path;		/* as it was found */
	char *real;		/* the same file has the same */
	const char *name;	/* the file's name */
	struct elfprog elf;
	bool good;
};

struct system {
	struct msgs msgs;
	struct desc desc;
	struct kernel kernel;
	struct program init;
	struct program *program;
	unsigned nprograms;
	int *program_of;	/* for each domain; -1: none that is good */
};

/* kernel.c */
bool kernel_read(struct kernel *k, struct msgs *m, const char *path);
void kernel_free(struct kernel *k);

/* program.c */
void system_find_programs(struct system *s, const struct search *where);
bool system_read_init(struct system *s, const char *path);
void system_free(struct system *s);

/* check.c */
void system_check(struct system *s);

#endif
