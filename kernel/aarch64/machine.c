/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * machine.c - the kernel's own address space, and the first C code.
 *
 * All RAM is mapped at MACHINE_BASE, writable and not executable, but for the
 * kernel's image, which is mapped page by page: code read-only and
 * executable, constants read-only, data writable.
 */
#include "machine.h"

#include "board.h"
#include "boot.h"
#include "offsets.h"
#include "panic.h"
#include "pick.h"
#include "pte.h"

/* What offsets.h says is so. */
#define IS(type, member, offset) \
	_Static_assert(offsetof(type, member) == (offset), #member)

IS(struct domain, regs, 0);
IS(struct regs, x[5], REGS_X5);
IS(struct regs, x[7], REGS_X7);
IS(struct regs, x[16], REGS_X16);
IS(struct regs, x[30], REGS_X30);
IS(struct regs, pc, REGS_PC);
IS(struct regs, tpidr, REGS_TPIDR);
IS(struct fp_regs, fpcr, 512);
IS(struct domain, slots, DOMAIN_SLOTS);
IS(struct domain, nslots, DOMAIN_SLOTS + 8);
IS(struct domain, events, DOMAIN_EVENTS);
IS(struct domain, replies, DOMAIN_EVENTS + 8);
IS(struct domain, faulted, DOMAIN_EVENTS + 15);
IS(struct domain, client, DOMAIN_CLIENT);
IS(struct domain, clients, DOMAIN_CLIENTS);
IS(struct domain, callee, DOMAIN_CALLEE);
IS(struct domain, callee_number, DOMAIN_CALLEE_NUMBER);
IS(struct domain, hops, DOMAIN_HOPS);
IS(struct domain, donor, DOMAIN_DONOR);
IS(struct domain, word, DOMAIN_WORD);
IS(struct domain, until, DOMAIN_UNTIL);
IS(struct domain, ttbr0, DOMAIN_TTBR0);
IS(struct domain, vector, DOMAIN_VECTOR);
IS(struct domain, stack, DOMAIN_VECTOR + 8);
IS(struct domain, dcb_address, DOMAIN_DCB_ADDRESS);
IS(struct domain, call, DOMAIN_CALL);
IS(struct domain, ready, DOMAIN_READY);
IS(struct call, server, CALL_SERVER);
IS(struct call, next, CALL_NEXT);
IS(struct call, prev, CALL_NEXT + 8);
IS(struct call, generation, CALL_GENERATION);
IS(struct call, number, CALL_NUMBER);
IS(struct vsp_dcb, enabled, DCB_ENABLED - VSP_PAGE_SIZE);
IS(struct vsp_dcb, pending, DCB_ENABLED + 4 - VSP_PAGE_SIZE);
IS(struct slot, object, SLOT_OBJECT);
IS(struct slot, data, SLOT_DATA);
IS(struct kernel, cores[0].cur, KERNEL_CUR);
IS(struct kernel, cores[0].loaded, KERNEL_CUR + 8);
IS(struct kernel, cores[0].fp_owner, KERNEL_FP_OWNER);
IS(struct kernel, divert, KERNEL_DIVERT);
IS(struct kernel, fast, KERNEL_FAST);
_Static_assert(sizeof(struct call) == 1 << CALL_SHIFT, "struct call");
_Static_assert(sizeof(struct slot) == 1 << SLOT_BYTES_SHIFT, "struct slot");
_Static_assert(SLOT_IS_PORTAL == (VSP_R_CALL << 4 | VSP_TYPE_DOMAIN)
	       && SLOT_TYPE_AND_CALL == (VSP_R_CALL << 4 | 0xf),
	       "a slot's rights and type");
_Static_assert(VSP_OPS_PER_TYPE == 1 << OPS_PER_TYPE_SHIFT
	       && SYS_INVOKE == VSP_SYS_INVOKE, "numbers of INVOKE");
_Static_assert(MAX_CALL_HOPS == MAX_HOPS, "length of the call part");

extern const char __text_start[], __text_end[], __rodata_end[];
extern const char __kernel_end[];

#define ENTRIES		512
#define BLOCK		0x1ull		/* level 2: 2 MiB */
#define KERNEL_PTE	(PTE_AF | PTE_SHARED | PTE_UXN)
#define DEVICE_START	0x3f000000ull
#define LOCAL_START	0x40000000ull
#define BLOCK_BYTES	0x200000ull

static uint64_t root[ENTRIES] __attribute__((aligned(4096)));
static uint64_t ram_table[ENTRIES] __attribute__((aligned(4096)));
static uint64_t local_table[ENTRIES] __attribute__((aligned(4096)));
static uint64_t image_table[ENTRIES] __attribute__((aligned(4096)));
uint64_t boot_empty_root[ENTRIES] __attribute__((aligned(4096)));

struct regs panic_regs __attribute__((aligned(4096)));

/* Physical addresses, while the MMU is off: entry.S calls with the program
 * counter in the lower half, and adrp follows it. */
static uint64_t
physical(const void *address)
{
	return (uintptr_t)address & ~MACHINE_BASE;
}

static uint64_t
image_pte(uint64_t address)
{
	uint64_t pte = address | PTE_PAGE | KERNEL_PTE
		       | PTE_ATTR(PTE_NORMAL);

	if (address < physical(__text_start)
	    || address >= physical(__rodata_end))
		return pte | PTE_PXN;
	if (address >= physical(__text_end))
		pte |= PTE_PXN;
	return pte | PTE_READ_ONLY;
}

/* Called with the MMU off; gives the physical address of the root table. */
uint64_t boot_tables(void);

uint64_t
boot_tables(void)
{
	for (uint64_t i = 0; i < ENTRIES; i++) {
		uint64_t address = i * BLOCK_BYTES;
		uint64_t type = address < DEVICE_START ? PTE_NORMAL
						       : PTE_DEVICE;

		ram_table[i] = address | BLOCK | KERNEL_PTE | PTE_PXN
			       | PTE_ATTR(type);
		image_table[i] = image_pte(i * VSP_PAGE_SIZE);
	}
	ram_table[0] = physical(image_table) | PTE_TABLE;
	local_table[0] = LOCAL_START | BLOCK | KERNEL_PTE | PTE_PXN
			 | PTE_ATTR(PTE_DEVICE);
	root[0] = physical(ram_table) | PTE_TABLE;
	root[1] = physical(local_table) | PTE_TABLE;
	__asm__ volatile("dsb sy" ::: "memory");
	return physical(root);
}

void
machine_main(void)
{
	struct boot_memory memory = {
		.payload_page = address_page(__kernel_end),
		.ticks_per_s = machine_ticks_per_s(),
		.devices = board_devices,
	};

	board_init();
	memory.ram_pages = (uint32_t)(board_ram_bytes() / VSP_PAGE_SIZE);
	machine_enable_alarm();
	boot(&memory);
}

void
machine_stop(void)
{
	for (;;)
		__asm__ volatile("wfi");
}
