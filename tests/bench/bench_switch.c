/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * bench_switch.c - an event makes another domain run at once.
 *
 * The client is the scheduler of a runner, which runs enabled, and of a
 * driver, which it has told the kernel to dispatch by itself (`direct`).  The
 * device is the mini UART: with interrupts for an empty transmit FIFO enabled,
 * its line is up.
 */
#include <stddef.h>
#include <vesper/memory.h>

#include "bench.h"

#define RUNNER		4u	/* children of this domain */
#define DRIVER		5u
#define EVENTS		0x60ull
#define AUX_ENABLES	0x04u
#define AUX_MU_IER	0x44u

_Static_assert(VSP_OP_IRQ_ACK == 7 * 16 + 2, "bench_child.S");
_Static_assert(offsetof(struct bench_driver, count) == DRIVER_COUNT
	       && offsetof(struct bench_driver, irq) == DRIVER_IRQ
	       && offsetof(struct bench_driver, line) == DRIVER_LINE,
	       "bench_child.S");

static vsp_slot channel, irq;
static uint64_t line;
static volatile uint32_t *aux;
static struct vsp_dcb *runner_dcb;

static bool
map_dcb(vsp_slot domain)
{
	struct vsp_stretch *stretch;
	uint64_t address;

	if (vsp_stretch_create(&stretch) != VSP_OK
	    || vsp_domain_map_dcb(domain, stretch->slot, 0, &address)
	       != VSP_OK)
		return false;
	runner_dcb = (struct vsp_dcb *)(uintptr_t)address;
	return true;
}

bool
bench_switch_prepare(void)
{
	vsp_slot runner = vsp_slot_alloc_n(3), driver = runner + 1, bound;
	uint64_t mask;

	channel = runner + 2;
	irq = vsp_irq("aux", &line, &mask);
	aux = vsp_device("aux", NULL);
	bound = vsp_slot_alloc();
	return runner != 0 && aux != NULL
	       && bench_child(runner, RUNNER, bench_runner)
	       && bench_child(driver, DRIVER, bench_drive)
	       && map_dcb(runner)
	       && vsp_derive(VSP_SLOT_CNODE, channel, driver, VSP_R_SIGNAL,
			     EVENTS) == VSP_OK
	       && vsp_derive(VSP_SLOT_CNODE, bound, driver, VSP_R_SIGNAL,
			     EVENTS) == VSP_OK
	       && vsp_irq_bind(irq, line, bound) == VSP_OK;
}

/* The runner runs this, with these registers; gives the upcall that ends it.
 * The first may only make the scheduler dispatch it again. */
static unsigned
run(void (*code)(void), struct vsp_context with, bool again)
{
	unsigned entry;

	with.pc = (uint64_t)(uintptr_t)code;
	runner_dcb->context[0] = with;
	vsp_disable();
	vsp_dcb->direct = vsp_dcb->preempt = 1ull << DRIVER;
	bench_next = again ? RUNNER : 0;
	entry = bench_dispatch(RUNNER);
	vsp_dcb->direct = vsp_dcb->preempt = 0;
	vsp_enable(true);
	return entry;
}

/* Signal: the driver's count less that at the svc. */
static uint64_t
signal_wake_switch(unsigned round)
{
	struct vsp_context with = { .x[8] = channel, .x[1] = round };
	const struct vsp_context *saved = &runner_dcb->context[0];

	bench_driver = (struct bench_driver){ 0 };
	if (run(bench_signaller, with, false) == RETURNED
	    || bench_driver.events != EVENTS || saved->x[0] != VSP_OK
	    || vsp_dcb->child[RUNNER].reason != VSP_CHILD_PREEMPTED)
		return WRONG;
	return bench_driver.count - saved->x[19] - overhead;
}

/* The device's interrupt, until the runner's next instruction but one. */
static bool
interrupt_once(void)
{
	struct vsp_context with = {
		.x[20] = (uint64_t)(uintptr_t)aux + AUX_MU_IER,
		.x[21] = 3,
	};

	bench_driver = (struct bench_driver){
		.irq = irq, .line = line,
		.device = (uint64_t)(uintptr_t)aux + AUX_MU_IER,
	};
	bench_lost = 0;
	aux[AUX_ENABLES / 4] = 1;
	return run(bench_interrupter, with, true) != RETURNED
	       && bench_driver.events == EVENTS && bench_lost != 0
	       && vsp_dcb->child[RUNNER].reason != VSP_CHILD_GONE;
}

/* Once more, if a turn of the client's own has ended meanwhile. */
static bool
interrupt(void)
{
	return interrupt_once() || interrupt_once();
}

/* From the device store on, which is counted. */
static uint64_t
irq_to_handler(unsigned round)
{
	(void)round;
	if (!interrupt())
		return WRONG;
	return bench_driver.count - bench_began - overhead;
}

static uint64_t
irq_total(unsigned round)
{
	(void)round;
	if (!interrupt() || bench_driver.count - bench_began >= bench_lost)
		return WRONG;
	return bench_lost - overhead;
}

const struct bench bench_switch[] = {
	{ "signal_wake_switch", signal_wake_switch },
	{ "irq_to_handler", irq_to_handler },
	{ "irq_total", irq_total },
	{ NULL, NULL },
};
