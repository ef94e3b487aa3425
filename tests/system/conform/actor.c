/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * actor.c - makes actors, gives them scripts, and reads what they recorded.
 */
#include "actor.h"

#include <stddef.h>
#include <stdio.h>

#include "stage.h"

#define AT(member, offset) \
	_Static_assert(offsetof(struct actor_memory, member) == (offset), \
		       #member)
AT(next, ACTOR_NEXT);
AT(count, ACTOR_COUNT);
AT(written, ACTOR_WRITTEN);
AT(tokens, ACTOR_TOKENS);
AT(hold, ACTOR_HOLD);
AT(scratch, ACTOR_SCRATCH);
AT(on, ACTOR_ON);
AT(token, ACTOR_TOKEN);
AT(step, ACTOR_STEPS);
AT(record, ACTOR_RECORDS);
_Static_assert(sizeof(struct step) == 128 && sizeof(struct record) == 128
	       && offsetof(struct step, until) == STEP_UNTIL
	       && offsetof(struct step, token) == STEP_TOKEN
	       && offsetof(struct record, dirt) == 88
	       && offsetof(struct record, ticks) == 120
	       && offsetof(struct vsp_dcb, until) == 24, "script.S");
_Static_assert(sizeof(struct actor_memory) < ACTOR_STACK - 256, "a stack");

#define ACTORS_MAX	128

extern const char actor_vector[];

static struct actor actors[ACTORS_MAX];
static unsigned nactors;

void
actors_forget(void)
{
	nactors = 0;
}

/* Put a capability of the root's that was made for it into its space. */
static void
move_to(const struct actor *a, unsigned slot, vsp_slot from)
{
	MUST(vsp_move(a->cnode, slot, from));
}

/* The stretch with DCB and memory is the test's and the actor's, and the
 * actor's code is the root's own. */
static void
make_space(struct actor *a)
{
	uint64_t address = 0;
	vsp_slot own, text;

	a->stretch = make(VSP_TYPE_STRETCH, 1);
	a->frame = make(VSP_TYPE_FRAME, ACTOR_PAGES);
	MUST(vsp_domain_map_dcb(a->domain, a->stretch, 0, &address));
	MUST(vsp_map(a->stretch, a->frame, ACTOR_OFFSET / VSP_PAGE_SIZE,
		     VSP_R_READ | VSP_R_WRITE));
	own = derive(a->stretch, VSP_R_ALL, 0);
	text = derive(VSP_BOOT_SEGMENT, VSP_R_READ | VSP_R_EXEC, 0);
	MUST(vsp_attach(a->stretch, VSP_BOOT_PD, VSP_R_READ | VSP_R_WRITE,
			NULL));
	MUST(vsp_attach(own, a->pd, VSP_R_READ | VSP_R_WRITE, NULL));
	MUST(vsp_attach(text, a->pd, VSP_R_READ | VSP_R_EXEC, NULL));
	move_to(a, OWN_STRETCH, own);
	move_to(a, OWN_TEXT, text);
	a->dcb = (struct vsp_dcb *)(uintptr_t)address;
	a->memory = (struct actor_memory *)(uintptr_t)
		(address + ACTOR_OFFSET);
}

struct actor *
actor_make_raw(void)
{
	struct actor *a = &actors[nactors++ % ACTORS_MAX];

	*a = (struct actor){
		.cnode = make(VSP_TYPE_CNODE, 1),
		.pd = make(VSP_TYPE_PD, 4),
		.untyped = make(VSP_TYPE_UNTYPED, VSP_DOMAIN_PAGES),
		.domain = slot_new(),
	};
	MUST(vsp_retype(a->untyped, &(struct vsp_retype){
		VSP_TYPE_DOMAIN, VSP_DOMAIN_PAGES, 1, 0, a->domain, 0 },
		NULL));
	make_space(a);
	give(a, OWN_CNODE, a->cnode, VSP_R_ALL, 0);
	give(a, OWN_PD, a->pd, VSP_R_ALL, 0);
	give(a, OWN_DOMAIN, a->domain, VSP_R_ALL, 0);
	MUST(vsp_domain_set_spaces(a->domain, a->cnode, a->pd));
	MUST(vsp_domain_set_entry(a->domain,
				  (uint64_t)(uintptr_t)actor_vector,
				  (uint64_t)(uintptr_t)a->memory
				  + ACTOR_STACK));
	return a;
}

static struct actor *
make_child(vsp_slot parent, uint32_t index)
{
	struct actor *a = actor_make_raw();

	a->index = index;
	MUST(vsp_domain_set_parent(a->domain, parent, index));
	MUST(vsp_domain_start(a->domain));
	return a;
}

struct actor *
actor_make(uint32_t index)
{
	return make_child(VSP_BOOT_DOMAIN, index);
}

struct actor *
actor_make_below(struct actor *parent, uint32_t index)
{
	return make_child(parent->domain, index);
}

#define REUSE_PAGE 200		/* of its stretch */

uint64_t *
actor_reuse(struct actor *a)
{
	vsp_slot frame = slot_new();

	MUST(vsp_retype(a->untyped, &(struct vsp_retype){
		VSP_TYPE_FRAME, VSP_DOMAIN_PAGES, 1, 0, frame, 0 }, NULL));
	MUST(vsp_map(a->stretch, frame, REUSE_PAGE,
		     VSP_R_READ | VSP_R_WRITE));
	return (uint64_t *)((uintptr_t)a->dcb + REUSE_PAGE * VSP_PAGE_SIZE);
}

void
actor_append(struct actor *a, const struct step *steps, unsigned count)
{
	struct actor_memory *m = a->memory;

	if (m->count + count > ACTOR_NSTEPS)
		must(VSP_E_NOMEM, "a script", __LINE__);
	for (unsigned i = 0; i < count; i++)
		m->step[m->count + i] = steps[i];
	m->count += count;
}

void
actor_script(struct actor *a, const struct step *steps, unsigned count)
{
	struct actor_memory *m = a->memory;

	m->next = m->count = m->written = m->tokens = 0;
	for (unsigned i = 0; i < 16; i++)
		m->on[i] = 0;
	actor_append(a, steps, count);
}

int
give(struct actor *to, unsigned slot, vsp_slot from, uint64_t rights,
     uint64_t badge)
{
	return vsp_derive(to->cnode, slot, from, rights, badge);
}

int
give_portal(struct actor *to, unsigned slot, const struct actor *server)
{
	return give(to, slot, server->domain, VSP_R_CALL, PORTAL_BADGE);
}

int
give_channel(struct actor *to, unsigned slot, const struct actor *target,
	     uint64_t mask)
{
	return give(to, slot, target->domain, VSP_R_SIGNAL, mask);
}
