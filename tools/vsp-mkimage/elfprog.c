/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * elfprog.c - reads a program: checks that its segments can be stretches, and
 * takes what the image needs.
 *
 * The checks stand in a table, in stages: those of a stage are all made, but
 * the next stage relies on it and is entered only if it told nothing.
 */
#include <stdlib.h>
#include <string.h>
#include <vesper/dcb.h>
#include <vesper/op.h>

#include "elfcheck.h"

/* More address space than there is: arithmetic below cannot overflow. */
#define ADDRESS_LIMIT (1ull << 30)

static const char *
flags_text(uint32_t flags)
{
	static const char *const text[] = {
		"---", "--x", "-w-", "-wx", "r--", "r-x", "rw-", "rwx"
	};

	return text[flags & 7];
}

/* Segments without a byte of memory do not count. */
static void
check_load_count(struct elfcheck *c)
{
	unsigned count = 0;
	GElf_Phdr ph;

	for (int i = 0; i < c->header.e_phnum; i++) {
		if (!gelf_getphdr(c->elf, i, &ph) || ph.p_type != PT_LOAD ||
		    !ph.p_memsz)
			continue;
		if (count < VSP_IMAGE_SEGMENTS)
			c->load[count] = ph;
		count++;
	}
	c->nloads = count < VSP_IMAGE_SEGMENTS ? count : VSP_IMAGE_SEGMENTS;
	if (!count)
		msg_error(c->m, c->who, "has no segment to load");
	if (count > VSP_IMAGE_SEGMENTS) {
		msg_error(c->m, c->who, "has %u segments to load (at most %u)",
			  count, VSP_IMAGE_SEGMENTS);
		hint_link(c);
	}
}

static void
check_load_sizes(struct elfcheck *c)
{
	for (unsigned i = 0; i < c->nloads; i++) {
		const GElf_Phdr *ph = &c->load[i];

		if (!elf_is_inside(&c->p->file, ph->p_offset, ph->p_filesz))
			msg_error(c->m, c->who, "is truncated: segment %u has "
				  "%llu bytes at %llu, the file %zu", i,
				  (unsigned long long)ph->p_filesz,
				  (unsigned long long)ph->p_offset,
				  c->p->file.len);
		if (ph->p_filesz > ph->p_memsz)
			msg_error(c->m, c->who, "segment %u is larger in the "
				  "file (%llu bytes) than in memory (%llu)", i,
				  (unsigned long long)ph->p_filesz,
				  (unsigned long long)ph->p_memsz);
		if (ph->p_memsz > ADDRESS_LIMIT || ph->p_vaddr > ADDRESS_LIMIT)
			msg_error(c->m, c->who, "segment %u (0x%llx bytes at "
				  "0x%llx) does not fit into 1 GiB", i,
				  (unsigned long long)ph->p_memsz,
				  (unsigned long long)ph->p_vaddr);
	}
}

static void
check_load_rights(struct elfcheck *c)
{
	for (unsigned i = 0; i < c->nloads; i++) {
		uint32_t flags = c->load[i].p_flags & (PF_R | PF_W | PF_X);

		if (flags == (PF_R | PF_X) || flags == PF_R ||
		    flags == (PF_R | PF_W))
			continue;
		if (flags & PF_W && flags & PF_X)
			msg_error(c->m, c->who, "segment %u is writable and "
				  "executable (%s)", i, flags_text(flags));
		else
			msg_error(c->m, c->who, "segment %u is %s, not r-x, "
				  "r-- or rw-", i, flags_text(flags));
		hint_link(c);
	}
}

/* The kernel maps init's segments one behind the other. */
static void
check_load_places(struct elfcheck *c)
{
	uint64_t end = 0;

	for (unsigned i = 0; i < c->nloads; i++) {
		const GElf_Phdr *ph = &c->load[i];
		uint64_t start = ph->p_vaddr;

		if (start % VSP_STRETCH_SIZE)
			msg_error(c->m, c->who, "segment %u (%s) starts at "
				  "0x%llx, not on a 2 MiB boundary", i,
				  flags_text(ph->p_flags),
				  (unsigned long long)start);
		else if (i == 0 && start != 0)
			msg_error(c->m, c->who, "segment 0 starts at 0x%llx, "
				  "not at 0", (unsigned long long)start);
		else if (start < end)
			msg_error(c->m, c->who, "segment %u starts at 0x%llx, "
				  "below the end of the one before (0x%llx)",
				  i, (unsigned long long)start,
				  (unsigned long long)end);
		else if (c->use == ELFPROG_IN_PLACE && start - end >=
			 VSP_STRETCH_SIZE)
			msg_error(c->m, c->who, "segment %u starts at 0x%llx, "
				  "not on the stretch behind the one before",
				  i, (unsigned long long)start);
		else {
			end = start + ph->p_memsz;
			continue;
		}
		hint_link(c);
	}
}

