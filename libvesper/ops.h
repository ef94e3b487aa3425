/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * ops.h - shorthand for the files that hold one function an operation.
 */
#ifndef LIBVESPER_OPS_H
#define LIBVESPER_OPS_H

#include <stddef.h>
#include <vesper/invoke.h>

#define OP_ARGS(...) (&(const struct vsp_args){ .x = { __VA_ARGS__ } })

/* A result goes where the caller wants it, if anywhere. */
static inline void
op_give(uint64_t *where, uint64_t value)
{
	if (where != NULL)
		*where = value;
}

static inline int
op_results(struct vsp_result result, uint64_t *r1, uint64_t *r2, uint64_t *r3)
{
	if (result.error != VSP_OK)
		return result.error;
	op_give(r1, result.x1);
	op_give(r2, result.x2);
	op_give(r3, result.x3);
	return VSP_OK;
}

#endif
