/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * record.c - writes down random walks of the kernel's C code, for trace.pml.
 *
 *	record [walks [seed]] | trace
 *
 * It looks at what user level could see before each entry into the kernel, and
 * at the kernel's memory behind it, as the checkers of the simulator do.
 * events.h has the form of a record.
 */
#include "record.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "board.h"
#include "debug.h"
#include "libos.h"
#include "transfer.h"
#include "wander.h"

#define EC_SHIFT	26
#define EC_SVC64	0x15u

_Static_assert(TRACE_ND >= LIBOS_MAX && TRACE_NT >= LIBOS_THREADS
	       && TRACE_LEVELS >= VSP_NLEVELS, "a record has room");
_Static_assert(TRACE_HOPS == VSP_NHOPS, "the rules have the same limit");

static char told_user[64];	/* what the U line said last */

/* ---- what the user level left ---- */

static bool
bit_of(const struct domain *d, bool direct)
{
	const struct vsp_dcb *dcb;
	int parent = index_of(d->parent.domain);

	if (parent == NOBODY)
		return false;
	dcb = world.os[parent].actor.dcb;
	return (direct ? dcb->direct : dcb->preempt) >> d->index & 1;
}

/* What is sent along, if anything, could be. */
static bool
sends_well(struct domain *d, int server)
{
	struct transfer transfer;
	struct domain *to;

	if ((d->regs.x[7] & VSP_CALL_CAP) == 0 || server == NOBODY)
		return true;
	to = domain_at((uint32_t)server);
	return transfer_decode(&transfer, d, to, &domain_dcb(to)->recv_slot)
	       == VSP_OK;
}

/* Its registers are at a CALL that would still be a call of its callee. */
static bool
decodable(struct domain *d)
{
	const struct domain *callee = domain_callee(d);

	return d->frame == FRAME_ATSVC && callee != NULL
	       && object_of(d, d->regs.x[8], VSP_R_CALL) == index_of(callee)
	       && sends_well(d, index_of(callee));
}

static void
tell_user(void)
{
	unsigned en = 0, preempt = 0, direct = 0, door = 0;
	char line[sizeof told_user];

	for (uint32_t i = 0; i < world.n; i++) {
		struct domain *d = domain_at(i);

		en |= (unsigned)domain_enabled(d) << i;
		preempt |= (unsigned)bit_of(d, false) << i;
		direct |= (unsigned)bit_of(d, true) << i;
		door |= (unsigned)decodable(d) << i;
	}
	snprintf(line, sizeof line, "U %u %u %u %u", en, preempt, direct,
		 door);
	if (strcmp(line, told_user) != 0)
		puts(line);
	strcpy(told_user, line);
}

/* ---- what comes in ---- */

void
record_event(struct event e)
{
	tell_user();
	printf("E %d %d %d %d %d %d %d %d %d\n", e.event, e.who, e.a, e.b,
	       e.part,
	       e.more, time_of(e.until), (int)sim.now, entry_of_cur());
}

static struct event
event_of_call(struct domain *d)
{
	int server = object_of(d, d->regs.x[8], VSP_R_CALL);

	return (struct event){
		.event = E_CALL,
		.a = sends_well(d, server) ? server : NOBODY,
		.b = (int)(d->regs.x[7] & VSP_CALL_NUMBER),
	};
}

static struct event
event_of_reply(const struct domain *d)
{
	uint64_t token = d->regs.x[8];
	struct event e = { .event = E_REPLY, .a = NEWEST };
	struct domain *caller;
	uint32_t page, n;

	if (token == 0)
		return e;
	e.a = NOBODY;
	page = (uint32_t)token / VSP_NCALLS;
	n = (uint32_t)token % VSP_NCALLS;
	if (ramtab_role(ramtab_word(page)) != PAGE_DOMAIN)
		return e;
	caller = page_address(page);
	e.a = call_of(&caller->call[n]);
	if (e.a != NOBODY)
		e.b = (uint8_t)(record_generation(&caller->call[n])
				+ (uint32_t)(token >> 32)
				- caller->call[n].generation);
	return e;
}

static struct event
event_of_leave(uint32_t number)
{
	struct event e = { .event = E_LEAVE, .a = HOW_WAIT };

	if (number != VSP_SYS_WAIT)
		e.a = number == VSP_SYS_RESUME ? HOW_RESUME : HOW_ACTIVATE;
	return e;
}

static struct event
event_of_dispatch(const struct domain *d)
{
	struct domain_ref child = d->child[d->regs.x[0] % VSP_NCHILDREN];

	return (struct event){
		.event = E_DISPATCH,
		.a = index_of(domain_deref(child)),
	};
}

static struct event
event_of_signal(const struct domain *d)
{
	return (struct event){
		.event = E_SIGNAL,
		.who = object_of(d, d->regs.x[8], VSP_R_SIGNAL),
	};
}

