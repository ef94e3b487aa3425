/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * deletion.c - claims of deletion and revocation: of anything, by anyone, at
 * any time.
 *
 * That nothing is left behind and all memory comes back is looked at after
 * every claim; here it is about what is deleted, and in which state.
 */
#include "abi.h"
#include "conform.h"

#define RW (VSP_R_READ | VSP_R_WRITE)

static bool
delete_in(vsp_slot space, uint64_t slot)
{
	return SAME(invoke(space, VSP_OP_CNODE_DELETE, slot, 0, 0, 0, 0,
			   0).error, VSP_OK);
}

static uint64_t
memory_used(void)
{
	uint64_t used = ~0ull;

	vsp_untyped_info(SLOT_MEMORY, NULL, NULL, &used);
	return used;
}

/* ---- CNodes that hold what they hang on ---- */

static bool
a_cnode_can_hold_its_own_owner(void)
{
	vsp_slot cnode = make(VSP_TYPE_CNODE, 1);
	vsp_slot lent = derive(cnode, RW, 0);

	MUST(vsp_move(lent, 5, cnode));
	MUST(vsp_derive(lent, 6, SLOT_DEVICES, VSP_R_READ, 0));
	return delete_in(lent, 5) && gone(lent) && SAME(memory_used(), 0);
}

static bool
a_cnode_can_hold_the_memory_it_is_made_of(void)
{
	vsp_slot memory = make(VSP_TYPE_UNTYPED, 16), cnode = slot_new();
	struct vsp_retype what = { VSP_TYPE_CNODE, 2, 1, 0, cnode,
				   VSP_RETYPE_NEXT };

	MUST(vsp_retype(memory, &what, NULL));
	MUST(vsp_move(cnode, 255, memory));
	return delete_in(cnode, 255) && gone(cnode)
	       && SAME(memory_used(), 0);
}

/* The Untyped is revoked, from within a CNode that it has made. */
static bool
memory_can_be_revoked_from_within(void)
{
	vsp_slot memory = make(VSP_TYPE_UNTYPED, 16), cnode = slot_new();
	struct vsp_retype what = { VSP_TYPE_CNODE, 2, 1, 0, cnode,
				   VSP_RETYPE_NEXT };

	MUST(vsp_retype(memory, &what, NULL));
	MUST(vsp_move(cnode, 1, memory));
	return SAME(invoke(cnode, VSP_OP_CNODE_REVOKE, 1, 0, 0, 0, 0,
			   0).error, VSP_OK)
	       && gone(cnode) && SAME(memory_used(), 0);
}

/* Each holds the owner of the next. */
static bool
rings_of_cnodes_can_be_deleted(void)
{
	enum { N = 40 };
	vsp_slot ring = make_many(VSP_TYPE_CNODE, 1, N);
	vsp_slot lent = slots_new(N);

	for (unsigned i = 0; i < N; i++)
		MUST(vsp_derive(VSP_BOOT_CNODE, lent + i, ring + i, RW, 0));
	for (unsigned i = 0; i < N; i++)
		MUST(vsp_move(lent + i, 9, ring + (i + 1) % N));
	for (unsigned i = 0; i < N; i++)
		MUST(vsp_derive(lent + i, 10 + i, lent + (i + 7) % N, RW, 0));
	return delete_in(lent, 9) && gone(lent) && gone(lent + N - 1)
	       && SAME(memory_used(), 0);
}

static bool
cnodes_can_be_nested_to_any_depth(void)
{
	enum { N = 60 };
	vsp_slot nest = make_many(VSP_TYPE_CNODE, 1, N);

	for (unsigned i = N - 1; i > 0; i--)
		MUST(vsp_move(nest + i - 1, 127, nest + i));
	return delete_in(VSP_BOOT_CNODE, nest) && SAME(memory_used(), 0);
}

static bool
two_cnodes_can_hold_each_other(void)
{
	vsp_slot a = make(VSP_TYPE_CNODE, 1), b = make(VSP_TYPE_CNODE, 1);
	vsp_slot lent = derive(b, RW, 0);

	MUST(vsp_move(a, 1, b));
	MUST(vsp_move(lent, 1, a));
	return delete_in(lent, 1) && gone(lent) && SAME(memory_used(), 0);
}

