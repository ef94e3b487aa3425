/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * state.c - every state of a domain, and every event that can come then.
 *
 * A domain T is brought into a state; an event comes; then T is given the
 * processor.  What is seen is written as a line of words, which the table in
 * state_rows.c has for each pair:
 *
 *	OK 1 WAIT A5.d
 *	|  | |    `--- what T recorded: upcalls, returns, deeds (letters: below)
 *	|  | `-------- why T came back to its parent
 *	|  `---------- was its ready bit set after the event?
 *	`------------- what the event itself gave, if it is an operation
 *
 * A caller C, where the event is its call, adds the same of itself.
 */
#include "state.h"

#include <stdio.h>
#include <string.h>

#include "abi.h"

#define STEP(...)	((struct step)__VA_ARGS__)

#define MASK	5u		/* of T's channel */

struct actor *t, *s, *c;
vsp_slot channel;

/* ---- T's script ---- */

static void
script(struct step first, struct step second, unsigned on_activate)
{
	struct step steps[NSTEPS] = {
		first, second,
		[2 ... AT_RESUME - 1] = DO_WAIT_EVER,
		[AT_RESUME] = DO_RESUME(0),
		[AT_NOTE] = DO_NOTE(0),
		[AT_END] = DO_WAIT_EVER,
		[AT_REPLY] = DO_REPLY(7),
	};

	actor_script(t, steps, NSTEPS);
	t->memory->on[VSP_UPCALL_ACTIVATE] = on_activate + 1;
	t->memory->on[VSP_UPCALL_CALL] = AT_REPLY + 1;
	t->memory->on[VSP_UPCALL_REPLY] = AT_NOTE + 1;
	t->memory->on[VSP_UPCALL_FAULT] = AT_NOTE + 1;
	t->memory->on[VSP_UPCALL_CHILD] = AT_NOTE + 1;
}

/* T begins its script at the first step. */
static void
begin(void)
{
	t->memory->next = 0;
	t->memory->hold = 1;
}

static void
make_cast(void)
{
	t = actor_make(0);
	s = actor_make(1);
	c = actor_make(2);
	channel = derive(t->domain, VSP_R_SIGNAL, MASK);
	MUST(give_portal(t, OWN_A, s));
	MUST(give_channel(t, OWN_B, t, MASK));
	MUST(give_portal(t, OWN_C, t));
	MUST(give_portal(c, OWN_A, t));
	/* One call from T to S, answered: its token is stale. */
	SCRIPT(s, DO_WAIT_EVER, DO_REPLY(9));
	SCRIPT(t, DO_CALL(OWN_A, 3, 1));
	run(1);
	run(0);
}

/* ---- states ---- */

/* T's first steps, as far as they lead: activated by its parent. */
static void
play(struct step first, struct step second)
{
	script(first, second, 0);
	begin();
	t->memory->on[VSP_UPCALL_ACTIVATE] = 0;
	dispatch(0, GRANT_TICKS);
}

static void
to_frozen(void)
{
	play(STEP(DO_SPIN), STEP(DO_NOTE(0)));
	set_next(AT_NOTE);
}

static void
to_atsvc(void)
{
	s->memory->hold = 1;
	SCRIPT(s, DO_SPIN, DO_WAIT_EVER, DO_REPLY(9));
	dispatch(1, GRANT_TICKS);
	play(STEP(DO_CALL(OWN_A, 3, 1)), STEP(DO_NOTE(0)));
	set_next(AT_RESUME);
}

static void
to_news(void)
{
	play(STEP(DO_ENABLE), STEP(DO_SPIN));
	t->memory->step[2] = STEP(DO_NOTE(0));
	set_next(AT_RESUME);
}

static void
to_incall(void)
{
	SCRIPT(s, DO_WAIT_EVER);
	s->memory->tokens = 1;
	play(STEP(DO_CALL(OWN_A, 3, 1)), STEP(DO_WAIT_EVER));
	dispatch(0, GRANT_TICKS);
	set_next(AT_NOTE);
}

static void
to_idle(void)
{
	play(STEP(DO_WAIT_EVER), STEP(DO_NOTE(0)));
	set_next(AT_NOTE);
}

static void
to_stop(void)
{
	to_frozen();
	MUST(vsp_domain_stop(t->domain));
}

