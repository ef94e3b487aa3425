/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * elfprog_test.c - a good program is read as it is, and each thing that can be
 * wrong with one is told in words; no file at all makes the reader fall.
 */
#include <elf.h>
#include <stdlib.h>
#include <string.h>
#include <vesper/op.h>

#include "claims.h"
#include "elfprog.h"
#include "tinyelf.h"

static const struct subject who = { "t.vsp", { 1, 1 }, "program", "tiny" };

static struct tinyelf elf;
static struct msgs msgs;
static struct elfprog prog;

static void
setup(void)
{
	tinyelf_make(&elf);
	msgs = (struct msgs){ 0 };
	prog = (struct elfprog){ 0 };
}

static void
teardown(void)
{
	elfprog_free(&prog);
	msg_free(&msgs);
}

static bool
read_elf(size_t len, enum elfprog_use use)
{
	blob_add(&prog.file, &elf, len, 1);
	return elfprog_read(&prog, &msgs, &who, use);
}

/* The first message is that the program `text`. */
static void
refused_bytes(size_t len, enum elfprog_use use, const char *text)
{
	ck_assert(!read_elf(len, use));
	ck_assert_uint_gt(msgs.count, 0);
	ck_assert_str_eq(msgs.msg[0].text + strlen("program 'tiny': "), text);
}

static void
refused(const char *text)
{
	refused_bytes(sizeof elf, ELFPROG_LOADED, text);
}

/* With the program spoilt so, it is told that the program `text`. */
#define REFUSED(claim, text, ...) \
START_TEST(claim) \
{ \
	__VA_ARGS__; \
	refused(text); \
} \
END_TEST

START_TEST(good_program_is_taken_as_it_is)
{
	ck_assert(read_elf(sizeof elf, ELFPROG_LOADED));
	ck_assert_uint_eq(msgs.count, 0);
	ck_assert_uint_eq(prog.vector, 0x80);
	ck_assert_uint_eq(prog.nsegments, 3);
	ck_assert_uint_eq(prog.nstretches, 3);
	ck_assert_uint_eq(prog.segment[0].rights, VSP_R_READ | VSP_R_EXEC);
	ck_assert_uint_eq(prog.segment[1].rights, VSP_R_READ);
	ck_assert_uint_eq(prog.segment[2].rights, VSP_R_READ | VSP_R_WRITE);
	ck_assert_uint_eq(prog.segment[2].first_stretch, 2);
	ck_assert_uint_eq(prog.segment[2].file_bytes, TINY_DATA_BYTES);
	ck_assert_uint_eq(prog.segment[2].mem_bytes,
			  TINY_DATA_BYTES + TINY_BSS_BYTES);
	ck_assert_uint_eq(elfprog_pages(&prog), 1 + 1 + 3);
}
END_TEST

START_TEST(relocations_keep_place_and_addend)
{
	ck_assert(read_elf(sizeof elf, ELFPROG_LOADED));
	ck_assert_uint_eq(prog.nrelocs, TINY_NRELAS);
	ck_assert_uint_eq(prog.reloc[3].where, 0x400018);
	ck_assert_int_eq(prog.reloc[3].addend, 0x200003);
}
END_TEST

START_TEST(segment_over_two_stretches_counts_both)
{
	elf.phdr[TINY_DATA].p_memsz = VSP_STRETCH_SIZE + 1;
	ck_assert(read_elf(sizeof elf, ELFPROG_LOADED));
	ck_assert_uint_eq(prog.nstretches, 4);
}
END_TEST

START_TEST(thread_local_storage_is_allowed)
{
	elf.phdr[TINY_SPARE0] = elf.phdr[TINY_DATA];
	elf.phdr[TINY_SPARE0].p_type = PT_TLS;
	ck_assert(read_elf(sizeof elf, ELFPROG_LOADED));
}
END_TEST

