/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * ipc.c - call, accept, leave, reply, cancel.
 *
 * The names are those of the model.  A call is decoded first: who is called,
 * under which badge, and what becomes of a capability that goes along; then
 * it is accepted at once, or the caller stays at its svc (ATSVC) and helps.
 */
#include "ipc.h"

#include "call.h"
#include "grant.h"
#include "pick.h"
#include "trace.h"
#include "transfer.h"
#include "trap.h"
#include "upcall.h"
#include "wake.h"

/* A call that can be accepted. */
struct decoded {
	struct domain *server;
	uint64_t badge;
	uint32_t number;
	struct transfer transfer;
};

/* What the registers of `d`, at a CALL, ask for, if that can be done. */
static enum vsp_error
decode(struct decoded *call, struct domain *d)
{
	const struct slot *portal = cap_find(d, d->regs.x[8], VSP_TYPE_DOMAIN,
					     VSP_R_CALL);

	if (slot_failed(portal))
		return slot_error(portal);
	call->number = d->regs.x[7] & VSP_CALL_NUMBER;
	call->server = slot_object(portal);
	call->badge = portal->flags & SLOT_PORTAL ? portal->data : 0;
	call->transfer.from = NULL;
	if (domain_gone(call->server))
		return VSP_E_GONE;
	if (d->call[call->number].server != NULL
	    || d->replies >> call->number & 1)
		return VSP_E_OCCUPIED;
	if (d->regs.x[7] & VSP_CALL_CAP)
		return transfer_decode(&call->transfer, d, call->server,
				       &domain_dcb(call->server)->recv_slot);
	return VSP_OK;
}

/* Every leaving call takes the user's word on what is left to do. */
static void
set_left(struct domain *d, uint64_t flags)
{
	struct vsp_dcb *dcb = domain_dcb(d);

	dcb->enabled = 1;
	core->ctx = false;
	d->more = (flags & VSP_LEAVE_MORE) != 0;
	until_set(d, flags & VSP_LEAVE_UNTIL ? *(volatile uint64_t *)&dcb->until
					     : VSP_FOREVER);
	domain_set_limit(d);
	if (flags & VSP_LEAVE_NO_FP) {
		d->no_fp = 1;
		d->cpacr = FP_TRAPS;
		machine_set_fp(FP_TRAPS);
	}
}

/* On lent time: it wants to run at a time that its parent does not know of. */
static bool
until_untold(const struct domain *d)
{
	return d != payer() && d->until < d->told_until;
}

/* It leaves, and is to have the processor again without news: it has other
 * work; or its parent is to learn, when it WAITs on its own, until when. */
static bool
stays(const struct domain *d)
{
	return d->more || until_untold(d);
}

/* The call enters its server, which is enabled.  Cannot fail. */
static void
accept(struct domain *d, const struct decoded *call)
{
	struct domain *server = call->server;
	struct call *record = &d->call[call->number];
	struct message message;
	bool cycle;

	for (unsigned i = 0; i < VSP_NWORDS; i++)
		message.x[i] = d->regs.x[i];
	if (server != d && server->frame == FRAME_ATSVC) {
		/* At a door itself: it decides anew when it is back. */
		context_save(server);
		server->pre = true;
		server->callee = 0;
	}
	d->frame = FRAME_NIL;
	domain_set_out(d, record);
	cycle = callpart(d, server);
	call_link(record, server);
	if (!cycle) {
		domain_set_donor(server, d);
		server->hops_left = d->hops_left - 1;
	}
	message.x[7] = call->badge;
	message.x[8] = call_token(record);
	message.x[9] = transfer_commit(&call->transfer);
	upcall_enter(server, VSP_UPCALL_CALL, &message);
}

/* The call is not accepted now: its server is busy, or the caller is not to
 * run on.  Its svc will be executed again. */
static void
wait_at_door(struct domain *d, struct domain *server, bool busy)
{
	uint32_t number = d->regs.x[7] & VSP_CALL_NUMBER;
	bool on_chain = chain_level(d) != NOLEVEL;

	d->regs.pc -= 4;
	d->frame = FRAME_ATSVC;
	d->door = domain_ref(server);
	domain_set_out(d, &d->call[number]);
	trace(VSP_TRACE_DOOR, number, d, trace_page(server), 0);
	if (busy)
		domain_dcb(server)->pending = 1;
	/* Its time helps the server, unless there is more to do. */
	up(d, on_chain || (busy && !stays(d)));
	trap_poll();
	left();
}

enum vsp_error
call(struct domain *d)
{
	struct decoded call;
	enum vsp_error error;
	bool open;

	if (domain_has_news(d)) {
		d->regs.pc -= 4;
		context_save(d);
		act(d);
		return VSP_OK;
	}
	error = decode(&call, d);
	if (error != VSP_OK)
		return error;
	if (d->hops_left == 0)
		return VSP_E_DEPTH;
	set_left(d, d->regs.x[7]);
	open = domain_open(call.server);
	if (open && stays(d)) {
		stay(d, true);
		trap_poll();
	}
	if (open && core->want == NOWANT && !domain_has_news(d))
		accept(d, &call);
	else
		wait_at_door(d, call.server, !open);
	return VSP_OK;
}

bool
call_accept_at_door(struct domain *d)
{
	struct decoded call;

	if (decode(&call, d) != VSP_OK || call.server != domain_callee(d)
	    || !domain_open(call.server) || d->hops_left == 0)
		return false;
	accept(d, &call);
	return true;
}

