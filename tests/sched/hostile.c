/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * hostile.c - neighbours that take what they can get.
 *
 *	hostile spin		never waits
 *	hostile storm		a device that interrupts as soon as it may
 *	hostile flood		calls the server "victim" without end
 *	hostile beg		the same with init, which schedules
 *	hostile bomb		makes threads as long as it can; then all spin
 *
 * Now and then each tells the tester how much it has done: that it was there.
 */
#include <stdlib.h>
#include <string.h>
#include <vesper/memory.h>
#include <vesper/thread.h>
#include <vesper/vesper.h>

#include "promises.h"

#define TELL_TICKS	vsp_us_to_ticks(500000)
#define THREADS		1000u
#define BOMB_US		5000000u

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

static void
burn(void)
{
	for (volatile int i = 0; i < 10000; i++)
		;
}

_Noreturn static void
spin(void)
{
	for (;;) {
		burn();
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
flood(vsp_slot victim)
{
	for (;;) {
		struct vsp_message message = { .word = { ~0ull } };

		if (vsp_call(victim, &message) == VSP_OK)
			done++;
		tell();
	}
}

/* They all wake at once, and do not sleep again. */
static int
bomb_thread(void *wake)
{
	vsp_sleep_until(*(const uint64_t *)wake);
	for (;;)
		burn();
	return 0;
}

_Noreturn static void
bomb(void)
{
	const struct vsp_thread_attributes small = { .stack_bytes = 4096 };
	static uint64_t wake;
	struct vsp_thread *thread;

	wake = vsp_now() + vsp_us_to_ticks(BOMB_US);
	while (done < THREADS && vsp_now() < wake
	       && vsp_thread_create(&thread, &small, bomb_thread, &wake)
		  == VSP_OK) {
		done++;
		tell();
	}
	for (;;) {
		burn();
		tell();
	}
}

int
main(int argc, char **argv)
{
	const char *how = argc == 2 ? argv[1] : "";

	if (strcmp(how, "storm") == 0)
		storm();
	if (strcmp(how, "flood") == 0)
		flood(vsp_portal("victim"));
	if (strcmp(how, "beg") == 0)
		flood(VSP_SLOT_INIT);
	if (strcmp(how, "bomb") == 0)
		bomb();
	spin();
}
