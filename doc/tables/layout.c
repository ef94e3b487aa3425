/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * layout.c - the tables of what lies where: the DCB, boot information, the
 * startup page and the stretch they are in.  Offsets and sizes are the
 * compiler's.
 */
#include <stddef.h>
#include <stdio.h>
#include <vesper/bootinfo.h>
#include <vesper/dcb.h>
#include <vesper/startup.h>

#include "tables.h"

struct field {
	const char *name;
	size_t offset, bytes;
	const char *text;
};

#define FIELD(s, name, text) \
	{ #name, offsetof(struct s, name), sizeof(((struct s *)0)->name), \
	  text }

static const struct field dcb[] = {
	FIELD(vsp_dcb, enabled, "domain: 0 while upcalls must wait; the "
	      "kernel stores 0 at every upcall, and 1 when the domain leaves"),
	FIELD(vsp_dcb, pending, "kernel: not 0 while events, answers or a "
	      "caller wait; load it after storing 1 to `enabled`"),
	FIELD(vsp_dcb, slot, "domain: the context slot (modulo 16) to save "
	      "to"),
	FIELD(vsp_dcb, saved, "kernel: sets bit i when it has written context "
	      "slot i; the domain clears it"),
	FIELD(vsp_dcb, until, "domain: read at CALL, REPLY and RESUME with "
	      "bit 6 in x7: I want to run then"),
	FIELD(vsp_dcb, send_slot, "domain: the capability that a CALL or "
	      "REPLY with bit 4 in x7 sends"),
	FIELD(vsp_dcb, send_rights, "domain: the rights it is derived with; "
	      "all ones: it is moved"),
	FIELD(vsp_dcb, recv_slot, "domain: an empty slot for a capability "
	      "that comes with a request; 0: none is taken"),
	FIELD(vsp_dcb, used, "kernel: ticks used on the domain's account, by "
	      "children and servers too, up to the end of its last grant"),
	FIELD(vsp_dcb, ready, "kernel: bit i, child i can run; it may be set "
	      "without need"),
	FIELD(vsp_dcb, stopped, "kernel: bit i, child i was stopped"),
	FIELD(vsp_dcb, preempt, "scheduler: bit i, child i's wakeup ends what "
	      "I dispatched"),
	FIELD(vsp_dcb, direct, "scheduler: bit i, child i is dispatched at "
	      "its wakeup"),
	FIELD(vsp_dcb, user, "the domain's own; the kernel never looks"),
	FIELD(vsp_dcb, answer_slot, "domain: word n, an empty slot for a "
	      "capability that comes with the answer to call n; 0: none is "
	      "taken"),
	FIELD(vsp_dcb, answer, "kernel: the words x0..x6 of answered call n, "
	      "`error`, and `arrived`: 1 if a capability came along, 2 if "
	      "one was dropped; 64 bytes each"),
	FIELD(vsp_dcb, child, "kernel: reports of children: `until`, `ticks`, "
	      "`reason`, `syndrome`; 32 bytes each"),
	FIELD(vsp_dcb, context, "both: context slots: x0..x30, sp, pc, pstate, "
	      "tpidr; 512 bytes each"),
};

static const struct field bootinfo[] = {
	FIELD(vsp_bootinfo, magic, "`VSP_BOOTINFO_MAGIC`"),
	FIELD(vsp_bootinfo, version, "`VSP_BOOTINFO_VERSION`"),
	FIELD(vsp_bootinfo, nslots, "slots of the root's CNode"),
	FIELD(vsp_bootinfo, ram_bytes, "RAM found, from physical address 0"),
	FIELD(vsp_bootinfo, ticks_per_s, "frequency of the system counter"),
	FIELD(vsp_bootinfo, nsegments, "stretches of the root's program"),
	FIELD(vsp_bootinfo, npayload, "Frames that hold the image's payload"),
	FIELD(vsp_bootinfo, payload_bytes, "bytes of the payload"),
	FIELD(vsp_bootinfo, kernel_bytes, "RAM that the kernel keeps"),
};

static const struct field startup[] = {
	FIELD(vsp_startup, magic, "`VSP_STARTUP_MAGIC`"),
	FIELD(vsp_startup, version, "`VSP_STARTUP_VERSION`"),
	FIELD(vsp_startup, nlinks, "entries of `link`"),
	FIELD(vsp_startup, name, "the domain's name"),
	FIELD(vsp_startup, base, "address of the program's first stretch"),
	FIELD(vsp_startup, args, "offset of the arguments, strings one behind "
	      "the other"),
	FIELD(vsp_startup, argc, "how many"),
	FIELD(vsp_startup, nslots, "slots of the domain's CNode"),
	FIELD(vsp_startup, first_free, "from here on they are empty"),
	FIELD(vsp_startup, stack_pages, "pages of the main stack"),
	FIELD(vsp_startup, memory_pages, "pages of `VSP_SLOT_MEMORY`"),
	FIELD(vsp_startup, tables, "pages of `VSP_SLOT_TABLES`"),
	FIELD(vsp_startup, boot_count, "instructions from the kernel's entry "
	      "to init's"),
	FIELD(vsp_startup, policy, "how it schedules, if it is a scheduler"),
	FIELD(vsp_startup, children, "offset of what is known of each of its "
	      "children"),
	FIELD(vsp_startup, nchildren, "how many there are"),
	{ "link", offsetof(struct vsp_startup, link),
	  sizeof(struct vsp_startup_link), "the links, so many bytes each" },
};

