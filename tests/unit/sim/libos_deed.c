/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * libos_deed.c - what domains do to others: kill, signal, stop, reset, move and
 * debug them, and cancel their calls; and drop what a message brought.
 *
 * A deed is one INVOKE or SIGNAL, in a thread or a handler, which may be
 * interrupted and executed again: so what it is, is in registers that are kept.
 */
#include "libos.h"

#include <string.h>


#define DEED	sim_x()[19]
#define WHOM	sim_x()[20]
#define TO	sim_x()[21]

/* For what a debugger reads; no thread's. */
#define DEBUG_SLOT	LIBOS_THREADS

static uint32_t
anybody(uint32_t from)
{
	return from + (uint32_t)random_below(&world.random, world.n - from);
}

/* ---- what a deed that is done means to user level ---- */

/* Was it done, by a domain that may have lost the processor since? */
static bool
was_done(const struct libos *os)
{
	const struct domain *d = os->actor.d;
	const struct vsp_context *context =
		&os->actor.dcb->context[os->actor.dcb->slot];

	if ((core->cur == d || d->frame == FRAME_FROZEN)
	    && d->regs.pc == LIBOS_DEED_PC + 4)
		return d->regs.x[0] == VSP_OK;
	return (os->actor.dcb->saved >> os->actor.dcb->slot & 1) != 0
	       && context->pc == LIBOS_DEED_PC + 4 && context->x[0] == VSP_OK;
}

/* Whoever was reset knows nothing any more. */
static void
forget(struct libos *os)
{
	memset(os->thread, 0, sizeof os->thread);
	os->request = false;
	os->decision = DECIDE_NOTHING;
	os->half_reset = false;
}

/* The call of this thread is over; it will hear of it by an event. */
static void
cancelled(struct libos *os, uint32_t t)
{
	libos_called(os, t, VSP_E_GONE, 0);
	os->thread[t].state = THREAD_DEVICE;
}

/* Its old scheduler takes note of what it has used. */
static void
moved(struct libos *os, uint32_t to)
{
	struct libos *old = &world.os[os->parent];
	struct vsp_child *entry = &old->actor.dcb->child[os->actor.index];

	os->parent = to;
	os->ticks += entry->ticks;
	entry->ticks = 0;
	entry->reason = VSP_CHILD_NONE;
}

/* ---- deeds ---- */

void
libos_do_deed(struct libos *os)
{
	struct libos *whom = &world.os[WHOM];
	uint32_t to = (uint32_t)TO;
	uint64_t deed = DEED;

	/* Sometimes an interrupt comes in the middle. */
	if (deed != DEED_STOP && deed != DEED_DEBUG
	    && random_percent(&world.random, 30))
		sim.interrupt_at = sim.polls + 1
				   + random_below(&world.random, 4);
	if (deed == DEED_RESET)
		whom->half_reset = true;
	sim_svc(deed == DEED_SIGNAL ? VSP_SYS_SIGNAL : VSP_SYS_INVOKE);
	sim.interrupt_at = 0;
	if (deed == DEED_RESET && was_done(os))
		forget(whom);
	if (deed == DEED_MOVE && was_done(os))
		moved(whom, to);
	if (deed == DEED_CANCEL && was_done(os))
		cancelled(whom, to);
}

void
libos_restart(struct libos *whom)
{
	if (whom->half_reset) {
		SIM_INVOKE(whom->actor.domain, VSP_OP_DOMAIN_RESET);
		forget(whom);
	}
	SIM_INVOKE(whom->actor.domain, VSP_OP_DOMAIN_START);
	core->cur->regs.pc = LIBOS_HANDLER_PC;
}

static void
begin(struct libos *os, enum deed deed, uint32_t whom, uint64_t cap,
      uint64_t op)
{
	core->cur->regs.pc = LIBOS_DEED_PC;
	DEED = deed;
	WHOM = whom;
	sim_x()[7] = op;
	sim_x()[8] = cap;
	libos_do_deed(os);
}

static void
kill(struct libos *os)
{
	uint32_t whom = anybody(1);

	world.kills--;
	sim_x()[0] = world.os[whom].actor.domain;
	begin(os, DEED_KILL, whom, os->all, VSP_OP_CNODE_DELETE);
}

/* A report on its way to its scheduler would not be understood any more. */
static bool
may_move(const struct libos *os)
{
	const struct domain *parent = world.os[os->parent].actor.d;

	return parent->frame != FRAME_FROZEN;
}

