/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * elfcheck.h - what the checks of an ELF file share.
 */
#ifndef ELFCHECK_H
#define ELFCHECK_H

#include "elffile.h"
#include "elfprog.h"

/* Problems of one sort in one file beyond these are only counted. */
#define ELF_TOLD_MAX 5

struct elfcheck {
	struct elfprog *p;
	struct msgs *m;
	const struct subject *who;
	enum elfprog_use use;
	bool hinted;		/* how to link is said once a file */
	Elf *elf;
	GElf_Ehdr header;
	GElf_Phdr load[VSP_IMAGE_SEGMENTS];
	unsigned nloads;
	unsigned ntold;		/* problems of the present sort */
};

/* elfident.c: is it such a file at all?  The next is tried only if the one
 * before had nothing to tell. */
void check_magic(struct elfcheck *c);
void check_class(struct elfcheck *c);
void check_machine(struct elfcheck *c);
void check_type(struct elfcheck *c);
void check_tables(struct elfcheck *c);
void check_dynamic(struct elfcheck *c);
void hint_link(struct elfcheck *c);

/* elfreloc.c */
void check_symbols(struct elfcheck *c);
void check_relocs(struct elfcheck *c);

#endif
