/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * threads_fp.c - threads that compute with FP registers, among others that do
 * not, and come to the same as alone.
 */
#include <vesper/vesper.h>

#include "threads.h"

static int
computes(void *argument)
{
	double first = *(double *)argument, sum = 0;

	for (unsigned i = 1; i < 400000; i++)
		sum += first / i;
	return (int)(sum * 1000);
}

bool
threads_keep_fp_registers_when_preempted(void)
{
	static double first[] = { 1, 2, 3, 4 };
	struct vsp_thread *thread[4];
	int alone[4];
	bool right = true;

	for (unsigned i = 0; i < 4; i++)
		alone[i] = computes(&first[i]);
	for (unsigned i = 0; i < 4; i++)
		thread[i] = make(computes, &first[i]);
	for (unsigned i = 0; i < 4; i++)
		right &= SAME(join(thread[i]), alone[i]);
	return right;
}

/* The sum stays in a register that functions keep. */
static struct gives_way {
	double first;
	void (*how)(void);	/* NULL: only preempted */
} gives_way[] = {
	{ 1, NULL }, { 2, NULL }, { 3, vsp_thread_yield }, { 4, NULL },
	{ 5, NULL }, { 6, NULL },
};

static void
sleeps(void)
{
	vsp_sleep_until(vsp_now() + 10);
}

static void
asks(void)
{
	struct vsp_message message = { .word = { THREADS_AT_ONCE } };

	vsp_call(vsp_portal("server"), &message);
}

static volatile bool over;

/* Without FP registers, among those that have some. */
static int
counts(void *argument)
{
	while (!over)
		++*(volatile unsigned *)argument;
	return 0;
}

static int
computes_and_gives_way(void *argument)
{
	const struct gives_way *me = argument;
	double sum = 0;

	for (unsigned i = 1; i < 400000; i++) {
		sum += me->first / i;
		if (me->how != NULL && i % 4000 == 0)
			me->how();
	}
	return (int)(sum * 1000);
}

bool
threads_keep_fp_registers_however_they_give_way(void)
{
	struct vsp_thread *thread[6], *counter[2];
	unsigned count[2] = { 0 };
	int alone[6];
	bool right = true;

	gives_way[3].how = sleeps;
	gives_way[4].how = asks;
	for (unsigned i = 0; i < 6; i++)
		alone[i] = computes(&gives_way[i].first);
	over = false;
	for (unsigned i = 0; i < 2; i++)
		counter[i] = make(counts, &count[i]);
	for (unsigned i = 0; i < 6; i++)
		thread[i] = make(computes_and_gives_way, &gives_way[i]);
	for (unsigned i = 0; i < 6; i++)
		right &= SAME(join(thread[i]), alone[i]);
	over = true;
	right &= SAME(join(counter[0]) | join(counter[1]), 0);
	return right && SAME(count[0] > 0 && count[1] > 0, true);
}

/* Uses them while the domain is disabled, and at no other time. */
static int
spoils_while_disabled(void *argument)
{
	(void)argument;
	while (!over) {
		bool enabled = vsp_disable();

		__asm__ volatile("movi v8.16b, #1\n\tmovi v20.16b, #2"
				 : : : "v8", "v20");
		vsp_enable(enabled);
	}
	return 0;
}

bool
threads_keep_fp_registers_whatever_disabled_code_does(void)
{
	static double first[] = { 1, 2, 3 };
	struct vsp_thread *thread[3], *spoiler;
	int alone[3];
	bool right = true;

	for (unsigned i = 0; i < 3; i++)
		alone[i] = computes(&first[i]);
	over = false;
	spoiler = make(spoils_while_disabled, NULL);
	for (unsigned i = 0; i < 3; i++)
		thread[i] = make(computes, &first[i]);
	for (unsigned i = 0; i < 3; i++)
		right &= SAME(join(thread[i]), alone[i]);
	over = true;
	return SAME(join(spoiler), 0) && right;
}

/* ---- how FP operations round ---- */

static uint64_t
read_fpcr(void)
{
	uint64_t fpcr;

	__asm__ volatile("mrs %0, fpcr" : "=r"(fpcr));
	return fpcr;
}

static struct rounds {
	uint64_t fpcr;		/* 0: as in the beginning */
	void (*how)(void);	/* it gives way; NULL: it is only preempted */
} rounds[] = {
	{ 1u << 22, NULL }, { 2u << 22, vsp_thread_yield }, { 3u << 22, NULL },
	{ 1u << 22, NULL }, { 0, NULL }, { 0, vsp_thread_yield }, { 0, NULL },
};

/* It ends with the mode that it has set. */
static int
keeps_rounding(void *argument)
{
	const struct rounds *me = argument;
	int wrong = read_fpcr() != 0;

	__asm__ volatile("msr fpcr, %0" : : "r"(me->fpcr));
	for (unsigned i = 0; i < 100000; i++) {
		wrong += read_fpcr() != me->fpcr;
		if (me->how != NULL && i % 1000 == 0)
			me->how();
	}
	return wrong;
}

bool
threads_keep_how_they_round(void)
{
	struct vsp_thread *thread[7];
	bool right = true;

	rounds[2].how = rounds[6].how = sleeps;
	rounds[3].how = asks;
	for (unsigned i = 0; i < 7; i++)
		thread[i] = make(keeps_rounding, &rounds[i]);
	for (unsigned i = 0; i < 7; i++)
		right &= SAME(join(thread[i]), 0);
	return right && SAME(read_fpcr(), 0);
}
