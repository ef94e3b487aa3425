/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * main.c - vsp-mkimage: options, and the order of the work.
 *
 * VSP_VERSION and PKGDATADIR (where the kernel, init and the programs of
 * every system are installed) come from the build.
 */
#include <getopt.h>
#include <stdlib.h>
#include <string.h>

#include "../common/memory.h"
#include "image.h"
#include "usage.h"

#define DESCRIPTION_BYTES_MAX	((size_t)1 << 20)

enum { EXIT_INVALID = 1, EXIT_USAGE = 2 };
enum {
	OPTION_REPORT = 256, OPTION_MAP, OPTION_GDB, OPTION_HELP,
	OPTION_VERSION
};

struct options {
	const char *description, *kernel, *init, *map, *gdb;
	char *output;
	struct search search;	/* the description's folder comes first */
	enum report_format format;
	bool verbose;
};

static const struct option long_options[] = {
	{ "output", required_argument, NULL, 'o' },
	{ "kernel", required_argument, NULL, 'k' },
	{ "init", required_argument, NULL, 'i' },
	{ "library-path", required_argument, NULL, 'L' },
	{ "report", required_argument, NULL, OPTION_REPORT },
	{ "map", required_argument, NULL, OPTION_MAP },
	{ "gdb", required_argument, NULL, OPTION_GDB },
	{ "verbose", no_argument, NULL, 'v' },
	{ "help", no_argument, NULL, OPTION_HELP },
	{ "version", no_argument, NULL, OPTION_VERSION },
	{ NULL, 0, NULL, 0 },
};

static const char help_text[] =
"Usage: vsp-mkimage [OPTION]... DESCRIPTION\n"
"Check a system description and the programs it names, and pack them with\n"
"the Vesper kernel into a boot image.\n"
"\n"
"  -o, --output=IMAGE       write IMAGE (default: as DESCRIPTION, but .img)\n"
"  -k, --kernel=FILE        the kernel's ELF file\n"
"  -i, --init=FILE          the root program\n"
"  -L, --library-path=DIR   look for programs in DIR too; can be repeated\n"
"      --report=FORMAT      memory report as `text' (default) or `json'\n"
"      --map=FILE           write what is where in the image\n"
"      --gdb=FILE           write a script that gives gdb the symbols\n"
"  -v, --verbose            say which files are read\n"
"      --help, --version\n"
"\n"
"Environment: VSP_KERNEL, VSP_INIT, VSP_PROGRAM_PATH (directories, with\n"
"colons between them).  Exit status: 0 done, 1 invalid input, 2 wrong use.\n";

static void
usage_error(const char *problem, const char *what)
{
	fprintf(stderr, "vsp-mkimage: error: %s '%s'\n"
		"hint: vsp-mkimage --help tells the options\n", problem, what);
	exit(EXIT_USAGE);
}

static void
show(const char *text)
{
	fputs(text, stdout);
	exit(fflush(stdout) ? EXIT_INVALID : 0);
}

static void
set_format(struct options *o, const char *name)
{
	if (!strcmp(name, "json"))
		o->format = REPORT_JSON;
	else if (!strcmp(name, "text"))
		o->format = REPORT_TEXT;
	else
		usage_error("no such report format:", name);
}

static void
set_option(struct options *o, int option, char *value)
{
	switch (option) {
	case 'o':
		free(o->output);
		o->output = need_printf("%s", value);
		break;
	case 'k':
		o->kernel = value;
		break;
	case 'i':
		o->init = value;
		break;
	case 'L':
		search_add(&o->search, value, strlen(value));
		break;
	case OPTION_REPORT:
		set_format(o, value);
		break;
	case OPTION_MAP:
		o->map = value;
		break;
	case OPTION_GDB:
		o->gdb = value;
		break;
	case 'v':
		o->verbose = true;
		break;
	case OPTION_HELP:
		show(help_text);
		break;
	case OPTION_VERSION:
		show("vsp-mkimage (Vesper) " VSP_VERSION "\n");
		break;
	default:		/* getopt has told what is wrong */
		fprintf(stderr,
			"hint: vsp-mkimage --help tells the options\n");
		exit(EXIT_USAGE);
	}
}

static const char *
env_or(const char *name, const char *otherwise)
{
	const char *value = getenv(name);

	return value && *value ? value : otherwise;
}

/* "dir/demo.vsp" becomes "demo.img". */
static char *
default_output(const char *description)
{
	const char *base = path_base(description);
	const char *dot = strrchr(base, '.');
	size_t len = dot && dot != base ? (size_t)(dot - base) : strlen(base);

	return need_printf("%.*s.img", (int)len, base);
}