/* Somebody whose time this is waits at the door of `d`. */
static bool
donor_at_door(struct domain *d)
{
	struct domain *donor = domain_donor(d);

	return d != payer() && donor != NULL && donor->frame == FRAME_ATSVC
	       && domain_callee(donor) == d;
}

static void
leave_nothing_pending(struct domain *d, enum leave_how how, uint64_t slot)
{
	if (how == LEAVE_RESUME) {
		context_load(d, slot);
		core->ctx = true;
		return;
	}
	if (how == LEAVE_ACTIVATE) {
		act(d);
		return;
	}
	ready_clear(d);
	if (stays(d)) {
		stay(d, false);
		trap_poll();
	}
	left();
}

/* It has left: what next? */
static void
leave_now(struct domain *d, enum leave_how how, uint64_t slot)
{
	if (domain_has_news(d)) {
		act(d);
		return;
	}
	if (donor_at_door(d)) {
		bool pre = d->pre;

		/* Its own context waits: it is to be activated again. */
		d->pre = how != LEAVE_WAIT;
		if (call_accept_at_door(domain_donor(d)))
			return;
		d->pre = pre;
	}
	leave_nothing_pending(d, how, slot);
}

void
leave(struct domain *d, enum leave_how how, uint64_t argument)
{
	uint64_t flags = how != LEAVE_ACTIVATE ? d->regs.x[7] : 0;

	/* Whoever resumes has more to do, and is not asked. */
	if (how == LEAVE_RESUME)
		flags &= ~(uint64_t)VSP_LEAVE_MORE;
	set_left(d, flags);
	if (how == LEAVE_WAIT)
		until_set(d, argument);
	leave_now(d, how, argument);
}

enum vsp_error
call_cancel(struct domain *d, uint64_t n)
{
	struct call *call = &d->call[n % VSP_NCALLS];

	if (call->server == NULL && (d->replies >> call_number(call) & 1) == 0)
		return VSP_E_EMPTY;
	trace_life(d, VSP_LIFE_CANCELLED, call->server, call_number(call));
	if (call->server != NULL)
		call_unlink(call);
	/* Nobody runs on time that this call gave. */
	if (d != core->cur && callpart(core->cur, d))
		want_level(core->top);
	d->replies &= (uint16_t)~(1u << call_number(call));
	return VSP_OK;
}

/* The answer, or error, goes to the caller's DCB. */
static void
deposit(struct domain *d, uint32_t n, const struct message *message,
	enum vsp_error error)
{
	struct vsp_answer *answer = &domain_dcb(d)->answer[n];

	for (unsigned i = 0; i < VSP_NWORDS; i++)
		answer->x[i] = message->x[i];
	answer->error = error;
	answer->arrived = (uint32_t)message->x[8];
	trace(VSP_TRACE_ANSWER, n, d, error, 0);
	d->replies |= (uint16_t)(1u << n);
	if (d == core->cur)
		d->limit = 0;
	domain_dcb(d)->pending = 1;
	wake(d);
}

void
call_fail(struct call *call)
{
	static const struct message none;

	call_unlink(call);
	deposit(call_caller(call), call_number(call), &none, VSP_E_GONE);
}

/* Does the time that the server runs on come from this caller, and can the
 * caller take it? */
static bool
switches_to(struct domain *server, struct domain *caller)
{
	return server != payer() && domain_donor(server) == caller
	       && !domain_self(caller) && caller->frame == FRAME_NIL
	       && !domain_gone(caller);
}

/* A capability goes with the answer to call n; if that cannot be, the caller
 * is told that it was dropped. */
static uint32_t
send_cap(struct domain *d, struct domain *caller, uint32_t n)
{
	struct transfer transfer = { .from = NULL };

	if (transfer_decode(&transfer, d, caller,
			    &domain_dcb(caller)->answer_slot[n]) != VSP_OK)
		return VSP_ARRIVED_DROPPED;
	return transfer_commit(&transfer);
}

static void
reply_switch(struct domain *d, struct domain *caller, struct message *message,
	     uint32_t number)
{
	message->x[7] = number;
	message->x[9] = 0;
	upcall_enter(caller, VSP_UPCALL_REPLY, message);
	trap_poll();
	ready_clear(d);
	if (domain_self(d) || stays(d))
		stay(d, false);
	domain_set_donor(d, NULL);
	kernel_settle();
}

void
reply(struct domain *d)
{
	struct call *record = call_find(d, d->regs.x[8]);
	struct message message;
	struct domain *caller;

	set_left(d, d->regs.x[7]);
	if (record == NULL) {
		leave_now(d, LEAVE_WAIT, 0);
		return;
	}
	for (unsigned i = 0; i < VSP_NWORDS; i++)
		message.x[i] = d->regs.x[i];
	call_unlink(record);
	caller = call_caller(record);
	message.x[8] = 0;
	if (d->regs.x[7] & VSP_CALL_CAP)
		message.x[8] = send_cap(d, caller, call_number(record));
	if (switches_to(d, caller)) {
		reply_switch(d, caller, &message, call_number(record));
		return;
	}
	deposit(caller, call_number(record), &message, VSP_OK);
	trap_poll();
	if (core->want != NOWANT) {
		ready_clear(d);
		if (domain_self(d) || stays(d))
			stay(d, false);
		left();
	} else {
		leave_now(d, LEAVE_WAIT, 0);
	}
}