static void
move(struct libos *os)
{
	uint32_t whom = anybody(1), to = anybody(0);

	if (!may_move(&world.os[whom]))
		return;
	world.moves--;
	sim_x()[0] = os->control[to];
	sim_x()[1] = world.os[whom].actor.index;
	TO = to;
	begin(os, DEED_MOVE, whom, os->control[whom],
	      VSP_OP_DOMAIN_SET_PARENT);
}

/* Is it behind its deed, and no upcall came? */
static bool
goes_on(const struct domain *d)
{
	return core->cur == d && d->regs.pc == LIBOS_DEED_PC + 4;
}

/* Who has stopped, if somebody has; else anybody. */
static uint32_t
whom_to_debug(void)
{
	for (uint32_t i = 1; i < world.n; i++)
		if (libos_alive(&world.os[i]) && world.os[i].actor.d->stop)
			return i;
	return anybody(1);
}

/* What has stopped is read, and written as it is; or from now on its faults
 * stop it, and somebody is told; or no longer. */
static void
debug(struct libos *os)
{
	const struct domain *me = core->cur;
	uint32_t whom = whom_to_debug();
	uint64_t op = VSP_OP_DOMAIN_DEBUG;

	world.debugs--;
	sim_x()[0] = DEBUG_SLOT;
	if (world.os[whom].actor.d->stop) {
		begin(os, DEED_DEBUG, whom, os->control[whom],
		      VSP_OP_DOMAIN_READ_REGS);
		if (!goes_on(me) || sim_x()[0] != VSP_OK)
			return;
		sim_x()[0] = DEBUG_SLOT;
		op = VSP_OP_DOMAIN_WRITE_REGS;
	} else {
		sim_x()[0] = random_percent(&world.random, 80)
			     ? VSP_DEBUG_FAULTS : 0;
		sim_x()[1] = os->channel[anybody(0)];
	}
	begin(os, DEED_DEBUG, whom, os->control[whom], op);
}

/* Somebody at a closed door, if there is, since those are few. */
static uint32_t
whom_to_stop(void)
{
	for (uint32_t i = 1; i < world.n && random_percent(&world.random, 80);
	     i++)
		if (world.os[i].actor.d->frame == FRAME_ATSVC)
			return i;
	return anybody(1);
}

static void
stop_or_reset(struct libos *os)
{
	const struct domain *me = core->cur;
	uint32_t whom = whom_to_stop();
	bool reset = random_percent(&world.random, 50);

	if (&world.os[whom] == os)
		return;
	world.stops--;
	begin(os, reset ? DEED_RESET : DEED_STOP, whom, os->control[whom],
	      reset ? VSP_OP_DOMAIN_RESET : VSP_OP_DOMAIN_STOP);
	/* Who stops somebody mostly wants to look. */
	if (!reset && goes_on(me) && world.debugs > 0)
		debug(os);
}

static void
cancel(struct libos *os)
{
	uint32_t whom = anybody(1);

	for (uint32_t t = 0; t < LIBOS_THREADS; t++) {
		if (&world.os[whom] == os
		    || !libos_alive(&world.os[whom])
		    || world.os[whom].actor.d->call[t].server == NULL)
			continue;
		world.cancels--;
		sim_x()[0] = TO = t;
		begin(os, DEED_CANCEL, whom, os->control[whom],
		      VSP_OP_DOMAIN_CANCEL);
		return;
	}
}

static void
drop(struct libos *os)
{
	sim_x()[0] = LIBOS_RECEIVED;
	begin(os, DEED_DROP, 0, ACTOR_CNODE, VSP_OP_CNODE_DELETE);
}

bool
libos_deed(struct libos *os)
{
	struct domain *me = core->cur;
	uint64_t pc = me->regs.pc;
	uint32_t whom = anybody(0);

	if (world.kills > 0 && random_percent(&world.random, 2))
		kill(os);
	else if (os == &world.os[0])
		return false;
	else if (world.stops > 0 && random_percent(&world.random, 4))
		stop_or_reset(os);
	else if (world.cancels > 0 && random_percent(&world.random, 4))
		cancel(os);
	else if (world.moves > 0 && random_percent(&world.random, 6))
		move(os);
	else if (world.debugs > 0 && random_percent(&world.random, 8))
		debug(os);
	else if (world.signals > 0 && random_percent(&world.random, 6)) {
		world.signals--;
		begin(os, DEED_SIGNAL, whom, os->channel[whom], 0);
	} else if (os->actor.d->slots != NULL
		   && !slot_empty(&os->actor.d->slots[LIBOS_RECEIVED])
		   && random_percent(&world.random, 20))
		drop(os);
	else
		return false;
	return core->cur != me || me->regs.pc != pc;
}
