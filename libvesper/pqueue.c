/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * pqueue.c - the queue ordered by key: a pairing heap.
 *
 * A tree in which no child comes before its parent; a node's children are a
 * list, each of them such a tree.  Two trees are joined by hanging the one
 * whose root comes later below the other.
 */
#include <stdbool.h>
#include <vesper/pqueue.h>

static bool
comes_before(const struct vsp_pnode *a, const struct vsp_pnode *b)
{
	return a->key < b->key || (a->key == b->key && a->order < b->order);
}

/* Both are roots of trees, or NULL; gives the root of the two. */
static struct vsp_pnode *
join(struct vsp_pnode *a, struct vsp_pnode *b)
{
	if (a == NULL)
		return b;
	if (b == NULL)
		return a;
	if (comes_before(b, a)) {
		struct vsp_pnode *later = a;

		a = b;
		b = later;
	}
	b->prev = a;
	b->next = a->child;
	if (a->child != NULL)
		a->child->prev = b;
	a->child = b;
	return a;
}

/* The first of a list, without the list. */
static struct vsp_pnode *
detach_first(struct vsp_pnode **list)
{
	struct vsp_pnode *node = *list;

	if (node == NULL)
		return NULL;
	*list = node->next;
	node->next = NULL;
	node->prev = NULL;
	return node;
}

/* Make one tree of a list of trees: pairs first, then the pairs, from the
 * last to the first. */
static struct vsp_pnode *
join_list(struct vsp_pnode *list)
{
	struct vsp_pnode *pairs = NULL, *tree = NULL, *pair;

	while (list != NULL) {
		struct vsp_pnode *one = detach_first(&list);

		pair = join(one, detach_first(&list));
		pair->next = pairs;
		pairs = pair;
	}
	while ((pair = detach_first(&pairs)) != NULL)
		tree = join(tree, pair);
	return tree;
}

void
vsp_pqueue_insert(struct vsp_pqueue *queue, struct vsp_pnode *node,
		  uint64_t key)
{
	*node = (struct vsp_pnode){
		.in = queue, .key = key, .order = queue->order++,
	};
	queue->first = join(queue->first, node);
}

void
vsp_pqueue_remove(struct vsp_pnode *node)
{
	struct vsp_pqueue *queue = node->in;

	if (queue == NULL)
		return;
	node->in = NULL;
	if (node == queue->first) {
		queue->first = join_list(node->child);
		return;
	}
	if (node->prev->child == node)
		node->prev->child = node->next;
	else
		node->prev->next = node->next;
	if (node->next != NULL)
		node->next->prev = node->prev;
	queue->first = join(queue->first, join_list(node->child));
}
