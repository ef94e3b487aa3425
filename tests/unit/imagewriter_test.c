/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * imagewriter_test.c - what goes into an image comes out of it, where it is to
 * be; the same input gives the same bytes; a file is written whole or not.
 */
#include <errno.h>
#include <malloc.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>
#include <vesper/op.h>

#include "memory.h"
#include "claims.h"
#include "image.h"
#include "tinyelf.h"
#include "usage.h"

static const char text[] =
	"system = demo\n"
	"console = con\n"
	"domain con { program = one daemon = true\n"
	"  device uart0 { rights = r } irq uart0 { event = 5 } }\n"
	"domain ping { program = two args = {\"10\", fast}\n"
	"  memory = 1M stack = 16K tables = 3 slots = 300 share = \"12.5%\"\n"
	"  portal ask { to = pong badge = 77 }\n"
	"  event tick { to = pong bits = 0x6 } }\n"
	"domain pong { program = one }\n"
	"shared buffer { size = 12K grant ping { rights = rw }\n"
	"  grant pong { rights = r } }\n";

static char dir[] = "imagewriter_test.XXXXXX";
static struct system sys;
static struct image image;
static const struct vsp_image *head;

static const void *
at(uint64_t offset)
{
	ck_assert_uint_lt(offset, image.payload.len);
	return image.payload.bytes + offset;
}

static void
write_file(const char *name, const void *bytes, size_t len)
{
	char *path = need_printf("%s/%s", dir, name);
	struct blob b = { .bytes = (uint8_t *)(uintptr_t)bytes, .len = len };

	ck_assert_int_eq(file_write(path, &b), 0);
	free(path);
}

static void
write_programs(void)
{
	struct tinyelf elf;
	struct tinykernel kernel;

	tinyelf_make(&elf);
	write_file("init", &elf, sizeof elf);
	elf.text[0] = 0x55;
	write_file("one", &elf, sizeof elf);
	elf.text[0] = 0x66;
	write_file("two", &elf, sizeof elf);
	tinykernel_make(&kernel);
	write_file("kernel", &kernel, sizeof kernel);
}

static void
read_system(void)
{
	struct search where = { 0 };
	char *kernel = need_printf("%s/kernel", dir);
	char *init = need_printf("%s/init", dir);

	search_add(&where, dir, strlen(dir));
	ck_assert(desc_read(&sys.desc, &sys.msgs, "t.vsp", text,
			    sizeof text - 1));
	ck_assert(kernel_read(&sys.kernel, &sys.msgs, kernel));
	ck_assert(system_read_init(&sys, init));
	system_find_programs(&sys, &where);
	system_check(&sys);
	msg_print(&sys.msgs, stderr);
	ck_assert_uint_eq(sys.msgs.count, 0);
	search_free(&where);
	free(kernel);
	free(init);
}

static void
setup(void)
{
	ck_assert_ptr_nonnull(mkdtemp(dir));
	write_programs();
	sys = (struct system){ 0 };
	read_system();
	image_build(&image, &sys);
	head = at(0);
}

static void
teardown(void)
{
	static const char *const files[] = { "init", "one", "two", "kernel",
		"out" };

	for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
		char *path = need_printf("%s/%s", dir, files[i]);

		unlink(path);
		free(path);
	}
	ck_assert_int_eq(rmdir(dir), 0);	/* nothing is left over */
	memcpy(dir + sizeof dir - 7, "XXXXXX", 6);
	image_free(&image);
	system_free(&sys);
}

START_TEST(payload_is_whole_pages_and_says_so)
{
	ck_assert_uint_eq(head->magic, VSP_IMAGE_MAGIC);
	ck_assert_uint_eq(head->version, VSP_IMAGE_VERSION);
	ck_assert_uint_eq(head->bytes, image.payload.len);
	ck_assert_uint_eq(head->bytes % VSP_PAGE_SIZE, 0);
	ck_assert_str_eq(head->name, "demo");
}
END_TEST

START_TEST(domains_come_back_as_described)
{
	const struct vsp_image_domain *d = at(head->domains);

	ck_assert_uint_eq(head->ndomains, 3);
	ck_assert_str_eq(d[0].name, "con");
	ck_assert_uint_eq(d[0].flags, VSP_DOMAIN_DAEMON);
	ck_assert_str_eq(d[1].name, "ping");
	ck_assert_uint_eq(d[1].flags, 0);
	ck_assert_uint_eq(d[1].memory_pages, 256);
	ck_assert_uint_eq(d[1].stack_pages, 4);
	ck_assert_uint_eq(d[1].tables, 3);
	ck_assert_uint_eq(d[1].slots_pages, 4);	/* 300, rounded up to 512 */
	ck_assert_uint_eq(d[1].time.share_permille, 125);
}
END_TEST

