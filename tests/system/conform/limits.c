/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * limits.c - the claims of the manual's table of limits: what there is a most
 * of can be had, and one more has the error that the table names.
 *
 * doc/tables/limits.c names the claim of each of the kernel's limits, and a
 * test sees to it that it is here.
 */
#include "abi.h"
#include "conform.h"

#define RW		(VSP_R_READ | VSP_R_WRITE)
#define SLOTS_MAX	(VSP_STRETCH_NPAGES * VSP_SLOTS_PER_PAGE)

static int
retype(enum vsp_type type, uint64_t pages, uint64_t count, vsp_slot first)
{
	struct vsp_retype what = { type, pages, count, 0, first,
				   VSP_RETYPE_NEXT };

	return vsp_retype(SLOT_MEMORY, &what, NULL);
}

static bool
a_cnode_has_so_many_slots(void)
{
	vsp_slot cnode = slot_new();

	return SAME(retype(VSP_TYPE_CNODE, 2 * VSP_STRETCH_NPAGES, 1, cnode),
		    VSP_E_ARG)
	       && SAME(retype(VSP_TYPE_CNODE, VSP_STRETCH_NPAGES, 1, cnode),
		       VSP_OK)
	       && SAME(vsp_derive(cnode, SLOTS_MAX - 1, cnode, RW, 0), VSP_OK)
	       && SAME(vsp_derive(cnode, SLOTS_MAX, cnode, RW, 0), VSP_E_ARG);
}

/* The memory that it was made of is at depth 2 here. */
static bool
derivation_has_a_depth(void)
{
	vsp_slot from = make(VSP_TYPE_FRAME, 1), next = slot_new();
	unsigned depth = 3;

	for (; vsp_derive(VSP_BOOT_CNODE, next, from, RW, 0) == VSP_OK;
	     depth++) {
		from = next;
		next = slot_new();
	}
	return SAME(depth, VSP_MAX_DEPTH)
	       && SAME(vsp_derive(VSP_BOOT_CNODE, next, from, RW, 0),
		       VSP_E_DEPTH);
}

static bool
retype_makes_so_many_at_once(void)
{
	vsp_slot first = slots_new(VSP_RETYPE_MAX_COUNT + 1);

	return SAME(retype(VSP_TYPE_FRAME, 1, VSP_RETYPE_MAX_COUNT + 1,
			   first), VSP_E_ARG)
	       && SAME(retype(VSP_TYPE_FRAME, 1, VSP_RETYPE_MAX_COUNT, first),
		       VSP_OK);
}

static bool
a_frame_has_so_many_pages(void)
{
	vsp_slot frame = slot_new();

	return SAME(retype(VSP_TYPE_FRAME, VSP_STRETCH_NPAGES + 1, 1, frame),
		    VSP_E_ARG)
	       && SAME(retype(VSP_TYPE_FRAME, VSP_STRETCH_NPAGES, 1, frame),
		       VSP_OK);
}

static bool
a_stretch_has_so_many_pages(void)
{
	vsp_slot stretch = make(VSP_TYPE_STRETCH, 1);
	vsp_slot all = make(VSP_TYPE_FRAME, VSP_STRETCH_NPAGES);
	vsp_slot one = make(VSP_TYPE_FRAME, 1);

	return SAME(vsp_map(stretch, all, 0, RW), VSP_OK)
	       && SAME(vsp_map(stretch, one, VSP_STRETCH_NPAGES, RW),
		       VSP_E_ARG)
	       && SAME(vsp_unmap(stretch, 0, VSP_STRETCH_NPAGES + 1),
		       VSP_E_ARG)
	       && SAME(vsp_unmap(stretch, 0, VSP_STRETCH_NPAGES), VSP_OK)
	       && SAME(vsp_map(stretch, one, VSP_STRETCH_NPAGES - 1, RW),
		       VSP_OK);
}

static bool
a_frame_capability_maps_once(void)
{
	vsp_slot stretch = make(VSP_TYPE_STRETCH, 1);
	vsp_slot frame = make(VSP_TYPE_FRAME, 1);

	return SAME(vsp_map(stretch, frame, 0, RW), VSP_OK)
	       && SAME(vsp_map(stretch, frame, 1, RW), VSP_E_STATE)
	       && SAME(vsp_map(stretch, derive(frame, RW, 0), 1, RW), VSP_OK);
}

static bool
a_stretch_capability_attaches_once(void)
{
	vsp_slot stretch = make(VSP_TYPE_STRETCH, 1);
	vsp_slot pd = make_many(VSP_TYPE_PD, 4, 2);

	return SAME(vsp_attach(stretch, pd, RW, NULL), VSP_OK)
	       && SAME(vsp_attach(stretch, pd + 1, RW, NULL), VSP_E_STATE)
	       && SAME(vsp_attach(derive(stretch, RW, 0), pd + 1, RW, NULL),
		       VSP_OK);
}