struct slot_name {
	const char *name;
	unsigned number;
	const char *text;
};

#define SLOT(name, text) { #name, name, text }

static const struct slot_name boot_slots[] = {
	SLOT(VSP_BOOT_CNODE, "its own CNode"),
	SLOT(VSP_BOOT_PD, "its own protection domain"),
	SLOT(VSP_BOOT_DOMAIN, "itself"),
	SLOT(VSP_BOOT_RAM, "Untyped: all RAM that is left"),
	SLOT(VSP_BOOT_TABLES, "Untyped: the region of stretch tables, 2 MiB"),
	SLOT(VSP_BOOT_DEVICE0, "Untyped: device registers below the interrupt "
	     "controller's page"),
	SLOT(VSP_BOOT_DEVICE1, "Untyped: device registers above it"),
	SLOT(VSP_BOOT_IRQ, "Irq: all lines"),
	SLOT(VSP_BOOT_SYSTEM, "Stretch: DCB, boot information, stacks"),
	SLOT(VSP_BOOT_TRACE, "Trace: watch, and write notes"),
	SLOT(VSP_BOOT_INIT, "Untyped: the pages of the kernel's boot code"),
	SLOT(VSP_BOOT_SEGMENT, "Stretches: its program, from here on"),
	SLOT(VSP_BOOT_PAYLOAD, "Frames: the payload, 2 MiB each, from here "
	     "on"),
	SLOT(VSP_BOOT_FREE, "empty, from here on"),
};

static const struct slot_name start_slots[] = {
	SLOT(VSP_SLOT_CNODE, "its own CNode: READ, WRITE"),
	SLOT(VSP_SLOT_PD, "its own protection domain: ATTACH, USE"),
	SLOT(VSP_SLOT_DOMAIN, "itself, all rights"),
	SLOT(VSP_SLOT_MEMORY, "Untyped: its memory"),
	SLOT(VSP_SLOT_TABLES, "Untyped: its stretch tables"),
	SLOT(VSP_SLOT_INIT, "portal to init"),
	SLOT(VSP_SLOT_CONSOLE, "portal to the console, if it has one"),
	SLOT(VSP_SLOT_SYSTEM, "Stretch: its DCB, startup pages and stacks"),
	SLOT(VSP_SLOT_LINK, "its links, from here on"),
};

static const struct slot_name system_pages[] = {
	SLOT(VSP_SYSTEM_DCB, "the DCB, three pages"),
	SLOT(VSP_SYSTEM_STARTUP, "startup pages, two; the root's boot "
	     "information"),
	SLOT(VSP_SYSTEM_UPCALL_STACK, "the upcall stack, two pages above one "
	     "that is not mapped"),
	SLOT(VSP_SYSTEM_STACK, "the main stack, above a page that is not "
	     "mapped"),
};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static void
put_fields(const char *title, const struct field *field, size_t n)
{
	printf("@subsection %s\n\n"
	       "@multitable @columnfractions .12 .12 .20 .56\n"
	       "@headitem offset @tab bytes @tab name @tab what it is\n",
	       title);
	for (size_t i = 0; i < n; i++) {
		printf("@item 0x%zx @tab %zu @tab @code{%s} @tab ",
		       field[i].offset, field[i].bytes, field[i].name);
		put_texi(field[i].text);
		putchar('\n');
	}
	printf("@end multitable\n\n");
}

static void
put_slots(const char *title, const char *what, const struct slot_name *slot,
	  size_t n)
{
	printf("@subsection %s\n\n"
	       "@multitable @columnfractions .10 .32 .58\n"
	       "@headitem %s @tab name @tab what is in it\n", title, what);
	for (size_t i = 0; i < n; i++) {
		printf("@item %u @tab @code{%s} @tab ", slot[i].number,
		       slot[i].name);
		put_texi(slot[i].text);
		putchar('\n');
	}
	printf("@end multitable\n\n");
}

void
layout_texi(void)
{
	put_fields("The domain control block", dcb, COUNT(dcb));
	put_fields("The boot-information page", bootinfo, COUNT(bootinfo));
	put_slots("The root program's slots", "slot", boot_slots,
		  COUNT(boot_slots));
	put_fields("The startup page", startup, COUNT(startup));
	put_slots("A domain's slots when it starts", "slot", start_slots,
		  COUNT(start_slots));
	put_slots("The system stretch", "page", system_pages,
		  COUNT(system_pages));
}
