/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * operation.c - what all operations need; see operation.h.
 */
#include "operation.h"

#include <string.h>

#define PATIENCE	200000u
#define SHORTEST	1500u	/* of interrupted turns, in ticks */

vsp_slot slots, memory, tables;
struct subject actor, subjects[NSUBJECTS];
struct subject *who;
unsigned who_index;
uint64_t shortest;

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

bool
operation_setup(uint64_t memory_pages, uint64_t ntables)
{
	slots = vsp_slot_alloc_n(NSLOTS);
	memory = vsp_slot_alloc();
	tables = vsp_slot_alloc();
	actor.slot = vsp_slot_alloc();
	return slots != 0 && subject_prepare()
	       && subject_create(&actor, subject_once, VSP_SLOT_MEMORY,
				 actor.slot, VSP_SLOT_DOMAIN, 0)
	       && make_of(VSP_SLOT_MEMORY, VSP_TYPE_UNTYPED, memory_pages, 1,
			  memory)
	       && make_of(VSP_SLOT_TABLES, VSP_TYPE_UNTYPED, ntables, 1,
			  tables);
}

bool
operation_prepare(const struct operation *operation)
{
	uint64_t x[9] = { 0 };

	who = &actor;
	who_index = 0;
	shortest = SHORTEST;
	if (!operation->prepare(x)) {
		printf("# %s: cannot be prepared\n", operation->name);
		return false;
	}
	memcpy(who->x, x, sizeof(x));
	memset(who->out, 0, sizeof(who->out));
	who->events = 0;
	who->number = operation->number;
	who->step = SUBJECT_READY;
	return true;
}

bool
operation_clear(void)
{
	bool right = vsp_revoke(memory) == VSP_OK;

	right &= vsp_revoke(tables) == VSP_OK;
	memset(subjects, 0, sizeof(subjects));
	return right;
}
