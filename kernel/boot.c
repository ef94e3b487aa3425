/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * boot.c - lay out memory, and make the root domain with all authority.
 *
 * The root's objects are made like anyone's, but from memory that the kernel
 * keeps for them; their owner capabilities are the roots of the tree.
 */
#include "boot.h"

#include <vesper/bootinfo.h>
#include <vesper/image.h>
#include <vesper/startup.h>
#include "cnode.h"
#include "frame.h"
#include "panic.h"
#include "pick.h"
#include "protdomain.h"
#include "pte.h"
#include "state.h"
#include "stretch.h"
#include "untyped.h"
#include "wake.h"

#define ROOT_CNODE_PAGES	64u
#define ROOT_STACK_PAGES	16u
#define TABLES_PAGES		512u

/* What boot hands out, in order. */
struct boot {
	const struct boot_memory *memory;
	const struct vsp_image *image;
	uint32_t tables;	/* first page of TABLES */
	uint32_t tables_used;
	uint32_t next;		/* the next page that is free */
	struct slot *slots;	/* the root's CNode */
	struct slot *last;	/* the last capability made */
	struct domain *root;
	uint32_t pd;
};

static uint32_t
align(uint32_t value, uint32_t to)
{
	return (value + to - 1) & -to;
}

/* Pages that the kernel keeps, zeroed. */
static uint32_t
take(struct boot *boot, uint32_t npages, uint32_t alignment)
{
	uint32_t page = align(boot->next, alignment);

	boot->next = page + npages;
	for (uint32_t i = 0; i < npages; i++)
		machine_zero_page(page_address(page + i), 16);
	return page;
}

static struct slot *
give(struct boot *boot, uint32_t index, uint64_t object)
{
	struct slot *slot = &boot->slots[index];

	*slot = (struct slot){ .object = object, .flags = SLOT_OWNER };
	slot->plain = type_plain(slot_type(slot));
	slot_link(slot, boot->last);
	boot->last = slot;
	return slot;
}

static void
give_untyped(struct boot *boot, uint32_t index, uint32_t page, uint32_t size,
	     uint8_t flags)
{
	struct slot *slot = give(boot, index, slot_make(page, VSP_R_ALL,
							VSP_TYPE_UNTYPED));

	slot->flags |= flags;
	untyped_set(slot, size, 0, 0);
}

static struct slot *
give_frame(struct boot *boot, uint32_t index, uint32_t page, uint32_t npages)
{
	struct slot *slot = give(boot, index, slot_make(page, VSP_R_ALL,
							VSP_TYPE_FRAME));

	ramtab_set(page, PAGE_FRAME);
	slot->size_pages = npages & FRAME_SIZE_MASK;
	return slot;
}

/* The root's next stretch, attached to its PD. */
static uint32_t
give_stretch(struct boot *boot, uint32_t index, uint32_t rights)
{
	uint32_t page = boot->tables + boot->tables_used++;
	struct slot *slot;

	machine_zero_page(page_address(page), 16);
	ramtab_begin(page, PAGE_STRETCH);
	slot = give(boot, index, slot_make(page, VSP_R_ALL,
					   VSP_TYPE_STRETCH));
	stretch_attach(slot, pd_find_entry(boot->pd, page), rights);
	return page;
}

static void
map(uint32_t stretch, uint32_t index, uint32_t page, uint32_t npages,
    uint32_t rights)
{
	stretch_map(stretch, index, npages, pte_leaf(page, rights, PTE_NORMAL));
}

static void
make_ramtab(struct boot *boot)
{
	uint32_t ram_pages = boot->memory->ram_pages;
	uint32_t npages = align(ram_pages, 512) / 512;
	uint64_t *table = page_address(boot->next);

	/* Not through take(): PAGE_FREE is 0, and the table is its own. */
	_Static_assert(PAGE_FREE == 0, "a zeroed RamTab is all free");
	take(boot, npages, 1);
	ramtab_init(table, ram_pages);
}

/* What has no role yet below the RAM that is left is the kernel's, but for
 * the tables that are not used, and the boot code. */
