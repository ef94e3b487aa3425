/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * main.c - tables: print one of the manual's tables.
 */
#include <stdio.h>
#include <string.h>

#include "tables.h"

static const struct {
	const char *name;
	void (*print)(void);
} tables[] = {
	{ "operations.md", operations_md },
	{ "operations.texi", operations_texi },
	{ "errors.texi", errors_texi },
	{ "layout.texi", layout_texi },
	{ "limits.texi", limits_texi },
	{ "limits.claims", limits_claims },
	{ "records.texi", records_texi },
};

#define NTABLES (sizeof(tables) / sizeof(tables[0]))

void
put_texi(const char *text)
{
	int inside = 0;

	for (; *text != '\0'; text++) {
		if (*text == '`') {
			fputs(inside ? "}" : "@code{", stdout);
			inside = !inside;
			continue;
		}
		if (strchr("@{}", *text) != NULL)
			putchar('@');
		putchar(*text);
	}
}

static int
usage(void)
{
	fprintf(stderr, "usage: tables TABLE\nTABLE is one of:");
	for (size_t i = 0; i < NTABLES; i++)
		fprintf(stderr, " %s", tables[i].name);
	fputc('\n', stderr);
	return 2;
}

int
main(int argc, char **argv)
{
	if (argc != 2)
		return usage();
	for (size_t i = 0; i < NTABLES; i++) {
		if (strcmp(argv[1], tables[i].name) != 0)
			continue;
		tables[i].print();
		if (fflush(stdout) != 0 || ferror(stdout)) {
			perror("tables: error: table cannot be written");
			return 1;
		}
		return 0;
	}
	return usage();
}
