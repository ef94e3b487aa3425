/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * stage.c - fresh memory before a test, nothing left after it; and the root's
 * time, lent to the test's domains.
 */
#include "stage.h"

#include <stdio.h>
#include <string.h>

#include "actor.h"

static vsp_slot next_slot;
static uint64_t clean;		/* what the stage looks like when it is empty */

uint64_t root_events;

void
must(int error, const char *what, int line)
{
	if (error == VSP_OK)
		return;
	printf("# line %d: %s: %s\nBail out! a test cannot be set up\n", line,
	       what, vsp_error_name(error));
	power_off();
}

vsp_slot
slot_next(void)
{
	return next_slot;
}

vsp_slot
slots_new(unsigned count)
{
	next_slot += count;
	return next_slot - count;
}

vsp_slot
slot_new(void)
{
	return slots_new(1);
}

static void
retype(vsp_slot from, struct vsp_retype what)
{
	MUST(vsp_retype(from, &what, NULL));
}

vsp_slot
make_many(enum vsp_type type, uint64_t size_pages, unsigned count)
{
	vsp_slot first = slots_new(count);

	retype(type == VSP_TYPE_STRETCH ? SLOT_TABLES : SLOT_MEMORY,
	       (struct vsp_retype){ type, size_pages, count, 0, first,
				    VSP_RETYPE_NEXT });
	return first;
}

vsp_slot
make(enum vsp_type type, uint64_t size_pages)
{
	return make_many(type, size_pages, 1);
}

vsp_slot
derive(vsp_slot from, uint64_t rights, uint64_t badge)
{
	vsp_slot slot = slot_new();

	MUST(vsp_derive(VSP_BOOT_CNODE, slot, from, rights, badge));
	return slot;
}

/* ---- looking ---- */

static void
mix(uint64_t *sum, uint64_t value)
{
	*sum = (*sum ^ value) * 0x100000001b3ull;
	*sum ^= *sum >> 29;
}

/* The operation that tells about an object of this type. */
static uint64_t
info_of(uint64_t type)
{
	static const uint64_t op[VSP_TYPE_COUNT] = {
		[VSP_TYPE_UNTYPED] = VSP_OP_UNTYPED_INFO,
		[VSP_TYPE_FRAME] = VSP_OP_FRAME_INFO,
		[VSP_TYPE_STRETCH] = VSP_OP_STRETCH_INFO,
		[VSP_TYPE_PD] = VSP_OP_PD_INFO,
		[VSP_TYPE_DOMAIN] = VSP_OP_DOMAIN_INFO,
	};

	return op[type % VSP_TYPE_COUNT];
}

/* The slots that tests use. */
static void
look_into(uint64_t *sum, vsp_slot space)
{
	for (uint64_t slot = 1; slot < 8; slot++) {
		struct vsp_result look = invoke(space, VSP_OP_CNODE_LOOK, slot,
						0, 0, 0, 0, 0);

		mix(sum, look.error == VSP_OK ? look.x1 | look.x2 << 8 : 0);
	}
}

static void
look_at(uint64_t *sum, vsp_slot slot)
{
	struct vsp_look look;
	struct vsp_result info;

	vsp_look(slot, &look);
	mix(sum, look.type | look.rights << 8);
	mix(sum, look.badge);
	if (look.type == VSP_TYPE_CNODE && slot >= SLOT_TEST)
		look_into(sum, slot);
	if (info_of(look.type) == 0)
		return;
	info = invoke(slot, info_of(look.type), 0, 0, 0, 0, 0, 0);
	mix(sum, (uint64_t)info.error);
	if (info.error != VSP_OK)
		return;
	mix(sum, info.x1);
	mix(sum, info.x2);
	mix(sum, info.x3);
}

static void
look_at_root(uint64_t *sum)
{
	mix(sum, root_dcb->ready);
	mix(sum, root_dcb->stopped);
	look_at(sum, VSP_BOOT_PD);
	for (vsp_slot slot = VSP_BOOT_RAM; slot < VSP_BOOT_PAYLOAD; slot++)
		look_at(sum, slot);
	for (vsp_slot slot = SLOT_ARENA; slot <= SLOT_MEMORY; slot++)
		look_at(sum, slot);
}

uint64_t
stage_look(void)
{
	uint64_t sum = 0;

	look_at_root(&sum);
	for (vsp_slot slot = SLOT_TEST; slot < next_slot; slot++)
		look_at(&sum, slot);
	return sum;
}

bool
gone(vsp_slot slot)
{
	struct vsp_look look;

	vsp_look(slot, &look);
	return SAME(look.type, VSP_TYPE_NONE);
}

bool
there(vsp_slot slot)
{
	struct vsp_look look;

	vsp_look(slot, &look);
	return SAME(look.type != VSP_TYPE_NONE, true);
}

/* ---- before and after ---- */

void
stage_build(void)
{
	retype(VSP_BOOT_RAM, (struct vsp_retype){
		VSP_TYPE_UNTYPED, ARENA_PAGES, 1, 0, SLOT_ARENA,
		VSP_RETYPE_NEXT });
	next_slot = SLOT_TEST;
	device_registers(UART_ADDRESS);
	clean = stage_look();
}

void
stage_begin(void)
{
	next_slot = SLOT_TEST;
	root_events = 0;
	retype(SLOT_ARENA, (struct vsp_retype){
		VSP_TYPE_UNTYPED, TABLES_PAGES, 1, 0, SLOT_TABLES,
		VSP_RETYPE_NEXT });
	retype(SLOT_ARENA, (struct vsp_retype){
		VSP_TYPE_UNTYPED, MEMORY_PAGES, 1, 0, SLOT_MEMORY,
		VSP_RETYPE_NEXT });
}

