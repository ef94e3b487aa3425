/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * machine.c - claims of what else belongs to a domain: its thread pointer, its
 * exclusive access; and of the caches.
 */
#include "abi.h"
#include "conform.h"

#define SHORT_TICKS	5000u

static struct actor *a, *b;

static void
make_two(void)
{
	a = actor_make(0);
	b = actor_make(1);
	MUST(give_portal(a, OWN_A, b));
	MUST(give_channel(a, OWN_B, b, 1));
	run(0);
	run(1);
}

/* ---- the thread pointer ---- */

static bool
the_thread_pointer_is_part_of_a_context(void)
{
	make_two();
	SCRIPT(a, DO(DEED_SET_TLS, 0x1234), DO_ENABLE, DO_SPIN, DO_RESUME(0),
	       DO(DEED_GET_TLS, 0));
	a->memory->hold = 1;
	dispatch(0, SHORT_TICKS);
	a->memory->hold = 0;
	run(1);
	run(0);
	return TOLD(a, "AAd")
	       && SAME(record(a, 1)->tls, (uint64_t)(uintptr_t)a->dcb)
	       && SAME(a->dcb->context[0].tpidr, 0x1234)
	       && SAME(record(a, 2)->x[0], 0x1234);
}

static bool
the_thread_pointer_survives_preemption(void)
{
	make_two();
	SCRIPT(a, DO(DEED_SET_TLS, 0x1234), DO_SPIN, DO(DEED_GET_TLS, 0));
	a->memory->hold = 1;
	dispatch(0, SHORT_TICKS);
	run(1);
	a->memory->hold = 0;
	run(0);
	return TOLD(a, "Ad") && SAME(record(a, 1)->x[0], 0x1234);
}

/* ---- exclusive access ---- */

/* The status of the store, 0 if it was made; with this step in between. */
static bool
exclusive(struct step between, uint64_t status)
{
	make_two();
	SCRIPT(a, DO(DEED_LOAD_EX, 0), between, DO(DEED_STORE_EX, 0));
	run(0);
	return SAME(record(a, a->memory->written - 1)->kind, RECORD_DEED)
	       && SAME(record(a, a->memory->written - 1)->x[0], status);
}

#define EXCLUSIVE(status, ...) \
	exclusive((struct step)__VA_ARGS__, status)

static bool
exclusive_access_works(void)
{
	return EXCLUSIVE(0, DO_JUMP(2));
}

static bool
a_system_call_ends_exclusive_access(void)
{
	return EXCLUSIVE(1, DO_SIGNAL(OWN_B));
}

static bool
preemption_ends_exclusive_access(void)
{
	make_two();
	SCRIPT(a, DO(DEED_LOAD_EX, 0), DO_SPIN, DO(DEED_STORE_EX, 0));
	a->memory->hold = 1;
	dispatch(0, SHORT_TICKS);
	a->memory->hold = 0;
	run(0);
	return TOLD(a, "Ad") && SAME(record(a, 1)->x[0], 1);
}

/* ---- the caches ---- */

#define MOV_X0(n)	(0xd2800000ull | (uint64_t)(n) << 5)
#define RET		0xd65f03c0ull
#define CODE(n)		(MOV_X0(n) | RET << 32)
#define PAGE		100u	/* of the actor's stretch */

/* A page that a writes at *at, and runs at *code. */
static void
make_code(uint64_t *at, uint64_t *code)
{
	vsp_slot frame, stretch, lent;

	make_two();
	frame = make(VSP_TYPE_FRAME, 1);
	stretch = make(VSP_TYPE_STRETCH, 1);
	lent = derive(frame, VSP_R_READ | VSP_R_EXEC, 0);
	MUST(vsp_map(a->stretch, frame, PAGE, VSP_R_READ | VSP_R_WRITE));
	MUST(vsp_map(stretch, lent, 7, VSP_R_READ | VSP_R_EXEC));
	MUST(vsp_attach(stretch, a->pd, VSP_R_READ | VSP_R_EXEC, code));
	*at = (uint64_t)(uintptr_t)a->dcb + PAGE * VSP_PAGE_SIZE;
	*code += 7 * VSP_PAGE_SIZE;
}

static bool
code_written_here_runs_there(void)
{
	uint64_t at, code;

	make_code(&at, &code);
	SCRIPT(a, DO_WRITE(at, CODE(7)), DO(DEED_PUBLISH, at, code),
	       DO(DEED_BRANCH, code), DO_WRITE(at, CODE(8)),
	       DO(DEED_PUBLISH, at, code), DO(DEED_BRANCH, code));
	return SAME(run(0), VSP_CHILD_WAIT) && TOLD(a, "Add")
	       && SAME(record(a, 1)->x[0], 7) && SAME(record(a, 2)->x[0], 8);
}

static bool
what_is_written_here_does_not_run_here(void)
{
	uint64_t at, code;

	make_code(&at, &code);
	SCRIPT(a, DO_WRITE(at, CODE(7)), DO_ENABLE, DO(DEED_BRANCH, at));
	return SAME(run(0), VSP_CHILD_WAIT) && TOLD(a, "AF");
}

static bool
what_runs_there_is_not_written_there(void)
{
	uint64_t at, code;

	make_code(&at, &code);
	SCRIPT(a, DO_ENABLE, DO_WRITE(code, CODE(7)));
	return SAME(run(0), VSP_CHILD_WAIT) && TOLD(a, "AF");
}

/* The same memory, once cached and once not. */
static bool
what_is_cleaned_can_be_seen_uncached(void)
{
	uint64_t at, code;
	vsp_slot frame, lent;

	make_two();
	frame = make(VSP_TYPE_FRAME, 1);
	lent = derive(frame, VSP_R_READ, 0);
	MUST(vsp_map(a->stretch, frame, PAGE, VSP_R_READ | VSP_R_WRITE));
	MUST(vsp_map_uncached(a->stretch, lent, PAGE + 1, VSP_R_READ));
	at = (uint64_t)(uintptr_t)a->dcb + PAGE * VSP_PAGE_SIZE;
	code = at + VSP_PAGE_SIZE;
	SCRIPT(a, DO_READ(code), DO_WRITE(at, 0xabcdef),
	       DO(DEED_CLEAN, at), DO_READ(code));
	return SAME(run(0), VSP_CHILD_WAIT) && TOLD(a, "Add")
	       && SAME(record(a, 1)->x[0], 0)
	       && SAME(record(a, 2)->x[0], 0xabcdef);
}

static const struct tap_claim claims[] = {
	CLAIM(the_thread_pointer_is_part_of_a_context),
	CLAIM(the_thread_pointer_survives_preemption),
	CLAIM(exclusive_access_works),
	CLAIM(a_system_call_ends_exclusive_access),
	CLAIM(preemption_ends_exclusive_access),
	CLAIM(code_written_here_runs_there),
	CLAIM(what_is_written_here_does_not_run_here),
	CLAIM(what_runs_there_is_not_written_there),
	CLAIM(what_is_cleaned_can_be_seen_uncached),
};

void
play_machine(void)
{
	PLAY(claims);
}
