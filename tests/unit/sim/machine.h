/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * machine.h - the processor, as the portable kernel sees it: simulated.
 *
 * The same functions as kernel/aarch64/machine.h.  Physical memory is an
 * array; the MMU is in mmu.c, the rest of the machine in machine.c, and
 * sim.h is for the tests that drive it.
 */
#ifndef SIM_MACHINE_H
#define SIM_MACHINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define MACHINE_BASE	((uintptr_t)sim_memory)
#define MACHINE_ADDRESS(physical)	(MACHINE_BASE + (physical))
#define MACHINE_OFFSET(address)		((address) - MACHINE_BASE)
#define MACHINE_CORES	1

/* Physical memory from address 0 on. */
extern unsigned char sim_memory[];

struct fp_regs;

static inline unsigned
machine_core(void)
{
	return 0;
}

/* ---- translation ---- */
void machine_publish(void);
void machine_flush_space(const void *root);
void machine_flush_pages(uint64_t address, uint32_t npages);
void machine_set_space(uint64_t ttbr0);

/* ---- memory ---- */
void machine_zero_page(void *page, unsigned lines);
void machine_sync_code(void);

/* ---- time and interrupts ---- */
uint64_t machine_now(void);
void machine_set_alarm(uint64_t ticks);
bool machine_interrupted(void);

/* ---- debugging ---- */
#define PSTATE_STEP	(1ull << 21)
void machine_step(bool on);

/* ---- floating point ---- */
void machine_set_fp(uint64_t cpacr);

uintptr_t machine_sp(void);

static inline void
machine_divert(bool slow)
{
	(void)slow;
}
void machine_fp_save(struct fp_regs *to);
void machine_fp_load(const struct fp_regs *from);

#endif
