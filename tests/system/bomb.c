/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * bomb.c - domains whose threads do their worst, and a judge: who it is, its
 * name says.
 */
#include <stdlib.h>
#include <string.h>

#include <vesper/op.h>
#include <vesper/vesper.h>

#include "threads.h"

static int
spin(void *nothing)
{
	(void)nothing;
	for (;;)
		__asm__ volatile("");
	return 0;
}

/* As many threads as there is memory for; all spin. */
static int
explode(void)
{
	while (vsp_thread_create(NULL, NULL, spin, NULL) == VSP_OK)
		continue;
	return spin(NULL);
}

static int
dig(void *depth)
{
	volatile char room[256];

	memset((char *)room, 0, sizeof(room));
	if (depth == NULL)
		return 0;
	return dig((char *)depth + 1) + room[17];
}

static int
dig_in_a_thread(void)
{
	struct vsp_thread_attributes attributes = { .name = "digger" };
	struct vsp_thread *thread;

	SAME(vsp_thread_create(&thread, &attributes, dig, &attributes), VSP_OK);
	return join(thread);
}

/* ---- the judge ---- */

static int
returns(void *nothing)
{
	return nothing != NULL;
}

static bool
the_memory_of_detached_threads_is_used_again(void)
{
	struct vsp_thread *first = make(returns, NULL), *second;

	vsp_thread_detach(first);
	while (vsp_threads_count() > 1)
		vsp_sleep_until(vsp_now() + 1000);
	second = make(returns, NULL);
	return SAME(join(second), 0) && SAME(second == first, true);
}

static bool
a_thread_bomb_takes_no_more_than_its_turns(void)
{
	uint64_t late = 0;

	for (int i = 0; i < 20; i++) {
		uint64_t until = vsp_now() + vsp_us_to_ticks(3000);

		vsp_sleep_until(until);
		if (vsp_now() - until > late)
			late = vsp_now() - until;
	}
	printf("# at most %llu us late\n",
	       (unsigned long long)(late * 1000000 / vsp_ticks_per_s()));
	return SAME(late < vsp_us_to_ticks(25000), true);
}

static bool
a_thread_bomb_takes_no_memory_of_others(void)
{
	void *block = malloc(500000);
	bool got = block != NULL;

	free(block);
	return SAME(got, true);
}

static int
nothing(void *argument)
{
	(void)argument;
	return 5;
}

static bool
others_have_threads_all_the_same(void)
{
	bool right = true;

	for (int i = 0; i < 20; i++)
		right &= SAME(join(make(nothing, NULL)), 5);
	return right;
}

/* Pages from here down to the first that is not there. */
static int
measures_its_stack(void *nothing)
{
	volatile char here = 0;
	volatile int pages = 0;
	struct vsp_try place;

	(void)nothing;
	if (vsp_try(&place) == 0)
		for (volatile char *at = &here;; at -= VSP_PAGE_SIZE) {
			*at = 0;
			pages++;
		}
	return pages;
}

static bool
below_a_stack_there_is_nothing(void)
{
	struct vsp_thread *first = make(measures_its_stack, NULL);
	struct vsp_thread *second = make(measures_its_stack, NULL);
	int pages = (int)(VSP_STACK_BYTES / VSP_PAGE_SIZE) + 1;

	return SAME(join(first), pages) && SAME(join(second), pages);
}

static const struct tap_claim claims[] = {
	CLAIM(a_thread_bomb_takes_no_more_than_its_turns),
	CLAIM(a_thread_bomb_takes_no_memory_of_others),
	CLAIM(others_have_threads_all_the_same),
	CLAIM(below_a_stack_there_is_nothing),
	CLAIM(the_memory_of_detached_threads_is_used_again),
};

int
main(void)
{
	if (strcmp(vsp_name(), "bomb") == 0)
		return explode();
	if (strcmp(vsp_name(), "deep") == 0)
		return dig_in_a_thread();
	return tap_run(claims, TAP_COUNT(claims));
}
