/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * actor.c - domains for tests.
 */
#include "actor.h"

#include <check.h>
#include "domain.h"

#define VECTORS		0x7000000000ull
#define STACKS		0x6000000000ull
#define APART		0x100000ull
#define CODE		0x5000000000ull

static void
invoke_ok(int error)
{
	ck_assert_int_eq(error, VSP_OK);
}

static uint32_t made;

struct actor a, b, c, d;

struct actor
actor_make(const struct actor *parent, uint32_t index)
{
	struct actor actor = {
		.domain = sim_make(VSP_BOOT_RAM, VSP_TYPE_DOMAIN, 0),
		.cnode = sim_make(VSP_BOOT_RAM, VSP_TYPE_CNODE, 1),
		.pd = sim_make(VSP_BOOT_RAM, VSP_TYPE_PD, 0),
		.system = sim_make(VSP_BOOT_TABLES, VSP_TYPE_STRETCH, 0),
		.next_slot = ACTOR_FREE,
		.index = index,
	};

	made++;
	actor.d = page_address(sim_page(actor.domain));
	actor.dcb = domain_dcb(actor.d);
	invoke_ok(SIM_INVOKE(actor.domain, VSP_OP_DOMAIN_SET_SPACES,
			     actor.cnode, actor.pd));
	invoke_ok(SIM_INVOKE(actor.domain, VSP_OP_DOMAIN_SET_ENTRY,
			     VECTORS + made * APART, STACKS + made * APART));
	invoke_ok(SIM_INVOKE(actor.domain, VSP_OP_DOMAIN_MAP_DCB,
			     actor.system, 0));
	invoke_ok(SIM_INVOKE(actor.system, VSP_OP_STRETCH_ATTACH, actor.pd,
			     VSP_R_READ | VSP_R_WRITE));
	invoke_ok(SIM_INVOKE(actor.domain, VSP_OP_DOMAIN_SET_PARENT,
			     parent != NULL ? parent->domain : VSP_BOOT_DOMAIN,
			     index));
	invoke_ok(SIM_INVOKE(actor.cnode, VSP_OP_CNODE_DERIVE, ACTOR_CNODE, 0,
			     actor.cnode, VSP_R_ALL));
	invoke_ok(SIM_INVOKE(actor.domain, VSP_OP_DOMAIN_START));
	/* The news of it. */
	act_activate();
	return actor;
}

uint64_t
actor_give(struct actor *to, uint64_t from, uint32_t rights, uint64_t badge)
{
	uint64_t slot = to->next_slot++;

	invoke_ok(SIM_INVOKE(to->cnode, VSP_OP_CNODE_DERIVE, slot, 0, from,
			     rights, badge));
	return slot;
}

uint64_t
actor_portal(struct actor *from, const struct actor *to, uint64_t badge)
{
	return actor_give(from, to->domain, VSP_R_CALL, badge);
}

uint64_t
actor_channel(struct actor *from, const struct actor *to, uint64_t mask)
{
	return actor_give(from, to->domain, VSP_R_SIGNAL, mask);
}

/* ---- system calls ---- */

void
act_call(uint64_t portal, uint64_t number)
{
	sim_x()[7] = number;
	sim_x()[8] = portal;
	sim_svc(VSP_SYS_CALL);
}

void
act_reply(uint64_t token)
{
	sim_x()[7] = 0;
	sim_x()[8] = token;
	sim_svc(VSP_SYS_REPLY);
}

void
act_wait(uint64_t until)
{
	sim_x()[7] = 0;
	sim_x()[0] = until;
	sim_svc(VSP_SYS_WAIT);
}

void
act_resume(uint64_t slot)
{
	sim_x()[7] = 0;
	sim_x()[0] = slot;
	sim_svc(VSP_SYS_RESUME);
}

void
act_dispatch(uint64_t index, uint64_t until)
{
	sim_x()[0] = index;
	sim_x()[1] = until;
	sim_svc(VSP_SYS_DISPATCH);
}

void
act_activate(void)
{
	sim_svc(VSP_SYS_ACTIVATE);
}

enum vsp_error
act_signal(uint64_t channel)
{
	struct domain *me = core->cur;

	sim_x()[8] = channel;
	sim_svc(VSP_SYS_SIGNAL);
	return (enum vsp_error)me->regs.x[0];
}

void
act_enable(void)
{
	struct domain *me = core->cur;
	struct vsp_dcb *dcb = domain_dcb(me);

	dcb->context[0] = (struct vsp_context){
		.pc = CODE + address_page(me) * APART,
	};
	dcb->saved &= ~1ull;
	act_resume(0);
}

void
expect(const struct domain *d, int entry)
{
	ck_assert_msg(core->cur == d, "runs page %u, not page %u",
		      core->cur != NULL ? address_page(core->cur) : 0,
		      d != NULL ? address_page(d) : 0);
	if (d != NULL)
		ck_assert_int_eq(sim_entry(), entry);
}
