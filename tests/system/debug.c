/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * debug.c - claims of what a debugger can do: be told of faults, read and
 * write registers, step.
 *
 * The domain makes a child that shares its address space, and is its
 * scheduler and its debugger.  The claims build on one another.
 */
#include <string.h>

#include <vesper/debug.h>
#include <vesper/vesper.h>

#include "../tap.h"
#include "attempt.h"
#include "raw.h"

#define CHILD		7u
#define STOPPED		0x100u		/* the debugger's event */
#define CLASS_STEP	0x32u
#define TURN_TICKS	20000u

extern const uint32_t debug_vector[], debug_code[], debug_load[],
	debug_call[], debug_break[], debug_end[];

static vsp_slot child, channel, stretch;
static struct vsp_dcb *child_dcb;
static struct vsp_context at;		/* what was read last */
static volatile uint64_t result;

static uint64_t
address(const void *place)
{
	return (uint64_t)(uintptr_t)place;
}

static bool
make_child(void)
{
	struct vsp_retype domain = { VSP_TYPE_DOMAIN, 1, 1, 0, child,
				     VSP_RETYPE_NEXT };
	struct vsp_retype table = { VSP_TYPE_STRETCH, 1, 1, 0, stretch,
				    VSP_RETYPE_NEXT };
	uint64_t dcb = 0;

	if (vsp_retype(VSP_SLOT_MEMORY, &domain, NULL) != VSP_OK
	    || vsp_retype(VSP_SLOT_TABLES, &table, NULL) != VSP_OK
	    || vsp_attach(stretch, VSP_SLOT_PD, VSP_R_READ | VSP_R_WRITE,
			  NULL) != VSP_OK
	    || vsp_domain_map_dcb(child, stretch, 0, &dcb) != VSP_OK)
		return false;
	child_dcb = (struct vsp_dcb *)(uintptr_t)dcb;
	child_dcb->context[0].pc = address(debug_code);
	return vsp_derive(VSP_SLOT_CNODE, channel, VSP_SLOT_DOMAIN,
			  VSP_R_SIGNAL, STOPPED) == VSP_OK
	       && vsp_domain_set_spaces(child, VSP_SLOT_CNODE, VSP_SLOT_PD)
		  == VSP_OK
	       && vsp_domain_set_entry(child, address(debug_vector), 0)
		  == VSP_OK
	       && vsp_domain_set_parent(child, VSP_SLOT_DOMAIN, CHILD)
		  == VSP_OK;
}

/* It runs until it stops, or its turn ends; gives the events that came. */
static uint64_t
let_it_run(void)
{
	struct raw_regs regs = { { CHILD, 0 } };
	struct vsp_child *entry = &vsp_dcb->child[CHILD];
	uint64_t events = 0;
	unsigned how;

	vsp_sleep_until(vsp_now() + TURN_TICKS);
	vsp_disable();
	entry->reason = VSP_CHILD_NONE;
	do {
		regs.x[1] = vsp_now() + TURN_TICKS;
		how = raw_leave(VSP_SYS_DISPATCH, &regs, NULL);
		if (how == VSP_UPCALL_ACTIVATE)
			events |= raw_entry.x[0];
	} while (how == VSP_UPCALL_ACTIVATE && entry->reason == VSP_CHILD_NONE);
	vsp_enable(true);
	return events;
}

static uint64_t
class_of_stop(void)
{
	uint64_t syndrome = 0;

	vsp_domain_fault(child, &syndrome, NULL);
	return CLASS(syndrome);
}

/* Let it go on, and read where it stopped. */
static bool
goes_on_to(const uint32_t *place, unsigned class)
{
	bool right = SAME(vsp_domain_start(child), VSP_OK);

	let_it_run();
	right &= SAME(vsp_domain_read_regs(child, &at), VSP_OK);
	return right && SAME(at.pc, address(place))
	       && SAME(class_of_stop(), class);
}

