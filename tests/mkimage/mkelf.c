/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * mkelf.c - writes small ELF files, a good one and bad ones, into a folder:
 * what the descriptions in tests/mkimage call their programs.
 */
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../unit/tinyelf.h"

static struct tinyelf elf;

static void
spoil_nothing(void)
{
}

static void
spoil_text(void)
{
	elf.text[0] = 0x77;
}

static void
spoil_magic(void)
{
	memcpy(&elf, "#!/bin/sh\n", 10);
}

static void
spoil_machine(void)
{
	elf.ehdr.e_machine = EM_X86_64;
}

static void
spoil_type(void)
{
	elf.ehdr.e_type = ET_EXEC;
}

static void
spoil_needed(void)
{
	elf.phdr[TINY_SPARE0].p_type = PT_INTERP;
	elf.dyn[0].d_tag = DT_NEEDED;
	elf.dyn[0].d_un.d_val = tinyelf_string(&elf, "libc.so.6");
}

static void
spoil_symbol(void)
{
	elf.sym[1].st_shndx = SHN_UNDEF;
}

static void
spoil_reloc(void)
{
	elf.rela[0].r_info = ELF64_R_INFO(1, R_AARCH64_ABS64);
	elf.rela[1].r_info = ELF64_R_INFO(0, R_AARCH64_IRELATIVE);
}

static void
spoil_segments(void)
{
	elf.phdr[TINY_RODATA].p_flags = PF_R | PF_W | PF_X;
	elf.phdr[TINY_DATA].p_vaddr = 0x410000;
}

static void
spoil_entry(void)
{
	elf.ehdr.e_entry = 0x200000;
}

static void
spoil_length(void)
{
	elf.phdr[TINY_DATA].p_filesz = 4096;
	elf.phdr[TINY_DATA].p_memsz = 4096;
}

static const struct {
	const char *name;
	void (*spoil)(void);
} file[] = {
	{ "good", spoil_nothing },
	{ "other", spoil_text },
	{ "a-program-with-quite-a-long-file-name", spoil_nothing },
	{ "script", spoil_magic },
	{ "native", spoil_machine },
	{ "fixed", spoil_type },
	{ "dynamic", spoil_needed },
	{ "undefined", spoil_symbol },
	{ "relocations", spoil_reloc },
	{ "segments", spoil_segments },
	{ "entry", spoil_entry },
	{ "truncated", spoil_length },
};

static void
write_file(const char *dir, const char *name, const void *bytes, size_t len)
{
	char path[4096];
	FILE *f;

	snprintf(path, sizeof path, "%s/%s", dir, name);
	f = fopen(path, "wb");
	if (!f || fwrite(bytes, len, 1, f) != 1 || fclose(f)) {
		perror(path);
		exit(1);
	}
}

int
main(int argc, char **argv)
{
	struct tinykernel kernel;

	if (argc != 2) {
		fprintf(stderr, "usage: mkelf FOLDER\n");
		return 2;
	}
	tinykernel_make(&kernel);
	write_file(argv[1], "kernel", &kernel, sizeof kernel);
	for (size_t i = 0; i < sizeof file / sizeof *file; i++) {
		tinyelf_make(&elf);
		file[i].spoil();
		write_file(argv[1], file[i].name, &elf, sizeof elf);
	}
	return 0;
}
