/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * hostile.c - neighbours that take what they can get.
 *
 *	hostile spin		never waits
 *	hostile storm		a device that interrupts as soon as it may
 *	hostile flood		calls the server "victim" without end
 *	hostile bomb		makes threads that spin, as long as it can
 *
 * Now and then each tells the tester how much it has done: that it was there.
 */
#include <stdlib.h>
#include <string.h>
#include <vesper/memory.h>
#include <vesper/runtime.h>
#include <vesper/vesper.h>

#include "promises.h"

#define TELL_TICKS	vsp_us_to_ticks(500000)
#define STACK_BYTES	4096u
#define THREADS		1000u

static uint64_t done;

static void
tell(void)
{
	static uint64_t next;
	struct vsp_message message = { .word = { PROMISES_HOSTILE, done } };

	if (vsp_now() < next)
		return;
	next = vsp_now() + TELL_TICKS;
	vsp_call(vsp_portal("tester"), &message);
}

_Noreturn static void
spin(void)
{
	for (;;) {
		for (volatile int i = 0; i < 10000; i++)
			;
		done++;
		tell();
	}
}

/* Registers of the system timer: examples/tick explains them. */
_Noreturn static void
storm(void)
{
	volatile uint32_t *timer = vsp_device("systimer", NULL);
	uint64_t line = 0, event = 0;
	vsp_slot irq = vsp_irq("systimer1", &line, &event);
	vsp_slot channel = vsp_slot_alloc();

	if (vsp_derive(VSP_SLOT_CNODE, channel, VSP_SLOT_DOMAIN, VSP_R_SIGNAL,
		       event) != VSP_OK
	    || vsp_irq_bind(irq, line, channel) != VSP_OK)
		exit(1);
	for (;;) {
		timer[4] = timer[1] + 2;
		vsp_wait_events_until(event, vsp_now()
				      + vsp_us_to_ticks(1000));
		timer[0] = 1u << 1;
		vsp_irq_ack(irq, line);
		done++;
		tell();
	}
}

_Noreturn static void
flood(void)
{
	vsp_slot victim = vsp_portal("victim");

	for (;;) {
		struct vsp_message message = { .word = { 1 } };

		if (vsp_call(victim, &message) == VSP_OK)
			done++;
		tell();
	}
}

static void
bomb_thread(void)
{
	for (;;)
		vsp_thread_yield();
}

static bool
make_thread(void)
{
	char *memory = malloc(sizeof(struct vsp_thread) + vsp_tls_bytes()
			      + STACK_BYTES + 64);
	uint64_t stack;
	bool enabled;

	if (memory == NULL)
		return false;
	stack = ((uint64_t)(uintptr_t)memory + sizeof(struct vsp_thread)
		 + vsp_tls_bytes() + STACK_BYTES + 63) & ~15ull;
	enabled = vsp_disable();
	vsp_thread_make((struct vsp_thread *)(void *)memory, stack,
			bomb_thread);
	vsp_thread_wake((struct vsp_thread *)(void *)memory);
	vsp_enable(enabled);
	return true;
}

_Noreturn static void
bomb(void)
{
	while (done < THREADS && make_thread()) {
		done++;
		tell();
	}
	for (;;) {
		tell();
		vsp_thread_yield();
	}
}

int
main(int argc, char **argv)
{
	const char *how = argc == 2 ? argv[1] : "";

	if (strcmp(how, "storm") == 0)
		storm();
	if (strcmp(how, "flood") == 0)
		flood();
	if (strcmp(how, "bomb") == 0)
		bomb();
	spin();
}
