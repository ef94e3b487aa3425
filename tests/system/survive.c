/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * survive.c - the judge: lets one attacker after the other do its worst, and
 * looks whether everybody else goes on.
 */
#include <vesper/vesper.h>

#include "../tap.h"
#include "survive.h"

#define WAIT_US 30000u		/* three turns of everybody */

static const struct attack {
	const char *attacker;
	bool ends;		/* the attacker is gone afterwards */
	const char *claim;
} attacks[] = {
	{ "kernel_vector", true,
	  "a_kernel_address_as_vector_ends_its_domain" },
	{ "null_vector", true,
	  "a_vector_that_is_not_there_ends_its_domain" },
	{ "data_vector", true,
	  "a_vector_in_writable_memory_ends_its_domain" },
	{ "kernel_stack", true,
	  "a_kernel_address_as_stack_ends_its_domain" },
	{ "null_in_handler", true,
	  "a_fault_while_disabled_ends_its_domain" },
	{ "no_space", true,
	  "a_domain_that_takes_its_own_space_away_ends" },
	{ "delete_all", false,
	  "deleting_all_that_one_holds_harms_nobody_else" },
	{ "stop_itself", true,
	  "a_domain_can_stop_itself" },
	{ "exit_disabled", true,
	  "a_domain_can_exit_while_disabled" },
	{ "reset_itself", true,
	  "a_domain_can_reset_itself" },
	{ "orphan_itself", true,
	  "a_domain_that_runs_cannot_leave_the_scheduling_tree" },
	{ "parent_itself", true,
	  "a_domain_cannot_be_its_own_parent" },
	{ "garbage_dcb", true,
	  "a_dcb_full_of_garbage_harms_its_domain_only" },
	{ "garbage_tokens", true,
	  "forged_tokens_harm_nobody" },
	{ "garbage_children", true,
	  "children_one_does_not_have_cannot_be_dispatched" },
	{ "anything", false,
	  "a_domain_can_do_anything_with_what_it_holds" },
	{ "anything_else", false,
	  "a_domain_can_do_anything_else_with_what_it_holds" },
	{ "whatever", false,
	  "a_domain_can_do_whatever_it_likes_with_what_it_holds" },
	{ "spin", false,
	  "an_endless_loop_does_not_stop_the_others" },
	{ "spin_disabled", false,
	  "an_endless_loop_while_disabled_does_not_stop_the_others" },
	{ "system_calls", false,
	  "endless_system_calls_do_not_stop_the_others" },
	{ "faults", false,
	  "endless_faults_do_not_stop_the_others" },
	{ "calls_to_itself", false,
	  "endless_calls_to_itself_do_not_stop_the_others" },
	{ "null_write", true,
	  "a_fault_nobody_handles_ends_its_domain" },
};

static int
call(const char *name, uint64_t *word)
{
	struct vsp_message message = { .word = { SURVIVE_GO, *word } };
	int error = vsp_call(vsp_portal(name), &message);

	*word = message.word[1];
	return error;
}

/* The bystander counts and answers; time passes. */
static bool
others_go_on(void)
{
	const struct marks *marks = vsp_shared("marks", NULL);
	uint64_t beats = marks->beats, word = 0x1234;

	vsp_sleep_until(vsp_now() + vsp_us_to_ticks(WAIT_US));
	return SAME(call("bystander", &word), VSP_OK)
	       && SAME(word, ~0x1234ull)
	       && SAME(marks->beats > beats, true);
}

/* Calls fail once it has ended; before, it may answer anything. */
static int
call_until_it_fails(const char *name)
{
	uint64_t word = 0;
	int error = VSP_OK;

	for (unsigned i = 0; i < 1000 && error == VSP_OK; i++)
		error = call(name, &word);
	return error;
}

/* One that does not end may never answer: it is not asked. */
static bool
survived(const struct attack *attack)
{
	uint64_t word = 0;
	bool right = SAME(call(attack->attacker, &word), VSP_OK);

	if (attack->ends)
		right &= SAME(call_until_it_fails(attack->attacker),
			      VSP_E_GONE);
	return others_go_on() && right;
}

int
main(void)
{
	unsigned count = TAP_COUNT(attacks);

	printf("1..%u\n", count);
	for (unsigned i = 0; i < count; i++) {
		bool holds = survived(&attacks[i]);

		printf("%sok %u - %s\n", holds ? "" : "not ", i + 1,
		       attacks[i].claim);
	}
	return 0;
}
