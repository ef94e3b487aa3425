/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * outside.c - a program that knows of Vesper only what was installed.
 *
 * Its output is TAP, for the harness that boots it.
 */
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <vesper/vesper.h>

/* A pointer that has to be relocated. */
static const char *const relocated[] = { "outside", "program" };

static void
claim(int number, int holds, const char *name)
{
	printf("%sok %d - %s\n", holds ? "" : "not ", number, name);
}

int
main(int argc, char **argv)
{
	char text[32];
	void *memory = malloc(10000);

	printf("1..5\n");
	claim(1, argc == 2 && !strcmp(argv[1], "from"),
	      "arguments_come_from_the_description");
	claim(2, memory != NULL, "malloc_gives_memory");
	snprintf(text, sizeof text, "%s %s %.2f", argv[1], relocated[0],
		 sqrt(2.0));
	claim(3, !strcmp(text, "from outside 1.41"),
	      "c_library_formats_numbers");
	errno = 0;
	claim(4, fopen("/nowhere", "r") == NULL && errno != 0,
	      "errno_tells_of_a_failure");
	free(memory);
	claim(5, vsp_errno(VSP_OK) == 0, "libvesper_is_linked");
	return 0;
}
