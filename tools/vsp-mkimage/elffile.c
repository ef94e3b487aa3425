/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * elffile.c - an ELF file in memory, as libelf sees it.
 */
#include "elffile.h"

Elf *
elf_open(const struct blob *file, GElf_Ehdr *header)
{
	Elf *elf;

	if (elf_version(EV_CURRENT) == EV_NONE)
		return NULL;
	elf = elf_memory((char *)file->bytes, file->len);
	if (elf && !gelf_getehdr(elf, header)) {
		elf_end(elf);
		elf = NULL;
	}
	return elf;
}

bool
elf_is_inside(const struct blob *file, uint64_t start, uint64_t len)
{
	return start <= file->len && len <= file->len - start;
}
