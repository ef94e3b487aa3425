/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * domain_op.c - operations on Domains: what an owner may do with one.
 */
#include "domain.h"

#include "grant.h"
#include "invoke.h"
#include "ipc.h"
#include "pick.h"
#include "state.h"
#include "stretch.h"
#include "trace.h"
#include "wake.h"

/* What goes into a domain's own slot, if it can: a child of the caller's
 * capability. */
static enum vsp_error
check_own(const struct invocation *in, unsigned arg, enum vsp_type type,
	  uint32_t right)
{
	const struct slot *parent = invoke_cap(in, arg, type, right);

	if (in->x[arg] == 0)
		return VSP_OK;
	if (slot_failed(parent))
		return slot_error(parent);
	return parent->depth < VSP_MAX_DEPTH ? VSP_OK : VSP_E_DEPTH;
}

static void
set_own(struct slot *slot, const struct invocation *in, unsigned arg)
{
	if (in->x[arg] != 0)
		domain_hold(slot, cap_lookup(in->caller, in->x[arg]));
}

/* x0 cnode, x1 pd */
enum vsp_error
op_DOMAIN_SET_SPACES(struct invocation *in)
{
	struct domain *d = invoked_domain(in);
	enum vsp_error error = check_own(in, 0, VSP_TYPE_CNODE, VSP_R_NONE);

	if (error == VSP_OK)
		error = check_own(in, 1, VSP_TYPE_PD, VSP_R_USE);
	if (error != VSP_OK)
		return error;
	set_own(&d->cnode, in, 0);
	set_own(&d->pd, in, 1);
	domain_update_spaces(d);
	return VSP_OK;
}

/* x0 vector, x1 stack */
enum vsp_error
op_DOMAIN_SET_ENTRY(struct invocation *in)
{
	struct domain *d = invoked_domain(in);

	if (in->x[0] % 16 != 0 || in->x[1] % 16 != 0)
		return VSP_E_ARG;
	domain_set_vector(d, in->x[0]);
	d->stack = in->x[1];
	return VSP_OK;
}

/* x0 stretch, x1 page */
enum vsp_error
op_DOMAIN_MAP_DCB(struct invocation *in)
{
	struct domain *d = invoked_domain(in);
	const struct slot *stretch = invoke_cap(in, 0, VSP_TYPE_STRETCH,
						VSP_R_META);
	const uint64_t *leaf;
	uint32_t page;

	if (slot_failed(stretch))
		return slot_error(stretch);
	if (in->x[1] > VSP_STRETCH_NPAGES - VSP_DCB_PAGES)
		return VSP_E_ARG;
	if (weak_alive(d->dcb_stretch))
		return VSP_E_STATE;
	page = slot_page(stretch);
	leaf = page_address(page);
	if (!stretch_leaves_empty(leaf + in->x[1], VSP_DCB_PAGES))
		return VSP_E_OCCUPIED;

	d->dcb_index = (uint32_t)in->x[1];
	d->dcb_stretch = weak_to(page);
	d->dcb_address = stretch_address(page).value
			 + page_physical(d->dcb_index);
	stretch_map_dcb(page, d->dcb_index, address_page(d) + 1);
	in->x[1] = d->dcb_address;
	return VSP_OK;
}

/* May `d` become a child of `parent`? */
static enum vsp_error
check_parent(const struct domain *d, struct domain *parent, uint64_t index)
{
	if (index >= VSP_NCHILDREN)
		return VSP_E_ARG;
	if (domain_deref(parent->child[index]) != NULL)
		return VSP_E_OCCUPIED;
	if (parent->level + 1 >= VSP_NLEVELS)
		return VSP_E_DEPTH;
	if (d == parent)
		return VSP_E_STATE;
	if (d->nchildren != 0 && d->level != parent->level + 1)
		return VSP_E_STATE;
	return VSP_OK;
}

