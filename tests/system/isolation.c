/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * isolation.c - the attacker's side of the address space: what a domain was
 * not given, it cannot reach, and each attempt is a fault of its own.
 */
#include <stdlib.h>
#include <string.h>

#include <vesper/runtime.h>
#include <vesper/vesper.h>

#include "../tap.h"
#include "attempt.h"
#include "isolation.h"

#define KERNEL_BASE	0xffffff8000000000ull
#define STRETCH(n)	((uint64_t)(n) << VSP_STRETCH_SHIFT)

typedef void attempt_function(uint64_t address);

static struct vsp_message where;	/* the victim's memory */

static bool
ask_victim(uint64_t what, struct vsp_message *message)
{
	*message = (struct vsp_message){ .word = { what } };
	return vsp_call(vsp_portal("victim"), message) == VSP_OK;
}

static bool
faults(attempt_function *attempt, uint64_t address, unsigned class,
       unsigned kind)
{
	struct vsp_fault fault;

	return SAME(attempt_faults(attempt, address, &fault), true)
	       && SAME(CLASS(fault.syndrome), class)
	       && SAME(KIND(fault.syndrome), kind)
	       && SAME(fault.address, address);
}

/* Somehow: by any abort. */
static bool
aborts(attempt_function *attempt, uint64_t address)
{
	struct vsp_fault fault;

	if (!attempt_faults(attempt, address, &fault)) {
		printf("# 0x%llx can be reached\n",
		       (unsigned long long)address);
		return false;
	}
	return CLASS(fault.syndrome) == CLASS_DATA
	       || CLASS(fault.syndrome) == CLASS_FETCH;
}

/* ---- another domain's memory ---- */

static bool
victim_faults(attempt_function *attempt, unsigned class)
{
	bool all = true;

	for (unsigned i = 1; i <= VICTIM_NWHERE; i++)
		all &= faults(attempt, where.word[i], class, KIND_TRANSLATION);
	return all;
}

static bool
anothers_memory_cannot_be_read(void)
{
	return victim_faults(attempt_read, CLASS_DATA);
}

static bool
anothers_memory_cannot_be_written(void)
{
	return victim_faults(attempt_write, CLASS_DATA);
}

static bool
anothers_code_cannot_be_run(void)
{
	return victim_faults(attempt_run, CLASS_FETCH);
}

/* QEMU does not look up the addresses of DC CIVAC and its like. */
static void
attempt_zero(uint64_t address)
{
	__asm__ volatile("dc zva, %0" :: "r"(address) : "memory");
}

static bool
cache_lines_of_others_cannot_be_zeroed(void)
{
	return aborts(attempt_zero, where.word[1])
	       && aborts(attempt_zero, KERNEL_BASE + 0x80000);
}

/* ---- the kernel's ---- */

/* Where the kernel, its tables, all RAM and the devices are mapped. */
static bool
kernel_aborts(attempt_function *attempt)
{
	bool all = true;

	for (uint64_t at = 0; at < 0x41000000; at += 0x100000)
		all &= aborts(attempt, KERNEL_BASE + at);
	for (uint64_t at = 0x80000; at < 0xc0000; at += 4096)
		all &= aborts(attempt, KERNEL_BASE + at);
	for (uint64_t gib = 1; gib < 512; gib++)
		all &= aborts(attempt, KERNEL_BASE + (gib << 30));
	return all && aborts(attempt, ~0ull - 7);
}

static bool
no_kernel_address_can_be_read(void)
{
	return kernel_aborts(attempt_read);
}

static bool
no_kernel_address_can_be_written(void)
{
	return kernel_aborts(attempt_write);
}

static bool
no_kernel_address_can_be_run(void)
{
	return kernel_aborts(attempt_run);
}

static bool
addresses_beyond_the_39_bits_fault(void)
{
	bool all = true;

	for (unsigned bit = 39; bit < 64; bit++) {
		uint64_t at = (uint64_t)(uintptr_t)&where | 1ull << bit;

		all &= aborts(attempt_read, at) && aborts(attempt_write, at);
	}
	return all;
}

