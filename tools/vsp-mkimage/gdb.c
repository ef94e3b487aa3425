/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * gdb.c - writes a script that tells the debugger where programs lie.
 *
 * Where the kernel and init lie is known here.  Where the others lie init
 * decides, so the script lets it: it runs until init has loaded all of them,
 * and asks init's own table of domains, before anything of theirs has run.
 */
#include <inttypes.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <vesper/op.h>

#include "../common/memory.h"
#include "image.h"
#include "usage.h"

static void
script_add(struct blob *to, const char *line)
{
	blob_add(to, line, strlen(line), 1);
}

/* A line with the file's whole path, for the debugger is run anywhere. */
static void
script_file(struct blob *to, const char *command, const char *path,
	    const char *where)
{
	char *real = realpath(path, NULL);
	char *line = need_printf("%s \"%s\"%s\n", command, real ? real : path,
				 where);

	script_add(to, line);
	free(line);
	free(real);
}

/* The kernel takes stretch tables from the first boundary of a stretch behind
 * the payload; init's program has the first. */
static uint64_t
init_address(const struct system *s, const struct image *image)
{
	uint64_t end = s->kernel.address + s->kernel.memory.len +
		image->payload.len;
	uint64_t tables = (end + VSP_STRETCH_SIZE - 1) / VSP_STRETCH_SIZE *
		VSP_STRETCH_SIZE;

	return (tables >> VSP_PAGE_SHIFT) * VSP_STRETCH_SIZE;
}

/* What the table says goes to variables first: among the domains' symbols there
 * may be another of its name. */
static void
script_domains(struct blob *to, const struct system *s)
{
	char *line;

	for (unsigned i = 0; i < s->desc.ndomains; i++) {
		line = need_printf("set $base%u = domains[%u].base\n", i, i);
		script_add(to, line);
		free(line);
	}
	for (unsigned i = 0; i < s->desc.ndomains; i++) {
		line = need_printf(" -o $base%u", i);
		script_file(to, "add-symbol-file",
			    s->program[s->program_of[i]].path, line);
		free(line);
		line = need_printf("printf \"domain '%s' at 0x%%lx\\n\", "
				   "$base%u\n", s->desc.domain[i].name, i);
		script_add(to, line);
		free(line);
	}
}

void
gdb_script(struct blob *to, const struct system *s, const struct image *image)
{
	char *init = need_printf(" -o 0x%" PRIx64, init_address(s, image));

	script_add(to, "# Where programs lie, for gdb (vsp-mkimage wrote it):\n"
		   "# vsp-run --gdb IMAGE\n"
		   "set confirm off\nset pagination off\n");
	script_file(to, "symbol-file", s->kernel.path, "");
	script_file(to, "add-symbol-file", s->init.path, init);
	script_add(to, "# Until all domains are loaded; none has run.\n"
		   "tbreak serve\ncontinue\n");
	script_domains(to, s);
	free(init);
}
