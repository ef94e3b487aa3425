/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * grant_test.c - grants of time down the scheduling tree, preemption, faults,
 * interrupts, and exact accounts.
 *
 * The root has the children A and B; A has C, and C has D.
 */
#include <string.h>
#include "actor.h"
#include "board.h"
#include "claims.h"

#define LINE	50u

static struct actor a, b, c, d;

static void
setup(void)
{
	sim_boot(SIM_PAGES);
	a = actor_make(NULL, 1);
	b = actor_make(NULL, 2);
	c = actor_make(&a, 4);
	d = actor_make(&c, 0);
}

static struct vsp_dcb *
root_dcb(void)
{
	return domain_dcb(sim_root());
}

/* Whoever runs dispatches a child; its news is taken first. */
static void
lend(const struct actor *child, uint64_t until)
{
	struct domain *me = core->cur;

	while (core->cur == me)
		act_dispatch(child->index, until);
}

static int
invoke_domain(const struct actor *who, uint64_t op, uint64_t x0, uint64_t x1)
{
	return SIM_INVOKE(who->domain, op, x0, x1);
}

/* An event comes from outside, on a line that is bound to a child. */
static void
bind(const struct actor *to, uint32_t line)
{
	uint64_t channel = sim_derive(to->domain, VSP_R_SIGNAL, 1);

	ck_assert_int_eq(SIM_INVOKE(VSP_BOOT_IRQ, VSP_OP_IRQ_BIND, line,
				    channel), VSP_OK);
}

START_TEST(a_grant_ends_when_it_was_said_to)
{
	lend(&a, 500);
	expect(a.d, VSP_UPCALL_ACTIVATE);
	sim_time(499);
	ck_assert_ptr_eq(core->cur, a.d);
	ck_assert_uint_eq(sim.alarm, 500);
	sim_time(500);
	expect_root(VSP_UPCALL_CHILD);
	ck_assert_uint_eq(sim_x()[0], a.index);
	ck_assert_uint_eq(sim_x()[1], VSP_CHILD_EXPIRED);
	ck_assert_uint_eq(sim_x()[2], 500);
}
END_TEST

START_TEST(a_grant_that_is_over_is_not_entered)
{
	sim.now = 100;
	act_dispatch(a.index, 100);
	expect_root(VSP_UPCALL_CHILD);
	ck_assert_uint_eq(sim_x()[1], VSP_CHILD_EXPIRED);
	ck_assert_uint_eq(sim_x()[2], 0);
}
END_TEST

START_TEST(the_nearest_end_of_all_grants_counts)
{
	lend(&a, 300);
	lend(&c, 900);
	expect(c.d, VSP_UPCALL_ACTIVATE);
	ck_assert_uint_eq(sim.alarm, 300);
	sim_time(300);
	expect_root(VSP_UPCALL_CHILD);
	ck_assert_uint_eq(sim_x()[0], a.index);
	ck_assert_uint_eq(sim_x()[1], VSP_CHILD_EXPIRED);
	ck_assert_uint_eq(a.dcb->child[c.index].reason, VSP_CHILD_PREEMPTED);
}
END_TEST

/* I6: used = self + sum of children, to the tick, on every level. */
START_TEST(time_adds_up_exactly)
{
	lend(&a, VSP_FOREVER);
	sim.now += 7;
	lend(&c, VSP_FOREVER);
	sim.now += 20;
	lend(&d, VSP_FOREVER);
	sim.now += 300;
	act_wait(VSP_FOREVER);
	expect(c.d, VSP_UPCALL_CHILD);
	ck_assert_uint_eq(sim_x()[2], 300);
	sim.now += 4000;
	act_wait(VSP_FOREVER);
	expect(a.d, VSP_UPCALL_CHILD);
	ck_assert_uint_eq(sim_x()[2], 4320);
	sim.now += 50000;
	act_wait(VSP_FOREVER);
	expect_root(VSP_UPCALL_CHILD);
	ck_assert_uint_eq(sim_x()[2], 54327);
	ck_assert_uint_eq(d.d->ticks, 300);
	ck_assert_uint_eq(c.d->ticks, 4020);
	ck_assert_uint_eq(a.d->ticks, 50007);
}
END_TEST