static bool
slots_are_empty(void)
{
	unsigned left = 0;

	for (vsp_slot slot = SLOT_TABLES; slot < next_slot; slot++) {
		struct vsp_look look;

		vsp_look(slot, &look);
		if (look.type != VSP_TYPE_NONE)
			printf("# slot %u is left\n", (unsigned)slot);
		left += look.type != VSP_TYPE_NONE;
	}
	return SAME(left, 0);
}

/* No line that tests use is bound: nobody to unbind it from. */
static bool
interrupts_are_free(void)
{
	bool are = true;

	for (uint64_t line = 0; line < 8; line++)
		are &= SAME(vsp_irq_unbind(VSP_BOOT_IRQ, line), VSP_E_EMPTY);
	for (uint64_t n = 4; n < 8; n++)
		are &= SAME(vsp_irq_unbind(VSP_BOOT_IRQ, VSP_IRQ_LOCAL + n),
			    VSP_E_EMPTY);
	return are;
}

bool
stage_end(void)
{
	uint64_t used = ~0ull;
	bool whole;

	root_dcb->preempt = root_dcb->direct = 0;
	whole = SAME(vsp_revoke(SLOT_ARENA), VSP_OK);
	whole &= SAME(vsp_revoke(VSP_BOOT_IRQ), VSP_OK);
	whole &= SAME(vsp_revoke(VSP_BOOT_TRACE), VSP_OK);
	whole &= SAME(vsp_revoke(VSP_BOOT_DOMAIN), VSP_OK);
	whole &= SAME(vsp_revoke(SLOT_DEVICES), VSP_OK);
	/* Events of what is gone. */
	root_wait(1);
	root_dcb->stopped = 0;
	memset(root_dcb->child, 0, sizeof(root_dcb->child));
	actors_forget();
	vsp_untyped_info(SLOT_ARENA, NULL, NULL, &used);
	whole &= SAME(used, 0);
	whole &= slots_are_empty();
	whole &= interrupts_are_free();
	next_slot = SLOT_TEST;
	whole &= SAME(stage_look(), clean);
	return whole;
}

/* ---- time ---- */

static void
leave(uint64_t number, uint64_t x0, uint64_t x1)
{
	root_leave(number, (const uint64_t[9]){ x0, x1 });
	if (root_upcall.kind == VSP_UPCALL_ACTIVATE)
		root_events |= root_upcall.x[0];
	if (root_upcall.kind == VSP_UPCALL_CHILD) {
		struct vsp_child *child =
			&root_dcb->child[root_upcall.x[0] % VSP_NCHILDREN];

		child->reason = (uint32_t)root_upcall.x[1];
		child->ticks = root_upcall.x[2];
		child->until = root_upcall.x[3];
	}
}

uint64_t
root_wait(uint64_t until_ticks)
{
	root_events = 0;
	leave(VSP_SYS_WAIT, until_ticks, 0);
	return root_upcall.kind == VSP_UPCALL_ACTIVATE ? root_events
						       : VSP_EVENT_CHILD;
}

void
root_take_news(void)
{
	leave(VSP_SYS_ACTIVATE, 0, 0);
	for (unsigned i = 0; i < VSP_NCHILDREN; i++)
		root_dcb->child[i].reason = VSP_CHILD_NONE;
}

void
root_sleep(uint64_t ticks)
{
	uint64_t until = vsp_now() + ticks;

	while (vsp_now() < until)
		root_wait(until);
}

/* The report; leave() puts those that come in registers into the table. */
static struct back
report(uint64_t index)
{
	struct vsp_child *child = &root_dcb->child[index];
	struct back back = { child->reason, child->ticks, child->until,
			     (unsigned)root_upcall.kind };

	child->reason = VSP_CHILD_NONE;
	child->ticks = 0;
	return back;
}

/* News of others may come first, and interrupt it: then again. */
struct back
dispatch_until(uint64_t index, uint64_t until_ticks)
{
	struct back back;

	do {
		leave(VSP_SYS_DISPATCH, index, until_ticks);
		back = report(index);
	} while (back.reason == VSP_CHILD_NONE);
	return back;
}

struct back
dispatch(uint64_t index, uint64_t ticks)
{
	return dispatch_until(index, vsp_now() + ticks);
}

unsigned
run(uint64_t index)
{
	unsigned reason, turns = 0;

	root_take_news();
	do
		reason = dispatch(index, GRANT_TICKS).reason;
	while (reason == VSP_CHILD_PREEMPTED && turns++ < 100);
	return reason;
}

bool
child_is_ready(uint64_t index)
{
	return root_dcb->ready >> index & 1;
}

/* BCM2835 ARM Peripherals, chapter 12. */
#define TIMER_STATUS	(0x00 / 4)
#define TIMER_LOW	(0x04 / 4)
#define TIMER_COMPARE	(0x0c / 4)

void
timer_clear(volatile uint32_t *timer, uint32_t n)
{
	timer[TIMER_STATUS] = 1u << n;
}

void
timer_set(volatile uint32_t *timer, uint32_t n, uint32_t us)
{
	timer[TIMER_COMPARE + n] = timer[TIMER_LOW] + us;
}

void
timer_fire(volatile uint32_t *timer, uint32_t n)
{
	timer_clear(timer, n);
	timer_set(timer, n, 2);
	while ((timer[TIMER_STATUS] >> n & 1) == 0)
		;
	timer_clear(timer, n);
}
