/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * check_chain.c - the running chain is one, nobody on it is held up, and
 * records of calls are linked both ways.
 */
#include "check_kernel.h"

#include <stddef.h>
#include "deletion.h"
#include "pick.h"
#include "sim.h"
#include "state.h"

/* Time comes from a caller that is at the server's door, or waits for it. */
static bool
donates(struct domain *donor, struct domain *server)
{
	const struct call *out = domain_out(donor);

	return domain_callee(donor) == server && out != NULL
	       && (donor->frame == FRAME_ATSVC || out->server == server);
}

static const char *
check_donors(void)
{
	struct domain *d = core->cur;

	for (unsigned hops = 0; d != payer(); hops++) {
		struct domain *donor = domain_donor(d);

		if (donor == NULL || hops > MAX_HOPS)
			return "the call part does not end at the payer";
		if (!donates(donor, d))
			return "time comes from somebody who gave none";
		if (!domain_enabled(donor) && !sim.unruly)
			return "a disabled domain gives time";
		if (domain_gone(donor) || donor->frame == FRAME_FROZEN
		    || domain_has_events(donor))
			return "somebody below the current domain is held up";
		d = donor;
	}
	return NULL;
}

static const char *
check_cur(struct domain *d)
{
	if (domain_gone(d) || d->frame != FRAME_NIL)
		return "somebody runs who cannot";
	if (domain_enabled(d) && domain_has_events(d) && !sim.unruly)
		return "an enabled domain runs with events pending";
	return check_donors();
}

static const char *
check_grants(void)
{
	for (uint32_t level = 0; level <= core->top; level++) {
		struct domain *d = core->chain[level].domain;

		if (d->level != level
		    || domain_deref(domain_ref(d)) != d)
			return "the chain names somebody who is gone";
		if (level > 0
		    && domain_parent(d) != core->chain[level - 1].domain)
			return "the chain is not one of parents and children";
		if (level < core->top && d != core->cur
		    && (domain_has_news(d) || d->frame == FRAME_FROZEN))
			return "a dispatcher's news waits";
	}
	return NULL;
}

/* A client is in its server's list once. */
static const char *
check_clients(struct domain *server)
{
	struct call *prev = NULL;
	uint32_t count = 0;

	for (struct call *call = server->clients; call != NULL;
	     prev = call, call = call->next) {
		if (call->server != server || call->prev != prev)
			return "a client's record is linked wrongly";
		if (++count > ramtab_npages())
			return "a server's clients are linked in a ring";
	}
	return NULL;
}

static const char *
check_calls(struct domain *d)
{
	for (uint32_t n = 0; n < VSP_NCALLS; n++) {
		struct domain *server = d->call[n].server;
		enum page_role role;

		if (server == NULL)
			continue;
		role = ramtab_role(ramtab_word(address_page(server)));
		if (role != PAGE_DOMAIN && role != PAGE_DYING)
			return "a call is out to a domain that is gone";
		if (d->replies >> n & 1)
			return "a call is both out and answered";
		if (d->call[n].prev != NULL
		    ? d->call[n].prev->next != &d->call[n]
		    : server->clients != &d->call[n])
			return "a server does not know of its client";
	}
	return check_clients(d);
}

/* The bits by which the fast paths know an ordinary domain. */
static const char *
check_state(const struct domain *d)
{
	bool several = d->clients != NULL && d->clients->next != NULL;

	if (d->has_events != (d->events != 0)
	    || d->has_until != (d->until != VSP_FOREVER)
	    || d->parked != (several || d->headless)
	    || (d->headless && d->clients == NULL)
	    || d->debugged != (d->debug != 0))
		return "a bit of a domain's state is wrong";
	if (d->limit != 0 && d->limit != d->nslots)
		return "a domain can reach slots it has not";
	if (d == core->cur && d->limit != 0
	    && (domain_has_news(d) || d->more || d->has_until))
		return "a domain with news may take the fast paths";
	if (d->hops_left > MAX_HOPS)
		return "hops are miscounted";
	if (d->callee != 0 && d->frame != FRAME_ATSVC
	    && d->call[(d->callee >> 5) % VSP_NCALLS].server == NULL)
		return "a domain waits for a call that is over";
	return NULL;
}

static const char *
check_children(struct domain *d)
{
	const struct domain *parent = domain_parent(d);
	uint32_t count = 0;

	if (parent != NULL && parent->child[d->index].domain != d)
		return "a parent does not know its child";
	for (uint32_t i = 0; i < VSP_NCHILDREN; i++) {
		struct domain *child = domain_deref(d->child[i]);

		if (child == NULL)
			continue;
		count++;
		if (domain_parent(child) != d || child->index != i
		    || child->level != d->level + 1
		    || child->level >= VSP_NLEVELS)
			return "a child's place in the tree is wrong";
	}
	if (count > d->nchildren)
		return "children are miscounted";
	return NULL;
}

const char *
check_chain(void)
{
	const char *problem = check_grants();

	if (problem == NULL && core->cur != NULL)
		problem = check_cur(core->cur);
	for (uint32_t page = 0; page < ramtab_npages() && problem == NULL;
	     page++) {
		if (ramtab_role(ramtab_word(page)) != PAGE_DOMAIN)
			continue;
		problem = check_calls(page_address(page));
		if (problem == NULL)
			problem = check_state(page_address(page));
		if (problem == NULL)
			problem = check_children(page_address(page));
	}
	return problem;
}

/* All schedulers above it live. */
static bool
has_schedulers(struct domain *d)
{
	while (d != core->chain[0].domain) {
		d = domain_parent(d);
		if (d == NULL || domain_gone(d))
			return false;
	}
	return true;
}

/* At a door where it could be served, or would be told that it cannot. */
static bool
at_open_door(struct domain *d)
{
	struct domain *server = domain_callee(d);

	return d->frame == FRAME_ATSVC && !d->stop
	       && (server == NULL || domain_gone(server)
		   || (domain_enabled(server) && !domain_has_events(server)));
}

const char *
check_idle(void)
{
	for (uint32_t page = 0; page < ramtab_npages(); page++) {
		struct domain *d = page_address(page);

		if (ramtab_role(ramtab_word(page)) != PAGE_DOMAIN
		    || !has_schedulers(d))
			continue;
		if (domain_self(d) || (d->more && !d->stop) || at_open_door(d))
			return "the core idles, and somebody could run";
	}
	return NULL;
}

const char *
check_kernel(void)
{
	const char *problem = check_tree();

	if (problem == NULL)
		problem = check_pages();
	if (problem == NULL)
		problem = check_spaces();
	if (problem == NULL)
		problem = check_chain();
	return problem;
}
