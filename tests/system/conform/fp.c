/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * fp.c - claims of FP registers: they are a domain's own, and in it those of
 * whom it says.
 */
#include <vesper/trace.h>

#include "abi.h"
#include "conform.h"

#define CLASS_FP	0x07u
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

/* ---- between domains ---- */

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

/* ---- within one: those that are not of who goes on ---- */

/* Record n: the fault, without an address, which may be anybody's. */
static bool
fp_faults(const struct actor *who, unsigned n)
{
	const struct record *r = record(who, n);

	return SAME(r->kind, VSP_UPCALL_FAULT)
	       && SAME(r->x[0] >> 26, CLASS_FP) && SAME(r->x[1], 0)
	       && SAME(r->x[2], 0);
}

/* Enabled code does not get them; disabled code does, and then both. */
static bool
fp_registers_are_a_fault_for_whom_they_are_not(void)
{
	make_two();
	SCRIPT(a, DO_SET_FP(0x1111), DO_ENABLE, DO_SPIN, DO_RESUME_NO_FP(0),
	       DO_GET_FP, DO_GET_FP, DO_RESUME(0));
	a->memory->hold = 1;
	dispatch(0, SHORT_TICKS);
	a->memory->hold = 0;
	run(0);
	return TOLD(a, "AAFdd") && fp_faults(a, 2)
	       && fp_is(a, 3, 0x1111, FPCR, FPSR)
	       && fp_is(a, 4, 0x1111, FPCR, FPSR);
}

/* They were in the processor, were another domain's, and come back. */
static bool
they_still_are_when_another_domain_had_them_meanwhile(void)
{
	make_two();
	SCRIPT(a, DO_SET_FP(0x1111), DO_ENABLE, DO_SPIN, DO_RESUME_NO_FP(0),
	       DO_RESUME(0), DO_GET_FP, DO_GET_FP, DO_RESUME(0));
	SCRIPT(b, DO(DEED_SET_FP, 0x2222, 0, 1), DO_WAIT_EVER, DO_GET_FP);
	a->memory->hold = 1;
	dispatch(0, SHORT_TICKS);
	dispatch(0, SHORT_TICKS);
	run(1);
	a->memory->hold = 0;
	run(0);
	run(1);
	return TOLD(a, "AAAFdd") && fp_faults(a, 3)
	       && fp_is(a, 4, 0x1111, FPCR, FPSR)
	       && fp_is(a, 5, 0x1111, FPCR, FPSR)
	       && fp_is(b, 2, 0x2222, 0, 1);
}

static bool
a_reset_domain_has_its_fp_registers(void)
{
	make_two();
	SCRIPT(a, DO_ENABLE, DO_SPIN, DO_RESUME_NO_FP(0));
	a->memory->hold = 1;
	dispatch(0, SHORT_TICKS);
	dispatch(0, SHORT_TICKS);
	MUST(vsp_domain_reset(a->domain));
	SCRIPT(a, DO_ENABLE, DO_GET_FP, DO_DISABLE);
	MUST(vsp_domain_start(a->domain));
	run(0);
	return TOLD(a, "Ad");
}

/* ---- when their domain goes ---- */

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

static const struct tap_claim claims[] = {
	CLAIM(fp_registers_of_a_new_domain_are_zero),
	CLAIM(fp_registers_are_each_domains_own),
	CLAIM(fp_registers_are_each_domains_own_while_traced),
	CLAIM(a_server_sees_nothing_of_its_clients_fp_registers),
	CLAIM(fp_registers_survive_preemption),
	CLAIM(who_uses_no_fp_registers_leaves_them_alone),
	CLAIM(fp_registers_are_a_fault_for_whom_they_are_not),
	CLAIM(they_still_are_when_another_domain_had_them_meanwhile),
	CLAIM(a_reset_domain_has_its_fp_registers),
	CLAIM(the_fp_registers_of_who_is_deleted_are_nobodys),
	CLAIM(fp_registers_do_not_outlive_their_domain),
	CLAIM(an_owner_reads_and_writes_fp_registers),
};

void
play_fp(void)
{
	PLAY(claims);
}
