/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * init.h - the root program: builds the described system, then serves it.
 *
 *	main.c		the order of things
 *	startup.c	what init would be told, if somebody had started it
 *	payload.c	the packed image
 *	object.c	kernel objects from the root's memory
 *	device.c	frames of device registers
 *	domain.c	a domain's objects, memory and start
 *	load.c		a domain's program
 *	link.c		what connects domains
 *	page.c		a domain's startup pages
 *	serve.c		ends and faults of domains
 *	report.c	what it has to say
 *	power.c		the end
 */
#ifndef INIT_H
#define INIT_H

#include <stdbool.h>
#include <stdint.h>

#include <vesper/bootinfo.h>
#include <vesper/image.h>
#include <vesper/vesper.h>

#define INIT_NDOMAINS 64u	/* children of one scheduler */

/* A domain that init builds.  Slots are init's own. */
struct domain {
	const struct vsp_image_domain *image;
	const struct vsp_image_program *program;
	vsp_slot cnode, pd, domain;
	vsp_slot system;	/* its system stretch, owner */
	vsp_slot segments;	/* its program's stretches, owners */
	uint64_t system_address;
	uint64_t base;		/* address of the program */
	uint64_t page;		/* of its Domain: its number in traces */
	uint32_t nlinks;	/* slots of links that are filled */
	bool started;
	bool ended;
};

extern struct domain domains[INIT_NDOMAINS];
extern const struct vsp_image *image;
extern const struct vsp_bootinfo *bootinfo;
/* Instructions from the kernel's entry to init's first (start.S). */
extern uint64_t init_boot_count;

/* startup.c: after it, the root's slots are where libvesper expects them. */
extern vsp_slot slot_device[2], slot_irq, slot_trace;
void startup_move_slots(void);

/* payload.c */
void payload_map(void);
const void *payload_at(uint64_t offset);

/* object.c: make `count` objects; gives the first's slot.  `who` and `what`
 * are for the message if that fails: it does not return then. */
struct wanted {
	const char *who, *what;
	enum vsp_type type;
	uint64_t size_pages;
	uint32_t count;
	uint64_t *last_page;	/* gets the last one's; or NULL */
};

vsp_slot object_make(const struct wanted *wanted);
vsp_slot object_derive(const char *who, const char *what, vsp_slot from,
		       uint64_t rights, uint64_t badge);
void object_move(const char *who, const char *what, vsp_slot into,
		 vsp_slot slot, vsp_slot from);
/* Attach to init itself, for reading and writing; gives the address. */
uint64_t object_attach(const char *who, const char *what, vsp_slot stretch);
/* Frames for [page, page + pages) of a stretch, mapped with `rights`. */
void object_map(const char *who, const char *what, vsp_slot stretch,
		uint64_t page, uint64_t pages, uint64_t rights);

/* device.c */
struct device {
	uint64_t physical;	/* of its first page */
	uint64_t pages;
	vsp_slot frame;
	vsp_slot stretch;	/* 0: nobody has asked for it yet */
	uint64_t address;	/* of the stretch */
};

void devices_make(void);
/* The device there, mapped in a stretch of its own; NULL if unknown. */
const struct device *device_mapped(uint64_t physical);
/* The same, also attached to init: address of its registers. */
volatile uint32_t *device_registers(uint64_t physical);

/* domain.c */
void domain_make(uint32_t index);
void domain_start(uint32_t index);
struct domain *domain_of_badge(uint64_t badge);
/* NULL: init itself. */
struct domain *domain_scheduler(const struct domain *d);

/* load.c */
void domain_load(struct domain *d);

/* link.c */
void shared_make(void);
void domain_connect(uint32_t index);

/* page.c: the startup page, filled link by link. */
void page_begin(struct domain *d);
void page_link(struct domain *d, const struct vsp_startup_link *link);
void page_end(struct domain *d);

/* serve.c */
_Noreturn void serve(void);

/* report.c: "init: ..." on the console, or, before there is one, on uart0. */
extern bool console_runs;
void report(const char *format, ...)
	__attribute__((format(printf, 1, 2)));
/* If error: "init: domain 'who': what: error", and the system ends. */
void must(int error, const char *who, const char *what);
/* `thread`: its name, VSP_THREAD_NAME bytes; "" if there is but one. */
void report_fault(const struct domain *d, const char *thread,
		  const struct vsp_fault *fault);
/* The address that was accessed is not known then. */
void report_handler_fault(const struct domain *d,
			  const struct vsp_fault *fault);

/* power.c */
#define UART0_ADDRESS	0x3f201000u
#define POWER_ADDRESS	0x3f100000u

_Noreturn void power_off(void);

#endif
