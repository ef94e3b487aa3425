/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * user.c - functions of the program that run in an upcall.
 *
 * They are ordinary code.  It may use FP registers, which then belong to the
 * thread that was preempted or has faulted (one that blocked needs only
 * d8..d15, which every function keeps); and thread-local variables, errno
 * above all, which must not be found in the DCB.
 */
#include "internal.h"

bool
user_run(bool (*function)(void *), void *argument)
{
	context_give_fp(NULL);
	return thread_with_tls(vsp_thread_tls(runtime.handler), function,
			       argument);
}
