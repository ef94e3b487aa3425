/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * trace_test.c - what the kernel's trace says.
 */
#include <string.h>
#include "claims.h"
#include "clients.h"
#include "family.h"
#include "tracing.h"

/* The first record of a kind, for a domain, from `from` on; its number. */
static uint64_t
find(uint64_t from, enum vsp_trace_kind kind, const struct domain *d)
{
	for (uint64_t i = from; i < ring->head; i++)
		if (ring_record(i)->kind == kind
		    && ring_record(i)->domain == (d ? address_page(d) : 0))
			return i;
	ck_abort_msg("no record of kind %d", kind);
	return 0;
}

static const char *const kind_names[] = {
#define VSP_TRACE(name, number, detail, a, b, text) [number] = #name,
#include <vesper/trace.def>
#undef VSP_TRACE
};

/* The kinds written since record `from`, as words. */
static const char *
story(uint64_t from)
{
	static char text[2000];

	text[0] = '\0';
	for (uint64_t i = from; i < ring->head; i++) {
		if (i > from)
			strcat(text, " ");
		strcat(text, kind_names[ring_record(i)->kind]);
	}
	return text;
}

START_TEST(a_call_and_its_answer_are_told)
{
	uint64_t from, i;

	trace_begin(VSP_TRACE_ALL);
	ck_assert_str_eq(story(0), "TRACE GRANT RUN");
	ck_assert_uint_eq(ring_record(0)->a, VSP_TRACE_ALL);
	ck_assert_uint_eq(ring_record(2)->a, ramtab_value(sim_root()->word));
	run_child(&a);
	from = ring->head;
	call_b(a_to_b, 3, 100);
	i = find(from, VSP_TRACE_UPCALL, b.d);
	ck_assert_uint_eq(ring_record(i)->detail, VSP_UPCALL_CALL);
	ck_assert_uint_eq(ring_record(i)->a, 0xa);
	ck_assert_uint_eq(ring_record(i)->b, sim_x()[8]);
	ck_assert_str_eq(story(from), "SYSCALL UPCALL RUN");
	ck_assert_uint_eq(ring_record(from)->a, a_to_b);
	ck_assert_uint_eq(ring_record(from)->b, 3);
	from = ring->head;
	act_reply(0);
	ck_assert_str_eq(story(from), "SYSCALL UPCALL RUN");
	i = find(from, VSP_TRACE_UPCALL, a.d);
	ck_assert_uint_eq(ring_record(i)->detail, VSP_UPCALL_REPLY);
	ck_assert_uint_eq(ring_record(i)->a, 3);
}
END_TEST

START_TEST(a_refused_call_is_told)
{
	uint64_t from;

	trace_begin(VSP_TRACE_ALL);
	run_child(&a);
	from = ring->head;
	act_call(ACTOR_CNODE, 7);
	ck_assert_str_eq(story(from), "SYSCALL REFUSED");
	ck_assert_uint_eq(ring_record(from + 1)->detail, 7);
	ck_assert_uint_eq(ring_record(from + 1)->a, VSP_E_TYPE);
}
END_TEST

START_TEST(a_closed_door_is_told)
{
	uint64_t from;

	trace_begin(VSP_TRACE_ALL);
	run_until(&a, 50);
	call_b(a_to_b, 3, 100);		/* B is disabled from here on */
	sim_time(50);
	run_child(&c);
	from = ring->head;
	call_b(c_to_b, 5, 100);
	from = find(from, VSP_TRACE_DOOR, c.d);
	ck_assert_uint_eq(ring_record(from)->detail, 5);
	ck_assert_uint_eq(ring_record(from)->a, address_page(b.d));
	find(from, VSP_TRACE_RESUME, b.d);
}
END_TEST

START_TEST(grants_and_what_they_cost_are_told)
{
	const struct vsp_trace_record *grant, *back;

	trace_begin(VSP_TRACE_ALL);
	sim.now = 1000;
	run_until(&a, 5000);
	expect(a.d, VSP_UPCALL_ACTIVATE);
	grant = ring_record(find(0, VSP_TRACE_GRANT, a.d));
	ck_assert_uint_eq(grant->detail, 1);
	ck_assert_uint_eq(grant->a, 5000);
	ck_assert_uint_eq(grant->b, 1000);
	sim.now = 1234;
	act_wait(9999);
	back = ring_record(find(0, VSP_TRACE_RETURN, a.d));
	ck_assert_uint_eq(back->detail, VSP_CHILD_WAIT);
	ck_assert_uint_eq(back->a, 9999);
	ck_assert_uint_eq(back->b, 234);
	ck_assert_uint_eq(a.d->ticks, 234);
}
END_TEST

START_TEST(an_interrupt_is_told_with_what_it_does)
{
	uint64_t from;

	bind_line(&b, LINE);
	trace_begin(VSP_TRACE_ALL);
	run_child(&a);
	act_enable();
	from = ring->head;
	sim_irq(LINE);
	ck_assert_uint_eq(ring_record(from)->kind, VSP_TRACE_IRQ);
	ck_assert_uint_eq(ring_record(from)->detail, LINE);
	ck_assert_uint_eq(ring_record(from)->domain, address_page(b.d));
	ck_assert_uint_eq(ring_record(from + 1)->kind, VSP_TRACE_EVENT);
	ck_assert_uint_eq(ring_record(from + 2)->kind, VSP_TRACE_READY);
	ck_assert_uint_eq(ring_record(from + 2)->a, address_page(sim_root()));
	ck_assert_uint_eq(ring_record(from + 2)->b, b.index);
}
END_TEST

