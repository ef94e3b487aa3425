/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * cache.c - cache maintenance by address, for code and for DMA.
 */
#include <stdint.h>
#include <vesper/cache.h>

/* CTR_EL0 has the logarithms of the smallest lines, in words: of the data
 * caches from bit 16 on, of the instruction caches from bit 0 on. */
#define DATA_LINE	16u
#define CODE_LINE	0u

static size_t
line_bytes(unsigned shift)
{
	uint64_t ctr;

	__asm__("mrs %0, ctr_el0" : "=r"(ctr));
	return (size_t)4 << (ctr >> shift & 0xf);
}

/* For each line that the bytes touch. */
#define EACH_LINE(instruction, start, bytes, shift) do { \
	uintptr_t end_ = (uintptr_t)(start) + (bytes); \
	size_t line_ = line_bytes(shift); \
	for (uintptr_t at_ = (uintptr_t)(start) & -line_; at_ < end_; \
	     at_ += line_) \
		__asm__ volatile(instruction ", %0" :: "r"(at_) : "memory"); \
} while (0)

void
vsp_code_publish(const void *written, const void *run, size_t bytes)
{
	EACH_LINE("dc cvau", written, bytes, DATA_LINE);
	__asm__ volatile("dsb ish" ::: "memory");
	EACH_LINE("ic ivau", run, bytes, CODE_LINE);
	__asm__ volatile("dsb ish\n\tisb" ::: "memory");
}

void
vsp_cache_clean(const void *start, size_t bytes)
{
	EACH_LINE("dc cvac", start, bytes, DATA_LINE);
	__asm__ volatile("dsb sy" ::: "memory");
}

void
vsp_cache_flush(const void *start, size_t bytes)
{
	EACH_LINE("dc civac", start, bytes, DATA_LINE);
	__asm__ volatile("dsb sy" ::: "memory");
}
