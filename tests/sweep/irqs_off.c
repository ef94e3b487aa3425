/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * irqs_off.c - makes operations in the state in which they are longest, and
 * says when.
 *
 * Each is made twice: undisturbed, and interrupted again and again, so that
 * the kernel's ways out of it are seen too.  Who counts is
 * irqs_off_plugin.c, from outside.
 */
#include "irqs_off.h"

#define PATIENCE	200000u
#define SPREAD		2500u

static const struct operation *const groups[] = {
	irqs_off_memory, irqs_off_cap, irqs_off_ipc,
};

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
		irqs_off_mark(phase);
		right = act(operation, interrupted);
		irqs_off_mark(0);
		right &= operation->finish();
	}
	return right & operation_clear();
}

static void
run(const struct operation *operation, unsigned phase)
{
	bool right = once(operation, phase, false);

	right &= once(operation, phase, true);
	printf("# irqs_off %u %s\n", phase, operation->name);
	printf("%sok %u - %s_does_what_it_should\n", right ? "" : "not ",
	       phase, operation->name);
}

int
main(void)
{
	unsigned made = 0;

	if (!operation_setup(40960, 128)) {
		printf("Bail out! preparations failed\n");
		return 1;
	}
	for (unsigned g = 0; g < sizeof(groups) / sizeof(*groups); g++)
		for (const struct operation *o = groups[g]; o->name != NULL;
		     o++)
			run(o, ++made);
	printf("1..%u\n", made);
	return 0;
}
