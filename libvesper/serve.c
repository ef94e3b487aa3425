/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * serve.c - the CALL upcall: a request came through a portal.
 *
 * It goes to the program's handler, at once and disabled; or to the thread
 * that waits for one; or into the queue.  A request that finds the queue full
 * is answered with VSP_E_BUSY: to stay disabled instead would hold up the
 * callers, but the main thread, which has to empty the queue, as well.
 */
#include <stddef.h>
#include <vesper/syscall.h>

#include "context.h"

static bool (*serve_handler)(struct vsp_request *request);

static _Noreturn void
leave_reply(const struct vsp_request *request, uint64_t flags)
{
	const uint64_t *w = request->message.word;
	register uint64_t x0 __asm__("x0") = w[0];
	register uint64_t x1 __asm__("x1") = w[1];
	register uint64_t x2 __asm__("x2") = w[2];
	register uint64_t x3 __asm__("x3") = w[3];
	register uint64_t x4 __asm__("x4") = w[4];
	register uint64_t x5 __asm__("x5") = w[5];
	register uint64_t x6 __asm__("x6") = w[6];
	register uint64_t x7 __asm__("x7") = flags;
	register uint64_t x8 __asm__("x8") = request->token;

	__asm__ volatile("svc %9" : : "r"(x0), "r"(x1), "r"(x2), "r"(x3),
			 "r"(x4), "r"(x5), "r"(x6), "r"(x7), "r"(x8),
			 "i"(VSP_SYS_REPLY) : "memory");
	__builtin_unreachable();
}

static bool
run_handler(void *request)
{
	return serve_handler(request);
}

/* True if the request is answered, in its own message. */
static bool
handle(struct vsp_request *request)
{
	if (serve_handler != NULL)
		return user_run(run_handler, request);
	if (wait_deliver_request(request) || queue_put(request))
		return false;
	request->message.word[0] = VSP_E_BUSY;
	return true;
}

_Noreturn void
upcall_call(uint64_t w0, uint64_t w1, uint64_t w2, uint64_t w3, uint64_t w4,
	    uint64_t w5, uint64_t w6, uint64_t badge, uint64_t token,
	    uint64_t arrived)
{
	struct vsp_request request = {
		.message.word = { w0, w1, w2, w3, w4, w5, w6 },
		.badge = badge,
		.token = token,
	};

	context_settle(upcall_dcb());
	if (grants_refuse(&request, arrived) || handle(&request))
		leave_reply(&request, runtime_leaving(NULL));
	runtime_leave();
}

/* Requests that came before there was a handler. */
static void
serve_queued(void)
{
	struct vsp_request request;
	bool enabled;

	while (enabled = vsp_disable(), queue_take(&request)) {
		bool answered = user_run(run_handler, &request);

		vsp_enable(enabled);
		if (answered)
			vsp_reply(request.token, &request.message);
	}
	vsp_enable(enabled);
}

void
vsp_serve(bool (*handler)(struct vsp_request *request))
{
	serve_handler = handler;
	if (handler != NULL)
		serve_queued();
}
