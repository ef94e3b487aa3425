/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * debug_test.c - what an owner sees and changes of a domain that has stopped.
 */
#include <string.h>
#include "claims.h"
#include "family.h"

#define BREAK	(0x3cull << 26)
#define ABORT	0x92000007u	/* a load from where nothing is */
#define STEPPED	(0x32ull << 26)
#define SLOT	3u

static struct vsp_context *
roots_slot(void)
{
	return &root_dcb()->context[SLOT];
}

static int
on_a(uint64_t op, uint64_t x0)
{
	return invoke_domain(&a, op, x0, 0);
}

/* A runs enabled code; it may be stopped next. */
static void
run_a(void)
{
	lend(&a, VSP_FOREVER);
	act_enable();
	a.d->regs.x[19] = 77;
	a.d->regs.pc = 0x4000;
}

static void
break_a(void)
{
	run_a();
	sim_fault(BREAK, 0x123);
}

static uint64_t
events_to(const struct actor *who, uint64_t mask)
{
	return sim_derive(who->domain, VSP_R_SIGNAL, mask);
}

START_TEST(a_debugged_domains_fault_is_its_debuggers)
{
	uint64_t channel = events_to(&b, 0x40);

	ck_assert_int_eq(invoke_domain(&a, VSP_OP_DOMAIN_DEBUG,
				       VSP_DEBUG_FAULTS, channel), VSP_OK);
	break_a();
	ck_assert(a.d->stop && a.d->faulted);
	ck_assert_uint_eq(b.d->events, 0x40);
	lend(&b, VSP_FOREVER);
	expect(b.d, VSP_UPCALL_ACTIVATE);
}
END_TEST

START_TEST(a_debugger_is_told_while_its_channel_is_there)
{
	uint64_t channel = events_to(&b, 0x40);

	ck_assert_int_eq(invoke_domain(&a, VSP_OP_DOMAIN_DEBUG,
				       VSP_DEBUG_FAULTS, channel), VSP_OK);
	ck_assert_int_eq(sim_delete(channel), VSP_OK);
	break_a();
	ck_assert(a.d->stop && a.d->faulted);
	ck_assert_uint_eq(b.d->events, 0);
}
END_TEST

START_TEST(its_parent_hears_of_the_fault)
{
	ck_assert_int_eq(on_a(VSP_OP_DOMAIN_DEBUG, VSP_DEBUG_FAULTS), VSP_OK);
	run_a();
	sim_fault(ABORT, 0x123);
	expect_root(VSP_UPCALL_CHILD);
	ck_assert_uint_eq(sim_x()[1], VSP_CHILD_FAULT);
	ck_assert_int_eq(on_a(VSP_OP_DOMAIN_INFO, 0), VSP_OK);
	ck_assert_uint_eq(sim_x()[4], ABORT);
	ck_assert_uint_eq(sim_x()[5], 0x123);
}
END_TEST

/* FAR_EL1 is what another's abort left there. */
START_TEST(a_fault_without_an_address_tells_none)
{
	ck_assert_int_eq(on_a(VSP_OP_DOMAIN_DEBUG, VSP_DEBUG_FAULTS), VSP_OK);
	break_a();
	ck_assert_int_eq(on_a(VSP_OP_DOMAIN_INFO, 0), VSP_OK);
	ck_assert_uint_eq(sim_x()[4], BREAK);
	ck_assert_uint_eq(sim_x()[5], 0);
}
END_TEST

START_TEST(not_debugged_it_sees_its_fault_itself)
{
	ck_assert_int_eq(on_a(VSP_OP_DOMAIN_DEBUG, VSP_DEBUG_FAULTS), VSP_OK);
	ck_assert_int_eq(on_a(VSP_OP_DOMAIN_DEBUG, 0), VSP_OK);
	break_a();
	expect(a.d, VSP_UPCALL_FAULT);
}
END_TEST

START_TEST(what_was_read_is_what_ran_and_what_was_written_runs)
{
	on_a(VSP_OP_DOMAIN_DEBUG, VSP_DEBUG_FAULTS);
	break_a();
	ck_assert_int_eq(on_a(VSP_OP_DOMAIN_READ_REGS, SLOT), VSP_OK);
	ck_assert_uint_eq(roots_slot()->x[19], 77);
	ck_assert_uint_eq(roots_slot()->pc, 0x4000);
	roots_slot()->x[19] = 88;
	roots_slot()->pc = 0x4004;
	ck_assert_int_eq(on_a(VSP_OP_DOMAIN_WRITE_REGS, SLOT), VSP_OK);
	ck_assert_int_eq(on_a(VSP_OP_DOMAIN_START, 0), VSP_OK);
	lend(&a, VSP_FOREVER);
	expect(a.d, VSP_UPCALL_ACTIVATE);
	act_resume(0);
	ck_assert_uint_eq(a.d->regs.x[19], 88);
	ck_assert_uint_eq(a.d->regs.pc, 0x4004);
}
END_TEST

