/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * threads.c - threads by the names of standard C: they take turns, share a
 * sum, and wait.
 */
#include <stdio.h>
#include <threads.h>

#define WORKERS	3
#define NUMBERS	1000

static mtx_t lock;
static cnd_t all_done;
static int done;
static long sum;
static char turns[4 * WORKERS + 1];
static int taken;

/* Nobody interrupts between two yields of so little work. */
static void
take_turns(char name)
{
	for (int i = 0; i < 4; i++) {
		turns[taken++] = name;
		thrd_yield();
	}
}

static int
work(void *argument)
{
	int first = *(int *)argument;

	take_turns((char)('a' + first));
	for (int i = first; i < NUMBERS; i += WORKERS) {
		mtx_lock(&lock);
		sum += i;
		mtx_unlock(&lock);
	}
	mtx_lock(&lock);
	done++;
	cnd_signal(&all_done);
	mtx_unlock(&lock);
	return 10 * first;
}

int
main(void)
{
	static int first[WORKERS] = { 0, 1, 2 };
	struct timespec ms = { .tv_nsec = 1000000 };
	thrd_t worker[WORKERS];

	mtx_init(&lock, mtx_plain);
	cnd_init(&all_done);
	for (int i = 0; i < WORKERS; i++)
		if (thrd_create(&worker[i], work, &first[i]) != thrd_success)
			return 1;
	mtx_lock(&lock);
	while (done < WORKERS)
		cnd_wait(&all_done, &lock);
	printf("in turn: %s\n", turns);
	printf("the sum of all numbers below %d is %ld\n", NUMBERS, sum);
	mtx_unlock(&lock);
	for (int i = 0; i < WORKERS; i++) {
		int result;

		thrd_join(worker[i], &result);
		printf("worker %c returned %d\n", 'a' + i, result);
	}
	thrd_sleep(&ms, NULL);
	return 0;
}
