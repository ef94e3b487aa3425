/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * op.h - the numbers of the operations in op.def: 16 to a type, so that an
 * operation names the type it is for.
 */
#ifndef VESPER_OP_H
#define VESPER_OP_H

#include <vesper/rights.h>

#define VSP_OPS_PER_TYPE 16

enum vsp_op {
#define VSP_OP(type, name, number, right, in, out, errors, text) \
	VSP_OP_##type##_##name = VSP_TYPE_##type * VSP_OPS_PER_TYPE + (number),
#include <vesper/op.def>
#undef VSP_OP
	/* Not for users: what an interrupted DELETE or REVOKE turns into. */
	VSP_OP_FINISH = 0,
	VSP_OP_LIMIT = VSP_TYPE_COUNT * VSP_OPS_PER_TYPE
};

/* RETYPE: take the next free page with the type's alignment. */
#define VSP_RETYPE_NEXT (~0ull)
#define VSP_RETYPE_MAX_COUNT 64

/* Pages that an object takes, where the caller does not say. */
#define VSP_STRETCH_PAGES	1
#define VSP_PD_PAGES		4
#define VSP_DOMAIN_PAGES	4	/* one private, three of DCB */

#define VSP_PAGE_SHIFT		12
#define VSP_PAGE_SIZE		4096u
#define VSP_SLOTS_PER_PAGE	128u
#define VSP_STRETCH_SHIFT	21
#define VSP_STRETCH_SIZE	(1ull << VSP_STRETCH_SHIFT)
#define VSP_STRETCH_NPAGES	512u	/* pages a stretch can map */
#define VSP_MAX_DEPTH		127u	/* derivations below an owner */

/* Flags of DOMAIN_DEBUG: its faults stop it, for its debugger to look at; it
 * stops after each instruction of enabled code (EC 0x32 in the syndrome). */
#define VSP_DEBUG_FAULTS	1u
#define VSP_DEBUG_STEP		2u
#define VSP_DEBUG_ALL		3u

/* Interrupt lines: 0..63 the GPU controller's, 64..71 its ARM lines,
 * 96..107 the core's local sources. */
#define VSP_IRQ_LINES		128u
#define VSP_IRQ_LOCAL		96u

#endif