static void
parse_options(struct options *o, int argc, char **argv)
{
	struct search given;
	char *dir;
	int option;

	*o = (struct options){
		.kernel = env_or("VSP_KERNEL", PKGDATADIR "/kernel/vesper.elf"),
		.init = env_or("VSP_INIT", PKGDATADIR "/programs/init"),
	};
	while ((option = getopt_long(argc, argv, "o:k:i:L:v", long_options,
				     NULL)) != -1)
		set_option(o, option, optarg);
	if (optind == argc)
		usage_error("no description is given after", argv[argc - 1]);
	if (optind + 1 < argc)
		usage_error("one description too many:", argv[optind + 1]);
	o->description = argv[optind];
	if (!o->output)
		o->output = default_output(o->description);

	given = o->search;
	o->search = (struct search){ 0 };
	dir = path_dir(o->description);
	search_add(&o->search, dir, strlen(dir));
	free(dir);
	for (unsigned i = 0; i < given.ndirs; i++)
		search_add(&o->search, given.dir[i], strlen(given.dir[i]));
	search_free(&given);
	search_add_path(&o->search, getenv("VSP_PROGRAM_PATH"));
	search_add(&o->search, PKGDATADIR "/programs",
		   strlen(PKGDATADIR "/programs"));
}

static bool
read_description(struct system *s, const struct options *o)
{
	struct subject who = {
		o->description, { 0, 0 }, "description", o->description
	};
	struct blob text;
	int error = file_read(o->description, DESCRIPTION_BYTES_MAX, &text);
	bool parsed;

	if (error) {
		msg_error(&s->msgs, &who, "cannot be read (%s)",
			  strerror(error));
		return false;
	}
	parsed = desc_read(&s->desc, &s->msgs, o->description,
			   (const char *)text.bytes, text.len);
	blob_free(&text);
	return parsed;
}

static void
tell_files(const struct system *s)
{
	fprintf(stderr, "kernel: %s\ninit: %s\n", s->kernel.path,
		s->init.path);
	for (unsigned i = 0; i < s->desc.ndomains; i++)
		if (s->program_of[i] >= 0)
			fprintf(stderr, "domain '%s': %s\n",
				s->desc.domain[i].name,
				s->program[s->program_of[i]].path);
}

/* Nobody wants an image where a program was, or the description. */
static void
keep_input(struct system *s, const char *output, const char *input,
	   const char *what)
{
	struct subject who = { output, { 0, 0 }, "output", output };

	if (!file_same(output, input))
		return;
	msg_error(&s->msgs, &who, "is the %s, and would be overwritten", what);
	msg_hint(&s->msgs, "name another file with -o, --map or --gdb");
}

static void
keep_all_input(struct system *s, const struct options *o, const char *output)
{
	keep_input(s, output, o->description, "description");
	keep_input(s, output, o->kernel, "kernel");
	keep_input(s, output, o->init, "root program");
	for (unsigned i = 0; i < s->nprograms; i++)
		keep_input(s, output, s->program[i].path, "program");
}

static void
read_all_input(struct system *s, const struct options *o)
{
	if (!read_description(s, o))
		return;
	kernel_read(&s->kernel, &s->msgs, o->kernel);
	system_read_init(s, o->init);
	system_find_programs(s, &o->search);
	system_check(s);
	keep_all_input(s, o, o->output);
	if (o->map)
		keep_all_input(s, o, o->map);
	if (o->gdb)
		keep_all_input(s, o, o->gdb);
	if (o->verbose)
		tell_files(s);
}

static void
write_file(struct system *s, const char *path, const struct blob *bytes)
{
	struct subject who = { path, { 0, 0 }, "output", path };
	int error = file_write(path, bytes);

	if (error)
		msg_error(&s->msgs, &who, "cannot be written (%s)",
			  strerror(error));
}

static void
write_all_output(struct system *s, const struct options *o)
{
	struct image image;
	struct blob out, map = { 0 }, gdb = { 0 };
	struct usage usage;

	image_build(&image, s);
	image_compose(&out, &s->kernel, &image);
	write_file(s, o->output, &out);
	if (o->map) {
		report_map(&map, s, &image);
		write_file(s, o->map, &map);
	}
	if (o->gdb) {
		gdb_script(&gdb, s, &image);
		write_file(s, o->gdb, &gdb);
	}
	if (!s->msgs.count) {
		usage_compute(&usage, s, image.payload.len);
		report_print(stdout, o->format, s, &image, &usage, o->output);
		usage_free(&usage);
	}
	image_free(&image);
	blob_free(&out);
	blob_free(&map);
	blob_free(&gdb);
}

int
main(int argc, char **argv)
{
	struct options options;
	struct system system = { 0 };
	int status;

	parse_options(&options, argc, argv);
	read_all_input(&system, &options);
	if (!system.msgs.count)
		write_all_output(&system, &options);
	msg_print(&system.msgs, stderr);
	status = system.msgs.count ? EXIT_INVALID : 0;
	if (fflush(stdout) || ferror(stdout)) {
		perror("vsp-mkimage: error: report cannot be written");
		status = EXIT_INVALID;
	}
	system_free(&system);
	search_free(&options.search);
	free(options.output);
	return status;
}