/* Stretches whose tables lie so far apart need a table each. */
static bool
a_pd_has_so_many_tables(void)
{
	vsp_slot pd = make(VSP_TYPE_PD, 4), stretch = slots_new(VSP_PD_PAGES);
	struct vsp_retype what = { VSP_TYPE_STRETCH, 1, 1, 0, 0, 0 };
	bool right = true;

	for (unsigned i = 0; i < VSP_PD_PAGES; i++) {
		what.first_slot = stretch + i;
		what.offset_pages = 512 * (i + 1);
		MUST(vsp_retype(SLOT_MEMORY, &what, NULL));
		right &= SAME(vsp_attach(stretch + i, pd, RW, NULL),
			      i < VSP_PD_PAGES - 1 ? VSP_OK : VSP_E_FULL);
	}
	return right;
}

static bool
a_domain_has_so_many_children(void)
{
	vsp_slot child = make_many(VSP_TYPE_DOMAIN, 4, VSP_NCHILDREN);
	vsp_slot more = make(VSP_TYPE_DOMAIN, 4);
	bool right = SAME(vsp_domain_set_parent(more, VSP_BOOT_DOMAIN,
						VSP_NCHILDREN), VSP_E_ARG);

	for (unsigned i = 0; i < VSP_NCHILDREN; i++)
		right &= SAME(vsp_domain_set_parent(child + i,
						    VSP_BOOT_DOMAIN, i),
			      VSP_OK);
	return right
	       && SAME(vsp_domain_set_parent(more, VSP_BOOT_DOMAIN, 5),
		       VSP_E_OCCUPIED);
}

/* DISPATCH takes the index modulo their number. */
static bool
children_are_numbered_modulo_their_number(void)
{
	struct actor *a = actor_make(5);

	SCRIPT(a, DO_NOTE(1));
	root_take_news();
	root_leave(VSP_SYS_DISPATCH, (const uint64_t[9]){
		5 + 7 * VSP_NCHILDREN, vsp_now() + GRANT_TICKS });
	return TOLD(a, "Ad");
}

static bool
the_tree_of_schedulers_has_so_many_levels(void)
{
	vsp_slot domain = make_many(VSP_TYPE_DOMAIN, 4, VSP_NLEVELS);
	vsp_slot parent = VSP_BOOT_DOMAIN;
	bool right = true;

	/* The root is one of them. */
	for (unsigned i = 0; i < VSP_NLEVELS; i++) {
		right &= SAME(vsp_domain_set_parent(domain + i, parent, 0),
			      i < VSP_NLEVELS - 1 ? VSP_OK : VSP_E_DEPTH);
		parent = domain + i;
	}
	return right;
}

static bool
a_domain_has_so_many_unanswered_calls(void)
{
	struct actor *a = actor_make(0), *b = actor_make(1);

	MUST(give_portal(a, OWN_A, b));
	actor_script(b, NULL, 0);
	run(1);
	actor_script(a, NULL, 0);
	for (unsigned n = 0; n < VSP_NCALLS; n++)
		APPEND(a, DO_CALL_MORE(OWN_A, n, n));
	/* Only the lower bits are a number. */
	APPEND(a, DO_CALL(OWN_A, 0x100 * VSP_NCALLS + 2, 0));
	run(0);
	return SAME(b->memory->tokens, VSP_NCALLS)
	       && SAME(record(a, VSP_NCALLS + 1)->kind, RECORD_RETURNED)
	       && SAME(record(a, VSP_NCALLS + 1)->x[0], VSP_E_OCCUPIED);
}

static bool
a_chain_of_calls_has_so_many_links(void)
{
	struct actor *all[VSP_NHOPS + 2];

	for (unsigned i = 0; i < VSP_NHOPS + 2; i++) {
		all[i] = actor_make(i);
		run(i);
	}
	for (unsigned i = 0; i < VSP_NHOPS + 1; i++) {
		MUST(give_portal(all[i], OWN_A, all[i + 1]));
		SCRIPT(all[i], DO_CALL(OWN_A, 0, i), DO_WAIT_EVER);
	}
	run(0);
	return SAME(record(all[VSP_NHOPS], 0)->kind, VSP_UPCALL_CALL)
	       && SAME(record(all[VSP_NHOPS], 1)->kind, RECORD_RETURNED)
	       && SAME(record(all[VSP_NHOPS], 1)->x[0], VSP_E_DEPTH);
}

/* What the other registers held does not arrive. */
static bool
a_message_has_so_many_words(void)
{
	struct actor *a = actor_make(0), *b = actor_make(1);
	struct step call = DO_CALL(OWN_A, 0, 0);
	bool right = true;

	MUST(give_portal(a, OWN_A, b));
	actor_script(b, NULL, 0);
	run(1);
	for (unsigned i = 0; i < VSP_NWORDS; i++)
		call.x[i] = ~(uint64_t)i;
	actor_script(a, &call, 1);
	run(0);
	for (unsigned i = 0; i < VSP_NWORDS; i++)
		right &= SAME(record(b, 1)->x[i], ~(uint64_t)i);
	return right && SAME(record(b, 1)->x[7], PORTAL_BADGE)
	       && SAME(record(b, 1)->x[9], 0) && SAME(record(b, 1)->dirt, 0);
}

