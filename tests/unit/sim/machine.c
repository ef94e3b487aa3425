/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * machine.c - the simulated processor and board, but for its MMU.
 */
#include "machine.h"

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "board.h"
#include "internal.h"
#include "panic.h"

/* 16 KiB is the largest alignment that any object needs. */
unsigned char sim_memory[SIM_MAX_PAGES * VSP_PAGE_SIZE]
	__attribute__((aligned(16384)));

struct sim sim;
jmp_buf sim_panic_exit;

/* ---- translation ---- */

/* A space whose translations are all in the TLB, as far as barriers made
 * them visible. */
static uint64_t seen_ttbr0 = ~0ull;

static void
speculate(void)
{
	if (sim.ttbr0 != 0)
		tlb_speculate(sim.ttbr0);
	seen_ttbr0 = sim.ttbr0;
}

void
sim_user_entry(bool restarted)
{
	bool seen = seen_ttbr0 == sim.ttbr0;

	if (tlb_speculate(sim.ttbr0) != 0 && seen && !restarted)
		sim.unpublished++;
	seen_ttbr0 = sim.ttbr0;
}

void
machine_publish(void)
{
	if (sim.skip != SIM_SKIP_PUBLISH)
		speculate();
}

void
machine_flush_space(const void *root)
{
	if (sim.skip != SIM_SKIP_FLUSH_ASID)
		tlb_flush_asid(address_page(root) / 4);
	speculate();
}

void
machine_flush_pages(uint64_t address, uint32_t npages)
{
	uint64_t end = address + ((uint64_t)npages << VSP_PAGE_SHIFT);

	for (; address < end; address += VSP_PAGE_SIZE)
		if (sim.skip == SIM_LAST_LEVEL_ONLY)
			tlb_flush_last_level(address);
		else if (sim.skip != SIM_SKIP_FLUSH_PAGES)
			tlb_flush_page(address);
	speculate();
}

void
machine_set_space(uint64_t ttbr0)
{
	/* The walker may run ahead until the very last moment. */
	speculate();
	if (sim.skip != SIM_SKIP_SET_SPACE)
		sim.ttbr0 = ttbr0;
	speculate();
}

/* ---- memory ---- */

void
machine_zero_page(void *page, unsigned lines)
{
	(void)lines;
	memset(page, 0, VSP_PAGE_SIZE);
}

void
machine_sync_code(void)
{
}

/* ---- time and interrupts ---- */

uint64_t
machine_now(void)
{
	uint64_t now = sim.now;

	sim.now += sim.ticks_per_read;
	return now;
}

void
machine_set_alarm(uint64_t ticks)
{
	sim.alarm = ticks;
	sim.interrupted = false;
}

bool
sim_interrupt_waits(void)
{
	return sim.interrupted || sim.now >= sim.alarm
	       || board_pending_line() != BOARD_NO_LINE;
}

bool
machine_interrupted(void)
{
	if (++sim.polls == sim.interrupt_at)
		sim.interrupted = true;
	return !sim.atomic && sim_interrupt_waits();
}

/* What runs has no stack: it is said to be the current domain. */
uintptr_t
machine_sp(void)
{
	return (uintptr_t)core->cur;
}

/* ---- floating point ---- */

void
machine_step(bool on)
{
	sim.step = on;
}

void
machine_set_fp(uint64_t cpacr)
{
	sim.fp_trap = cpacr != FP_OPEN;
}

void
machine_fp_save(struct fp_regs *to)
{
	*to = sim.fp;
}

void
machine_fp_load(const struct fp_regs *from)
{
	sim.fp = *from;
}

/* ---- the board ---- */

const struct board_range board_devices[BOARD_DEVICE_RANGES] = {
	{ 0x3f000, 0xb },
	{ 0x3f00c, 0xff4 },
};

void
board_init(void)
{
}

uint64_t
board_ram_bytes(void)
{
	return SIM_PAGES * VSP_PAGE_SIZE;
}

bool
board_line_exists(uint32_t line)
{
	return line != SIM_TIMER_LINE && line < 108;
}

void
board_mask(uint32_t line)
{
	sim.unmasked[line] = false;
}

void
board_unmask(uint32_t line)
{
	sim.unmasked[line] = true;
}

uint32_t
board_pending_line(void)
{
	for (uint32_t line = 0; line < VSP_IRQ_LINES; line++)
		if (sim.raised[line] && sim.unmasked[line])
			return line;
	return BOARD_NO_LINE;
}

void
board_put_char(char c)
{
	fputc(c, stderr);
}

/* ---- the end ---- */

void
panic(const char *what, const struct domain *d)
{
	sim.panic = what;
	sim.panic_domain = (struct domain *)(uintptr_t)d;
	if (sim.panic_expected)
		longjmp(sim_panic_exit, 1);
	fprintf(stderr, "*** vesper panic: %s\n", what);
	abort();
}
