/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * pqueue.h - a queue ordered by key, smallest first; equal keys in the order
 * in which they came.
 *
 * Nodes are embedded in what is queued: nothing is allocated.  A pairing heap
 * (Fredman, Sedgewick, Sleator, Tarjan 1986): inserting and looking at the
 * first take constant time, removing any node O(log n) amortised.
 */
#ifndef VESPER_PQUEUE_H
#define VESPER_PQUEUE_H

#include <stddef.h>
#include <stdint.h>

struct vsp_pnode {
	struct vsp_pqueue *in;	/* NULL: in none */
	struct vsp_pnode *child, *next;
	struct vsp_pnode *prev;	/* sibling before, or the parent */
	uint64_t key;
	uint64_t order;		/* among equal keys */
};

struct vsp_pqueue {
	struct vsp_pnode *first;	/* NULL: empty */
	uint64_t order;			/* of the next that comes */
};

/* Put in a node that is in no queue. */
void vsp_pqueue_insert(struct vsp_pqueue *queue, struct vsp_pnode *node,
		       uint64_t key);

/* Take it out of the queue that it is in, if it is in one. */
void vsp_pqueue_remove(struct vsp_pnode *node);

#endif
