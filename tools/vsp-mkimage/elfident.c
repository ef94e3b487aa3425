/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * elfident.c - tells files that are not AArch64 static PIEs from those that
 * are, and what they are instead.
 */
#include <string.h>

#include "elfcheck.h"

struct named {
	unsigned number;
	const char *name;
};

static const struct named machine[] = {
	{ EM_386, "x86" }, { EM_X86_64, "x86-64" }, { EM_ARM, "32-bit ARM" },
	{ EM_AARCH64, "AArch64" }, { EM_RISCV, "RISC-V" },
	{ EM_PPC64, "64-bit PowerPC" }, { EM_S390, "s390" },
	{ EM_MIPS, "MIPS" }, { EM_SPARCV9, "64-bit SPARC" },
};

static const struct named type[] = {
	{ ET_NONE, "of no type (ET_NONE)" },
	{ ET_REL, "an object file (ET_REL), not yet linked" },
	{ ET_EXEC, "linked to fixed addresses (ET_EXEC), not a PIE" },
	{ ET_CORE, "a core dump (ET_CORE)" },
};

static const char *
named_find(const struct named *list, size_t count, unsigned number)
{
	for (size_t i = 0; i < count; i++)
		if (list[i].number == number)
			return list[i].name;
	return NULL;
}

const char *
elf_machine_name(unsigned number)
{
	const char *name = named_find(machine, sizeof machine / sizeof *machine,
				      number);

	return name ? name : "another machine";
}

void
hint_link(struct elfcheck *c)
{
	if (!c->hinted)
		msg_hint(c->m, "build it with the flags of "
			 "`pkg-config --cflags --libs vesper`: -fPIE, "
			 "-static-pie, -T vesper.ld");
	c->hinted = true;
}

void
check_magic(struct elfcheck *c)
{
	const uint8_t *b = c->p->file.bytes;
	size_t len = c->p->file.len;

	if (len < sizeof(Elf64_Ehdr))
		msg_error(c->m, c->who, "is not an ELF file (%zu bytes, a "
			  "header has %zu)", len, sizeof(Elf64_Ehdr));
	else if (memcmp(b, ELFMAG, SELFMAG))
		msg_error(c->m, c->who, "is not an ELF file (it starts with "
			  "%02x %02x %02x %02x)", b[0], b[1], b[2], b[3]);
}

void
check_class(struct elfcheck *c)
{
	const uint8_t *b = c->p->file.bytes;

	if (b[EI_CLASS] != ELFCLASS64)
		msg_error(c->m, c->who, "is not a 64-bit ELF file (class %u)",
			  b[EI_CLASS]);
	else if (b[EI_DATA] != ELFDATA2LSB)
		msg_error(c->m, c->who, "is not little-endian (data %u)",
			  b[EI_DATA]);
	else if (!(c->elf = elf_open(&c->p->file, &c->header)))
		msg_error(c->m, c->who, "cannot be read as ELF (%s)",
			  elf_errmsg(-1));
}

void
check_machine(struct elfcheck *c)
{
	if (c->header.e_machine == EM_AARCH64)
		return;
	msg_error(c->m, c->who, "is for %s, not for AArch64 (machine %u)",
		  elf_machine_name(c->header.e_machine), c->header.e_machine);
	msg_hint(c->m, "build it with the cross compiler");
}

void
check_type(struct elfcheck *c)
{
	const char *what = named_find(type, sizeof type / sizeof *type,
				      c->header.e_type);

	if (c->header.e_type == ET_DYN)
		return;
	msg_error(c->m, c->who, "is %s", what ? what : "of an unknown type");
	hint_link(c);
}

static void
check_table(struct elfcheck *c, const char *what, uint64_t offset,
	    size_t count, size_t size)
{
	if (!count)
		msg_error(c->m, c->who, "has no %s headers", what);
	else if (!elf_is_inside(&c->p->file, offset, count * size))
		msg_error(c->m, c->who, "is truncated: %zu %s headers at %llu,"
			  " %zu bytes in the file", count, what,
			  (unsigned long long)offset, c->p->file.len);
}

/* The relocations are found by the section headers: these must be there. */
void
check_tables(struct elfcheck *c)
{
	const GElf_Ehdr *h = &c->header;

	check_table(c, "program", h->e_phoff, h->e_phnum, sizeof(Elf64_Phdr));
	check_table(c, "section", h->e_shoff, h->e_shoff ? h->e_shnum : 0,
		    sizeof(Elf64_Shdr));
}

static void
check_needed(struct elfcheck *c, Elf_Scn *scn, const GElf_Shdr *sh)
{
	Elf_Data *data = elf_getdata(scn, NULL);
	size_t count = data ? data->d_size / sizeof(Elf64_Dyn) : 0;
	GElf_Dyn dyn;

	for (size_t i = 0; i < count; i++) {
		const char *lib;

		if (!gelf_getdyn(data, (int)i, &dyn) || dyn.d_tag == DT_NULL)
			return;
		if (dyn.d_tag != DT_NEEDED)
			continue;
		lib = elf_strptr(c->elf, sh->sh_link, dyn.d_un.d_val);
		msg_error(c->m, c->who, "needs the shared library '%s'",
			  lib ? lib : "?");
		hint_link(c);
	}
}

/* There is no dynamic linker. */
void
check_dynamic(struct elfcheck *c)
{
	GElf_Phdr ph;
	GElf_Shdr sh;
	Elf_Scn *scn = NULL;

	for (int i = 0; i < c->header.e_phnum; i++) {
		if (!gelf_getphdr(c->elf, i, &ph) || ph.p_type != PT_INTERP)
			continue;
		msg_error(c->m, c->who, "asks for a dynamic linker "
			  "(PT_INTERP)");
		hint_link(c);
	}
	while ((scn = elf_nextscn(c->elf, scn)))
		if (gelf_getshdr(scn, &sh) && sh.sh_type == SHT_DYNAMIC)
			check_needed(c, scn, &sh);
}
