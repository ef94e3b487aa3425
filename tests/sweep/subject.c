/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * subject.c - making subjects, and giving them time; see subject.h.
 */
#include "subject.h"

#include <stddef.h>
#include <string.h>

#include "../system/raw.h"

#define IS(member, offset) \
	_Static_assert(offsetof(struct subject, member) == (offset), \
		       "subject_vectors.S")
IS(number, SUBJECT_NUMBER);
IS(step, SUBJECT_STEP);
IS(entry, SUBJECT_ENTRY);
IS(out, SUBJECT_OUT);
IS(events, SUBJECT_EVENTS);
IS(calls, SUBJECT_CALLS);
IS(token, SUBJECT_TOKEN);
_Static_assert(offsetof(struct vsp_dcb, slot) == 8
	       && offsetof(struct vsp_dcb, saved) == 16
	       && offsetof(struct vsp_dcb, ready) == 0x40
	       && sizeof(struct vsp_child) == 32
	       && offsetof(struct vsp_child, ticks) == 8
	       && offsetof(struct vsp_child, reason) == 16,
	       "subject_vectors.S");

#define STACK_BYTES	256u
#define MAX_SUBJECTS	(VSP_STRETCH_NPAGES / VSP_DCB_PAGES)

uint64_t subject_until, subject_back;
static vsp_slot dcbs;		/* a Stretch */
static unsigned used;		/* DCBs are mapped up to here */
static uint8_t stack[STACK_BYTES] __attribute__((aligned(16)));

bool
subject_prepare(void)
{
	struct vsp_retype what = { VSP_TYPE_STRETCH, 1, 1, 0, 0,
				   VSP_RETYPE_NEXT };

	what.first_slot = dcbs = vsp_slot_alloc();
	return vsp_retype(VSP_SLOT_TABLES, &what, NULL) == VSP_OK
	       && vsp_attach(dcbs, VSP_SLOT_PD, VSP_R_READ | VSP_R_WRITE,
			     NULL) == VSP_OK;
}

/* The next place for a DCB; those of subjects that are gone are free. */
static bool
map_dcb(struct subject *subject)
{
	for (unsigned i = 0; i < MAX_SUBJECTS; i++) {
		uint64_t address = 0, page = used * VSP_DCB_PAGES;
		int error = vsp_domain_map_dcb(subject->slot, dcbs, page,
					       &address);

		used = (used + 1) % MAX_SUBJECTS;
		if (error == VSP_E_OCCUPIED)
			continue;
		subject->dcb = (struct vsp_dcb *)(uintptr_t)address;
		return error == VSP_OK;
	}
	return false;
}

bool
subject_create(struct subject *subject, const char *vector, vsp_slot memory,
	       vsp_slot slot, vsp_slot parent, unsigned index)
{
	struct vsp_retype what = { VSP_TYPE_DOMAIN, 1, 1, 0, slot,
				   VSP_RETYPE_NEXT };

	subject->slot = slot;
	if (vsp_retype(memory, &what, NULL) != VSP_OK
	    || vsp_domain_set_spaces(slot, VSP_SLOT_CNODE, VSP_SLOT_PD)
	       != VSP_OK
	    || vsp_domain_set_entry(slot, (uint64_t)(uintptr_t)vector,
				    (uint64_t)(uintptr_t)(stack + STACK_BYTES))
	       != VSP_OK
	    || !map_dcb(subject)
	    || vsp_domain_set_parent(slot, parent, index) != VSP_OK)
		return false;
	subject->dcb->user[0] = (uint64_t)(uintptr_t)subject;
	subject->dcb->slot = 1;
	return vsp_domain_start(slot) == VSP_OK;
}

/* The report waits in the table, unless it came in registers. */
static uint64_t
take_report(unsigned entry, unsigned index, uint64_t *ticks)
{
	struct vsp_child *child = &vsp_dcb->child[index];
	uint64_t reason = child->reason, used = child->ticks;

	child->reason = VSP_CHILD_NONE;
	child->ticks = 0;
	subject_until = child->until;
	if (entry == VSP_UPCALL_CHILD && raw_entry.x[0] == index) {
		reason = raw_entry.x[1];
		used += raw_entry.x[2];
		subject_until = raw_entry.x[3];
	}
	if (ticks != NULL)
		*ticks += used;
	return reason;
}

uint64_t
subject_dispatch(unsigned index, uint64_t until, uint64_t *ticks)
{
	struct raw_regs regs = { { index, until } };
	uint64_t reason;
	bool enabled = vsp_disable();

	do {
		unsigned entry = raw_leave(VSP_SYS_DISPATCH, &regs, NULL);

		subject_back = vsp_now();
		reason = take_report(entry, index, ticks);
	} while (reason == VSP_CHILD_NONE);
	vsp_enable(enabled);
	return reason;
}

bool
subject_finish(struct subject *subject, unsigned index, unsigned patience,
	       uint64_t *ticks)
{
	uint64_t reason;

	do
		reason = subject_dispatch(index, VSP_FOREVER, ticks);
	while ((subject->step != SUBJECT_DONE || reason != VSP_CHILD_WAIT)
	       && patience-- > 0);
	return subject->step == SUBJECT_DONE && reason == VSP_CHILD_WAIT;
}
