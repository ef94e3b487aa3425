/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * program.c - finds and reads the programs of a system, each file once.
 */
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "../common/memory.h"
#include "../common/suggest.h"
#include "system.h"

static void
program_read(struct program *p, struct msgs *m, const struct subject *who,
	     enum elfprog_use use)
{
	int error = file_read(p->path, PROGRAM_BYTES_MAX,
			      &p->elf.file);

	p->name = path_base(p->path);
	if (error)
		msg_error(m, who, "cannot be read (%s)", strerror(error));
	else if (strlen(p->name) >= VSP_IMAGE_NAME)
		msg_error(m, who, "the file's name is too long (%zu bytes, at "
			  "most %u)", strlen(p->name), VSP_IMAGE_NAME - 1);
	else
		p->good = elfprog_read(&p->elf, m, who, use);
}

static int
program_known(const struct system *s, const char *real)
{
	for (unsigned i = 0; i < s->nprograms; i++)
		if (!strcmp(s->program[i].real, real))
			return (int)i;
	return -1;
}

static void
program_missing(struct msgs *m, const struct subject *who,
		const struct search *where, const char *looked_in)
{
	struct suggest near;

	if (!who->name[0]) {
		msg_error(m, who, "the file's name is empty");
		return;
	}
	msg_error(m, who, "no such file; looked for %s", looked_in);
	msg_hint(m, "name its directory with -L");
	suggest_start(&near, who->name);
	search_suggest(where, &near);
	suggest_hint(&near, m);
}

/* The domain's program, read if it is the first to have it. */
static int
domain_program(struct system *s, const struct domain *dom,
	       const struct search *where)
{
	struct subject who = {
		s->desc.file, dom->program.at, "program", dom->program.s
	};
	char *looked_in, *path = search_find(where, dom->program.s, &looked_in);
	char *real = path ? realpath(path, NULL) : NULL;
	int index = real ? program_known(s, real) : -1;
	struct program *new;

	if (!path) {
		program_missing(&s->msgs, &who, where, looked_in);
	} else if (index < 0) {
		index = (int)s->nprograms;
		new = ARRAY_ADD(s->program, s->nprograms);
		new->path = need_printf("%s", path);
		new->real = need_printf("%s", real ? real : path);
		program_read(new, &s->msgs, &who, ELFPROG_LOADED);
	}
	free(looked_in);
	free(path);
	free(real);
	return index >= 0 && s->program[index].good ? index : -1;
}

void
system_find_programs(struct system *s, const struct search *where)
{
	s->program_of = need_alloc(NULL, s->desc.ndomains,
				   sizeof *s->program_of);
	for (unsigned i = 0; i < s->desc.ndomains; i++) {
		const struct domain *dom = &s->desc.domain[i];

		s->program_of[i] = dom->program.s ?
			domain_program(s, dom, where) : -1;
	}
}

bool
system_read_init(struct system *s, const char *path)
{
	struct subject who = { path, { 0, 0 }, "root program",
		path_base(path) };
	unsigned before = s->msgs.count;

	s->init.path = need_printf("%s", path);
	program_read(&s->init, &s->msgs, &who, ELFPROG_IN_PLACE);
	if (s->msgs.count == before + 1 && !s->init.elf.file.bytes)
		msg_hint(&s->msgs, "name it with --init or VSP_INIT");
	return s->init.good;
}

void
system_free(struct system *s)
{
	for (unsigned i = 0; i < s->nprograms; i++) {
		elfprog_free(&s->program[i].elf);
		free(s->program[i].path);
		free(s->program[i].real);
	}
	elfprog_free(&s->init.elf);
	free(s->init.path);
	free(s->program);
	free(s->program_of);
	kernel_free(&s->kernel);
	desc_free(&s->desc);
	msg_free(&s->msgs);
	*s = (struct system){ 0 };
}
