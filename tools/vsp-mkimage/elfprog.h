/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * elfprog.h - a program as init needs it, from an ELF static PIE.
 */
#ifndef ELFPROG_H
#define ELFPROG_H

#include <stdint.h>
#include <vesper/image.h>

#include "../common/file.h"
#include "../common/msg.h"

/* More than any board has of RAM. */
#define PROGRAM_BYTES_MAX	((size_t)1 << 30)

struct elfprog {
	struct blob file;
	uint64_t vector;
	unsigned nsegments, nstretches;
	struct vsp_image_segment segment[VSP_IMAGE_SEGMENTS];
				/* `offset` is that in the file */
	struct vsp_image_reloc *reloc;
	unsigned nrelocs;
};

enum elfprog_use {
	ELFPROG_LOADED,		/* init copies and relocates it */
	ELFPROG_IN_PLACE	/* it is init: it relocates itself */
};

bool elfprog_read(struct elfprog *p, struct msgs *m, const struct subject *who,
		  enum elfprog_use use);
void elfprog_free(struct elfprog *p);
uint64_t elfprog_pages(const struct elfprog *p);
const char *elf_machine_name(unsigned machine);

#endif
