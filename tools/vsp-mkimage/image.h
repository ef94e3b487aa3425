/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * image.h - the boot image as a file.
 */
#ifndef IMAGE_H
#define IMAGE_H

#include "system.h"

/* The header of Linux's "Image" files on AArch64, that boot loaders know. */
struct arm64_header {
	uint32_t code[2];
	uint64_t text_offset;	/* where in memory it wants to be */
	uint64_t image_size;
	uint64_t flags;
	uint64_t reserved[3];
	uint32_t magic;
	uint32_t pe_offset;
};

#define ARM64_MAGIC 0x644d5241u		/* "ARM\x64" */

_Static_assert(sizeof(struct arm64_header) == 64, "image header");
_Static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__,
	       "the image's structures are written as they are in memory");

/* What is where in a payload, for the reports. */
struct image_item {
	const char *kind, *name;
	const char *part;	/* rights of a segment, or "" */
	size_t offset, bytes;
};

struct image {
	struct blob payload;
	struct image_item *item;
	unsigned nitems;
};

/* The system must have passed all checks. */
void image_build(struct image *image, const struct system *s);
void image_compose(struct blob *out, const struct kernel *k,
		   const struct image *image);
void image_free(struct image *image);

#endif