static struct event
event_of_invoke(const struct domain *d)
{
	struct event e = {
		.event = E_OTHER,
		.who = object_of(d, d->regs.x[8], VSP_R_CONTROL),
		.b = (int)(d->regs.x[0] % VSP_NCALLS),
	};

	if (d->regs.x[7] == VSP_OP_DOMAIN_START)
		e.event = E_START;
	else if ((d->regs.x[7] == VSP_OP_DOMAIN_STOP
		  || d->regs.x[7] == VSP_OP_DOMAIN_RESET) && e.who != 0)
		e.event = E_STOP;	/* of a RESET, the first part */
	else if (d->regs.x[7] == VSP_OP_DOMAIN_CANCEL)
		e.event = E_CANCEL;
	else if (d->regs.x[7] == VSP_OP_DOMAIN_WRITE_REGS)
		e.event = E_WRITE;
	return e;
}

static struct event
event_of_svc(struct domain *d, uint32_t number)
{
	switch (number) {
	case VSP_SYS_CALL:
		return event_of_call(d);
	case VSP_SYS_REPLY:
		return event_of_reply(d);
	case VSP_SYS_DISPATCH:
		return event_of_dispatch(d);
	case VSP_SYS_SIGNAL:
		return event_of_signal(d);
	case VSP_SYS_INVOKE:
		return event_of_invoke(d);
	default:
		return event_of_leave(number);
	}
}

/* When a domain that leaves wants to run. */
static uint64_t
until_of(const struct domain *d, uint32_t number)
{
	if (number == VSP_SYS_WAIT)
		return d->regs.x[0];
	if (number == VSP_SYS_DISPATCH)
		return d->regs.x[1];
	if (number == VSP_SYS_ACTIVATE
	    || (d->regs.x[7] & VSP_LEAVE_UNTIL) == 0)
		return VSP_FOREVER;
	return domain_dcb(core->cur)->until;
}

static void
tell_svc(struct domain *d, uint32_t number)
{
	struct event e = event_of_svc(d, number);

	e.more = number != VSP_SYS_ACTIVATE
		 && (d->regs.x[7] & VSP_LEAVE_MORE) != 0;
	e.until = until_of(d, number);
	record_event(e);
}

static void
tell_interrupt(uint32_t line)
{
	struct event e = { .event = E_IRQ, .who = NOBODY,
			   .a = NOBODY };

	if (line != BOARD_NO_LINE) {
		e.a = (int)line;
		e.who = index_of(slot_object(&kernel.irq[line]));
	}
	record_event(e);
}

static void
enter(uint64_t syndrome, uint32_t line)
{
	record_entered();
	if (syndrome == 0)
		tell_interrupt(line);
	else if (syndrome >> EC_SHIFT == EC_SVC64)
		tell_svc(core->cur, (uint32_t)syndrome & 0xffff);
	else
		record_event((struct event){ .event = E_FAULT,
					     .a = debug_stops(core->cur) });
}

/* ---- walks ---- */

static void
walk_recorded(uint64_t state, uint32_t kills, uint32_t stops,
	      uint32_t cancels, uint32_t moves)
{
	static const struct sim_watch watch = { enter, record_state };

	sim_watch = NULL;
	wander_begin(state);
	world.kills = kills;
	world.stops = stops;
	world.cancels = 3 * cancels;
	world.sleeps = 6;
	world.signals = 8;
	world.moves = moves;
	world.debugs = 4 * stops;
	world.sends = 20;
	sim.unchecked = true;	/* walk_test looks at that */
	sim.atomic = true;	/* an event at a time */
	memset(told_user, 0, sizeof told_user);
	record_begin();
	puts("W");
	record_state();
	sim_watch = &watch;
	wander_on();
	wander_finish();
}

static uint64_t walks = 100, seed = 1;

START_TEST(record)
{
	for (uint64_t i = 0; i < walks; i++)
		walk_recorded((seed << 20 | i) * 0x9e3779b97f4a7c15ull | 1,
			      i % 4 < 2 ? 0 : (uint32_t)i % 3,
			      i % 4 < 1 ? 0 : (uint32_t)i % 4,
			      (uint32_t)i % 5, i % 3 < 2 ? 0 : 6);
}
END_TEST

/* The simulator's assertions need a test around them; this is no test. */
int
main(int argc, char **argv)
{
	Suite *suite = suite_create("record");
	TCase *tcase = tcase_create("record");
	SRunner *runner = srunner_create(suite);
	int failed;

	if (argc > 1)
		walks = strtoull(argv[1], NULL, 0);
	if (argc > 2)
		seed = strtoull(argv[2], NULL, 0);
	unsetenv("CK_TAP_LOG_FILE_NAME");
	tcase_add_test(tcase, record);
	suite_add_tcase(suite, tcase);
	srunner_set_fork_status(runner, CK_NOFORK);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
