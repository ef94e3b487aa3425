/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * deletion_domain.c - claims of deletions in which domains take part: as what
 * is deleted, as who deletes, or as both.
 *
 * An actor deletes in the root's capability space, of which it has been given
 * a capability (OWN_H).
 */
#include "abi.h"
#include "conform.h"

#define RW (VSP_R_READ | VSP_R_WRITE)
#define DO_DELETE(slot)	DO_INVOKE(OWN_H, VSP_OP_CNODE_DELETE, (slot))
#define DO_REVOKE(slot)	DO_INVOKE(OWN_H, VSP_OP_CNODE_REVOKE, (slot))

static struct actor *a, *b, *c;

static void
make_three(void)
{
	a = actor_make(0);
	b = actor_make(1);
	c = actor_make(2);
	MUST(give(a, OWN_H, VSP_BOOT_CNODE, RW, 0));
	MUST(give(b, OWN_H, VSP_BOOT_CNODE, RW, 0));
	MUST(give(c, OWN_H, VSP_BOOT_CNODE, RW, 0));
	MUST(give_portal(a, OWN_A, b));
	MUST(give_portal(b, OWN_A, c));
	run(0);
	run(1);
	run(2);
}

/* ---- in a chain of calls ---- */

static bool
the_server_of_a_call_can_be_deleted(void)
{
	make_three();
	SCRIPT(b, DO_WAIT_EVER);
	SCRIPT(a, DO_CALL(OWN_A, 3, 1));
	run(0);
	MUST(vsp_delete(b->domain));
	return SAME(run(0), VSP_CHILD_WAIT) && TOLD(a, "AA0/8.")
	       && SAME(a->dcb->answer[3].error, VSP_E_GONE);
}

static bool
a_server_can_delete_its_client(void)
{
	make_three();
	SCRIPT(b, DO_WAIT_EVER, DO_DELETE(a->domain), DO_NOTE(1), DO_REPLY(1),
	       DO_NOTE(2));
	b->memory->next = 1;
	SCRIPT(a, DO_CALL(OWN_A, 3, 1));
	return SAME(run(0), VSP_CHILD_GONE) && SAME(run(1), VSP_CHILD_WAIT)
	       && TOLD(b, "Crd");
}

static bool
a_client_can_delete_its_server(void)
{
	make_three();
	SCRIPT(b, DO_WAIT_MORE);
	SCRIPT(a, DO_CALL_MORE(OWN_A, 3, 1), DO_DELETE(b->domain));
	return SAME(run(0), VSP_CHILD_WAIT) && TOLD(a, "AArA0/8.")
	       && SAME(a->dcb->answer[3].error, VSP_E_GONE);
}

/* a calls b, which calls c, which deletes b. */
static bool
the_middle_of_a_chain_can_be_deleted(void)
{
	make_three();
	SCRIPT(c, DO_DELETE(b->domain), DO_REPLY(9));
	SCRIPT(b, DO_CALL(OWN_A, 4, 2));
	SCRIPT(a, DO_CALL(OWN_A, 3, 1));
	run(0);
	run(2);
	run(0);
	return TOLD(b, "C") && TOLD(c, "Cr") && gone(b->domain)
	       && SAME(a->dcb->answer[3].error, VSP_E_GONE)
	       && SAME(a->dcb->answer[3].x[0], 0);
}

/* ... and the one that pays. */
static bool
the_end_of_a_chain_can_delete_who_pays(void)
{
	make_three();
	SCRIPT(c, DO_DELETE(a->domain), DO_REPLY(9));
	SCRIPT(b, DO_CALL(OWN_A, 4, 2), DO_NOTE(1), DO_REPLY(8));
	SCRIPT(a, DO_CALL(OWN_A, 3, 1));
	return SAME(run(0), VSP_CHILD_GONE) && SAME(run(2), VSP_CHILD_WAIT)
	       && SAME(run(1), VSP_CHILD_WAIT) && TOLD(c, "Cr")
	       && TOLD(b, "CA0/10.d");
}

static bool
who_waits_at_a_door_can_be_deleted(void)
{
	make_three();
	b->memory->hold = 1;
	SCRIPT(b, DO_SPIN, DO_WAIT_EVER);
	run(1);
	SCRIPT(a, DO_CALL(OWN_A, 3, 1));
	run(0);
	MUST(vsp_delete(a->domain));
	b->memory->hold = 0;
	return SAME(run(1), VSP_CHILD_WAIT) && TOLD(b, "A");
}

static bool
a_busy_server_can_be_deleted(void)
{
	make_three();
	b->memory->hold = 1;
	SCRIPT(b, DO_SPIN);
	run(1);
	SCRIPT(a, DO_CALL(OWN_A, 3, 1));
	run(0);
	MUST(vsp_delete(b->domain));
	return SAME(run(0), VSP_CHILD_WAIT) && TOLD(a, "Ar1.");
}

static bool
all_clients_of_a_server_are_told_of_its_deletion(void)
{
	make_three();
	MUST(give_portal(c, OWN_A, b));
	SCRIPT(b, DO_WAIT_EVER, DO_WAIT_EVER);
	SCRIPT(a, DO_CALL(OWN_A, 3, 1));
	SCRIPT(c, DO_CALL(OWN_A, 4, 2));
	run(0);
	run(2);
	MUST(vsp_delete(b->domain));
	return SAME(a->dcb->answer[3].error, VSP_E_GONE)
	       && SAME(c->dcb->answer[4].error, VSP_E_GONE)
	       && SAME(run(0), VSP_CHILD_WAIT) && TOLD(a, "AA0/8.")
	       && SAME(run(2), VSP_CHILD_WAIT) && TOLD(c, "AA0/10.");
}