static void
take_segments(struct elfcheck *c)
{
	struct elfprog *p = c->p;

	for (unsigned i = 0; i < c->nloads; i++) {
		const GElf_Phdr *ph = &c->load[i];
		uint64_t end = ph->p_vaddr + ph->p_memsz;

		p->segment[i] = (struct vsp_image_segment){
			.offset = ph->p_offset,
			.file_bytes = ph->p_filesz,
			.mem_bytes = ph->p_memsz,
			.first_stretch = (uint32_t)(ph->p_vaddr >>
						    VSP_STRETCH_SHIFT),
			.rights = (ph->p_flags & PF_R ? VSP_R_READ : 0) |
				(ph->p_flags & PF_W ? VSP_R_WRITE : 0) |
				(ph->p_flags & PF_X ? VSP_R_EXEC : 0),
		};
		p->nstretches = (unsigned)((end + VSP_STRETCH_SIZE - 1) >>
					   VSP_STRETCH_SHIFT);
	}
	p->nsegments = c->nloads;
	p->vector = c->header.e_entry;
}

/* The entry is the upcall vector; its last entry may be a single branch. */
static void
check_entry(struct elfcheck *c)
{
	uint64_t entry = c->header.e_entry;
	uint64_t size = VSP_UPCALL_CHILD * VSP_UPCALL_SIZE + 4;

	for (unsigned i = 0; i < c->nloads; i++) {
		const GElf_Phdr *ph = &c->load[i];

		if (!(ph->p_flags & PF_X) || entry < ph->p_vaddr ||
		    entry >= ph->p_vaddr + ph->p_filesz)
			continue;
		if (entry % 16)
			msg_error(c->m, c->who, "entry 0x%llx is not aligned "
				  "to 16", (unsigned long long)entry);
		else if (ph->p_vaddr + ph->p_filesz - entry < size)
			msg_error(c->m, c->who, "entry 0x%llx is too near the "
				  "segment's end for an upcall vector (%llu "
				  "bytes)", (unsigned long long)entry,
				  (unsigned long long)size);
		return;
	}
	msg_error(c->m, c->who, "entry 0x%llx is not in an executable segment",
		  (unsigned long long)entry);
	hint_link(c);
}

static const struct {
	unsigned stage;
	void (*check)(struct elfcheck *c);
} elf_check[] = {
	{ 0, check_magic },
	{ 1, check_class },
	{ 2, check_machine },
	{ 3, check_type },
	{ 4, check_tables },
	{ 5, check_dynamic },
	{ 5, check_load_count },
	{ 5, check_symbols },
	{ 6, check_load_sizes },
	{ 7, check_load_rights },
	{ 7, check_load_places },
	{ 7, check_entry },
	{ 8, take_segments },
	{ 9, check_relocs },
};

/* Takes over p->file, which must hold the file's bytes.  True if all is well;
 * else it was told. */
bool
elfprog_read(struct elfprog *p, struct msgs *m, const struct subject *who,
	     enum elfprog_use use)
{
	struct elfcheck c = { .p = p, .m = m, .who = who, .use = use };
	unsigned before = m->count, stage = 0;

	for (size_t i = 0; i < sizeof elf_check / sizeof *elf_check; i++) {
		if (elf_check[i].stage != stage && m->count != before)
			break;
		stage = elf_check[i].stage;
		elf_check[i].check(&c);
	}
	elf_end(c.elf);
	return m->count == before;
}

void
elfprog_free(struct elfprog *p)
{
	blob_free(&p->file);
	free(p->reloc);
	*p = (struct elfprog){ 0 };
}

/* Pages that its segments take in memory. */
uint64_t
elfprog_pages(const struct elfprog *p)
{
	uint64_t pages = 0;

	for (unsigned i = 0; i < p->nsegments; i++)
		pages += (p->segment[i].mem_bytes + VSP_PAGE_SIZE - 1) >>
			VSP_PAGE_SHIFT;
	return pages;
}
