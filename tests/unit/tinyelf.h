/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * tinyelf.h - a small good program, and a small kernel, as ELF files in
 * memory, for tests to spoil one field of.
 *
 * The structure is the file: offsets in the headers are offsets in it.
 */
#ifndef TINYELF_H
#define TINYELF_H

#include <elf.h>
#include <stdint.h>

enum { TINY_TEXT, TINY_RODATA, TINY_DATA, TINY_SPARE0, TINY_SPARE1,
       TINY_NPHDRS };
enum { TINY_SH_NULL, TINY_SH_RELA, TINY_SH_SYMTAB, TINY_SH_STRTAB,
       TINY_SH_DYNAMIC, TINY_NSHDRS };
enum { TINY_NRELAS = 4, TINY_NSYMS = 3, TINY_NDYNS = 2 };

#define TINY_TEXT_BYTES		0x300
#define TINY_RODATA_BYTES	0x28
#define TINY_DATA_BYTES		0x48
#define TINY_BSS_BYTES		0x2000

struct tinyelf {
	Elf64_Ehdr ehdr;
	Elf64_Phdr phdr[TINY_NPHDRS];
	Elf64_Shdr shdr[TINY_NSHDRS];
	Elf64_Rela rela[TINY_NRELAS];
	Elf64_Sym sym[TINY_NSYMS];
	Elf64_Dyn dyn[TINY_NDYNS];
	char strings[64];
	uint8_t text[TINY_TEXT_BYTES];
	uint8_t rodata[TINY_RODATA_BYTES];
	uint8_t data[TINY_DATA_BYTES];
};

struct tinykernel {
	Elf64_Ehdr ehdr;
	Elf64_Phdr phdr[1];
	Elf64_Shdr shdr[3];
	Elf64_Sym sym[2];
	char strings[16];
	uint8_t image[128];	/* starts with the AArch64 image header */
};

#define TINY_KERNEL_ADDRESS	0x80000ull
#define TINY_KERNEL_BYTES	0x1800ull	/* with its .bss */

void tinyelf_make(struct tinyelf *e);
void tinykernel_make(struct tinykernel *k);

/* Use the string `s` (of up to 40 bytes) in the string table: its offset. */
uint32_t tinyelf_string(struct tinyelf *e, const char *s);

#endif
