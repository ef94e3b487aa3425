/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * invoke.h - the operations on kernel objects, one function each.
 *
 * op.def says what each operation does, which right it needs and how it can
 * fail.  Capabilities are named by their slot in the caller's own CNode; a
 * `space` is the slot of another CNode, or 0 for the caller's own.  Every
 * function returns an enum vsp_error, 0 for success; results go through
 * pointers, which may be NULL.
 */
#ifndef VESPER_INVOKE_H
#define VESPER_INVOKE_H

#include <stdint.h>

#include <vesper/error.h>
#include <vesper/op.h>
#include <vesper/rights.h>

typedef uint64_t vsp_slot;	/* number of a capability slot; 0 is none */

struct vsp_result {
	int error;		/* enum vsp_error */
	uint64_t x1, x2, x3, x4, x5;	/* results, if there was none */
};

struct vsp_args {
	uint64_t x[6];
};

/* Any operation `op` (enum vsp_op) on the capability in `slot`. */
struct vsp_result vsp_invoke(vsp_slot slot, uint64_t op,
			     const struct vsp_args *args);

/* "NAME: sentence" of an error; never NULL. */
const char *vsp_strerror(int error);
const char *vsp_error_name(int error);

/* Untyped */
struct vsp_retype {
	enum vsp_type type;
	uint64_t size_pages;	/* Untyped, Frame, CNode */
	uint64_t count;		/* 1..VSP_RETYPE_MAX_COUNT */
	vsp_slot space;
	vsp_slot first_slot;	/* successive slots from here */
	uint64_t offset_pages;	/* VSP_RETYPE_NEXT, or where */
};

/* Make objects; `page` (or NULL): the last one's page number, the others lie
 * contiguously before it. */
/* *last_page: of the last object; they are contiguous. */
int vsp_retype(vsp_slot untyped, const struct vsp_retype *what,
	       uint64_t *last_page);
int vsp_untyped_info(vsp_slot untyped, uint64_t *page, uint64_t *size_pages,
		     uint64_t *used_pages);

/* CNode: these act on slots of the caller's own CNode, or of the `into` */
struct vsp_look {
	uint64_t type, rights, badge;
};

int vsp_derive(vsp_slot into, vsp_slot slot, vsp_slot from, uint64_t rights,
	       uint64_t badge);
int vsp_move(vsp_slot into, vsp_slot slot, vsp_slot from);
int vsp_take(vsp_slot slot, vsp_slot from_space, vsp_slot from);
int vsp_delete(vsp_slot slot);
int vsp_revoke(vsp_slot slot);
int vsp_look(vsp_slot slot, struct vsp_look *look);

/* Frame */
int vsp_frame_unmap(vsp_slot frame);
int vsp_frame_info(vsp_slot frame, uint64_t *physical, uint64_t *size_pages);

/* Stretch */
int vsp_map(vsp_slot stretch, vsp_slot frame, uint64_t page, uint64_t rights);
int vsp_map_uncached(vsp_slot stretch, vsp_slot frame, uint64_t page,
		     uint64_t rights);
int vsp_unmap(vsp_slot stretch, uint64_t page, uint64_t size_pages);
int vsp_attach(vsp_slot stretch, vsp_slot pd, uint64_t rights,
	       uint64_t *address);
int vsp_detach(vsp_slot stretch);
int vsp_stretch_info(vsp_slot stretch, uint64_t *address, uint64_t *attached);

/* Protection domain */
int vsp_pd_info(vsp_slot pd, uint64_t *asid, uint64_t *tables_used);

/* Domain */
int vsp_domain_set_spaces(vsp_slot domain, vsp_slot cnode, vsp_slot pd);
int vsp_domain_set_entry(vsp_slot domain, uint64_t vector, uint64_t stack);
int vsp_domain_map_dcb(vsp_slot domain, vsp_slot stretch, uint64_t page,
		       uint64_t *address);
int vsp_domain_set_parent(vsp_slot domain, vsp_slot parent, uint64_t index);
int vsp_domain_start(vsp_slot domain);
int vsp_domain_stop(vsp_slot domain);
int vsp_domain_reset(vsp_slot domain);
int vsp_domain_cancel(vsp_slot domain, uint64_t call_number);
int vsp_domain_info(vsp_slot domain, uint64_t *state, uint64_t *pc,
		    uint64_t *ticks);

/* Irq */
int vsp_irq_bind(vsp_slot irq, uint64_t line, vsp_slot channel);
int vsp_irq_unbind(vsp_slot irq, uint64_t line);
int vsp_irq_ack(vsp_slot irq, uint64_t line);

#endif