START_TEST(arguments_are_strings_in_a_row)
{
	const struct vsp_image_domain *d = at(head->domains);

	ck_assert_uint_eq(d[1].argc, 2);
	ck_assert_mem_eq(at(d[1].args), "10\0fast", 8);
	ck_assert_uint_eq(d[0].argc, 0);
}
END_TEST

START_TEST(domains_of_one_file_share_a_program)
{
	const struct vsp_image_domain *d = at(head->domains);
	const struct vsp_image_program *p = at(head->programs);

	ck_assert_uint_eq(head->nprograms, 2);
	ck_assert_uint_eq(d[0].program, d[2].program);
	ck_assert_uint_ne(d[0].program, d[1].program);
	ck_assert_str_eq(p[d[0].program].name, "one");
	ck_assert_str_eq(p[d[1].program].name, "two");
}
END_TEST

static const struct vsp_image_link *
find_link(const char *name, const char *from)
{
	const struct vsp_image_link *link = at(head->links);
	const struct vsp_image_domain *d = at(head->domains);

	for (unsigned i = 0; i < head->nlinks; i++)
		if (!strcmp(link[i].name, name) &&
		    !strcmp(d[link[i].from].name, from))
			return &link[i];
	ck_abort_msg("no link '%s' from '%s'", name, from);
	return NULL;
}

START_TEST(portals_and_events_come_back)
{
	const struct vsp_image_link *link = find_link("ask", "ping");

	ck_assert_uint_eq(link->kind, VSP_LINK_PORTAL);
	ck_assert_uint_eq(link->to, 2);
	ck_assert_uint_eq(link->value, 77);
	link = find_link("tick", "ping");
	ck_assert_uint_eq(link->kind, VSP_LINK_EVENT);
	ck_assert_uint_eq(link->to, 2);
	ck_assert_uint_eq(link->value, 6);
}
END_TEST

START_TEST(console_portals_are_added_with_badges)
{
	ck_assert_uint_eq(find_link("console", "ping")->to, 0);
	ck_assert_uint_eq(find_link("console", "ping")->value, 2);
	ck_assert_uint_eq(find_link("console", "pong")->value, 3);
	ck_assert_uint_eq(head->nlinks, 8);
}
END_TEST

START_TEST(devices_and_interrupts_are_the_boards)
{
	const struct vsp_image_link *link = at(head->links);

	ck_assert_uint_eq(link[0].kind, VSP_LINK_DEVICE);
	ck_assert_uint_eq(link[0].value, 0x3f201000);
	ck_assert_uint_eq(link[0].bytes, 0x1000);
	ck_assert_uint_eq(link[0].rights, VSP_R_READ);
	ck_assert_uint_eq(link[1].kind, VSP_LINK_IRQ);
	ck_assert_uint_eq(link[1].value, 57);
	ck_assert_uint_eq(link[1].to, 5);
}
END_TEST

START_TEST(shared_areas_come_back)
{
	const struct vsp_image_shared *area = at(head->shared);
	const struct vsp_image_link *link = find_link("buffer", "ping");

	ck_assert_uint_eq(head->nshared, 1);
	ck_assert_str_eq(area->name, "buffer");
	ck_assert_uint_eq(area->size_pages, 3);
	ck_assert_uint_eq(link->kind, VSP_LINK_SHARED);
	ck_assert_uint_eq(link->value, 0);
	ck_assert_uint_eq(link->rights, VSP_R_READ | VSP_R_WRITE);
	ck_assert_uint_eq(find_link("buffer", "pong")->rights, VSP_R_READ);
}
END_TEST

static void
assert_zero(uint64_t start, uint64_t end)
{
	for (uint64_t i = start; i < end; i++)
		ck_assert_uint_eq(image.payload.bytes[i], 0);
}

static uint64_t
page_up(uint64_t n)
{
	return (n + VSP_PAGE_SIZE - 1) & ~(uint64_t)(VSP_PAGE_SIZE - 1);
}

static void
assert_segments(const struct vsp_image_program *p, uint8_t first_byte)
{
	const uint8_t first[] = { first_byte, 0x22, 0x33 };

	ck_assert_uint_eq(p->nsegments, 3);
	for (unsigned i = 0; i < p->nsegments; i++) {
		const struct vsp_image_segment *s = &p->segment[i];

		ck_assert_uint_eq(s->offset % VSP_PAGE_SIZE, 0);
		ck_assert_uint_eq(*(const uint8_t *)at(s->offset), first[i]);
		assert_zero(s->offset + s->file_bytes,
			    page_up(s->offset + s->file_bytes));
	}
}

START_TEST(segments_are_the_files_bytes_on_pages_of_their_own)
{
	const struct vsp_image_program *p = at(head->programs);

	assert_segments(&head->init, 0x11);
	assert_segments(&p[0], 0x55);
	assert_segments(&p[1], 0x66);
}
END_TEST

