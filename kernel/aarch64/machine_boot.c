/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * machine_boot.c - the kernel's own address space, and the first C code.
 *
 * All RAM is mapped at MACHINE_BASE, writable and not executable, but for the
 * kernel's image, which is mapped page by page: code read-only and
 * executable, constants read-only, data writable.  The code that is needed at
 * boot only lies before the rest, and becomes RAM like any other.
 */
#include "machine.h"

#include "board.h"
#include "boot.h"
#include "pte.h"

extern const char __init_start[], __init_end[], __text_end[];
extern const char __rodata_end[], __kernel_end[];

#define ENTRIES		512
#define BLOCK		0x1ull		/* level 2: 2 MiB */
#define KERNEL_PTE	(PTE_AF | PTE_SHARED | PTE_UXN)
#define DEVICE_START	0x3f000000ull
#define LOCAL_START	0x40000000ull
#define BLOCK_BYTES	0x200000ull

static uint64_t root[ENTRIES] __attribute__((aligned(4096)));
static uint64_t ram_table[ENTRIES] __attribute__((aligned(4096)));
static uint64_t local_table[ENTRIES] __attribute__((aligned(4096)));
uint64_t machine_image_table[ENTRIES] __attribute__((aligned(4096)));
uint64_t boot_empty_root[ENTRIES] __attribute__((aligned(4096)));

/* Physical addresses, while the MMU is off: start.S calls with the program
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

	if (address < physical(__init_start)
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
		machine_image_table[i] = image_pte(i * VSP_PAGE_SIZE);
	}
	ram_table[0] = physical(machine_image_table) | PTE_TABLE;
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
		.init_page = address_page(__init_start),
		.init_pages = address_page(__init_end)
			      - address_page(__init_start),
		.payload_page = address_page(__kernel_end),
		.ticks_per_s = machine_ticks_per_s(),
		.devices = board_devices,
	};

	board_init();
	memory.ram_pages = (uint32_t)(board_ram_bytes() / VSP_PAGE_SIZE);
	machine_enable_alarm();
	boot(&memory);
}
