/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * threads_alone.c - claims that a thread that ran alone takes turns when
 * another comes.
 */
#include <vesper/syscall.h>
#include <vesper/vesper.h>

#include "threads.h"

static int
says_so(void *argument)
{
	*(volatile bool *)argument = true;
	return 0;
}

static uint64_t
turns_from_now(uint64_t turns)
{
	return vsp_now() + vsp_us_to_ticks(turns * THREADS_TURN_US);
}

/* Alone, until all of a grant is to come: nothing but the end of a turn would
 * interrupt it, and of its turn there is none. */
static void
spin_alone(void)
{
	uint64_t end = turns_from_now(100), used;

	while (vsp_now() < end)
		;
	used = vsp_dcb->used;
	end = turns_from_now(1000);
	while (__atomic_load_n(&vsp_dcb->used, __ATOMIC_RELAXED) == used
	       && vsp_now() < end)
		;
}

/* Long before the grant ends, which would help. */
bool
who_spins_alone_has_turns_when_another_comes(void)
{
	static volatile bool said;
	struct vsp_thread *other;
	uint64_t end;
	bool right;

	spin_alone();
	other = make(says_so, (void *)&said);
	end = turns_from_now(10);
	while (!said && vsp_now() < end)
		;
	right = SAME(said, true);
	return SAME(join(other), 0) && right;
}
