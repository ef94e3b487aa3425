/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * call.c - calling through a portal, and signalling.
 *
 * The thread that calls blocks, alone.  A domain has 16 call numbers: who finds
 * none free waits until another's call is answered.  Each number has a word in
 * the DCB that names the slot for a capability that the answer may bring: so
 * what one thread asks for, no other thread's answer can take.
 */
#include <stddef.h>
#include <vesper/memory.h>
#include <vesper/syscall.h>

#include "context.h"

/* Capabilities that go along, besides the message. */
struct along {
	vsp_slot cap;		/* there; 0: none */
	uint64_t rights;
	vsp_slot take;		/* back: an empty slot; 0: none is taken */
};

/* Disabled before and after; it may wait in between. */
static void
number_take(struct vsp_thread *thread)
{
	for (;;) {
		for (uint32_t n = 0; n < VSP_NCALLS; n++) {
			if (runtime.caller[n] == NULL) {
				runtime.caller[n] = thread;
				thread->number = n;
				return;
			}
		}
		vsp_thread_wait(&runtime.numbers, VSP_FOREVER);
		vsp_disable();
	}
}

static void
number_free(uint32_t number)
{
	runtime.caller[number] = NULL;
	if (runtime.numbers.first != NULL)
		vsp_thread_wake(runtime.numbers.first);
}

/* Disabled: one attempt.  VSP_CALL_AGAIN if it was put off; enabled, unless
 * it failed. */
static uint64_t
attempt(struct vsp_thread *thread, vsp_slot portal, const struct along *along)
{
	uint64_t flags = runtime_leaving(thread) | thread->number;

	if (along->cap != 0) {
		vsp_dcb->send_slot = along->cap;
		vsp_dcb->send_rights = along->rights;
		flags |= VSP_CALL_CAP;
	}
	context_give_way(thread);
	runtime.calling = thread;
	thread_call(vsp_thread_tls(thread), vsp_dcb, portal, flags);
	return __atomic_load_n(&thread->error, __ATOMIC_RELAXED);
}

static int
call(vsp_slot portal, struct vsp_message *message, struct along along)
{
	struct vsp_thread *thread = vsp_thread_self();
	uint64_t error;

	if (!vsp_dcb->enabled)
		return VSP_E_STATE;
	message_copy(&thread->in.message, message);
	vsp_disable();
	number_take(thread);
	vsp_dcb->answer_slot[thread->number] = along.take;
	while ((error = attempt(thread, portal, &along)) == VSP_CALL_AGAIN)
		vsp_disable();
	if (vsp_dcb->enabled == 0) {
		runtime.calling = NULL;
		number_free(thread->number);
		vsp_enable(true);
	}
	if (error != VSP_OK)
		return (int)error;
	message_copy(message, &thread->in.message);
	return VSP_OK;
}

static struct vsp_thread *
answer_keep(unsigned number, const uint64_t *word, uint64_t error,
	    uint64_t arrived)
{
	struct vsp_thread *thread = runtime.caller[number % VSP_NCALLS];

	if (thread == NULL)
		return NULL;
	message_copy(&thread->in.message, (const struct vsp_message *)word);
	thread->in.cap = (arrived & VSP_ARRIVED_CAP) != 0
			 ? vsp_dcb->answer_slot[number % VSP_NCALLS] : 0;
	thread->error = error;
	number_free(number % VSP_NCALLS);
	return thread;
}

void
call_answer(unsigned number, const uint64_t *word, uint64_t error,
	    uint64_t arrived)
{
	struct vsp_thread *thread = answer_keep(number, word, error, arrived);

	if (thread != NULL)
		thread_set_ready(thread);
}

_Noreturn void
upcall_reply(uint64_t w0, uint64_t w1, uint64_t w2, uint64_t w3, uint64_t w4,
	     uint64_t w5, uint64_t w6, uint64_t number_error, uint64_t arrived)
{
	uint64_t word[VSP_NWORDS] = { w0, w1, w2, w3, w4, w5, w6 };
	unsigned number = (unsigned)(number_error & VSP_CALL_NUMBER);
	uint64_t error = number_error >> VSP_REPLY_ERROR_SHIFT & 0xff;

	context_settle(upcall_dcb());
	call_answer(number, word, error, arrived);
	runtime_leave();
}

int
vsp_call(vsp_slot portal, struct vsp_message *message)
{
	return call(portal, message, (struct along){ 0 });
}

int
vsp_call_cap(vsp_slot portal, struct vsp_message *message, vsp_slot cap,
	     uint64_t rights)
{
	return call(portal, message, (struct along){ cap, rights, 0 });
}

int
vsp_call_take(vsp_slot portal, struct vsp_message *message, vsp_slot *cap)
{
	vsp_slot slot = vsp_slot_alloc();
	int error;

	*cap = 0;
	if (slot == 0)
		return VSP_E_NOMEM;
	error = call(portal, message, (struct along){ .take = slot });
	if (error == VSP_OK)
		*cap = vsp_thread_self()->in.cap;
	if (*cap == 0)
		vsp_slot_free(slot);
	return error;
}

int
vsp_signal(vsp_slot channel)
{
	register uint64_t error __asm__("x0");
	register uint64_t slot __asm__("x8") = channel;

	__asm__ volatile("svc %2" : "=r"(error), "+r"(slot)
			 : "i"(VSP_SYS_SIGNAL)
			 : "x1", "x2", "x3", "x4", "x5", "x6", "x7", "x9",
			   "x10", "x11", "x12", "x13", "x14", "x15", "x16",
			   "x17", "cc", "memory");
	return (int)error;
}
