/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * image.c - packs a checked system into the payload of a boot image.
 *
 *	struct vsp_image
 *	programs[] domains[] links[] shared[]
 *	arguments, relocations
 *	segments of init, each from a page boundary, ready to run
 *	segments of the programs, each from a page boundary
 *
 * Nothing but the files' contents and the description goes in, and in the
 * description's order: the same input gives the same bytes.
 */
#include <stdlib.h>
#include <string.h>
#include <vesper/op.h>

#include "../common/memory.h"
#include "board.h"
#include "checks.h"
#include "image.h"
#include "usage.h"

struct packer {
	struct image *image;
	const struct system *s;
	struct vsp_image head;
	struct vsp_image_program *program;
	struct vsp_image_domain *domain;
	struct vsp_image_link *link;
	struct vsp_image_shared *shared;
};

static size_t
pack(struct packer *p, const void *bytes, size_t len, size_t align)
{
	return blob_add(&p->image->payload, bytes, len, align);
}

static void
pack_name(char to[VSP_IMAGE_NAME], const char *name)
{
	memset(to, 0, VSP_IMAGE_NAME);
	memcpy(to, name, strnlen(name, VSP_IMAGE_NAME - 1));
}

static void
note(struct packer *p, const char *kind, const char *name, const char *part,
     size_t offset, size_t bytes)
{
	*ARRAY_ADD(p->image->item, p->image->nitems) = (struct image_item){
		kind, name, part, offset, bytes
	};
}

static const char *
rights_text(uint32_t rights)
{
	if (rights & VSP_R_EXEC)
		return "r-x";
	return rights & VSP_R_WRITE ? "rw-" : "r--";
}

static void
pack_segments(struct packer *p, const char *kind, const struct program *prog,
	      struct vsp_image_program *out, bool in_place)
{
	for (unsigned i = 0; i < prog->elf.nsegments; i++) {
		struct vsp_image_segment seg = prog->elf.segment[i];
		const uint8_t *from = prog->elf.file.bytes + seg.offset;

		seg.offset = pack(p, from, seg.file_bytes, VSP_PAGE_SIZE);
		if (in_place) {
			pack(p, NULL, seg.mem_bytes - seg.file_bytes, 1);
			seg.file_bytes = seg.mem_bytes;
		}
		pack(p, NULL, 0, VSP_PAGE_SIZE);
		out->segment[i] = seg;
		note(p, kind, prog->name, rights_text(seg.rights), seg.offset,
		     seg.file_bytes);
	}
}

static void
pack_program(struct packer *p, const char *kind, const struct program *prog,
	     struct vsp_image_program *out)
{
	const struct elfprog *elf = &prog->elf;
	size_t bytes = elf->nrelocs * sizeof *elf->reloc;

	pack_name(out->name, prog->name);
	out->vector = elf->vector;
	out->nsegments = elf->nsegments;
	out->nstretches = elf->nstretches;
	out->relocs = pack(p, elf->reloc, bytes, 8);
	out->nrelocs = elf->nrelocs;
	note(p, kind, prog->name, "relocations", out->relocs, bytes);
}

static void
pack_time(const struct packer *p, struct vsp_image_time *out,
	  const struct domain *dom)
{
	out->share_permille = (uint32_t)sched_share(&p->s->desc, dom);
	out->priority = (uint32_t)dom->priority.n;
	out->extra = (uint32_t)dom->extra.n;
	out->period_ns = dom->period.n;
	out->slice_ns = dom->slice.n;
	out->latency_ns = dom->latency.n;
}

static void
pack_policy(const struct packer *p, struct vsp_image_policy *out,
	    const struct domain *scheduler)
{
	double limit = sched_limit(&p->s->desc, scheduler);

	out->kind = sched_policy(scheduler);
	out->quantum_ns = scheduler->quantum.n;
	out->limit_permille = (uint32_t)(limit * 1000 + 0.999);
}

static void
pack_domain(struct packer *p, unsigned index)
{
	const struct domain *dom = &p->s->desc.domain[index];
	struct vsp_image_domain *out = &p->domain[index];

	pack_name(out->name, dom->name);
	out->program = (uint32_t)p->s->program_of[index];
	out->flags = dom->daemon.n ? VSP_DOMAIN_DAEMON : 0;
	out->args = p->image->payload.len;
	out->argc = dom->nargs;
	for (unsigned i = 0; i < dom->nargs; i++)
		pack(p, dom->args[i].s, strlen(dom->args[i].s) + 1, 1);
	note(p, "domain", dom->name, "arguments", out->args,
	     p->image->payload.len - out->args);
	out->memory_pages = (uint32_t)(dom->memory.n >> VSP_PAGE_SHIFT);
	out->stack_pages = (uint32_t)(dom->stack.n >> VSP_PAGE_SHIFT);
	out->tables = (uint32_t)dom->tables.n;
	out->slots_pages = domain_slots_pages(dom);
	out->scheduler = (uint32_t)sched_index(&p->s->desc,
					       sched_of(&p->s->desc, dom));
	pack_time(p, &out->time, dom);
	if (dom->schedules) {
		out->flags |= VSP_DOMAIN_SCHEDULER;
		pack_policy(p, &out->policy, dom);
	}
}

