/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * main.c - plays all claims, one after the other, and switches the board off.
 */
#include <stdio.h>

#include "conform.h"

static unsigned played;

void
claim_begin(void)
{
	stage_begin();
}

void
claim_end(const char *name, bool holds)
{
	bool whole = stage_end();

	if (!whole)
		printf("# something is left behind\n");
	printf("%sok %u - %s\n", holds && whole ? "" : "not ", ++played, name);
}

int
main(void)
{
	stage_build();
	play_kit();
	play_operations();
	play_states();
	play_deletion();
	play_deletion_of_domains();
	play_deletion_races();
	play_time();
	play_tree();
	play_events();
	play_ipc();
	play_answers();
	play_transfer();
	play_ordinary();
	play_irq();
	play_fp();
	play_machine();
	play_owner();
	play_limits();
	play_rounds();
	printf("1..%u\n", played);
	power_off();
}