START_TEST(weak_undefined_symbol_is_allowed)
{
	elf.sym[1].st_shndx = SHN_UNDEF;
	elf.sym[1].st_info = ELF64_ST_INFO(STB_WEAK, STT_FUNC);
	ck_assert(read_elf(sizeof elf, ELFPROG_LOADED));
}
END_TEST

REFUSED(text_file_is_not_elf,
	"is not an ELF file (it starts with 23 21 2f 62)",
	memcpy(&elf, "#!/bin/sh\n", 10))

START_TEST(empty_file_is_not_elf)
{
	refused_bytes(0, ELFPROG_LOADED,
		      "is not an ELF file (0 bytes, a header has 64)");
}
END_TEST

REFUSED(class_32_is_refused,
	"is not a 64-bit ELF file (class 1)",
	elf.ehdr.e_ident[EI_CLASS] = ELFCLASS32)

REFUSED(big_endian_is_refused,
	"is not little-endian (data 2)",
	elf.ehdr.e_ident[EI_DATA] = ELFDATA2MSB)

REFUSED(native_program_is_named,
	"is for x86-64, not for AArch64 (machine 62)",
	elf.ehdr.e_machine = EM_X86_64)

REFUSED(fixed_address_is_refused,
	"is linked to fixed addresses (ET_EXEC), not a PIE",
	elf.ehdr.e_type = ET_EXEC)

REFUSED(object_file_is_refused,
	"is an object file (ET_REL), not yet linked",
	elf.ehdr.e_type = ET_REL)

REFUSED(interpreter_is_refused,
	"asks for a dynamic linker (PT_INTERP)",
	elf.phdr[TINY_SPARE0].p_type = PT_INTERP)

REFUSED(shared_library_is_named,
	"needs the shared library 'libc.so.6'",
	elf.dyn[0].d_tag = DT_NEEDED;
	elf.dyn[0].d_un.d_val = tinyelf_string(&elf, "libc.so.6"))

REFUSED(undefined_symbol_is_named,
	"symbol 'main' is undefined",
	elf.sym[1].st_shndx = SHN_UNDEF)

REFUSED(five_segments_are_refused,
	"has 5 segments to load (at most 4)",
	elf.phdr[TINY_SPARE0] = elf.phdr[TINY_RODATA];
	elf.phdr[TINY_SPARE1] = elf.phdr[TINY_RODATA])

START_TEST(no_segments_are_refused)
{
	for (unsigned i = 0; i < TINY_NPHDRS; i++)
		elf.phdr[i].p_type = PT_NULL;
	refused("has no segment to load");
}
END_TEST

START_TEST(truncated_segment_is_refused)
{
	elf.phdr[TINY_DATA].p_offset = sizeof elf - 8;
	ck_assert(!read_elf(sizeof elf, ELFPROG_LOADED));
	ck_assert_uint_eq(msgs.count, 1);
	ck_assert_ptr_nonnull(strstr(msgs.msg[0].text,
				     "is truncated: segment 2 has 72 bytes"));
}
END_TEST

START_TEST(segment_at_the_end_of_numbers_is_refused)
{
	elf.phdr[TINY_DATA].p_offset = UINT64_MAX - 8;
	ck_assert(!read_elf(sizeof elf, ELFPROG_LOADED));
	ck_assert_ptr_nonnull(strstr(msgs.msg[0].text, "is truncated"));
}
END_TEST

REFUSED(larger_in_file_than_in_memory_is_refused,
	"segment 1 is larger in the file (40 bytes) than in memory (8)",
	elf.phdr[TINY_RODATA].p_memsz = 8)

REFUSED(huge_segment_is_refused,
	"segment 2 (0x10000000000 bytes at 0x400000) does not fit into 1 "
	"GiB",
	elf.phdr[TINY_DATA].p_memsz = 1ull << 40)

REFUSED(writable_and_executable_is_refused,
	"segment 2 is writable and executable (rwx)",
	elf.phdr[TINY_DATA].p_flags = PF_R | PF_W | PF_X)

