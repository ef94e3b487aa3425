/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * memory.h - capability slots, stretches, and memory mapped into them.
 *
 * A domain has Untyped memory for frames (VSP_SLOT_MEMORY), Untyped memory for
 * stretch tables (VSP_SLOT_TABLES) and empty slots.  malloc() takes from the
 * same; none of this is needed by a program that only uses malloc().
 */
#ifndef VESPER_MEMORY_H
#define VESPER_MEMORY_H

#include <stddef.h>
#include <stdint.h>

#include <vesper/invoke.h>

/* `count` successive empty slots; the first's number, 0 if there are none. */
vsp_slot vsp_slot_alloc_n(uint32_t count);
vsp_slot vsp_slot_alloc(void);

/* The slot must be empty. */
void vsp_slot_free(vsp_slot slot);

/* Slots that are free now. */
uint32_t vsp_slots_free(void);

#define VSP_STRETCHES 128	/* stretches a domain can create */

/* A stretch of this domain's, attached to it for reading and writing. */
struct vsp_stretch {
	vsp_slot slot;		/* owner capability */
	uint64_t address;	/* a multiple of 2 MiB */
	uint64_t pages;		/* of a buffer; else 0 */
	struct vsp_stretch *next;
};

/* Make a stretch from the domain's tables and attach it.  Nothing is mapped
 * in it.  Errors: NOMEM (no tables, slots or records left), and those of
 * attach. */
int vsp_stretch_create(struct vsp_stretch **stretch);

/* Take back all that was granted of it, unmap everything, and keep it for the
 * next vsp_stretch_create(). */
void vsp_stretch_destroy(struct vsp_stretch *stretch);

/* The created stretch that this address lies in, or NULL. */
struct vsp_stretch *vsp_stretch_of(const void *address);

/* Take `pages` (1..512) pages of the domain's memory, zeroed, and map them
 * from `page` of the stretch on, for reading and writing.  *frame (may be
 * NULL) gets the slot of the frame.  Errors: NOMEM, ARG, OCCUPIED. */
int vsp_stretch_fill(const struct vsp_stretch *stretch, uint64_t page,
		     uint64_t pages, vsp_slot *frame);

/* `pages` (1..511) zeroed pages, mapped one after the other; NULL and errno =
 * ENOMEM when memory, tables or slots are used up.  They stay for good. */
void *vsp_alloc_pages(uint64_t pages);

/* A buffer that can be shared without sharing anything else: zeroed pages in
 * a stretch of its own, at most 2 MiB less a guard page.  NULL as above. */
void *vsp_buffer_create(size_t bytes);

/* Take back all that was granted of it, and keep its memory for the next. */
void vsp_buffer_destroy(void *buffer);

#endif
