/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * windows_domains.c - claims of what leads to other domains, rings and calls,
 * interrupted at each instruction.  Both ends of the ring are here.
 */
#include <vesper/ring.h>
#include <vesper/vesper.h>

#include "threads.h"
#include "windows.h"

#define TAKER_EVENT	1u
#define PUTTER_EVENT	2u
#define CAPACITY	2u

static struct vsp_ring putter, taker;

static vsp_slot
bell_of(uint64_t event)
{
	vsp_slot bell = vsp_slot_alloc();

	SAME(vsp_derive(VSP_SLOT_CNODE, bell, VSP_SLOT_DOMAIN, VSP_R_SIGNAL,
			event), VSP_OK);
	return bell;
}

static bool
make_ring(void)
{
	static uint64_t memory[256] __attribute__((aligned(64)));

	return SAME(vsp_ring_open(&putter, memory, CAPACITY, 8,
				  bell_of(TAKER_EVENT), PUTTER_EVENT), VSP_OK)
	       && SAME(vsp_ring_open(&taker, memory, CAPACITY, 8,
				     bell_of(PUTTER_EVENT), TAKER_EVENT),
		       VSP_OK);
}

static void
put(void)
{
	*(uint64_t *)vsp_ring_put_next(&putter) = when;
	vsp_ring_put(&putter);
}

static bool
take_wait(uint64_t until)
{
	uint64_t *item = vsp_ring_take_wait(&taker);
	bool right = item != NULL && *item == when && vsp_now() < until;

	vsp_ring_take(&taker);
	return right;
}

bool
no_instruction_of_a_take_loses_a_doorbell(void)
{
	return make_ring() && meet(&(struct meeting){ NULL, put, take_wait });
}

static void
take_from_main(void)
{
	vsp_ring_take_wait(&taker);
	vsp_ring_take(&taker);
}

static bool
put_for_rival(uint64_t until)
{
	put();
	return vsp_now() < until;
}

bool
no_instruction_of_a_put_loses_the_doorbell(void)
{
	return meet(&(struct meeting){ NULL, take_from_main, put_for_rival });
}

/* It is full whenever they meet. */
static bool
put_wait(uint64_t until)
{
	bool right = vsp_ring_put_wait(&putter) != NULL && vsp_now() < until;

	vsp_ring_put(&putter);
	return right;
}

bool
no_instruction_of_a_put_into_a_full_ring_loses_one(void)
{
	for (unsigned i = 0; i < CAPACITY; i++)
		put();
	return SAME(vsp_ring_put_next(&putter) == NULL, true)
	       && meet(&(struct meeting){ NULL, take_from_main, put_wait });
}

/* ---- calls ---- */

static bool called_well = true;

static bool
call_server(uint64_t word)
{
	struct vsp_message message = { .word = { word } };

	return vsp_call(vsp_portal("server"), &message) == VSP_OK
	       && message.word[0] == word + 1000;
}

static void
call_too(void)
{
	called_well &= call_server(when);
}

static bool
call_once(uint64_t until)
{
	return call_server(until) && vsp_now() < until;
}

/* Also where it is put off, for the time of the other has come. */
bool
no_instruction_of_a_call_loses_it_or_its_answer(void)
{
	return meet(&(struct meeting){ NULL, call_too, call_once })
	       && SAME(called_well, true);
}
