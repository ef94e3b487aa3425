/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * machine.c - claims of what else belongs to a domain: its FP registers, its
 * thread pointer, its exclusive access; and of the caches.
 */
#include <vesper/trace.h>

#include "abi.h"
#include "conform.h"

#define SHORT_TICKS	5000u
#define FPCR		0x00c00000ull	/* round to zero */
#define FPSR		0x0000009full	/* all exceptions that accumulate */
#define DO_SET_FP(v)	DO(DEED_SET_FP, (v), FPCR, FPSR)
#define DO_GET_FP	DO(DEED_GET_FP, 0)

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

/* Record n of an actor's: what its FP registers are. */
static bool
fp_is(const struct actor *who, unsigned n, uint64_t v, uint64_t fpcr,
      uint64_t fpsr)
{
	const struct record *r = record(who, n);

	return SAME(r->kind, RECORD_DEED) && SAME(r->x[0], v)
	       && SAME(r->x[1], 0) && SAME(r->x[2], fpcr)
	       && SAME(r->x[3], fpsr);
}

/* ---- FP registers ---- */

static bool
fp_registers_of_a_new_domain_are_zero(void)
{
	make_two();
	SCRIPT(a, DO_GET_FP);
	run(0);
	return fp_is(a, 1, 0, 0, 0);
}

static bool
fp_registers_are_each_domains_own(void)
{
	make_two();
	SCRIPT(a, DO_SET_FP(0x1111), DO_WAIT_EVER, DO_GET_FP);
	SCRIPT(b, DO_GET_FP, DO(DEED_SET_FP, 0x2222, 0, 1), DO_WAIT_EVER,
	       DO_GET_FP);
	run(0);
	run(1);
	run(0);
	run(1);
	return fp_is(b, 1, 0, 0, 0) && fp_is(a, 2, 0x1111, FPCR, FPSR)
	       && fp_is(b, 3, 0x2222, 0, 1);
}

/* Off the fast paths. */
static bool
fp_registers_are_each_domains_own_while_traced(void)
{
	bool right;

	MUST(vsp_trace_start(VSP_BOOT_TRACE, make(VSP_TYPE_FRAME, 1), 0));
	right = fp_registers_are_each_domains_own();
	MUST(vsp_trace_stop(VSP_BOOT_TRACE));
	return right;
}

static bool
a_server_sees_nothing_of_its_clients_fp_registers(void)
{
	make_two();
	SCRIPT(b, DO_GET_FP, DO(DEED_SET_FP, 0x2222, 0, 0), DO_REPLY(1));
	SCRIPT(a, DO_SET_FP(0x1111), DO_CALL(OWN_A, 0, 1), DO_GET_FP);
	run(0);
	return TOLD(a, "ARd") && fp_is(b, 1, 0, 0, 0)
	       && fp_is(a, 2, 0x1111, FPCR, FPSR);
}

static bool
fp_registers_survive_preemption(void)
{
	make_two();
	SCRIPT(a, DO_SET_FP(0x1111), DO_SPIN, DO_GET_FP);
	a->memory->hold = 1;
	dispatch(0, SHORT_TICKS);
	SCRIPT(b, DO(DEED_SET_FP, 0x2222, 0, 0));
	run(1);
	a->memory->hold = 0;
	run(0);
	return fp_is(a, 1, 0x1111, FPCR, FPSR);
}

static bool
who_uses_no_fp_registers_leaves_them_alone(void)
{
	make_two();
	SCRIPT(a, DO_SET_FP(0x1111), DO_WAIT_EVER, DO_GET_FP);
	SCRIPT(b, DO_NOTE(1));
	run(0);
	run(1);
	run(0);
	return fp_is(a, 2, 0x1111, FPCR, FPSR);
}

/* Neither does b get them, nor does what was a's page when b uses its own. */
static bool
the_fp_registers_of_who_is_deleted_are_nobodys(void)
{
	uint64_t bits = 0, *word;

	make_two();
	SCRIPT(a, DO_SET_FP(0x1111));
	SCRIPT(b, DO_GET_FP);
	run(0);
	MUST(vsp_delete(a->domain));
	word = actor_reuse(a);
	run(1);
	for (unsigned i = 0; i < VSP_DOMAIN_PAGES * 512; i++)
		bits |= word[i];
	return fp_is(b, 1, 0, 0, 0) && SAME(bits, 0);
}

/* A domain on the same pages as one that had them. */
static bool
fp_registers_do_not_outlive_their_domain(void)
{
	bool whole;

	make_two();
	SCRIPT(a, DO_SET_FP(0x1111));
	run(0);
	whole = stage_end();
	stage_begin();
	make_two();
	SCRIPT(a, DO_GET_FP);
	run(0);
	return whole && fp_is(a, 1, 0, 0, 0);
}

static bool
an_owner_reads_and_writes_fp_registers(void)
{
	struct vsp_result read;
	bool same = true;

	make_two();
	SCRIPT(a, DO_SET_FP(0x1111), DO_SPIN, DO_GET_FP);
	a->memory->hold = 1;
	dispatch(0, SHORT_TICKS);
	MUST(vsp_domain_stop(a->domain));
	read = invoke(a->domain, VSP_OP_DOMAIN_READ_FP, 15, 0, 0, 0, 0, 0);
	for (unsigned i = 0; i < 64; i++) {
		uint64_t *v = (uint64_t *)&root_dcb->context[15] + i;

		same &= *v == 0x1111;
		*v = 0x3333;
	}
	MUST(invoke(a->domain, VSP_OP_DOMAIN_WRITE_FP, 15, 0, 2, 0, 0,
		    0).error);
	MUST(vsp_domain_start(a->domain));
	a->memory->hold = 0;
	run(0);
	return SAME(same, true) && SAME(read.x1, FPCR) && SAME(read.x2, FPSR)
	       && fp_is(a, 1, 0x3333, 0, 2);
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
	CLAIM(fp_registers_of_a_new_domain_are_zero),
	CLAIM(fp_registers_are_each_domains_own),
	CLAIM(fp_registers_are_each_domains_own_while_traced),
	CLAIM(a_server_sees_nothing_of_its_clients_fp_registers),
	CLAIM(fp_registers_survive_preemption),
	CLAIM(who_uses_no_fp_registers_leaves_them_alone),
	CLAIM(the_fp_registers_of_who_is_deleted_are_nobodys),
	CLAIM(fp_registers_do_not_outlive_their_domain),
	CLAIM(an_owner_reads_and_writes_fp_registers),
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