START_TEST(a_disabled_domain_goes_on_with_what_was_written)
{
	lend(&a, VSP_FOREVER);
	sim_fault(BREAK, 0);	/* in its handler */
	expect_root(VSP_UPCALL_CHILD);
	ck_assert_int_eq(on_a(VSP_OP_DOMAIN_READ_REGS, SLOT), VSP_OK);
	roots_slot()->pc = 0x5000;
	roots_slot()->pstate = ~0ull;
	ck_assert_int_eq(on_a(VSP_OP_DOMAIN_WRITE_REGS, SLOT), VSP_OK);
	ck_assert_int_eq(on_a(VSP_OP_DOMAIN_START, 0), VSP_OK);
	lend(&a, VSP_FOREVER);
	ck_assert_ptr_eq(core->cur, a.d);
	ck_assert_uint_eq(a.d->regs.pc, 0x5000);
	ck_assert_uint_eq(a.d->regs.pstate, 0xf0000000u);
}
END_TEST

/* B is disabled; A calls it, waits at its door, and is stopped there. */
static void
stop_a_at_bs_door(void)
{
	uint64_t portal = actor_portal(&a, &b, 1);

	lend(&b, sim.now + 100);
	sim_time(sim.now + 100);	/* frozen, disabled */
	lend(&a, sim.now + 100);
	act_call(portal, 2);
	sim_time(sim.now + 100);
	ck_assert_int_eq(a.d->frame, FRAME_ATSVC);
	ck_assert_int_eq(on_a(VSP_OP_DOMAIN_STOP, 0), VSP_OK);
}

START_TEST(writing_at_a_door_gives_up_the_call)
{
	stop_a_at_bs_door();
	ck_assert_int_eq(on_a(VSP_OP_DOMAIN_READ_REGS, SLOT), VSP_OK);
	ck_assert_uint_eq(roots_slot()->x[7], 2);
	ck_assert_int_eq(a.d->frame, FRAME_ATSVC);
	ck_assert_int_eq(on_a(VSP_OP_DOMAIN_WRITE_REGS, SLOT), VSP_OK);
	ck_assert_int_eq(a.d->frame, FRAME_NIL);
	ck_assert_ptr_null(domain_out(a.d));
	ck_assert_int_eq(on_a(VSP_OP_DOMAIN_START, 0), VSP_OK);
	lend(&a, VSP_FOREVER);
	expect(a.d, VSP_UPCALL_ACTIVATE);
}
END_TEST

START_TEST(only_a_stopped_domain_shows_its_registers)
{
	static const uint64_t ops[] = {
		VSP_OP_DOMAIN_READ_REGS, VSP_OP_DOMAIN_WRITE_REGS,
		VSP_OP_DOMAIN_READ_FP, VSP_OP_DOMAIN_WRITE_FP,
	};

	for (unsigned i = 0; i < 4; i++) {
		ck_assert_int_eq(on_a(ops[i], SLOT), VSP_E_STATE);
		ck_assert_int_eq(on_a(ops[i], VSP_DCB_SLOTS), VSP_E_ARG);
	}
}
END_TEST

START_TEST(one_that_was_not_running_has_no_registers)
{
	lend(&a, VSP_FOREVER);
	act_wait(VSP_FOREVER);
	ck_assert_int_eq(on_a(VSP_OP_DOMAIN_STOP, 0), VSP_OK);
	ck_assert_int_eq(on_a(VSP_OP_DOMAIN_READ_REGS, SLOT), VSP_E_EMPTY);
	ck_assert_int_eq(on_a(VSP_OP_DOMAIN_WRITE_REGS, SLOT), VSP_E_EMPTY);
}
END_TEST

