/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * elfreloc.c - collects a program's relocations, all of which must be
 * R_AARCH64_RELATIVE, and looks for symbols that nobody defines.
 */
#include <string.h>

#include "../common/memory.h"
#include "elfcheck.h"

#ifndef SHT_RELR
#define SHT_RELR 19		/* compressed relative relocations */
#endif

/* False if enough problems of this sort have been told. */
static bool
elf_tell_more(struct elfcheck *c)
{
	return ++c->ntold <= ELF_TOLD_MAX;
}

static void
elf_tell_rest(struct elfcheck *c, const char *what)
{
	if (c->ntold > ELF_TOLD_MAX)
		msg_error(c->m, c->who, "and %u more %s",
			  c->ntold - ELF_TOLD_MAX, what);
	c->ntold = 0;
}

static const char *
reloc_name(uint32_t type)
{
	static const struct { uint32_t type; const char *name; } known[] = {
		{ R_AARCH64_ABS64, "R_AARCH64_ABS64" },
		{ R_AARCH64_ABS32, "R_AARCH64_ABS32" },
		{ R_AARCH64_COPY, "R_AARCH64_COPY" },
		{ R_AARCH64_GLOB_DAT, "R_AARCH64_GLOB_DAT" },
		{ R_AARCH64_JUMP_SLOT, "R_AARCH64_JUMP_SLOT" },
		{ R_AARCH64_TLS_DTPMOD, "R_AARCH64_TLS_DTPMOD" },
		{ R_AARCH64_TLS_DTPREL, "R_AARCH64_TLS_DTPREL" },
		{ R_AARCH64_TLS_TPREL, "R_AARCH64_TLS_TPREL" },
		{ R_AARCH64_TLSDESC, "R_AARCH64_TLSDESC" },
		{ R_AARCH64_IRELATIVE, "R_AARCH64_IRELATIVE" },
	};

	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (known[i].type == type)
			return known[i].name;
	return "an unknown one";
}

/* The name of symbol `index` of the symbol table `scn`. */
static const char *
symbol_name(struct elfcheck *c, Elf_Scn *scn, size_t index)
{
	Elf_Data *data = scn ? elf_getdata(scn, NULL) : NULL;
	const char *name = NULL;
	GElf_Shdr sh;
	GElf_Sym sym;

	if (index && data && gelf_getshdr(scn, &sh) &&
	    gelf_getsym(data, (int)index, &sym))
		name = elf_strptr(c->elf, sh.sh_link, sym.st_name);
	return name && *name ? name : "(none)";
}

static const struct vsp_image_segment *
segment_of_word(const struct elfprog *p, uint64_t where)
{
	for (unsigned i = 0; i < p->nsegments; i++) {
		const struct vsp_image_segment *s = &p->segment[i];
		uint64_t start = (uint64_t)s->first_stretch << 21;

		if (where >= start && s->file_bytes >= 8 &&
		    where - start <= s->file_bytes - 8)
			return s;
	}
	return NULL;
}

static const char *
reloc_misplaced(const struct elfcheck *c, uint64_t where)
{
	const struct vsp_image_segment *s = segment_of_word(c->p, where);

	if (!s)
		return "is outside the segments' contents";
	if (where % 8)
		return "is not aligned to 8 bytes";
	if (c->use == ELFPROG_IN_PLACE && !(s->rights & 2))
		return "is in a segment that init cannot write when it "
			"relocates itself";
	return NULL;
}

static void
reloc_take(struct elfcheck *c, const GElf_Rela *rela, Elf_Scn *symbols)
{
	uint32_t type = (uint32_t)GELF_R_TYPE(rela->r_info);
	const char *problem = reloc_misplaced(c, rela->r_offset);

	if (type == R_AARCH64_NONE)
		return;
	if (type == R_AARCH64_RELATIVE && !problem) {
		*ARRAY_ADD(c->p->reloc, c->p->nrelocs) =
			(struct vsp_image_reloc){
				rela->r_offset, rela->r_addend
			};
	} else if (!elf_tell_more(c)) {
		return;
	} else if (type == R_AARCH64_RELATIVE) {
		msg_error(c->m, c->who, "relocation at 0x%llx %s",
			  (unsigned long long)rela->r_offset, problem);
	} else {
		msg_error(c->m, c->who, "relocation %s (%u) at 0x%llx for "
			  "symbol '%s' is not supported", reloc_name(type),
			  type, (unsigned long long)rela->r_offset,
			  symbol_name(c, symbols, GELF_R_SYM(rela->r_info)));
		hint_link(c);
	}
}

static void
check_rela_section(struct elfcheck *c, Elf_Scn *scn, const GElf_Shdr *sh)
{
	Elf_Data *data = elf_getdata(scn, NULL);
	Elf_Scn *symbols = elf_getscn(c->elf, sh->sh_link);
	GElf_Rela rela;

	if (!data && sh->sh_size) {
		msg_error(c->m, c->who, "is truncated: section %zu "
			  "(relocations) cannot be read", elf_ndxscn(scn));
		return;
	}
	for (size_t i = 0; data && i < data->d_size / sizeof(Elf64_Rela); i++)
		if (gelf_getrela(data, (int)i, &rela))
			reloc_take(c, &rela, symbols);
}

void
check_relocs(struct elfcheck *c)
{
	Elf_Scn *scn = NULL;
	GElf_Shdr sh;

	while ((scn = elf_nextscn(c->elf, scn))) {
		if (!gelf_getshdr(scn, &sh) || !(sh.sh_flags & SHF_ALLOC))
			continue;
		if (sh.sh_type == SHT_RELA) {
			check_rela_section(c, scn, &sh);
		} else if (sh.sh_type == SHT_REL || sh.sh_type == SHT_RELR) {
			msg_error(c->m, c->who, "has relocations of another "
				  "form than RELA (section type %u)",
				  sh.sh_type);
			msg_hint(c->m, "link without "
				 "-z pack-relative-relocs");
		}
	}
	elf_tell_rest(c, "relocations like these");
}

static Elf_Scn *
section_of_type(Elf *elf, unsigned type)
{
	Elf_Scn *scn = NULL;
	GElf_Shdr sh;

	while ((scn = elf_nextscn(elf, scn)))
		if (gelf_getshdr(scn, &sh) && sh.sh_type == type)
			return scn;
	return NULL;
}

/* What the full symbol table tells, or in a stripped file the other one. */
void
check_symbols(struct elfcheck *c)
{
	Elf_Scn *scn = section_of_type(c->elf, SHT_SYMTAB);
	Elf_Data *data;
	GElf_Sym sym;

	if (!scn)
		scn = section_of_type(c->elf, SHT_DYNSYM);
	data = scn ? elf_getdata(scn, NULL) : NULL;
	for (size_t i = 1; data && i < data->d_size / sizeof(Elf64_Sym); i++) {
		if (!gelf_getsym(data, (int)i, &sym) ||
		    sym.st_shndx != SHN_UNDEF ||
		    GELF_ST_BIND(sym.st_info) != STB_GLOBAL)
			continue;
		if (elf_tell_more(c))
			msg_error(c->m, c->who, "symbol '%s' is undefined",
				  symbol_name(c, scn, i));
	}
	elf_tell_rest(c, "undefined symbols");
}