static bool
address_zero_is_not_there(void)
{
	return faults(attempt_read, 0, CLASS_DATA, KIND_TRANSLATION)
	       && faults(attempt_write, 0, CLASS_DATA, KIND_TRANSLATION)
	       && faults(attempt_run, 0, CLASS_FETCH, KIND_TRANSLATION);
}

/* Is this address in a stretch that the domain was given, or made? */
static bool
is_own(uint64_t address)
{
	const struct vsp_startup *startup = vsp_startup();

	if (address >= startup->base && address < startup->base + STRETCH(3))
		return true;
	for (uint32_t i = 0; i < startup->nlinks; i++)
		if (startup->link[i].address != 0
		    && startup->link[i].address == address)
			return true;
	return address == (uint64_t)(uintptr_t)vsp_dcb
	       || vsp_stretch_of((void *)(uintptr_t)address) != NULL;
}

static bool
all_that_can_be_read_is_ones_own(void)
{
	unsigned strange = 0, own = 0;

	for (uint64_t n = 0; n < 32768; n++) {
		struct vsp_fault fault;

		if (attempt_faults(attempt_read, STRETCH(n), &fault))
			continue;
		own += is_own(STRETCH(n));
		strange += !is_own(STRETCH(n));
	}
	return SAME(strange, 0) && SAME(own >= 6, true);
}

/* ---- one's own, and what was shared ---- */

static const uint64_t constant = 1;
static uint32_t data[4] = { 0xd65f03c0 };	/* ret */

static bool
own_text_cannot_be_written(void)
{
	return faults(attempt_write, (uint64_t)(uintptr_t)ask_victim,
		      CLASS_DATA, KIND_PERMISSION);
}

static bool
own_constants_cannot_be_written_or_run(void)
{
	uint64_t address = (uint64_t)(uintptr_t)&constant;

	return faults(attempt_write, address, CLASS_DATA, KIND_PERMISSION)
	       && faults(attempt_run, address, CLASS_FETCH, KIND_PERMISSION);
}

static bool
writable_memory_cannot_be_run(void)
{
	uint32_t on_stack[4] = { data[0] };
	uint32_t *heap = malloc(sizeof(data));
	bool all;

	memcpy(heap, data, sizeof(data));
	all = faults(attempt_run, (uint64_t)(uintptr_t)data, CLASS_FETCH,
		     KIND_PERMISSION)
	      && faults(attempt_run, (uint64_t)(uintptr_t)on_stack,
			CLASS_FETCH, KIND_PERMISSION)
	      && faults(attempt_run, (uint64_t)(uintptr_t)heap, CLASS_FETCH,
			KIND_PERMISSION);
	free(heap);
	return all;
}

static uint64_t
area(const char *name)
{
	return (uint64_t)(uintptr_t)vsp_shared(name, NULL);
}

static bool
read_only_shared_memory_can_be_read_only(void)
{
	uint64_t address = area("notice");

	return SAME(*(const uint64_t *)(uintptr_t)address, VICTIM_NOTICE)
	       && faults(attempt_write, address, CLASS_DATA, KIND_PERMISSION)
	       && faults(attempt_zero, address, CLASS_DATA, KIND_PERMISSION)
	       && faults(attempt_run, address, CLASS_FETCH, KIND_PERMISSION);
}

static bool
writable_shared_memory_cannot_be_run(void)
{
	uint64_t address = area("board");

	memcpy((void *)(uintptr_t)address, data, sizeof(data));
	return faults(attempt_run, address, CLASS_FETCH, KIND_PERMISSION);
}

