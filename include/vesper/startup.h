/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * startup.h - what init tells a domain that it starts.
 *
 * The startup page follows the domain's DCB, at VSP_DCB_PAGES pages from it.
 * Offsets are in bytes from the startup page.
 */
#ifndef VESPER_STARTUP_H
#define VESPER_STARTUP_H

#include <stdint.h>
#include <vesper/image.h>

#define VSP_STARTUP_MAGIC	0x5452545350535600ull
#define VSP_STARTUP_VERSION	2

/* A domain's capability space when it starts; named links follow from
 * VSP_SLOT_LINK on, and from startup.first_free on it is empty. */
enum vsp_start_slot {
	VSP_SLOT_NONE,
	VSP_SLOT_CNODE,		/* its own CNode: READ, WRITE */
	VSP_SLOT_PD,		/* its own PD: ATTACH, USE */
	VSP_SLOT_DOMAIN,	/* itself, all rights */
	VSP_SLOT_MEMORY,	/* Untyped: memory for its own use */
	VSP_SLOT_TABLES,	/* Untyped: stretch tables for its own use */
	VSP_SLOT_INIT,		/* portal to init */
	VSP_SLOT_CONSOLE,	/* portal to the console, if there is one */
	VSP_SLOT_SYSTEM,	/* Stretch: DCB, startup page, stacks */
	VSP_SLOT_LINK		/* first named link */
};

/* The system stretch, in pages: the DCB, the startup pages, and stacks, each
 * above a page that is left unmapped. */
#define VSP_SYSTEM_DCB		0
#define VSP_SYSTEM_STARTUP	3	/* VSP_STARTUP_PAGES pages */
#define VSP_SYSTEM_UPCALL_STACK	6	/* VSP_UPCALL_STACK_PAGES pages */
#define VSP_SYSTEM_STACK	9	/* the main one: startup.stack_pages */
#define VSP_STARTUP_PAGES	2
#define VSP_UPCALL_STACK_PAGES	2

struct vsp_startup_link {
	char name[VSP_IMAGE_NAME];
	uint32_t kind;		/* VSP_LINK_*, or VSP_LINK_CLIENT below */
	uint32_t slot;		/* portal, channel, Stretch or Irq; else 0 */
	uint32_t rights;
	uint32_t spare;
	uint64_t value;		/* badge, mask or line */
	uint64_t address;	/* SHARED, DEVICE: where it is */
	uint64_t bytes;		/* SHARED, DEVICE: how big */
};

/* A link the other way: a domain that can call this one; value: badge. */
#define VSP_LINK_CLIENT		16

/* What a scheduler is told of each of its children. */
struct vsp_startup_child {
	char name[VSP_IMAGE_NAME];
	uint32_t index;		/* in the scheduling tree: 0..63 */
	uint32_t spare;
	struct vsp_image_time time;
};

struct vsp_startup {
	uint64_t magic;
	uint32_t version;
	uint32_t nlinks;
	char name[VSP_IMAGE_NAME];	/* of this domain */
	uint64_t base;		/* address of the program's first stretch */
	uint64_t args;		/* offset of argc NUL-terminated strings:
				   argv[1] and on */
	uint32_t argc;
	uint32_t nslots;	/* slots of its CNode */
	uint32_t first_free;	/* first free slot */
	uint32_t stack_pages;
	uint64_t memory_pages;	/* pages in VSP_SLOT_MEMORY */
	uint64_t tables;	/* pages in VSP_SLOT_TABLES */
	uint64_t boot_count;	/* instructions from kernel entry to init */
	struct vsp_image_policy policy;	/* of a scheduler */
	uint64_t children;	/* offset of struct vsp_startup_child[] */
	uint32_t nchildren;
	uint32_t spare;
	struct vsp_startup_link link[];
};

#endif
