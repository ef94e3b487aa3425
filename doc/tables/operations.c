/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * operations.c - the tables of operations and errors, from op.def and
 * error.def: the same files that the kernel's dispatch is made of.
 */
#include <stdio.h>
#include <string.h>
#include <vesper/error.h>
#include <vesper/op.h>

#include "tables.h"

struct operation {
	enum vsp_type type;
	unsigned number;	/* of INVOKE, in x7 */
	const char *name, *right, *in, *out, *errors, *text;
};

static const struct operation operations[] = {
#define VSP_OP(type, name, number, right, in, out, errors, text) \
	{ VSP_TYPE_##type, VSP_OP_##type##_##name, #name, #right, in, out, \
	  errors, text },
#include <vesper/op.def>
#undef VSP_OP
};

#define NOPERATIONS (sizeof(operations) / sizeof(operations[0]))

static const struct {
	const char *name, *text;
} errors[] = {
#define VSP_ERROR(name, number, sentence) [number] = { #name, sentence },
#include <vesper/error.def>
#undef VSP_ERROR
};

static const struct {
	const char *title, *name;
} types[VSP_TYPE_COUNT] = {
	[VSP_TYPE_UNTYPED] = { "Untyped", "UNTYPED" },
	[VSP_TYPE_CNODE] = { "CNode", "CNODE" },
	[VSP_TYPE_FRAME] = { "Frame", "FRAME" },
	[VSP_TYPE_STRETCH] = { "Stretch", "STRETCH" },
	[VSP_TYPE_PD] = { "Protection domain", "PD" },
	[VSP_TYPE_DOMAIN] = { "Domain", "DOMAIN" },
	[VSP_TYPE_IRQ] = { "Irq", "IRQ" },
	[VSP_TYPE_TRACE] = { "Trace", "TRACE" },
};

/* "a, b" as "x0 a, x1 b". */
static void
put_registers(const char *names, unsigned first)
{
	if (names[0] == '\0') {
		fputs("none", stdout);
		return;
	}
	printf("x%u ", first);
	for (; *names != '\0'; names++) {
		putchar(*names);
		if (*names == ' ')
			printf("x%u ", ++first);
	}
}

static const char *
right_name(const struct operation *op)
{
	return strcmp(op->right, "NONE") == 0 ? "none" : op->right;
}

static const char *
error_names(const struct operation *op)
{
	return op->errors[0] == '\0' ? "none of its own" : op->errors;
}

/* ---- Markdown ---- */

static const char md_head[] =
"<!-- SPDX-License-Identifier: BlueOak-1.0.0 -->\n"
"# The operations on kernel objects\n"
"\n"
"Made from `include/vesper/op.def` and `include/vesper/error.def` by\n"
"`make update-doc`; the kernel's dispatch table is made from the same\n"
"files, and a test compares. The manual (`doc/vesper.texi`) explains them.\n"
"\n"
"An operation is system call `INVOKE`: the capability's slot in x8, the\n"
"operation's number in x7, arguments in x0 and on. The error comes back in\n"
"x0, results in x1 and on. Every operation can fail with NOCAP, OP, TYPE and\n"
"RIGHT for the invoked capability itself, tested in this order; the column\n"
"lists what else can happen. On an error nothing has changed. A *space* is\n"
"the slot of a CNode, or 0 for the caller's own.\n";

static void
put_md(const char *text)
{
	for (; *text != '\0'; text++) {
		if (*text == '|')
			putchar('\\');
		putchar(*text);
	}
}

static void
md_row(const struct operation *op)
{
	printf("| `%s_%s` | %u | ", types[op->type].name, op->name,
	       op->number);
	put_registers(op->in, 0);
	fputs(" | ", stdout);
	put_registers(op->out, 1);
	printf(" | %s | %s | ", right_name(op), error_names(op));
	put_md(op->text);
	puts(" |");
}

void
operations_md(void)
{
	fputs(md_head, stdout);
	for (unsigned type = 1; type < VSP_TYPE_COUNT; type++) {
		printf("\n## %s\n\n"
		       "| operation | x7 | arguments | results | right "
		       "| errors | what it does |\n"
		       "|---|---|---|---|---|---|---|\n", types[type].title);
		for (size_t i = 0; i < NOPERATIONS; i++)
			if (operations[i].type == type)
				md_row(&operations[i]);
	}
	fputs("\n## Errors\n\n| error | x0 | meaning |\n|---|---|---|\n",
	      stdout);
	for (unsigned i = 0; i < VSP_E_COUNT; i++)
		printf("| %s | %u | %s |\n", errors[i].name, i,
		       errors[i].text);
}

/* ---- Texinfo ---- */

static void
texi_operation(const struct operation *op)
{
	printf("@deffn {%s operation} %s_%s %s\n", types[op->type].title,
	       types[op->type].name, op->name, op->in);
	put_texi(op->text);
	printf(".\n\n@table @asis\n@item Number (x7)\n%u\n@item Arguments\n",
	       op->number);
	put_registers(op->in, 0);
	printf("\n@item Results\n");
	put_registers(op->out, 1);
	printf("\n@item Right needed\n%s\n@item Errors\n%s\n"
	       "@end table\n@end deffn\n\n", right_name(op),
	       error_names(op));
}

void
operations_texi(void)
{
	for (unsigned type = 1; type < VSP_TYPE_COUNT; type++) {
		printf("@node %s operations\n@subsection %s\n\n",
		       types[type].title, types[type].title);
		for (size_t i = 0; i < NOPERATIONS; i++)
			if (operations[i].type == type)
				texi_operation(&operations[i]);
	}
}

void
errors_texi(void)
{
	puts("@multitable @columnfractions .08 .20 .72\n"
	     "@headitem x0 @tab error @tab meaning");
	for (unsigned i = 0; i < VSP_E_COUNT; i++) {
		printf("@item %u @tab @code{%s} @tab ", i, errors[i].name);
		put_texi(errors[i].text);
		putchar('\n');
	}
	puts("@end multitable");
}
