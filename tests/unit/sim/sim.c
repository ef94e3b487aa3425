/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * sim.c - boots the simulated machine, and goes into and out of its kernel.
 */
#include "sim.h"

#include <check.h>
#include <stdio.h>
#include <string.h>
#include <vesper/image.h>
#include "board.h"
#include "boot.h"
#include "check_kernel.h"
#include "fast.h"
#include "internal.h"
#include "trap.h"

#define PAYLOAD_PAGE	16u
#define PAYLOAD_PAGES	8u
#define STORM		100000

#define EC_SHIFT	26
#define EC_FP		0x07ull
#define EC_SVC64	0x15ull
#define EC_EXEC_ABORT	0x20ull
#define EC_DATA_ABORT	0x24ull
#define ABORT_WRITE	0x40ull		/* WnR */

const struct sim_watch *sim_watch;

static uint64_t next_slot;
static uint32_t booted_pages;
static bool restarted;		/* an svc that is to be executed again */

/* ---- boot ---- */

/* A root program of two segments, never run: code one page, data two. */
static void
make_payload(void)
{
	struct vsp_image *image = page_address(PAYLOAD_PAGE);

	*image = (struct vsp_image){
		.magic = VSP_IMAGE_MAGIC,
		.version = VSP_IMAGE_VERSION,
		.bytes = PAYLOAD_PAGES * VSP_PAGE_SIZE,
		.init.nsegments = 2,
		.init.nstretches = 2,
	};
	image->init.segment[0] = (struct vsp_image_segment){
		.offset = 1 * VSP_PAGE_SIZE,
		.mem_bytes = VSP_PAGE_SIZE,
		.rights = VSP_R_READ | VSP_R_EXEC,
	};
	image->init.segment[1] = (struct vsp_image_segment){
		.offset = 2 * VSP_PAGE_SIZE,
		.mem_bytes = 2 * VSP_PAGE_SIZE,
		.first_stretch = 1,
		.rights = VSP_R_READ | VSP_R_WRITE,
	};
}

static void
check(void)
{
	const char *problem = NULL;

	if (!sim.unchecked)
		problem = check_kernel();
	ck_assert_msg(problem == NULL, "%s", problem);
}

static void
watch_enter(uint64_t syndrome, uint32_t line)
{
	if (sim_watch != NULL)
		sim_watch->enter(syndrome, line);
}

static void
watch_leave(void)
{
	if (sim_watch != NULL)
		sim_watch->leave();
}

static void
take_interrupt(void)
{
	watch_enter(0, board_pending_line());
	trap_irq();
	trap_exit();
	watch_leave();
}

/* What entry.S does behind trap_sync() and trap_irq(), or fastpath.S if the
 * current domain simply goes on. */
static void
leave_kernel(bool goes_on)
{
	int patience = STORM;

	if (!goes_on)
		trap_exit();
	watch_leave();
	while (sim_interrupt_waits()) {
		ck_assert_msg(patience-- > 0, "an interrupt never ends");
		sim.interrupted = false;
		take_interrupt();
	}
	sim_user_entry(restarted);
	check();
}

void
sim_boot(uint32_t ram_pages)
{
	struct boot_memory memory = {
		.ram_pages = ram_pages,
		.init_page = SIM_INIT_PAGE,
		.init_pages = SIM_INIT_PAGES,
		.payload_page = PAYLOAD_PAGE,
		.ticks_per_s = 1000000,
		.devices = board_devices,
	};

	memset(sim_memory, 0, (size_t)booted_pages * VSP_PAGE_SIZE);
	booted_pages = ram_pages;
	memset(&kernel, 0, sizeof kernel);
	memset(&sim, 0, sizeof sim);
	sim.alarm = VSP_FOREVER;
	next_slot = VSP_BOOT_FREE;
	tlb_flush_all();
	make_payload();
	boot(&memory);
	check_boot();
	leave_kernel(false);
}

/* ---- into the kernel ---- */

/* What invoke.S does. */
static bool gave_up;

void
fast_return(uint64_t error, uint64_t result)
{
	core->cur->regs.x[0] = error;
	core->cur->regs.x[1] = result;
}

void
fast_give_up(uint64_t x0, uint64_t x1, uint64_t x2, uint64_t x3, uint64_t x4)
{
	const uint64_t *x = core->cur->regs.x;

	ck_assert_msg(x[0] == x0 && x[1] == x1 && x[2] == x2 && x[3] == x3
		      && x[4] == x4, "the arguments were not kept");
	gave_up = true;
}

/* Whether the fast path of INVOKE did it. */
static bool
fast_invoke(struct domain *d)
{
	uint64_t *x = d->regs.x, op = x[7];

	if (x[8] >= d->limit
	    || op / VSP_OPS_PER_TYPE != slot_type(&d->slots[x[8]]))
		return false;
	gave_up = false;
	fast_operations[op](x[0], x[1], x[2], x[3], x[4], d->slots, d->nslots,
			    &d->slots[x[8]]);
	return !gave_up;
}

/* The ways in: of any exception, and that of a system call that returns. */
static bool
trap(uint64_t syndrome, uint64_t address)
{
	uint32_t number = (uint32_t)syndrome & 0xffff;

	if (syndrome >> EC_SHIFT == EC_SVC64 && !sim.slow && kernel.divert == 0
	    && number == VSP_SYS_INVOKE && fast_invoke(core->cur))
		return true;
	if (syndrome >> EC_SHIFT == EC_SVC64 && !sim.slow && kernel.divert == 0
	    && (number == VSP_SYS_INVOKE || number == VSP_SYS_SIGNAL))
		return trap_returning_call(core->cur, number);
	trap_sync(syndrome, address);
	return false;
}