START_TEST(a_server_runs_on_its_callers_account)
{
	uint64_t portal = actor_portal(&a, &b, 1);

	lend(&b, VSP_FOREVER);
	act_wait(VSP_FOREVER);
	lend(&a, VSP_FOREVER);
	sim.now += 5;
	act_call(portal, 0);
	expect(b.d, VSP_UPCALL_CALL);
	sim.now += 60;
	act_reply(0);
	sim.now += 700;
	act_wait(VSP_FOREVER);
	expect_root(VSP_UPCALL_CHILD);
	ck_assert_uint_eq(sim_x()[2], 765);
	ck_assert_uint_eq(b.d->ticks, 0);
}
END_TEST

START_TEST(wait_tells_the_parent_until_when)
{
	lend(&a, VSP_FOREVER);
	act_wait(12345);
	expect_root(VSP_UPCALL_CHILD);
	ck_assert_uint_eq(sim_x()[1], VSP_CHILD_WAIT);
	ck_assert_uint_eq(sim_x()[3], 12345);
	ck_assert_uint_eq(root_dcb()->ready & 1ull << a.index, 0);
}
END_TEST

START_TEST(the_root_wakes_from_idling_at_its_until)
{
	act_activate();
	act_wait(800);
	expect(NULL, 0);
	ck_assert_uint_eq(sim.alarm, 800);
	sim_time(799);
	expect(NULL, 0);
	sim_time(800);
	expect_root(VSP_UPCALL_ACTIVATE);
	ck_assert_uint_eq(sim_x()[0], VSP_EVENT_TIMER);
}
END_TEST

/* ---- wakeups while another child runs ---- */

START_TEST(a_wakeup_alone_preempts_nobody)
{
	bind(&b, LINE);
	lend(&b, VSP_FOREVER);
	act_wait(VSP_FOREVER);
	lend(&a, VSP_FOREVER);
	sim_irq(LINE);
	ck_assert_ptr_eq(core->cur, a.d);
	ck_assert(root_dcb()->ready & 1ull << b.index);
}
END_TEST

START_TEST(a_wakeup_in_the_preempt_word_brings_the_parent_back)
{
	bind(&b, LINE);
	lend(&b, VSP_FOREVER);
	act_wait(VSP_FOREVER);
	root_dcb()->preempt = 1ull << b.index;
	lend(&a, VSP_FOREVER);
	sim_irq(LINE);
	ck_assert_ptr_eq(core->cur, sim_root());
	ck_assert(root_dcb()->ready & 1ull << b.index);
	ck_assert_uint_eq(a.d->frame, FRAME_FROZEN);
}
END_TEST

START_TEST(a_wakeup_in_the_direct_word_runs_at_once)
{
	bind(&b, LINE);
	lend(&b, VSP_FOREVER);
	act_wait(VSP_FOREVER);
	root_dcb()->preempt = root_dcb()->direct = 1ull << b.index;
	lend(&a, 900);
	sim_irq(LINE);
	expect(b.d, VSP_UPCALL_ACTIVATE);
	ck_assert_uint_eq(sim_x()[0], 1);
	ck_assert_uint_eq(sim.alarm, 900);
	ck_assert_uint_eq(root_dcb()->child[a.index].reason,
			  VSP_CHILD_PREEMPTED);
	ck_assert_uint_eq(sim_root()->events, 0);
}
END_TEST

START_TEST(a_wakeup_deep_down_reaches_whoever_is_dispatching)
{
	bind(&d, LINE);
	lend(&a, VSP_FOREVER);
	lend(&c, VSP_FOREVER);
	lend(&d, VSP_FOREVER);
	act_wait(VSP_FOREVER);
	act_wait(VSP_FOREVER);
	act_wait(VSP_FOREVER);
	root_dcb()->preempt = 1ull << a.index;
	lend(&b, VSP_FOREVER);
	sim_irq(LINE);
	ck_assert_ptr_eq(core->cur, sim_root());
	ck_assert(c.dcb->ready & 1ull << d.index);
	ck_assert(a.dcb->ready & 1ull << c.index);
	ck_assert(root_dcb()->ready & 1ull << a.index);
	ck_assert_uint_eq(c.d->events, VSP_EVENT_CHILD);
}
END_TEST

/* ---- contexts ---- */

START_TEST(preempted_while_disabled_it_goes_on_exactly)
{
	struct regs before;

	lend(&a, 100);
	memset(&a.d->regs, 0x5c, sizeof a.d->regs);
	before = a.d->regs;
	sim_time(100);
	expect_root(VSP_UPCALL_CHILD);
	lend(&a, VSP_FOREVER);
	ck_assert_ptr_eq(core->cur, a.d);
	ck_assert_mem_eq(&a.d->regs, &before, sizeof before);
}
END_TEST

