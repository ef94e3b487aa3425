/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * startup.c - what init would be told, if somebody had started it.
 *
 * libvesper expects a startup page and a capability space as init gives to
 * others.  The kernel gave a boot-information page and a slightly different
 * space instead: memory and tables are where they should be, the rest moves.
 */
#include "init.h"

#include "../../libvesper/internal.h"

#define ROOT_STACK_PAGES 16u	/* as the kernel maps it */

const struct vsp_bootinfo *bootinfo;
vsp_slot slot_device[2], slot_irq, slot_trace;

_Static_assert((int)VSP_SLOT_CNODE == (int)VSP_BOOT_CNODE
	       && (int)VSP_SLOT_PD == (int)VSP_BOOT_PD
	       && (int)VSP_SLOT_DOMAIN == (int)VSP_BOOT_DOMAIN
	       && (int)VSP_SLOT_MEMORY == (int)VSP_BOOT_RAM
	       && (int)VSP_SLOT_TABLES == (int)VSP_BOOT_TABLES,
	       "the slots that libvesper takes from are the root's own");

/* Called by libvesper at the first ACTIVATE, in place of its own. */
const struct vsp_startup *
startup_find(struct vsp_dcb *dcb)
{
	static struct vsp_startup startup = {
		.magic = VSP_STARTUP_MAGIC,
		.version = VSP_STARTUP_VERSION,
		.name = "init",
		.first_free = VSP_BOOT_FREE,
		.stack_pages = ROOT_STACK_PAGES,
	};

	bootinfo = (const struct vsp_bootinfo *)
		((uintptr_t)dcb + VSP_SYSTEM_STARTUP * VSP_PAGE_SIZE);
	if (bootinfo->magic != VSP_BOOTINFO_MAGIC
	    || bootinfo->version != VSP_BOOTINFO_VERSION)
		return NULL;
	startup.nslots = bootinfo->nslots;
	startup.boot_count = init_boot_count;
	return &startup;
}

static vsp_slot
moved(vsp_slot from)
{
	vsp_slot slot = vsp_slot_alloc();

	must(vsp_take(slot, 0, from), NULL, "its own slots: move");
	return slot;
}

void
startup_move_slots(void)
{
	slot_device[0] = moved(VSP_BOOT_DEVICE0);
	slot_device[1] = moved(VSP_BOOT_DEVICE1);
	slot_irq = moved(VSP_BOOT_IRQ);
	slot_trace = moved(VSP_BOOT_TRACE);
}
