/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * list.h - rings of tasks, linked by next and prev; and tasks in queues.
 */
#ifndef LIBSCHED_LIST_H
#define LIBSCHED_LIST_H

#include <vesper/policy.h>

static inline void
list_append(struct vsp_task_list *list, struct vsp_task *task)
{
	struct vsp_task *first = list->first != NULL ? list->first : task;

	task->next = first;
	task->prev = first != task ? first->prev : task;
	list->first = first;
	task->prev->next = task;
	first->prev = task;
}

static inline void
list_remove(struct vsp_task_list *list, struct vsp_task *task)
{
	task->prev->next = task->next;
	task->next->prev = task->prev;
	if (list->first == task)
		list->first = task->next != task ? task->next : NULL;
}

/* To the end. */
static inline void
list_requeue(struct vsp_task_list *list, struct vsp_task *task)
{
	if (list->first != task) {
		list_remove(list, task);
		list_append(list, task);
	} else {
		list->first = task->next;
	}
}

/* The task whose node that is. */
static inline struct vsp_task *
task_of_node(struct vsp_pnode *node)
{
	return (struct vsp_task *)((char *)node
				   - offsetof(struct vsp_task, node));
}

#endif
