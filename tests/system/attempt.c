/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * attempt.c - see attempt.h.
 */
#include "attempt.h"

bool
attempt_faults(void (*attempt)(uint64_t argument), uint64_t argument,
	       struct vsp_fault *fault)
{
	struct vsp_try place;

	if (vsp_try(&place) != 0) {
		*fault = place.fault;
		return true;
	}
	attempt(argument);
	vsp_try_end(&place);
	return false;
}

void
attempt_read(uint64_t address)
{
	(void)*(volatile const uint8_t *)(uintptr_t)address;
}

void
attempt_write(uint64_t address)
{
	*(volatile uint8_t *)(uintptr_t)address = 0x5a;
}

void
attempt_run(uint64_t address)
{
	((void (*)(void))(uintptr_t)address)();
}

static int
run_stretch(struct code *code, vsp_slot frame)
{
	vsp_slot slot = vsp_slot_alloc_n(2);
	struct vsp_retype stretch = { VSP_TYPE_STRETCH, 1, 1, 0, slot,
				      VSP_RETYPE_NEXT };
	int error = vsp_retype(VSP_SLOT_TABLES, &stretch, NULL);

	if (error == VSP_OK)
		error = vsp_derive(VSP_SLOT_CNODE, slot + 1, frame, VSP_R_READ
				   | VSP_R_EXEC, 0);
	if (error == VSP_OK)
		error = vsp_map(slot, slot + 1, 0, VSP_R_READ | VSP_R_EXEC);
	if (error == VSP_OK)
		error = vsp_attach(slot, VSP_SLOT_PD, VSP_R_READ | VSP_R_EXEC,
				   &code->run);
	code->run_stretch = slot;
	return error;
}

int
code_create(struct code *code)
{
	struct vsp_stretch *stretch;
	vsp_slot frame;
	int error = vsp_stretch_create(&stretch);

	if (error == VSP_OK)
		error = vsp_stretch_fill(stretch, 0, 1, &frame);
	if (error != VSP_OK)
		return error;
	code->write = (uint32_t *)(uintptr_t)stretch->address;
	return run_stretch(code, frame);
}

void
code_publish(const struct code *code, unsigned first, unsigned count)
{
	vsp_code_publish(code->write + first,
			 (const void *)(uintptr_t)
			 (code->run + first * sizeof(uint32_t)),
			 count * sizeof(uint32_t));
}
