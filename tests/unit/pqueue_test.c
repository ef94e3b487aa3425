/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * pqueue_test.c - the queue ordered by key gives the smallest, and of equal
 * ones the first that came, whatever is taken out in between.
 */
#include <vesper/pqueue.h>

#include "../random.h"
#include "claims.h"

#define NODES	500u
#define ROUNDS	20000u

static struct vsp_pqueue queue;
static struct vsp_pnode node[NODES];

static uint32_t
any_below(uint32_t limit)
{
	static struct random chance = { 88172645463325252ull };

	return (uint32_t)random_below(&chance, limit);
}

/* By looking at all of them. */
static struct vsp_pnode *
smallest(void)
{
	struct vsp_pnode *best = NULL;

	for (unsigned i = 0; i < NODES; i++)
		if (node[i].in != NULL
		    && (best == NULL || node[i].key < best->key
			|| (node[i].key == best->key
			    && node[i].order < best->order)))
			best = &node[i];
	return best;
}

START_TEST(the_first_is_the_smallest)
{
	for (unsigned i = 0; i < ROUNDS; i++) {
		struct vsp_pnode *n = &node[any_below(NODES)];

		if (n->in == NULL)
			vsp_pqueue_insert(&queue, n, any_below(50));
		else
			vsp_pqueue_remove(n);
		ck_assert_ptr_eq(queue.first, smallest());
	}
}
END_TEST

START_TEST(equal_keys_come_out_as_they_went_in)
{
	for (unsigned i = 0; i < NODES; i++)
		vsp_pqueue_insert(&queue, &node[i], 7);
	for (unsigned i = 0; i < NODES; i++) {
		ck_assert_ptr_eq(queue.first, &node[i]);
		vsp_pqueue_remove(&node[i]);
	}
	ck_assert_ptr_null(queue.first);
}
END_TEST

START_TEST(taking_out_what_is_not_in_changes_nothing)
{
	vsp_pqueue_insert(&queue, &node[0], 1);
	vsp_pqueue_remove(&node[1]);
	vsp_pqueue_remove(&node[0]);
	vsp_pqueue_remove(&node[0]);
	ck_assert_ptr_null(queue.first);
	vsp_pqueue_insert(&queue, &node[1], 3);
	vsp_pqueue_remove(&node[0]);
	ck_assert_ptr_eq(queue.first, &node[1]);
}
END_TEST

int
main(void)
{
	const TTest *const claims[] = {
		the_first_is_the_smallest,
		equal_keys_come_out_as_they_went_in,
		taking_out_what_is_not_in_changes_nothing,
	};

	return claims_run("pqueue", claims, sizeof(claims) / sizeof(claims[0]),
			  NULL, NULL);
}