START_TEST(preempted_while_enabled_it_is_activated_with_its_slot_full)
{
	lend(&a, 100);
	act_enable();
	a.dcb->slot = 16 + 5;
	a.d->regs.x[19] = 77;
	a.d->regs.pc = 0x1234;
	sim_time(100);
	ck_assert_uint_eq(a.dcb->saved, 1ull << 5);
	ck_assert_uint_eq(a.dcb->context[5].x[19], 77);
	lend(&a, VSP_FOREVER);
	expect(a.d, VSP_UPCALL_ACTIVATE);
	act_resume(5);
	ck_assert_uint_eq(a.d->regs.x[19], 77);
	ck_assert_uint_eq(a.d->regs.pc, 0x1234);
	ck_assert_uint_eq(a.dcb->enabled, 1);
}
END_TEST

START_TEST(resume_lets_in_flags_only)
{
	lend(&a, VSP_FOREVER);
	a.dcb->context[2].pstate = ~0ull;
	act_resume(2);
	ck_assert_uint_eq(a.d->regs.pstate, 0xf0000000u);
}
END_TEST

START_TEST(a_fault_while_enabled_is_its_own)
{
	lend(&a, VSP_FOREVER);
	act_enable();
	a.d->regs.x[3] = 33;
	ck_assert(!sim_access(0xdead000, VSP_R_WRITE));
	expect(a.d, VSP_UPCALL_FAULT);
	ck_assert_uint_eq(sim_x()[0] >> 26, 0x24);
	ck_assert_uint_eq(sim_x()[1], 0xdead000);
	ck_assert_uint_eq(sim_x()[2], 0);
	ck_assert_uint_eq(a.dcb->context[0].x[3], 33);
}
END_TEST

START_TEST(a_fault_while_disabled_stops_it_and_tells_the_parent)
{
	uint64_t syndrome;

	lend(&a, VSP_FOREVER);
	ck_assert(!sim_access(0xdead000, VSP_R_READ));
	expect_root(VSP_UPCALL_CHILD);
	ck_assert_uint_eq(sim_x()[0], a.index);
	ck_assert_uint_eq(sim_x()[1], VSP_CHILD_FAULT);
	syndrome = root_dcb()->child[a.index].syndrome;
	ck_assert_uint_eq(syndrome >> 26, 0x24);
	ck_assert(root_dcb()->stopped & 1ull << a.index);
	act_dispatch(a.index, VSP_FOREVER);
	expect_root(VSP_UPCALL_CHILD);
	ck_assert_uint_eq(sim_x()[1], VSP_CHILD_FAULT);
}
END_TEST

START_TEST(a_root_that_faults_while_disabled_is_an_epitaph)
{
	sim.panic_expected = true;
	sim_access(0xdead000, VSP_R_READ);
	ck_assert_ptr_nonnull(sim.panic);
	ck_assert_ptr_eq(sim.panic_domain, sim_root());
}
END_TEST

START_TEST(fp_registers_are_each_domains_own)
{
	lend(&a, VSP_FOREVER);
	sim_fp()->v[0] = 111;
	act_wait(VSP_FOREVER);
	lend(&b, VSP_FOREVER);
	ck_assert(sim.fp_trap);
	ck_assert_uint_eq(sim_fp()->v[0], 0);
	sim_fp()->v[0] = 222;
	act_wait(VSP_FOREVER);
	lend(&a, VSP_FOREVER);
	ck_assert(sim.fp_trap);
	ck_assert_uint_eq(sim_fp()->v[0], 111);
	act_wait(VSP_FOREVER);
	lend(&a, VSP_FOREVER);
	ck_assert(!sim.fp_trap);
	ck_assert_uint_eq(sim_fp()->v[0], 111);
}
END_TEST

/* ---- the tree ---- */

START_TEST(the_tree_is_at_most_seven_levels_deep)
{
	struct actor above = d, next;
	int error = VSP_OK;

	for (uint32_t level = 4; level <= 7; level++) {
		next = actor_make(&above, 0);
		ck_assert_uint_eq(next.d->level, level);
		above = next;
	}
	error = invoke_domain(&b, VSP_OP_DOMAIN_SET_PARENT, above.domain, 1);
	ck_assert_int_eq(error, VSP_E_DEPTH);
}
END_TEST