REFUSED(execute_only_is_refused,
	"segment 0 is --x, not r-x, r-- or rw-",
	elf.phdr[TINY_TEXT].p_flags = PF_X)

REFUSED(segment_off_a_stretch_is_refused,
	"segment 1 (r--) starts at 0x201000, not on a 2 MiB boundary",
	elf.phdr[TINY_RODATA].p_vaddr = 0x201000)

REFUSED(first_segment_must_be_at_zero,
	"segment 0 starts at 0x600000, not at 0",
	elf.phdr[TINY_TEXT].p_vaddr = 0x600000)

START_TEST(gap_between_segments_is_for_loaded_programs_only)
{
	elf.phdr[TINY_DATA].p_vaddr = 0x600000;
	for (unsigned i = 0; i < TINY_NRELAS; i++)
		elf.rela[i].r_offset += 0x200000;
	ck_assert(read_elf(sizeof elf, ELFPROG_LOADED));
	ck_assert_uint_eq(prog.nstretches, 4);
	elfprog_free(&prog);
	refused_bytes(sizeof elf, ELFPROG_IN_PLACE, "segment 2 starts at "
		      "0x600000, not on the stretch behind the one before");
}
END_TEST

REFUSED(overlapping_segments_are_refused,
	"segment 2 starts at 0x400000, below the end of the one before "
	"(0x400004)",
	elf.phdr[TINY_RODATA].p_memsz = VSP_STRETCH_SIZE + 4)

REFUSED(entry_in_data_is_refused,
	"entry 0x400000 is not in an executable segment",
	elf.ehdr.e_entry = 0x400000)

REFUSED(misaligned_entry_is_refused,
	"entry 0x84 is not aligned to 16",
	elf.ehdr.e_entry = 0x84)

REFUSED(entry_without_room_for_a_vector_is_refused,
	"entry 0x100 is too near the segment's end for an upcall vector "
	"(516 bytes)",
	elf.ehdr.e_entry = TINY_TEXT_BYTES - 0x200)

REFUSED(unsupported_relocation_is_named_with_its_symbol,
	"relocation R_AARCH64_GLOB_DAT (1025) at 0x400008 for symbol "
	"'main' is not supported",
	elf.rela[1].r_info = ELF64_R_INFO(1, R_AARCH64_GLOB_DAT))

REFUSED(relocation_in_bss_is_refused,
	"relocation at 0x400044 is outside the segments' contents",
	elf.rela[0].r_offset = 0x400000 + TINY_DATA_BYTES - 4)

REFUSED(misaligned_relocation_is_refused,
	"relocation at 0x400004 is not aligned to 8 bytes",
	elf.rela[0].r_offset = 0x400004)

START_TEST(relocation_in_rodata_is_for_loaded_programs_only)
{
	elf.rela[0].r_offset = 0x200000;
	ck_assert(read_elf(sizeof elf, ELFPROG_LOADED));
	teardown();
	setup();
	elf.rela[0].r_offset = 0x200000;
	refused_bytes(sizeof elf, ELFPROG_IN_PLACE, "relocation at 0x200000 "
		      "is in a segment that init cannot write when it "
		      "relocates itself");
}
END_TEST

REFUSED(compressed_relocations_are_refused,
	"has relocations of another form than RELA (section type 19)",
	elf.shdr[TINY_SH_RELA].sh_type = 19)

REFUSED(file_without_section_headers_is_refused,
	"has no section headers",
	elf.ehdr.e_shoff = 0;
	elf.ehdr.e_shnum = 0)

START_TEST(problems_are_told_together)
{
	elf.phdr[TINY_TEXT].p_flags = PF_R | PF_W | PF_X;
	elf.phdr[TINY_RODATA].p_vaddr = 0x201000;
	elf.ehdr.e_entry = 0x900000;
	ck_assert(!read_elf(sizeof elf, ELFPROG_LOADED));
	ck_assert_uint_eq(msgs.count, 3);
}
END_TEST

