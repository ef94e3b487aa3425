/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * threads.c - threads scheduled by a policy.
 *
 * The policy is told what happens to threads, as it is of domains.  It is not
 * told of yields between threads that take turns: those are made without
 * asking (vsp_thread_yield() in libvesper), along `yield_to`, and the next
 * upcall says to whom they have led.  So `yield_to` is kept right whenever a
 * thread joins or leaves those that take turns, or its registers move.
 */
#include <stddef.h>
#include <vesper/clock.h>
#include <vesper/syscall.h>
#include <vesper/trace.h>

#include "own_time.h"
#include "thread.h"

#define QUANTUM_US 10000u

struct vsp_thread *threads_main;
static struct {
	struct vsp_policy *policy;
	struct vsp_thread *told;	/* picked last: the policy's belief */
	uint64_t since;			/* then, in own_time() */
	struct own_time own;
} sched = { .own = OWN_TIME_BEGIN };

static struct vsp_thread *
thread_of_task(struct vsp_task *task)
{
	return task == NULL ? NULL
	       : (struct vsp_thread *)((char *)task
				       - offsetof(struct vsp_thread, task));
}

/* A yield of `from` leads to `to` at once, if that is on its stack, unless
 * switches are noted. */
static void
link_turns(struct vsp_task *from, struct vsp_task *to)
{
	struct vsp_thread *other = thread_of_task(to);

	if (from == to || vsp_noting())
		other = &vsp_thread_nobody;
	thread_of_task(from)->yield_to = vsp_thread_tls(other);
}

static void
link_around(struct vsp_thread *thread)
{
	struct vsp_task *last = vsp_task_last_turn(&thread->task);

	if (last == NULL)
		return;
	link_turns(last, &thread->task);
	link_turns(&thread->task, vsp_task_next_turn(&thread->task));
}

static bool
takes_turns(const struct vsp_task *task)
{
	return task->next != task;
}

/* Who has taken turns with nobody was not to be interrupted for that: its turn
 * begins now, and has an end. */
static bool
wake(struct vsp_thread *thread, struct vsp_thread *running)
{
	bool policed = running != NULL && running->task.policy != NULL;
	bool alone = policed && !takes_turns(&running->task);
	uint64_t now = vsp_now();

	vsp_task_wake(&thread->task, now);
	link_around(thread);
	if (alone && takes_turns(&running->task)) {
		sched.since = own_time(&sched.own, now);
		return true;
	}
	return policed && vsp_task_preempts(&running->task, &thread->task);
}

/* The next turn is that of who comes after it, however it got its own. */
static void
block(struct vsp_thread *thread)
{
	struct vsp_task *last = vsp_task_last_turn(&thread->task);
	struct vsp_task *next = vsp_task_next_turn(&thread->task);

	if (thread != sched.told)
		vsp_task_turned(&thread->task);
	if (thread->state == VSP_THREAD_ENDED)
		vsp_task_leave(&thread->task, vsp_now());
	else
		vsp_task_block(&thread->task, vsp_now());
	thread->yield_to = vsp_thread_tls(&vsp_thread_nobody);
	if (last != NULL && last != &thread->task)
		link_turns(last, next);
}

/* Of own_time(), since this was asked last. */
static inline uint64_t
ticks_since_asked(uint64_t now)
{
	int64_t passed = (int64_t)(own_time(&sched.own, now) - sched.since);

	if (passed < 0)
		passed = 0;
	sched.since += (uint64_t)passed;
	return (uint64_t)passed;
}

/* Who ran may have got the processor by yields that nobody was told of: then
 * its turn has only begun. */
static inline void
account(struct vsp_thread *ran, uint64_t ticks, uint64_t now)
{
	struct vsp_policy *policy = sched.policy;

	if (__builtin_expect(ran == sched.told, true))
		policy->ops->charge(policy, &ran->task, ticks, now);
	else
		vsp_task_turned(&ran->task);
}

/* First it is charged: what it has used is of the turn that ends.  Then pick()
 * has nothing to charge it for, or to make up for. */
static void
yield(struct vsp_thread *thread)
{
	uint64_t now = vsp_now();

	account(thread, ticks_since_asked(now), now);
	vsp_task_turned(&thread->task);
	vsp_task_yield(&thread->task, now);
	sched.told = thread;
}

/* Who takes turns with nobody need not be interrupted for that. */
static struct vsp_thread *
pick(struct vsp_thread *ran, uint64_t *until)
{
	uint64_t now = vsp_now(), ticks = ticks_since_asked(now);
	struct vsp_task *task;

	if (ran != NULL)
		account(ran, ticks, now);
	task = vsp_policy_pick(sched.policy, now, until);
	sched.told = thread_of_task(task);
	if (task != NULL && !takes_turns(task)
	    && sched.policy->ops->turns != NULL)
		*until = VSP_FOREVER;
	return sched.told;
}

static const struct vsp_thread_ops ops = {
	.wake = wake,
	.block = block,
	.yield = yield,
	.pick = pick,
};

int
vsp_threads_start(struct vsp_policy *with,
		  const struct vsp_sched_params *params)
{
	static const struct vsp_sched_params nothing;
	struct vsp_thread *self = vsp_thread_self();
	bool enabled;
	int error;

	if (threads_main != NULL)
		return VSP_E_STATE;
	error = vsp_task_join(with, &self->task,
			      params != NULL ? params : &nothing);
	if (error != VSP_OK)
		return error;
	enabled = vsp_disable();
	sched.policy = with;
	threads_main = sched.told = self;
	self->priority = self->task.params.priority;
	sched.since = own_time(&sched.own, vsp_now());
	vsp_task_wake(&self->task, vsp_now());
	vsp_thread_use(&ops);
	vsp_enable(enabled);
	return VSP_OK;
}

int
threads_start_default(void)
{
	static struct vsp_round_robin round_robin;
	uint64_t quantum = vsp_us_to_ticks(QUANTUM_US);

	if (threads_main != NULL)
		return VSP_OK;
	return vsp_threads_start(vsp_round_robin_init(&round_robin, quantum),
				 NULL);
}

bool
threads_is_main(const struct vsp_thread *thread)
{
	return threads_main == NULL || thread == threads_main;
}

bool
threads_by_priority(void)
{
	return sched.policy != NULL
	       && sched.policy->ops->by_priority;
}

/* The list that it leaves and the one that it joins change. */
int
threads_change(struct vsp_thread *thread,
	       const struct vsp_sched_params *params)
{
	struct vsp_task *last = vsp_task_last_turn(&thread->task);
	struct vsp_task *next = vsp_task_next_turn(&thread->task);
	int error = vsp_task_change(&thread->task, params, vsp_now());

	if (error != VSP_OK)
		return error;
	thread->yield_to = vsp_thread_tls(&vsp_thread_nobody);
	if (last != NULL && last != &thread->task)
		link_turns(last, next);
	link_around(thread);
	vsp_thread_repick();
	return VSP_OK;
}

void
threads_use_priority(struct vsp_thread *thread, uint32_t priority)
{
	struct vsp_sched_params params = thread->task.params;

	if (params.priority == priority)
		return;
	params.priority = priority;
	threads_change(thread, &params);
}
