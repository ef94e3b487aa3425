/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * user.c - functions of the program that run in an upcall.
 *
 * They are ordinary code.  It may use FP registers, which then belong to the
 * thread that was preempted or has faulted (one that blocked needs only
 * d8..d15, which every function keeps); and thread-local variables, errno
 * above all, which must not be found in the DCB.  A thread that runs one itself
 * does so with its own FP registers.
 */
#include "internal.h"

static bool
run_for_nobody(bool (*function)(void *), void *argument)
{
	bool result;

	context_give_fp(NULL);
	result = thread_with_tls(vsp_thread_tls(runtime.handler), function,
				 argument);
	fp_default();
	return result;
}

bool
user_run(bool (*function)(void *), void *argument)
{
	if (vsp_dcb->user[USER_RUNS] == 0)
		return run_for_nobody(function, argument);
	return thread_with_tls(vsp_thread_tls(runtime.handler), function,
			       argument);
}
