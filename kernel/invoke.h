/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * invoke.h - INVOKE: an operation on the object behind a capability.
 *
 * Each operation of <vesper/op.def> is a function op_<type>_<name>().  It
 * checks everything before it changes anything; when it returns an error,
 * nothing has changed.
 */
#ifndef KERNEL_INVOKE_H
#define KERNEL_INVOKE_H

#include "cap.h"
#include "domain.h"

/* An operation was interrupted: its arguments say what is left, and the svc
 * is executed again. */
#define INVOKE_RESTART VSP_E_COUNT

struct invocation {
	struct domain *caller;
	struct slot *cap;	/* what was invoked */
	uint64_t *x;		/* arguments x0.. ; results from x[1] on */
};

typedef enum vsp_error invoke_function(struct invocation *in);

#define VSP_OP(type, name, number, right, in, out, errors, text) \
	invoke_function op_##type##_##name;
#include <vesper/op.def>
#undef VSP_OP

/* The INVOKE system call of `d`; false if it is to be executed again. */
bool invoke(struct domain *d);

/* The Domain that was invoked. */
static inline struct domain *
invoked_domain(const struct invocation *in)
{
	return slot_object(in->cap);
}

/* Arguments that are capabilities of the caller. */
static inline struct slot *
invoke_cap(const struct invocation *in, unsigned arg, enum vsp_type type,
	   uint32_t rights)
{
	return cap_find(in->caller, in->x[arg], type, rights);
}

#endif
