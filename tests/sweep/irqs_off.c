/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * irqs_off.c - makes all the operations, and says when.
 */
#include <string.h>

#include "irqs_off.h"

#define PATIENCE	200000u
#define SHORTEST	1500u	/* of the interrupted turns, in ticks */
#define SPREAD		2500u

void irqs_off_mark(uint64_t phase);

vsp_slot slots, memory, tables;
struct subject actor, subjects[NSUBJECTS];
struct subject *who;
unsigned who_index;
uint64_t shortest;
static unsigned made;

static const struct operation *const groups[] = {
	irqs_off_memory, irqs_off_cap, irqs_off_ipc,
};

bool
make_of(vsp_slot from, enum vsp_type type, uint64_t pages, uint64_t count,
	vsp_slot first)
{
	struct vsp_retype what = { type, pages, count, 0, first,
				   VSP_RETYPE_NEXT };

	return vsp_retype(from, &what, NULL) == VSP_OK;
}

bool
subject_at(unsigned i, const char *vector, vsp_slot parent, unsigned index)
{
	subjects[i] = (struct subject){ .step = SUBJECT_READY };
	return subject_create(&subjects[i], vector, memory, slots + i, parent,
			      index);
}

bool
run_child(unsigned index)
{
	for (unsigned i = 0; i < PATIENCE; i++)
		if (subject_dispatch(index, VSP_FOREVER, NULL)
		    == VSP_CHILD_WAIT)
			return true;
	return false;
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
	uint64_t x[9] = { 0 };
	bool right;

	who = &actor;
	who_index = 0;
	shortest = SHORTEST;
	if (!operation->prepare(x)) {
		printf("# %s: cannot be prepared\n", operation->name);
		return false;
	}
	memcpy(who->x, x, sizeof(x));
	memset(who->out, 0, sizeof(who->out));
	who->number = operation->number;
	who->step = SUBJECT_READY;
	irqs_off_mark(phase);
	right = act(operation, interrupted);
	irqs_off_mark(0);
	right &= operation->finish();
	right &= vsp_revoke(memory) == VSP_OK;
	return right & (vsp_revoke(tables) == VSP_OK);
}

static void
run(const struct operation *operation)
{
	unsigned phase = ++made;
	bool right = once(operation, phase, false);

	right &= once(operation, phase, true);
	printf("# irqs_off %u %s\n", phase, operation->name);
	printf("%sok %u - %s_does_what_it_should\n", right ? "" : "not ",
	       phase, operation->name);
}

static bool
prepare(void)
{
	slots = vsp_slot_alloc_n(NSLOTS);
	memory = vsp_slot_alloc();
	tables = vsp_slot_alloc();
	actor.slot = vsp_slot_alloc();
	return slots != 0 && subject_prepare()
	       && subject_create(&actor, subject_once, VSP_SLOT_MEMORY,
				 actor.slot, VSP_SLOT_DOMAIN, 0)
	       && make_of(VSP_SLOT_MEMORY, VSP_TYPE_UNTYPED, 40960, 1, memory)
	       && make_of(VSP_SLOT_TABLES, VSP_TYPE_UNTYPED, 128, 1, tables);
}

int
main(void)
{
	if (!prepare()) {
		printf("Bail out! preparations failed\n");
		return 1;
	}
	for (unsigned g = 0; g < sizeof(groups) / sizeof(*groups); g++)
		for (const struct operation *o = groups[g]; o->name != NULL;
		     o++)
			run(o);
	printf("1..%u\n", made);
	return 0;
}
