/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * sweep.c - interrupts each operation at each of its instructions, and sees
 * that it ends as if nothing had been.
 *
 * A tick of the counter is an instruction here (BOOT_ICOUNT_SHIFT=4).  The
 * subject is dispatched until `now + k', for k = 0, 1, 2 and so on, until it
 * is done within its time: so the timer's interrupt comes at every
 * instruction between, those of the kernel included, where it is taken as
 * soon as the kernel looks or leaves.  Then the subject is dispatched again,
 * until it is done, and a picture of all that can be seen is compared with
 * that of an undisturbed run, byte for byte.
 *
 * Then the same again with interrupts that come again and again, if the
 * operation is long enough for a second one; and some operations while
 * somebody else works on the same tree.
 */
#include <string.h>
#include <vesper/runtime.h>

#include "sweep.h"

#define SPIN		5000u	/* ticks */
#define NAP		3000u
#define UNDISTURBED	3u	/* runs in a row that end a sweep */
#define PATIENCE	20000u
#define CHUNK		16u	/* pages */
#define NSEEN		120u	/* slots in the picture, at most */
#define SOME_SLOTS	22u	/* of them, if `prepare' does not say */
#define NSUBJECTS_SEEN	4u
#define FIRST_PERIOD	400u	/* of interrupts that come again and again */
#define LAST_PERIOD	440u
#define SHORT		300u	/* instructions: over within the first */
#define GROWTH		97u	/* so that they leave time, at last */
#define STRIDE		11u	/* when somebody else is at work, too */

/* Who is seen: the actor and the first subjects. */
struct subject_seen {
	uint64_t step, entry, out[18], events, calls;
	uint64_t enabled, pending, saved, ready, stopped;
	struct vsp_answer answer[2];
};

struct slot_seen {
	struct vsp_look look;
	uint64_t info[3];
};

struct picture {
	struct slot_seen slot[NSEEN];
	struct subject_seen subject[NSUBJECTS_SEEN];
	uint64_t ready, stopped;	/* the tester's children */
	uint64_t until;			/* what the subject waits for */
	uint64_t page[VSP_STRETCH_NPAGES];
};

uint64_t sweep_address, sweep_pages;
unsigned sweep_slots;
vsp_slot sweep_frame;

static const struct operation *const groups[] = {
	sweep_ipc, sweep_space, sweep_cap,
};

static void
see_slot(struct slot_seen *seen, vsp_slot slot)
{
	uint64_t *info = seen->info;

	vsp_look(slot, &seen->look);
	switch (seen->look.type) {
	case VSP_TYPE_UNTYPED:
		vsp_untyped_info(slot, &info[0], &info[1], &info[2]);
		break;
	case VSP_TYPE_FRAME:
		vsp_frame_info(slot, &info[0], &info[1]);
		break;
	case VSP_TYPE_STRETCH:
		vsp_stretch_info(slot, &info[0], &info[1]);
		break;
	case VSP_TYPE_PD:
		vsp_pd_info(slot, &info[0], &info[1]);
		break;
	case VSP_TYPE_DOMAIN:
		vsp_domain_info(slot, &info[0], NULL, NULL);
		break;
	default:
		break;
	}
}

static void
see_subject(struct subject_seen *seen, const struct subject *subject)
{
	const struct vsp_dcb *dcb = subject->dcb;

	seen->step = subject->step;
	seen->entry = subject->entry;
	memcpy(seen->out, subject->out, sizeof(seen->out));
	/* A call that returns keeps none but what the operation says. */
	if (subject->entry == SUBJECT_RETURNED)
		memset(&seen->out[1], 0, sizeof(seen->out) - sizeof(uint64_t));
	seen->events = subject->events;
	seen->calls = subject->calls;
	seen->enabled = dcb->enabled;
	seen->pending = dcb->pending;
	seen->saved = dcb->saved;
	seen->ready = dcb->ready;
	seen->stopped = dcb->stopped;
	memcpy(seen->answer, dcb->answer, sizeof(seen->answer));
}

static volatile uint64_t *
word_of_page(uint64_t address, uint64_t page)
{
	return (volatile uint64_t *)(uintptr_t)(address
						+ page * VSP_PAGE_SIZE);
}

/* The rest of a chunk is not looked at from the first page on that is not
 * there (~0), since each is a fault. */
static void
see_chunk(uint64_t *page, uint64_t at)
{
	volatile unsigned there = 0;
	struct vsp_try place;

	if (vsp_try(&place) == 0) {
		for (; there < CHUNK; there++)
			page[there] = *word_of_page(at, there);
		vsp_try_end(&place);
	}
	for (unsigned i = there; i < CHUNK; i++)
		page[i] = ~0ull;
}

