/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * ipc.h - calls, requests and events between domains.
 *
 * A message is seven words.  What does not fit is shared (share.h) and passed
 * by address.  By convention word[0] of a request says what is asked, and
 * word[0] of an answer is VSP_OK or an error.
 *
 * A server has two ways to take requests:
 *  - vsp_serve(handler): the handler runs in the CALL upcall, disabled.  Fast;
 *    but it may touch only mapped memory of its own, never a client's, and
 *    must not block.
 *  - vsp_receive() and vsp_reply(): the main thread takes them from a queue
 *    when it likes, may keep several unanswered, and answers in any order.
 *
 * The queue holds VSP_QUEUE requests.  One that finds it full is answered at
 * once with word[0] = VSP_E_BUSY.
 */
#ifndef VESPER_IPC_H
#define VESPER_IPC_H

#include <stdbool.h>
#include <stdint.h>

#include <vesper/dcb.h>
#include <vesper/invoke.h>
#include <vesper/syscall.h>

#define VSP_QUEUE 64

struct vsp_message {
	uint64_t word[VSP_NWORDS];
};

struct vsp_request {
	struct vsp_message message;
	uint64_t badge;		/* of the portal it came through */
	uint64_t token;		/* for vsp_reply(), once */
	vsp_slot cap;		/* of a capability that came along, or 0; the
				   receiver's to delete and free */
};

/* Call through a portal; *message becomes the answer.  Blocks until it is
 * there.  Errors: those of the system call (NOCAP, TYPE, RIGHT, GONE); GONE
 * also when the server dies before it answers; STATE in an upcall, where
 * nothing can block.  On an error *message is as it was. */
int vsp_call(vsp_slot portal, struct vsp_message *message);

/* The same, and the capability in `cap` goes along: derived with `rights`, or
 * moved if `rights` is ~0. */
int vsp_call_cap(vsp_slot portal, struct vsp_message *message, vsp_slot cap,
		 uint64_t rights);

/* Call, and take the capability that the answer brings: *cap is its slot, the
 * caller's to delete and free; 0 if it brought none, or on an error.  Threads
 * can do this at the same time.  Errors: NOMEM (no empty slot for it, and no
 * call was made), those of vsp_call(). */
int vsp_call_take(vsp_slot portal, struct vsp_message *message,
		  vsp_slot *cap);

/* From now on `handler` gets every request, in the CALL upcall.  It changes
 * request->message into the answer and returns true, or returns false and
 * somebody calls vsp_reply() later.  NULL: back to the queue. */
void vsp_serve(bool (*handler)(struct vsp_request *request));

/* Serve with `handler` and nothing else, for ever. */
_Noreturn void vsp_serve_forever(bool (*handler)(struct vsp_request *));

/* Take the next request from the queue, or wait for one. */
void vsp_receive(struct vsp_request *request);

/* Answer a request.  A token that is stale is ignored. */
void vsp_reply(uint64_t token, const struct vsp_message *answer);

/* The same, and the capability in `cap` goes along, as with vsp_call_cap(). */
void vsp_reply_cap(uint64_t token, const struct vsp_message *answer,
		   vsp_slot cap, uint64_t rights);

/* Answer *request with its own message, then receive the next into it. */
void vsp_reply_receive(struct vsp_request *request);

/* Raise the events of an event channel. */
int vsp_signal(vsp_slot channel);

/* Wait until an event in `mask` has come; returns and forgets those that
 * have.  The mask must not be 0. */
uint64_t vsp_wait_events(uint64_t mask);

/* The same, but not beyond `until` (ticks, vsp_now()): then 0. */
uint64_t vsp_wait_events_until(uint64_t mask, uint64_t until);

/* Wait for a request (if `request` is not NULL), for events in `mask`, or
 * until `until`, whatever comes first.  *events gets the events.  In an upcall
 * it does not wait, and gives VSP_WAITED_TIME. */
enum vsp_waited {
	VSP_WAITED_TIME,
	VSP_WAITED_REQUEST,
	VSP_WAITED_EVENTS
};

enum vsp_waited vsp_wait(struct vsp_request *request, uint64_t mask,
			 uint64_t until, uint64_t *events);

/* Give way to whatever is pending, and go on. */
void vsp_yield(void);

#endif
