/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * forge.c - claims of capabilities: what a domain does not hold it cannot use,
 * whatever number it names; what it holds gives no more than it says.
 */
#include <string.h>

#include <vesper/vesper.h>

#include "tap.h"

#define NUMBERS		65536u
#define SLOTS		1024u
#define CHAIN		260u

static struct vsp_look before[SLOTS];

static bool
remember(void)
{
	for (vsp_slot slot = 0; slot < SLOTS; slot++)
		if (vsp_look(slot, &before[slot]) != VSP_OK)
			return false;
	return true;
}

/* All capabilities are where and what they were. */
static bool
nothing_changed(void)
{
	unsigned changed = 0;

	for (vsp_slot slot = 0; slot < SLOTS; slot++) {
		struct vsp_look now;

		changed += vsp_look(slot, &now) != VSP_OK
			   || memcmp(&now, &before[slot], sizeof(now)) != 0;
	}
	return SAME(changed, 0);
}

static bool
is_held(vsp_slot slot)
{
	return slot < SLOTS && before[slot].type != VSP_TYPE_NONE;
}

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

/* ---- derivation ---- */

static uint64_t
rights_of(vsp_slot slot)
{
	struct vsp_look look = { 0 };

	vsp_look(slot, &look);
	return look.type == VSP_TYPE_NONE ? ~0ull : look.rights;
}

static bool
derive_cannot_add_rights(void)
{
	vsp_slot some = vsp_slot_alloc_n(2);
	bool fewer = true;

	for (uint64_t rights = 0; rights < 16; rights++) {
		vsp_derive(VSP_SLOT_CNODE, some, VSP_SLOT_SYSTEM, rights, 0);
		vsp_derive(VSP_SLOT_CNODE, some + 1, some, ~0ull, 0);
		fewer &= SAME(rights_of(some),
			      rights & before[VSP_SLOT_SYSTEM].rights)
			 && SAME(rights_of(some + 1), rights_of(some));
		vsp_delete(some);
	}
	vsp_derive(VSP_SLOT_CNODE, some, VSP_SLOT_CONSOLE, VSP_R_ALL, 0);
	fewer &= SAME(rights_of(some), VSP_R_CALL);
	vsp_delete(some);
	return fewer && nothing_changed();
}

static bool
a_channels_mask_only_loses_bits(void)
{
	vsp_slot some = vsp_slot_alloc();
	vsp_slot channel = vsp_channel("server");
	struct vsp_look look;
	bool fewer;

	vsp_derive(VSP_SLOT_CNODE, some, channel, VSP_R_SIGNAL, ~0ull);
	vsp_look(some, &look);
	fewer = SAME(look.badge, 0x6);
	vsp_delete(some);
	vsp_derive(VSP_SLOT_CNODE, some, channel, VSP_R_SIGNAL, 0xc);
	vsp_look(some, &look);
	fewer &= SAME(look.badge, 0x4);
	vsp_delete(some);
	return fewer && SAME(vsp_derive(VSP_SLOT_CNODE, some, channel,
					VSP_R_SIGNAL, 0x8), VSP_E_ARG);
}

static bool
untyped_cannot_be_derived(void)
{
	vsp_slot some = vsp_slot_alloc();

	return SAME(vsp_derive(VSP_SLOT_CNODE, some, VSP_SLOT_MEMORY,
			       VSP_R_ALL, 0), VSP_E_TYPE)
	       && nothing_changed();
}

static bool
derive_and_move_fill_empty_slots_only(void)
{
	const uint64_t own = VSP_SLOT_CNODE;

	return SAME(vsp_derive(own, VSP_SLOT_PD, VSP_SLOT_PD, 1, 0),
		    VSP_E_OCCUPIED)
	       && SAME(vsp_move(own, VSP_SLOT_PD, VSP_SLOT_SYSTEM),
		       VSP_E_OCCUPIED)
	       && SAME(vsp_move(own, VSP_SLOT_PD, VSP_SLOT_PD), VSP_E_OCCUPIED)
	       && SAME(vsp_derive(own, 0, VSP_SLOT_PD, 1, 0), VSP_E_ARG)
	       && SAME(vsp_derive(own, 500, 501, 1, 0), VSP_E_NOCAP)
	       && SAME(vsp_derive(VSP_SLOT_PD, 500, VSP_SLOT_PD, 1, 0),
		       VSP_E_TYPE)
	       && nothing_changed();
}