static void
mark_kernel_pages(const struct boot *boot)
{
	uint32_t tables = boot->tables + boot->tables_used;
	uint32_t init = boot->memory->init_page;

	for (uint32_t page = 0; page < boot->next; page++)
		if (ramtab_word(page) == PAGE_FREE
		    && (page < tables || page >= boot->tables + TABLES_PAGES)
		    && page - init >= boot->memory->init_pages)
			ramtab_set(page, PAGE_KERNEL);
}

static void
make_objects(struct boot *boot)
{
	uint32_t empty = take(boot, 1, 1);
	uint32_t cnode = take(boot, ROOT_CNODE_PAGES, 1);
	uint32_t domain = take(boot, VSP_DOMAIN_PAGES, 1);

	_Static_assert(VSP_IRQ_LINES <= VSP_SLOTS_PER_PAGE, "one page");
	kernel.irq = page_address(take(boot, 1, 1));
	kernel.empty_root = page_physical(empty);
	boot->pd = take(boot, VSP_PD_PAGES, VSP_PD_PAGES);
	boot->slots = page_address(cnode);
	boot->root = page_address(domain);
	ramtab_begin(cnode, PAGE_CNODE);
	domain_create(domain);
	pd_create(boot->pd);
	give(boot, VSP_BOOT_CNODE, slot_make(cnode, VSP_R_ALL,
					     VSP_TYPE_CNODE));
	boot->slots[VSP_BOOT_CNODE].data = ROOT_CNODE_PAGES
					   * VSP_SLOTS_PER_PAGE;
	give(boot, VSP_BOOT_PD, slot_make(boot->pd, VSP_R_ALL, VSP_TYPE_PD));
	give(boot, VSP_BOOT_DOMAIN, slot_make(domain, VSP_R_ALL,
					      VSP_TYPE_DOMAIN));
}

/* The root's segments stay where the image has them. */
static void
make_segments(struct boot *boot)
{
	const struct vsp_image_program *init = &boot->image->init;
	uint32_t index = VSP_BOOT_SEGMENT;

	for (uint32_t i = 0; i < init->nsegments; i++) {
		const struct vsp_image_segment *segment = &init->segment[i];
		uint32_t page = boot->memory->payload_page
				+ (uint32_t)(segment->offset / VSP_PAGE_SIZE);
		uint32_t left = (uint32_t)((segment->mem_bytes
					    + VSP_PAGE_SIZE - 1)
					   / VSP_PAGE_SIZE);
		while (left > 0) {
			uint32_t n = left < VSP_STRETCH_NPAGES
				     ? left : VSP_STRETCH_NPAGES;
			uint32_t stretch;

			if (index == VSP_BOOT_PAYLOAD)
				panic("the root program is too big", NULL);
			stretch = give_stretch(boot, index++,
					       segment->rights);
			map(stretch, 0, page, n, segment->rights);
			page += n;
			left -= n;
		}
	}
}

/* The system stretch: DCB, boot information, stacks. */
static struct vsp_bootinfo *
make_system(struct boot *boot)
{
	const uint32_t rw = VSP_R_READ | VSP_R_WRITE;
	uint32_t stretch = give_stretch(boot, VSP_BOOT_SYSTEM, rw);
	uint32_t info = take(boot, 1, 1);
	uint64_t address = stretch_address(stretch).value;
	struct domain *root = boot->root;

	stretch_map_dcb(stretch, VSP_SYSTEM_DCB, address_page(root) + 1);
	map(stretch, VSP_SYSTEM_STARTUP, info, 1, rw);
	map(stretch, VSP_SYSTEM_UPCALL_STACK,
	    take(boot, VSP_UPCALL_STACK_PAGES, 1), VSP_UPCALL_STACK_PAGES, rw);
	map(stretch, VSP_SYSTEM_STACK, take(boot, ROOT_STACK_PAGES, 1),
	    ROOT_STACK_PAGES, rw);
	root->dcb_stretch = weak_to(stretch);
	root->dcb_index = VSP_SYSTEM_DCB;
	root->dcb_address = address + page_physical(VSP_SYSTEM_DCB);
	root->stack = address + page_physical(VSP_SYSTEM_UPCALL_STACK
					      + VSP_UPCALL_STACK_PAGES);
	return page_address(info);
}

