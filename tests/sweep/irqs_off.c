/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * irqs_off.c - makes operations in the state in which they are longest, and
 * says when.
 *
 * Each is made twice: undisturbed, and interrupted again and again, so that
 * the kernel's ways out of it are seen too.  Who counts is
 * irqs_off_plugin.c, from outside.
 */
#include <vesper/link.h>
#include <vesper/trace.h>

#include "irqs_off.h"

#define PATIENCE	200000u
#define SPREAD		2500u

static const struct operation *const groups[] = {
	irqs_off_memory, irqs_off_cap, irqs_off_ipc, irqs_off_deep,
	irqs_off_short,
};

/* All operations of the kernel, and which of them were made. */
static struct {
	uint64_t number;
	const char *name;
	bool made;
} all[] = {
#define VSP_OP(type, name, number, need, in, out, errors, text) \
	{ VSP_OP_##type##_##name, #type "_" #name, false },
#include <vesper/op.def>
#undef VSP_OP
};

vsp_slot
irqs_off_trace(const char *name)
{
	const struct vsp_startup_link *link = vsp_link(VSP_LINK_TRACE, name);

	return link != NULL ? link->slot : 0;
}

static void
note_made(void)
{
	for (unsigned i = 0; i < sizeof(all) / sizeof(*all); i++)
		all[i].made |= who->number == VSP_SYS_INVOKE
			       && who->x[7] == all[i].number;
}

/* The actor makes its system call; is every turn short? */
static bool
act(const struct operation *operation, bool interrupted)
{
	unsigned n = 0;
	uint64_t reason;

	do {
		uint64_t until = VSP_FOREVER;

		if (interrupted)
			until = vsp_now() + shortest + n * 97u % SPREAD;
		reason = subject_dispatch(who_index, until, NULL);
		if (operation->leaves && reason != VSP_CHILD_EXPIRED
		    && reason != VSP_CHILD_PREEMPTED)
			return true;
	} while ((who->step != SUBJECT_DONE || reason != VSP_CHILD_WAIT)
		 && n++ < PATIENCE);
	return who->step == SUBJECT_DONE;
}

static bool
once(const struct operation *operation, unsigned phase, bool interrupted)
{
	bool right = operation_prepare(operation);

	if (right) {
		note_made();
		irqs_off_mark(phase);
		right = act(operation, interrupted);
		irqs_off_mark(0);
		right &= operation->finish();
	}
	return right & operation_clear();
}

static void
run(const struct operation *operation, unsigned phase, const char *how)
{
	bool right = once(operation, phase, false);

	right &= once(operation, phase, true);
	printf("# irqs_off %u %s%s\n", phase, operation->name, how);
	printf("%sok %u - %s%s_does_what_it_should\n", right ? "" : "not ",
	       phase, operation->name, how);
}

static void
run_all(unsigned *made, const char *how)
{
	for (unsigned g = 0; g < sizeof(groups) / sizeof(*groups); g++)
		for (const struct operation *o = groups[g]; o->name != NULL;
		     o++)
			run(o, ++*made, how);
}

/* Everything that happens is recorded; trace_start() and its like end it. */
static bool
run_traced(unsigned *made)
{
	vsp_slot frame = vsp_slot_alloc();

	if (frame == 0
	    || !make_of(VSP_SLOT_MEMORY, VSP_TYPE_FRAME, 4, 1, frame)
	    || vsp_trace_start(irqs_off_trace("watch"), frame, VSP_TRACE_ALL)
	       != VSP_OK)
		return false;
	run_all(made, "_traced");
	return true;
}

static void
claim_all_made(unsigned claim)
{
	bool right = true;

	for (unsigned i = 0; i < sizeof(all) / sizeof(*all); i++) {
		right &= all[i].made;
		if (!all[i].made)
			printf("# %s is not measured\n", all[i].name);
	}
	printf("%sok %u - every_operation_is_measured\n", right ? "" : "not ",
	       claim);
}

int
main(void)
{
	unsigned made = 0;

	if (!operation_setup(40960, 224)) {
		printf("Bail out! preparations failed\n");
		return 1;
	}
	run_all(&made, "");
	if (!run_traced(&made))
		printf("Bail out! no trace\n");
	claim_all_made(++made);
	printf("1..%u\n", made);
	return 0;
}