/* ---- much ---- */

static bool
a_thousand_capabilities_can_be_revoked(void)
{
	vsp_slot frame = make(VSP_TYPE_FRAME, 1), first = slots_new(1000);
	vsp_slot from = frame;

	for (unsigned i = 0; i < 1000; i++) {
		MUST(vsp_derive(VSP_BOOT_CNODE, first + i, from, VSP_R_READ,
				0));
		/* Chains of ten. */
		from = i % 10 == 9 ? frame : first + i;
	}
	return SAME(vsp_revoke(frame), VSP_OK) && gone(first)
	       && gone(first + 999) && there(frame);
}

static bool
a_stretch_can_be_attached_to_100_pds(void)
{
	enum { N = 100 };
	vsp_slot stretch = make(VSP_TYPE_STRETCH, 1);
	vsp_slot pd = make_many(VSP_TYPE_PD, 4, N / 2), lent;
	uint64_t tables = 0, sum = 0;

	make_many(VSP_TYPE_PD, 4, N / 2);
	lent = slots_new(N);
	for (unsigned i = 0; i < N; i++) {
		MUST(vsp_derive(VSP_BOOT_CNODE, lent + i, stretch, RW, 0));
		MUST(vsp_attach(lent + i, pd + i, RW, NULL));
	}
	if (!delete_in(VSP_BOOT_CNODE, stretch))
		return false;
	for (unsigned i = 0; i < N; i++) {
		vsp_pd_info(pd + i, NULL, &tables);
		sum += tables;
	}
	return SAME(sum, 0) && gone(lent) && gone(lent + N - 1);
}

/* ---- what was deleted is out of reach ---- */

static bool
a_deleted_frame_is_mapped_no_more(void)
{
	struct actor *a = actor_make(0);
	vsp_slot frame = make(VSP_TYPE_FRAME, 1);
	uint64_t at = (uint64_t)(uintptr_t)a->dcb + 100 * VSP_PAGE_SIZE;

	MUST(vsp_map(a->stretch, frame, 100, VSP_R_READ));
	SCRIPT(a, DO_ENABLE, DO_READ(at), DO_WAIT_EVER,
	       DO_ENABLE, DO_READ(at));
	run(0);
	return delete_in(VSP_BOOT_CNODE, frame)
	       && SAME(run(0), VSP_CHILD_WAIT) && TOLD(a, "AdAF")
	       && SAME(record(a, 3)->x[1], at);
}

static bool
the_dcb_of_a_deleted_domain_is_mapped_no_more(void)
{
	struct actor *a = actor_make(0), *b = actor_make(1);
	uint64_t at = (uint64_t)(uintptr_t)b->dcb;
	vsp_slot lent = derive(b->stretch, VSP_R_READ, 0);

	MUST(vsp_attach(lent, a->pd, VSP_R_READ, NULL));
	SCRIPT(a, DO_ENABLE, DO_READ(at), DO_WAIT_EVER,
	       DO_ENABLE, DO_READ(at));
	run(0);
	return delete_in(VSP_BOOT_CNODE, b->domain)
	       && SAME(run(0), VSP_CHILD_WAIT) && TOLD(a, "AdAF");
}

/* Written through a mapping, given back, and made into a frame again. */
static bool
what_comes_back_is_zeroed(void)
{
	vsp_slot stretch = make(VSP_TYPE_STRETCH, 1);
	vsp_slot frame = make(VSP_TYPE_FRAME, 64), again = slot_new();
	struct vsp_retype what = { VSP_TYPE_FRAME, 64, 1, 0, again,
				   VSP_RETYPE_NEXT };
	uint64_t address = 0, bits = 0;
	volatile uint64_t *word;

	MUST(vsp_map(stretch, frame, 0, RW));
	MUST(vsp_attach(stretch, VSP_BOOT_PD, RW, &address));
	word = (volatile uint64_t *)(uintptr_t)address;
	for (unsigned i = 0; i < 64 * 512; i++)
		word[i] = ~0ull;
	MUST(vsp_revoke(SLOT_MEMORY));
	MUST(vsp_retype(SLOT_MEMORY, &what, NULL));
	MUST(vsp_map(stretch, again, 0, RW));
	for (unsigned i = 0; i < 64 * 512; i++)
		bits |= word[i];
	return SAME(bits, 0);
}

