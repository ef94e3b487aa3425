/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * machine.h - the processor, as the portable kernel sees it: AArch64.
 *
 * Everything that touches system registers, the TLB or the caches is here;
 * tests/unit/sim/machine.h has the same functions for the simulated machine.
 * Section numbers are those of the Arm Architecture Reference Manual for
 * A-profile (DDI 0487).
 */
#ifndef KERNEL_MACHINE_H
#define KERNEL_MACHINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The kernel's view of physical address 0: TTBR1, 39-bit addresses. */
#define MACHINE_BASE	0xffffff8000000000ull
#define MACHINE_ADDRESS(physical)	(MACHINE_BASE | (physical))
#define MACHINE_OFFSET(address)		((address) & ~MACHINE_BASE)
#define MACHINE_CORES	1

struct fp_regs;

static inline unsigned
machine_core(void)
{
	return 0;
}

/* ---- translation ---- */

/* A descriptor that was invalid is valid now: the walker must see the store
 * before user level can use it.  No TLB entry is ever made of an invalid
 * descriptor, so none has to go (D8.14.1).  Here and below, no ISB: the
 * kernel never uses these addresses, and its ERET is one. */
static inline void
machine_publish(void)
{
	__asm__ volatile("dsb ishst" ::: "memory");
}

/* All translations of the address space with this root go, walk caches
 * included.  The operand is its ASID << 48: its page number / 4, a number of
 * 16 bits. */
static inline void
machine_flush_space(const void *root)
{
	__asm__ volatile("dsb ishst\n\ttlbi aside1is, %0\n\tdsb ish"
			 :: "r"((uintptr_t)root << (48 - 14)) : "memory");
}

/* The translations of `npages` pages from `address` on go from every address
 * space.  Beyond a dozen pages one flush of everything is cheaper. */
static inline void
machine_flush_pages(uint64_t address, uint32_t npages)
{
	__asm__ volatile("dsb ishst" ::: "memory");
	if (npages > 16) {
		__asm__ volatile("tlbi vmalle1is" ::: "memory");
	} else {
		for (uint32_t i = 0; i < npages; i++)
			__asm__ volatile("tlbi vaae1is, %0"
					 :: "r"((address >> 12) + i)
					 : "memory");
	}
	__asm__ volatile("dsb ish" ::: "memory");
}

/* TTBR0 = root | ASID << 48.  The kernel itself runs from TTBR1, so the
 * exception return is context synchronisation enough. */
static inline void
machine_set_space(uint64_t ttbr0)
{
	__asm__ volatile("msr ttbr0_el1, %0" :: "r"(ttbr0) : "memory");
}

/* ---- memory ---- */

/* Zero a page and clean it to the point of coherency, so that a later owner
 * who maps it uncached, or a device, does not read what was there.  So many
 * lines are done in a row: more are quicker, fewer are less code. */
static inline __attribute__((always_inline)) void
machine_zero_page(void *page, unsigned lines)
{
	char *line = page, *end = line + 4096;

	do
		__asm__ volatile(".rept %c1\n\t"
				 "dc zva, %0\n\t"
				 "dc civac, %0\n\t"
				 "add %0, %0, #64\n\t"
				 ".endr"
				 : "+r"(line) : "n"(lines) : "memory");
	while (line != end);
}

/* After memory was zeroed: no stale instructions of its last owner. */
static inline void
machine_sync_code(void)
{
	__asm__ volatile("dsb ish\n\tic ialluis\n\tdsb ish\n\tisb"
			 ::: "memory");
}

/* What a device wrote, or is to read, past the cache. */
static inline void
machine_flush_line(const volatile void *line)
{
	__asm__ volatile("dc civac, %0\n\tdsb sy" :: "r"(line) : "memory");
}

/* ---- the ways in ---- */

/* Exceptions go to the fast paths, or all to the C code. */
extern const char vectors[], vectors_slow[];

static inline void
machine_divert(bool slow)
{
	__asm__ volatile("msr vbar_el1, %0" :: "r"(slow ? vectors_slow
							: vectors));
}

/* User level's stack pointer at EL1, which is the current domain: where no
 * stack is (fast.c). */
static inline uintptr_t
machine_sp(void)
{
	uintptr_t sp;

	__asm__("mov %0, sp" : "=r"(sp));
	return sp;
}

/* ---- time and interrupts ---- */

static inline uint64_t
machine_ticks_per_s(void)
{
	uint64_t hz;

	__asm__ volatile("mrs %0, cntfrq_el0" : "=r"(hz));
	return hz;
}

/* The timer interrupts when the counter reaches the alarm. */
static inline void
machine_enable_alarm(void)
{
	__asm__ volatile("msr cntp_cval_el0, %0\n\tmsr cntp_ctl_el0, %1"
			 :: "r"(~0ull), "r"(1ull));
}

static inline uint64_t
machine_now(void)
{
	uint64_t now;

	__asm__ volatile("isb\n\tmrs %0, cntpct_el0" : "=r"(now));
	return now;
}

static inline void
machine_set_alarm(uint64_t ticks)
{
	__asm__ volatile("msr cntp_cval_el0, %0" :: "r"(ticks));
}

/* Is an interrupt waiting?  (ISR_EL1, D19.2.62) */
static inline bool
machine_interrupted(void)
{
	uint64_t isr;

	__asm__ volatile("mrs %0, isr_el1" : "=r"(isr));
	return isr != 0;
}

/* ---- debugging ---- */

/* PSTATE.SS: one instruction is executed before the exception comes. */
#define PSTATE_STEP	(1ull << 21)

/* Software step of user level (D2.11); EL0 keeps its hands off the debug
 * channel in any case (TDCC), which would be a way past the capabilities. */
static inline void
machine_step(bool on)
{
	__asm__ volatile("msr mdscr_el1, %0" :: "r"(1ull << 12 | on));
}

/* ---- floating point ---- */

static inline void
machine_set_fp(uint64_t cpacr)
{
	__asm__ volatile("msr cpacr_el1, %0" :: "r"(cpacr));
}

void machine_fp_save(struct fp_regs *to);
void machine_fp_load(const struct fp_regs *from);

#endif