static void
see_pages(uint64_t *page)
{
	for (uint64_t i = 0; i < sweep_pages; i += CHUNK)
		see_chunk(&page[i], sweep_address + i * VSP_PAGE_SIZE);
}

static void
see(struct picture *picture, uint64_t until)
{
	memset(picture, 0, sizeof(*picture));
	see_slot(&picture->slot[0], memory);
	see_slot(&picture->slot[1], tables);
	for (unsigned i = 2; i < 2 + sweep_slots; i++)
		see_slot(&picture->slot[i], slots + i - 2);
	see_subject(&picture->subject[0], &actor);
	for (unsigned i = 1; i < NSUBJECTS_SEEN; i++)
		if (subjects[i - 1].dcb != NULL)
			see_subject(&picture->subject[i], &subjects[i - 1]);
	picture->ready = vsp_dcb->ready;
	picture->stopped = vsp_dcb->stopped;
	picture->until = until;
	see_pages(picture->page);
}

/* Where two pictures differ, as offsets; false if they do. */
static bool
same(const struct picture *a, const struct picture *b, uint64_t k)
{
	const uint64_t *x = (const void *)a, *y = (const void *)b;

	for (unsigned i = 0; i < sizeof(*a) / sizeof(*x); i++) {
		if (x[i] == y[i])
			continue;
		printf("# interrupt %llu: offset 0x%zx is 0x%llx, not 0x%llx\n",
		       (unsigned long long)k, i * sizeof(*x),
		       (unsigned long long)x[i], (unsigned long long)y[i]);
		return false;
	}
	return true;
}

/* All that stands around it comes to rest, too. */
static bool
others_rest(void)
{
	for (unsigned i = 0; i < PATIENCE && vsp_dcb->ready != 0; i++)
		subject_dispatch((unsigned)__builtin_ctzll(vsp_dcb->ready),
				 VSP_FOREVER, NULL);
	return vsp_dcb->ready == 0;
}

static bool
done(const struct operation *operation, uint64_t reason)
{
	if (operation->leaves)
		return reason != VSP_CHILD_EXPIRED
		       && reason != VSP_CHILD_PREEMPTED;
	return who->step == SUBJECT_DONE && reason == VSP_CHILD_WAIT;
}

/* What came of a run. */
struct outcome {
	unsigned interrupts;	/* that came after it had begun */
	bool expired;		/* its first time was over before it was done */
	bool ended;
	bool charged;		/* what was reported, and no more or less */
	uint64_t late;		/* ticks from the end of its first time on */
	uint64_t until;		/* of the last report */
};

/* Charged to the subject. */
static uint64_t
charged(void)
{
	uint64_t ticks = 0;

	vsp_domain_info(who->slot, NULL, NULL, &ticks);
	return ticks;
}

/* The subject gets `first` ticks, then `more`, growing, or (0) all it wants. */
static struct outcome
make(const struct operation *operation, uint64_t first, uint64_t more)
{
	struct outcome outcome = { 0 };
	uint64_t before = charged(), ticks = 0, until, reason;

	until = first != 0 ? vsp_now() + first : VSP_FOREVER;
	/* What it does itself may end a turn before that. */
	for (unsigned n = 0; n < PATIENCE; n++) {
		uint64_t had = ticks;

		reason = subject_dispatch(who_index, until, &ticks);
		outcome.ended = done(operation, reason);
		if (outcome.ended)
			break;
		outcome.interrupts += ticks != had;
		if (reason != VSP_CHILD_EXPIRED)
			continue;
		if (!outcome.expired) {
			if (ticks != had)
				outcome.late = subject_back - until;
			if (operation->meanwhile != NULL)
				operation->meanwhile();
		}
		outcome.expired = true;
		until = more != 0 ? vsp_now() + more + n * GROWTH
				  : VSP_FOREVER;
	}
	outcome.until = subject_until;
	outcome.charged = charged() - before == ticks;
	return outcome;
}

static struct picture reference, seen;
static uint64_t latest;		/* of all runs of a sweep, and */
static uint64_t prompt;		/* when only user code is interrupted */

/* One run, from a fresh state to the picture. */
static bool
run(const struct operation *operation, uint64_t first, uint64_t more,
    struct picture *picture, struct outcome *outcome)
{
	bool right;

