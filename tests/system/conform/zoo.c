/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * zoo.c - makes the objects that rows of operations are about.
 */
#include "zoo.h"

#include "abi.h"

static void
put(enum vsp_type type, uint64_t size_pages, vsp_slot slot)
{
	struct vsp_retype what = { type, size_pages, 1, 0, slot,
				   VSP_RETYPE_NEXT };

	MUST(vsp_retype(type == VSP_TYPE_STRETCH ? SLOT_TABLES : SLOT_MEMORY,
			&what, NULL));
}

static void
lend(vsp_slot slot, vsp_slot from, uint64_t rights, uint64_t badge)
{
	MUST(vsp_derive(VSP_BOOT_CNODE, slot, from, rights, badge));
}

static void
make_objects(void)
{
	put(VSP_TYPE_UNTYPED, ZOO_PAGES, Z_UNTYPED);
	put(VSP_TYPE_CNODE, 1, Z_CNODE);
	put(VSP_TYPE_FRAME, 1, Z_FRAME);
	put(VSP_TYPE_STRETCH, 1, Z_STRETCH);
	put(VSP_TYPE_PD, 4, Z_PD);
	put(VSP_TYPE_DOMAIN, 4, Z_DOMAIN);
	lend(Z_IRQ, VSP_BOOT_IRQ, VSP_R_ALL, 4ull << 32);
	lend(Z_TRACE, VSP_BOOT_TRACE, VSP_R_ALL, 0);
	put(VSP_TYPE_CNODE, 1, Z_CNODE_2);
	put(VSP_TYPE_FRAME, 8, Z_FRAME_8);
	put(VSP_TYPE_STRETCH, 1, Z_STRETCH_2);
	put(VSP_TYPE_PD, 4, Z_PD_2);
	put(VSP_TYPE_DOMAIN, 4, Z_DOMAIN_2);
}

static void
lend_less(void)
{
	lend(Z_PORTAL, Z_DOMAIN, VSP_R_CALL, ZOO_BADGE);
	lend(Z_CHANNEL, Z_DOMAIN, VSP_R_SIGNAL, ZOO_MASK);
	lend(Z_DEVICE, SLOT_DEVICES, VSP_R_ALL, 0);
	lend(Z_CNODE_R, Z_CNODE, VSP_R_READ, 0);
	lend(Z_CNODE_W, Z_CNODE, VSP_R_WRITE, 0);
	lend(Z_CNODE_0, Z_CNODE, VSP_R_NONE, 0);
	lend(Z_FRAME_R, Z_FRAME, VSP_R_READ, 0);
	lend(Z_FRAME_0, Z_FRAME, VSP_R_NONE, 0);
	lend(Z_STRETCH_RW, Z_STRETCH, VSP_R_READ | VSP_R_WRITE, 0);
	lend(Z_STRETCH_META, Z_STRETCH, VSP_R_META, 0);
	lend(Z_TRACE_NOTE, Z_TRACE, VSP_R_NOTE, 0);
	lend(Z_TRACE_WATCH, Z_TRACE, VSP_R_WATCH, 0);
	lend(Z_PD_0, Z_PD, VSP_R_NONE, 0);
	lend(Z_PD_USE, Z_PD, VSP_R_USE, 0);
	lend(Z_DOMAIN_CONTROL, Z_DOMAIN, VSP_R_CONTROL, 0);
	lend(Z_DOMAIN_SCHED, Z_DOMAIN, VSP_R_SCHED, 0);
	lend(Z_DOMAIN_SIGNAL, Z_DOMAIN, VSP_R_SIGNAL | VSP_R_CONTROL, 0);
}

void
zoo_make(void)
{
	slots_new(Z_END - SLOT_TEST);
	make_objects();
	lend_less();
	MUST(vsp_domain_set_spaces(Z_DOMAIN, Z_CNODE_2, Z_PD_2));
	MUST(vsp_domain_set_entry(Z_DOMAIN, 0x10000, 0x20000));
}

/* A child of a child of a child... of this capability. */
static void
deep_derived(vsp_slot from, uint64_t rights)
{
	vsp_slot next = slot_new();

	while (vsp_derive(VSP_BOOT_CNODE, next, from, rights, 0) == VSP_OK) {
		from = next;
		next = slot_new();
	}
	MUST(vsp_take(Z_DEEP, 0, from));
}

void
deep_frame(void)
{
	deep_derived(Z_FRAME, VSP_R_ALL);
}

void
deep_cnode(void)
{
	deep_derived(Z_CNODE, VSP_R_ALL);
}

void
deep_pd(void)
{
	deep_derived(Z_PD, VSP_R_ALL);
}

void
deep_channel(void)
{
	deep_derived(Z_CHANNEL, VSP_R_SIGNAL);
}

void
deep_untyped(void)
{
	vsp_slot from = Z_UNTYPED, next = slot_new();
	struct vsp_retype what = { VSP_TYPE_UNTYPED, ZOO_PAGES, 1, 0, next,
				   VSP_RETYPE_NEXT };

	while (vsp_retype(from, &what, NULL) == VSP_OK) {
		from = next;
		what.first_slot = next = slot_new();
	}
	MUST(vsp_take(Z_DEEP, 0, from));
}

/* Stretches of three different regions of 512 pages. */
void
full_pd(void)
{
	for (unsigned i = 0; i < VSP_PD_PAGES - 1; i++) {
		vsp_slot slot = slot_new();
		struct vsp_retype what = { VSP_TYPE_STRETCH, 1, 1, 0, slot,
					   512 * (i + 1) };

		MUST(vsp_retype(SLOT_MEMORY, &what, NULL));
		MUST(vsp_attach(slot, Z_PD, VSP_R_READ, NULL));
	}
}

void
deep_domain(void)
{
	vsp_slot slot = make_many(VSP_TYPE_DOMAIN, 4, VSP_NLEVELS - 1);
	vsp_slot parent = VSP_BOOT_DOMAIN;

	for (unsigned i = 0; i < VSP_NLEVELS - 1; i++) {
		MUST(vsp_domain_set_parent(slot + i, parent, 0));
		parent = slot + i;
	}
	MUST(vsp_take(Z_DEEP, 0, parent));
}

void
third_domain(void)
{
	put(VSP_TYPE_DOMAIN, 4, Z_DEEP);
	MUST(vsp_domain_set_parent(Z_DEEP, VSP_BOOT_DOMAIN, 9));
}

void
caller(void)
{
	struct actor *client = actor_make(0), *server = actor_make(1);

	MUST(give_portal(client, OWN_A, server));
	SCRIPT(server, DO_WAIT_EVER);
	SCRIPT(client, DO_CALL(OWN_A, 3, 0));
	run(1);
	run(0);
	MUST(vsp_take(Z_DEEP, 0, client->domain));
}

void
frozen(void)
{
	struct actor *a = actor_make(0);

	a->memory->hold = 1;
	SCRIPT(a, DO_SPIN);
	dispatch(0, GRANT_TICKS);
	MUST(vsp_domain_stop(a->domain));
	MUST(vsp_take(Z_DEEP, 0, a->domain));
	root_dcb->context[15].pc = 0;
}