static void
to_faulted(void)
{
	play(STEP(DO_FAULT), STEP(DO_NOTE(0)));
	set_next(AT_NOTE);
}

static void
to_run(void)
{
	to_idle();
}

/* T gets the owner of what it stands on. */
static void
own(enum actor_slot slot)
{
	vsp_slot from = slot == OWN_DOMAIN_OWNER ? t->domain
			: slot == OWN_PD_OWNER ? t->pd : t->cnode;

	if (slot != OWN_NONE)
		MUST(vsp_move(t->cnode, slot, from));
}

static void (*const to_state[])(void) = {
	[RUN] = to_run,
	[FROZEN] = to_frozen,
	[ATSVC] = to_atsvc,
	[NEWS] = to_news,
	[INCALL] = to_incall,
	[IDLE] = to_idle,
	[STOP] = to_stop,
	[FAULTED] = to_faulted,
};

/* ---- seeing ---- */

/* T's handlers can use their memory again, and so can the test. */
static void
map_again(void)
{
	vsp_map(t->stretch, t->frame, ACTOR_OFFSET / VSP_PAGE_SIZE,
		VSP_R_READ | VSP_R_WRITE);
}

static void
see(char *text, size_t bytes, enum event event, int error)
{
	unsigned ready = child_is_ready(0), reason;
	char told[ACTOR_TEXT];
	int used;

	if (event != FAULT)
		t->memory->hold = 0;
	s->memory->hold = 0;
	root_take_news();
	reason = run(0);
	if (event == FAULT)
		map_again();
	actor_text(told, t);
	used = snprintf(text, bytes, "%s %u %s%s%s", vsp_error_name(error),
			ready, reason_name(reason), told[0] != '\0' ? " " : "",
			told);
	if (event != CALL)
		return;
	reason = run(2);
	actor_text(told, c);
	snprintf(text + used, bytes - (size_t)used, ", C %s %s",
		 reason_name(reason), told);
}

/* Running, T brings the event about itself. */
static void
see_self(char *text, size_t bytes, const struct state_row *row)
{
	own(row->owner);
	t->memory->next = 0;
	for (unsigned i = 0; i < 5; i++)
		t->memory->step[i] = row->step[i];
	t->memory->on[VSP_UPCALL_ACTIVATE] = 0;
	see(text, bytes, DISPATCH, VSP_OK);
}

static bool
row_holds(const struct state_row *row)
{
	char got[3 * ACTOR_TEXT];
	int error;

	make_cast();
	to_state[row->state]();
	t->memory->written = 0;
	if (row->state == RUN) {
		see_self(got, sizeof(got), row);
	} else {
		error = event_comes(row->event);
		see(got, sizeof(got), row->event, error);
	}
	if (strcmp(got, row->seen) == 0)
		return true;
	printf("# %s, not %s\n", got, row->seen);
	return false;
}

static const char *const state_name[] = {
	"RUN", "FROZEN", "ATSVC", "NEWS", "INCALL", "IDLE", "STOP",
	"STOP after a fault",
};

static const char *const event_name[] = {
	"an event", "a call to it", "an answer", "the processor", "STOP",
	"START", "RESET and START", "CANCEL", "its deletion", "a fault",
	"an interrupt", "a grant that is over", "revocation of its PD",
	"revocation of its CNode",
};

static bool
every_state_meets_every_event(void)
{
	bool all = true;

	for (unsigned state = FROZEN; state < NSTATES; state++)
		for (unsigned event = 0; event < NEVENTS; event++) {
			bool is = false;

			for (unsigned i = 0; i < state_nrows; i++)
				is |= state_rows[i].state == state
				      && state_rows[i].event == event;
			all &= SAME(is, true);
		}
	return all;
}

static const struct tap_claim claims[] = {
	CLAIM(every_state_meets_every_event),
};

void
play_states(void)
{
	for (unsigned i = 0; i < state_nrows; i++) {
		const struct state_row *row = &state_rows[i];
		char name[100];
		bool holds;

		claim_begin();
		holds = row_holds(row);
		snprintf(name, sizeof(name), "state %s, then %s: %s",
			 state_name[row->state], row->state == RUN
			 ? row->what : event_name[row->event], row->seen);
		claim_end(name, holds);
	}
	PLAY(claims);
}
