/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * log.c - writes down what a policy is told, and what it answers.
 *
 * It is used in upcalls too: writing down is a store.
 */
#include "log.h"

static struct log_policy *
log_of(const struct vsp_policy *policy)
{
	return (struct log_policy *)(uintptr_t)policy;
}

static uint8_t
number_of(struct log_policy *log, const struct vsp_task *task)
{
	if (task == NULL)
		return UINT8_MAX;
	for (uint32_t i = 0; i < log->ntasks; i++)
		if (log->task[i] == task)
			return (uint8_t)i;
	log->task[log->ntasks++ % LOG_NTASKS] = task;
	return (uint8_t)(log->ntasks - 1);
}

static void
note(struct log_policy *log, char what, const struct vsp_task *task,
     uint64_t now, uint64_t value)
{
	if (log->closed || log->nentries == LOG_NENTRIES)
		return;
	log->entry[log->nentries] = (struct log_entry){
		.now = now, .value = value, .what = what,
		.task = number_of(log, task),
	};
	log->nentries++;
}

static void
log_wake(struct vsp_policy *policy, struct vsp_task *task, uint64_t now)
{
	struct log_policy *log = log_of(policy);

	note(log, 'W', task, now, 0);
	log->inner->ops->wake(log->inner, task, now);
}

static void
log_block(struct vsp_policy *policy, struct vsp_task *task, uint64_t now)
{
	struct log_policy *log = log_of(policy);

	note(log, 'B', task, now, 0);
	log->inner->ops->block(log->inner, task, now);
}

static void
log_yield(struct vsp_policy *policy, struct vsp_task *task, uint64_t now)
{
	struct log_policy *log = log_of(policy);

	note(log, 'Y', task, now, 0);
	log->inner->ops->yield(log->inner, task, now);
}

static struct vsp_task *
log_pick(struct vsp_policy *policy, uint64_t now, uint64_t *until)
{
	struct log_policy *log = log_of(policy);
	struct vsp_task *task;

	log->inner->cause = NULL;
	task = log->inner->ops->pick(log->inner, now, until);
	log->policy.cause = log->inner->cause;
	note(log, 'P', task, now, *until);
	return task;
}

static void
log_charge(struct vsp_policy *policy, struct vsp_task *task, uint64_t ticks,
	   uint64_t now)
{
	struct log_policy *log = log_of(policy);

	note(log, 'C', task, now, ticks);
	log->inner->ops->charge(log->inner, task, ticks, now);
}

static bool
log_preempts(const struct vsp_policy *policy, const struct vsp_task *running,
	     const struct vsp_task *woken)
{
	const struct vsp_policy *inner = log_of(policy)->inner;

	return inner->ops->preempts(inner, running, woken);
}

static int
log_admit(struct vsp_policy *policy, const struct vsp_sched_params *from,
	  const struct vsp_sched_params *to)
{
	struct vsp_policy *inner = log_of(policy)->inner;

	return inner->ops->admit(inner, from, to);
}

struct vsp_policy *
log_policy_init(struct log_policy *log, struct vsp_policy *inner)
{
	log->inner = inner;
	log->ntasks = 0;
	log->nentries = 0;
	log->closed = false;
	log->ops = *inner->ops;
	log->ops.wake = log_wake;
	log->ops.block = log_block;
	log->ops.pick = log_pick;
	log->ops.charge = log_charge;
	if (inner->ops->yield != NULL)
		log->ops.yield = log_yield;
	if (inner->ops->preempts != NULL)
		log->ops.preempts = log_preempts;
	if (inner->ops->admit != NULL)
		log->ops.admit = log_admit;
	log->policy.ops = &log->ops;
	return &log->policy;
}

static void
print_task(const struct vsp_task *task, uint32_t i,
	   void (*line)(const char *format, ...))
{
	const struct vsp_sched_params *p = &task->params;

	line("task %u %u %u %llu %llu %llu %u\n", i, p->priority, p->share,
	     (unsigned long long)p->period_ticks,
	     (unsigned long long)p->slice_ticks,
	     (unsigned long long)p->latency_ticks, p->extra);
}

static void
print_entry(const struct log_entry *e, void (*line)(const char *format, ...))
{
	if (e->task == UINT8_MAX)
		line("%c - %llu %llu\n", e->what, (unsigned long long)e->now,
		     (unsigned long long)e->value);
	else
		line("%c %u %llu %llu\n", e->what, e->task,
		     (unsigned long long)e->now, (unsigned long long)e->value);
}

void
log_print(const struct log_policy *log, void (*line)(const char *format, ...))
{
	for (uint32_t i = 0; i < log->ntasks; i++)
		print_task(log->task[i], i, line);
	for (uint32_t i = 0; i < log->nentries; i++)
		print_entry(&log->entry[i], line);
}
