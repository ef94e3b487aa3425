/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * rights.h - capability types, and the rights a capability can carry.
 *
 * A right is one bit; its meaning depends on the type.  `derive` can only
 * take rights away.
 */
#ifndef VESPER_RIGHTS_H
#define VESPER_RIGHTS_H

enum vsp_type {
	VSP_TYPE_NONE,
	VSP_TYPE_UNTYPED,	/* a range of physical pages and a watermark */
	VSP_TYPE_CNODE,		/* a table of capability slots */
	VSP_TYPE_FRAME,		/* 1..512 contiguous pages */
	VSP_TYPE_STRETCH,	/* 2 MiB of the address space */
	VSP_TYPE_PD,		/* protection domain: rights over stretches */
	VSP_TYPE_DOMAIN,	/* what has the processor */
	VSP_TYPE_IRQ,		/* a range of interrupt lines */
	VSP_TYPE_TRACE,		/* the kernel's trace */
	VSP_TYPE_COUNT
};

#define VSP_R_NONE	0x00u

/* Frame: what its pages may be mapped for.  Stretch: what it may be
 * attached for (r, rw or rx, never rwx), and META: map and unmap frames. */
#define VSP_R_READ	0x01u
#define VSP_R_WRITE	0x02u
#define VSP_R_EXEC	0x04u
#define VSP_R_META	0x08u

/* CNode: READ takes capabilities out (as the source of derive and move),
 * WRITE puts them in, moves them away and deletes them. */

/* PD */
#define VSP_R_ATTACH	0x01u	/* attach and detach stretches */
#define VSP_R_USE	0x02u	/* make it a domain's PD */

/* Domain.  A capability with CALL alone is a portal, and carries a badge;
 * one with SIGNAL alone is an event channel, and carries a mask. */
#define VSP_R_CALL	0x01u
#define VSP_R_SIGNAL	0x02u
#define VSP_R_CONTROL	0x04u	/* the owner's operations */
#define VSP_R_SCHED	0x08u	/* be made a child, or a parent, of the tree */

/* Irq */
#define VSP_R_BIND	0x01u	/* bind, unbind, acknowledge */

/* Trace */
#define VSP_R_WATCH	0x01u	/* begin and end it: see what everyone does */
#define VSP_R_NOTE	0x02u	/* add records of one's own */

#define VSP_R_ALL	0x0fu

#endif