static bool
rights_on_what_was_shared_cannot_be_widened(void)
{
	vsp_slot slot = vsp_link(VSP_LINK_SHARED, "notice")->slot;
	const uint64_t rw = VSP_R_READ | VSP_R_WRITE;

	return SAME(vsp_detach(slot), VSP_OK)
	       && SAME(vsp_attach(slot, VSP_SLOT_PD, rw, NULL), VSP_E_RIGHT)
	       && SAME(vsp_attach(slot, VSP_SLOT_PD, VSP_R_READ | VSP_R_EXEC,
				  NULL), VSP_E_RIGHT)
	       && SAME(vsp_unmap(slot, 0, 1), VSP_E_RIGHT)
	       && SAME(vsp_attach(slot, VSP_SLOT_PD, VSP_R_READ, NULL),
		       VSP_OK);
}

static bool
code_written_in_one_stretch_runs_in_another(void)
{
	struct code code;
	uint32_t (*function)(void);
	bool ran;

	if (!SAME(code_create(&code), VSP_OK))
		return false;
	function = (uint32_t (*)(void))(uintptr_t)code.run;
	code.write[0] = 0x52800540;	/* mov w0, #42 */
	code.write[1] = 0xd65f03c0;	/* ret */
	code_publish(&code, 0, 2);
	ran = SAME(function(), 42);
	code.write[0] = 0x52800560;	/* mov w0, #43 */
	code_publish(&code, 0, 2);
	return ran && SAME(function(), 43)
	       && faults(attempt_write, code.run, CLASS_DATA, KIND_PERMISSION)
	       && faults(attempt_run, (uint64_t)(uintptr_t)code.write,
			 CLASS_FETCH, KIND_PERMISSION);
}

static bool
a_misaligned_jump_faults(void)
{
	uint64_t address = (uint64_t)(uintptr_t)ask_victim + 2;
	struct vsp_fault fault;

	return SAME(attempt_faults(attempt_run, address, &fault), true)
	       && SAME(CLASS(fault.syndrome), CLASS_PC)
	       && SAME(fault.pc, address);
}

static void
attempt_recurse(uint64_t depth)
{
	volatile uint8_t frame[1024];

	frame[0] = (uint8_t)depth;
	if (depth != 0)
		attempt_recurse(depth - 1);
	frame[1] = frame[0];
}

static bool
a_stack_overflow_is_a_fault_to_survive(void)
{
	struct vsp_fault fault;

	return SAME(attempt_faults(attempt_recurse, 10000, &fault), true)
	       && SAME(CLASS(fault.syndrome), CLASS_DATA)
	       && SAME(KIND(fault.syndrome), KIND_TRANSLATION);
}

static bool
the_victim_is_intact(void)
{
	struct vsp_message message;

	return ask_victim(VICTIM_INTACT, &message)
	       && SAME(message.word[1], true);
}

static const struct tap_claim claims[] = {
	CLAIM(anothers_memory_cannot_be_read),
	CLAIM(anothers_memory_cannot_be_written),
	CLAIM(anothers_code_cannot_be_run),
	CLAIM(cache_lines_of_others_cannot_be_zeroed),
	CLAIM(no_kernel_address_can_be_read),
	CLAIM(no_kernel_address_can_be_written),
	CLAIM(no_kernel_address_can_be_run),
	CLAIM(addresses_beyond_the_39_bits_fault),
	CLAIM(address_zero_is_not_there),
	CLAIM(all_that_can_be_read_is_ones_own),
	CLAIM(own_text_cannot_be_written),
	CLAIM(own_constants_cannot_be_written_or_run),
	CLAIM(writable_memory_cannot_be_run),
	CLAIM(read_only_shared_memory_can_be_read_only),
	CLAIM(writable_shared_memory_cannot_be_run),
	CLAIM(rights_on_what_was_shared_cannot_be_widened),
	CLAIM(code_written_in_one_stretch_runs_in_another),
	CLAIM(a_misaligned_jump_faults),
	CLAIM(a_stack_overflow_is_a_fault_to_survive),
	CLAIM(the_victim_is_intact),
};

int
main(void)
{
	if (!ask_victim(VICTIM_WHERE, &where))
		return 1;
	return tap_run(claims, TAP_COUNT(claims));
}
