/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * sync.h - how the threads of a domain wait for each other.
 *
 * All of these are zeroed before their first use (static ones are), unless an
 * init function is given; none needs to be destroyed.  Who waits blocks alone.
 * In an upcall nobody can wait: what would wait there does nothing and returns
 * false.  Times are absolute, in ticks.
 *
 * Nothing here makes a system call: a thread that waits lets another run.
 */
#ifndef VESPER_SYNC_H
#define VESPER_SYNC_H

#include <stdbool.h>
#include <stdint.h>

#include <vesper/runtime.h>

/* A mutex, handed to who has waited longest among the most urgent.  While it
 * is held under a policy that goes by priority, its owner has the priority of
 * the most urgent thread that waits for it (Sha, Rajkumar, Lehoczky 1990),
 * and so on along the mutexes that the owner itself waits for.  A thread that
 * ends gives up those that it holds. */
struct vsp_mutex {
	struct vsp_thread *owner;
	struct vsp_waiters waiters;
	struct vsp_mutex *next;		/* that the owner holds */
	uint32_t depth;			/* times it is held more than once */
	bool recursive;			/* its owner may lock it again */
};

/* False: the calling thread holds it already, and it is not recursive. */
bool vsp_mutex_lock(struct vsp_mutex *mutex);
/* False: it is held, by another or not recursive. */
bool vsp_mutex_trylock(struct vsp_mutex *mutex);
/* False: the time has come; or as vsp_mutex_lock(). */
bool vsp_mutex_lock_until(struct vsp_mutex *mutex, uint64_t until_ticks);
/* Only by its owner: false, and nothing happens, otherwise. */
bool vsp_mutex_unlock(struct vsp_mutex *mutex);

/* A condition variable. */
struct vsp_condition {
	struct vsp_waiters waiters;
};

/* Give up the mutex, however often it was locked, wait, and hold it again as
 * before.  False, and nothing happens: the calling thread does not hold it. */
bool vsp_condition_wait(struct vsp_condition *condition,
			struct vsp_mutex *mutex);
/* False: the time came, the mutex is held again; or as before. */
bool vsp_condition_wait_until(struct vsp_condition *condition,
			      struct vsp_mutex *mutex, uint64_t until_ticks);
void vsp_condition_signal(struct vsp_condition *condition);
void vsp_condition_broadcast(struct vsp_condition *condition);

/* A counting semaphore. */
struct vsp_semaphore {
	uint64_t count;
	struct vsp_waiters waiters;
};

void vsp_semaphore_wait(struct vsp_semaphore *semaphore);
bool vsp_semaphore_trywait(struct vsp_semaphore *semaphore);
bool vsp_semaphore_wait_until(struct vsp_semaphore *semaphore,
			      uint64_t until_ticks);
/* May be called in an upcall.  False: the count is UINT64_MAX, and stays. */
bool vsp_semaphore_post(struct vsp_semaphore *semaphore);

/* An event count, and a sequencer to go with it (Reed, Kanodia 1979). */
struct vsp_eventcount {
	uint64_t value;
	struct vsp_waiters waiters;
};

struct vsp_sequencer {
	uint64_t next;
};

uint64_t vsp_eventcount_read(const struct vsp_eventcount *count);
/* Wait until the value is at least this; it gives the value. */
uint64_t vsp_eventcount_await(struct vsp_eventcount *count, uint64_t value);
/* The same until the time comes. */
uint64_t vsp_eventcount_await_until(struct vsp_eventcount *count,
				    uint64_t value, uint64_t until_ticks);
/* Add one.  May be called in an upcall. */
void vsp_eventcount_advance(struct vsp_eventcount *count);
/* The numbers from 0 on, each once. */
uint64_t vsp_sequencer_ticket(struct vsp_sequencer *sequencer);

/* Something that is done once, by the first who wants it. */
struct vsp_once {
	uint32_t state;
	struct vsp_thread *by;		/* who does it, or did */
	struct vsp_waiters waiters;
};

/* True: it is done.  False: this is asked by the function itself; or in an
 * upcall, while a thread does it. */
bool vsp_once(struct vsp_once *once, void (*function)(void));

/* `count` threads that wait for each other. */
struct vsp_barrier {
	uint32_t count, waiting;
	struct vsp_waiters waiters;
};

/* Errors: ARG (the count is 0; nobody waits then). */
int vsp_barrier_init(struct vsp_barrier *barrier, uint32_t count);
/* True for one of them: the last that came. */
bool vsp_barrier_wait(struct vsp_barrier *barrier);

#endif
