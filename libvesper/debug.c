/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * debug.c - registers of a stopped domain, and being told that it stopped.
 *
 * The kernel copies registers from and to context slots of the caller's DCB
 * only.  The last slot is kept for that; disabled, no other thread uses it.
 */
#include <vesper/debug.h>
#include <vesper/runtime.h>

#include "ops.h"

#define SCRATCH	(VSP_DCB_SLOTS - 1)

_Static_assert(sizeof(struct vsp_context) == sizeof(uint64_t[64]),
	       "the FP registers fill a context slot");

static struct vsp_context *
scratch(void)
{
	return &vsp_dcb->context[SCRATCH];
}

int
vsp_domain_read_regs(vsp_slot domain, struct vsp_context *registers)
{
	bool enabled = vsp_disable();
	int error = vsp_invoke(domain, VSP_OP_DOMAIN_READ_REGS,
			       OP_ARGS(SCRATCH)).error;

	if (error == VSP_OK)
		*registers = *scratch();
	vsp_enable(enabled);
	return error;
}

int
vsp_domain_write_regs(vsp_slot domain, const struct vsp_context *registers)
{
	bool enabled = vsp_disable();
	int error;

	*scratch() = *registers;
	error = vsp_invoke(domain, VSP_OP_DOMAIN_WRITE_REGS,
			   OP_ARGS(SCRATCH)).error;
	vsp_enable(enabled);
	return error;
}

int
vsp_domain_read_fp(vsp_slot domain, struct vsp_fp_registers *registers)
{
	bool enabled = vsp_disable();
	struct vsp_result result = vsp_invoke(domain, VSP_OP_DOMAIN_READ_FP,
					      OP_ARGS(SCRATCH));

	if (result.error == VSP_OK) {
		__builtin_memcpy(registers->v, scratch(),
				 sizeof(registers->v));
		registers->fpcr = result.x1;
		registers->fpsr = result.x2;
	}
	vsp_enable(enabled);
	return result.error;
}

int
vsp_domain_write_fp(vsp_slot domain, const struct vsp_fp_registers *registers)
{
	bool enabled = vsp_disable();
	int error;

	__builtin_memcpy(scratch(), registers->v, sizeof(registers->v));
	error = vsp_invoke(domain, VSP_OP_DOMAIN_WRITE_FP,
			   OP_ARGS(SCRATCH, registers->fpcr,
				   registers->fpsr)).error;
	vsp_enable(enabled);
	return error;
}

int
vsp_domain_debug(vsp_slot domain, uint64_t flags, vsp_slot channel)
{
	return vsp_invoke(domain, VSP_OP_DOMAIN_DEBUG,
			  OP_ARGS(flags, channel)).error;
}

int
vsp_domain_fault(vsp_slot domain, uint64_t *syndrome, uint64_t *address)
{
	struct vsp_result result = vsp_invoke(domain, VSP_OP_DOMAIN_INFO,
					      OP_ARGS(0));

	if (result.error != VSP_OK)
		return result.error;
	op_give(syndrome, result.x4);
	op_give(address, result.x5);
	return VSP_OK;
}