START_TEST(faults_are_told)
{
	uint64_t i;

	trace_begin(VSP_TRACE_ALL);
	run_child(&a);
	act_enable();
	sim_fault(0x92000007, 0xdead000);
	i = find(0, VSP_TRACE_FAULT, a.d);
	ck_assert_uint_eq(ring_record(i)->detail, 1);
	ck_assert_uint_eq(ring_record(i)->a, 0x92000007);
	ck_assert_uint_eq(ring_record(i)->b, 0xdead000);
	sim_fault(0x92000007, 0xdead000);
	i = find(i + 1, VSP_TRACE_FAULT, a.d);
	ck_assert_uint_eq(ring_record(i)->detail, 0);
	i = find(i, VSP_TRACE_RETURN, a.d);
	ck_assert_uint_eq(ring_record(i)->detail, VSP_CHILD_FAULT);
}
END_TEST

START_TEST(preemption_and_resumption_are_told)
{
	uint64_t i;

	trace_begin(VSP_TRACE_ALL);
	run_until(&a, 500);
	sim_time(600);			/* disabled: frozen */
	i = find(0, VSP_TRACE_SUSPEND, a.d);
	ck_assert_uint_eq(ring_record(i)->detail, 0);
	run_until(&a, 800);
	i = find(i, VSP_TRACE_RESUME, a.d);
	ck_assert_uint_eq(ring_record(i)->detail, 0);
	act_enable();
	i = find(i + 1, VSP_TRACE_RESUME, a.d);
	ck_assert_uint_eq(ring_record(i)->detail, 1);
	sim_time(900);
	i = find(i, VSP_TRACE_SUSPEND, a.d);
	ck_assert_uint_eq(ring_record(i)->detail, 1);
}
END_TEST

START_TEST(the_life_of_a_domain_is_told)
{
	static const enum vsp_trace_life life[] = {
		VSP_LIFE_MADE, VSP_LIFE_PARENT, VSP_LIFE_STARTED,
		VSP_LIFE_STOPPED, VSP_LIFE_RESET, VSP_LIFE_KILLED,
	};
	struct actor new;
	uint64_t i = 0;

	trace_begin(VSP_TRACE_BIT(LIFE));
	new = actor_make(NULL, 5);
	SIM_INVOKE(new.domain, VSP_OP_DOMAIN_RESET);
	sim_delete(new.domain);
	for (unsigned n = 0; n < sizeof life / sizeof *life; n++, i++) {
		i = find(i, VSP_TRACE_LIFE, new.d);
		ck_assert_uint_eq(ring_record(i)->detail, life[n]);
	}
}
END_TEST

START_TEST(idleness_is_told)
{
	trace_begin(VSP_TRACE_BIT(RUN));
	while (core->cur != NULL)
		act_wait(VSP_FOREVER);
	ck_assert_uint_eq(ring_record(ring->head - 1)->kind, VSP_TRACE_RUN);
	ck_assert_uint_eq(ring_record(ring->head - 1)->domain, 0);
}
END_TEST

START_TEST(only_the_kinds_that_are_wanted_are_written)
{
	trace_begin(VSP_TRACE_BIT(IRQ));
	run_child(&a);
	act_wait(VSP_FOREVER);
	ck_assert_str_eq(story(0), "TRACE");
	ck_assert_uint_eq(ring->mask, VSP_TRACE_BIT(IRQ)
				      | VSP_TRACE_BIT(TRACE));
}
END_TEST

START_TEST(notes_are_written_by_those_who_may)
{
	uint64_t watch = sim_derive(VSP_BOOT_TRACE, VSP_R_WATCH, 0);
	uint64_t note = sim_derive(VSP_BOOT_TRACE, VSP_R_NOTE, 0);

	ck_assert_int_eq(SIM_INVOKE(note, VSP_OP_TRACE_NOTE, 3, 4, 5),
			 VSP_OK);
	ck_assert_uint_eq(sim_x()[1], 0);
	trace_begin(VSP_TRACE_BIT(NOTE));
	ck_assert_int_eq(SIM_INVOKE(watch, VSP_OP_TRACE_NOTE, 3, 4, 5),
			 VSP_E_RIGHT);
	ck_assert_int_eq(SIM_INVOKE(note, VSP_OP_TRACE_NOTE, 1 << 16, 4, 5),
			 VSP_E_ARG);
	ck_assert_str_eq(story(0), "TRACE");
	ck_assert_int_eq(SIM_INVOKE(note, VSP_OP_TRACE_NOTE, 3, 4, 5),
			 VSP_OK);
	ck_assert_uint_eq(sim_x()[1], ring->serial);
	ck_assert_str_eq(story(0), "TRACE NOTE");
	ck_assert_uint_eq(ring_record(1)->detail, 3);
	ck_assert_uint_eq(ring_record(1)->a, 4);
	ck_assert_uint_eq(ring_record(1)->b, 5);
	ck_assert_uint_eq(ring_record(1)->domain, address_page(sim_root()));
}
END_TEST

int
main(void)
{
	const TTest *const claims[] = {
		a_call_and_its_answer_are_told,
		a_refused_call_is_told,
		a_closed_door_is_told,
		grants_and_what_they_cost_are_told,
		an_interrupt_is_told_with_what_it_does,
		faults_are_told,
		preemption_and_resumption_are_told,
		the_life_of_a_domain_is_told,
		idleness_is_told,
		only_the_kinds_that_are_wanted_are_written,
		notes_are_written_by_those_who_may,
	};

	return claims_run("trace", claims, sizeof claims / sizeof *claims,
			  clients_setup, NULL);
}