static bool
a_cnode_without_write_cannot_be_changed(void)
{
	vsp_slot some = vsp_slot_alloc();
	bool refused;

	vsp_derive(VSP_SLOT_CNODE, some, VSP_SLOT_CNODE, VSP_R_READ, 0);
	refused = SAME(vsp_derive(some, 500, VSP_SLOT_PD, 1, 0), VSP_E_RIGHT)
		  && SAME(vsp_move(some, 500, VSP_SLOT_PD), VSP_E_RIGHT)
		  && SAME(invoke(some, VSP_OP_CNODE_DELETE), VSP_E_RIGHT)
		  && SAME(invoke(some, VSP_OP_CNODE_REVOKE), VSP_E_RIGHT)
		  && SAME(vsp_take(500, some, VSP_SLOT_PD), VSP_E_RIGHT);
	vsp_delete(some);
	return refused && nothing_changed();
}

/* ---- deletion ---- */

/* A chain of derivations; how long it got. */
static unsigned
chain(vsp_slot first, int *error)
{
	unsigned n = 0;

	*error = vsp_derive(VSP_SLOT_CNODE, first, VSP_SLOT_PD, VSP_R_USE, 0);
	while (*error == VSP_OK && ++n < CHAIN)
		*error = vsp_derive(VSP_SLOT_CNODE, first + n, first + n - 1,
				    VSP_R_USE, 0);
	return n;
}

static bool
derivation_has_a_depth(void)
{
	vsp_slot first = vsp_slot_alloc_n(CHAIN);
	int error;
	unsigned n = chain(first, &error);
	bool whole = SAME(error, VSP_E_DEPTH) && SAME(n > 200, true)
		     && SAME(rights_of(first + n - 1), VSP_R_USE);

	return SAME(vsp_delete(first), VSP_OK) && whole && nothing_changed();
}

static bool
deleting_takes_what_was_derived_from_where_it_is(void)
{
	vsp_slot first = vsp_slot_alloc_n(3);
	int error;

	chain(first, &error);
	vsp_revoke(first + 2);
	vsp_move(VSP_SLOT_CNODE, 900, first + 1);
	vsp_move(VSP_SLOT_CNODE, 901, first + 2);
	return SAME(rights_of(901), VSP_R_USE)
	       && SAME(vsp_delete(first), VSP_OK)
	       && nothing_changed();
}

static bool
revoking_keeps_the_capability_itself(void)
{
	vsp_slot first = vsp_slot_alloc_n(CHAIN);
	int error;
	bool kept;

	chain(first, &error);
	kept = SAME(vsp_revoke(first), VSP_OK)
	       && SAME(rights_of(first), VSP_R_USE)
	       && SAME(rights_of(first + 1), ~0ull)
	       && SAME(vsp_revoke(first), VSP_OK);
	vsp_delete(first);
	return kept && nothing_changed();
}

static bool
deleting_an_empty_slot_is_no_error(void)
{
	return SAME(vsp_delete(900), VSP_OK)
	       && SAME(vsp_revoke(900), VSP_E_NOCAP)
	       && SAME(vsp_delete(SLOTS), VSP_E_ARG) && nothing_changed();
}

/* FINISH is what an interrupted deletion turns into: it names nothing. */
static bool
finishing_a_deletion_one_did_not_begin_does_nothing(void)
{
	unsigned failed = 0;

	for (uint64_t serial = 0; serial < 4096; serial++) {
		struct vsp_args args = { { serial } };

		failed += vsp_invoke(VSP_SLOT_CNODE, VSP_OP_FINISH,
				     &args).error != VSP_OK;
	}
	return SAME(failed, 0) && nothing_changed();
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
	CLAIM(derive_cannot_add_rights),
	CLAIM(a_channels_mask_only_loses_bits),
	CLAIM(untyped_cannot_be_derived),
	CLAIM(derive_and_move_fill_empty_slots_only),
	CLAIM(a_cnode_without_write_cannot_be_changed),
	CLAIM(derivation_has_a_depth),
	CLAIM(deleting_takes_what_was_derived_from_where_it_is),
	CLAIM(revoking_keeps_the_capability_itself),
	CLAIM(deleting_an_empty_slot_is_no_error),
	CLAIM(finishing_a_deletion_one_did_not_begin_does_nothing),
};

int
main(void)
{
	if (!remember())
		return 1;
	return tap_run(claims, TAP_COUNT(claims));
}
