/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * claims.pml - what an assertion is about.
 *
 * What spin says of one that is violated has its number in it, by which
 * model_test.sh knows what a slip breaks.  Behind each is its claim.
 */
hidden byte broken;		/* never set */
#define WAKEUPS(holds)	assert((holds) || broken == 1)
	/* no_wakeup_is_lost */
#define CONTEXTS(holds)	assert((holds) || broken == 2)
	/* no_context_is_resumed_twice_or_lost */
#define CALLS(holds)	assert((holds) || broken == 3)
	/* no_call_is_answered_twice_or_by_others */
#define FP(holds)	assert((holds) || broken == 4)
	/* fp_registers_are_those_of_who_computes */
#define TIMES(holds)	assert((holds) || broken == 5)
	/* time_adds_up_and_ends */
#define GRANTS(holds)	assert((holds) || broken == 6)
	/* time_comes_from_who_waits_and_is_reported */
#define ENDS(holds)	assert((holds) || broken == 7)
	/* every_walk_along_calls_ends */
