/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * invoke.c - from the registers of an INVOKE to the operation.
 */
#include "invoke.h"

#include "deletion.h"

struct operation {
	invoke_function *function;
	uint32_t right;
};

static const struct operation operations[VSP_OP_LIMIT] = {
#define VSP_OP(type, name, number, need, in, out, errors, text) \
	[VSP_OP_##type##_##name] = { op_##type##_##name, VSP_R_##need },
#include <vesper/op.def>
#undef VSP_OP
};

/* The rest of a DELETE or REVOKE that was interrupted: x0 is its serial
 * number.  It names no capability, so it can hit none that came to the slot
 * meanwhile; whoever else makes it helps. */
static enum vsp_error
finish_deletion(struct invocation *in)
{
	if (deletion_serial() != in->x[0] || deletion_run())
		return VSP_OK;
	return INVOKE_RESTART;
}

static enum vsp_error
decode(struct invocation *in, uint64_t cap, uint64_t op)
{
	in->cap = cap_lookup(in->caller, cap);
	if (slot_failed(in->cap))
		return slot_error(in->cap);
	if (op >= VSP_OP_LIMIT || operations[op].function == NULL)
		return VSP_E_OP;
	if (op / VSP_OPS_PER_TYPE != slot_type(in->cap))
		return VSP_E_TYPE;
	if ((slot_rights(in->cap) & operations[op].right)
	    != operations[op].right)
		return VSP_E_RIGHT;
	return VSP_OK;
}

bool
invoke(struct domain *d)
{
	struct invocation in = { .caller = d, .x = d->regs.x };
	uint64_t op = d->regs.x[7];
	enum vsp_error error;

	if (op == VSP_OP_FINISH) {
		error = finish_deletion(&in);
	} else {
		error = decode(&in, d->regs.x[8], op);
		if (error == VSP_OK)
			error = operations[op].function(&in);
	}
	if (error == INVOKE_RESTART) {
		d->regs.pc -= 4;
		return false;
	}
	d->regs.x[0] = error;
	return true;
}
