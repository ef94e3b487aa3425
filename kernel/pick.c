/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * pick.c - whom does the payer's time run?
 *
 * The names are those of the model: pick, run, act, resched, dispatch.
 */
#include "pick.h"

#include "grant.h"
#include "ipc.h"
#include "trace.h"
#include "trap.h"
#include "upcall.h"
#include "wake.h"

void
kernel_begin(void)
{
	core->ctx = core->cur != NULL;
	core->upcall = false;
	core->dispatching = false;
	core->want = NOWANT;
	core->direct = NULL;
}

void
kernel_settle(void)
{
	struct domain *d = core->cur;

	if (core->want != NOWANT) {
		resched();
	} else if (core->upcall) {
		core->upcall = false;
		context_save(d);
		act(d);
	}
}

void
act(struct domain *d)
{
	if (d->frame == FRAME_ATSVC) {
		context_save(d);
		d->callee = 0;
		d->frame = FRAME_NIL;
	}
	upcall_activate(d);
}

/* Its frame is what it goes on with. */
static void
go_on(struct domain *d)
{
	d->frame = FRAME_NIL;
	core->cur = d;
	core->ctx = true;
	trace(VSP_TRACE_RESUME, 0, d, 0, 0);
}

void
run(struct domain *d)
{
	if (d->frame == FRAME_FROZEN)
		go_on(d);
	else
		act(d);
}

/* A caller at a door whose call can be decided now: its svc is executed
 * again, by itself. */
static void
restart(struct domain *d)
{
	d->callee = 0;
	go_on(d);
}

/* What a look along the calls found. */
struct path {
	struct domain *hop[MAX_HOPS + 1];	/* the payer, and so on */
	struct domain *target;	/* one of them; NULL: nobody can use the time */
	bool door;		/* it is at a door that is open, or gone */
};

static bool
door_decided(struct domain *server)
{
	return server == NULL || domain_gone(server)
	       || (domain_open(server) && !domain_has_events(server));
}

static void
look(struct path *path)
{
	struct domain *d = payer();

	path->target = NULL;
	path->door = false;
	for (unsigned n = 0; n <= MAX_HOPS; n++) {
		struct domain *server;
		bool self;

		path->hop[n] = d;
		self = domain_self(d);
		if (self || (d->more && !domain_gone(d)))
			path->target = d;
		if (self || domain_gone(d))
			return;
		server = domain_callee(d);
		if (d->frame == FRAME_ATSVC && door_decided(server)) {
			path->target = d;
			path->door = true;
			return;
		}
		if (server == NULL)
			return;
		d = server;
	}
}

/* The donors along the path to the target, and its hops. */
static void
write_donors(const struct path *path)
{
	struct domain *d, *donor = NULL;
	uint64_t left = MAX_HOPS;

	for (struct domain *const *hop = path->hop;; hop++) {
		d = *hop;
		if (donor != NULL && donor->frame == FRAME_ATSVC)
			domain_dcb(d)->pending = 1;
		domain_set_donor(d, donor);
		d->hops_left = left--;
		if (d == path->target)
			return;
		donor = d;
	}
}

static void
arrive(const struct path *path)
{
	write_donors(path);
	if (!path->door)
		run(path->target);
	else if (!call_accept_at_door(path->target))
		restart(path->target);
}

/* Whom does the payer's time run?  If nobody can use it, it is given back: at
 * most as often as the tree is deep.  False: an interrupt was taken meanwhile,
 * and has decided anew. */
static bool
pick(void)
{
	struct path path;

	for (;;) {
		look(&path);
		/* Whoever was dispatched is activated instead. */
		if (path.target == NULL && core->dispatching
		    && !domain_gone(payer()))
			path.target = payer();
		if (path.target != NULL) {
			if (machine_interrupted() && trap_interrupt())
				return false;
			arrive(&path);
			return true;
		}
		ready_clear(payer());
		if (core->top == 0) {
			core->cur = NULL;
			core->ctx = false;
			return true;
		}
		chain_pop();
		core->dispatching = false;
	}
}

void
cur_suspend(void)
{
	struct domain *d = core->cur;

	if (d != NULL && core->ctx) {
		if (domain_enabled(d)) {
			context_save(d);
			d->pre = true;
		} else {
			d->frame = FRAME_FROZEN;
			trace(VSP_TRACE_SUSPEND, 0, d, d->regs.pc, 0);
		}
	}
	core->ctx = false;
	core->cur = NULL;
}

static void
push_direct(void)
{
	struct domain *d = core->direct, *p = payer();

	if (d == NULL)
		return;
	if (domain_parent(d) == p && !domain_has_news(p)
	    && p->frame == FRAME_NIL) {
		chain_push(d, core->direct_until);
		core->dispatching = true;
	} else {
		undirect();
	}
	core->direct = NULL;
}

void
left(void)
{
	if (core->cur != NULL)
		domain_set_donor(core->cur, NULL);
	core->cur = NULL;
	do {
		while (core->top > core->want)
			if (!machine_interrupted() || !trap_interrupt())
				chain_fall();
		push_direct();
		core->want = NOWANT;
		core->upcall = false;
	} while (!pick());
}

void
resched(void)
{
	struct domain *d = core->cur;

	trap_poll();
	cur_suspend();
	if (d != NULL && !d->dying && (domain_self(d) || d->more))
		stay(d, false);
	trap_poll();
	left();
}

/* Lend the rest of the payer's time to a child. */
static void
dispatch_child(struct domain *d, struct domain *child, uint64_t until)
{
	if (until <= machine_now()) {
		child_report(d, child, VSP_CHILD_EXPIRED, child->until, 0);
		domain_raise(d, VSP_EVENT_CHILD);
		act(d);
		return;
	}
	chain_push(child, until);
	core->dispatching = true;
	left();
}

/* There is no such child, or it is stopped: say so. */
static void
dispatch_gone(struct domain *d, struct domain *child, uint32_t index)
{
	struct vsp_dcb *dcb = domain_dcb(d);

	dcb->ready &= ~(1ull << index);
	if (child != NULL) {
		child->ready = false;
		child_report(d, child, child->faulted ? VSP_CHILD_FAULT
						      : VSP_CHILD_GONE,
			     VSP_FOREVER, 0);
	} else {
		dcb->child[index].reason = VSP_CHILD_GONE;
		d->reports++;
		d->reported = index;
	}
	domain_raise(d, VSP_EVENT_CHILD);
	act(d);
}

/* cur, enabled again, on somebody else's time: come back on its own.  It wants
 * to run then, even if that would rather run whom it has called itself. */
static void
dispatch_on_lent_time(struct domain *d)
{
	uint32_t level = chain_level(d);

	if (level != NOLEVEL) {
		want_level(level);
	} else {
		until_set(d, machine_now());
		up(d, false);
	}
	left();
}

void
dispatch(struct domain *d, uint64_t index, uint64_t until)
{
	struct domain *child;

	domain_dcb(d)->enabled = 1;
	core->ctx = false;
	d->more = false;
	until_set(d, VSP_FOREVER);
	if (domain_has_news(d)) {
		act(d);
		return;
	}
	if (d != payer()) {
		dispatch_on_lent_time(d);
		return;
	}
	index %= VSP_NCHILDREN;
	child = domain_deref(d->child[index]);
	if (child == NULL || domain_gone(child))
		dispatch_gone(d, child, (uint32_t)index);
	else
		dispatch_child(d, child, until);
}
