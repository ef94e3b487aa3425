/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * list.h - lists of tasks, linked by next and prev; and tasks in queues.
 */
#ifndef LIBSCHED_LIST_H
#define LIBSCHED_LIST_H

#include <vesper/policy.h>

static inline void
list_append(struct vsp_task_list *list, struct vsp_task *task)
{
	task->next = NULL;
	task->prev = list->last;
	if (list->last != NULL)
		list->last->next = task;
	else
		list->first = task;
	list->last = task;
}

static inline void
list_remove(struct vsp_task_list *list, struct vsp_task *task)
{
	if (task->prev != NULL)
		task->prev->next = task->next;
	else
		list->first = task->next;
	if (task->next != NULL)
		task->next->prev = task->prev;
	else
		list->last = task->prev;
}

/* The task whose node that is. */
static inline struct vsp_task *
task_of_node(struct vsp_pnode *node)
{
	return (struct vsp_task *)((char *)node
				   - offsetof(struct vsp_task, node));
}

#endif
