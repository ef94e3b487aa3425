/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * trap.c - system calls, faults and interrupts.
 */
#include "trap.h"

#include "board.h"
#include "debug.h"
#include "deletion.h"
#include "exception.h"
#include "grant.h"
#include "invoke.h"
#include "ipc.h"
#include "irq.h"
#include "panic.h"
#include "pick.h"
#include "state.h"
#include "trace.h"
#include "upcall.h"
#include "wake.h"

/* Whoever has events and its ready bit set has been told of, and so have those
 * who are to know. */
static void
signal_raise(struct domain *target, uint64_t mask)
{
	bool told = target->has_events && target->ready;

	domain_raise(target, mask);
	if (!told)
		wake(target);
}

static void
signal_channel(struct domain *d)
{
	const struct slot *channel = cap_find_channel(d, d->regs.x[8]);

	if (slot_failed(channel)) {
		d->regs.x[0] = slot_error(channel);
		return;
	}
	d->regs.x[0] = VSP_OK;
	signal_raise(slot_object(channel), channel->data);
}

/* SIGNAL or INVOKE; false if it is to be executed again. */
static bool
returning_call(struct domain *d, uint32_t number)
{
	if (number == VSP_SYS_INVOKE)
		return invoke(d);
	signal_channel(d);
	return true;
}

static void
system_call(struct domain *d, uint32_t number)
{
	enum vsp_error error;

	switch (number) {
	case VSP_SYS_CALL:
		error = call(d);
		if (error == VSP_OK)
			return;
		trace(VSP_TRACE_REFUSED, d->regs.x[7] & VSP_CALL_NUMBER, d,
		      error, 0);
		d->regs.x[0] = error;
		return;
	case VSP_SYS_REPLY:
		reply(d);
		return;
	case VSP_SYS_WAIT:
		leave(d, LEAVE_WAIT, d->regs.x[0]);
		return;
	case VSP_SYS_RESUME:
		leave(d, LEAVE_RESUME, d->regs.x[0]);
		return;
	case VSP_SYS_DISPATCH:
		dispatch(d, d->regs.x[0], d->regs.x[1]);
		return;
	case VSP_SYS_ACTIVATE:
		leave(d, LEAVE_ACTIVATE, 0);
		return;
	case VSP_SYS_SIGNAL:
	case VSP_SYS_INVOKE:
		returning_call(d, number);
		kernel_settle();
		return;
	default:
		d->regs.x[0] = VSP_E_OP;
	}
}

bool
trap_returning_call(struct domain *d, uint32_t number)
{
	bool done;

	kernel_begin();
	done = returning_call(d, number);
	if (done && core->want == NOWANT && !core->upcall
	    && core->loaded == d && !deletion_active()) {
		domain_set_limit(d);
		return true;
	}
	kernel_settle();
	return false;
}

/* The FP registers are another domain's: exchange them. */
static void
switch_fp(struct domain *d)
{
	machine_set_fp(FP_OPEN);
	if (core->fp_owner != d) {
		if (core->fp_owner != NULL)
			machine_fp_save(&core->fp_owner->fp);
		machine_fp_load(&d->fp);
	}
	fp_own(d);
	d->no_fp = 0;
}

/* Or its own, but not those of the thread that runs: that is no fault which
 * would concern a debugger, and has no address. */
static void
use_fp(struct domain *d, uint64_t syndrome)
{
	if (d->no_fp != 0 && domain_enabled(d))
		upcall_fault(d, syndrome, 0, context_save(d));
	else
		switch_fp(d);
}

/* With its handlers disabled, nobody in it can deal with a fault; or its
 * debugger wants to. */
static void
fault_stops(struct domain *d, uint64_t syndrome, uint64_t address)
{
	d->stop = true;
	d->faulted = true;
	d->syndrome = syndrome;
	d->fault_address = address;
	if (d == core->chain[0].domain)
		panic("the root domain faulted while disabled", d);
	domain_leave_chain(d);
	domain_tell_parent(d, VSP_CHILD_FAULT);
	trap_poll();
	debug_tell(d);
	kernel_settle();
}

static void
fault(struct domain *d, uint64_t syndrome, uint64_t address)
{
	if (domain_enabled(d) && !debug_stops(d))
		upcall_fault(d, syndrome, address, context_save(d));
	else
		fault_stops(d, syndrome, address);
}

void
trap_sync(uint64_t syndrome, uint64_t address)
{
	struct domain *d = core->cur;
	uint32_t class = exception_class(syndrome);

	if (!exception_has_address(class))
		address = 0;
	kernel_begin();
	if (kernel.divert != 0)
		trace_trap(d, syndrome, address);
	if (class == EC_SVC64)
		system_call(d, exception_svc(syndrome));
	else if (class == EC_FP)
		use_fp(d, syndrome);
	else if (class != EC_STEP || debug_steps(d))
		fault(d, syndrome, address);
}

/* A grant ended, or the payer wants to run now. */
static bool
timer(void)
{
	uint64_t now = machine_now();
	uint32_t level = chain_expired(now), want = core->want;
	bool rang = core->alarm <= now;

	chain_stop_alarm();
	if (level != NOLEVEL) {
		want_level(level - 1);
	} else if (until_expire(payer(), now)) {
		wake(payer());
		rang = true;
	}
	return rang || core->want != want;
}

bool
trap_interrupt(void)
{
	uint32_t line = board_pending_line();

	if (line == BOARD_NO_LINE)
		return timer();
	irq_deliver(line);
	return true;
}

void
trap_irq(void)
{
	kernel_begin();
	trap_interrupt();
	kernel_settle();
}

/* A deletion goes on whatever else happens, so that it ends even if nobody
 * comes back to it: a step or two on each way out - but not while an
 * interrupt waits, which has its own way out - and all when there is nothing
 * else to do. */
static void
help_deletion(void)
{
	for (unsigned n = 0; !machine_interrupted() && deletion_active(); n++) {
		if (n == 2 && core->cur != NULL)
			return;
		kernel_begin();
		deletion_step();
		kernel_settle();
	}
}

static void
load_space(struct domain *d)
{
	if (core->loaded == d && d != NULL)
		return;
	machine_set_space(d != NULL ? d->ttbr0 : kernel.empty_root);
	machine_set_fp(d != NULL ? d->cpacr : FP_TRAPS);
	core->loaded = d;
}

static void
exit_diverted(void)
{
	help_deletion();
	if ((kernel.divert & DIVERT_STEP) != 0)
		machine_step(core->cur != NULL && debug_steps(core->cur)
			     && domain_enabled(core->cur));
	trace_run();
}

struct domain *
trap_exit(void)
{
	if (kernel.divert != 0)
		exit_diverted();
	load_space(core->cur);
	chain_set_alarm();
	if (core->cur != NULL)
		domain_set_limit(core->cur);
	return core->cur;
}
