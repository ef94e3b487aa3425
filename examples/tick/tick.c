/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * tick.c - a driver: the registers of a device, and its interrupts as events.
 *
 * The system timer counts microseconds, and interrupts when its counter
 * reaches a compare register.  The kernel masks the line at each interrupt
 * and raises the event; the driver quiets the device, then acknowledges.
 * (BCM2835 ARM Peripherals, chapter 12.)
 */
#include <stdio.h>
#include <stdlib.h>

#include <vesper/memory.h>
#include <vesper/vesper.h>

#define STATUS		0	/* a bit for each compare register: matched */
#define COUNTER		1	/* the lower word, in microseconds */
#define COMPARE1	4

#define PERIOD_US	20000u
#define TICKS		3

static void
check(int error, const char *what)
{
	if (error == VSP_OK)
		return;
	printf("%s: %s\n", what, vsp_strerror(error));
	exit(1);
}

int
main(void)
{
	volatile uint32_t *timer = vsp_device("systimer", NULL);
	uint64_t line = 0, event = 0;
	vsp_slot irq = vsp_irq("systimer1", &line, &event);
	vsp_slot channel = vsp_slot_alloc();
	uint32_t last;

	/* An event channel to oneself, for the interrupt to raise. */
	check(vsp_derive(VSP_SLOT_CNODE, channel, VSP_SLOT_DOMAIN,
			 VSP_R_SIGNAL, event),
	      "derive");
	check(vsp_irq_bind(irq, line, channel), "bind");

	last = timer[COUNTER];
	for (int i = 1; i <= TICKS; i++) {
		timer[COMPARE1] = last + PERIOD_US;
		vsp_wait_events(event);
		timer[STATUS] = 1u << 1;
		check(vsp_irq_ack(irq, line), "ack");
		last += PERIOD_US;
		printf("tick %d, %s\n", i,
		       (int32_t)(timer[COUNTER] - last) >= 0
		       ? "on time" : "early");
	}
	return 0;
}