/* The pages of a CNode in use become a frame. */
static bool
no_capability_can_be_read_in_memory(void)
{
	vsp_slot stretch = make(VSP_TYPE_STRETCH, 1);
	vsp_slot cnode = make(VSP_TYPE_CNODE, 1), again = slot_new();
	struct vsp_retype what = { VSP_TYPE_FRAME, 1, 1, 0, again,
				   VSP_RETYPE_NEXT };
	uint64_t address = 0, bits = 0;

	for (unsigned i = 1; i < 128; i++)
		MUST(vsp_derive(cnode, i, stretch, VSP_R_ALL, 0));
	MUST(vsp_revoke(SLOT_MEMORY));
	MUST(vsp_retype(SLOT_MEMORY, &what, NULL));
	MUST(vsp_map(stretch, again, 0, RW));
	MUST(vsp_attach(stretch, VSP_BOOT_PD, RW, &address));
	for (unsigned i = 0; i < 512; i++)
		bits |= ((volatile uint64_t *)(uintptr_t)address)[i];
	return SAME(bits, 0);
}

/* ---- an interrupt in flight ---- */

/* The line is bound, and waits to be acknowledged. */
static bool
an_irq_in_flight_can_be_deleted(void)
{
	volatile uint32_t *timer = device_registers(TIMER_ADDRESS);
	struct actor *a = actor_make(0);
	vsp_slot irq = derive(VSP_BOOT_IRQ, VSP_R_BIND, 3 | 1ull << 32);
	vsp_slot channel = derive(a->domain, VSP_R_SIGNAL, 1);

	MUST(vsp_irq_bind(irq, 3, channel));
	timer_fire(timer, 3);
	if (!delete_in(VSP_BOOT_CNODE, irq))
		return false;
	timer_fire(timer, 3);
	return SAME(vsp_irq_bind(VSP_BOOT_IRQ, 3, channel), VSP_OK)
	       && SAME(vsp_irq_unbind(VSP_BOOT_IRQ, 3), VSP_OK);
}

static bool
an_interrupt_of_a_deleted_domain_goes_nowhere(void)
{
	volatile uint32_t *timer = device_registers(TIMER_ADDRESS);
	struct actor *a = actor_make(0), *b = actor_make(1);
	vsp_slot to_a = derive(a->domain, VSP_R_SIGNAL, 1);
	vsp_slot to_b = derive(b->domain, VSP_R_SIGNAL, 1);
	vsp_slot irq = derive(VSP_BOOT_IRQ, VSP_R_BIND, 3 | 1ull << 32);

	MUST(vsp_irq_bind(irq, 3, to_a));
	if (!delete_in(VSP_BOOT_CNODE, a->domain))
		return false;
	timer_fire(timer, 3);
	return SAME(vsp_irq_bind(irq, 3, to_b), VSP_OK);
}

static const struct tap_claim claims[] = {
	CLAIM(a_cnode_can_hold_its_own_owner),
	CLAIM(a_cnode_can_hold_the_memory_it_is_made_of),
	CLAIM(memory_can_be_revoked_from_within),
	CLAIM(rings_of_cnodes_can_be_deleted),
	CLAIM(cnodes_can_be_nested_to_any_depth),
	CLAIM(two_cnodes_can_hold_each_other),
	CLAIM(a_thousand_capabilities_can_be_revoked),
	CLAIM(a_stretch_can_be_attached_to_100_pds),
	CLAIM(a_deleted_frame_is_mapped_no_more),
	CLAIM(the_dcb_of_a_deleted_domain_is_mapped_no_more),
	CLAIM(what_comes_back_is_zeroed),
	CLAIM(no_capability_can_be_read_in_memory),
	CLAIM(an_irq_in_flight_can_be_deleted),
	CLAIM(an_interrupt_of_a_deleted_domain_goes_nowhere),
};

void
play_deletion(void)
{
	PLAY(claims);
}
