/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * fault.h - what a domain does about its own faults.
 *
 * A fault of enabled code is an upcall to the domain itself.  In this order:
 * the pager is asked; else the innermost vsp_try() returns a second time;
 * else init is told, and the domain ends.
 */
#ifndef VESPER_FAULT_H
#define VESPER_FAULT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct vsp_fault {
	uint64_t syndrome;	/* ESR_EL1 */
	uint64_t address;	/* FAR_EL1 */
	uint64_t pc;
};

/* Does the address say what was accessed?  Not so for an undefined or
 * privileged instruction. */
bool vsp_fault_has_address(const struct vsp_fault *fault);

/* Was it a translation fault (nothing mapped or attached there)? */
bool vsp_fault_is_translation(const struct vsp_fault *fault);

/* Was it a data access that would have written? */
bool vsp_fault_is_write(const struct vsp_fault *fault);

/* A few words for the kind of fault: "read of memory that is not there". */
const char *vsp_fault_kind(uint64_t syndrome);

/* Let `pager` see every fault first.  It runs in the FAULT upcall, disabled:
 * it may invoke the kernel (vsp_stretch_fill() is fine) and touch mapped
 * memory of its own only.  True: try the access again.  NULL: no pager. */
void vsp_pager(bool (*pager)(const struct vsp_fault *fault));

/* Where a fault returns to. */
struct vsp_try {
	uint64_t x[12];		/* x19..x30 */
	uint64_t sp;
	uint64_t d[8];		/* d8..d15 */
	struct vsp_try *outer;
	struct vsp_fault fault;
};

/* Returns 0; and, if a fault comes before vsp_try_end(), again with 1, with
 * place->fault filled in and the block ended.  Like setjmp(): the caller must
 * not return in between, and its changed locals must be volatile. */
int vsp_try(struct vsp_try *place) __attribute__((returns_twice));

/* End the innermost block. */
void vsp_try_end(struct vsp_try *place);

/* memcpy() with a fault exit: false, and *fault (may be NULL) filled in, when
 * the other side's memory faulted; what was copied before stays. */
bool vsp_copy_from(void *to, const void *client, size_t bytes,
		   struct vsp_fault *fault);
bool vsp_copy_to(void *client, const void *from, size_t bytes,
		 struct vsp_fault *fault);

#endif