	sweep_slots = SOME_SLOTS;
	right = operation_prepare(operation);
	/* A fresh turn from init, longer than any run. */
	vsp_sleep_until(vsp_now() + NAP);
	if (right) {
		*outcome = make(operation, first, more);
		right = outcome->ended && outcome->charged && others_rest();
		if (!right)
			printf("# interrupt %llu: ended %u, charged %u\n",
			       (unsigned long long)first, outcome->ended,
			       outcome->charged);
		see(picture, outcome->until);
		right &= operation->finish();
	}
	return right & operation_clear();
}

/* One interrupt, at every instruction. */
static bool
sweep_once(const struct operation *operation, unsigned *points)
{
	struct outcome outcome;
	unsigned undisturbed = 0;
	unsigned stride = operation->meanwhile == NULL ? 1 : STRIDE;
	bool right = true;

	for (uint64_t k = 1; right && undisturbed < UNDISTURBED; k += stride) {
		right = run(operation, k, 0, &seen, &outcome)
			&& same(&seen, &reference, k);
		*points += outcome.interrupts > 0;
		if (outcome.late > latest)
			latest = outcome.late;
		undisturbed = outcome.expired ? 0 : undisturbed + 1;
	}
	return right;
}

/* Interrupts again and again. */
static bool
sweep_often(const struct operation *operation, unsigned *points)
{
	struct outcome outcome;
	bool right = true;

	for (uint64_t k = FIRST_PERIOD; right && k < LAST_PERIOD; k++) {
		right = run(operation, k, k, &seen, &outcome)
			&& same(&seen, &reference, k);
		*points += outcome.interrupts;
	}
	return right;
}

/* Gives how many interrupts came. */
static unsigned
claim(const struct operation *operation, unsigned *made, const char *what,
      bool (*sweep)(const struct operation *, unsigned *))
{
	unsigned points = 0;
	struct outcome outcome;
	bool right;

	latest = prompt;
	right = run(operation, 0, 0, &reference, &outcome)
		&& sweep(operation, &points) && points > 0;

	printf("%sok %u - %s_%s (%u interrupts)\n", right ? "" : "not ",
	       ++*made, operation->name, what, points);
	if (latest > prompt)
		printf("# %s: an interrupt waited for %llu instructions\n",
		       operation->name, (unsigned long long)(latest - prompt));
	return points;
}

/* How late the tester is when a child is interrupted that only counts: that
 * is the way back, and no waiting. */
static bool
measure_prompt(void)
{
	uint64_t until;

	if (!subject_at(0, subject_spins, VSP_SLOT_DOMAIN, 1))
		return false;
	for (unsigned i = 0; i < 3; i++) {
		until = vsp_now() + SPIN;
		if (subject_dispatch(1, until, NULL) != VSP_CHILD_EXPIRED)
			return false;
		prompt = subject_back - until;
	}
	return operation_clear();
}

/* The frame with a pattern, by a mapping that is only for that. */
static bool
paint(void)
{
	vsp_slot slot = vsp_slot_alloc_n(2);
	uint64_t address = 0;

	sweep_frame = slot;
	if (!make_of(VSP_SLOT_MEMORY, VSP_TYPE_FRAME, VSP_STRETCH_NPAGES, 1,
		     slot)
	    || !make_of(VSP_SLOT_TABLES, VSP_TYPE_STRETCH, 1, 1, slot + 1)
	    || vsp_attach(slot + 1, VSP_SLOT_PD, RW, &address) != VSP_OK
	    || vsp_map(slot + 1, slot, 0, RW) != VSP_OK)
		return false;
	for (uint64_t i = 0; i < VSP_STRETCH_NPAGES; i++)
		*(uint64_t *)(uintptr_t)(address + i * VSP_PAGE_SIZE) = i + 1;
	return vsp_delete(slot + 1) == VSP_OK;
}

static void
sweep(const struct operation *operation, unsigned *made)
{
	if (claim(operation, made, "can_be_interrupted_anywhere", sweep_once)
	    > SHORT)
		claim(operation, made, "can_be_interrupted_again_and_again",
		      sweep_often);
}

int
main(void)
{
	unsigned made = 0;

	if (!operation_setup(1024, 8) || !paint() || !measure_prompt()) {
		printf("Bail out! preparations failed\n");
		return 1;
	}
	for (unsigned g = 0; g < sizeof(groups) / sizeof(*groups); g++)
		for (const struct operation *o = groups[g]; o->name != NULL;
		     o++)
			sweep(o, &made);
	printf("1..%u\n", made);
	return 0;
}