static void
pack_device(struct vsp_image_link *out, const char *name)
{
	const struct board_device *device = board_device_find(name);

	out->value = device->address;
	out->bytes = device->bytes;
}

static void
pack_link(struct packer *p, unsigned index)
{
	const struct link *link = &p->s->desc.link[index];
	struct vsp_image_link *out = &p->link[index];

	pack_name(out->name, link->name);
	out->kind = link->kind;
	out->from = (uint32_t)desc_domain(&p->s->desc, link->from.s);
	out->rights = (uint32_t)link->rights.n;
	out->value = link->value.n;
	if (link->to.s)
		out->to = (uint32_t)desc_domain(&p->s->desc, link->to.s);
	if (link->kind == VSP_LINK_SHARED)
		out->value = (uint64_t)link->shared;
	if (link->kind == VSP_LINK_TRACE)
		out->rights = trace_right(link->name);
	if (link->kind == VSP_LINK_DEVICE)
		pack_device(out, link->name);
	if (link->kind == VSP_LINK_IRQ) {
		out->to = (uint32_t)link->value.n;
		out->value = board_irq_find(link->name)->line;
	}
}

static void
pack_shared(struct packer *p, unsigned index)
{
	const struct shared *area = &p->s->desc.shared[index];

	pack_name(p->shared[index].name, area->name);
	p->shared[index].size_pages =
		(uint32_t)(area->size.n >> VSP_PAGE_SHIFT);
}

static void *
zeroed(size_t count, size_t size)
{
	return memset(need_alloc(NULL, count, size), 0, count * size);
}

/* Leave room for the head and the tables, which are filled in last. */
static void
reserve_tables(struct packer *p)
{
	struct vsp_image *h = &p->head;

	h->nprograms = p->s->nprograms;
	h->ndomains = p->s->desc.ndomains;
	h->nlinks = p->s->desc.nlinks;
	h->nshared = p->s->desc.nshared;
	p->program = zeroed(h->nprograms, sizeof *p->program);
	p->domain = zeroed(h->ndomains, sizeof *p->domain);
	p->link = zeroed(h->nlinks, sizeof *p->link);
	p->shared = zeroed(h->nshared, sizeof *p->shared);
	pack(p, NULL, sizeof *h, 8);
	h->programs = pack(p, NULL, h->nprograms * sizeof *p->program, 8);
	h->domains = pack(p, NULL, h->ndomains * sizeof *p->domain, 8);
	h->links = pack(p, NULL, h->nlinks * sizeof *p->link, 8);
	h->shared = pack(p, NULL, h->nshared * sizeof *p->shared, 8);
	note(p, "image", p->s->desc.system.s, "tables", 0,
	     p->image->payload.len);
}

static void
fill_tables(struct packer *p)
{
	uint8_t *to = p->image->payload.bytes;
	const struct vsp_image *h = &p->head;

	memcpy(to, h, sizeof *h);
	memcpy(to + h->programs, p->program, h->nprograms * sizeof *p->program);
	memcpy(to + h->domains, p->domain, h->ndomains * sizeof *p->domain);
	memcpy(to + h->links, p->link, h->nlinks * sizeof *p->link);
	memcpy(to + h->shared, p->shared, h->nshared * sizeof *p->shared);
	free(p->program);
	free(p->domain);
	free(p->link);
	free(p->shared);
}

void
image_build(struct image *image, const struct system *s)
{
	struct packer p = { .image = image, .s = s };

	*image = (struct image){ 0 };
	p.head.magic = VSP_IMAGE_MAGIC;
	p.head.version = VSP_IMAGE_VERSION;
	pack_name(p.head.name, s->desc.system.s);
	pack_policy(&p, &p.head.policy, &s->desc.init);
	reserve_tables(&p);
	for (unsigned i = 0; i < p.head.ndomains; i++)
		pack_domain(&p, i);
	for (unsigned i = 0; i < p.head.nlinks; i++)
		pack_link(&p, i);
	for (unsigned i = 0; i < p.head.nshared; i++)
		pack_shared(&p, i);
	pack_program(&p, "init", &s->init, &p.head.init);
	for (unsigned i = 0; i < p.head.nprograms; i++)
		pack_program(&p, "program", &s->program[i], &p.program[i]);
	pack_segments(&p, "init", &s->init, &p.head.init, true);
	for (unsigned i = 0; i < p.head.nprograms; i++)
		pack_segments(&p, "program", &s->program[i], &p.program[i],
			      false);
	pack(&p, NULL, 0, VSP_PAGE_SIZE);
	p.head.bytes = image->payload.len;
	fill_tables(&p);
}

/* The kernel, the payload behind it, and in the header the size of both. */
void
image_compose(struct blob *out, const struct kernel *k,
	      const struct image *image)
{
	uint64_t size;

	*out = (struct blob){ 0 };
	blob_add(out, k->memory.bytes, k->memory.len, 1);
	blob_add(out, image->payload.bytes, image->payload.len,
		 VSP_PAGE_SIZE);
	size = out->len;
	memcpy(out->bytes + offsetof(struct arm64_header, image_size), &size,
	       sizeof size);
}

void
image_free(struct image *image)
{
	blob_free(&image->payload);
	free(image->item);
	*image = (struct image){ 0 };
}
