/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * kernelfile_test.c - the kernel's ELF file becomes the head of the image as
 * it lies in memory, or is refused in words.
 */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <vesper/op.h>

#include "claims.h"
#include "image.h"
#include "tinyelf.h"

static char path[] = "kernelfile_test.XXXXXX";
static struct tinykernel file;
static struct kernel kernel;
static struct msgs msgs;

static void
setup(void)
{
	int fd = mkstemp(path);

	ck_assert_int_ge(fd, 0);
	close(fd);
	tinykernel_make(&file);
	msgs = (struct msgs){ 0 };
	kernel = (struct kernel){ 0 };
}

static void
forget(void)
{
	kernel_free(&kernel);
	msg_free(&msgs);
}

static void
teardown(void)
{
	forget();
	ck_assert_int_eq(unlink(path), 0);
	memcpy(path + sizeof path - 7, "XXXXXX", 6);
}

static bool
read_file(size_t len)
{
	struct blob b = { .bytes = (uint8_t *)&file, .len = len };

	ck_assert_int_eq(file_write(path, &b), 0);
	return kernel_read(&kernel, &msgs, path);
}

#define REFUSED(claim, problem, ...) \
START_TEST(claim) \
{ \
	__VA_ARGS__; \
	ck_assert(!read_file(sizeof file)); \
	ck_assert_str_eq(strchr(msgs.msg[0].text, ':') + 2, problem); \
} \
END_TEST

START_TEST(kernel_is_laid_out_with_its_bss)
{
	ck_assert(read_file(sizeof file));
	ck_assert_uint_eq(kernel.address, TINY_KERNEL_ADDRESS);
	ck_assert_uint_eq(kernel.memory.len, 0x2000);
	ck_assert_mem_eq(kernel.memory.bytes, file.image, sizeof file.image);
	for (size_t i = sizeof file.image; i < kernel.memory.len; i++)
		ck_assert_uint_eq(kernel.memory.bytes[i], 0);
}
END_TEST

START_TEST(kernel_end_can_be_behind_the_segments)
{
	file.sym[1].st_value += 0x3000;
	ck_assert(read_file(sizeof file));
	ck_assert_uint_eq(kernel.memory.len, 0x5000);
}
END_TEST

START_TEST(kernel_without_the_symbol_ends_with_its_segments)
{
	file.strings[1] = 'x';
	file.phdr[0].p_memsz = 0x4001;
	ck_assert(read_file(sizeof file));
	ck_assert_uint_eq(kernel.memory.len, 0x5000);
}
END_TEST

REFUSED(kernel_without_image_header_is_refused,
	"does not start with an AArch64 image header (magic 0x644d5200, not "
	"0x644d5241)",
	file.image[56] = 0)

REFUSED(kernel_that_ends_inside_itself_is_refused,
	"symbol __kernel_end is at 0x80800, but the segments end at 0x81800",
	file.sym[1].st_value -= 0x1000)

REFUSED(kernel_away_from_its_text_offset_is_refused,
	"is linked at 0x100000, but its header says 0x80000",
	file.phdr[0].p_paddr = 0x100000;
	file.sym[1].st_value += 0x80000)

REFUSED(kernel_for_another_machine_is_refused,
	"is not an AArch64 ELF program",
	file.ehdr.e_machine = EM_X86_64)

REFUSED(kernel_of_huge_size_is_refused,
	"has segments from 0x80000 to 0xffffffffffffffff (at most 64 MiB)",
	file.phdr[0].p_memsz = UINT64_MAX - 5)

REFUSED(kernel_beyond_its_file_is_refused,
	"is truncated: segment 0 has 6144 bytes at 448, the file 504",
	file.phdr[0].p_offset += 72;
	file.phdr[0].p_filesz = TINY_KERNEL_BYTES)

static uint32_t
next_random(uint32_t *state)
{
	*state = *state * 1664525 + 1013904223;
	return *state >> 8;
}

START_TEST(spoilt_kernel_is_refused_or_sound)
{
	uint32_t random = 1, accepted = 0;

	for (unsigned round = 0; round < 1000; round++) {
		uint8_t *bytes = (uint8_t *)&file;

		tinykernel_make(&file);
		for (uint32_t n = 1 + next_random(&random) % 4; n-- > 0;)
			bytes[next_random(&random) % sizeof file] =
				(uint8_t)next_random(&random);
		if (read_file(sizeof file - next_random(&random) % 8)) {
			ck_assert_uint_eq(kernel.memory.len % VSP_PAGE_SIZE,
					  0);
			accepted++;
		} else {
			ck_assert_uint_gt(msgs.count, 0);
		}
		forget();
	}
	ck_assert_uint_gt(accepted, 0);
}
END_TEST

int
main(void)
{
	const TTest *const claims[] = {
		kernel_is_laid_out_with_its_bss,
		kernel_end_can_be_behind_the_segments,
		kernel_without_the_symbol_ends_with_its_segments,
		kernel_without_image_header_is_refused,
		kernel_that_ends_inside_itself_is_refused,
		kernel_away_from_its_text_offset_is_refused,
		kernel_for_another_machine_is_refused,
		kernel_of_huge_size_is_refused,
		kernel_beyond_its_file_is_refused,
		spoilt_kernel_is_refused_or_sound,
	};

	return claims_run("kernelfile", claims, sizeof claims / sizeof *claims,
			  setup, teardown);
}
