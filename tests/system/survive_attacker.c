/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * survive_attacker.c - does the worst it can, as its argument says, to itself
 * and with it to all.
 *
 * Most of these end the domain.  One that survives its attack and is expected
 * to does nothing more; it may have no way left to say so.
 */
#include <string.h>

#include <vesper/vesper.h>

#include "../random.h"
#include "attempt.h"
#include "raw.h"
#include "survive.h"

#define KERNEL_BASE 0xffffff8000000000ull

extern const char vsp_upcall_vector[];

/* A different sequence for each domain of a different name. */
static uint64_t
random64(void)
{
	static struct random chance;

	if (chance.state == 0)
		chance.state = 0x9e3779b97f4a7c15ull ^ strlen(vsp_name());
	return random_word(&chance);
}

static uint64_t
own_vector(void)
{
	return (uint64_t)(uintptr_t)vsp_upcall_vector;
}

static uint64_t
own_stack(void)
{
	return (uint64_t)(uintptr_t)vsp_dcb
	       + (VSP_SYSTEM_UPCALL_STACK + VSP_UPCALL_STACK_PAGES)
		 * (uint64_t)VSP_PAGE_SIZE;
}

/* ---- entries and stacks ---- */

static void
kernel_vector(void)
{
	vsp_domain_set_entry(VSP_SLOT_DOMAIN, KERNEL_BASE + 0x80000,
			     own_stack());
}

static void
null_vector(void)
{
	vsp_domain_set_entry(VSP_SLOT_DOMAIN, 0x10, own_stack());
}

static void
data_vector(void)
{
	vsp_domain_set_entry(VSP_SLOT_DOMAIN,
			     (uint64_t)(uintptr_t)vsp_dcb, own_stack());
}

static void
kernel_stack(void)
{
	vsp_domain_set_entry(VSP_SLOT_DOMAIN, own_vector(),
			     KERNEL_BASE + 0x100000);
}

static void
null_in_handler(void)
{
	vsp_disable();
	attempt_write(8);
}

static void
no_space(void)
{
	vsp_slot pd = vsp_slot_alloc();
	struct vsp_retype what = { VSP_TYPE_PD, 1, 1, 0, pd,
				   VSP_RETYPE_NEXT };

	vsp_retype(VSP_SLOT_MEMORY, &what, NULL);
	vsp_domain_set_spaces(VSP_SLOT_DOMAIN, 0, pd);
}

/* ---- its own capabilities ---- */

static void
delete_all(void)
{
	for (vsp_slot slot = vsp_startup()->nslots - 1; slot > 0; slot--)
		if (slot != VSP_SLOT_CNODE) {
			vsp_revoke(slot);
			vsp_delete(slot);
		}
	vsp_delete(VSP_SLOT_CNODE);
}

static void
stop_itself(void)
{
	vsp_domain_stop(VSP_SLOT_DOMAIN);
}

/* No call to init can be made then. */
static void
exit_disabled(void)
{
	vsp_disable();
	vsp_exit(3);
}

static void
reset_itself(void)
{
	vsp_domain_reset(VSP_SLOT_DOMAIN);
}

static void
orphan_itself(void)
{
	vsp_domain_set_parent(VSP_SLOT_DOMAIN, 0, 0);
}

static void
parent_itself(void)
{
	for (uint64_t index = 0; index < 70; index++)
		vsp_domain_set_parent(VSP_SLOT_DOMAIN, VSP_SLOT_DOMAIN,
				      index);
}

/* ---- garbage ---- */

static void
spin(void)
{
	for (;;)
		__asm__ volatile("");
}

/* All but `enabled`: with it the first preemption would end the attack. */
static void
fill_dcb(void)
{
	uint64_t *word = (uint64_t *)vsp_dcb;

	word[0] = random64() << 32;
	for (unsigned i = 1; i < sizeof(*vsp_dcb) / 8; i++)
		if (i < 32 || random64() % 8 == 0)
			word[i] = random64();
}

static void
garbage_dcb(void)
{
	vsp_disable();
	for (unsigned round = 0; round < 3000; round++) {
		struct raw_regs regs = { { random64(), random64() } };

		fill_dcb();
		regs.x[8] = random64() & 15;
		regs.x[7] = VSP_LEAVE_MORE | (random64() & 0x5f);
		raw_leave(random64() & 7, &regs, NULL);
	}
	fill_dcb();
	vsp_dcb->enabled = 1;
	spin();
}