static void
enter_kernel(uint64_t syndrome, uint64_t address)
{
	const struct domain *d = core->cur;
	bool goes_on;
	uint64_t pc;

	ck_assert_msg(d != NULL, "nobody runs");
	if (sim.panic_expected && setjmp(sim_panic_exit) != 0)
		return;
	pc = d->regs.pc;
	watch_enter(syndrome, BOARD_NO_LINE);
	goes_on = trap(syndrome, address);
	restarted = d->regs.pc == pc - 4;
	leave_kernel(goes_on);
	restarted = false;
}

void
sim_svc(uint32_t number)
{
	ck_assert_msg(core->cur != NULL, "nobody runs");
	core->cur->regs.pc += 4;
	enter_kernel(EC_SVC64 << EC_SHIFT | number, 0);
}

void
sim_fault(uint64_t syndrome, uint64_t address)
{
	enter_kernel(syndrome, address);
}

bool
sim_access(uint64_t address, uint32_t right)
{
	static const uint64_t status[] = {
		[MMU_TRANSLATION] = 0x07,
		[MMU_ACCESS_FLAG] = 0x0b,
		[MMU_PERMISSION] = 0x0f,
	};
	enum mmu_fault fault = mmu_access(sim.ttbr0, address, right).fault;
	uint64_t class = right == VSP_R_EXEC ? EC_EXEC_ABORT : EC_DATA_ABORT;
	uint64_t write = right == VSP_R_WRITE ? ABORT_WRITE : 0;

	if (fault == MMU_OK)
		return true;
	sim_fault(class << EC_SHIFT | write | status[fault], address);
	return false;
}

struct fp_regs *
sim_fp(void)
{
	struct domain *me = core->cur;
	bool enabled = domain_enabled(me);

	if (sim.fp_trap)
		sim_fault(EC_FP << EC_SHIFT, 0);
	if (core->cur != me || domain_enabled(me) != enabled)
		return NULL;
	ck_assert_msg(!sim.fp_trap, "FP registers trap again");
	return &sim.fp;
}

static void
interrupt(void)
{
	if (sim.panic_expected && setjmp(sim_panic_exit) != 0)
		return;
	if (sim_interrupt_waits()) {
		watch_enter(0, board_pending_line());
		trap_irq();
		leave_kernel(false);
	}
}

void
sim_irq(uint32_t line)
{
	sim.raised[line] = true;
	interrupt();
	sim.raised[line] = false;
}

void
sim_time(uint64_t now)
{
	sim.now = now;
	interrupt();
}

/* ---- who runs ---- */

int
sim_entry(void)
{
	const struct domain *d = core->cur;
	uint64_t offset = d->regs.pc - d->vector;

	if (offset % VSP_UPCALL_SIZE != 0
	    || offset / VSP_UPCALL_SIZE > VSP_UPCALL_CHILD)
		return SIM_ELSEWHERE;
	return (int)(offset / VSP_UPCALL_SIZE);
}

uint64_t *
sim_x(void)
{
	return core->cur->regs.x;
}

struct domain *
sim_root(void)
{
	return core->chain[0].domain;
}

/* ---- what tests do often ---- */

int
sim_invoke(uint64_t cap, uint64_t op, const uint64_t *args)
{
	struct domain *me = core->cur;
	uint64_t *x = me->regs.x, svc = me->regs.pc;

	memcpy(x, args, 7 * sizeof *x);
	x[7] = op;
	x[8] = cap;
	do {
		sim_svc(VSP_SYS_INVOKE);
		if (core->cur != me)
			return SIM_LEFT;
	} while (me->regs.pc == svc);
	return me->regs.pc == svc + 4 ? (int)x[0] : SIM_LEFT;
}

uint64_t
sim_slots(uint32_t count)
{
	uint64_t first = next_slot;

	next_slot += count;
	return first;
}

uint64_t
sim_make(uint64_t untyped, enum vsp_type type, uint64_t size_pages)
{
	uint64_t slot = sim_slots(1);

	ck_assert_int_eq(SIM_INVOKE(untyped, VSP_OP_UNTYPED_RETYPE, type,
				    size_pages, 1, 0, slot, VSP_RETYPE_NEXT),
			 VSP_OK);
	return slot;
}

uint64_t
sim_derive(uint64_t from, uint32_t rights, uint64_t badge)
{
	uint64_t slot = sim_slots(1);

	ck_assert_int_eq(SIM_INVOKE(VSP_BOOT_CNODE, VSP_OP_CNODE_DERIVE, slot,
				    0, from, rights, badge), VSP_OK);
	return slot;
}

void
sim_move_into(uint64_t cnode, uint64_t to, uint64_t from)
{
	ck_assert_int_eq(SIM_INVOKE(cnode, VSP_OP_CNODE_MOVE, to, 0, from),
			 VSP_OK);
}

int
sim_delete(uint64_t slot)
{
	return SIM_INVOKE(VSP_BOOT_CNODE, VSP_OP_CNODE_DELETE, slot);
}

int
sim_revoke(uint64_t slot)
{
	return SIM_INVOKE(VSP_BOOT_CNODE, VSP_OP_CNODE_REVOKE, slot);
}

struct slot *
sim_slot(uint64_t index)
{
	return &sim_root()->slots[index];
}

bool
sim_slot_empty(uint64_t index)
{
	return slot_empty(sim_slot(index));
}

uint32_t
sim_page(uint64_t slot)
{
	return slot_page(sim_slot(slot));
}