/* x0 parent, x1 index */
enum vsp_error
op_DOMAIN_SET_PARENT(struct invocation *in)
{
	struct domain *d = invoked_domain(in), *parent = NULL;
	const struct slot *found;
	enum vsp_error error;

	if (in->x[0] != 0) {
		found = invoke_cap(in, 0, VSP_TYPE_DOMAIN, VSP_R_SCHED);
		if (slot_failed(found))
			return slot_error(found);
		parent = slot_object(found);
		error = check_parent(d, parent, in->x[1]);
		if (error != VSP_OK)
			return error;
	}
	/* Not while its time runs, nor the root. */
	if (chain_level(d) != NOLEVEL)
		return VSP_E_STATE;
	domain_set_parent(d, parent, (uint32_t)in->x[1]);
	/* What the old one knew, the new one does not: that it can run, at a
	 * door too, has more to do, or when it wants to run. */
	d->told_until = VSP_FOREVER;
	if (parent != NULL && !domain_gone(d)
	    && (d->frame != FRAME_NIL || domain_has_news(d) || d->more
		|| d->has_until))
		wake(d);
	return VSP_OK;
}

enum vsp_error
op_DOMAIN_START(struct invocation *in)
{
	struct domain *d = invoked_domain(in), *parent = domain_parent(d);

	if (!d->stop || slot_empty(&d->cnode) || slot_empty(&d->pd)
	    || d->vector == 0)
		return VSP_E_STATE;
	trace_life(d, VSP_LIFE_STARTED, NULL, 0);
	d->stop = false;
	d->faulted = false;
	if (parent != NULL)
		domain_dcb(parent)->stopped &= ~(1ull << d->index);
	/* With nothing else to go on with, it is to be activated. */
	if (!domain_self(d))
		d->pre = true;
	wake(d);
	return VSP_OK;
}

static enum vsp_error
stop(struct domain *d)
{
	if (d == core->chain[0].domain)
		return VSP_E_STATE;
	if (d->stop)
		return VSP_OK;
	trace_life(d, VSP_LIFE_STOPPED, NULL, 0);
	d->stop = true;
	domain_leave_chain(d);
	domain_tell_parent(d, VSP_CHILD_GONE);
	return VSP_OK;
}

enum vsp_error
op_DOMAIN_STOP(struct invocation *in)
{
	/* To end up to eight grants is long enough. */
	if (machine_interrupted())
		return INVOKE_RESTART;
	return stop(invoked_domain(in));
}

/* Calls and clients go one at a time; the rest after an interrupt. */
enum vsp_error
op_DOMAIN_RESET(struct invocation *in)
{
	struct domain *d = invoked_domain(in);
	enum vsp_error error = stop(d);

	if (error != VSP_OK)
		return error;
	do {
		if (machine_interrupted())
			return INVOKE_RESTART;
	} while (domain_unlink_one_call(d) || domain_answer_one_client(d));
	trace_life(d, VSP_LIFE_RESET, NULL, 0);
	domain_forget(d);
	if (d == core->cur)
		core->ctx = false;
	domain_dcb(d)->enabled = 0;
	domain_dcb(d)->saved = 0;
	return VSP_OK;
}

enum vsp_error
op_DOMAIN_CANCEL(struct invocation *in)
{
	if (in->x[0] >= VSP_NCALLS)
		return VSP_E_ARG;
	return call_cancel(invoked_domain(in), in->x[0]);
}

enum vsp_error
op_DOMAIN_INFO(struct invocation *in)
{
	const struct domain *d = invoked_domain(in);

	in->x[1] = (uint64_t)d->stop | (uint64_t)(d->frame != FRAME_NIL) << 1
		   | (uint64_t)d->faulted << 2;
	in->x[2] = d->regs.pc;
	in->x[3] = d->ticks;
	in->x[4] = d->syndrome;
	in->x[5] = d->fault_address;
	return VSP_OK;
}