/* What every accepted program is, whatever its file was. */
static void
assert_sound(const struct elfprog *p)
{
	ck_assert_uint_ge(p->nsegments, 1);
	ck_assert_uint_le(p->nsegments, VSP_IMAGE_SEGMENTS);
	ck_assert_uint_le(p->nstretches, 1024);
	for (unsigned i = 0; i < p->nsegments; i++) {
		const struct vsp_image_segment *s = &p->segment[i];

		ck_assert(s->offset <= p->file.len &&
			  s->file_bytes <= p->file.len - s->offset);
		ck_assert_uint_le(s->file_bytes, s->mem_bytes);
		ck_assert((s->rights & (VSP_R_WRITE | VSP_R_EXEC)) !=
			  (VSP_R_WRITE | VSP_R_EXEC));
		ck_assert_uint_lt(s->first_stretch, p->nstretches);
	}
}

static uint32_t
next_random(uint32_t *state)
{
	*state = *state * 1664525 + 1013904223;
	return *state >> 8;
}

START_TEST(truncated_anywhere_is_never_accepted)
{
	size_t headers = offsetof(struct tinyelf, text);

	for (size_t len = 0; len < sizeof elf; len += len < headers ? 1 : 7) {
		ck_assert(!read_elf(len, ELFPROG_LOADED));
		teardown();
		setup();
	}
}
END_TEST

START_TEST(spoilt_anywhere_is_refused_or_sound)
{
	size_t headers = offsetof(struct tinyelf, text);
	uint32_t random = 1, accepted = 0;

	for (unsigned round = 0; round < 20000; round++) {
		uint8_t *bytes = (uint8_t *)&elf;

		for (uint32_t n = next_random(&random) % 6; n-- > 0;)
			bytes[next_random(&random) % headers] =
				(uint8_t)next_random(&random);
		if (read_elf(sizeof elf, ELFPROG_LOADED)) {
			assert_sound(&prog);
			accepted++;
		} else {
			ck_assert_uint_gt(msgs.count, 0);
		}
		teardown();
		setup();
	}
	ck_assert_uint_gt(accepted, 0);
}
END_TEST

int
main(void)
{
	const TTest *const claims[] = {
		good_program_is_taken_as_it_is,
		relocations_keep_place_and_addend,
		segment_over_two_stretches_counts_both,
		thread_local_storage_is_allowed,
		weak_undefined_symbol_is_allowed, text_file_is_not_elf,
		empty_file_is_not_elf, class_32_is_refused,
		big_endian_is_refused, native_program_is_named,
		fixed_address_is_refused, object_file_is_refused,
		interpreter_is_refused, shared_library_is_named,
		undefined_symbol_is_named, five_segments_are_refused,
		no_segments_are_refused, truncated_segment_is_refused,
		segment_at_the_end_of_numbers_is_refused,
		larger_in_file_than_in_memory_is_refused,
		huge_segment_is_refused, writable_and_executable_is_refused,
		execute_only_is_refused, segment_off_a_stretch_is_refused,
		first_segment_must_be_at_zero,
		gap_between_segments_is_for_loaded_programs_only,
		overlapping_segments_are_refused,
		entry_in_data_is_refused, misaligned_entry_is_refused,
		entry_without_room_for_a_vector_is_refused,
		unsupported_relocation_is_named_with_its_symbol,
		relocation_in_bss_is_refused, misaligned_relocation_is_refused,
		relocation_in_rodata_is_for_loaded_programs_only,
		compressed_relocations_are_refused,
		file_without_section_headers_is_refused,
		problems_are_told_together,
		truncated_anywhere_is_never_accepted,
		spoilt_anywhere_is_refused_or_sound,
	};

	return claims_run("elfprog", claims, sizeof claims / sizeof *claims,
			  setup, teardown);
}