static void
garbage_tokens(void)
{
	vsp_disable();
	for (unsigned round = 0; round < 20000; round++) {
		struct raw_regs regs = { .x[7] = VSP_LEAVE_MORE };

		regs.x[8] = (random64() & 0x3ffff) << 32
			    | (random64() & 0xffffff);
		raw_leave(VSP_SYS_REPLY, &regs, NULL);
	}
}

static void
garbage_children(void)
{
	vsp_disable();
	for (unsigned round = 0; round < 5000; round++) {
		struct raw_regs regs = { { random64(), random64() } };

		raw_leave(VSP_SYS_DISPATCH, &regs, NULL);
	}
}

/* ---- anything ---- */

/* A slot, most often; else a small number, or any. */
static uint64_t
random_argument(void)
{
	uint64_t any = random64();

	switch (any % 8) {
	case 0: return random64();
	case 1: return ~0ull;
	case 2: return random64() % 600;
	case 3: return 0;
	default: return random64() % 40;
	}
}

/* Would it most likely end this domain? */
static bool
is_suicide(uint64_t slot, uint64_t op, const struct vsp_args *args)
{
	bool takes = op == VSP_OP_CNODE_DELETE || op == VSP_OP_CNODE_REVOKE;

	return slot == VSP_SLOT_SYSTEM
	       || (takes && args->x[0] == VSP_SLOT_SYSTEM)
	       || (op == VSP_OP_CNODE_MOVE && args->x[2] == VSP_SLOT_SYSTEM)
	       || (slot == VSP_SLOT_DOMAIN && op != VSP_OP_DOMAIN_CANCEL);
}

/* Operations on what it holds, and on what it makes of that. */
static void
anything(void)
{
	for (unsigned round = 0; round < 60000; round++) {
		uint64_t slot = random64() % 40;
		uint64_t op = random64() % (VSP_TYPE_COUNT * VSP_OPS_PER_TYPE);
		struct vsp_look look = { 0 };
		struct vsp_args args;

		vsp_look(slot, &look);
		if (round % 4 != 0)
			op = look.type * VSP_OPS_PER_TYPE + random64() % 9;
		for (unsigned i = 0; i < 6; i++)
			args.x[i] = random_argument();
		if (is_suicide(slot, op, &args) && random64() % 4096 != 0)
			continue;
		vsp_invoke(slot, op, &args);
	}
}

/* ---- time ---- */

static void
spin_disabled(void)
{
	vsp_disable();
	spin();
}

static void
system_calls(void)
{
	for (;;)
		vsp_pd_info(VSP_SLOT_PD, NULL, NULL);
}

static bool
pager(const struct vsp_fault *fault)
{
	(void)fault;
	return true;
}

static void
faults(void)
{
	vsp_pager(pager);
	attempt_write(8);
}

static void
calls_to_itself(void)
{
	struct vsp_message message = { .word = { 0 } };

	vsp_disable();
	for (;;) {
		raw_call(VSP_SLOT_DOMAIN, 1, message.word);
		raw_reply(0, message.word);
	}
}

/* ---- ends ---- */

static void
null_write(void)
{
	attempt_write(8);
}

static const struct attack {
	const char *name;
	void (*attack)(void);
} attacks[] = {
	{ "kernel_vector", kernel_vector },
	{ "null_vector", null_vector },
	{ "data_vector", data_vector },
	{ "kernel_stack", kernel_stack },
	{ "null_in_handler", null_in_handler },
	{ "no_space", no_space },
	{ "delete_all", delete_all },
	{ "stop_itself", stop_itself },
	{ "exit_disabled", exit_disabled },
	{ "reset_itself", reset_itself },
	{ "orphan_itself", orphan_itself },
	{ "parent_itself", parent_itself },
	{ "garbage_dcb", garbage_dcb },
	{ "garbage_tokens", garbage_tokens },
	{ "garbage_children", garbage_children },
	{ "anything", anything },
	{ "anything_else", anything },
	{ "whatever", anything },
	{ "spin", spin },
	{ "spin_disabled", spin_disabled },
	{ "system_calls", system_calls },
	{ "faults", faults },
	{ "calls_to_itself", calls_to_itself },
	{ "null_write", null_write },
};

int
main(void)
{
	struct vsp_request request;

	vsp_receive(&request);
	vsp_reply(request.token, &request.message);
	for (unsigned i = 0; i < sizeof(attacks) / sizeof(*attacks); i++)
		if (strcmp(attacks[i].name, vsp_name()) == 0)
			attacks[i].attack();
	vsp_enable(true);
	vsp_yield();
	return 7;
}
