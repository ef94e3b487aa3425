/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * derive.c - claims of derivation and deletion: rights only shrink, and what
 * was derived goes with what it was derived from.
 */
#include <vesper/vesper.h>

#include "slots.h"

#define CHAIN		260u

static int
invoke(uint64_t slot, uint64_t op)
{
	struct vsp_args args = { { 1, 2, 3, 4, 5, 6 } };

	return vsp_invoke(slot, op, &args).error;
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
	bool whole = SAME(error, VSP_E_DEPTH) && SAME(n > 100, true)
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