static bool
a_server_with_200_clients_can_be_deleted(void)
{
	struct actor *client[12];
	unsigned answered = 0;

	b = actor_make(20);
	SCRIPT(b, DO_WAIT_EVER);
	run(20);
	for (unsigned i = 0; i < 12; i++) {
		client[i] = actor_make(i);
		MUST(give_portal(client[i], OWN_A, b));
		actor_script(client[i], NULL, 0);
		for (unsigned n = 0; n < VSP_NCALLS; n++)
			APPEND(client[i], DO_CALL_MORE(OWN_A, n, n));
		run(i);
	}
	MUST(vsp_delete(b->domain));
	for (unsigned i = 0; i < 12; i++)
		for (unsigned n = 0; n < VSP_NCALLS; n++)
			answered += client[i]->dcb->answer[n].error
				    == VSP_E_GONE;
	return SAME(answered, 12 * VSP_NCALLS);
}

/* ---- in the tree of schedulers ---- */

/* The root dispatches a, which dispatches b, which deletes a. */
static bool
a_child_can_delete_its_scheduler(void)
{
	a = actor_make(0);
	b = actor_make_below(a, 5);
	MUST(give(b, OWN_H, VSP_BOOT_CNODE, RW, 0));
	SCRIPT(a, DO_DISPATCH(5, VSP_FOREVER), DO_NOTE(1));
	SCRIPT(b, DO_DELETE(a->domain), DO_NOTE(7));
	if (!SAME(run(0), VSP_CHILD_GONE) || !TOLD(a, "A"))
		return false;
	MUST(vsp_domain_set_parent(b->domain, VSP_BOOT_DOMAIN, 1));
	return SAME(run(1), VSP_CHILD_WAIT) && TOLD(b, "Ard");
}

static bool
the_children_of_a_deleted_scheduler_run_again(void)
{
	a = actor_make(0);
	b = actor_make_below(a, 5);
	b->memory->hold = 1;
	SCRIPT(b, DO_SPIN, DO_NOTE(7));
	SCRIPT(a, DO_DISPATCH(5, VSP_FOREVER));
	run(0);
	MUST(vsp_delete(a->domain));
	b->memory->hold = 0;
	MUST(vsp_domain_set_parent(b->domain, VSP_BOOT_DOMAIN, 9));
	return SAME(child_is_ready(9), true) && SAME(run(9), VSP_CHILD_WAIT)
	       && TOLD(b, "Ad");
}

static bool
a_whole_tree_of_schedulers_can_be_deleted(void)
{
	struct actor *d[VSP_NLEVELS - 1];

	d[0] = actor_make(0);
	for (unsigned i = 1; i < VSP_NLEVELS - 1; i++) {
		d[i] = actor_make_below(d[i - 1], 0);
		SCRIPT(d[i - 1], DO_DISPATCH(0, VSP_FOREVER));
	}
	MUST(give(d[VSP_NLEVELS - 2], OWN_H, VSP_BOOT_CNODE, RW, 0));
	SCRIPT(d[VSP_NLEVELS - 2], DO_REVOKE(SLOT_MEMORY), DO_NOTE(1));
	run(0);
	root_sleep(GRANT_TICKS);
	return SAME(run(0), VSP_CHILD_GONE) && gone(d[0]->domain)
	       && gone(d[VSP_NLEVELS - 2]->domain);
}

/* A domain gives back the memory that it is made of itself. */
static bool
a_domain_can_revoke_all_that_it_consists_of(void)
{
	make_three();
	SCRIPT(a, DO_REVOKE(SLOT_ARENA), DO_NOTE(1));
	run(0);
	root_sleep(GRANT_TICKS);
	return SAME(run(0), VSP_CHILD_GONE) && gone(a->domain)
	       && gone(SLOT_MEMORY);
}

/* Its page is another's at once, who fills it with anything. */
static bool
a_deleted_domain_leaves_nothing_in_the_tree(void)
{
	uint64_t *word;

	make_three();
	MUST(vsp_delete(c->domain));
	word = actor_reuse(c);
	for (unsigned i = 0; i < VSP_DOMAIN_PAGES * 512; i++)
		word[i] = ~0ull;
	return SAME(vsp_delete(c->pd), VSP_OK)
	       && SAME(vsp_revoke(c->cnode), VSP_OK) && there(c->untyped)
	       && SAME(run(1), VSP_CHILD_WAIT);
}

static bool
deleting_ones_dcb_is_a_fault(void)
{
	make_three();
	SCRIPT(a, DO_DELETE(a->stretch), DO_NOTE(1));
	return SAME(run(0), VSP_CHILD_FAULT);
}

static const struct tap_claim claims[] = {
	CLAIM(the_server_of_a_call_can_be_deleted),
	CLAIM(a_server_can_delete_its_client),
	CLAIM(a_client_can_delete_its_server),
	CLAIM(the_middle_of_a_chain_can_be_deleted),
	CLAIM(the_end_of_a_chain_can_delete_who_pays),
	CLAIM(who_waits_at_a_door_can_be_deleted),
	CLAIM(a_busy_server_can_be_deleted),
	CLAIM(all_clients_of_a_server_are_told_of_its_deletion),
	CLAIM(a_server_with_200_clients_can_be_deleted),
	CLAIM(a_child_can_delete_its_scheduler),
	CLAIM(the_children_of_a_deleted_scheduler_run_again),
	CLAIM(a_whole_tree_of_schedulers_can_be_deleted),
	CLAIM(a_domain_can_revoke_all_that_it_consists_of),
	CLAIM(a_deleted_domain_leaves_nothing_in_the_tree),
	CLAIM(deleting_ones_dcb_is_a_fault),
};

void
play_deletion_of_domains(void)
{
	PLAY(claims);
}
