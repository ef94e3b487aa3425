/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * sync.h - the claims of sync.c that are in files of their own.
 */
#ifndef TESTS_SYNC_H
#define TESTS_SYNC_H

#include <stdbool.h>

/* sync_who.c */
bool a_signal_wakes_one_and_a_broadcast_all(void);
bool a_post_wakes_who_has_waited_longest(void);
bool who_gives_up_in_the_middle_takes_nobody_along(void);
bool an_advance_wakes_all_who_await_that(void);
bool an_upcall_wakes_who_waits(void);
bool a_timer_that_is_set_again_comes_at_the_new_time(void);
bool what_is_done_once_is_done_for_all(void);
bool a_time_that_came_is_told_after_waiting_for_the_mutex(void);
bool a_condition_gives_up_all_of_a_mutex_and_takes_it_back(void);

/* sync_serve.c */
bool several_threads_serve_several_callers(void);
bool one_thread_serves_several_callers(void);
bool events_and_requests_find_who_waits_for_them(void);
bool one_can_wait_for_all_at_once(void);

/* sync_quiet.c */
bool what_need_not_wait_makes_no_system_call(void);
bool a_yield_makes_no_system_call(void);

/* sync_misuse.c */
bool a_mutex_that_one_holds_is_not_waited_for(void);
bool a_condition_wants_its_mutex_held(void);
bool a_semaphore_does_not_overflow(void);
bool a_barrier_of_nobody_is_refused(void);
bool what_is_done_once_cannot_wait_for_itself(void);
bool nobody_waits_in_an_upcall(void);
bool a_thread_is_joined_by_one_other(void);
bool a_thread_is_detached_once(void);
bool a_thread_that_ends_gives_up_its_mutexes(void);
bool a_stack_has_a_least_and_a_most(void);
bool a_stack_is_as_large_as_it_was_to_be(void);
bool threads_are_made_by_several_at_a_time(void);
bool detaching_one_that_has_ended_gives_back_its_memory(void);
bool a_name_is_kept_as_far_as_there_is_room(void);
bool too_many_threads_lose_nothing(void);

/* sync_c11.c */
bool c11_mutexes_are_refused_to_who_has_no_use_for_them(void);
bool c11_times_may_be_any(void);
bool c11_times_may_be_for_ever(void);
bool c11_sleep_may_be_for_ever(void);
bool c11_yield_goes_to_the_next(void);
bool c11_threads_leave_no_memory_behind(void);
bool c11_keys_are_limited_and_start_empty(void);
bool c11_says_when_there_is_no_memory(void);

#endif
