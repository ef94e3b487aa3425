/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * clients.c - the stage of tests of calls.
 */
#include "clients.h"

#include <check.h>

uint64_t a_to_b, b_to_a, c_to_b, a_to_a, a_itself;

/* The root runs a child; its news is taken first. */
void
run_child(const struct actor *child)
{
	while (core->cur == sim_root())
		act_dispatch(child->index, VSP_FOREVER);
}

/* The same, for a time; then the root runs again. */
void
run_until(const struct actor *child, uint64_t until)
{
	while (core->cur == sim_root())
		act_dispatch(child->index, until);
}

/* A child is activated, and leaves with nothing to do: open to callers. */
void
open_door(const struct actor *child)
{
	run_child(child);
	expect(child->d, VSP_UPCALL_ACTIVATE);
	act_wait(VSP_FOREVER);
	ck_assert_ptr_eq(core->cur, sim_root());
}

void
clients_setup(void)
{
	sim_boot(SIM_PAGES);
	a = actor_make(NULL, 1);
	b = actor_make(NULL, 2);
	c = actor_make(NULL, 3);
	a_to_b = actor_portal(&a, &b, 0xa);
	b_to_a = actor_portal(&b, &a, 0xb);
	c_to_b = actor_portal(&c, &b, 0xc);
	a_to_a = actor_portal(&a, &a, 0xaa);
	a_itself = actor_give(&a, a.domain, VSP_R_ALL, 0);
	open_door(&b);
}

/* Who runs calls B with words that tell whose they are. */
void
call_b(uint64_t portal, uint64_t number, uint64_t word)
{
	for (uint64_t i = 0; i < VSP_NWORDS; i++)
		sim_x()[i] = word + i;
	act_call(portal, number);
}

void
expect_words(const uint64_t *x, uint64_t word)
{
	for (uint64_t i = 0; i < VSP_NWORDS; i++)
		ck_assert_uint_eq(x[i], word + i);
}

/* A's call 3 is with B, which runs. */
uint64_t
a_calls_b(void)
{
	run_child(&a);
	call_b(a_to_b, 3, 100);
	expect(b.d, VSP_UPCALL_CALL);
	return sim_x()[8];
}
