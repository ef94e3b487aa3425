/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * elffile.h - an ELF file in memory, as libelf sees it.
 */
#ifndef ELFFILE_H
#define ELFFILE_H

#include <gelf.h>
#include <stdbool.h>

#include "../common/file.h"

/* NULL if it is none; elf_end() in the end. */
Elf *elf_open(const struct blob *file, GElf_Ehdr *header);
bool elf_is_inside(const struct blob *file, uint64_t start, uint64_t len);

#endif
