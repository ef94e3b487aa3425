/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * forge.c - claims of capabilities: what a domain does not hold it cannot use,
 * whatever number it names; what it holds is good for what it is.
 */
#include <vesper/vesper.h>

#include "slots.h"

#define NUMBERS		65536u

/* ---- numbers that name nothing ---- */

static const uint64_t some_ops[] = {
	VSP_OP_UNTYPED_RETYPE, VSP_OP_UNTYPED_INFO, VSP_OP_CNODE_DERIVE,
	VSP_OP_CNODE_DELETE, VSP_OP_CNODE_REVOKE, VSP_OP_CNODE_LOOK,
	VSP_OP_FRAME_UNMAP, VSP_OP_STRETCH_MAP, VSP_OP_STRETCH_ATTACH,
	VSP_OP_PD_INFO, VSP_OP_DOMAIN_SET_ENTRY, VSP_OP_DOMAIN_STOP,
	VSP_OP_DOMAIN_RESET, VSP_OP_IRQ_BIND, 127, 128, ~0ull,
};

static int
invoke(uint64_t slot, uint64_t op)
{
	struct vsp_args args = { { 1, 2, 3, 4, 5, 6 } };

	return vsp_invoke(slot, op, &args).error;
}

static int
call(uint64_t slot)
{
	struct vsp_message message = { .word = { 0 } };

	return vsp_call(slot, &message);
}

/* How often `slot` was not refused as it should be. */
static unsigned
count_taken(uint64_t slot)
{
	unsigned taken = 0;

	for (unsigned i = 0; i < sizeof(some_ops) / sizeof(*some_ops); i++)
		taken += invoke(slot, some_ops[i]) != VSP_E_NOCAP;
	return taken + (call(slot) != VSP_E_NOCAP)
	       + (vsp_signal(slot) != VSP_E_NOCAP);
}

static bool
no_forged_number_names_a_capability(void)
{
	unsigned taken = 0;

	for (uint64_t slot = 0; slot < NUMBERS; slot++)
		if (!is_held(slot))
			taken += count_taken(slot);
	return SAME(taken, 0) && nothing_changed();
}

static bool
numbers_are_compared_whole(void)
{
	unsigned taken = 0;

	for (unsigned bit = 16; bit < 64; bit++)
		for (uint64_t slot = 0; slot < 16; slot++)
			taken += count_taken(slot | 1ull << bit);
	for (uint64_t slot = 1; slot < 64; slot++)
		taken += count_taken(-slot);
	return SAME(taken, 0) && nothing_changed();
}

/* As an argument of an operation on one's own CNode: source, target, space. */
static bool
forged_arguments_are_refused(void)
{
	const uint64_t own = VSP_SLOT_CNODE;
	unsigned taken = 0;

	for (uint64_t n = SLOTS; n < NUMBERS; n++) {
		taken += vsp_derive(own, n, VSP_SLOT_PD, 0, 0) != VSP_E_ARG;
		taken += vsp_derive(own, 500, n, 0, 0) != VSP_E_ARG;
		taken += vsp_move(own, n, VSP_SLOT_PD) != VSP_E_ARG;
		taken += vsp_take(500, n, 1) != VSP_E_NOCAP;
		taken += vsp_delete(n) != VSP_E_ARG;
		taken += vsp_revoke(n) != VSP_E_ARG;
		taken += vsp_attach(VSP_SLOT_SYSTEM, n, VSP_R_READ, NULL)
			 != VSP_E_NOCAP;
		taken += vsp_map(VSP_SLOT_SYSTEM, n, 500, VSP_R_READ)
			 != VSP_E_NOCAP;
		taken += vsp_domain_set_parent(VSP_SLOT_DOMAIN, n, 0)
			 != VSP_E_NOCAP;
	}
	return SAME(taken, 0) && nothing_changed();
}

/* ---- capabilities that one holds ---- */

static bool
operations_of_another_type_are_refused(void)
{
	unsigned tried = 0, taken = 0;

	for (uint64_t slot = 0; slot < SLOTS; slot++) {
		for (uint64_t op = 1; is_held(slot) && op < 256; op++) {
			int error;

			if (op / VSP_OPS_PER_TYPE == before[slot].type)
				continue;
			error = invoke(slot, op);
			tried++;
			taken += error != VSP_E_TYPE && error != VSP_E_OP;
		}
	}
	return SAME(taken, 0) && SAME(tried > 2000, true) && nothing_changed();
}

static bool
unknown_operations_are_refused(void)
{
	unsigned taken = 0;

	for (unsigned bit = 7; bit < 64; bit++)
		taken += invoke(VSP_SLOT_PD, VSP_OP_PD_INFO | 1ull << bit)
			 != VSP_E_OP;
	for (uint64_t op = VSP_OP_PD_INFO + 1; op < VSP_OP_PD_INFO + 16; op++)
		taken += invoke(VSP_SLOT_PD, op) != VSP_E_OP;
	return SAME(taken, 0);
}

static bool
a_portal_can_be_called_and_nothing_else(void)
{
	unsigned taken = 0;

	for (uint64_t op = VSP_OP_DOMAIN_SET_SPACES; op <= VSP_OP_DOMAIN_INFO;
	     op++)
		taken += invoke(VSP_SLOT_CONSOLE, op) != VSP_E_RIGHT;
	return SAME(taken, 0)
	       && SAME(vsp_signal(VSP_SLOT_CONSOLE), VSP_E_RIGHT)
	       && nothing_changed();
}

static bool
a_channel_can_be_signalled_and_nothing_else(void)
{
	vsp_slot channel = vsp_channel("server");
	unsigned taken = 0;

	for (uint64_t op = VSP_OP_DOMAIN_SET_SPACES; op <= VSP_OP_DOMAIN_INFO;
	     op++)
		taken += invoke(channel, op) != VSP_E_RIGHT;
	return SAME(taken, 0) && SAME(call(channel), VSP_E_RIGHT)
	       && nothing_changed();
}

static bool
only_domains_can_be_called_or_signalled(void)
{
	unsigned taken = 0;

	for (uint64_t slot = 0; slot < SLOTS; slot++) {
		if (!is_held(slot) || before[slot].type == VSP_TYPE_DOMAIN)
			continue;
		taken += call(slot) != VSP_E_TYPE;
		taken += vsp_signal(slot) != VSP_E_TYPE;
	}
	return SAME(taken, 0);
}

static const struct tap_claim claims[] = {
	CLAIM(no_forged_number_names_a_capability),
	CLAIM(numbers_are_compared_whole),
	CLAIM(forged_arguments_are_refused),
	CLAIM(operations_of_another_type_are_refused),
	CLAIM(unknown_operations_are_refused),
	CLAIM(a_portal_can_be_called_and_nothing_else),
	CLAIM(a_channel_can_be_signalled_and_nothing_else),
	CLAIM(only_domains_can_be_called_or_signalled),
};

int
main(void)
{
	if (!remember())
		return 1;
	return tap_run(claims, TAP_COUNT(claims));
}
