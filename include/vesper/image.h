/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * image.h - the payload of a boot image: what vsp-mkimage writes behind the
 * kernel, and the kernel and init read.
 *
 * The payload starts on a page boundary, at the end of the kernel's memory
 * (its .bss included).  All offsets are in bytes from the payload's start;
 * offsets of segments are multiples of a page.  All numbers are
 * little-endian.  Names are NUL-terminated; strings are offsets too.
 *
 * A program is kept as its loaded segments, a stretch (2 MiB) or more each in
 * address order.  Its relocations are R_AARCH64_RELATIVE only.
 */
#ifndef VESPER_IMAGE_H
#define VESPER_IMAGE_H

#include <stdint.h>

#define VSP_IMAGE_MAGIC		0x31474d4950535600ull
#define VSP_IMAGE_VERSION	2
#define VSP_IMAGE_NAME		32	/* bytes of a name, NUL included */
#define VSP_IMAGE_SEGMENTS	4

struct vsp_image_segment {
	uint64_t offset;	/* of its bytes in the payload, page-aligned */
	uint64_t file_bytes;	/* bytes there; 0 up to the page's end follow */
	uint64_t mem_bytes;	/* bytes in memory: the rest is zero */
	uint32_t first_stretch;	/* where it lies: stretches from the program's
				   first; segments start on stretches */
	uint32_t rights;	/* VSP_R_READ with WRITE or EXEC */
};

struct vsp_image_reloc {	/* 64-bit word at `where` = base + addend */
	uint64_t where;		/* bytes from the program's first stretch */
	int64_t addend;
};

struct vsp_image_program {
	char name[VSP_IMAGE_NAME];
	uint64_t vector;	/* its upcall vector (ELF entry) */
	uint32_t nsegments;
	uint32_t nstretches;	/* stretches its segments take in all */
	uint64_t relocs;	/* offset of struct vsp_image_reloc[] */
	uint64_t nrelocs;
	struct vsp_image_segment segment[VSP_IMAGE_SEGMENTS];
};

enum vsp_policy_kind {
	VSP_POLICY_OTHER,	/* known to its program only */
	VSP_POLICY_ROUND_ROBIN,
	VSP_POLICY_FIXED_PRIORITY,
	VSP_POLICY_EDF,
	VSP_POLICY_STRIDE
};

/* How a scheduler schedules. */
struct vsp_image_policy {
	uint32_t kind;		/* enum vsp_policy_kind */
	uint32_t limit_permille;/* EDF: what can be reserved */
	uint64_t quantum_ns;
};

/* What a domain asks of its scheduler (struct vsp_sched_params). */
struct vsp_image_time {
	uint32_t share_permille;
	uint32_t priority;
	uint32_t extra;		/* 0 or 1 */
	uint32_t spare;
	uint64_t period_ns, slice_ns, latency_ns;
};

#define VSP_IMAGE_INIT		0xffffffffu	/* init, as a scheduler */

#define VSP_DOMAIN_DAEMON	1u	/* the system may end while it lives */
#define VSP_DOMAIN_SCHEDULER	2u	/* it has children */

struct vsp_image_domain {
	char name[VSP_IMAGE_NAME];
	uint32_t program;	/* index into the programs */
	uint32_t flags;		/* VSP_DOMAIN_* */
	uint64_t args;		/* offset of `argc` NUL-terminated strings */
	uint32_t argc;
	uint32_t memory_pages;	/* Untyped for its own use */
	uint32_t tables;	/* stretch tables for its own use */
	uint32_t stack_pages;
	uint32_t slots_pages;	/* CNode: 128 slots a page, a power of two */
	uint32_t scheduler;	/* index of the domain; VSP_IMAGE_INIT */
	struct vsp_image_time time;
	struct vsp_image_policy policy;		/* of a scheduler */
	uint64_t spare;
};

enum vsp_link_kind {
	VSP_LINK_PORTAL = 1,	/* from may call to; value: badge */
	VSP_LINK_EVENT,		/* from may signal to; value: mask */
	VSP_LINK_SHARED,	/* from gets a shared area; value: its index */
	VSP_LINK_DEVICE,	/* from gets device registers; value: address */
	VSP_LINK_IRQ,		/* from gets a line; value: line, mask = `to` */
	VSP_LINK_TRACE		/* from may watch or note (rights) */
};

struct vsp_image_link {
	char name[VSP_IMAGE_NAME];	/* what `from` calls it */
	uint32_t kind;
	uint32_t from;		/* index into the domains */
	uint32_t to;		/* domain index; IRQ: event bit number */
	uint32_t rights;	/* SHARED, DEVICE: READ with WRITE, EXEC */
	uint64_t value;
	uint64_t bytes;		/* DEVICE: bytes of registers */
};

struct vsp_image_shared {
	char name[VSP_IMAGE_NAME];
	uint32_t size_pages;	/* 1..512 */
	uint32_t spare;
};

struct vsp_image {
	uint64_t magic;
	uint32_t version;
	uint32_t flags;
	uint64_t bytes;		/* the whole payload, a multiple of a page */
	char name[VSP_IMAGE_NAME];
	struct vsp_image_program init;	/* the root program: kept as it is to
					   run, .bss included, in place */
	struct vsp_image_policy policy;	/* init's */
	uint32_t nprograms, ndomains, nlinks, nshared;
	uint64_t programs, domains, links, shared;	/* offsets */
};

#endif