/* One slot is sent, the next is not. */
static bool
one_capability_goes_with_a_message(void)
{
	struct actor *a = actor_make(0), *b = actor_make(1);
	struct vsp_result look;

	MUST(give_portal(a, OWN_A, b));
	MUST(give(a, OWN_C, SLOT_DEVICES, VSP_R_READ, 0));
	MUST(give(a, OWN_D, SLOT_DEVICES, VSP_R_READ, 0));
	actor_script(b, NULL, 0);
	run(1);
	a->dcb->send_slot = OWN_C;
	a->dcb->send_rights = ~0ull;
	b->dcb->recv_slot = 100;
	SCRIPT(a, DO_CALL_CAP(OWN_A, 0, 0));
	run(0);
	look = invoke(b->cnode, VSP_OP_CNODE_LOOK, 101, 0, 0, 0, 0, 0);
	return SAME(record_arrived(record(b, 1)), VSP_ARRIVED_CAP)
	       && SAME(look.x1, VSP_TYPE_NONE);
}

static bool
context_slots_are_numbered_modulo_their_number(void)
{
	struct actor *a = actor_make(0);

	run(0);
	a->dcb->slot = 5 * VSP_DCB_SLOTS + 3;
	a->memory->hold = 1;
	SCRIPT(a, DO_ENABLE, DO_SPIN, DO_RESUME(9 * VSP_DCB_SLOTS + 3),
	       DO_NOTE(1));
	dispatch(0, 5000);
	a->memory->hold = 0;
	run(0);
	return SAME(a->dcb->saved, 1u << 3) && TOLD(a, "AAd");
}

static bool
a_domain_has_so_many_events(void)
{
	struct actor *a = actor_make(0);
	vsp_slot channel = derive(a->domain, VSP_R_SIGNAL, ~0ull), more;

	run(0);
	SCRIPT(a, DO_NOTE(1));
	root_leave(VSP_SYS_SIGNAL, (const uint64_t[9]){ [8] = channel });
	run(0);
	more = slot_new();
	return SAME(record(a, 0)->x[0], VSP_EVENT_USER)
	       && SAME(vsp_derive(VSP_BOOT_CNODE, more, a->domain,
				  VSP_R_SIGNAL, ~VSP_EVENT_USER), VSP_E_ARG);
}

static bool
there_are_so_many_lines(void)
{
	struct actor *a = actor_make(0);
	vsp_slot channel = derive(a->domain, VSP_R_SIGNAL, 1);
	vsp_slot irq = derive(VSP_BOOT_IRQ, VSP_R_BIND, 0), more = slot_new();

	return SAME(vsp_irq_bind(irq, VSP_IRQ_LINES, channel), VSP_E_ARG)
	       && SAME(vsp_derive(VSP_BOOT_CNODE, more, irq, VSP_R_BIND,
				  VSP_IRQ_LINES | 1ull << 32), VSP_E_ARG)
	       && SAME(vsp_irq_bind(irq, VSP_IRQ_LINES - 1, channel),
		       VSP_E_ARG);	/* the board has no such line */
}

static bool
a_line_is_bound_once(void)
{
	struct actor *a = actor_make(0);
	vsp_slot channel = derive(a->domain, VSP_R_SIGNAL, 1);
	vsp_slot irq = derive(VSP_BOOT_IRQ, VSP_R_BIND, 0);

	return SAME(vsp_irq_bind(irq, 2, channel), VSP_OK)
	       && SAME(vsp_irq_bind(irq, 2, channel), VSP_E_OCCUPIED)
	       && SAME(vsp_irq_unbind(irq, 2), VSP_OK);
}

static const struct tap_claim claims[] = {
	CLAIM(a_cnode_has_so_many_slots),
	CLAIM(derivation_has_a_depth),
	CLAIM(retype_makes_so_many_at_once),
	CLAIM(a_frame_has_so_many_pages),
	CLAIM(a_stretch_has_so_many_pages),
	CLAIM(a_frame_capability_maps_once),
	CLAIM(a_stretch_capability_attaches_once),
	CLAIM(a_pd_has_so_many_tables),
	CLAIM(a_domain_has_so_many_children),
	CLAIM(children_are_numbered_modulo_their_number),
	CLAIM(the_tree_of_schedulers_has_so_many_levels),
	CLAIM(a_domain_has_so_many_unanswered_calls),
	CLAIM(a_chain_of_calls_has_so_many_links),
	CLAIM(a_message_has_so_many_words),
	CLAIM(one_capability_goes_with_a_message),
	CLAIM(context_slots_are_numbered_modulo_their_number),
	CLAIM(a_domain_has_so_many_events),
	CLAIM(there_are_so_many_lines),
	CLAIM(a_line_is_bound_once),
};

void
play_limits(void)
{
	PLAY(claims);
}
