/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * list.h - what producer and consumer share: the list, and what they say.
 */
#ifndef LIST_H
#define LIST_H

/* In a buffer of the producer's.  The pointers mean the same in both. */
struct node {
	const struct node *next;
	int value;
};

/* Requests; the answer's word[0] is an error.
 * WALK: word[1] is the address of the first node.
 * AGAIN: look at the node you were given last. */
#define LIST_WALK	1
#define LIST_AGAIN	2

#endif
