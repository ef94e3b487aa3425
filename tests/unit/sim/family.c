/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * family.c - the stage of tests of the scheduling tree.
 */
#include "family.h"

#include <check.h>
#include "domain.h"

void
family_setup(void)
{
	sim_boot(SIM_PAGES);
	a = actor_make(NULL, 1);
	b = actor_make(NULL, 2);
	c = actor_make(&a, 4);
	d = actor_make(&c, 0);
}

struct vsp_dcb *
root_dcb(void)
{
	return domain_dcb(sim_root());
}

/* Whoever runs dispatches a child; its news is taken first. */
void
lend(const struct actor *child, uint64_t until)
{
	struct domain *me = core->cur;

	while (core->cur == me)
		act_dispatch(child->index, until);
}

int
invoke_domain(const struct actor *who, uint64_t op, uint64_t x0, uint64_t x1)
{
	return SIM_INVOKE(who->domain, op, x0, x1);
}

/* An event comes from outside, on a line that is bound to a child. */
void
bind_line(const struct actor *to, uint32_t line)
{
	uint64_t channel = sim_derive(to->domain, VSP_R_SIGNAL, 1);

	ck_assert_int_eq(SIM_INVOKE(VSP_BOOT_IRQ, VSP_OP_IRQ_BIND, line,
				    channel), VSP_OK);
}
