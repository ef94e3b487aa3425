/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * wait.c - a thread waits for a request, for events or for a time.
 *
 * It looks and, finding nothing, blocks: disabled, so that nothing can come in
 * between.  Requests and events are handed to it through struct vsp_thread,
 * which is always mapped, and copied out when it runs again.
 */
#include <stddef.h>
#include <vesper/clock.h>

#include "internal.h"

bool
wait_deliver_request(struct vsp_thread *thread,
		     const struct vsp_request *request)
{
	if (thread->state != VSP_THREAD_WAIT || !thread->wait_request)
		return false;
	request_copy(&thread->in, request);
	thread->waited = VSP_WAITED_REQUEST;
	thread->state = VSP_THREAD_READY;
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

bool
wait_deliver_events(struct vsp_thread *thread)
{
	if (thread->state != VSP_THREAD_WAIT || !take_events(thread))
		return false;
	thread->state = VSP_THREAD_READY;
	return true;
}

/* Disabled: is there already what the thread would wait for? */
static bool
wait_is_over(struct vsp_thread *thread)
{
	if (take_events(thread))
		return true;
	if (thread->wait_request && queue_take(&thread->in)) {
		thread->waited = VSP_WAITED_REQUEST;
		return true;
	}
	thread->waited = VSP_WAITED_TIME;
	return thread->wait_until <= vsp_now();
}

/* Disabled: what to wait for. */
static struct vsp_thread *
wait_prepare(bool request, uint64_t mask, uint64_t until)
{
	struct vsp_thread *thread = vsp_self;

	thread->wait_request = request;
	thread->wait_events = mask;
	thread->wait_until = until;
	thread->error = VSP_OK;
	return thread;
}

enum vsp_waited
vsp_wait(struct vsp_request *request, uint64_t mask, uint64_t until,
	 uint64_t *events)
{
	struct vsp_thread *thread;

	if (!vsp_disable())
		return VSP_WAITED_TIME;
	thread = wait_prepare(request != NULL, mask, until);
	if (wait_is_over(thread)) {
		vsp_enable(true);
	} else {
		thread->state = VSP_THREAD_WAIT;
		thread_block(thread, runtime.upcall_stack);
	}
	if (thread->waited == VSP_WAITED_REQUEST)
		request_copy(request, &thread->in);
	if (thread->waited == VSP_WAITED_EVENTS && events != NULL)
		*events = thread->events;
	return thread->waited;
}

static void
reply(uint64_t token, const struct vsp_message *answer, uint64_t flags)
{
	struct vsp_message message;

	message_copy(&message, answer);
	vsp_disable();
	vsp_self->state = VSP_THREAD_READY;
	thread_reply(vsp_self, token, &message,
		     flags | runtime_leaving(NULL));
}

void
vsp_reply(uint64_t token, const struct vsp_message *answer)
{
	reply(token, answer, 0);
}

void
vsp_reply_cap(uint64_t token, const struct vsp_message *answer, vsp_slot cap,
	      uint64_t rights)
{
	vsp_dcb->send_slot = cap;
	vsp_dcb->send_rights = rights;
	reply(token, answer, VSP_CALL_CAP);
}

void
vsp_reply_receive(struct vsp_request *request)
{
	struct vsp_request out;
	struct vsp_thread *thread;

	request_copy(&out, request);
	vsp_disable();
	thread = wait_prepare(true, 0, VSP_FOREVER);
	thread->state = wait_is_over(thread) ? VSP_THREAD_READY
					     : VSP_THREAD_WAIT;
	thread_reply(thread, out.token, &out.message, runtime_leaving(NULL));
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
