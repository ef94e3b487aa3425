/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * ring_test.c - the ring between two threads of the build machine: doorbells
 * are condition variables here.
 */
#include <pthread.h>
#include <stdlib.h>
#include <vesper/error.h>
#include <vesper/ipc.h>
#include <vesper/ring.h>

#include "claims.h"

#define CAPACITY	8u
#define ITEMS		200000u
#define PUTTER		1u	/* doorbells and events: who is rung */
#define TAKER		2u

struct item {
	uint64_t number, twice;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t raised = PTHREAD_COND_INITIALIZER;
static uint64_t events;
static unsigned signals;
static struct vsp_ring putter, taker;
static void *memory;

int
vsp_signal(vsp_slot channel)
{
	pthread_mutex_lock(&lock);
	events |= channel;
	signals++;
	pthread_cond_broadcast(&raised);
	pthread_mutex_unlock(&lock);
	return VSP_OK;
}

/* What happens just before a side would sleep, and does not. */
static void (*meanwhile)(void);

uint64_t
vsp_wait_events(uint64_t mask)
{
	uint64_t came;

	if (meanwhile != NULL) {
		meanwhile();
		return 0;
	}

	pthread_mutex_lock(&lock);
	while ((came = events & mask) == 0)
		pthread_cond_wait(&raised, &lock);
	events &= ~came;
	pthread_mutex_unlock(&lock);
	return came;
}

static void
setup(void)
{
	size_t bytes = vsp_ring_bytes(CAPACITY, sizeof(struct item));

	free(memory);
	memory = calloc(1, bytes);
	events = 0;
	signals = 0;
	ck_assert_int_eq(vsp_ring_open(&putter, memory, CAPACITY,
				       sizeof(struct item), TAKER, PUTTER),
			 VSP_OK);
	ck_assert_int_eq(vsp_ring_open(&taker, memory, CAPACITY,
				       sizeof(struct item), PUTTER, TAKER),
			 VSP_OK);
}

START_TEST(a_ring_that_cannot_be_is_refused)
{
	ck_assert_int_eq(vsp_ring_open(&putter, memory, 6, 8, 0, 1),
			 VSP_E_ARG);
	ck_assert_int_eq(vsp_ring_open(&putter, memory, 0, 8, 0, 1),
			 VSP_E_ARG);
	ck_assert_int_eq(vsp_ring_open(&putter, memory, 8, 12, 0, 1),
			 VSP_E_ARG);
	ck_assert_int_eq(vsp_ring_open(&putter, memory, 8, 0, 0, 1),
			 VSP_E_ARG);
}
END_TEST

START_TEST(items_are_taken_in_order_and_in_place)
{
	ck_assert_ptr_null(vsp_ring_take_next(&taker));
	for (uint64_t i = 0; i < 100; i++) {
		struct item *in = vsp_ring_put_next(&putter);

		in->number = i;
		vsp_ring_put(&putter);
		ck_assert_ptr_eq(vsp_ring_take_next(&taker), in);
		ck_assert_uint_eq(in->number, i);
		vsp_ring_take(&taker);
	}
	ck_assert_uint_eq(signals, 0);
}
END_TEST

START_TEST(a_full_ring_takes_no_more)
{
	for (unsigned i = 0; i < CAPACITY; i++) {
		ck_assert_ptr_nonnull(vsp_ring_put_next(&putter));
		vsp_ring_put(&putter);
	}
	ck_assert_ptr_null(vsp_ring_put_next(&putter));
	vsp_ring_take(&taker);
	ck_assert_ptr_nonnull(vsp_ring_put_next(&putter));
}
END_TEST

START_TEST(nobody_is_rung_who_does_not_sleep)
{
	vsp_ring_put(&putter);
	vsp_ring_take(&taker);
	ck_assert_uint_eq(signals, 0);
	putter.shared->taker_sleeps = 1;
	vsp_ring_put(&putter);
	vsp_ring_put(&putter);
	ck_assert_uint_eq(signals, 1);
	ck_assert_uint_eq(events, TAKER);
}
END_TEST

static void
take_unseen(void)
{
	putter.shared->taken++;
	taker.count++;
}

static void
put_unseen(void)
{
	putter.shared->put++;
	putter.count++;
}

/* It was woken by something else, or not at all. */
START_TEST(who_did_not_sleep_after_all_is_not_rung)
{
	meanwhile = put_unseen;
	ck_assert_ptr_nonnull(vsp_ring_take_wait(&taker));
	for (unsigned i = 1; i < CAPACITY; i++)
		vsp_ring_put(&putter);
	meanwhile = take_unseen;
	ck_assert_ptr_nonnull(vsp_ring_put_wait(&putter));
	meanwhile = NULL;
	vsp_ring_take(&taker);
	vsp_ring_put(&putter);
	ck_assert_uint_eq(signals, 0);
}
END_TEST

START_TEST(counts_that_cannot_be_give_nothing)
{
	putter.shared->put = CAPACITY + 1;
	ck_assert_ptr_null(vsp_ring_take_next(&taker));
	ck_assert_ptr_null(vsp_ring_take_wait(&taker));
	putter.shared->taken = 1;
	ck_assert_ptr_null(vsp_ring_put_next(&putter));
	ck_assert_ptr_null(vsp_ring_put_wait(&putter));
}
END_TEST

static void *
put_all(void *nothing)
{
	for (uint64_t i = 0; i < ITEMS; i++) {
		struct item *in = vsp_ring_put_wait(&putter);

		in->number = i;
		in->twice = 2 * i;
		vsp_ring_put(&putter);
	}
	return nothing;
}

START_TEST(two_threads_lose_nothing_and_no_doorbell)
{
	pthread_t thread;

	pthread_create(&thread, NULL, put_all, NULL);
	for (uint64_t i = 0; i < ITEMS; i++) {
		struct item *out = vsp_ring_take_wait(&taker);

		ck_assert_uint_eq(out->number, i);
		ck_assert_uint_eq(out->twice, 2 * i);
		vsp_ring_take(&taker);
	}
	pthread_join(thread, NULL);
	ck_assert_uint_lt(signals, 2 * ITEMS);
}
END_TEST

int
main(void)
{
	const TTest *const claims[] = {
		a_ring_that_cannot_be_is_refused,
		items_are_taken_in_order_and_in_place,
		a_full_ring_takes_no_more,
		nobody_is_rung_who_does_not_sleep,
		who_did_not_sleep_after_all_is_not_rung,
		counts_that_cannot_be_give_nothing,
		two_threads_lose_nothing_and_no_doorbell,
	};

	return claims_run("ring", claims, sizeof claims / sizeof *claims,
			  setup, NULL);
}
