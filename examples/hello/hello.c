/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * hello.c - the smallest domain: it says who it is, and ends.
 */
#include <stdio.h>

#include <vesper/vesper.h>

int
main(void)
{
	printf("hello, I am the domain '%s'\n", vsp_name());
	return 0;
}
