/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * privileged.c - instructions that are not for user level, each tried, and
 * each a fault of the domain that tries it.
 *
 * They are written into a page that is mapped twice, and run there.  x0 is
 * the address of memory of this domain's own, so that what is legal, of all
 * system instructions, does no harm.
 */
#include <stdlib.h>

#include "../tap.h"
#include "attempt.h"

#define RET		0xd65f03c0u
#define SVC(n)		(0xd4000001u | (n) << 5)
#define PAIRS		512u	/* an instruction and RET, in a page */

#define WORDS(group) words_##group, words_##group##_end
extern const uint32_t words_reads[], words_reads_end[];
extern const uint32_t words_writes[], words_writes_end[];
extern const uint32_t words_invalidations[], words_invalidations_end[];
extern const uint32_t words_masks[], words_masks_end[];
extern const uint32_t words_exceptions[], words_exceptions_end[];
extern const uint32_t words_allowed[], words_allowed_end[];

static struct code code;
static uint64_t scratch[64] __attribute__((aligned(256)));

/* Run pair `n` of the page: x0 there and back; the rest is kept. */
static uint64_t
run_pair(uint64_t n, uint64_t argument)
{
	register uint64_t x0 __asm__("x0") = argument;
	register uint64_t at __asm__("x9") = code.run + n * 8;

	__asm__ volatile("mrs x10, tpidr_el0\n\tblr x9\n\t"
			 "msr tpidr_el0, x10\n\tmsr fpcr, xzr"
			 : "+r"(x0), "+r"(at) :
			 : "x1", "x2", "x3", "x4", "x5", "x6", "x7", "x8",
			   "x10", "x11", "x12", "x13", "x14", "x15", "x16",
			   "x17", "x30", "cc", "memory");
	return x0;
}

static void
attempt_pair(uint64_t n)
{
	run_pair(n, (uint64_t)(uintptr_t)scratch);
}

static void
put_pairs(const uint32_t *word, unsigned count)
{
	for (unsigned i = 0; i < count; i++) {
		code.write[2 * i] = word[i];
		code.write[2 * i + 1] = RET;
	}
	code_publish(&code, 0, 2 * count);
}

static bool
is_refusal(const struct vsp_fault *fault)
{
	unsigned class = CLASS(fault->syndrome);

	return class == CLASS_UNKNOWN || class == CLASS_SYSREG
	       || class == CLASS_WAIT || class == CLASS_BREAK;
}

/* Each of these faults, where it stands. */
static bool
all_refused(const uint32_t *word, const uint32_t *end)
{
	unsigned count = (unsigned)(end - word), refused = 0;

	put_pairs(word, count);
	for (unsigned n = 0; n < count; n++) {
		struct vsp_fault fault;

		if (attempt_faults(attempt_pair, n, &fault)
		    && is_refusal(&fault) && fault.pc == code.run + n * 8)
			refused++;
		else
			printf("# %08x was not refused\n", (unsigned)word[n]);
	}
	return SAME(refused, count) && count != 0;
}

static bool
system_registers_cannot_be_read(void)
{
	return all_refused(WORDS(reads));
}

static bool
system_registers_cannot_be_written(void)
{
	return all_refused(WORDS(writes));
}

static bool
tlb_and_caches_cannot_be_invalidated(void)
{
	return all_refused(WORDS(invalidations));
}

static bool
interrupts_cannot_be_masked(void)
{
	return all_refused(WORDS(masks));
}

static bool
no_exception_leads_to_a_higher_level(void)
{
	return all_refused(WORDS(exceptions));
}

static bool
the_processor_cannot_be_put_to_sleep(void)
{
	static const uint32_t wfi[] = { 0xd503207f };

	return all_refused(wfi, wfi + 1);
}

static bool
what_user_level_may_do_it_can(void)
{
	unsigned count = (unsigned)(words_allowed_end - words_allowed);
	unsigned allowed = 0;

	put_pairs(words_allowed, count);
	for (unsigned n = 0; n < count; n++) {
		struct vsp_fault fault;

		allowed += !attempt_faults(attempt_pair, n, &fault);
	}
	return SAME(allowed, count);
}

/* A sample of the whole space of MSR, MRS, SYS and hints: legal, or refused;
 * and what is legal leaves user level what it is. */
static bool
no_system_instruction_is_a_way_out(void)
{
	uint32_t word[PAIRS];
	unsigned strange = 0;

	srand(1);
	for (unsigned round = 0; round < 32; round++) {
		for (unsigned i = 0; i < PAIRS; i++)
			word[i] = 0xd5000000u
				  | ((uint32_t)rand() & 0x3fffe0u);
		put_pairs(word, PAIRS);
		for (unsigned n = 0; n < PAIRS; n++) {
			struct vsp_fault fault;

			strange += attempt_faults(attempt_pair, n, &fault)
				   && !is_refusal(&fault)
				   && CLASS(fault.syndrome) != CLASS_DATA;
		}
	}
	return SAME(strange, 0) && system_registers_cannot_be_read();
}

static bool
unknown_system_calls_are_refused(void)
{
	uint32_t word[PAIRS];
	unsigned refused = 0;

	for (uint32_t first = 0; first < 65536; first += PAIRS) {
		for (uint32_t i = 0; i < PAIRS; i++)
			word[i] = SVC(first + i);
		put_pairs(word, PAIRS);
		for (uint32_t i = 0; i < PAIRS; i++)
			if (first + i >= VSP_SYS_COUNT)
				refused += run_pair(i, 0) == VSP_E_OP;
	}
	return SAME(refused, 65536 - VSP_SYS_COUNT);
}

static const struct tap_claim claims[] = {
	CLAIM(system_registers_cannot_be_read),
	CLAIM(system_registers_cannot_be_written),
	CLAIM(tlb_and_caches_cannot_be_invalidated),
	CLAIM(interrupts_cannot_be_masked),
	CLAIM(no_exception_leads_to_a_higher_level),
	CLAIM(the_processor_cannot_be_put_to_sleep),
	CLAIM(what_user_level_may_do_it_can),
	CLAIM(no_system_instruction_is_a_way_out),
	CLAIM(unknown_system_calls_are_refused),
};

int
main(void)
{
	if (code_create(&code) != VSP_OK)
		return 1;
	return tap_run(claims, TAP_COUNT(claims));
}
