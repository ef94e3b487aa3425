/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * bootinfo.h - what the kernel tells the root program.
 *
 * The root program is entered at its ACTIVATE upcall with all authority.  Its
 * DCB is at TPIDR_EL0, and the boot-information page follows the DCB (at
 * VSP_DCB_PAGES pages from it).  Its segments lie in contiguous stretches in
 * ELF order; its first instruction runs at the image's `vector`.
 */
#ifndef VESPER_BOOTINFO_H
#define VESPER_BOOTINFO_H

#include <stdint.h>

#define VSP_BOOTINFO_MAGIC	0x6f66696e50535600ull
#define VSP_BOOTINFO_VERSION	1

/* The root program's capability space when it starts. */
enum vsp_boot_slot {
	VSP_BOOT_NONE,		/* slot 0 is always empty */
	VSP_BOOT_CNODE,		/* its own CNode */
	VSP_BOOT_PD,		/* its own PD */
	VSP_BOOT_DOMAIN,	/* itself, all rights */
	VSP_BOOT_RAM,		/* Untyped: all RAM that is left */
	VSP_BOOT_TABLES,	/* Untyped: 512 pages, 2 MiB-aligned; its first
				   are used for the root's own stretches */
	VSP_BOOT_DEVICE0,	/* Untyped: devices below the kernel's page */
	VSP_BOOT_DEVICE1,	/* Untyped: devices above it */
	VSP_BOOT_IRQ,		/* Irq: all lines but the kernel's */
	VSP_BOOT_SYSTEM,	/* Stretch: DCB, this page, stacks */
	VSP_BOOT_TRACE,		/* Trace: watch, and write notes */
	VSP_BOOT_INIT,		/* Untyped: what was the kernel's boot code */
	VSP_BOOT_SEGMENT,	/* Stretch: first segment of the program... */
	VSP_BOOT_PAYLOAD = 32,	/* Frames: the image's payload, 2 MiB each... */
	VSP_BOOT_FREE = 256	/* first slot that is free */
};

struct vsp_bootinfo {
	uint64_t magic;
	uint32_t version;
	uint32_t nslots;	/* slots in the root's CNode */
	uint64_t ram_bytes;	/* RAM found, from address 0 */
	uint64_t ticks_per_s;	/* CNTFRQ_EL0 */
	uint32_t nsegments;	/* stretches from VSP_BOOT_SEGMENT on */
	uint32_t npayload;	/* frames from VSP_BOOT_PAYLOAD on */
	uint64_t payload_bytes;	/* the packed image, mapped nowhere yet */
	uint64_t kernel_bytes;	/* RAM that the kernel keeps: code and tables */
};

#endif