START_TEST(the_tree_has_no_cycle)
{
	ck_assert_int_eq(invoke_domain(&a, VSP_OP_DOMAIN_SET_PARENT, a.domain,
				       1), VSP_E_STATE);
	ck_assert_int_eq(invoke_domain(&a, VSP_OP_DOMAIN_SET_PARENT, d.domain,
				       1), VSP_E_STATE);
	ck_assert_int_eq(SIM_INVOKE(VSP_BOOT_DOMAIN, VSP_OP_DOMAIN_SET_PARENT,
				    a.domain, 9), VSP_E_STATE);
}
END_TEST

START_TEST(a_place_in_the_tree_serves_one_child)
{
	ck_assert_int_eq(invoke_domain(&b, VSP_OP_DOMAIN_SET_PARENT, a.domain,
				       4), VSP_E_OCCUPIED);
	ck_assert_int_eq(invoke_domain(&b, VSP_OP_DOMAIN_SET_PARENT, a.domain,
				       64), VSP_E_ARG);
	ck_assert_int_eq(invoke_domain(&b, VSP_OP_DOMAIN_SET_PARENT, a.domain,
				       63), VSP_OK);
	ck_assert_uint_eq(b.d->level, 2);
}
END_TEST

START_TEST(an_orphan_keeps_its_state)
{
	lend(&a, 100);
	lend(&c, 100);
	c.d->regs.x[20] = 4711;
	sim_time(100);
	ck_assert_int_eq(sim_delete(a.domain), VSP_OK);
	/* It has a child itself: only a parent of the same level will do. */
	ck_assert_int_eq(invoke_domain(&c, VSP_OP_DOMAIN_SET_PARENT,
				       VSP_BOOT_DOMAIN, 9), VSP_E_STATE);
	ck_assert_int_eq(invoke_domain(&c, VSP_OP_DOMAIN_SET_PARENT, b.domain,
				       9), VSP_OK);
	lend(&b, VSP_FOREVER);
	c.index = 9;
	lend(&c, VSP_FOREVER);
	ck_assert_ptr_eq(core->cur, c.d);
	ck_assert_uint_eq(c.d->regs.x[20], 4711);
}
END_TEST

START_TEST(dispatching_nobody_is_reported)
{
	act_activate();
	act_dispatch(17, VSP_FOREVER);
	expect_root(VSP_UPCALL_CHILD);
	ck_assert_uint_eq(sim_x()[0], 17);
	ck_assert_uint_eq(sim_x()[1], VSP_CHILD_GONE);
}
END_TEST

START_TEST(a_stopped_child_is_off_the_processor)
{
	uint64_t self = actor_give(&a, a.domain, VSP_R_CONTROL, 0);

	lend(&a, VSP_FOREVER);
	ck_assert_int_eq(SIM_INVOKE(self, VSP_OP_DOMAIN_STOP), SIM_LEFT);
	expect_root(VSP_UPCALL_CHILD);
	ck_assert_uint_eq(sim_x()[1], VSP_CHILD_GONE);
	ck_assert_int_eq(invoke_domain(&a, VSP_OP_DOMAIN_START, 0, 0),
			 VSP_OK);
	ck_assert_int_eq(invoke_domain(&a, VSP_OP_DOMAIN_START, 0, 0),
			 VSP_E_STATE);
	lend(&a, VSP_FOREVER);
	ck_assert_ptr_eq(core->cur, a.d);
	ck_assert_uint_eq(sim_x()[0], VSP_OK);
}
END_TEST

/* On lent time it would spend what is not its own. */
START_TEST(only_the_payer_dispatches)
{
	uint64_t portal = actor_portal(&b, &a, 1);

	lend(&a, VSP_FOREVER);
	act_wait(VSP_FOREVER);
	lend(&b, VSP_FOREVER);
	act_call(portal, 0);
	expect(a.d, VSP_UPCALL_CALL);
	act_dispatch(c.index, VSP_FOREVER);
	ck_assert_ptr_ne(core->cur, c.d);
	ck_assert_uint_ne(core->chain[core->top].domain->level, 2);
	ck_assert(root_dcb()->ready & 1ull << a.index);
}
END_TEST

/* ---- interrupts ---- */

