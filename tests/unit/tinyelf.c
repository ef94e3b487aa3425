/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * tinyelf.c - makes a small good program, and a small kernel.
 */
#include <stddef.h>
#include <string.h>

#include "tinyelf.h"

#define PLACE(type, member) \
	.sh_offset = offsetof(struct type, member), \
	.sh_size = sizeof ((struct type *)0)->member

static Elf64_Ehdr
ehdr_make(uint16_t type, uint64_t entry)
{
	return (Elf64_Ehdr){
		.e_ident = { ELFMAG0, ELFMAG1, ELFMAG2, ELFMAG3, ELFCLASS64,
			ELFDATA2LSB, EV_CURRENT },
		.e_type = type,
		.e_machine = EM_AARCH64,
		.e_version = EV_CURRENT,
		.e_entry = entry,
		.e_ehsize = sizeof(Elf64_Ehdr),
		.e_phentsize = sizeof(Elf64_Phdr),
		.e_shentsize = sizeof(Elf64_Shdr),
	};
}

static void
tinyelf_segments(struct tinyelf *e)
{
	e->phdr[TINY_TEXT] = (Elf64_Phdr){
		.p_type = PT_LOAD, .p_flags = PF_R | PF_X,
		.p_offset = offsetof(struct tinyelf, text),
		.p_vaddr = 0,
		.p_filesz = sizeof e->text, .p_memsz = sizeof e->text,
	};
	e->phdr[TINY_RODATA] = (Elf64_Phdr){
		.p_type = PT_LOAD, .p_flags = PF_R,
		.p_offset = offsetof(struct tinyelf, rodata),
		.p_vaddr = 0x200000,
		.p_filesz = sizeof e->rodata, .p_memsz = sizeof e->rodata,
	};
	e->phdr[TINY_DATA] = (Elf64_Phdr){
		.p_type = PT_LOAD, .p_flags = PF_R | PF_W,
		.p_offset = offsetof(struct tinyelf, data),
		.p_vaddr = 0x400000,
		.p_filesz = sizeof e->data,
		.p_memsz = sizeof e->data + TINY_BSS_BYTES,
	};
}

static void
tinyelf_sections(struct tinyelf *e)
{
	e->shdr[TINY_SH_RELA] = (Elf64_Shdr){
		.sh_type = SHT_RELA, .sh_flags = SHF_ALLOC,
		PLACE(tinyelf, rela), .sh_link = TINY_SH_SYMTAB,
		.sh_addralign = 8, .sh_entsize = sizeof(Elf64_Rela),
	};
	e->shdr[TINY_SH_SYMTAB] = (Elf64_Shdr){
		.sh_type = SHT_SYMTAB, PLACE(tinyelf, sym),
		.sh_link = TINY_SH_STRTAB, .sh_info = 1,
		.sh_addralign = 8, .sh_entsize = sizeof(Elf64_Sym),
	};
	e->shdr[TINY_SH_STRTAB] = (Elf64_Shdr){
		.sh_type = SHT_STRTAB, PLACE(tinyelf, strings),
		.sh_addralign = 1,
	};
	e->shdr[TINY_SH_DYNAMIC] = (Elf64_Shdr){
		.sh_type = SHT_DYNAMIC, PLACE(tinyelf, dyn),
		.sh_link = TINY_SH_STRTAB,
		.sh_addralign = 8, .sh_entsize = sizeof(Elf64_Dyn),
	};
}

void
tinyelf_make(struct tinyelf *e)
{
	memset(e, 0, sizeof *e);
	e->ehdr = ehdr_make(ET_DYN, 0x80);
	e->ehdr.e_phoff = offsetof(struct tinyelf, phdr);
	e->ehdr.e_phnum = TINY_NPHDRS;
	e->ehdr.e_shoff = offsetof(struct tinyelf, shdr);
	e->ehdr.e_shnum = TINY_NSHDRS;
	e->ehdr.e_shstrndx = TINY_SH_STRTAB;
	tinyelf_segments(e);
	tinyelf_sections(e);
	for (unsigned i = 0; i < TINY_NRELAS; i++)
		e->rela[i] = (Elf64_Rela){
			.r_offset = 0x400000 + 8 * i,
			.r_info = ELF64_R_INFO(0, R_AARCH64_RELATIVE),
			.r_addend = 0x200000 + i,
		};
	memcpy(e->strings + 1, "main", 5);
	e->sym[1] = (Elf64_Sym){
		.st_name = 1, .st_info = ELF64_ST_INFO(STB_GLOBAL, STT_FUNC),
		.st_shndx = 1, .st_value = 0x100,
	};
	memset(e->text, 0x11, sizeof e->text);
	memset(e->rodata, 0x22, sizeof e->rodata);
	memset(e->data, 0x33, sizeof e->data);
}

uint32_t
tinyelf_string(struct tinyelf *e, const char *s)
{
	strncpy(e->strings + 8, s, sizeof e->strings - 9);
	return 8;
}

/* The symbol __kernel_end is where .bss ends. */
void
tinykernel_make(struct tinykernel *k)
{
	const uint64_t header[] = {
		0, TINY_KERNEL_ADDRESS, 0, 2, 0, 0, 0, 0x644d5241
	};

	memset(k, 0, sizeof *k);
	k->ehdr = ehdr_make(ET_EXEC, TINY_KERNEL_ADDRESS);
	k->ehdr.e_phoff = offsetof(struct tinykernel, phdr);
	k->ehdr.e_phnum = 1;
	k->ehdr.e_shoff = offsetof(struct tinykernel, shdr);
	k->ehdr.e_shnum = 3;
	k->ehdr.e_shstrndx = 2;
	k->phdr[0] = (Elf64_Phdr){
		.p_type = PT_LOAD, .p_flags = PF_R | PF_W | PF_X,
		.p_offset = offsetof(struct tinykernel, image),
		.p_vaddr = 0xffffff8000000000 + TINY_KERNEL_ADDRESS,
		.p_paddr = TINY_KERNEL_ADDRESS,
		.p_filesz = sizeof k->image, .p_memsz = TINY_KERNEL_BYTES,
	};
	k->shdr[1] = (Elf64_Shdr){
		.sh_type = SHT_SYMTAB, PLACE(tinykernel, sym), .sh_link = 2,
		.sh_info = 1, .sh_addralign = 8,
		.sh_entsize = sizeof(Elf64_Sym),
	};
	k->shdr[2] = (Elf64_Shdr){
		.sh_type = SHT_STRTAB, PLACE(tinykernel, strings),
		.sh_addralign = 1,
	};
	memcpy(k->strings + 1, "__kernel_end", 13);
	k->sym[1] = (Elf64_Sym){
		.st_name = 1, .st_info = ELF64_ST_INFO(STB_GLOBAL, STT_NOTYPE),
		.st_shndx = SHN_ABS,
		.st_value = 0xffffff8000000000 + TINY_KERNEL_ADDRESS +
			TINY_KERNEL_BYTES,
	};
	memset(k->image, 0x44, sizeof k->image);
	memcpy(k->image, header, sizeof header);
}
