/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * object.c - kernel objects from the root's memory: stretches from the region
 * of tables, all else from RAM.
 */
#include "init.h"

vsp_slot
object_make(const struct wanted *wanted)
{
	vsp_slot slot = vsp_slot_alloc_n(wanted->count);
	bool table = wanted->type == VSP_TYPE_STRETCH;

	if (slot == 0)
		must(VSP_E_NOMEM, wanted->who, "slots of init");
	for (uint32_t done = 0; done < wanted->count;) {
		uint32_t left = wanted->count - done;
		struct vsp_retype what = {
			.type = wanted->type,
			.size_pages = wanted->size_pages,
			.count = left < VSP_RETYPE_MAX_COUNT
				 ? left : VSP_RETYPE_MAX_COUNT,
			.first_slot = slot + done,
			.offset_pages = VSP_RETYPE_NEXT,
		};

		must(vsp_retype(table ? VSP_BOOT_TABLES : VSP_BOOT_RAM, &what,
				wanted->last_page), wanted->who, wanted->what);
		done += (uint32_t)what.count;
	}
	return slot;
}

vsp_slot
object_derive(const char *who, const char *what, vsp_slot from,
	      uint64_t rights, uint64_t badge)
{
	vsp_slot slot = vsp_slot_alloc();

	must(vsp_derive(VSP_SLOT_CNODE, slot, from, rights, badge), who,
	     what);
	return slot;
}

void
object_move(const char *who, const char *what, vsp_slot into, vsp_slot slot,
	    vsp_slot from)
{
	must(vsp_move(into, slot, from), who, what);
	vsp_slot_free(from);
}

uint64_t
object_attach(const char *who, const char *what, vsp_slot stretch)
{
	uint64_t address = 0;

	must(vsp_attach(stretch, VSP_SLOT_PD, VSP_R_READ | VSP_R_WRITE,
			&address), who, what);
	return address;
}

void
object_map(const char *who, const char *what, vsp_slot stretch, uint64_t page,
	   uint64_t pages, uint64_t rights)
{
	vsp_slot frame;

	if (pages == 0)
		return;
	frame = object_make(&(struct wanted){
		.who = who, .what = what, .type = VSP_TYPE_FRAME,
		.size_pages = pages, .count = 1,
	});
	must(vsp_map(stretch, frame, page, rights), who, what);
}