START_TEST(a_line_is_masked_until_it_is_acknowledged)
{
	bind(&b, LINE);
	ck_assert(sim.unmasked[LINE]);
	sim_irq(LINE);
	ck_assert(!sim.unmasked[LINE]);
	ck_assert_uint_eq(b.d->events, 1);
	ck_assert_int_eq(SIM_INVOKE(VSP_BOOT_IRQ, VSP_OP_IRQ_ACK, LINE),
			 VSP_OK);
	ck_assert(sim.unmasked[LINE]);
}
END_TEST

START_TEST(a_deleted_irq_is_masked_and_unbound)
{
	uint64_t irq = sim_derive(VSP_BOOT_IRQ, VSP_R_ALL,
				  LINE | 2ull << 32);
	uint64_t channel = sim_derive(b.domain, VSP_R_SIGNAL, 1);

	ck_assert_int_eq(SIM_INVOKE(irq, VSP_OP_IRQ_BIND, LINE, channel),
			 VSP_OK);
	ck_assert_int_eq(SIM_INVOKE(VSP_BOOT_IRQ, VSP_OP_IRQ_BIND, LINE,
				    channel), VSP_E_OCCUPIED);
	ck_assert_int_eq(SIM_INVOKE(VSP_BOOT_CNODE, VSP_OP_CNODE_MOVE,
				    irq + 100, 0, irq), VSP_OK);
	ck_assert_int_eq(sim_delete(irq + 100), VSP_OK);
	ck_assert(!sim.unmasked[LINE]);
	ck_assert_int_eq(SIM_INVOKE(VSP_BOOT_IRQ, VSP_OP_IRQ_ACK, LINE),
			 VSP_E_EMPTY);
}
END_TEST

START_TEST(lines_that_do_not_exist_are_refused)
{
	static const uint64_t lines[] = { SIM_TIMER_LINE, 108, 127, 128,
					  1ull << 32, ~0ull };

	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
		ck_assert_int_eq(SIM_INVOKE(VSP_BOOT_IRQ, VSP_OP_IRQ_ACK,
					    lines[i]), VSP_E_ARG);
}
END_TEST

START_TEST(events_add_up_until_they_are_taken)
{
	uint64_t one = actor_channel(&a, &b, 0x5);
	uint64_t other = actor_channel(&a, &b, 0x50);

	lend(&a, VSP_FOREVER);
	ck_assert_int_eq(act_signal(one), VSP_OK);
	ck_assert_int_eq(act_signal(one), VSP_OK);
	ck_assert_int_eq(act_signal(other), VSP_OK);
	ck_assert_int_eq(act_signal(ACTOR_CNODE), VSP_E_TYPE);
	ck_assert_ptr_eq(core->cur, a.d);
	act_wait(VSP_FOREVER);
	lend(&b, VSP_FOREVER);
	expect(b.d, VSP_UPCALL_ACTIVATE);
	ck_assert_uint_eq(sim_x()[0], 0x55);
}
END_TEST

int
main(void)
{
	const TTest *const claims[] = {
		a_grant_ends_when_it_was_said_to,
		a_grant_that_is_over_is_not_entered,
		the_nearest_end_of_all_grants_counts, time_adds_up_exactly,
		a_server_runs_on_its_callers_account,
		wait_tells_the_parent_until_when,
		the_root_wakes_from_idling_at_its_until,
		a_wakeup_alone_preempts_nobody,
		a_wakeup_in_the_preempt_word_brings_the_parent_back,
		a_wakeup_in_the_direct_word_runs_at_once,
		a_wakeup_deep_down_reaches_whoever_is_dispatching,
		preempted_while_disabled_it_goes_on_exactly,
		preempted_while_enabled_it_is_activated_with_its_slot_full,
		resume_lets_in_flags_only, a_fault_while_enabled_is_its_own,
		a_fault_while_disabled_stops_it_and_tells_the_parent,
		a_root_that_faults_while_disabled_is_an_epitaph,
		fp_registers_are_each_domains_own,
		the_tree_is_at_most_seven_levels_deep,
		the_tree_has_no_cycle, a_place_in_the_tree_serves_one_child,
		an_orphan_keeps_its_state,
		dispatching_nobody_is_reported,
		a_stopped_child_is_off_the_processor,
		only_the_payer_dispatches,
		a_line_is_masked_until_it_is_acknowledged,
		a_deleted_irq_is_masked_and_unbound,
		lines_that_do_not_exist_are_refused,
		events_add_up_until_they_are_taken,
	};

	return claims_run("grant", claims, sizeof claims / sizeof *claims,
			  setup, NULL);
}
