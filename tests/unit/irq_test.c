/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * irq_test.c - interrupt lines and events.
 */
#include "claims.h"
#include "family.h"

START_TEST(a_line_is_masked_until_it_is_acknowledged)
{
	bind_line(&b, LINE);
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

START_TEST(a_line_goes_with_the_channel_it_was_bound_to)
{
	uint64_t channel = sim_derive(b.domain, VSP_R_SIGNAL, 1);
	uint64_t bound = sim_derive(channel, VSP_R_SIGNAL, 0);

	ck_assert_int_eq(SIM_INVOKE(VSP_BOOT_IRQ, VSP_OP_IRQ_BIND, LINE,
				    bound), VSP_OK);
	ck_assert_int_eq(sim_delete(channel), VSP_OK);
	ck_assert_int_eq(SIM_INVOKE(VSP_BOOT_IRQ, VSP_OP_IRQ_ACK, LINE),
			 VSP_E_EMPTY);
	sim_irq(LINE);
	ck_assert(!sim.unmasked[LINE]);
	ck_assert_uint_eq(b.d->events, 0);
	bind_line(&b, LINE);
}
END_TEST

/* Each line is a piece of its own, between which interrupts are served. */
START_TEST(all_lines_of_a_deleted_irq_go_one_by_one)
{
	uint64_t irq = sim_derive(VSP_BOOT_IRQ, VSP_R_ALL, 64ull << 32);
	uint64_t channel = sim_derive(b.domain, VSP_R_SIGNAL, 1);
	uint64_t polls;

	for (uint64_t line = 0; line < 64; line++)
		ck_assert_int_eq(SIM_INVOKE(irq, VSP_OP_IRQ_BIND, line,
					    channel), VSP_OK);
	polls = sim.polls;
	ck_assert_int_eq(sim_delete(irq), VSP_OK);
	ck_assert_uint_ge(sim.polls - polls, 64);
	for (unsigned line = 0; line < 64; line++)
		ck_assert(!sim.unmasked[line]);
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
		a_line_is_masked_until_it_is_acknowledged,
		a_deleted_irq_is_masked_and_unbound,
		a_line_goes_with_the_channel_it_was_bound_to,
		all_lines_of_a_deleted_irq_go_one_by_one,
		lines_that_do_not_exist_are_refused,
		events_add_up_until_they_are_taken,
	};

	return claims_run("irq", claims, sizeof claims / sizeof *claims,
			  family_setup, NULL);
}
