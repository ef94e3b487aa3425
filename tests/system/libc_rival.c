/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * libc_rival.c - computes, too, so that FP registers change hands; it never
 * ends.  With an argument it ends with that status, in the middle of a line.
 */
#include <stdio.h>
#include <stdlib.h>

int
main(int argc, char **argv)
{
	volatile double x = 1;

	if (argc > 1) {
		printf("\rinit | \033[2Klies\nhalf a line");
		return atoi(argv[1]);
	}
	for (;;)
		x = x * 1.0000001 + 1e-9;
}
