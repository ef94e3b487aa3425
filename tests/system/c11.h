/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * c11.h - what the files of the claims of standard C have in common.
 */
#ifndef TESTS_C11_H
#define TESTS_C11_H

#include <stdbool.h>
#include <threads.h>

/* c11_own.c */
bool a_thread_begins_with_its_variables_as_written(void);
bool threads_are_told_apart(void);
bool sleep_lasts_as_long_as_it_is_to(void);
bool destructors_are_called_so_often_and_none_of_a_deleted_key(void);

/* Of a thread that runs it; negative if there is none. */
static inline int
result_of(int (*run)(void *), void *argument)
{
	thrd_t thread;
	int result = -1;

	if (thrd_create(&thread, run, argument) != thrd_success
	    || thrd_join(thread, &result) != thrd_success)
		return -2;
	return result;
}

#endif
