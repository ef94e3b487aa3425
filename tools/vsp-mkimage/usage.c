/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * usage.c - adds up what a system takes of memory and of stretch tables.
 *
 * An estimate from above: it knows what kernel and init make, and where an
 * alignment can cost pages it counts them as lost.
 */
#include <stdlib.h>
#include <string.h>
#include <vesper/op.h>
#include <vesper/startup.h>

#include "../common/memory.h"
#include "board.h"
#include "usage.h"

#define RAMTAB_ENTRY_BYTES	8u	/* for each page of RAM */
#define ROOT_OBJECT_PAGES	128u	/* CNode, PD, Domain, stacks, ... */
#define PD_ALIGN_PAGES		3u	/* that its alignment can cost */
#define INIT_WORK_TABLES	4u	/* init's heap, UART, power manager */

static uint64_t
round_up(uint64_t n, uint64_t to)
{
	return (n + to - 1) / to * to;
}

static uint64_t
pages_bytes(uint64_t pages)
{
	return pages << VSP_PAGE_SHIFT;
}

/* A CNode has a power of two of pages. */
unsigned
domain_slots_pages(const struct domain *dom)
{
	unsigned pages = 1;

	while (pages < 65536 && pages * VSP_SLOTS_PER_PAGE < dom->slots.n)
		pages *= 2;
	return pages;
}

unsigned
domain_links(const struct desc *d, const char *name)
{
	unsigned count = 0;

	for (unsigned i = 0; i < d->nlinks; i++)
		count += !strcmp(d->link[i].from.s, name);
	return count;
}

static void
usage_domain(struct domain_usage *u, const struct system *s, unsigned index)
{
	const struct domain *dom = &s->desc.domain[index];
	int program = s->program_of ? s->program_of[index] : -1;

	u->objects = pages_bytes(VSP_DOMAIN_PAGES + VSP_PD_PAGES +
				 PD_ALIGN_PAGES + domain_slots_pages(dom) +
				 VSP_STARTUP_PAGES + VSP_UPCALL_STACK_PAGES);
	u->stack = dom->stack.n;
	u->memory = dom->memory.n;
	u->tables = 1 + (unsigned)dom->tables.n;
	if (program >= 0) {
		const struct elfprog *elf = &s->program[program].elf;

		u->segments = pages_bytes(elfprog_pages(elf));
		u->tables += elf->nstretches;
	}
	u->total = u->objects + u->segments + u->stack + u->memory;
}

static void
usage_links(struct usage *u, const struct desc *d)
{
	for (unsigned i = 0; i < d->nlinks; i++)
		u->tables_devices += d->link[i].kind == VSP_LINK_DEVICE;
	for (unsigned i = 0; i < d->nshared; i++) {
		u->shared += d->shared[i].size.n;
		u->tables_shared++;
	}
}

/* The region of tables starts on a stretch's boundary behind the payload. */
static uint64_t
boot_bytes(const struct kernel *kernel, uint64_t payload_bytes)
{
	uint64_t end = kernel->address + kernel->memory.len + payload_bytes;

	return kernel->address + round_up(end, VSP_STRETCH_SIZE) - end +
		(board_ram_bytes >> VSP_PAGE_SHIFT) * RAMTAB_ENTRY_BYTES +
		pages_bytes(ROOT_OBJECT_PAGES);
}

void
usage_compute(struct usage *u, const struct system *s, uint64_t payload_bytes)
{
	const struct desc *d = &s->desc;

	*u = (struct usage){
		.kernel = s->kernel.memory.len,
		.boot = boot_bytes(&s->kernel, payload_bytes),
		.payload = payload_bytes,
		.tables_region = pages_bytes(USAGE_TABLES),
		.ram = board_ram_bytes,
		.tables_init = s->init.elf.nstretches + 1 + INIT_WORK_TABLES +
			(unsigned)(round_up(payload_bytes, VSP_STRETCH_SIZE) /
				   VSP_STRETCH_SIZE),
	};
	u->domain = need_alloc(NULL, d->ndomains, sizeof *u->domain);
	memset(u->domain, 0, d->ndomains * sizeof *u->domain);
	usage_links(u, d);
	u->tables = u->tables_init + u->tables_devices + u->tables_shared;
	for (unsigned i = 0; i < d->ndomains; i++) {
		usage_domain(&u->domain[i], s, i);
		u->domains += u->domain[i].total;
		u->tables += u->domain[i].tables;
	}
	u->total = u->kernel + u->boot + u->payload + u->tables_region +
		u->domains + u->shared;
	u->free = u->total < u->ram ? u->ram - u->total : 0;
}

void
usage_free(struct usage *u)
{
	free(u->domain);
	*u = (struct usage){ 0 };
}
