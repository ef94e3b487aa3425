/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * wait.c - a thread waits for another, for a request, for events or for a
 * time.
 *
 * It looks and, finding nothing, blocks: disabled, so that nothing can come in
 * between.  Requests and events are handed to it through struct vsp_thread,
 * which is always mapped, and copied out when it runs again.
 */
#include <stddef.h>
#include <vesper/clock.h>

#include "context.h"

static void
list_append(struct vsp_waiters *list, struct vsp_thread *thread)
{
	thread->waits_in = list;
	if (list == NULL)
		return;
	thread->next = NULL;
	thread->prev = list->last;
	if (list->last != NULL)
		list->last->next = thread;
	else
		list->first = thread;
	list->last = thread;
}

static void
list_remove(struct vsp_thread *thread)
{
	struct vsp_waiters *list = thread->waits_in;

	if (list == NULL)
		return;
	thread->waits_in = NULL;
	if (thread->prev != NULL)
		thread->prev->next = thread->next;
	else
		list->first = thread->next;
	if (thread->next != NULL)
		thread->next->prev = thread->prev;
	else
		list->last = thread->prev;
}

static void
timed_out(struct vsp_timer *timer)
{
	struct vsp_thread *thread = (struct vsp_thread *)
		((char *)timer - offsetof(struct vsp_thread, timer));

	list_remove(thread);
	thread->woken = false;
	thread_set_ready(thread);
}

void
vsp_thread_block(struct vsp_waiters *list, uint64_t until_ticks)
{
	struct vsp_thread *thread = vsp_thread_self();

	list_append(list, thread);
	if (until_ticks != VSP_FOREVER)
		vsp_timer_set(&thread->timer, until_ticks, timed_out);
	thread_set_blocked(thread, VSP_THREAD_WAIT);
}

bool
vsp_thread_wait(struct vsp_waiters *list, uint64_t until_ticks)
{
	vsp_thread_block(list, until_ticks);
	vsp_thread_pause();
	return vsp_thread_self()->woken;
}

void
vsp_thread_wake(struct vsp_thread *thread)
{
	list_remove(thread);
	vsp_timer_cancel(&thread->timer);
	thread->woken = true;
	thread_set_ready(thread);
}

/* ---- requests and events ---- */

bool
wait_deliver_request(const struct vsp_request *request)
{
	struct vsp_thread *thread = runtime.waiters.first;

	while (thread != NULL && !thread->wait_request)
		thread = thread->next;
	if (thread == NULL)
		return false;
	request_copy(&thread->in, request);
	thread->waited = VSP_WAITED_REQUEST;
	vsp_thread_wake(thread);
	return true;
}

static bool
take_events(struct vsp_thread *thread)
{
	thread->events = runtime.events & thread->wait_events;
	runtime.events &= ~thread->events;
	thread->waited = VSP_WAITED_EVENTS;
	return thread->events != 0;
}

void
wait_deliver_events(void)
{
	struct vsp_thread *thread = runtime.waiters.first, *next;

	for (; thread != NULL && runtime.events != 0; thread = next) {
		next = thread->next;
		if ((runtime.events & thread->wait_events) == 0)
			continue;
		take_events(thread);
		vsp_thread_wake(thread);
	}
}

/* Disabled: is there already what the thread would wait for? */
static bool
wait_is_over(struct vsp_thread *thread, uint64_t until)
{
	if (take_events(thread))
		return true;
	if (thread->wait_request && queue_take(&thread->in)) {
		thread->waited = VSP_WAITED_REQUEST;
		return true;
	}
	thread->waited = VSP_WAITED_TIME;
	return until <= vsp_now();
}

/* Disabled: what to wait for. */
static struct vsp_thread *
wait_prepare(bool request, uint64_t mask)
{
	struct vsp_thread *thread = vsp_thread_self();

	thread->wait_request = request;
	thread->wait_events = mask;
	return thread;
}

/* It waits in the list only if something may be handed to it there. */
static struct vsp_waiters *
wait_list(const struct vsp_thread *thread)
{
	return thread->wait_request || thread->wait_events != 0
	       ? &runtime.waiters : NULL;
}

enum vsp_waited
vsp_wait(struct vsp_request *request, uint64_t mask, uint64_t until,
	 uint64_t *events)
{
	struct vsp_thread *thread;

	if (!vsp_disable())
		return VSP_WAITED_TIME;
	thread = wait_prepare(request != NULL, mask);
	if (wait_is_over(thread, until))
		vsp_enable(true);
	else
		vsp_thread_wait(wait_list(thread), until);
	if (thread->waited == VSP_WAITED_REQUEST)
		request_copy(request, &thread->in);
	if (thread->waited == VSP_WAITED_EVENTS && events != NULL)
		*events = thread->events;
	return thread->waited;
}

/* Disabled, and the thread gives up the processor with the answer. */
static void
leave_reply(struct vsp_thread *thread, uint64_t token,
	    const struct vsp_message *message, uint64_t flags)
{
	context_give_way(thread);
	vsp_dcb->user[USER_RUNS] = 0;
	runtime.ran = thread;
	thread_reply(vsp_thread_tls(thread), token, message,
		     flags | runtime_leaving(NULL));
}

void
vsp_reply(uint64_t token, const struct vsp_message *answer)
{
	struct vsp_message message;

	message_copy(&message, answer);
	vsp_disable();
	leave_reply(vsp_thread_self(), token, &message, 0);
}

void
vsp_reply_cap(uint64_t token, const struct vsp_message *answer, vsp_slot cap,
	      uint64_t rights)
{
	struct vsp_message message;

	message_copy(&message, answer);
	vsp_disable();
	vsp_dcb->send_slot = cap;
	vsp_dcb->send_rights = rights;
	leave_reply(vsp_thread_self(), token, &message, VSP_CALL_CAP);
}

void
vsp_reply_receive(struct vsp_request *request)
{
	struct vsp_request out;
	struct vsp_thread *thread;

	request_copy(&out, request);
	vsp_disable();
	thread = wait_prepare(true, 0);
	if (!wait_is_over(thread, VSP_FOREVER))
		vsp_thread_block(&runtime.waiters, VSP_FOREVER);
	leave_reply(thread, out.token, &out.message, 0);
	request_copy(request, &thread->in);
}

void
vsp_receive(struct vsp_request *request)
{
	vsp_wait(request, 0, VSP_FOREVER, NULL);
}

uint64_t
vsp_wait_events_until(uint64_t mask, uint64_t until)
{
	uint64_t events = 0;

	vsp_wait(NULL, mask, until, &events);
	return events;
}

uint64_t
vsp_wait_events(uint64_t mask)
{
	return vsp_wait_events_until(mask, VSP_FOREVER);
}

void
vsp_sleep_until(uint64_t until_ticks)
{
	vsp_wait(NULL, 0, until_ticks, NULL);
}

_Noreturn void
vsp_serve_forever(bool (*handler)(struct vsp_request *request))
{
	vsp_serve(handler);
	for (;;)
		vsp_sleep_until(VSP_FOREVER);
}