static bool
a_fault_stops_the_domain_and_tells_the_debugger(void)
{
	uint64_t events, fault = 1;
	bool right = make_child()
		     && SAME(vsp_domain_debug(child, VSP_DEBUG_FAULTS,
					      channel), VSP_OK)
		     && SAME(vsp_domain_start(child), VSP_OK);

	events = let_it_run();
	vsp_domain_fault(child, NULL, &fault);
	return right && SAME(events & STOPPED, STOPPED)
	       && SAME(class_of_stop(), CLASS_DATA) && SAME(fault, 0);
}

static bool
the_registers_are_those_at_the_fault(void)
{
	return SAME(vsp_domain_read_regs(child, &at), VSP_OK)
	       && SAME(at.pc, address(debug_load)) && SAME(at.x[1], 42);
}

static bool
what_the_debugger_writes_is_what_runs(void)
{
	at.pc = address(debug_load + 1);
	at.x[3] = address((const void *)&result);
	return SAME(vsp_domain_write_regs(child, &at), VSP_OK)
	       && SAME(vsp_domain_debug(child, VSP_DEBUG_STEP, channel),
		       VSP_OK)
	       && goes_on_to(debug_call, CLASS_STEP)
	       && SAME(at.x[3], address((const void *)&result));
}

static bool
a_system_call_is_one_step(void)
{
	return goes_on_to(debug_call + 1, CLASS_STEP)
	       && SAME(at.x[0], VSP_E_OP);
}

static bool
each_step_is_one_instruction(void)
{
	return goes_on_to(debug_call + 2, CLASS_STEP)
	       && SAME(debug_call + 2 == debug_break, true);
}

static bool
a_breakpoint_stops_it(void)
{
	return SAME(vsp_domain_debug(child, VSP_DEBUG_FAULTS, channel),
		    VSP_OK)
	       && goes_on_to(debug_break, CLASS_BREAK);
}

static bool
fp_registers_can_be_read_and_written(void)
{
	struct vsp_fp_registers fp;
	bool right = SAME(vsp_domain_read_fp(child, &fp), VSP_OK)
		     && SAME(fp.v[2 * 7], 42);

	fp.v[2 * 7] = 43;
	return right && SAME(vsp_domain_write_fp(child, &fp), VSP_OK);
}

static bool
let_be_it_runs_on_unstopped(void)
{
	uint64_t state = ~0ull;

	at.pc += 4;
	vsp_domain_write_regs(child, &at);
	vsp_domain_debug(child, 0, 0);
	vsp_domain_start(child);
	let_it_run();
	vsp_domain_info(child, &state, NULL, NULL);
	return SAME(result, 43) && SAME(state & 1, 0);
}

static bool
only_a_stopped_domains_registers_are_read(void)
{
	return SAME(vsp_domain_read_regs(child, &at), VSP_E_STATE)
	       && SAME(vsp_domain_write_regs(child, &at), VSP_E_STATE)
	       && SAME(vsp_domain_stop(child), VSP_OK)
	       && SAME(vsp_domain_read_regs(child, &at), VSP_OK)
	       && SAME(at.pc, address(debug_end));
}

int
main(void)
{
	static const struct tap_claim claims[] = {
		CLAIM(a_fault_stops_the_domain_and_tells_the_debugger),
		CLAIM(the_registers_are_those_at_the_fault),
		CLAIM(what_the_debugger_writes_is_what_runs),
		CLAIM(a_system_call_is_one_step),
		CLAIM(each_step_is_one_instruction),
		CLAIM(a_breakpoint_stops_it),
		CLAIM(fp_registers_can_be_read_and_written),
		CLAIM(let_be_it_runs_on_unstopped),
		CLAIM(only_a_stopped_domains_registers_are_read),
	};

	child = vsp_slot_alloc_n(3);
	channel = child + 1;
	stretch = child + 2;
	return tap_run(claims, TAP_COUNT(claims));
}
