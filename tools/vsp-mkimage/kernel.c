/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * kernel.c - lays out the kernel as it lies in memory, from its ELF file.
 *
 * Segments are put at their physical addresses; the first byte is that of the
 * AArch64 image header.  The kernel ends at its symbol __kernel_end, or, if it
 * has none, behind its last segment; the next page is the payload's first.
 */
#include <stdlib.h>
#include <string.h>
#include <vesper/op.h>

#include "../common/memory.h"
#include "elffile.h"
#include "image.h"
#include "system.h"

#define KERNEL_VIRTUAL	0xffffff8000000000ull	/* physical address 0 */
#define KERNEL_MAX	(64ull << 20)		/* any more is a mistake */

struct kernel_range {
	uint64_t start, end;
};

static struct kernel_range
kernel_range(Elf *elf, const GElf_Ehdr *header)
{
	struct kernel_range r = { UINT64_MAX, 0 };
	GElf_Phdr ph;

	for (int i = 0; i < header->e_phnum; i++) {
		if (!gelf_getphdr(elf, i, &ph) || ph.p_type != PT_LOAD ||
		    !ph.p_memsz)
			continue;
		if (ph.p_paddr < r.start)
			r.start = ph.p_paddr;
		if (ph.p_memsz > UINT64_MAX - ph.p_paddr)
			r.end = UINT64_MAX;
		else if (ph.p_paddr + ph.p_memsz > r.end)
			r.end = ph.p_paddr + ph.p_memsz;
	}
	return r;
}

/* The physical address of a symbol; 0 if there is none. */
static uint64_t
kernel_symbol(Elf *elf, const char *name)
{
	Elf_Scn *scn = NULL;
	GElf_Shdr sh;
	GElf_Sym sym;

	while ((scn = elf_nextscn(elf, scn))) {
		Elf_Data *data = elf_getdata(scn, NULL);

		if (!gelf_getshdr(scn, &sh) || sh.sh_type != SHT_SYMTAB)
			continue;
		for (int i = 0; data && gelf_getsym(data, i, &sym); i++) {
			const char *s = elf_strptr(elf, sh.sh_link,
						   sym.st_name);

			if (s && !strcmp(s, name))
				return sym.st_value >= KERNEL_VIRTUAL ?
					sym.st_value - KERNEL_VIRTUAL :
					sym.st_value;
		}
	}
	return 0;
}

static bool
kernel_place(struct kernel *k, struct msgs *m, const struct subject *who,
	     const struct blob *file, Elf *elf, const GElf_Ehdr *header)
{
	unsigned before = m->count;
	GElf_Phdr ph;

	for (int i = 0; i < header->e_phnum; i++) {
		if (!gelf_getphdr(elf, i, &ph) || ph.p_type != PT_LOAD ||
		    !ph.p_memsz)
			continue;
		if (ph.p_filesz > ph.p_memsz ||
		    !elf_is_inside(file, ph.p_offset, ph.p_filesz))
			msg_error(m, who, "is truncated: segment %d has %llu "
				  "bytes at %llu, the file %zu", i,
				  (unsigned long long)ph.p_filesz,
				  (unsigned long long)ph.p_offset, file->len);
		else if (ph.p_filesz)
			memcpy(k->memory.bytes + (ph.p_paddr - k->address),
			       file->bytes + ph.p_offset, ph.p_filesz);
	}
	return m->count == before;
}

static void
kernel_check_header(const struct kernel *k, struct msgs *m,
		    const struct subject *who)
{
	struct arm64_header h;

	memcpy(&h, k->memory.bytes, sizeof h);
	if (h.magic != ARM64_MAGIC)
		msg_error(m, who, "does not start with an AArch64 image header"
			  " (magic 0x%08x, not 0x%08x)", h.magic, ARM64_MAGIC);
	else if (k->address % VSP_PAGE_SIZE || h.text_offset != k->address)
		msg_error(m, who, "is linked at 0x%llx, but its header says "
			  "0x%llx", (unsigned long long)k->address,
			  (unsigned long long)h.text_offset);
}

static void
kernel_lay_out(struct kernel *k, struct msgs *m, const struct subject *who,
	       const struct blob *file)
{
	GElf_Ehdr header;
	Elf *elf = elf_open(file, &header);
	struct kernel_range r = { 0, 0 };
	uint64_t end = 0;

	if (elf) {
		r = kernel_range(elf, &header);
		end = kernel_symbol(elf, "__kernel_end");
	}
	if (!elf || header.e_machine != EM_AARCH64 || header.e_phnum == 0) {
		msg_error(m, who, "is not an AArch64 ELF program");
	} else if (r.end <= r.start || r.end - r.start > KERNEL_MAX ||
		   r.end - r.start < sizeof(struct arm64_header)) {
		msg_error(m, who, "has segments from 0x%llx to 0x%llx "
			  "(at most %llu MiB)", (unsigned long long)r.start,
			  (unsigned long long)r.end, KERNEL_MAX >> 20);
	} else if (end && (end < r.end || end - r.start > KERNEL_MAX)) {
		msg_error(m, who, "symbol __kernel_end is at 0x%llx, but the "
			  "segments end at 0x%llx", (unsigned long long)end,
			  (unsigned long long)r.end);
	} else {
		k->address = r.start;
		blob_add(&k->memory, NULL, (end ? end : r.end) - r.start, 1);
		blob_add(&k->memory, NULL, 0, VSP_PAGE_SIZE);
		if (kernel_place(k, m, who, file, elf, &header))
			kernel_check_header(k, m, who);
	}
	elf_end(elf);
}

bool
kernel_read(struct kernel *k, struct msgs *m, const char *path)
{
	struct subject who = { path, { 0, 0 }, "kernel", path_base(path) };
	unsigned before = m->count;
	struct blob file;
	int error = file_read(path, PROGRAM_BYTES_MAX, &file);

	*k = (struct kernel){ .path = need_printf("%s", path) };
	if (error) {
		msg_error(m, &who, "cannot be read (%s)", strerror(error));
		msg_hint(m, "name it with --kernel or VSP_KERNEL");
	} else {
		kernel_lay_out(k, m, &who, &file);
	}
	blob_free(&file);
	return m->count == before;
}

void
kernel_free(struct kernel *k)
{
	free(k->path);
	blob_free(&k->memory);
	*k = (struct kernel){ 0 };
}
