/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * record_state.c - the state of the state machine, as the kernel's memory has
 * it, in the numbers of a record.
 */
#include "record.h"

#include <stdio.h>
#include <string.h>
#include "libos.h"

static uint32_t first_generation[LIBOS_MAX][LIBOS_THREADS];
static char told[LIBOS_MAX][256];	/* what D lines said last */

/* ---- names ---- */

int
index_of(const struct domain *d)
{
	for (uint32_t i = 0; i < world.n; i++)
		if (d != NULL && world.os[i].actor.d == d)
			return (int)i;
	return NOBODY;
}

struct domain *
domain_at(uint32_t i)
{
	return world.os[i].actor.d;
}

int
time_of(uint64_t ticks)
{
	return ticks == VSP_FOREVER ? -1 : (int)ticks;
}

int
call_of(const struct call *call)
{
	if (call == NULL || call_number(call) >= TRACE_NT)
		return NOBODY;
	return index_of(call_caller((struct call *)(uintptr_t)call)) * TRACE_NT
	       + (int)call_number(call);
}

/* The object of a capability that `d` may use so, or nobody. */
int
object_of(const struct domain *d, uint64_t cap, uint32_t right)
{
	const struct slot *found = cap_find(d, cap, VSP_TYPE_DOMAIN, right);

	if (slot_failed(found))
		return NOBODY;
	return index_of(slot_object(found));
}

int
entry_of_cur(void)
{
	return core->cur == NULL ? ELSEWHERE : sim_entry();
}

uint32_t
record_generation(const struct call *call)
{
	int d = index_of(call_caller((struct call *)(uintptr_t)call));

	return (call->generation - first_generation[d][call_number(call)])
	       & 0xff;
}

void
record_begin(void)
{
	memset(told, 0, sizeof told);
	for (uint32_t i = 0; i < world.n; i++)
		for (uint32_t n = 0; n < LIBOS_THREADS; n++)
			first_generation[i][n] =
				domain_at(i)->call[n].generation;
}

/* ---- what it is then ---- */

static unsigned
event_bits(uint64_t events)
{
	return (events & VSP_EVENT_CHILD ? 1u : 0)
	       | (events & VSP_EVENT_TIMER ? 2u : 0)
	       | (events & VSP_EVENT_USER ? 4u : 0);
}

/* Its bit in its parent's DCB. */
static bool
ready_bit(struct domain *d)
{
	int parent = index_of(domain_parent(d));

	return parent != NOBODY
	       && world.os[parent].actor.dcb->ready >> d->index & 1;
}

/* The donor, if it is on the call part and not the payer. */
static int
donor_of(const struct domain *d)
{
	for (const struct domain *on = core->cur;
	     on != NULL && on != payer(); on = domain_donor(on))
		if (on == d)
			return index_of(domain_donor(d));
	return NOBODY;
}

/* In registers of a CHILD upcall that its handler has not read yet. */
static uint64_t
ticks_on_the_way(const struct libos *os)
{
	const struct domain *p = world.os[os->parent].actor.d;

	if ((p != core->cur && p->frame != FRAME_FROZEN)
	    || p->regs.pc != p->vector + VSP_UPCALL_CHILD * VSP_UPCALL_SIZE
	    || p->regs.x[0] != os->actor.index)
		return 0;
	return p->regs.x[2];
}

static uint64_t
told_ticks(uint32_t i)
{
	const struct libos *os = &world.os[i];

	if (i == 0)
		return 0;
	return os->ticks + ticks_on_the_way(os)
	       + world.os[os->parent].actor.dcb->child[os->actor.index].ticks;
}

/* The state machine's, by its name in the manual. */
static int
state_of(struct domain *d)
{
	if (d->stop)
		return STATE_STOP;
	if (d == core->cur)
		return STATE_RUN;
	if (d->frame != FRAME_NIL)
		return d->frame == FRAME_FROZEN ? STATE_FROZEN : STATE_ATSVC;
	if (domain_has_news(d))
		return STATE_NEWS;
	return domain_callee(d) != NULL ? STATE_INCALL : STATE_IDLE;
}

static int
print_state(char *to, size_t limit, uint32_t i)
{
	struct domain *d = domain_at(i);
	int callee = index_of(domain_callee(d));
	const struct call *out = domain_out(d);

	return snprintf(to, limit,
		"D %u %d %d %d %d %u %u %d %d %d %d %u %d %d %d %d %lu %lu %d"
		" %d",
		i, libos_alive(&world.os[i]), domain_enabled(d), d->stop,
		d->frame, event_bits(d->events), d->replies, d->pre, d->more,
		ready_bit(d), callee, out != NULL ? call_number(out) : 0,
		call_of(domain_client(d)), donor_of(d), time_of(d->until),
		time_of(d->told_until),
		(unsigned long)d->ticks, (unsigned long)told_ticks(i),
		index_of(domain_parent(d)), state_of(d));
}

static void
tell_domain(uint32_t i)
{
	const struct domain *d = domain_at(i);
	char line[sizeof told[0]];
	int at = print_state(line, sizeof line, i);

	for (uint32_t n = 0; n < LIBOS_THREADS; n++)
		at += snprintf(line + at, sizeof line - (size_t)at, " %d",
			       index_of(d->call[n].server));
	for (uint32_t n = 0; n < LIBOS_THREADS; n++)
		at += snprintf(line + at, sizeof line - (size_t)at, " %u",
			       record_generation(&d->call[n]));
	if (strcmp(line, told[i]) != 0)
		puts(line);
	strcpy(told[i], line);
}

void
record_state(void)
{
	printf("X %d %d %u %d", index_of(core->cur), entry_of_cur(), core->top,
	       time_of(sim.alarm));
	for (uint32_t level = 0; level <= core->top; level++)
		printf(" %d", index_of(core->chain[level].domain));
	puts("");
	for (uint32_t i = 0; i < world.n; i++)
		tell_domain(i);
}