START_TEST(programs_keep_their_sizes_and_vector)
{
	const struct vsp_image_program *p = at(head->programs);

	ck_assert_uint_eq(p[1].segment[2].file_bytes, TINY_DATA_BYTES);
	ck_assert_uint_eq(p[1].segment[2].mem_bytes,
			  TINY_DATA_BYTES + TINY_BSS_BYTES);
	ck_assert_uint_eq(p[1].segment[2].first_stretch, 2);
	ck_assert_uint_eq(p[1].nstretches, 3);
	ck_assert_uint_eq(p[1].vector, 0x80);
}
END_TEST

START_TEST(init_has_its_bss_in_place)
{
	const struct vsp_image_segment *s = &head->init.segment[2];
	uint64_t end = s->offset + TINY_DATA_BYTES + TINY_BSS_BYTES;

	ck_assert_uint_eq(s->file_bytes, s->mem_bytes);
	ck_assert_uint_eq(s->mem_bytes, TINY_DATA_BYTES + TINY_BSS_BYTES);
	assert_zero(s->offset + TINY_DATA_BYTES, page_up(end));
	ck_assert_uint_le(page_up(end), head->bytes);
}
END_TEST

START_TEST(relocations_come_back)
{
	const struct vsp_image_program *p = at(head->programs);
	const struct vsp_image_reloc *r = at(p[0].relocs);

	ck_assert_uint_eq(p[0].relocs % 8, 0);
	ck_assert_uint_eq(p[0].nrelocs, TINY_NRELAS);
	ck_assert_uint_eq(r[1].where, 0x400008);
	ck_assert_int_eq(r[1].addend, 0x200001);
}
END_TEST

/* Memory that is used before it is set differs from run to run here. */
START_TEST(same_input_gives_the_same_bytes)
{
	struct image again;

	mallopt(M_PERTURB, 0xa5);
	system_free(&sys);
	read_system();
	image_build(&again, &sys);
	ck_assert_uint_eq(again.payload.len, image.payload.len);
	ck_assert_mem_eq(again.payload.bytes, image.payload.bytes,
			 image.payload.len);
	image_free(&again);
}
END_TEST

START_TEST(payload_follows_the_kernels_bss)
{
	struct arm64_header header;
	struct blob out;

	image_compose(&out, &sys.kernel, &image);
	memcpy(&header, out.bytes, sizeof header);
	ck_assert_uint_eq(header.image_size, out.len);
	ck_assert_uint_eq(header.text_offset, TINY_KERNEL_ADDRESS);
	ck_assert_uint_eq(out.bytes[127], 0x44);
	ck_assert_uint_eq(out.bytes[128], 0);
	ck_assert_mem_eq(out.bytes + page_up(TINY_KERNEL_BYTES),
			 image.payload.bytes, image.payload.len);
	blob_free(&out);
}
END_TEST

START_TEST(write_that_fails_leaves_the_old_file)
{
	struct rlimit limit = { 4096, 4096 };
	char *path = need_printf("%s/out", dir);
	struct blob now;

	write_file("out", "old", 3);
	signal(SIGXFSZ, SIG_IGN);
	ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &limit), 0);
	ck_assert_int_eq(file_write(path, &image.payload), EFBIG);
	ck_assert_int_eq(file_read(path, 64, &now), 0);
	ck_assert_uint_eq(now.len, 3);
	ck_assert_mem_eq(now.bytes, "old", 3);
	blob_free(&now);
	free(path);
}
END_TEST

START_TEST(output_is_as_readable_as_umask_says)
{
	char *path = need_printf("%s/out", dir);
	struct stat st;

	umask(027);
	write_file("out", "x", 1);
	ck_assert_int_eq(stat(path, &st), 0);
	ck_assert_uint_eq(st.st_mode & 0777, 0640);
	free(path);
}
END_TEST

int
main(void)
{
	const TTest *const claims[] = {
		payload_is_whole_pages_and_says_so,
		domains_come_back_as_described, arguments_are_strings_in_a_row,
		domains_of_one_file_share_a_program,
		portals_and_events_come_back,
		console_portals_are_added_with_badges,
		devices_and_interrupts_are_the_boards, shared_areas_come_back,
		segments_are_the_files_bytes_on_pages_of_their_own,
		programs_keep_their_sizes_and_vector,
		init_has_its_bss_in_place, relocations_come_back,
		same_input_gives_the_same_bytes,
		payload_follows_the_kernels_bss,
		write_that_fails_leaves_the_old_file,
		output_is_as_readable_as_umask_says,
	};

	return claims_run("imagewriter", claims, sizeof claims / sizeof *claims,
			  setup, teardown);
}