static uint32_t
payload_pages(const struct boot *boot)
{
	return (uint32_t)(boot->image->bytes / VSP_PAGE_SIZE);
}

static uint32_t
give_payload(struct boot *boot)
{
	uint32_t page = boot->memory->payload_page, n = 0;
	uint32_t left = payload_pages(boot);

	while (left > 0 && VSP_BOOT_PAYLOAD + n < VSP_BOOT_FREE) {
		uint32_t npages = left < VSP_STRETCH_NPAGES
				  ? left : VSP_STRETCH_NPAGES;

		give_frame(boot, VSP_BOOT_PAYLOAD + n++, page, npages);
		page += npages;
		left -= npages;
	}
	return n;
}

/* Everything else there is. */
static void
give_rest(struct boot *boot)
{
	const struct board_range *devices = boot->memory->devices;
	uint32_t used = boot->tables + boot->tables_used;
	struct slot *irq;

	give_untyped(boot, VSP_BOOT_TABLES, used,
		     TABLES_PAGES - boot->tables_used, 0);
	give_untyped(boot, VSP_BOOT_RAM, boot->next,
		     boot->memory->ram_pages - boot->next, 0);
	for (uint32_t i = 0; i < BOARD_DEVICE_RANGES; i++)
		give_untyped(boot, VSP_BOOT_DEVICE0 + i,
			     devices[i].first_page, devices[i].size_pages,
			     SLOT_DEVICE);
	if (boot->memory->init_pages != 0)
		give_untyped(boot, VSP_BOOT_INIT, boot->memory->init_page,
			     boot->memory->init_pages, 0);
	irq = give(boot, VSP_BOOT_IRQ, slot_make(0, VSP_R_ALL,
						 VSP_TYPE_IRQ));
	irq->data = (uint64_t)VSP_IRQ_LINES << 32;
	give(boot, VSP_BOOT_TRACE, slot_make(0, VSP_R_WATCH | VSP_R_NOTE,
					     VSP_TYPE_TRACE));
}

static void
start_root(struct boot *boot)
{
	struct domain *root = boot->root;

	domain_hold(&root->cnode, &boot->slots[VSP_BOOT_CNODE]);
	domain_hold(&root->pd, &boot->slots[VSP_BOOT_PD]);
	domain_update_spaces(root);
	domain_set_vector(root, stretch_address(boot->tables).value
				+ boot->image->init.vector);
	root->stop = false;
	root->pre = true;
	core->chain[0] = (struct grant){ .domain = root,
					 .until = VSP_FOREVER,
					 .end = VSP_FOREVER,
					 .start = machine_now() };
	core->alarm = VSP_FOREVER;
	kernel_begin();
	left();
}

void
boot(const struct boot_memory *memory)
{
	struct boot boot = { .memory = memory, .last = slot_at(0) };
	struct vsp_bootinfo *info;

	kernel_divert(0, false);
	*slot_at(0) = (struct slot){ 0 };
	boot.image = page_address(memory->payload_page);
	if (boot.image->magic != VSP_IMAGE_MAGIC
	    || boot.image->version != VSP_IMAGE_VERSION)
		panic("no payload behind the kernel", NULL);
	boot.tables = align(memory->payload_page + payload_pages(&boot),
			    TABLES_PAGES);
	boot.next = boot.tables + TABLES_PAGES;
	make_ramtab(&boot);
	make_objects(&boot);
	make_segments(&boot);
	info = make_system(&boot);
	*info = (struct vsp_bootinfo){
		.magic = VSP_BOOTINFO_MAGIC,
		.version = VSP_BOOTINFO_VERSION,
		.nslots = ROOT_CNODE_PAGES * VSP_SLOTS_PER_PAGE,
		.ram_bytes = (uint64_t)memory->ram_pages * VSP_PAGE_SIZE,
		.ticks_per_s = memory->ticks_per_s,
		.nsegments = boot.tables_used - 1,
		.npayload = give_payload(&boot),
		.payload_bytes = boot.image->bytes,
		.kernel_bytes = (uint64_t)(boot.next - TABLES_PAGES)
				* VSP_PAGE_SIZE,
	};
	give_rest(&boot);
	mark_kernel_pages(&boot);
	start_root(&boot);
}