START_TEST(the_fp_registers_are_read_and_written_wherever_they_are)
{
	on_a(VSP_OP_DOMAIN_DEBUG, VSP_DEBUG_FAULTS);
	run_a();
	sim_fp()->v[5] = 0x555;
	sim_fp()->fpcr = 9;
	sim_fault(BREAK, 0);
	ck_assert_ptr_eq(core->fp_owner, a.d);
	ck_assert_int_eq(on_a(VSP_OP_DOMAIN_READ_FP, SLOT), VSP_OK);
	ck_assert_uint_eq(((uint64_t *)roots_slot())[5], 0x555);
	ck_assert_uint_eq(sim_x()[1], 9);
	((uint64_t *)roots_slot())[5] = 0x666;
	ck_assert_int_eq(SIM_INVOKE(a.domain, VSP_OP_DOMAIN_WRITE_FP, SLOT,
				    11, 12), VSP_OK);
	ck_assert_int_eq(on_a(VSP_OP_DOMAIN_START, 0), VSP_OK);
	lend(&a, VSP_FOREVER);
	ck_assert_uint_eq(sim_fp()->v[5], 0x666);
	ck_assert_uint_eq(sim_fp()->fpcr, 11);
	ck_assert_uint_eq(sim_fp()->fpsr, 12);
}
END_TEST

START_TEST(a_step_stops_only_the_domain_that_is_stepped)
{
	ck_assert_int_eq(on_a(VSP_OP_DOMAIN_DEBUG, VSP_DEBUG_STEP), VSP_OK);
	run_a();
	ck_assert(sim.step);
	ck_assert_uint_ne(a.d->regs.pstate & PSTATE_STEP, 0);
	sim_fault(STEPPED, 0);
	ck_assert(a.d->stop);
	ck_assert(!sim.step);
	lend(&b, VSP_FOREVER);
	act_enable();
	ck_assert(!sim.step);
	ck_assert_uint_eq(b.d->regs.pstate & PSTATE_STEP, 0);
}
END_TEST

START_TEST(handlers_are_not_stepped)
{
	ck_assert_int_eq(on_a(VSP_OP_DOMAIN_DEBUG, VSP_DEBUG_STEP), VSP_OK);
	lend(&a, VSP_FOREVER);
	expect(a.d, VSP_UPCALL_ACTIVATE);
	ck_assert(!sim.step);
	act_enable();
	ck_assert(sim.step);
}
END_TEST

START_TEST(stepping_ends_when_nobody_asks_or_the_domain_ends)
{
	on_a(VSP_OP_DOMAIN_DEBUG, VSP_DEBUG_STEP);
	invoke_domain(&b, VSP_OP_DOMAIN_DEBUG, VSP_DEBUG_STEP, 0);
	ck_assert_uint_eq(kernel.divert, DIVERT_STEP);
	on_a(VSP_OP_DOMAIN_DEBUG, 0);
	ck_assert_uint_eq(kernel.divert, DIVERT_STEP);
	ck_assert_int_eq(sim_delete(b.domain), VSP_OK);
	ck_assert_uint_eq(kernel.divert, 0);
}
END_TEST

START_TEST(the_root_is_not_debugged)
{
	ck_assert_int_eq(SIM_INVOKE(VSP_BOOT_DOMAIN, VSP_OP_DOMAIN_DEBUG,
				    VSP_DEBUG_FAULTS), VSP_E_STATE);
	ck_assert_int_eq(on_a(VSP_OP_DOMAIN_DEBUG, 4), VSP_E_ARG);
	ck_assert_int_eq(invoke_domain(&a, VSP_OP_DOMAIN_DEBUG, 1, a.domain),
			 VSP_E_RIGHT);
	ck_assert_uint_eq(a.d->debug, 0);
}
END_TEST

int
main(void)
{
	const TTest *const claims[] = {
		a_debugged_domains_fault_is_its_debuggers,
		a_debugger_is_told_while_its_channel_is_there,
		its_parent_hears_of_the_fault,
		a_fault_without_an_address_tells_none,
		not_debugged_it_sees_its_fault_itself,
		what_was_read_is_what_ran_and_what_was_written_runs,
		a_disabled_domain_goes_on_with_what_was_written,
		writing_at_a_door_gives_up_the_call,
		only_a_stopped_domain_shows_its_registers,
		one_that_was_not_running_has_no_registers,
		the_fp_registers_are_read_and_written_wherever_they_are,
		a_step_stops_only_the_domain_that_is_stepped,
		handlers_are_not_stepped,
		stepping_ends_when_nobody_asks_or_the_domain_ends,
		the_root_is_not_debugged,
	};

	return claims_run("debug", claims, sizeof claims / sizeof *claims,
			  family_setup, NULL);
}
