/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * shell.c - a few commands, read from the console.
 *
 * Nothing here is special: fgets() on stdin is a call to the console server,
 * which answers when a line was typed, upon the UART's interrupt.  Until then
 * this domain waits, and the others run.
 */
#include <stdio.h>
#include <string.h>

#include <vesper/vesper.h>

static void
say_time(const char *rest)
{
	uint64_t ms = vsp_now() / (vsp_ticks_per_s() / 1000);

	(void)rest;
	printf("up %u.%03u s\n", (unsigned)(ms / 1000),
	       (unsigned)(ms % 1000));
}

static void
say_memory(const char *rest)
{
	uint64_t size = 0, used = 0;

	(void)rest;
	vsp_untyped_info(VSP_SLOT_MEMORY, NULL, &size, &used);
	printf("%u of %u pages used\n", (unsigned)used, (unsigned)size);
}

static void
echo(const char *rest)
{
	printf("%s\n", rest);
}

static void help(const char *rest);

static const struct {
	const char *name;
	void (*run)(const char *rest);
	const char *what;
} commands[] = {
	{ "echo", echo, "say the rest of the line" },
	{ "help", help, "this list" },
	{ "memory", say_memory, "memory of this domain" },
	{ "quit", NULL, "end" },
	{ "time", say_time, "since the machine started" },
};

#define NCOMMANDS (sizeof(commands) / sizeof(commands[0]))

static void
help(const char *rest)
{
	(void)rest;
	for (unsigned i = 0; i < NCOMMANDS; i++)
		printf("%-8s%s\n", commands[i].name, commands[i].what);
}

/* False: enough. */
static bool
obey(char *line)
{
	const char *name = strtok(line, " ");
	const char *rest = strtok(NULL, "");

	if (name == NULL)
		return true;
	for (unsigned i = 0; i < NCOMMANDS; i++) {
		if (strcmp(name, commands[i].name) != 0)
			continue;
		if (commands[i].run == NULL)
			return false;
		commands[i].run(rest != NULL ? rest : "");
		return true;
	}
	printf("%s: no such command; try help\n", name);
	return true;
}

int
main(void)
{
	char line[128];

	do {
		printf("> ");
		if (fgets(line, sizeof(line), stdin) == NULL)
			break;
		line[strcspn(line, "\n")] = '\0';
	} while (obey(line));
	printf("bye\n");
	return 0;
}
